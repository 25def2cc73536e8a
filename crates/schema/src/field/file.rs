//! `file` and `photo`: references to files that were uploaded before; the server writes the entries.

use super::{Field, Problem, column, raw};
use crate::{
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Map, Value as Json, json};

/// Settings of `file` and `photo`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Images only, re-encoded without position data.
    pub photo: bool,
    /// Most files.
    pub max_files: u32,
    /// Most bytes of one file.
    pub max_size: u64,
    /// The formats that are taken; a photo is never a PDF.
    pub accept: Vec<FileFormat>,
}

/// A format that the server knows by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// `pdf`
    Pdf,
    /// `jpg`
    Jpeg,
    /// `png`
    Png,
    /// `webp`
    WebP,
}

impl FileFormat {
    /// The words of the definition.
    pub const WORDS: [(&'static str, FileFormat); 5] = [
        ("pdf", FileFormat::Pdf),
        ("jpg", FileFormat::Jpeg),
        ("jpeg", FileFormat::Jpeg),
        ("png", FileFormat::Png),
        ("webp", FileFormat::WebP),
    ];

    /// All that a question takes whose author wrote nothing.
    pub fn all(photo: bool) -> Vec<FileFormat> {
        let pictures = [FileFormat::Jpeg, FileFormat::Png, FileFormat::WebP];
        if photo { pictures.to_vec() } else { [FileFormat::Pdf].into_iter().chain(pictures).collect() }
    }

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            FileFormat::Pdf => "application/pdf",
            FileFormat::Jpeg => "image/jpeg",
            FileFormat::Png => "image/png",
            FileFormat::WebP => "image/webp",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            FileFormat::Pdf => "PDF",
            FileFormat::Jpeg => "JPEG",
            FileFormat::Png => "PNG",
            FileFormat::WebP => "WebP",
        }
    }
}

/// Most characters of a text in an entry.
const MOST_CHARS: usize = 255;

impl Field for File {
    fn name(&self) -> &'static str {
        if self.photo { "photo" } else { "file" }
    }

    fn ty(&self) -> Type {
        Type::Files
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let sent = match raw {
            Json::Null => return Ok(None),
            Json::String(text) if text.trim().is_empty() => return Ok(None),
            Json::Array(sent) => sent.as_slice(),
            one => std::slice::from_ref(one),
        };
        if sent.len() > self.max_files as usize {
            return Err(vec![Problem::new("", "file.count").arg("max", self.max_files)]);
        }
        let read =
            |(place, one): (usize, &Json)| entry(one).map_err(|code| vec![Problem::new(place.to_string(), code)]);
        let files = sent.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        let files: Vec<Json> = files.into_iter().flatten().collect();
        Ok(if files.is_empty() { None } else { Some(Json::Array(files)) })
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![answer.filter(|a| a.is_array()).map_or(Cell::Null, |files| Cell::Text(files.to_string()))]
    }

    fn value(&self, answer: &Json) -> Value {
        let Json::Array(files) = answer else { return Value::Empty };
        let name = |file: &Json| Value::Text(file.get("name").and_then(Json::as_str).unwrap_or_default().to_owned());
        Value::List(files.iter().map(name).collect())
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        let names = answer.as_array().into_iter().flatten().filter_map(|file| file.get("name")?.as_str());
        names.map(str::to_owned).collect()
    }

    /// The API cannot upload: a file that it names would be another's, or none.
    fn json_schema(&self) -> Json {
        let none = json!({"type": "null"});
        json!({"type": ["array", "null"], "items": none, "maxItems": 30, "description": "Files are added on the form's pages."})
    }
}

/// One entry: an id alone, or `{id, name, size, media}`. `None` when blank.
fn entry(raw: &Json) -> Result<Option<Json>, &'static str> {
    let text = |text: &str| (!text.is_empty() && text.chars().count() <= MOST_CHARS).then(|| Json::from(text));
    let unknown = "file.unknown";
    match raw {
        Json::Null => Ok(None),
        Json::String(id) if id.is_empty() => Ok(None),
        Json::String(id) => text(id).map(|id| Some(json!({"id": id}))).ok_or(unknown),
        Json::Object(parts) => {
            let mut entry = Map::new();
            for (name, part) in parts {
                let part = match (name.as_str(), part) {
                    ("id" | "name" | "media", Json::String(part)) => text(part),
                    ("size", Json::Number(size)) if size.is_u64() => Some(part.clone()),
                    _ => None,
                };
                entry.insert(name.clone(), part.ok_or(unknown)?);
            }
            if entry.contains_key("id") { Ok(Some(Json::Object(entry))) } else { Err(unknown) }
        }
        _ => Err(unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_an_id_and_are_counted() {
        let photo = File { photo: true, max_files: 2, max_size: 1000, accept: FileFormat::all(true) };
        let entry = json!([{"id": "f1", "name": "a.jpg", "size": 10, "media": "image/jpeg"}]);
        assert_eq!(photo.parse(&entry).unwrap(), Some(entry));
        assert_eq!(photo.parse(&json!(["f1", ""])).unwrap(), Some(json!([{"id": "f1"}])));
        assert_eq!(photo.parse(&json!([])).unwrap(), None);
        assert_eq!(photo.parse(&json!(["a", "b", "c"])).unwrap_err()[0].code, "file.count");
        for wrong in [json!([1]), json!([{"name": "x"}]), json!([{"id": "x", "path": "/etc"}]), json!(true)] {
            assert_eq!(photo.parse(&wrong).unwrap_err()[0].code, "file.unknown", "{wrong}");
        }
    }
}

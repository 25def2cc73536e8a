//! CSV with typed headers → [`List`]. A mistake points at its cell in the CSV, or at its line.

use super::cell;
use crate::{
    app::{List, ListColumn, ListRow},
    diagnostic::{Diagnostic, nearest},
    source::{FileId, Span},
    syntax::{
        loose,
        read::{self, Diagnostics},
    },
    text::{Lang, Text},
};
use csv::{ReaderBuilder, StringRecord};
use indexmap::{IndexMap, map::Entry};
use std::collections::{BTreeMap, HashSet};

/// Most mistakes told of one file; a file that is wrong throughout needs no more.
const MAX_MISTAKES: usize = 50;
/// Names that a further column cannot have, because a row of `items` has them already.
const RESERVED: &[&str] = &["code", "label", "kana", "retired", "qty"];

/// What a column is for.
#[derive(Debug, Clone)]
enum Role {
    Code,
    Label(Lang),
    Kana,
    Retired,
    /// A further column with the name of its type.
    Value(String, &'static str),
    /// Its header was wrong and reported.
    Skip,
}

/// By what its rows are found.
#[derive(Debug)]
pub(super) enum Key<'k> {
    /// The column that holds the codes.
    Code(&'k str),
    /// The columns that `lookup` compares; rows have no codes.
    Columns(Vec<(&'k str, Span)>),
}

/// Reads the text of a CSV file. `None` when its first line cannot be used; then it was reported.
pub(super) fn read(id: &str, file: FileId, text: &str, key: &Key<'_>, d: &mut Diagnostics) -> Option<List> {
    let mut found = Diagnostics::new();
    let list = Table { file, text, d: &mut found }.list(id, key);
    if found.len() > MAX_MISTAKES {
        let more = found.len() - MAX_MISTAKES;
        found.truncate(MAX_MISTAKES);
        let end = text.trim_end().len();
        found.push(Diagnostic::error("list.many-mistakes", Span { file, start: end, end }).arg("count", more));
    }
    d.append(&mut found);
    list
}

/// A file while it is read.
struct Table<'t> {
    file: FileId,
    text: &'t str,
    d: &'t mut Diagnostics,
}

impl Table<'_> {
    fn list(&mut self, id: &str, key: &Key<'_>) -> Option<List> {
        let bom = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&self.text.as_bytes()[bom..]);
        let header = self.next(&mut reader, bom);
        let Some(header) = header else {
            self.d.push(Diagnostic::error("list.empty", Span { file: self.file, start: 0, end: 0 }).arg("list", id));
            return None;
        };
        if header.cells.len() == 1
            && let Some(sign) = self.text[header.line.start..header.line.end].find([';', '\t', '、', '，', '|'])
        {
            let place = header.line.start + sign;
            let length = self.text[place..].chars().next().map_or(0, char::len_utf8);
            self.d.push(Diagnostic::error("list.separator", Span { start: place, end: place + length, ..header.line }));
            return None;
        }
        let roles = self.roles(&header, key)?;
        let mut known = IndexMap::new();
        let mut places: Vec<Span> = Vec::new();
        let mut is_empty = true;
        while let Some(row) = self.next(&mut reader, bom) {
            is_empty = false;
            let Some(mut entry) = self.row(&row, &roles) else { continue };
            if let Key::Columns(_) = key {
                entry.code = (known.len() + 1).to_string();
            }
            match known.entry(entry.code.clone()) {
                Entry::Occupied(first) => {
                    let found = Diagnostic::error("list.duplicate-code", row.line);
                    let found = places.get(first.index()).map_or(found.clone(), |place| found.related(*place));
                    self.d.push(found.arg("code", &entry.code));
                }
                Entry::Vacant(place) => {
                    places.push(row.line);
                    place.insert(entry);
                }
            }
        }
        if is_empty {
            self.d.push(Diagnostic::error("list.empty", header.line).arg("list", id));
        }
        let columns = columns(&roles);
        let list = match key {
            Key::Code(_) => List::of_codes(id, columns, known),
            Key::Columns(keys) => {
                List::table(id, &keys.iter().map(|(name, _)| *name).collect::<Vec<_>>(), columns, known)
            }
        };
        if let Some(index) = &list.index {
            super::table::check(&list, index, header.line, &places, self.d);
        }
        Some(list)
    }

    /// The next line that holds something. The text is UTF-8 and rows may differ in length, so reading cannot fail.
    fn next(&mut self, reader: &mut csv::Reader<&[u8]>, bom: usize) -> Option<Row> {
        let mut cells = StringRecord::new();
        if !reader.read_record(&mut cells).unwrap_or(false) {
            return None;
        }
        let start = cells.position().map_or(0, |p| p.byte() as usize) + bom;
        let end = (reader.position().byte() as usize + bom).min(self.text.len());
        let line = &self.text[start..end];
        let blank = line.len() - line.trim_start_matches(['\r', '\n']).len();
        let written = line.trim_end();
        let line = Span { file: self.file, start: start + blank, end: start + written.len() };
        // A quote that is never closed takes all lines behind it into one value.
        if written.contains('\n') && written.bytes().filter(|b| *b == b'"').count() % 2 == 1 {
            let first = start + blank + written[blank.min(written.len())..].find('\n').unwrap_or(0);
            self.d.push(Diagnostic::error("list.open-quote", Span { end: first, ..line }));
        }
        Some(Row { cells, line })
    }

    /// What each column is for. `None` when codes or labels are missing.
    fn roles(&mut self, header: &Row, key: &Key<'_>) -> Option<Vec<Role>> {
        let mut seen = HashSet::new();
        let mut roles = Vec::new();
        let before = self.d.len();
        for (index, cell) in header.cells.iter().enumerate() {
            let cell = cell.trim();
            let span = header.cell(self.text, index);
            if !seen.insert(cell) {
                self.d.push(Diagnostic::error("list.duplicate-column", span).arg("column", cell));
                roles.push(Role::Skip);
                continue;
            }
            roles.push(self.role(cell, key, span));
        }
        let key = match key {
            Key::Code(key) => *key,
            Key::Columns(keys) => return self.has_keys(header, keys, &roles).then_some(roles),
        };
        let mut complete = true;
        for (name, found) in [
            (key, roles.iter().any(|r| matches!(r, Role::Code))),
            ("label", roles.iter().any(|r| matches!(r, Role::Label(Lang::Ja)))),
        ] {
            if !found {
                let known = header.cells.iter().map(str::trim);
                let found = Diagnostic::error("list.no-column", header.line).arg("column", name);
                let meant = meant(header, key);
                let found = if meant.is_empty() { found.nearest(name, known) } else { found.suggest(meant) };
                self.d.push(found);
                complete = false;
            }
        }
        if !complete {
            // Without its columns the line is no header, or one in other words: what else is wrong with it follows.
            let follows = |d: &Diagnostic| matches!(d.code, "form.bad-id" | "list.reserved-column");
            let mut found = self.d.split_off(before);
            found.retain(|d| !follows(d));
            self.d.append(&mut found);
        }
        complete.then_some(roles)
    }

    /// Whether the key columns of a table are there; reports those that are not, at their names in the definition.
    fn has_keys(&mut self, header: &Row, keys: &[(&str, Span)], roles: &[Role]) -> bool {
        let known =
            || roles.iter().filter_map(|role| if let Role::Value(name, _) = role { Some(name.as_str()) } else { None });
        let mut complete = true;
        for (name, span) in keys.iter().filter(|(name, _)| known().all(|column| column != *name)) {
            let report = Diagnostic::error("list.no-column", *span).related(header.line).arg("column", name);
            self.d.push(report.nearest(name, known()));
            complete = false;
        }
        complete
    }

    fn role(&mut self, header: &str, key: &Key<'_>, span: Span) -> Role {
        let (name, type_name) = header.split_once(':').unwrap_or((header, "text"));
        match (name, type_name) {
            _ if matches!(key, Key::Code(key) if name == *key) => return Role::Code,
            ("label", "text") => return Role::Label(Lang::Ja),
            ("label", code) if Lang::from_code(code).is_some() => {
                return Role::Label(Lang::from_code(code).unwrap_or_default());
            }
            ("kana", "text") => return Role::Kana,
            ("retired", "text" | "yes_no") => return Role::Retired,
            _ => {}
        }
        let is_free = matches!(key, Key::Columns(_)) && matches!(name, "code" | "qty");
        if RESERVED.contains(&name) && !is_free {
            self.d.push(Diagnostic::error("list.reserved-column", span).arg("column", header));
            return Role::Skip;
        }
        if !read::identity(name, span, false, self.d) {
            return Role::Skip;
        }
        match cell::TYPES.iter().find(|(word, ..)| *word == type_name) {
            Some((word, ..)) => Role::Value(name.to_owned(), word),
            None => {
                let known = cell::TYPES.iter().map(|(word, ..)| *word);
                let found = Diagnostic::error("list.unknown-type", span).arg("type", type_name);
                self.d.push(found.arg("column", name).nearest(type_name, known));
                Role::Skip
            }
        }
    }

    fn row(&mut self, row: &Row, roles: &[Role]) -> Option<ListRow> {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        if row.cells.len() != roles.len() {
            let found = Diagnostic::error("list.row-length", row.line);
            self.d.push(found.arg("found", row.cells.len()).arg("expected", roles.len()));
            return None;
        }
        let mut entry = ListRow {
            code: String::new(),
            label: Text::default(),
            kana: String::new(),
            retired: false,
            values: IndexMap::new(),
        };
        let mut labels = BTreeMap::new();
        for (index, (cell, role)) in row.cells.iter().zip(roles).enumerate() {
            let cell = cell.trim();
            let text = self.text;
            let span = || row.cell(text, index);
            match role {
                Role::Code => {
                    read::identity(cell, span(), false, self.d);
                    entry.code = cell.to_owned();
                }
                Role::Label(Lang::Ja) if cell.is_empty() && roles.iter().any(|r| matches!(r, Role::Code)) => {
                    self.d.push(Diagnostic::error("list.no-label", row.line))
                }
                Role::Label(_) if cell.is_empty() => {}
                Role::Label(lang) => drop(labels.insert(*lang, cell.to_owned())),
                Role::Kana => entry.kana = cell.to_owned(),
                Role::Retired => match cell::yes_no(cell) {
                    Some(retired) => entry.retired = retired,
                    None if cell.is_empty() => {}
                    None => self.wrong(cell, "yes_no", span()),
                },
                Role::Value(name, type_name) => match cell::value(cell, type_name) {
                    Some(value) => drop(entry.values.insert(name.clone(), value)),
                    None => self.wrong(cell, type_name, span()),
                },
                Role::Skip => {}
            }
        }
        entry.label = Text::from_langs(labels);
        Some(entry)
    }

    fn wrong(&mut self, cell: &str, type_name: &str, span: Span) {
        let word = cell::TYPES.iter().find(|(name, ..)| *name == type_name).map_or("@text", |(.., word)| word);
        let found = Diagnostic::error("form.wrong-type", span).arg("expected", word);
        let found = found.arg("found", format!("`{cell}`")).arg("example", read::example(word));
        let meant = loose::meant(cell, word);
        self.d.push(meant.into_iter().fold(found, Diagnostic::suggest));
    }
}

/// The first line with the words of the language, where it has others: `コード,名称,料金` is `code,label,料金`. Empty when
/// nothing is known by another word.
fn meant(header: &Row, key: &str) -> String {
    let known = [key, "label", "kana"];
    let cells = || header.cells.iter().map(str::trim);
    let words: Vec<String> = cells()
        .map(|cell| {
            let meant = if cell.is_ascii() { Vec::new() } else { nearest(cell, known) };
            meant.into_iter().find(|word| cells().all(|cell| cell != word)).unwrap_or_else(|| cell.to_owned())
        })
        .collect();
    if words.iter().map(String::as_str).eq(cells()) { String::new() } else { words.join(",") }
}

/// The further columns of a list.
fn columns(roles: &[Role]) -> Vec<ListColumn> {
    let further = roles.iter().filter_map(|role| match role {
        Role::Value(name, type_name) => {
            let (_, ty, _) = cell::TYPES.iter().find(|(word, ..)| word == type_name)?;
            Some(ListColumn { name: name.clone(), ty: ty.clone() })
        }
        _ => None,
    });
    further.collect()
}

/// One line of the file.
struct Row {
    cells: StringRecord,
    line: Span,
}

impl Row {
    /// Where a cell stands: exact when the line has no quotes, else the line.
    fn cell(&self, text: &str, index: usize) -> Span {
        let line = &text[self.line.start..self.line.end];
        if line.contains('"') {
            return self.line;
        }
        let mut start = self.line.start;
        for (i, cell) in line.split(',').enumerate() {
            if i == index {
                return Span { start, end: start + cell.len(), ..self.line };
            }
            start += cell.len() + 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    fn csv(text: &str) -> (Option<List>, Vec<(&'static str, String)>) {
        let mut d = Vec::new();
        let list = read("items", FileId(0), text, &Key::Code("code"), &mut d);
        (list, d.iter().map(|d| (d.code, text[d.span.start..d.span.end].to_owned())).collect())
    }

    #[test]
    fn columns_have_the_types_of_their_headers() {
        let (list, found) = csv(concat!(
            "\u{feff}code,label,label:en,kana,fee:money,per:integer,retired:yes_no\r\n",
            "bed,\"ベッド, 枠\",Bed,ベッド,\"1,500\",2,no\r\n",
            "\r\n",
            "tv,テレビ,,テレビ,,1,TRUE\r\n",
        ));
        assert_eq!(found, []);
        let list = list.unwrap_or_default();
        let bed = &list.rows["bed"];
        assert_eq!(bed.label.get(Lang::Ja), "ベッド, 枠");
        assert_eq!(bed.label.get(Lang::En), "Bed");
        assert_eq!(bed.values["fee"], Value::Number(1500.into()));
        assert!(list.rows["tv"].retired);
        assert_eq!(list.rows["tv"].values["fee"], Value::Empty);
    }

    #[test]
    fn a_mistake_points_at_its_cell() {
        let (_, found) = csv("code,label,fee:money\na,あ,千円\nB,び,1\na,あ,2\nc,,1\nd,え\n");
        let expected = [
            ("form.wrong-type", "千円"),
            ("form.bad-id", "B"),
            ("list.duplicate-code", "a,あ,2"),
            ("list.no-label", "c,,1"),
            ("list.row-length", "d,え"),
        ];
        assert_eq!(found, expected.map(|(code, text)| (code, text.to_owned())));
    }

    #[test]
    fn a_header_that_cannot_be_used_is_told() {
        let (list, found) = csv("cod,label,fee:yen,qty\nx,y,1,2\n");
        assert!(list.is_none());
        let codes: Vec<_> = found.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["list.unknown-type", "list.no-column"]);
    }

    #[test]
    fn a_file_that_is_wrong_throughout_is_told_in_bounded_length() {
        let (_, found) = csv(&format!("code,label\n{}", "A,あ\n".repeat(500)));
        assert_eq!(found.len(), MAX_MISTAKES + 1);
    }
}

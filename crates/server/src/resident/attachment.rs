//! Uploaded files of a page: known by their content, photos made anew without position data, kept with the draft.

use super::{
    journey::Journey,
    row_files::{self, Entries},
};
use crate::{
    error::Problem,
    extract::{FormBody, Upload},
    state::AppState,
};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use madoguchi_engine::{answer::RawAnswers, intake::FieldError};
use madoguchi_schema::{
    app::Question,
    field::{File, FileFormat, Kind, holds_my_number},
    text::Text,
};
use madoguchi_store::file;
use serde_json::{Value as Json, json};
use std::io::Cursor;
use tokio::sync::Semaphore;

/// Longest side of a stored photo.
const SIDE: u32 = 2560;
/// Largest picture that is decoded, in bytes of memory: 50 megapixels of a phone.
const MEMORY: u64 = 160 * 1024 * 1024;
/// Pictures decoded at once: each may need tens of megabytes.
static DECODERS: Semaphore = Semaphore::const_new(1);

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Not a kind that is taken.
    Kind,
    /// Too large.
    Size,
    /// Too many.
    Count,
    /// It cannot be decoded.
    Broken,
    /// Its name holds an individual number.
    MyNumber,
}

/// Stores the files that were chosen in rows; their ids become values of their controls. Those of other controls are
/// left. What does not fit is a mistake at its place.
pub async fn take_in_rows(
    state: &AppState,
    journey: &Journey,
    page: usize,
    form: &mut FormBody,
) -> Result<Vec<FieldError>, Problem> {
    let questions = journey.published.app.pages.get(page).map(|p| p.questions.as_slice()).unwrap_or_default();
    let (in_rows, others) = std::mem::take(&mut form.files).into_iter().partition(|u| u.field.contains('.'));
    form.files = others;
    let mut errors = Vec::new();
    for upload in Vec::from_iter::<Vec<Upload>>(in_rows) {
        let path = upload.field.clone();
        let Some((question, rule)) = row_files::at(questions, &path, journey.clerk.is_some()) else {
            return Err(Problem::unreadable("この画面にないファイルが送信されました。"));
        };
        let (outer, part) = path.split_once('.').unwrap_or((&path, ""));
        let count = form.all(&path).filter(|id| !id.is_empty()).count();
        match store(state, journey, outer, rule, upload, count).await? {
            Ok(stored) => form.put(&path, stored.id),
            Err(unfit) => {
                let mistake = mistake(question, rule, unfit);
                errors.push(FieldError { question: outer.to_owned(), part: part.to_owned(), ..mistake });
            }
        }
    }
    Ok(errors)
}

/// Puts the draft's files in place of the ids that came with the rows of a page.
pub fn resolve(state: &AppState, journey: &Journey, page: usize, typed: &mut RawAnswers) -> Result<(), Problem> {
    let Some(page) = journey.published.app.pages.get(page) else { return Ok(()) };
    let in_rows = |q: &&Question| matches!(q.kind, Kind::Repeat(_)) && q.takes_files();
    if !page.questions.iter().any(|q| in_rows(&q)) {
        return Ok(());
    }
    let known: Entries =
        file::of_draft(&state.store, &journey.draft.id)?.into_iter().map(|f| (f.id.clone(), entry(&f))).collect();
    row_files::resolve(page.questions.iter().filter(in_rows), &mut typed.0, &known);
    Ok(())
}

/// A stored file as answers name it.
fn entry(file: &file::Stored) -> Json {
    json!({"id": file.id, "name": file.name, "size": file.size, "media": file.media})
}

/// Stores the form's files and adds them to the answers of their questions. What does not fit is a mistake at its question.
pub async fn take(
    state: &AppState,
    journey: &Journey,
    page: usize,
    form: &mut FormBody,
    typed: &mut RawAnswers,
) -> Result<Vec<FieldError>, Problem> {
    let mut errors = Vec::new();
    for upload in std::mem::take(&mut form.files) {
        let Some((question, rule)) = question_of(journey, page, &upload.field) else {
            return Err(Problem::unreadable("この画面にないファイルが送信されました。"));
        };
        let mut files = present(journey, typed, &question.id);
        match store(state, journey, &question.id, rule, upload, files.len()).await? {
            Ok(stored) => {
                files.push(entry(&stored));
                typed.0.insert(question.id.clone(), Json::Array(files));
            }
            Err(unfit) => errors.push(mistake(question, rule, unfit)),
        }
    }
    Ok(errors)
}

/// Takes a file in a row off the draft; its id was left out of the form.
pub async fn remove_in_row(state: &AppState, journey: &Journey, file: &str) -> Result<(), Problem> {
    Ok(file::remove(&state.store, journey.draft.id.clone(), file.to_owned()).await?)
}

/// Takes a file off the draft and off the answers.
pub async fn remove(
    state: &AppState,
    journey: &Journey,
    question: &str,
    file: &str,
    typed: &mut RawAnswers,
) -> Result<(), Problem> {
    let mut files = present(journey, typed, question);
    let before = files.len();
    files.retain(|f| f.get("id").and_then(Json::as_str) != Some(file));
    if files.len() < before {
        file::remove(&state.store, journey.draft.id.clone(), file.to_owned()).await?;
        typed.0.insert(question.to_owned(), Json::Array(files));
    }
    Ok(())
}

/// Only the file answers of what was typed, and the rows that hold files: they are kept even when the page has mistakes.
pub fn only(journey: &Journey, typed: &RawAnswers) -> RawAnswers {
    let is_file = |id: &str| {
        journey.published.app.question(id).is_some_and(|q| {
            matches!(q.kind, Kind::File(_)) || typed.0.get(id).is_some_and(|a| !q.files(Some(a)).is_empty())
        })
    };
    RawAnswers(typed.0.iter().filter(|(id, _)| is_file(id)).map(|(id, a)| (id.clone(), a.clone())).collect())
}

fn question_of<'a>(journey: &'a Journey, page: usize, id: &str) -> Option<(&'a Question, &'a File)> {
    let question = journey
        .published
        .app
        .pages
        .get(page)?
        .questions
        .iter()
        .find(|q| q.id == id && (!q.internal || journey.clerk.is_some()))?;
    match &question.kind {
        Kind::File(rule) => Some((question, rule)),
        _ => None,
    }
}

/// The files that a question has now.
fn present(journey: &Journey, typed: &RawAnswers, question: &str) -> Vec<Json> {
    let raw = typed.0.get(question).or_else(|| journey.draft.raw.0.get(question));
    raw.and_then(Json::as_array).cloned().unwrap_or_default()
}

async fn store(
    state: &AppState,
    journey: &Journey,
    question: &str,
    rule: &File,
    upload: Upload,
    count: usize,
) -> Result<Result<file::Stored, Unfit>, Problem> {
    if count >= usize::try_from(rule.max_files).unwrap_or(usize::MAX) {
        return Ok(Err(Unfit::Count));
    }
    if u64::try_from(upload.bytes.len()).unwrap_or(u64::MAX) > rule.max_size {
        return Ok(Err(Unfit::Size));
    }
    if holds_my_number(&upload.name) {
        return Ok(Err(Unfit::MyNumber));
    }
    let (name, media, bytes) = match prepared(upload, rule.photo, &rule.accept).await? {
        Ok(prepared) => prepared,
        Err(unfit) => return Ok(Err(unfit)),
    };
    let (draft, id) = (journey.draft.id.clone(), question.to_owned());
    Ok(Ok(file::add(&state.store, draft, id, name, media.to_owned(), bytes, journey.now).await?))
}

/// A name, a media type and content.
pub type Prepared = (String, &'static str, Vec<u8>);

/// Makes an upload fit to be kept, off the request threads, one at a time.
pub async fn prepared(upload: Upload, photo: bool, accept: &[FileFormat]) -> Result<Result<Prepared, Unfit>, Problem> {
    let Ok(_turn) = DECODERS.acquire().await else {
        return Err(Problem::of(axum::http::StatusCode::SERVICE_UNAVAILABLE));
    };
    let (name, accept) = (upload.name, accept.to_vec());
    let prepared = tokio::task::spawn_blocking(move || prepare(upload.bytes, photo, &accept)).await;
    let prepared = prepared.map_err(|e| Problem::internal(&e))?;
    Ok(prepared.map(|(media, bytes)| (named(&name, media), media, bytes)))
}

/// Content → media type and bytes to keep. Pictures are decoded and written anew, which drops everything but the picture.
fn prepare(bytes: Vec<u8>, photo: bool, accept: &[FileFormat]) -> Result<(&'static str, Vec<u8>), Unfit> {
    let media = infer::get(&bytes).map(|k| k.mime_type());
    let format = match accept.iter().find(|format| Some(format.media()) == media) {
        Some(FileFormat::Jpeg) => ImageFormat::Jpeg,
        Some(FileFormat::Png) => ImageFormat::Png,
        Some(FileFormat::WebP) => ImageFormat::WebP,
        Some(FileFormat::Pdf) => return Ok(("application/pdf", bytes)),
        None => return Err(Unfit::Kind),
    };
    let picture = decode(&bytes, format).map_err(|_| Unfit::Broken)?;
    let mut out = Cursor::new(Vec::new());
    if format == ImageFormat::Png && !photo {
        picture.write_to(&mut out, ImageFormat::Png).map_err(|_| Unfit::Broken)?;
        return Ok(("image/png", out.into_inner()));
    }
    picture.to_rgb8().write_to(&mut out, ImageFormat::Jpeg).map_err(|_| Unfit::Broken)?;
    Ok(("image/jpeg", out.into_inner()))
}

/// The name with the ending of the kind, so that nothing saved under it runs, and without characters that turn the
/// direction of writing and so hide the ending.
fn named(name: &str, media: &str) -> String {
    let endings: &[&str] = match media {
        "image/jpeg" => &["jpg", "jpeg"],
        "image/png" => &["png"],
        _ => &["pdf"],
    };
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = name.chars().filter(|c| !turns(*c)).collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let lower = ending.to_ascii_lowercase();
    if endings.contains(&lower.as_str()) {
        return name;
    }
    let stem = if ["png", "webp", "jfif"].contains(&lower.as_str()) { stem } else { &name };
    format!("{stem}.{}", endings.first().unwrap_or(&"bin"))
}

fn decode(bytes: &[u8], format: ImageFormat) -> image::ImageResult<DynamicImage> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(16_000);
    limits.max_image_height = Some(16_000);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    // The decoder itself limits only the sides: a small file may unpack to hundreds of megabytes.
    limits.reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    if picture.width().max(picture.height()) > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn mistake(question: &Question, rule: &File, unfit: Unfit) -> FieldError {
    let label = question.label.get(madoguchi_schema::text::Lang::Ja);
    let (code, text) = match unfit {
        Unfit::Kind => {
            let formats = rule.accept.iter().map(|format| format.label()).collect::<Vec<_>>().join("・");
            let kind = if rule.photo { "写真" } else { "ファイル" };
            ("file.kind", format!("{label}は、{formats}の{kind}を選んでください。選んだファイルは使えない形式です。"))
        }
        Unfit::MyNumber => (
            "text.my-number",
            format!(
                "{label}のファイル名にマイナンバー（個人番号）と思われる12桁の数字があります。名前を変えてから選び直してください。"
            ),
        ),
        Unfit::Size => {
            let mb = rule.max_size / (1024 * 1024);
            ("file.size", format!("{label}は、1つ{mb}MBまでのファイルを選んでください。選んだファイルは大きすぎます。"))
        }
        Unfit::Count => ("file.count", format!("{label}は{}個までです。数を減らしてください。", rule.max_files)),
        Unfit::Broken => {
            ("file.broken", format!("{label}の画像を読み取れませんでした。別のファイルを選んでください。"))
        }
    };
    FieldError {
        question: question.id.clone(),
        part: String::new(),
        code,
        args: vec![("label", label.to_owned())],
        message: Some(Text::ja(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(RgbImage::new(8, 4)).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// A JPEG with an Exif segment that says "turn by 90 degrees" and holds a place.
    fn turned_jpeg() -> Vec<u8> {
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS-SECRET";
        let plain = picture(ImageFormat::Jpeg);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], &[0xFF, 0xE1], &length, exif, &plain[2..]].concat()
    }

    #[test]
    fn a_photo_is_turned_upright_and_loses_its_position() {
        let (media, bytes) = prepare(turned_jpeg(), true, &FileFormat::all(true)).unwrap();
        assert_eq!(media, "image/jpeg");
        assert!(!bytes.windows(10).any(|w| w == b"GPS-SECRET"));
        let upright = image::load_from_memory(&bytes).unwrap();
        assert_eq!((upright.width(), upright.height()), (4, 8));
    }

    #[test]
    fn the_content_decides_what_a_file_is() {
        assert_eq!(prepare(b"<svg onload=alert(1)>".to_vec(), false, &FileFormat::all(false)), Err(Unfit::Kind));
        assert_eq!(prepare(b"MZ\x90\0".to_vec(), false, &FileFormat::all(false)), Err(Unfit::Kind));
        assert_eq!(prepare(b"%PDF-1.7\n".to_vec(), false, &FileFormat::all(false)).unwrap().0, "application/pdf");
        assert_eq!(prepare(b"%PDF-1.7\n".to_vec(), true, &FileFormat::all(true)), Err(Unfit::Kind));
    }

    #[test]
    fn only_the_formats_of_the_question_are_taken() {
        let png = picture(ImageFormat::Png);
        assert_eq!(prepare(png.clone(), false, &[FileFormat::Pdf, FileFormat::Jpeg]), Err(Unfit::Kind));
        assert_eq!(prepare(png, false, &[FileFormat::Png]).unwrap().0, "image/png");
        assert_eq!(prepare(b"%PDF-1.7\n".to_vec(), false, &[FileFormat::Png]), Err(Unfit::Kind));
    }

    #[test]
    fn a_small_file_that_unpacks_to_hundreds_of_megabytes_is_refused() {
        let mut bytes = picture(ImageFormat::Png);
        // Width and height of the header, then its check sum.
        bytes[16..24].copy_from_slice(&[0, 0, 0x3E, 0x1C, 0, 0, 0x3E, 0x1C]);
        let sum = bytes[12..29].iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |s, _| if s & 1 == 1 { s >> 1 ^ 0xEDB8_8320 } else { s >> 1 })
        });
        bytes[29..33].copy_from_slice(&(!sum).to_be_bytes());
        assert!(matches!(decode(&bytes, ImageFormat::Png), Err(image::ImageError::Limits(_))));
        assert_eq!(prepare(bytes, true, &FileFormat::all(true)), Err(Unfit::Broken));
    }

    #[test]
    fn a_file_is_named_for_what_it_is() {
        for (name, media, expected) in [
            ("庭.JPG", "image/jpeg", "庭.JPG"),
            ("a.png", "image/jpeg", "a.jpg"),
            ("invoice.exe", "image/jpeg", "invoice.exe.jpg"),
            ("form.hta", "application/pdf", "form.hta.pdf"),
            ("gpj\u{202e}fdp.exe", "application/pdf", "gpjfdp.exe.pdf"),
            ("photo", "image/png", "photo.png"),
        ] {
            assert_eq!(named(name, media), expected);
        }
    }

    #[test]
    fn a_broken_picture_is_refused() {
        let mut bytes = picture(ImageFormat::Png);
        bytes.truncate(40);
        assert_eq!(prepare(bytes, true, &FileFormat::all(true)), Err(Unfit::Broken));
    }

    #[test]
    fn png_and_webp_photos_become_jpeg() {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            assert_eq!(prepare(picture(format), true, &FileFormat::all(true)).unwrap().0, "image/jpeg");
        }
    }
}

//! The photo that a clerk attaches to a step: known by its content, made anew without position data, kept with the case.

use crate::{
    error::Problem,
    extract::FormBody,
    resident::attachment::{self, Unfit},
    state::AppState,
};
use madoguchi_engine::{intake::FieldError, records::CaseFacts};
use madoguchi_schema::{
    field::{FileFormat, holds_my_number},
    text::Text,
};
use madoguchi_store::file;
use serde_json::{Value as Json, json};

/// The control of the photo, and what stands for a question of the stored file.
pub const CONTROL: &str = "_photo";
/// What a photo may be.
const PHOTOS: [FileFormat; 3] = [FileFormat::Jpeg, FileFormat::Png, FileFormat::WebP];
/// Most bytes of a photo.
const MOST: usize = 15 * 1024 * 1024;

/// Stores the photo of the form, when there is one; it becomes the case's when the step is stored.
pub async fn take(
    state: &AppState,
    facts: &CaseFacts,
    form: &mut FormBody,
) -> Result<Result<Option<Json>, FieldError>, Problem> {
    let Some(upload) = std::mem::take(&mut form.files).into_iter().find(|upload| upload.field == CONTROL) else {
        return Ok(Ok(None));
    };
    if upload.bytes.len() > MOST {
        return Ok(Err(mistake(Unfit::Size)));
    }
    if holds_my_number(&upload.name) {
        return Ok(Err(mistake(Unfit::MyNumber)));
    }
    let prepared = attachment::prepared(upload, true, &PHOTOS).await?;
    let (name, media, bytes) = match prepared {
        Ok(prepared) => prepared,
        Err(unfit) => return Ok(Err(mistake(unfit))),
    };
    let (holder, now) = (holder(facts), state.clock.now());
    let stored = file::add(&state.store, holder, CONTROL.to_owned(), name, media.to_owned(), bytes, now).await?;
    let file::Stored { id, name, size, media, hash } = stored;
    Ok(Ok(Some(json!({"id": id, "name": name, "size": size, "media": media, "hash": hash}))))
}

/// Takes the photo away again when the step was not stored.
pub async fn forget(state: &AppState, facts: &CaseFacts, photo: Option<Json>) -> Result<(), Problem> {
    if let Some(id) = photo.as_ref().and_then(|photo| photo.get("id")).and_then(Json::as_str) {
        file::remove(&state.store, holder(facts), id.to_owned()).await?;
    }
    Ok(())
}

/// Whose the file is until the step is stored.
fn holder(facts: &CaseFacts) -> String {
    format!("step:{}", facts.receipt)
}

fn mistake(unfit: Unfit) -> FieldError {
    let (code, text) = match unfit {
        Unfit::Kind => ("file.kind", "写真は、JPEG・PNG・WebPの画像を選んでください。"),
        Unfit::Size | Unfit::Count => ("file.size", "写真は、15MBまでの画像を選んでください。"),
        Unfit::MyNumber => {
            ("file.my-number", "写真の名前に個人番号（マイナンバー）が入っています。名前を変えて選んでください。")
        }
        Unfit::Broken => ("file.broken", "写真を読み取れませんでした。別の写真を選んでください。"),
    };
    FieldError {
        question: "photo".to_owned(),
        part: String::new(),
        code,
        args: vec![("label", "写真".to_owned())],
        message: Some(Text::ja(text)),
    }
}

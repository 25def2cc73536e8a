//! `/office/cases/{receipt}/files/{file}`: a file of a case, for those who may see the answer. Reading it is recorded.

use super::{access, photo};
use crate::{error::Problem, extract::actor::StaffActor, state::AppState};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use madoguchi_schema::app::Question;
use madoguchi_store::{case, file};
use serde::Deserialize;
use serde_json::Value as Json;
use std::io::Cursor;

/// Longest side of a small picture, in pixels.
const SMALL: u32 = 320;
/// Most memory that decoding one picture may take.
const MEMORY: u64 = 256 * 1024 * 1024;

/// Whole or small.
#[derive(Debug, Default, Deserialize)]
pub struct Size {
    #[serde(default)]
    small: Option<String>,
}

/// The file, or its small picture.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((receipt, id)): Path<(String, String)>,
    Query(size): Query<Size>,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let (facts, published) = access::case(&state, &actor, &receipt)?;
    let loaded = file::load(&state.store, &id)?.filter(|l| l.case == Some(facts.id)).ok_or_else(Problem::not_found)?;
    let question = published.app.question(&loaded.question);
    let is_answer = |q: &Question| {
        let files = q.files(facts.answers.get(&q.id));
        files.iter().any(|file| file.get("id").and_then(Json::as_str) == Some(&*id))
    };
    // What the case does not show any more is not served either; photos of steps stay in the history.
    if !question.map_or(loaded.question == photo::CONTROL, is_answer) {
        return Err(Problem::not_found());
    }
    if question.is_some_and(|q| q.sensitive) && !access::sees_sensitive_of(&state, &actor, &published.app, &facts) {
        return Err(Problem::forbidden("このファイルを見る権限がありません。"));
    }
    case::audit(&state.store, staff.0.id, "read_file", format!("{} {id}", facts.receipt), state.clock.now()).await?;
    let picture = loaded.file.media.starts_with("image/");
    let (media, bytes) = match size.small.is_some() && picture {
        true => ("image/jpeg".to_owned(), shrink(loaded.bytes).await?),
        false => (loaded.file.media, loaded.bytes),
    };
    let shown = if picture || media == "application/pdf" { "inline" } else { "attachment" };
    let name: String = form_urlencoded::byte_serialize(loaded.file.name.as_bytes()).collect();
    let disposition = format!("{shown}; filename*=UTF-8''{}", name.replace('+', "%20"));
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// A small JPEG of a stored picture, made off the request threads.
async fn shrink(bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let job = tokio::task::spawn_blocking(move || {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let small: DynamicImage = reader.decode()?.thumbnail(SMALL, SMALL).to_rgb8().into();
        let mut out = Cursor::new(Vec::new());
        small.write_to(&mut out, ImageFormat::Jpeg)?;
        Ok::<_, image::ImageError>(out.into_inner())
    });
    match job.await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(cause)) => Err(Problem::internal(&cause)),
        Err(cause) => Err(Problem::internal(&cause)),
    }
}

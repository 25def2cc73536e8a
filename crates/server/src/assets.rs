//! Style sheets and scripts: embedded, addressed by the hash of their content, cached for ever.

use crate::{error::Problem, state::AppState};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::{borrow::Cow, fmt::Write as _, path::PathBuf};

#[derive(RustEmbed)]
#[folder = "../../web/static"]
struct Files;

/// The folder that `--dev` reads.
pub fn dev_folder(part: &str) -> PathBuf {
    PathBuf::from("web").join(part)
}

/// Whether files come from disk: under `--dev` where there is a `web` folder, which an author without the sources lacks.
pub fn from_disk(dev: bool) -> bool {
    dev && dev_folder("templates").is_dir()
}

/// The address of a static file: `css/app.css` → `/static/0123456789ab/css/app.css`.
pub fn url(path: &str, dev: bool) -> String {
    let hash = if dev { "dev".to_owned() } else { hash(path) };
    format!("/static/{hash}/{path}")
}

/// The hash of one file, or of all style sheets for a style sheet: they import each other.
fn hash(path: &str) -> String {
    let kind = path.split('/').next().unwrap_or_default();
    let mut sum = [0u8; 6];
    for name in Files::iter().filter(|n| n.split('/').next() == Some(kind)) {
        if let Some(file) = Files::get(&name) {
            for (s, b) in sum.iter_mut().zip(file.metadata.sha256_hash()) {
                *s = s.rotate_left(1) ^ b;
            }
        }
    }
    sum.iter().fold(String::new(), |mut text, b| {
        let _ = write!(text, "{b:02x}");
        text
    })
}

/// `GET /static/{hash}/{path}`.
pub async fn file(
    State(state): State<AppState>,
    Path((_hash, path)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Some(file) = Files::get(&path) else { return Err(Problem::not_found()) };
    let media = mime_guess::from_path(&path).first_or_octet_stream().to_string();
    if from_disk(state.settings.dev) {
        // The name is one of the embedded ones, so it cannot leave the folder.
        let bytes = std::fs::read(dev_folder("static").join(&path)).map_err(|_| Problem::not_found())?;
        return Ok(
            ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "no-cache".to_owned())], bytes).into_response()
        );
    }
    let body = match file.data {
        Cow::Borrowed(bytes) => axum::body::Body::from(bytes),
        Cow::Owned(bytes) => axum::body::Body::from(bytes),
    };
    let forever = "public, max-age=31536000, immutable".to_owned();
    Ok(([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, forever)], body).into_response())
}

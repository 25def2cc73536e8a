//! What went wrong, as a page: title, advice, a way on. Nothing of the inside is shown.
//!
//! Handlers return a [`Problem`]; `middleware::problem` gives it its HTML (or `application/problem+json` below `/api`).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use madoguchi_store::StoreError;
use serde::Serialize;
use std::error::Error;

/// A way on: where it leads and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Path.
    pub href: String,
    /// Words.
    pub label: String,
}

/// A page instead of the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Status of the response.
    pub status: StatusCode,
    /// What happened.
    pub title: String,
    /// What to do.
    pub text: String,
    /// Ways on.
    pub links: Vec<Link>,
    /// Number under which the log holds the cause.
    pub reference: Option<String>,
    /// Seconds until it may work again.
    pub retry_after: Option<u64>,
}

impl Problem {
    /// A problem with its own words.
    pub fn new(status: StatusCode, title: impl Into<String>, text: impl Into<String>) -> Problem {
        Problem {
            status,
            title: title.into(),
            text: text.into(),
            links: Vec::new(),
            reference: None,
            retry_after: None,
        }
    }

    /// The usual words of a status.
    pub fn of(status: StatusCode) -> Problem {
        let (title, text) = usual_words(status);
        Problem::new(status, title, text)
    }

    /// 404: no such page, app, draft or case, or not for these eyes.
    pub fn not_found() -> Problem {
        Problem::of(StatusCode::NOT_FOUND)
    }

    /// 403 with the reason.
    pub fn forbidden(text: impl Into<String>) -> Problem {
        Problem { text: text.into(), ..Problem::of(StatusCode::FORBIDDEN) }
    }

    /// 409: someone was first, or the moment has passed.
    pub fn conflict(title: impl Into<String>, text: impl Into<String>) -> Problem {
        Problem::new(StatusCode::CONFLICT, title, text)
    }

    /// 413: larger than allowed.
    pub fn too_large() -> Problem {
        Problem::of(StatusCode::PAYLOAD_TOO_LARGE)
    }

    /// 422 or 400: what was sent cannot be read.
    pub fn unreadable(text: impl Into<String>) -> Problem {
        Problem { text: text.into(), ..Problem::of(StatusCode::UNPROCESSABLE_ENTITY) }
    }

    /// 429 with the time to wait.
    pub fn too_many(seconds: u64) -> Problem {
        Problem { retry_after: Some(seconds), ..Problem::of(StatusCode::TOO_MANY_REQUESTS) }
    }

    /// 500: logs the cause once and shows only its number.
    pub fn internal(cause: &(dyn Error + 'static)) -> Problem {
        let reference = reference();
        tracing::error!(error.reference = %reference, error.cause = %chain(cause), "request failed");
        Problem { reference: Some(reference), ..Problem::of(StatusCode::INTERNAL_SERVER_ERROR) }
    }

    /// Adds a way on.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>, label: impl Into<String>) -> Problem {
        self.links.push(Link { href: href.into(), label: label.into() });
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Problem {
    fn from(cause: StoreError) -> Problem {
        let problem = Problem::internal(&cause);
        match cause {
            StoreError::Closed => {
                Problem { reference: problem.reference, ..Problem::of(StatusCode::SERVICE_UNAVAILABLE) }
            }
            _ => problem,
        }
    }
}

impl From<minijinja::Error> for Problem {
    fn from(cause: minijinja::Error) -> Problem {
        Problem::internal(&cause)
    }
}

/// The error and its sources in one line.
pub fn chain(cause: &(dyn Error + 'static)) -> String {
    let mut text = cause.to_string();
    let mut next = cause.source();
    while let Some(source) = next {
        text.push_str(": ");
        text.push_str(&source.to_string());
        next = source.source();
    }
    text
}

/// A short number that can be read out on the telephone.
fn reference() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut bytes = [0u8; 8];
    // Without randomness the number is less helpful, not less safe.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect()
}

fn usual_words(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        400 => ("送信された内容を読み取れませんでした", "前のページに戻り、もう一度お試しください。"),
        403 => ("この操作はできません", "この画面を開いたり操作したりする権限がありません。"),
        404 => (
            "ページが見つかりません",
            "アドレスが間違っているか、ページの期限が切れています。手続の一覧から探してください。",
        ),
        405 => ("この操作はできません", "手続の一覧からやり直してください。"),
        408 => ("時間内に受信できませんでした", "通信の状態を確認して、もう一度お試しください。"),
        409 => ("ほかの操作が先に行われました", "最新の内容を確認して、もう一度お試しください。"),
        413 => ("送信された内容が大きすぎます", "ファイルの大きさや文字の数を減らして、もう一度お試しください。"),
        415 => ("送信の形式に対応していません", "このサイトの入力画面から送信してください。"),
        422 => ("送信された内容を読み取れませんでした", "入力画面に戻り、内容を確かめてもう一度お試しください。"),
        429 => ("短い時間に操作が集中しました", "少し時間をおいて、もう一度お試しください。"),
        503 => (
            "ただいま処理できません",
            "混み合っているか、メンテナンス中です。少し時間をおいて、もう一度お試しください。",
        ),
        s if s >= 500 => (
            "システムの不具合で表示できません",
            "入力した内容は保存されていないことがあります。少し時間をおいて、もう一度お試しください。続く場合は、下の番号を担当窓口にお知らせください。",
        ),
        _ => ("この操作はできません", "手続の一覧からやり直してください。"),
    }
}

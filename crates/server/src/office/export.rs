//! `/office/{app}/export.csv`: exactly what the queue page lists, all its pages, as they are read. Recorded.

use super::{
    access,
    csv::{Encoding, Writer},
    export_rows::Levels,
    params::Params,
    queue::{by_group, unlisted},
};
use crate::{catalog::Published, error::Problem, extract::actor::StaffActor, state::AppState, view::cell};
use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use madoguchi_engine::calendar;
use madoguchi_schema::text::Lang;
use madoguchi_store::{
    StoreError, case,
    queue::{self, Page, Query, Row},
};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};
use tokio::sync::mpsc;

/// Rows read at once.
const ROWS: u32 = 500;

/// Streams the file.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let published = access::app(&state, &staff.actor(), &app)?;
    let query = query.unwrap_or_default();
    stream(&state, staff.0.id, &staff.actor(), published, &query).await
}

/// The file for a page's address, for the office and the API.
pub async fn stream(
    state: &AppState,
    staff: i64,
    actor: &madoguchi_engine::records::Actor,
    published: Published,
    query: &str,
) -> Result<Response, Problem> {
    access::export(actor, &published.app)?;
    let code = form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == "encoding").map(|(_, v)| v.into_owned());
    let encoding = Encoding::from_code(code.as_deref().unwrap_or_default());
    let encoding = encoding.ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "この文字コードはありません",
            "utf-8-bom か cp932 を選んでください。",
        )
    })?;
    let sensitive = access::sees_sensitive(state, actor, &published.app);
    let levels = levels(&published, query, sensitive)?;
    let now = state.clock.now();
    let today = calendar::today(&published.office, now);
    let params = Params::parse(query).first();
    access::listable(state, actor, &published.app, &params)?;
    let asked = by_group(&published, &params, ROWS, sensitive);
    let first = queue::page(&state.store, &published.app, &asked, today);
    let first = first.map_err(|u| unlisted(u, &published.app.id))?;
    case::audit(&state.store, staff, "export", published.app.id.clone(), now).await?;
    let name = format!("attachment; filename=\"{}-{today}.csv\"", published.app.id);
    let media = format!("text/csv; charset={}", encoding.charset());
    let (send, pieces) = mpsc::channel(2);
    let csv = Writer::new(encoding);
    let job = Job { state: state.clone(), published, sensitive, levels, query: asked, today, csv };
    tokio::task::spawn_blocking(move || job.run(first, &send));
    let body = Body::from_stream(Pieces(pieces));
    Ok(([(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, name)], body).into_response())
}

/// The rows that are asked for instead of cases: `rows=homes.members`.
fn levels(published: &Published, query: &str, sensitive: bool) -> Result<Option<Levels>, Problem> {
    let Some((_, path)) = form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == "rows") else { return Ok(None) };
    let found = Levels::find(&published.app, &path, sensitive);
    found.map(Some).ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "この行の一覧はありません",
            "一覧の画面にある書き出しのリンクを使ってください。",
        )
    })
}

/// A piece of the file, or why the rest is missing: the connection is then cut, so that nobody takes it for whole.
type Piece = Result<Vec<u8>, io::Error>;

/// Writes the file; one page is read while the one before is sent.
struct Job {
    state: AppState,
    published: Published,
    sensitive: bool,
    /// A line is a row of these, not a case.
    levels: Option<Levels>,
    query: Query,
    today: Date,
    csv: Writer,
}

impl Job {
    fn run(mut self, first: Page, send: &mpsc::Sender<Piece>) {
        let columns = cell::columns(&self.published.app, self.sensitive);
        let heads: Vec<_> = match &self.levels {
            Some(levels) => levels.heads(),
            None => columns.into_iter().map(|(_, c)| c.label.get(Lang::Ja).to_owned()).collect(),
        };
        let mut piece = self.csv.row(heads.iter().map(String::as_str));
        let mut page = Ok(first);
        loop {
            let Page { rows, next } = match page {
                Ok(page) => page,
                Err(cause) => {
                    tracing::error!(error.cause = ?cause, app.id = %self.published.app.id, "export stopped");
                    let _ = send.blocking_send(Err(io::Error::other("export stopped")));
                    return;
                }
            };
            match self.lines(&rows) {
                Ok(lines) => piece.extend(lines),
                Err(cause) => {
                    tracing::error!(error.cause = ?cause, app.id = %self.published.app.id, "export stopped");
                    let _ = send.blocking_send(Err(io::Error::other("export stopped")));
                    return;
                }
            }
            let last = next.is_none();
            if last {
                piece.extend(self.csv.end());
            }
            // The reader may have gone.
            if send.blocking_send(Ok(std::mem::take(&mut piece))).is_err() || last {
                return;
            }
            self.query.after = next;
            page = queue::page(&self.state.store, &self.published.app, &self.query, self.today);
        }
    }

    /// The lines of these cases, or of the rows in them.
    fn lines(&mut self, rows: &[Row]) -> Result<Vec<u8>, StoreError> {
        let Some(levels) = &self.levels else { return Ok(rows.iter().flat_map(|row| self.line(row)).collect()) };
        let cases: Vec<i64> = rows.iter().map(|row| row.case).collect();
        let answers = case::answers(&self.state.store, &cases)?;
        let lines: Vec<_> = rows.iter().zip(&answers).flat_map(|(row, a)| levels.lines(&row.receipt, a)).collect();
        Ok(lines.iter().flat_map(|line| self.csv.row(line.iter().map(String::as_str))).collect())
    }

    fn line(&mut self, row: &Row) -> Vec<u8> {
        let Published { app, office, .. } = &self.published;
        let columns = cell::columns(app, self.sensitive).into_iter();
        let shown = |(i, column)| cell::exported(app, office, column, row.cells.get(i).map_or(&[], Vec::as_slice));
        let cells: Vec<_> = columns.map(shown).collect();
        self.csv.row(cells.iter().map(String::as_str))
    }
}

/// What the job has written, as a stream.
struct Pieces(mpsc::Receiver<Piece>);

impl futures_util::Stream for Pieces {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.0.poll_recv(context)
    }
}

//! Gives a [`Problem`] its page, and one to bare errors of the layers inside (405, 413, a refused cross-site post).

use crate::{error::Problem, state::AppState};
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// Renders after the handler.
pub async fn render(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let office = request.uri().path().starts_with("/office");
    let head = request.method() == Method::HEAD;
    let response = next.run(request).await;
    if head {
        return response;
    }
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None if is_bare_error(&response) => Problem::of(response.status()),
        None => return response,
    };
    let page = if api { json_page(&problem) } else { html_page(&state, &problem, office) };
    with_headers_of(page, &response, &problem)
}

/// An error without a page of its own: the layers answer with plain text or nothing.
fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let media = response.headers().get(header::CONTENT_TYPE).and_then(|m| m.to_str().ok());
    (status.is_client_error() || status.is_server_error()) && media.is_none_or(|m| m.starts_with("text/plain"))
}

fn json_page(problem: &Problem) -> Response {
    let mut body = json!({
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status.as_u16(),
        "detail": problem.text,
        "errors": [],
    });
    if let (Some(reference), Some(fields)) = (&problem.reference, body.as_object_mut()) {
        fields.insert("reference".to_owned(), json!(reference));
    }
    let media = HeaderValue::from_static("application/problem+json");
    ([(header::CONTENT_TYPE, media)], Json(body).into_response().into_body()).into_response()
}

fn html_page(state: &AppState, problem: &Problem, office: bool) -> Response {
    let values = json!({
        "title": problem.title,
        "text": problem.text,
        "links": problem.links,
        "reference": problem.reference,
        "status": problem.status.as_u16(),
    });
    let template = if office { "office/problem.html" } else { "layout/problem.html" };
    match state.templates.page(template, &state.catalog.office(), values) {
        Ok(page) => page.into_response(),
        Err(_) => format!("{}\n{}\n", problem.title, problem.text).into_response(),
    }
}

/// The page with the status and headers (Retry-After, Allow, cookies) of the response it replaces.
fn with_headers_of(mut page: Response, replaced: &Response, problem: &Problem) -> Response {
    *page.status_mut() = problem.status;
    for (name, value) in replaced.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            page.headers_mut().append(name.clone(), value.clone());
        }
    }
    page
}

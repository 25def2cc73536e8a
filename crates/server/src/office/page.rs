//! An office page: the frame and what the page itself shows.

use crate::{
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::frame::{self, Frame},
};
use axum::response::Html;
use serde::Serialize;

#[derive(Serialize)]
struct Framed<'a, V> {
    frame: Frame,
    page: &'a V,
}

/// Renders `office/{template}.html` for a page of `app`; the template sees `frame` and `page`.
pub fn render(
    state: &AppState,
    staff: &StaffActor,
    app: Option<&str>,
    template: &str,
    page: &impl Serialize,
) -> Result<Html<String>, Problem> {
    let frame = frame::frame(&state.catalog, staff, app);
    state.templates.page(template, &state.catalog.office(), Framed { frame, page })
}

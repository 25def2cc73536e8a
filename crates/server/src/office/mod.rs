//! The clerks' pages.

use crate::state::AppState;
use axum::Router;

/// All routes below `/office`.
pub fn routes(_state: &AppState) -> Router<AppState> {
    Router::new()
}

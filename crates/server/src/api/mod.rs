//! The API below `/api/v1`.

use crate::state::AppState;
use axum::Router;

/// All routes below `/api/v1`.
pub fn routes(_state: &AppState) -> Router<AppState> {
    Router::new()
}

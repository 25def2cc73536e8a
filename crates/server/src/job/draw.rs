//! Draws: the seed is fixed when applications open; on its day each is made, once.

use crate::state::AppState;
use madoguchi_engine::calendar;
use madoguchi_store::{StoreError, waiting::draw};

/// Opens and makes what is due.
pub async fn serve(state: &AppState) -> Result<(), StoreError> {
    let now = state.clock.now();
    let today = calendar::today(&state.catalog.office(), now);
    for published in state.catalog.apps() {
        let app = &published.app;
        for booking in app.bookings.values() {
            let Some(lottery) = &booking.lottery else { continue };
            if today < lottery.apply.0 {
                continue;
            }
            draw::open(&state.store, &app.id, &booking.id, lottery.draw, now).await?;
            if today < lottery.draw {
                continue;
            }
            if let Some(count) = draw::make(&state.store, &app.id, &booking.id, lottery.draw, now).await? {
                tracing::info!(app.id = %app.id, draw.applications = count, "a draw was made");
            }
        }
    }
    Ok(())
}

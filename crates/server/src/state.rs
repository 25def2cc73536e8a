//! What every handler shares: six fields, and it stops there.

use crate::{
    assets, catalog::Catalog, clock::Clock, middleware::rate::Limits, serve::ServeError, settings::Settings,
    template::Templates,
};
use madoguchi_store::Store;
use std::sync::Arc;

/// Shared by all requests. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The data.
    pub store: Store,
    /// The published apps.
    pub catalog: Arc<Catalog>,
    /// The time.
    pub clock: Clock,
    /// The pages.
    pub templates: Arc<Templates>,
    /// What the operator chose.
    pub settings: Arc<Settings>,
    /// How often one address may ask.
    pub limits: Arc<Limits>,
}

impl AppState {
    /// Opens the data directory, compiles and publishes the definitions, loads older versions and the templates.
    pub async fn open(settings: Settings, clock: Clock) -> Result<AppState, ServeError> {
        let store = Store::open(&settings.data)?;
        let catalog = Catalog::open(&settings, &store, clock.now()).await?;
        let templates = Templates::new(assets::from_disk(settings.dev));
        Ok(AppState {
            store,
            catalog: Arc::new(catalog),
            clock,
            templates: Arc::new(templates),
            limits: Arc::new(Limits::new(settings.rate_limits)),
            settings: Arc::new(settings),
        })
    }
}

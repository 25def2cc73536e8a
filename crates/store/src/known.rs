//! The published definitions, for decisions that are made inside a transaction.

use jiff::Timestamp;
use madoguchi_engine::{answer::Setting, link::Linked};
use madoguchi_schema::{
    app::{App, Booking},
    office::Office,
};
use std::{collections::HashMap, fmt, sync::Arc};

/// Every published version with its city.
#[derive(Default)]
pub struct Known {
    all: HashMap<(String, u32), (Arc<App>, Arc<Office>)>,
    current: HashMap<String, Arc<App>>,
}

impl Known {
    /// Adds a version.
    pub fn add(&mut self, app: Arc<App>, version: u32, office: Arc<Office>) {
        self.all.insert((app.id.clone(), version), (app, office));
    }

    /// Adds the version that is published now.
    pub fn add_current(&mut self, app: Arc<App>, version: u32, office: Arc<Office>) {
        self.current.insert(app.id.clone(), app.clone());
        self.add(app, version, office);
    }

    pub(crate) fn get(&self, app: &str, version: u32) -> Option<&(Arc<App>, Arc<Office>)> {
        self.all.get(&(app.to_owned(), version))
    }

    /// The booking as it is published now.
    pub(crate) fn booking(&self, app: &str, book: &str) -> Option<&Booking> {
        self.current.get(app)?.bookings.get(book)
    }
}

/// What the engine's decisions need.
pub(crate) fn setting<'a>((app, office): &'a (Arc<App>, Arc<Office>), now: Timestamp) -> Setting<'a> {
    Setting { app, office, now, clerk: false, received: None, links: Linked::default() }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").field("versions", &self.all.len()).finish_non_exhaustive()
    }
}

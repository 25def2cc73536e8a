//! The published apps: current versions, and every version that a case or a draft stays on.

use crate::{
    api::openapi,
    error::Problem,
    serve::ServeError,
    settings::{Examples, Settings},
    view::live::{self, Live},
};
use axum::body::Bytes;
use jiff::Timestamp;
use madoguchi_engine::{
    answer::Setting,
    link::{Linked, Links},
    scenario,
};
use madoguchi_schema::{
    answers_schema::Validator,
    app::App,
    compile::{Compilation, compile},
    diagnostic::is_clean,
    office::{Office, People},
    source::SourceSet,
    text::Lang,
};
use madoguchi_store::{Known, Store, account, definition};
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

/// By page, language, and whether a clerk fills the form.
type LivePages = BTreeMap<(usize, Lang, bool), Arc<Live>>;

/// One version of an app with the city it was published with.
#[derive(Debug, Clone)]
pub struct Published {
    /// The app.
    pub app: Arc<App>,
    /// Its version.
    pub version: u32,
    /// The city.
    pub office: Arc<Office>,
    /// Whether a question asks for a member of staff.
    asks_staff: bool,
    /// The cases of other apps that the answers at hand name.
    pub links: Arc<Links>,
    /// The check of the API's answers, compiled at first use.
    validator: Arc<OnceLock<Result<Validator, String>>>,
    /// What the form pages show by themselves, made at first use.
    live: Arc<RwLock<LivePages>>,
}

/// The schema of an app's answers cannot be compiled: a fault of a question type.
#[derive(Debug, thiserror::Error)]
#[error("answers schema: {0}")]
struct Unchecked(String);

impl Published {
    fn new(app: Arc<App>, version: u32, office: Arc<Office>) -> Published {
        let asks_staff = app.asks_staff();
        app.prepare_searches();
        Published {
            app,
            version,
            office,
            asks_staff,
            links: Arc::default(),
            validator: Arc::default(),
            live: Arc::default(),
        }
    }

    /// With the cases that the answers at hand name.
    pub fn with_links(self, links: Links) -> Published {
        Published { links: Arc::new(links), ..self }
    }

    /// The check of what the API receives.
    pub fn validator(&self) -> Result<&Validator, Problem> {
        let made = self.validator.get_or_init(|| Validator::new(&self.app));
        made.as_ref().map_err(|why| Problem::internal(&Unchecked(why.clone())))
    }

    /// What a form page shows by itself while it is filled in; as a clerk sees it, or a resident.
    pub fn live(&self, page: usize, lang: Lang, clerk: bool) -> Arc<Live> {
        let key = (page, lang, clerk);
        if let Some(made) = self.live.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return made.clone();
        }
        let made = Arc::new(live::make(self, page, lang, clerk));
        self.live.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        made
    }

    /// What the engine's decisions need.
    pub fn setting(&self, now: Timestamp, clerk: bool) -> Setting<'_> {
        let links = Linked { found: Some(&self.links), kept: None };
        Setting { app: &self.app, office: &self.office, now, clerk, received: None, links }
    }
}

#[derive(Debug, Clone, Default)]
struct City {
    office: Arc<Office>,
    current: BTreeMap<String, Published>,
    all: BTreeMap<(String, u32), Published>,
    /// The description of the API, made at first use.
    openapi: OnceLock<Bytes>,
}

/// The published apps. Replaced as a whole when definitions change.
pub struct Catalog {
    city: RwLock<Arc<City>>,
    /// Who works here now, for apps that ask for it.
    store: Store,
    examples: Examples,
}

impl Catalog {
    /// Compiles the folder, publishes what changed, loads older versions from the store.
    pub async fn open(settings: &Settings, store: &Store, now: Timestamp) -> Result<Catalog, ServeError> {
        let catalog = Catalog { city: RwLock::default(), store: store.clone(), examples: settings.examples };
        catalog.reload(crate::sources::read(&settings.definitions)?, store, now).await?;
        Ok(catalog)
    }

    /// Publishes these sources; on mistakes the present apps stay.
    pub async fn reload(&self, sources: SourceSet, store: &Store, now: Timestamp) -> Result<(), ServeError> {
        let compiled = compile(&sources);
        if !is_clean(&compiled.diagnostics) {
            return Err(ServeError::Definitions { sources, diagnostics: compiled.diagnostics });
        }
        self.try_examples(&sources, &compiled)?;
        let mut city = City { office: compiled.office.clone(), ..City::default() };
        for app in &compiled.apps {
            let version = definition::publish(store, app, &sources, now).await?;
            let published = Published::new(app.clone(), version, compiled.office.clone());
            city.current.insert(app.id.clone(), published.clone());
            city.all.insert((app.id.clone(), version), published);
        }
        self.add_older(&mut city, store)?;
        store.learn(known(&city));
        *self.city.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(city);
        Ok(())
    }

    /// Runs the examples of what is not published yet.
    fn try_examples(&self, sources: &SourceSet, compiled: &Compilation) -> Result<(), ServeError> {
        if self.examples == Examples::Skip {
            return Ok(());
        }
        let known: HashSet<String> = definition::hashes(&self.store)?;
        let mut failed = String::new();
        for app in compiled.apps.iter().filter(|app| !known.contains(&app.hash)) {
            let report = scenario::run_file(sources, compiled, app);
            if !is_clean(&report.diagnostics) {
                return Err(ServeError::Definitions { sources: sources.clone(), diagnostics: report.diagnostics });
            }
            let wrong = report.outcomes.iter().filter(|outcome| !outcome.passed());
            failed.extend(wrong.map(|outcome| outcome.told(app, sources, "", Lang::Ja)));
        }
        match self.examples {
            _ if failed.is_empty() => {}
            Examples::Refuse => return Err(ServeError::Examples { failed }),
            _ => tracing::warn!("examples fail; without --dev this is not published\n{failed}"),
        }
        Ok(())
    }

    /// Recompiles the stored sources of versions that are still in use.
    fn add_older(&self, city: &mut City, store: &Store) -> Result<(), ServeError> {
        let known = self.city();
        for stored in definition::versions(store)? {
            let key = (stored.app.clone(), stored.version);
            if city.all.contains_key(&key) {
                continue;
            }
            let published = known.all.get(&key).cloned().or_else(|| recompile(&stored));
            match published {
                Some(published) => {
                    city.all.insert(key, published);
                }
                None => tracing::error!(app.id = %key.0, app.version = key.1, "a stored version does not compile"),
            }
        }
        Ok(())
    }

    /// The city of the current definitions.
    pub fn office(&self) -> Arc<Office> {
        self.city().office.clone()
    }

    /// The current version of an app.
    pub fn current(&self, app: &str) -> Option<Published> {
        self.city().current.get(app).map(|published| self.peopled(published))
    }

    /// An app in one version.
    pub fn get(&self, app: &str, version: u32) -> Option<Published> {
        self.city().all.get(&(app.to_owned(), version)).map(|published| self.peopled(published))
    }

    /// With the accounts of this moment where a question asks for them. Without, nobody can be chosen.
    fn peopled(&self, published: &Published) -> Published {
        let mut published = published.clone();
        if published.asks_staff {
            let people = account::people(&self.store).unwrap_or_else(|error| {
                tracing::error!(%error, "the accounts cannot be read");
                People::default()
            });
            published.office = Arc::new(Office { people: Some(Arc::new(people)), ..(*published.office).clone() });
        }
        published
    }

    /// All current apps, in order of id.
    pub fn apps(&self) -> Vec<Published> {
        self.city().current.values().cloned().collect()
    }

    /// The description of the API.
    pub fn openapi(&self) -> Bytes {
        let city = self.city();
        city.openapi.get_or_init(|| openapi::document(&city.current.values().collect::<Vec<_>>()).into()).clone()
    }

    fn city(&self) -> Arc<City> {
        self.city.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Every version, for decisions that the store makes inside a transaction.
fn known(city: &City) -> Known {
    let mut known = Known::default();
    for published in city.all.values() {
        known.add(published.app.clone(), published.version, published.office.clone());
    }
    for published in city.current.values() {
        known.add_current(published.app.clone(), published.version, published.office.clone());
    }
    known
}

fn recompile(stored: &definition::StoredVersion) -> Option<Published> {
    let Compilation { office, apps, .. } = compile(&stored.sources);
    let app = apps.into_iter().find(|a| a.id == stored.app)?;
    Some(Published::new(app, stored.version, office))
}

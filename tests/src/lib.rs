//! Harness for the tests over the whole system: a real server on a real file database, with a clock that a test sets.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

pub mod browser;
pub mod journey;

pub use browser::{Browser, Form, Page};

use jiff::Timestamp;
use madoguchi_server::{AppState, Examples, Settings, clock::Clock};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The definitions that ship with the product.
pub fn definitions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../app-definitions")
}

/// Monday, 2 November 2026, 10:00 in 旭野市.
pub const NOW: &str = "2026-11-02T10:00:00+09:00";

/// A running server.
pub struct TestApp {
    /// Its state: store, catalog, clock.
    pub state: AppState,
    /// Where it listens.
    pub base: String,
    data: TempDir,
}

impl TestApp {
    /// Starts the shipped definitions at [`NOW`].
    pub async fn start() -> TestApp {
        TestApp::with(&definitions()).await
    }

    /// Starts other definitions at [`NOW`].
    pub async fn with(definitions: &Path) -> TestApp {
        let data = tempfile::tempdir().unwrap();
        let settings = Settings {
            definitions: definitions.to_path_buf(),
            data: data.path().to_path_buf(),
            rate_limits: false,
            examples: Examples::Skip,
            ..Settings::default()
        };
        let state = AppState::open(settings, Clock::at(NOW.parse().unwrap())).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = madoguchi_server::app(state.clone());
        tokio::spawn(async move {
            let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
        TestApp { state, base, data }
    }

    /// Sets the clock.
    pub fn set_now(&self, now: &str) {
        self.state.clock.set(now.parse::<Timestamp>().unwrap());
    }

    /// A new browser window.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.base)
    }

    /// The data directory.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// A browser window in which a new member of staff is signed in.
    pub async fn staff(&self, login: &str, name: &str, posts: &[(&str, Option<&str>)]) -> Browser {
        let posts = posts.iter().map(|(u, p)| ((*u).to_owned(), p.map(str::to_owned))).collect();
        let (store, now) = (&self.state.store, self.state.clock.now());
        let password = Some(PASSWORD.to_owned());
        madoguchi_store::account::put(store, login.into(), name.into(), posts, false, password, now).await.unwrap();
        let browser = self.browser();
        let page = browser.get("/office/sign-in").await;
        let form = page.form("/office/sign-in").set("login", login).set("password", PASSWORD);
        let page = browser.submit(&page, &form, "").await;
        assert_eq!(page.status, 200, "{}", page.visible());
        browser
    }

    /// Posts to the API.
    pub async fn post(&self, path: &str, body: &Json) -> (u16, Json) {
        let request = self.browser().client().post(format!("{}{path}", self.base)).json(body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or(Json::Null))
    }

    /// Reads from the API.
    pub async fn get(&self, path: &str) -> (u16, Json) {
        let response = self.browser().client().get(format!("{}{path}", self.base)).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or(Json::Null))
    }

    /// All texts of one column of a table.
    pub fn column(&self, table: &str, column: &str) -> Vec<Option<String>> {
        let db = rusqlite::Connection::open(self.data().join("madoguchi.db")).unwrap();
        let sql = format!("SELECT CAST(\"{column}\" AS TEXT) FROM \"{table}\"");
        let mut statement = db.prepare(&sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// One number from the database.
    pub fn number(&self, sql: &str) -> i64 {
        let db = rusqlite::Connection::open(self.data().join("madoguchi.db")).unwrap();
        db.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Fails unless everything stored is consistent.
    pub fn verify(&self) {
        let report = madoguchi_store::verify::verify(&self.state.store).unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
    }
}

/// The password of every account that a test makes.
pub const PASSWORD: &str = "koyoi-no-tsuki-8";

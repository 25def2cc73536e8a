//! The shipped city and its bulky-waste app, with cases made by the product's own decisions.

use jiff::{Timestamp, civil::DateTime};
use madoguchi_engine::{
    answer::{RawAnswers, Setting, evaluate},
    calendar,
    projection::created,
    records::{Actor, CaseFacts, Change, Channel, NewCase},
    routing::{NotRouted, Submitter, route},
    workflow::{Input, Rejection, permit},
};
use madoguchi_schema::{
    app::App,
    compile::{Compilation, compile},
    source::SourceSet,
    text::Lang,
};
use serde_json::{Value as Json, json};
use std::{fs, path::Path, sync::Arc};

/// Adds every file below a folder, in order of path.
fn add(sources: &mut SourceSet, root: &Path, folder: &Path) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(sources, root, &path);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            sources.add(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The shipped definitions.
pub fn shipped() -> (SourceSet, Compilation) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app-definitions");
    let mut sources = SourceSet::default();
    add(&mut sources, &root, &root);
    let compilation = compile(&sources);
    (sources, compilation)
}

/// The city at a moment.
pub struct City {
    compilation: Compilation,
    app: Arc<App>,
    now: Timestamp,
}

impl City {
    /// The city on 2026-11-02 at 10:00.
    pub fn read() -> City {
        let (_, compilation) = shipped();
        let app = compilation.apps.iter().find(|app| app.id == "bulky-waste").unwrap().clone();
        let mut city = City { compilation, app, now: Timestamp::UNIX_EPOCH };
        city.set("2026-11-02 10:00:00");
        city
    }

    /// Sets the city's clock.
    pub fn set(&mut self, written: &str) {
        let at: DateTime = written.parse().unwrap();
        self.now = calendar::moment(&self.compilation.office, at);
    }

    pub fn setting(&self) -> Setting<'_> {
        Setting {
            app: &self.app,
            office: &self.compilation.office,
            now: self.now,
            clerk: false,
            received: None,
            links: madoguchi_engine::link::Linked::default(),
        }
    }

    /// Someone of a unit, or with a post: `cleaning/chief`.
    pub fn staff(seat: &str) -> Actor {
        let (unit, post) = seat.split_once('/').map_or((seat, None), |(unit, post)| (unit, Some(post.to_owned())));
        Actor::Staff {
            id: 1,
            login: "sato".into(),
            name: "佐藤".into(),
            posts: vec![(unit.to_owned(), post)],
            admin: false,
        }
    }

    /// What becomes of complete answers with some replaced (`null` takes one away).
    pub fn submit(&self, channel: Channel, other: Json, overbook: Option<&str>) -> Result<NewCase, NotRouted> {
        let Json::Object(mut answers) = complete() else { panic!("an object") };
        let Json::Object(other) = other else { panic!("an object") };
        answers.extend(other);
        answers.retain(|_, answer| !answer.is_null());
        let setting = Setting { clerk: channel != Channel::Web, ..self.setting() };
        let actor = if setting.clerk { City::staff("cleaning") } else { Actor::Resident };
        let overbook = overbook.map(str::to_owned);
        let by = Submitter { actor, channel, lang: Lang::Ja, version: 1, overbook };
        route(setting, evaluate(&setting, &RawAnswers(answers)), &by)
    }

    /// A stored case.
    pub fn case(&self, channel: Channel, other: Json) -> CaseFacts {
        created(self.submit(channel, other, None).unwrap(), 1, "ABCD-2345".into()).unwrap()
    }

    /// Presses an action that is permitted.
    pub fn press(
        &self,
        case: &CaseFacts,
        actor: &Actor,
        action: &str,
        note: &str,
        answers: Json,
    ) -> Result<Change, Rejection> {
        let Json::Object(answers) = answers else { panic!("an object") };
        let input = Input { note: Some(note.to_owned()), answers: RawAnswers(answers), photo: None };
        permit(self.setting(), case, actor, action).unwrap().transition(&input)
    }
}

/// Complete answers, as a form sends them: 10 points in area A.
fn complete() -> Json {
    json!({
        "recycling_law": "no",
        "goods": [{"code": "sofa2", "qty": "2"}, {"code": "bookcase_low", "qty": "1"}],
        "applicant": {"family": "旭野", "given": "花子", "family_kana": "ｱｻﾋﾉ", "given_kana": "はなこ"},
        "phone": "０１６６-００-００９９",
        "mail": "hanako@example.jp",
        "address": {
            "postal_code": "0700031", "prefecture": "北海道", "city": "旭野市", "town": "1条通3丁目",
            "street": "12番地の5", "building": ""
        },
        "housing": "house",
        "visit": {"date": "2026-11-13"}
    })
}

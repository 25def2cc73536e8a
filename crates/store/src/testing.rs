//! What the tests of this crate share: a store of its own, a small city with one app, and cases of it.

use crate::{
    Store, definition,
    submission::{self, Accepted, Refused},
};
use indexmap::IndexMap;
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::records::{Actor, Channel, Claim, NewCase, Step};
use madoguchi_schema::{answers::Answers, app::App, compile::compile, source::SourceSet, text::Lang};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use tempfile::TempDir;

const OFFICE: &str = "
schema: 1
city: 旭野市
units: {cleaning: {label: クリーンセンター}}
calendars: {centre: {label: クリーンセンター}}
areas:
  a: {label: A地区, weekdays: [fri], places: [{town: 1条通}]}
  b: {label: B地区, weekdays: [mon], places: [{town: 2条通}]}
";

pub(crate) const APP: &str = "
schema: 1
app: bulky
title: 粗大ごみ
owner: cleaning
lists:
  items: {bed: ベッド, sofa: ソファ, bike: 自転車}
questions:
  - {id: goods, type: items, from: items}
  - {id: applicant, type: name}
  - {id: phone, type: phone}
  - {id: address, type: address}
  - {id: weight, type: number, required: false}
  - {id: memo, type: text, required: false}
  - {id: hidden, type: text, required: false, sensitive: true}
  - {id: photo, type: photo, required: false}
  - {id: visit, type: slot, book: pickup}
booking:
  pickup:
    area: area_of(address)
    calendar: centre
    capacity: {points: 50, visits: 100}
    uses: {points: count(goods)}
    limit: {per: phone, open: 3}
    release_when: [cancelled]
workflow:
  start: received
  states:
    received:  {label: 受付}
    confirmed: {label: 本受付}
    done:      {label: 完了, end: true}
    cancelled: {label: 取消, end: true}
  actions:
    - {id: confirm, label: 本受付にする, from: received, to: confirmed, by: cleaning}
    - {id: finish, label: 完了する, from: confirmed, to: done, by: cleaning}
    - {id: withdraw, label: 取り消す, from: [received, confirmed], to: cancelled, by: [cleaning, resident]}
queue:
  columns: [_receipt, applicant, weight, memo, visit, area, _state]
  views:
    - {id: open, label: 受付中, where: '_state == \"received\"'}
    - {id: heavy, label: 重い, where: weight > 50}
    - {id: exact, label: ちょうど, where: 'weight + 0.2 == 0.3 and any(goods where qty > 0) and sum(goods.qty * weight) < 100'}
";

/// A store of its own in a real directory, deleted with the second value.
pub(crate) fn open() -> (Store, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    (Store::open(dir.path()).unwrap(), dir)
}

/// A moment from RFC 3339.
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When things happen.
pub(crate) fn now() -> Timestamp {
    at("2026-11-02T07:00:00.123Z")
}

/// A day from ISO.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The app of a definition, with its sources.
pub(crate) fn compiled(definition: &str) -> (Arc<App>, SourceSet) {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("bulky.yaml", definition);
    let compiled = compile(&sources);
    let found = compiled.diagnostics.iter().map(|d| format!("{} {:?}", d.code, d.args)).collect::<Vec<_>>();
    (compiled.apps.first().unwrap_or_else(|| panic!("{found:?}")).clone(), sources)
}

/// A store with the app published.
pub(crate) struct City {
    pub(crate) store: Store,
    pub(crate) app: Arc<App>,
    pub(crate) dir: TempDir,
}

impl City {
    pub(crate) async fn open() -> City {
        let (store, dir) = open();
        let (app, sources) = compiled(APP);
        definition::publish(&store, &app, &sources, now()).await.unwrap();
        City { store, app, dir }
    }

    pub(crate) async fn accept(&self, new: NewCase) -> Result<Accepted, Refused> {
        submission::accept(&self.store, self.app.clone(), new, None, None).await
    }

    /// An accepted case of that many points in area `a` on a day.
    pub(crate) async fn case(&self, phone: &str, date: &str, points: i64) -> Accepted {
        self.accept(new_case(phone, "a", date, points)).await.unwrap()
    }

    pub(crate) fn text(&self, sql: &str) -> String {
        self.store.read(|conn| Ok::<_, crate::StoreError>(conn.query_row(sql, [], |r| r.get(0)).unwrap())).unwrap()
    }

    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.store.read(|conn| Ok::<_, crate::StoreError>(conn.query_row(sql, [], |r| r.get(0)).unwrap())).unwrap()
    }
}

/// What a case takes of a slot.
pub(crate) fn claim(area: &str, date: &str, points: i64) -> Claim {
    Claim {
        question: "visit".into(),
        book: "pickup".into(),
        area: area.into(),
        date: day(date),
        time: None,
        minutes: 0,
        every: 0,
        uses: IndexMap::from([("points".into(), points), ("visits".into(), 1)]),
        capacity: IndexMap::from([("points".into(), 50), ("visits".into(), 100)]),
        overbook: None,
    }
}

/// Canonical answers.
pub(crate) fn answers(phone: &str, area: &str, date: &str) -> Answers {
    let Json::Object(map) = json!({
        "goods": [{"code": "bed", "qty": 1}, {"code": "bike", "qty": 2}],
        "applicant": {"family": "髙橋", "given": "花子", "family_kana": "タカハシ", "given_kana": "ハナコ"},
        "phone": phone,
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "1条通3丁目",
            "street": "5-1", "building": ""},
        "weight": null,
        "memo": "玄関の前",
        "hidden": "ないしょ",
        "photo": [],
        "visit": {"date": date, "area": area},
    }) else {
        unreachable!()
    };
    Answers(map)
}

/// A step of a resident.
pub(crate) fn step(action: &str, from: Option<&str>, to: &str) -> Step {
    Step {
        actor: Actor::Resident,
        action: action.into(),
        from: from.map(Into::into),
        to: to.into(),
        note: None,
        detail: None,
        files: Vec::new(),
    }
}

/// A decided submission.
pub(crate) fn new_case(phone: &str, area: &str, date: &str, points: i64) -> NewCase {
    NewCase {
        app: "bulky".into(),
        version: 1,
        lang: Lang::Ja,
        channel: Channel::Web,
        answers: answers(phone, area, date),
        steps: vec![step("submit", None, "received")],
        trail: Vec::new(),
        asked: Vec::new(),
        approval: None,
        claims: vec![claim(area, date, points)],
        waits: Vec::new(),
        rules: Vec::new(),
        mails: Vec::new(),
        reminders: Vec::new(),
        due_at: None,
        expires_at: None,
        now: now(),
        today: day("2026-11-02"),
    }
}

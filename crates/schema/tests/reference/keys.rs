//! Which keys each place of a definition can have: asked of the reader itself, which names them when it meets one
//! that it does not know.

mod described;

use described::DESCRIBED;
use madoguchi_schema::{compile::compile, explain::type_words, source::SourceSet};
use std::{collections::BTreeSet, fmt::Write as _};

/// A key that no place knows.
const STRANGE: &str = "zzz";

const OFFICE: &str = "schema: 1\ncity: 旭野市\nunits: {cleaning: {label: クリーンセンター, posts: {chief: 係長}}}\n";
const TOP: &str = "schema: 1\napp: sample\ntitle: 例\nowner: cleaning\n";
const QUESTIONS: &str = "questions: [{id: a, type: text, label: あ}]\n";
const STATES: &str = "  states: {received: {label: 受付}, done: {label: 完了, end: true}}\n";

/// Each place with a definition that has the strange key there; `{…}` stands for the top.
const PLACES: &[(&str, &str)] = &[
    ("app", "zzz: 1\nquestions: [{id: a, type: text, label: あ}]\n"),
    ("contact", "contact: {name: 係, zzz: 1}\n"),
    ("page", "pages: [{title: 一, zzz: 1, questions: [{id: a, type: text, label: あ}]}]\n"),
    ("stop", "pages: [{title: 一, questions: [{id: a, type: yes_no, label: あ}], stop: {if: a, title: い, zzz: 1}}]\n"),
    ("check", "questions: [{id: a, type: integer, label: あ, check: {rule: a > 1, message: い, zzz: 1}}]\n"),
    ("booking", "booking: {b: {calendar: c, capacity: 1, zzz: 1}}\n"),
    ("window", "booking: {b: {calendar: c, capacity: 1, window: {from: 1 day, until: 9 days, zzz: 1}}}\n"),
    ("waitlist", "booking: {b: {calendar: c, capacity: 1, waitlist: {most: 3, zzz: 1}}}\n"),
    (
        "lottery",
        "booking: {b: {calendar: c, capacity: 1, lottery: {apply: 2026-12-01..2026-12-20, draw: 2026-12-21, zzz: 1}}}\n",
    ),
    ("booking limit", "booking: {b: {calendar: c, capacity: 1, limit: {per: a, open: 3, zzz: 1}}}\n"),
    ("workflow", "workflow:\n  zzz: 1\n{states}  actions: []\n"),
    ("state", "workflow:\n  states: {received: {label: 受付, zzz: 1}}\n  actions: []\n"),
    ("action", "workflow:\n{states}  actions: [{id: x, label: い, from: received, to: done, by: cleaning, zzz: 1}]\n"),
    (
        "step",
        "workflow:\n  states: {received: {label: 受付, route: [{step: 係長, by: cleaning/chief, zzz: 1}], approved: done}, done: {label: 完了, end: true}}\n  actions: []\n",
    ),
    ("queue", "queue: {zzz: 1}\n"),
    ("view", "queue: {views: [{id: v, label: あ, zzz: 1}]}\n"),
    ("document", "documents: {d: {file: う, zzz: 1}}\n"),
    ("chart", "queue: {charts: [{id: c, label: あ, group: a, zzz: 1}]}\n"),
    ("mail", "mail: {m: {to: a, subject: い, file: う, zzz: 1}}\n"),
    ("access", "access: {read: [cleaning], zzz: 1}\n"),
    ("records", "records: {keep: 3 years, zzz: 1}\n"),
    ("effect", "effect: {before: 12 minutes, after: 3 minutes, zzz: 1}\n"),
    ("unique", "unique: {of: [a], zzz: 1}\n"),
    ("limit", "limit: {per: a, count: 4, zzz: 1}\n"),
];

/// The places that have a table.
pub fn places() -> impl Iterator<Item = &'static str> {
    PLACES.iter().map(|(place, _)| *place).chain(["question"])
}

fn known(definition: &str) -> BTreeSet<String> {
    let found = compile(&sources(definition)).diagnostics;
    let is_strange = |args: &[(&str, String)]| args.iter().any(|(name, value)| *name == "key" && value == STRANGE);
    let report = found.iter().find(|d| d.code == "form.unknown-key" && is_strange(&d.args));
    let report = report.unwrap_or_else(|| panic!("the strange key is not found in\n{definition}\n{found:#?}"));
    let known = report.args.iter().find(|(name, _)| *name == "known").map(|(_, known)| known.as_str());
    known.unwrap_or_default().split(' ').map(str::to_owned).collect()
}

fn at(place: &str) -> BTreeSet<String> {
    if place == "question" {
        return common();
    }
    let (_, body) = PLACES.iter().find(|(known, _)| *known == place).unwrap();
    known(&whole(body))
}

/// Whether a key is read but has no effect yet.
fn is_later(place: &str, key: &str) -> bool {
    let Some((_, body)) = PLACES.iter().find(|(known, _)| *known == place) else { return false };
    let found = compile(&sources(&whole(&body.replace("zzz", key)))).diagnostics;
    found.iter().any(|d| d.code == "app.not-yet" && d.args.iter().any(|(_, value)| value == key))
}

/// A definition with a body of [`PLACES`].
fn whole(body: &str) -> String {
    let body = body.replace("{states}", STATES);
    let asks = body.contains("questions:") || body.contains("pages:");
    format!("{TOP}{}{body}", if asks { "" } else { QUESTIONS })
}

fn sources(definition: &str) -> SourceSet {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("sample.yaml", definition);
    sources
}

/// The keys of a question of a type.
pub fn of_type(kind: &str) -> BTreeSet<String> {
    known(&format!("{TOP}questions: [{{id: q, type: {kind}, label: あ, from: {{a: い}}, zzz: 1}}]\n"))
}

/// The keys that a question of most types has.
pub fn common() -> BTreeSet<String> {
    of_type("yes_no")
}

/// Every key that is read, with its place.
pub fn read() -> BTreeSet<(String, String)> {
    let of =
        |place: &str, keys: BTreeSet<String>| keys.into_iter().map(|key| (place.to_owned(), key)).collect::<Vec<_>>();
    let questions = type_words().flat_map(|(kind, _, _)| of("question", of_type(kind)));
    places().flat_map(|place| of(place, at(place))).chain(questions).collect()
}

/// Every key that is described.
pub fn described() -> BTreeSet<(String, String)> {
    let pairs = DESCRIBED.iter().flat_map(|(place, keys)| keys.iter().map(move |(key, _)| (*place, *key)));
    pairs.map(|(place, key)| (place.to_owned(), key.to_owned())).collect()
}

/// What a key means.
pub fn description(place: &str, key: &str) -> &'static str {
    let keys = DESCRIBED.iter().find(|(known, _)| *known == place).map(|(_, keys)| *keys).unwrap_or_default();
    keys.iter().find(|(known, _)| *known == key).map_or("", |(_, ja)| ja)
}

/// The keys of a place as a table, in the order of their descriptions.
pub fn table(place: &str) -> String {
    let known = at(place);
    let mut text = "| 項目 | 意味 |\n|---|---|\n".to_owned();
    let keys = DESCRIBED.iter().find(|(described, _)| *described == place).map(|(_, keys)| *keys).unwrap_or_default();
    for (key, ja) in keys.iter().filter(|(key, _)| known.contains(*key)) {
        let later = if is_later(place, key) { "（この版ではまだ使われません）" } else { "" };
        let _ = writeln!(text, "| `{key}` | {ja}{later} |");
    }
    text
}

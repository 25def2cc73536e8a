//! Answers, moments and actors as tests write them.

use crate::{booking::At, calendar};
use jiff::{
    Timestamp,
    civil::{DateTime, Time, time},
};
use madoguchi_schema::{
    app::{App, Question},
    diagnostic::Diagnostic,
    field::Kind,
    office::Office,
    syntax::{Data, Node, read},
};
use serde_json::{Map, Value as Json};

/// The hour of a test that only says `today`.
const MORNING: Time = time(9, 0, 0, 0);

/// Answers as they would be sent: every scalar stays the text that was written, `yes` and `no` of a yes/no question
/// become its values. Unknown questions are reported.
pub(super) fn answers(app: &App, node: &Node, d: &mut Vec<Diagnostic>) -> Map<String, Json> {
    let mut answers = Map::new();
    for (key, value) in read::map(node, d).unwrap_or_default() {
        if key.text == "$use" {
            continue;
        }
        match app.question(&key.text) {
            Some(question) if matches!(question.kind, Kind::Calc(_)) => {
                let known = app.questions().map(|(_, q)| q).filter(|q| !matches!(q.kind, Kind::Calc(_)));
                unknown(&key.text, key.span, known.map(|q| q.id.as_str()), d);
            }
            Some(question) => {
                answers.insert(key.text.clone(), raw(value, Some(question)));
            }
            None => unknown(&key.text, key.span, app.questions().map(|(_, q)| q.id.as_str()), d),
        }
    }
    answers
}

/// One answer as it would be sent.
pub(super) fn raw(node: &Node, question: Option<&Question>) -> Json {
    match &node.data {
        Data::Scalar { text, quoted: false } if is_yes_no(question) => match text.as_str() {
            "yes" | "true" => Json::Bool(true),
            "no" | "false" => Json::Bool(false),
            _ => Json::String(text.clone()),
        },
        Data::Scalar { text, .. } => Json::String(text.clone()),
        Data::List(items) => Json::Array(items.iter().map(|item| raw(item, question)).collect()),
        Data::Map(entries) => {
            let part = |name: &str| inner(question, name);
            Json::Object(entries.iter().map(|(key, value)| (key.text.clone(), raw(value, part(&key.text)))).collect())
        }
        Data::Null | Data::Broken => Json::Null,
    }
}

fn is_yes_no(question: Option<&Question>) -> bool {
    question.is_some_and(|question| matches!(question.kind, Kind::YesNo(_)))
}

/// The question of a column of `repeat` rows.
fn inner<'a>(question: Option<&'a Question>, name: &str) -> Option<&'a Question> {
    match &question?.kind {
        Kind::Repeat(repeat) => repeat.questions.iter().find(|question| question.id == name),
        _ => None,
    }
}

/// `2026-04-28 16:00:01` on the city's clock.
pub(super) fn moment(office: &Office, node: &Node, d: &mut Vec<Diagnostic>) -> Option<Timestamp> {
    let written = node.as_text().filter(|text| text.len() > 10);
    let at = written.and_then(|text| text.replacen(' ', "T", 1).parse::<DateTime>().ok());
    if at.is_none() {
        read::wrong(node, "@moment", d);
    }
    at.map(|at| calendar::moment(office, at))
}

/// `2026-11-13`, or with a time of a booking `2026-11-13 10:00`.
pub(super) fn at(node: &Node, d: &mut Vec<Diagnostic>) -> Option<At> {
    match node.as_text().filter(|text| text.len() > 10) {
        Some(text) => {
            let at = text.parse().ok();
            if at.is_none() {
                read::wrong(node, "@moment", d);
            }
            at
        }
        None => read::date(node, d).map(At::from),
    }
}

/// A day's morning on the city's clock.
pub(super) fn morning(office: &Office, node: &Node, d: &mut Vec<Diagnostic>) -> Option<Timestamp> {
    read::date(node, d).map(|date| calendar::moment(office, date.to_datetime(MORNING)))
}

/// Reports a word that names nothing, with the nearest that does.
pub(super) fn unknown<'k>(
    word: &str,
    span: madoguchi_schema::source::Span,
    known: impl Iterator<Item = &'k str>,
    d: &mut Vec<Diagnostic>,
) {
    let known: Vec<&str> = known.collect();
    let found = Diagnostic::error("form.unknown-word", span).arg("word", word).arg("known", known.join(" "));
    d.push(found.nearest(word, known));
}

/// The text of a node that must be one of the known words.
pub(super) fn one_of<'a, 'k>(
    node: &'a Node,
    known: impl Iterator<Item = &'k str> + Clone,
    d: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    let written = read::text(node, d)?;
    if known.clone().any(|word| word == written) {
        return Some(written);
    }
    unknown(written, node.span, known, d);
    None
}

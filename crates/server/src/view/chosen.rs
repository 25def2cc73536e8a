//! `choice` and `choices`: what is offered with the answers so far, what was chosen, and the search in a long list.
//!
//! A short list stands in the page. Of a long one, the page shows what is chosen and what a search has found, with a
//! box to search again; a script makes one control of it that asks as somebody types.

use super::{
    control::{Control, PartView, text},
    option::{OptionView, option, options},
    question::{Filled, errors_at},
};
use madoguchi_engine::answer::{self, Offer};
use madoguchi_schema::{
    app::{List, ListRow, Question},
    field::{Filter, INLINE, Kind, OTHER, RowChoice, chosen_row},
    text::Lang,
};
use serde::Serialize;
use serde_json::Value as Json;

/// Options up to this number are radio buttons, more are a select.
const RADIOS: usize = 8;
/// Most results of one search.
pub const RESULTS: usize = 20;

/// What a choice among a list may need besides its options.
#[derive(Debug, Clone, Default, Serialize)]
pub struct More {
    /// The text beside 「その他」; then the codes are sent as `….code`.
    pub other: Option<PartView>,
    /// The code that excludes the others.
    pub exclusive: String,
    /// The search in a long list.
    pub search: Option<Search>,
    /// Nothing is offered until these questions are answered.
    pub waits_for: String,
    /// What was chosen before is gone, and why.
    pub again: String,
    /// The ids of the questions that decide what is offered.
    pub upper: String,
}

/// The search in a long list.
#[derive(Debug, Clone, Serialize)]
pub struct Search {
    /// What was searched for; empty when nothing was.
    pub typed: String,
    /// More rows fit than are shown.
    pub cut: bool,
    /// Where a script asks.
    pub url: Option<String>,
}

/// A list with its rules.
struct Listed<'a> {
    list: &'a List,
    filter: Option<&'a Filter>,
    other: bool,
}

impl Listed<'_> {
    fn offers(&self, offer: &Offer<'_>, row: &ListRow) -> bool {
        (self.other && row.code == OTHER) || offer.has(self.filter, row)
    }
}

/// Draws a `choice` or `choices`.
pub fn draw(filled: &Filled<'_>, question: &Question, path: &str, raw: Option<&Json>) -> Control {
    let look = |offer: &Offer<'_>| match &question.kind {
        Kind::Choice(c) => {
            let listed = Listed { list: &c.list, filter: c.filter.as_ref(), other: c.other };
            of_list(filled, &listed, offer, path, raw, true)
        }
        Kind::Choices(c) => {
            let listed = Listed { list: &c.list, filter: c.filter.as_ref(), other: c.other };
            let (options, long, more) = of_list(filled, &listed, offer, path, raw, false);
            (options, long, More { exclusive: c.exclusive.clone().unwrap_or_default(), ..more })
        }
        Kind::RowChoice(c) => of_rows(filled, c, offer, raw),
        _ => Default::default(),
    };
    let drawn = answer::offered(&filled.setting, filled.evaluation, filled.raw, path, look);
    let (options, long, mut more) = drawn.unwrap_or_default();
    more.again = again(filled, path);
    Control::Options { options, long, more }
}

/// The options of a question for a script that searches.
pub fn find(filled: &Filled<'_>, question: &Question, path: &str, typed: &str) -> Option<(Vec<OptionView>, bool)> {
    let (list, filter) = match &question.kind {
        Kind::Choice(c) => (&c.list, c.filter.as_ref()),
        Kind::Choices(c) => (&c.list, c.filter.as_ref()),
        Kind::Items(c) => (&c.list, c.filter.as_ref()),
        _ => return None,
    };
    answer::offered(&filled.setting, filled.evaluation, filled.raw, path, |offer| {
        let found = list.find(typed, RESULTS + 1, |row| offer.has(filter, row));
        let cut = found.len() > RESULTS;
        (found.into_iter().take(RESULTS).map(|row| option(filled, list, row, false)).collect(), cut)
    })
}

fn of_list(
    filled: &Filled<'_>,
    listed: &Listed<'_>,
    offer: &Offer<'_>,
    path: &str,
    raw: Option<&Json>,
    single: bool,
) -> (Vec<OptionView>, bool, More) {
    let chosen = codes(raw);
    let upper = listed.filter.map(|filter| filter.upper.as_slice()).unwrap_or_default();
    let mut more = More { upper: upper.join(" "), ..More::default() };
    if listed.other {
        let value = raw.map(other_text).unwrap_or_default();
        more.other = Some(PartView { value, errors: errors_at(filled, &format!("{path}.text")) });
    }
    let is_offered = |row: &ListRow| !row.retired && listed.offers(offer, row);
    let few = listed.list.rows.values().filter(|row| is_offered(row)).take(INLINE + 1).count() <= INLINE;
    if few {
        let offered = options(filled, listed.list, &[], |row| listed.offers(offer, row));
        let mut offered: Vec<OptionView> =
            offered.into_iter().map(|o| OptionView { chosen: chosen.contains(&o.code), ..o }).collect();
        offered.extend(retired(filled, listed, offer, &chosen));
        if offered.is_empty() {
            more.waits_for = labels(filled, upper);
        }
        let long = single && offered.len() > RADIOS && !listed.other;
        return (offered, long, more);
    }
    let typed = filled.find.filter(|(at, _)| *at == path).map_or("", |(_, typed)| typed);
    let found = listed.list.find(typed, RESULTS + 1, |row| listed.offers(offer, row) && !chosen.contains(&row.code));
    let kept = chosen.iter().filter_map(|code| listed.list.rows.get(code)).filter(|row| listed.offers(offer, row));
    let mut shown: Vec<OptionView> = kept.map(|row| option(filled, listed.list, row, true)).collect();
    shown.extend(found.iter().take(RESULTS).map(|row| option(filled, listed.list, row, false)));
    if let Some(other) = listed.list.rows.get(OTHER).filter(|_| listed.other && shown.iter().all(|o| o.code != OTHER)) {
        shown.push(option(filled, listed.list, other, false));
    }
    let url = filled.ask_url.map(|url| format!("{url}{path}"));
    more.search = Some(Search { typed: typed.to_owned(), cut: found.len() > RESULTS, url });
    (shown, false, more)
}

/// What was chosen and is no longer offered by the list itself: shown, so that it can be seen and changed.
fn retired(filled: &Filled<'_>, listed: &Listed<'_>, offer: &Offer<'_>, chosen: &[String]) -> Vec<OptionView> {
    let known = chosen.iter().filter_map(|code| listed.list.rows.get(code));
    let gone = known.filter(|row| row.retired && listed.offers(offer, row));
    gone.map(|row| option(filled, listed.list, row, true)).collect()
}

fn of_rows(
    filled: &Filled<'_>,
    choice: &RowChoice,
    offer: &Offer<'_>,
    raw: Option<&Json>,
) -> (Vec<OptionView>, bool, More) {
    let chosen: Vec<String> = match raw {
        Some(Json::Array(all)) => all.iter().map(number).collect(),
        Some(one) => vec![number(one)],
        None => Vec::new(),
    };
    let view = |row: &answer::RowOption| {
        let code = row.sent.to_string();
        let label = match (row.label.is_empty(), filled.lang) {
            (false, _) => row.label.clone(),
            (true, Lang::En) => format!("No. {}", row.row),
            (true, _) => format!("{}番目", row.row),
        };
        OptionView { chosen: chosen.contains(&code), code, label, detail: String::new(), kana: String::new() }
    };
    let options: Vec<OptionView> = offer.rows().iter().map(view).collect();
    let mut upper = vec![choice.rows.clone()];
    upper.extend(choice.filter.iter().flat_map(|filter| filter.upper.iter().cloned()));
    let waits_for = if options.is_empty() { labels(filled, &upper) } else { String::new() };
    let long = !choice.several && options.len() > RADIOS;
    (options, long, More { waits_for, upper: upper.join(" "), ..More::default() })
}

/// The chosen row as it was sent: `2`, `"2"`, `{"row": 2}`.
fn number(sent: &Json) -> String {
    chosen_row(sent).map_or_else(|| text(sent), |row| row.to_string())
}

/// The sentence about what must be chosen again, unless it stands there as a mistake already.
fn again(filled: &Filled<'_>, path: &str) -> String {
    let is_here = |error: &&madoguchi_engine::intake::FieldError| {
        let place =
            if error.part.is_empty() { error.question.clone() } else { format!("{}.{}", error.question, error.part) };
        place == path && matches!(error.code, "choice.unfit-upper" | "choice.unfit" | "choice.row-gone")
    };
    if filled.errors.iter().any(|error| is_here(&error)) {
        return String::new();
    }
    filled.evaluation.errors.iter().find(is_here).map_or_else(String::new, |error| error.sentence(filled.lang))
}

/// The labels of questions, by id.
fn labels(filled: &Filled<'_>, ids: &[String]) -> String {
    let rows = || {
        filled.setting.app.questions().filter_map(|(_, q)| match &q.kind {
            Kind::Repeat(repeat) => Some(&repeat.questions),
            _ => None,
        })
    };
    let named = |id: &String| {
        let question = filled.setting.app.question(id).or_else(|| rows().flatten().find(|q| q.id == *id));
        question.map(|q| format!("「{}」", q.label.get(filled.lang)))
    };
    ids.iter().filter_map(named).collect()
}

/// The chosen codes, as typed or canonical.
fn codes(raw: Option<&Json>) -> Vec<String> {
    match raw {
        None => Vec::new(),
        Some(Json::Object(parts)) => codes(parts.get("code")),
        Some(Json::Array(all)) => all.iter().flat_map(|one| codes(Some(one))).collect(),
        Some(one) => Some(text(one)).filter(|code| !code.is_empty()).into_iter().collect(),
    }
}

/// The text beside 「その他」, as typed or canonical.
fn other_text(raw: &Json) -> String {
    match raw {
        Json::Object(parts) => parts.get("text").map(text).unwrap_or_default(),
        Json::Array(all) => all.iter().map(other_text).find(|text| !text.is_empty()).unwrap_or_default(),
        _ => String::new(),
    }
}

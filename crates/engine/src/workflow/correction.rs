//! Corrected answers: only what was asked, everything re-evaluated, the slots claimed again.

use super::Rejection;
use crate::{
    answer::{Evaluation, RawAnswers, Setting, evaluate_stored},
    booking::{self, Ask, At, Refusal},
    intake::FieldError,
    records::{CaseFacts, Channel, Claim},
    waiting,
};
use madoguchi_schema::{
    answers::Answers,
    app::{App, Question},
    field::Kind,
    text::{Lang, Text},
};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Answers after a correction, with the claims that they need.
pub(super) struct Corrected {
    pub(super) answers: Answers,
    pub(super) claims: Vec<Claim>,
}

/// Evaluates what was typed over what the case has; `None` when nothing was typed.
pub(super) fn correct(
    setting: Setting<'_>,
    case: &CaseFacts,
    typed: &RawAnswers,
) -> Result<Option<Corrected>, Rejection> {
    if typed.0.is_empty() {
        return Ok(None);
    }
    let setting = setting.of_case(case);
    let evaluation = evaluated(setting, case, typed);
    let open = open(setting, case, &evaluation);
    let errors: Vec<FieldError> =
        typed.0.keys().filter(|id| !open.contains(id)).map(|id| not_asked(setting.app, id)).collect();
    if !errors.is_empty() {
        return Err(Rejection::Fields(errors));
    }
    if !evaluation.errors.is_empty() {
        return Err(Rejection::Fields(evaluation.errors));
    }
    let before = evaluated(setting, case, &RawAnswers::default()).stop;
    if let Some(error) = stopped(setting.app, before, &evaluation, typed) {
        return Err(Rejection::Fields(vec![error]));
    }
    let mut answers = evaluation.answers;
    let claims = claims(setting, &mut answers, &case.claims).map_err(Rejection::Slot)?;
    waiting::place(setting, &mut answers).map_err(Rejection::Slot)?;
    Ok(Some(Corrected { answers, claims }))
}

/// The answers with another day, everything computed from it again. Refused when the day breaks a rule or asks for
/// something new; what was wrong before stays as it is.
pub(crate) fn moved(setting: Setting<'_>, case: &CaseFacts, question: &str, at: At) -> Result<Answers, Rejection> {
    let setting = Setting { received: Some(case.created_at), ..setting };
    let mut slot = Map::from_iter([("date".to_owned(), Json::from(at.date.to_string()))]);
    slot.extend(at.time.map(|time| ("time".to_owned(), Json::from(time.strftime("%H:%M").to_string()))));
    let typed = RawAnswers(Map::from_iter([(question.to_owned(), Json::Object(slot))]));
    let (before, after) = (evaluated(setting, case, &RawAnswers::default()), evaluated(setting, case, &typed));
    let is_new = |error: &FieldError| {
        !before
            .errors
            .iter()
            .any(|old| (&old.question, &old.part, old.code) == (&error.question, &error.part, error.code))
    };
    let errors: Vec<FieldError> = after.errors.iter().filter(|error| is_new(error)).cloned().collect();
    if !errors.is_empty() {
        return Err(Rejection::Fields(errors));
    }
    if let Some(error) = stopped(setting.app, before.stop, &after, &typed) {
        return Err(Rejection::Fields(vec![error]));
    }
    let mut answers = after.answers;
    let is_slot = |id: &str| setting.app.question(id).is_some_and(|q| matches!(q.kind, Kind::Slot(_)));
    for (id, answer) in &case.answers.0 {
        let other = is_slot(id) && id != question && answers.get(id).is_some();
        if other || before.answers.get(id).is_none() {
            answers.0.insert(id.clone(), answer.clone());
        }
    }
    Ok(answers)
}

/// The questions that the resident may correct, in order of the form: those that were asked, those that the
/// correction so far brings up, and the day when it leads into another area.
pub fn correctable(setting: Setting<'_>, case: &CaseFacts, typed: &RawAnswers) -> Vec<String> {
    let setting = setting.of_case(case);
    open(setting, case, &evaluated(setting, case, typed))
}

fn evaluated(setting: Setting<'_>, case: &CaseFacts, typed: &RawAnswers) -> Evaluation {
    let entered = Setting { clerk: case.channel != Channel::Web, ..setting };
    evaluate_stored(&entered, &merge(setting.app, &case.answers, typed), &[])
}

fn open(setting: Setting<'_>, case: &CaseFacts, evaluation: &Evaluation) -> Vec<String> {
    let comes_up = |question: &Question| match &question.kind {
        Kind::Slot(slot) => is_elsewhere(setting, case, &slot.book, &evaluation.answers),
        _ => evaluation.shown.contains(&question.id) && case.answers.get(&question.id).is_none(),
    };
    let may = |question: &Question| {
        !case.asked.is_empty()
            && question.kind.is_answered()
            && !question.internal
            && (case.asked.contains(&question.id) || comes_up(question))
    };
    setting.app.questions().filter(|(_, question)| may(question)).map(|(_, question)| question.id.clone()).collect()
}

/// Whether the answers lead into another area than the one of the day that the case holds.
fn is_elsewhere(setting: Setting<'_>, case: &CaseFacts, book: &str, answers: &Answers) -> bool {
    let Some(booking) = setting.app.bookings.get(book) else { return false };
    let area = booking::area(&Ask { setting, booking, answers, present: None });
    case.claims.iter().any(|held| held.book == book && area.as_ref() != Some(&held.area))
}

/// What the case has, as it would be sent, with what was typed over it; parts of a name or an address that were not
/// sent stay.
pub(super) fn merge(app: &App, answers: &Answers, typed: &RawAnswers) -> RawAnswers {
    let mut raw = Map::new();
    for (_, question) in app.questions() {
        if let Some(answer) = answers.get(&question.id).and_then(|answer| as_sent(question, answer)) {
            raw.insert(question.id.clone(), answer);
        }
    }
    for (id, new) in &typed.0 {
        match (raw.get_mut(id), new) {
            (Some(Json::Object(old)), Json::Object(new)) => {
                old.extend(new.iter().map(|(part, value)| (part.clone(), value.clone())));
            }
            _ => {
                raw.insert(id.clone(), new.clone());
            }
        }
    }
    RawAnswers(raw)
}

/// A canonical answer as it would be sent: nothing computed, no area in a slot.
fn as_sent(question: &Question, answer: &Json) -> Option<Json> {
    match &question.kind {
        Kind::Calc(_) | Kind::Note(_) => None,
        Kind::Slot(_) => {
            let parts = ["date", "time", "waiting"].into_iter();
            let sent: Map<_, _> = parts.filter_map(|p| Some((p.to_owned(), answer.get(p)?.clone()))).collect();
            (!sent.is_empty()).then_some(Json::Object(sent))
        }
        _ => Some(answer.clone()),
    }
}

/// The claims that the answers need, in order of the slot questions; the area is written into each slot answer.
pub(crate) fn claims(setting: Setting<'_>, answers: &mut Answers, held: &[Claim]) -> Result<Vec<Claim>, Refusal> {
    let mut claims = Vec::new();
    for (question, booking) in booking::slots(setting.app) {
        let Some(at) = booking::slot_at(answers, question) else { continue };
        let ask = Ask { setting, booking, answers, present: None };
        let area = booking::area(&ask);
        let present = held.iter().find(|held| held.book == booking.id && Some(&held.area) == area.as_ref());
        let ask = Ask { present: present.map(Claim::at), ..ask };
        let claim = booking::claim(&ask, at, None)?;
        booking::write_slot(answers, question, at, &claim.area);
        claims.push(claim);
    }
    Ok(claims)
}

pub(super) fn not_asked(app: &App, id: &str) -> FieldError {
    let label = app.question(id).map_or(id, |question| question.label.get(Lang::Ja));
    FieldError {
        question: id.to_owned(),
        part: String::new(),
        code: "not-asked",
        args: vec![("label", label.to_owned())],
        message: Some(Text::from_langs(BTreeMap::from([
            (Lang::Ja, "この項目は、直すように求められていません。".to_owned()),
            (Lang::En, "You were not asked to correct this.".to_owned()),
        ]))),
    }
}

/// The correction leads to an exit: its advice, at the first corrected question.
pub(super) fn stopped(
    app: &App,
    before: Option<(usize, usize)>,
    evaluation: &Evaluation,
    typed: &RawAnswers,
) -> Option<FieldError> {
    let (page, stop) = evaluation.stop.filter(|stop| Some(*stop) != before)?;
    let stop = app.pages.get(page)?.stop.get(stop)?;
    let question = typed.0.keys().next()?;
    let label = app.question(question).map_or(question.as_str(), |question| question.label.get(Lang::Ja));
    Some(FieldError {
        question: question.clone(),
        part: String::new(),
        code: "stopped",
        args: vec![("label", label.to_owned())],
        message: Some(stop.title.clone()),
    })
}

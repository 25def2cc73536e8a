//! What clerks write into a case: the answers that a press gives or sets, and those that a state lets them edit.
//! Everything is evaluated again; what was wrong before and is not touched does not stand in the way.

use super::{
    Denied, Input, Rejection,
    correction::{self, Corrected, claims, merge, not_asked},
    course::Course,
    transition::{beside, moves, note_with_my_number},
    who::is_named,
};
use crate::{
    answer::{Evaluation, RawAnswers, Setting, evaluate_stored},
    booking,
    intake::FieldError,
    records::{Actor, CaseFacts, Change, SlotChange},
    scope::{CaseScope, System},
    waiting,
};
use madoguchi_schema::{
    answers::Answers,
    app::{Action, Question},
    expr::Expr,
    field::{Calc, Kind, holds_my_number},
    text::Text,
};
use serde_json::Value as Json;

/// What is written.
pub(super) struct Writing<'a> {
    /// The questions that may be answered; nothing else is taken.
    pub(super) open: &'a [String],
    /// Whether all of them must be on the page: what was not sent counts as left blank.
    pub(super) whole: bool,
    /// What follows by expression.
    pub(super) set: &'a [(String, Expr)],
    /// As sent.
    pub(super) typed: &'a RawAnswers,
}

/// The answers with what a clerk writes; `None` when nothing is written.
pub(super) fn write(
    setting: Setting<'_>,
    case: &CaseFacts,
    writing: &Writing<'_>,
) -> Result<Option<Corrected>, Rejection> {
    let strange: Vec<FieldError> =
        writing.typed.0.keys().filter(|id| !writing.open.contains(id)).map(|id| not_asked(setting.app, id)).collect();
    if !strange.is_empty() {
        return Err(Rejection::Fields(strange));
    }
    let asks = writing.whole && !writing.open.is_empty();
    if writing.typed.0.is_empty() && writing.set.is_empty() && !asks {
        return Ok(None);
    }
    let setting = Setting { clerk: true, ..setting.of_case(case) };
    let before = evaluate_stored(&setting, &merge(setting.app, &case.answers, &RawAnswers::default()), &[]);
    let mut raw = merge(setting.app, &case.answers, writing.typed);
    let mut written: Vec<String> = writing.typed.0.keys().cloned().collect();
    if writing.whole {
        written = writing.open.to_vec();
    }
    for id in &written {
        raw.0.entry(id.clone()).or_insert(Json::Null);
    }
    let mut evaluation = evaluate_stored(&setting, &raw, &written);
    judge(setting, &before, &evaluation, &written, writing.typed)?;
    if !writing.set.is_empty() {
        let set: Vec<(String, Json)> = writing
            .set
            .iter()
            .map(|(id, value)| (id.clone(), follow(setting, case, &evaluation.answers, value)))
            .collect();
        written.extend(set.iter().map(|(id, _)| id.clone()));
        raw.0.extend(set);
        evaluation = evaluate_stored(&setting, &raw, &written);
        judge(setting, &before, &evaluation, &written, writing.typed)?;
    }
    let mut answers = evaluation.answers;
    Ok(Some(match case.claims.is_empty() {
        true => {
            keep_slots(setting, case, &mut answers);
            waiting::place(setting, &mut answers).map_err(Rejection::Slot)?;
            Corrected { answers, claims: Vec::new() }
        }
        false => {
            let claims = claims(setting, &mut answers, &case.claims).map_err(Rejection::Slot)?;
            Corrected { answers, claims }
        }
    }))
}

/// Refuses what is newly wrong, what is wrong in what was written, and what leads to an exit.
fn judge(
    setting: Setting<'_>,
    before: &Evaluation,
    after: &Evaluation,
    written: &[String],
    typed: &RawAnswers,
) -> Result<(), Rejection> {
    let counts = |error: &&FieldError| written.contains(&error.question) || !before.errors.contains(error);
    let mut errors: Vec<FieldError> = after.errors.iter().filter(counts).cloned().collect();
    if errors.is_empty() {
        errors.extend(correction::stopped(setting.app, before.stop, after, typed));
    }
    if errors.is_empty() { Ok(()) } else { Err(Rejection::Fields(errors)) }
}

/// The value of an expression as an answer would be sent.
fn follow(setting: Setting<'_>, case: &CaseFacts, answers: &Answers, value: &Expr) -> Json {
    let scope = CaseScope::new(setting, answers).with(System::of(&setting, case, &case.state));
    Calc { ty: value.ty.clone(), unit: Text::default() }.answer(&value.eval(&scope))
}

/// A case that holds no capacity keeps its days as they were answered.
fn keep_slots(setting: Setting<'_>, case: &CaseFacts, answers: &mut Answers) {
    for (question, _) in booking::slots(setting.app) {
        if let (Some(kept), Some(_)) = (case.answers.get(question), answers.get(question)) {
            answers.0.insert(question.to_owned(), kept.clone());
        }
    }
}

/// Who edits.
#[derive(Debug, Clone, Copy)]
pub struct Editor<'a> {
    /// The person.
    pub actor: &'a Actor,
    /// Whether they see sensitive answers of the case: nobody writes over what they may not read.
    pub sensitive: bool,
}

/// The questions that somebody may answer while editing: those of the state, and those that the changes so far bring
/// up and that were not asked before; none when they may not edit. What only clerks answer must be named.
pub fn editable(setting: Setting<'_>, case: &CaseFacts, editor: Editor<'_>, typed: &RawAnswers) -> Vec<String> {
    let named = named(setting, case, editor);
    if named.is_empty() {
        return Vec::new();
    }
    let clerk = Setting { clerk: true, ..setting.of_case(case) };
    let shown = |typed| evaluate_stored(&clerk, &merge(setting.app, &case.answers, typed), &named).shown;
    let (before, now) = match typed.0.is_empty() {
        true => (Vec::new(), Vec::new()),
        false => (shown(&RawAnswers::default()), shown(typed)),
    };
    let comes_up = |question: &Question| {
        question.kind.is_answered()
            && !question.internal
            && !matches!(question.kind, Kind::Slot(_) | Kind::File(_))
            && now.contains(&question.id)
            && !before.contains(&question.id)
            && case.answers.get(&question.id).is_none()
    };
    let questions = setting.app.questions().map(|(_, question)| question);
    questions.filter(|q| named.contains(&q.id) || comes_up(q)).map(|q| q.id.clone()).collect()
}

/// The questions whose answers somebody may change in the state of the case.
fn named(setting: Setting<'_>, case: &CaseFacts, editor: Editor<'_>) -> Vec<String> {
    let Some(state) = setting.app.workflow.states.get(&case.state) else { return Vec::new() };
    if !matches!(editor.actor, Actor::Staff { .. }) || !is_named(case, editor.actor, &state.editors) {
        return Vec::new();
    }
    let may_read = |id: &&String| editor.sensitive || !setting.app.question(id).is_some_and(|q| q.sensitive);
    state.edit.iter().filter(may_read).cloned().collect()
}

/// Changes answers without a move; only those that were sent.
pub fn edit(setting: Setting<'_>, case: &CaseFacts, editor: Editor<'_>, input: &Input) -> Result<Change, NotEdited> {
    let open = editable(setting, case, editor, &input.answers);
    if open.is_empty() {
        return Err(NotEdited::Denied(Denied::NotYours));
    }
    let writing = Writing { open: &open, whole: false, set: &[], typed: &input.answers };
    let written = write(setting, case, &writing).map_err(NotEdited::Rejected)?;
    let written = written.filter(|written| written.answers != case.answers).ok_or_else(same)?;
    let note = input.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    if note.as_deref().is_some_and(holds_my_number) {
        return Err(NotEdited::Rejected(Rejection::Fields(vec![note_with_my_number()])));
    }
    let slots = if case.claims.is_empty() { SlotChange::Keep } else { moves(&case.claims, &written.claims) };
    let mut course = Course::of(setting, case, &written.answers);
    course.stay(editor.actor, "edit", note);
    Ok(course.change(case, Some(written.answers.clone()), slots))
}

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq)]
pub enum NotEdited {
    /// Not this person, or not in this state.
    Denied(Denied),
    /// Something is wrong, or nothing was changed.
    Rejected(Rejection),
}

fn same() -> NotEdited {
    NotEdited::Rejected(Rejection::Fields(vec![beside(
        "edit",
        "edit.same",
        "内容",
        "直したところがありません。内容を直してから押してください",
        "Nothing was changed",
    )]))
}

/// What a press writes.
pub(super) fn of_press<'a>(action: &'a Action, actor: &Actor, input: &'a Input) -> Writing<'a> {
    let (open, whole) = match actor {
        Actor::Staff { .. } => (action.give.as_slice(), true),
        Actor::Resident | Actor::System => (&[][..], false),
    };
    Writing { open, whole, set: &action.set, typed: &input.answers }
}

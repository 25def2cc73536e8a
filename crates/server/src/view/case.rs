//! A case → answers by page, history, what may be pressed, the slot it holds.

pub use super::history::{what, who, who_was_first};
use super::{
    approval::{self, Sheet},
    cell, date,
    document::{self, IssuedView, Printable},
    due::{self, Due},
    history::{Entry, entry},
    linked::{self, LinkView},
    summary, when,
};
use crate::catalog::Published;
use jiff::Timestamp;
use madoguchi_engine::{
    answer::{RawAnswers, Rows, rows},
    approval::Roster,
    calendar,
    records::{Actor, CaseFacts, Claim},
    retention,
    title::title,
    workflow,
};
use madoguchi_schema::{
    app::{Action, App, Disposal, NoteRule, Question},
    field::{Kind, Repeat},
    office::Office,
    text::Lang,
};
use madoguchi_store::{case::Event, desk::Assignee, document::Issued};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// What the handler has read.
pub struct Facts<'a> {
    /// The app in the case's version.
    pub published: &'a Published,
    /// The case.
    pub case: &'a CaseFacts,
    /// Its history, oldest first.
    pub history: &'a [Event],
    /// Who looks.
    pub actor: &'a Actor,
    /// Who takes care of it.
    pub assignee: Option<&'a Assignee>,
    /// Whether they see sensitive answers.
    pub sensitive: bool,
    /// What has been issued of it.
    pub issued: &'a [Issued],
    /// Whom its route may ask.
    pub roster: &'a Roster,
    /// The moment.
    pub now: Timestamp,
}

/// A case as staff see it.
#[derive(Debug, Serialize)]
pub struct CaseView {
    receipt: String,
    href: String,
    title: Option<String>,
    app: String,
    queue: String,
    state_label: String,
    ended: bool,
    revision: i64,
    due: Option<Due>,
    expires: Option<String>,
    channel: &'static str,
    received: String,
    version: u32,
    kept: Kept,
    asked: Vec<String>,
    slots: Vec<Slot>,
    pages: Vec<PageView>,
    buttons: Vec<Button>,
    note_required: bool,
    /// Where answers may be changed.
    edit_href: Option<String>,
    /// Where the state goes by itself.
    then: Option<String>,
    /// Who takes care of it.
    assignee: Option<String>,
    /// Whether it is the one who looks.
    mine: bool,
    history: Vec<Entry>,
    /// The route, when it is or was on one.
    approval: Option<Sheet>,
    /// What can be printed now.
    documents: Vec<Printable>,
    /// What has been issued.
    issued: Vec<IssuedView>,
}

/// How long the case is kept.
#[derive(Debug, Serialize)]
struct Kept {
    class: Option<String>,
    until: String,
    then: &'static str,
}

#[derive(Debug, Serialize)]
struct Slot {
    label: String,
    day: String,
    day_href: Option<String>,
    area: Option<String>,
    uses: Vec<String>,
    overbook: Option<String>,
    move_href: Option<String>,
}

#[derive(Debug, Serialize)]
struct PageView {
    title: String,
    answers: Vec<AnswerView>,
}

#[derive(Debug, Serialize)]
struct AnswerView {
    label: String,
    lines: Vec<String>,
    /// Asked and left blank.
    blank: bool,
    /// Not for these eyes.
    hidden: bool,
    internal: bool,
    files: Vec<FileView>,
    /// The case that the answer names.
    link: Option<LinkView>,
    /// The rows of a `repeat`, instead of lines.
    rows: Vec<RowView>,
}

/// One row of a `repeat`.
#[derive(Debug, Serialize)]
struct RowView {
    heading: String,
    answers: Vec<AnswerView>,
}

/// A file of a case.
#[derive(Debug, Serialize)]
pub struct FileView {
    name: String,
    href: String,
    /// The small picture, when it is one.
    thumbnail: Option<String>,
}

#[derive(Debug, Serialize)]
struct Button {
    id: String,
    label: String,
    note_required: bool,
    asks: Vec<String>,
    sends: bool,
    /// It needs a page of its own: answers to give, a photo, something to confirm.
    page: bool,
}

/// The case page.
pub fn view(facts: &Facts<'_>) -> CaseView {
    let (app, office, case) = (&*facts.published.app, &*facts.published.office, facts.case);
    let setting = facts.published.setting(facts.now, true);
    let buttons: Vec<Button> =
        workflow::buttons(setting, case, facts.actor).iter().map(|a| button(app, case, a)).collect();
    CaseView {
        receipt: case.receipt.clone(),
        href: format!("/office/cases/{}", case.receipt),
        title: title(setting, case),
        app: app.title.get(Lang::Ja).to_owned(),
        queue: format!("/office/{}", app.id),
        state_label: cell::state(app, &case.state).to_owned(),
        ended: cell::is_end(app, &case.state),
        revision: case.revision,
        due: case.due_at.map(|at| due::due(office, at, facts.now)),
        expires: case.expires_at.map(|at| when::moment(office, at)),
        channel: cell::channel(case.channel),
        received: when::moment(office, case.created_at),
        version: case.version,
        kept: kept(app, office, case),
        asked: labels(app, &case.asked),
        slots: slots(facts),
        pages: pages(facts),
        note_required: buttons.iter().any(|b| b.note_required),
        edit_href: may_edit(facts).then(|| format!("/office/cases/{}/edit", case.receipt)),
        then: then(app, case),
        assignee: facts.assignee.map(|a| a.name.clone()),
        mine: matches!((facts.assignee, facts.actor), (Some(a), Actor::Staff { id, .. }) if a.id == *id),
        buttons,
        approval: approval::sheet(facts.published, case, facts.roster, facts.actor, facts.now),
        documents: document::printable(app, case, facts.sensitive),
        issued: document::issued(office, case, facts.issued, facts.sensitive),
        history: facts.history.iter().rev().map(|e| entry(app, office, &case.receipt, e)).collect(),
    }
}

/// How long the case is kept, and what follows.
fn kept(app: &App, office: &Office, case: &CaseFacts) -> Kept {
    let ended = cell::is_end(app, &case.state).then(|| calendar::today(office, case.updated_at));
    let until = ended.and_then(|day| retention::kept_until(&app.records, day));
    Kept {
        class: Some(app.records.class.clone()).filter(|class| !class.is_empty()),
        until: match until {
            Some(day) => format!("{}まで", date::long(day)),
            None => format!("完了した年度の翌年度から{}年", app.records.keep_years),
        },
        then: match app.records.then {
            Disposal::Destroy => "廃棄",
            Disposal::Transfer => "公文書館へ移管",
            Disposal::Review => "廃棄するか移管するかを判断",
        },
    }
}

fn may_edit(facts: &Facts<'_>) -> bool {
    let editor = workflow::Editor { actor: facts.actor, sensitive: facts.sensitive };
    !workflow::editable(facts.published.setting(facts.now, true), facts.case, editor, &RawAnswers::default()).is_empty()
}

/// The label of the state that follows by itself.
pub fn then(app: &App, case: &CaseFacts) -> Option<String> {
    let expiry = app.workflow.states.get(&case.state)?.expires.as_ref()?;
    case.expires_at.map(|_| cell::state(app, &expiry.then).to_owned())
}

fn button(app: &App, case: &CaseFacts, action: &Action) -> Button {
    let mut letters = action.send.iter().filter_map(|id| app.mail.get(id));
    Button {
        id: action.id.clone(),
        label: action.label.get(Lang::Ja).to_owned(),
        note_required: action.note == NoteRule::Required,
        asks: labels(app, &action.ask),
        page: needs_page(action),
        sends: letters.any(|m| case.answers.get(&m.to).is_some_and(|to| to.is_string())),
    }
}

/// Whether more goes with a press than a note.
pub fn needs_page(action: &Action) -> bool {
    !action.give.is_empty() || action.photo.is_some() || action.confirm.is_some()
}

/// Labels of questions by id.
fn labels(app: &App, ids: &[String]) -> Vec<String> {
    ids.iter().filter_map(|id| app.question(id)).map(|q| q.label.get(Lang::Ja).to_owned()).collect()
}

fn slots(facts: &Facts<'_>) -> Vec<Slot> {
    let (app, office, case) = (&*facts.published.app, &*facts.published.office, facts.case);
    let may = workflow::may_move(facts.published.setting(facts.now, true), case, facts.actor).is_ok();
    let unit = |claim: &Claim, unit: &str| match app.bookings.get(&claim.book) {
        Some(booking) => cell::unit(app, booking, unit),
        None => unit.to_owned(),
    };
    let slot = |claim: &Claim| Slot {
        label: app.question(&claim.question).map_or("", |q| q.label.get(Lang::Ja)).to_owned(),
        day: date::at(claim.at()),
        day_href: Some(format!("/office/{}/days/{}", app.id, claim.date)),
        area: (!claim.area.is_empty()).then(|| cell::area(office, &claim.area).to_owned()),
        uses: claim.uses.iter().map(|(u, n)| format!("{} {n}", unit(claim, u))).collect(),
        overbook: claim.overbook.clone(),
        move_href: may.then(|| format!("/office/cases/{}/slot?question={}", case.receipt, claim.question)),
    };
    case.claims.iter().map(slot).collect()
}

/// Pages with the questions that were asked; what was not asked is not there.
fn pages(facts: &Facts<'_>) -> Vec<PageView> {
    let setting = facts.published.setting(facts.now, true).of_case(facts.case);
    let states = rows(&setting, &RawAnswers(facts.case.answers.0.clone()));
    let answers = &facts.case.answers.0;
    let pages = facts.published.app.pages.iter().map(|page| PageView {
        title: page.title.get(Lang::Ja).to_owned(),
        answers: page.questions.iter().filter_map(|q| answer(facts, &states, q, "", answers)).collect(),
    });
    pages.filter(|p| !p.answers.is_empty()).collect()
}

/// One answer of the form, or of the row whose path is `around`.
fn answer(
    facts: &Facts<'_>,
    states: &Rows,
    question: &Question,
    around: &str,
    answers: &Map<String, Json>,
) -> Option<AnswerView> {
    if matches!(question.kind, Kind::Note(_)) {
        return None;
    }
    let answer = answers.get(&question.id)?;
    let hidden = question.sensitive && !facts.sensitive;
    let is_file = matches!(question.kind, Kind::File(_));
    let rows = match &question.kind {
        Kind::Repeat(repeat) if !hidden => {
            let path = format!("{around}{}", question.id);
            row_views(facts, states, question, repeat, &path, answer)
        }
        _ => Vec::new(),
    };
    let lines = match hidden || is_file || !rows.is_empty() || answer.is_null() {
        true => Vec::new(),
        false => question.kind.as_field().shown(answer, Lang::Ja, &facts.published.office),
    };
    let files = if hidden || !is_file { Vec::new() } else { files(&facts.case.receipt, answer) };
    Some(AnswerView {
        label: question.label.get(Lang::Ja).to_owned(),
        blank: !hidden && lines.is_empty() && files.is_empty() && rows.is_empty(),
        lines,
        hidden,
        internal: question.internal,
        link: match &question.kind {
            Kind::Case(case) if !hidden => linked::link(&facts.published.links, case, answer),
            _ => None,
        },
        files,
        rows,
    })
}

fn row_views(
    facts: &Facts<'_>,
    states: &Rows,
    question: &Question,
    repeat: &Repeat,
    path: &str,
    answer: &Json,
) -> Vec<RowView> {
    let view = |(place, row): (usize, &Json)| {
        let (around, row) = (format!("{path}.{place}."), row.as_object()?);
        let own = |q| self::answer(facts, states, q, &around, row);
        Some(RowView {
            heading: summary::heading(states, question, path, place, Lang::Ja),
            answers: repeat.questions.iter().filter_map(own).collect(),
        })
    };
    answer.as_array().map(Vec::as_slice).unwrap_or_default().iter().enumerate().filter_map(view).collect()
}

fn files(receipt: &str, answer: &Json) -> Vec<FileView> {
    let all = answer.as_array().map_or(&[][..], Vec::as_slice);
    all.iter().filter_map(|file| file_view(receipt, file)).collect()
}

/// A stored file as the page shows it.
pub fn file_view(receipt: &str, file: &Json) -> Option<FileView> {
    let href = format!("/office/cases/{receipt}/files/{}", file.get("id")?.as_str()?);
    let picture = file.get("media").and_then(Json::as_str).is_some_and(|m| m.starts_with("image/"));
    let name = file.get("name")?.as_str()?.to_owned();
    Some(FileView { name, thumbnail: picture.then(|| format!("{href}?small=1")), href })
}

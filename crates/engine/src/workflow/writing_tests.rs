//! What clerks write into a case, and the deadlines that tell others.

use super::*;
use crate::{
    answer::{RawAnswers, Setting},
    projection::changed,
    records::{Actor, CaseFacts, SlotChange},
    testing::{at, bulky, case, days_of, office, question, staff},
};
use jiff::civil::date;
use madoguchi_schema::{
    app::{App, By, DayUnit, List, NoteRule, Reopen, Stop, Term},
    expr::{Lookup, Names, compile, condition},
    field::{Kind, Number, NumberForm},
    office::Office,
    text::Text,
    value::Type,
};
use serde_json::{Value as Json, json};

const MORNING: &str = "2026-11-02 10:00:00";

/// Every name is a number, but the phone.
struct Numbers;

impl Names for Numbers {
    fn ty(&self, name: &str) -> Lookup {
        Lookup::Found(if name == "phone" { Type::Text } else { Type::Number })
    }

    fn candidates(&self) -> Vec<String> {
        Vec::new()
    }

    fn list(&self, _: &str) -> Option<std::sync::Arc<List>> {
        None
    }
}

/// The bulky-waste app with the internal questions `grade` and `share`.
fn judged() -> App {
    let mut app = bulky();
    let page = app.pages.first_mut().unwrap();
    for id in ["grade", "share"] {
        let number = Number { form: NumberForm::Integer, min: None, max: None, step: None, unit: Text::default() };
        let mut own = question(id, Kind::Number(number));
        own.internal = true;
        page.questions.push(own);
    }
    app.workflow.given = vec!["grade".into(), "share".into()];
    app.workflow.actions["confirm"].give = vec!["grade".into()];
    app.workflow.states["received"].edit = vec!["phone".into()];
    app.workflow.states["received"].editors = vec![By::Unit("cleaning".into())];
    app
}

fn setting<'a>(app: &'a App, office: &'a Office, now: &str) -> Setting<'a> {
    Setting { app, office, now: at(office, now), clerk: false, received: None, links: crate::link::Linked::default() }
}

fn new_case(app: &App) -> CaseFacts {
    case(app, at(&office(), MORNING), date(2026, 11, 13))
}

fn typed(answers: &Json) -> Input {
    Input { answers: RawAnswers(answers.as_object().cloned().unwrap_or_default()), ..Input::default() }
}

/// Someone who sees everything.
fn by(actor: &Actor) -> Editor<'_> {
    Editor { actor, sensitive: true }
}

fn codes(rejection: Rejection) -> Vec<String> {
    match rejection {
        Rejection::Fields(errors) => errors.iter().map(|e| format!("{} {}", e.question, e.code)).collect(),
        Rejection::Slot(refusal) => vec![refusal.code().to_owned()],
    }
}

fn press(app: &App, case: &CaseFacts, action: &str, input: &Input) -> Result<crate::records::Change, Vec<String>> {
    let (office, actor) = (office(), staff(&[("cleaning", None)]));
    let permit = permit(setting(app, &office, MORNING), case, &actor, action).map_err(|d| vec![d.code().to_owned()])?;
    permit.transition(input).map_err(codes)
}

#[test]
fn what_a_press_gives_is_asked_for_and_nothing_else_is_taken() {
    let app = judged();
    let case = new_case(&app);
    assert_eq!(press(&app, &case, "confirm", &Input::default()).unwrap_err(), ["grade required"]);
    assert_eq!(press(&app, &case, "confirm", &typed(&json!({"grade": "x"}))).unwrap_err().len(), 1);
    let strange = press(&app, &case, "confirm", &typed(&json!({"grade": 3, "phone": "0166000000"}))).unwrap_err();
    assert_eq!(strange, ["phone not-asked"]);
    let change = press(&app, &case, "confirm", &typed(&json!({"grade": "３"}))).unwrap();
    assert_eq!(change.slots, SlotChange::Keep);
    let answers = change.answers.clone().unwrap();
    assert_eq!((answers.get("grade"), answers.get("phone")), (Some(&json!(3)), case.answers.get("phone")));
    let after = changed(&case, change);
    let asked = press(&app, &after, "ask_fix", &Input { note: Some("電話".into()), ..Input::default() }).unwrap();
    assert_eq!(changed(&after, asked).answers.get("grade"), Some(&json!(3)), "it stays");
}

#[test]
fn an_exit_that_has_opened_since_does_not_hold_a_case_up() {
    let mut app = judged();
    let mut page = app.pages[0].clone();
    page.id = "p2".into();
    page.questions = vec![question("shop", Kind::Phone)];
    app.pages.push(page);
    let condition = condition("today() > 2026-11-01", &Numbers).unwrap();
    app.pages[0].stop = vec![Stop { condition, title: "募集は終わりました".into(), text: "".into() }];
    let mut case = new_case(&app);
    case.answers.0.insert("shop".into(), json!("0166000011"));
    let change = press(&app, &case, "confirm", &typed(&json!({"grade": 3}))).unwrap();
    assert_eq!(change.answers.unwrap().get("shop"), Some(&json!("0166000011")), "what lies behind it stays");
}

#[test]
fn what_is_set_follows_from_the_answers_with_what_was_given() {
    let mut app = judged();
    let value = compile("grade * 2", &Numbers, None).unwrap();
    app.workflow.actions["confirm"].set = vec![("share".into(), value)];
    let change = press(&app, &new_case(&app), "confirm", &typed(&json!({"grade": 4}))).unwrap();
    assert_eq!(change.answers.unwrap().get("share"), Some(&json!(8)));
}

#[test]
fn a_state_lets_its_editors_change_some_answers() {
    let app = judged();
    let (office, case) = (office(), new_case(&app));
    let (setting, clerk) = (setting(&app, &office, MORNING), staff(&[("cleaning", None)]));
    let none = RawAnswers::default();
    assert_eq!(editable(setting, &case, by(&clerk), &none), ["phone"]);
    for other in [staff(&[("crew", None)]), Actor::Resident, Actor::System] {
        assert!(editable(setting, &case, by(&other), &none).is_empty());
        let denied = edit(setting, &case, by(&other), &typed(&json!({"phone": "0166000001"}))).unwrap_err();
        assert_eq!(denied, NotEdited::Denied(Denied::NotYours));
    }
    let change = edit(setting, &case, by(&clerk), &typed(&json!({"phone": "0166-00-0001"}))).unwrap();
    assert_eq!((change.steps[0].action.as_str(), change.steps[0].to.as_str()), ("edit", "received"));
    assert_eq!(change.answers.unwrap().get("phone"), Some(&json!("0166000001")));
    let refused = |answers: Json| match edit(setting, &case, by(&clerk), &typed(&answers)).unwrap_err() {
        NotEdited::Rejected(rejection) => codes(rejection),
        NotEdited::Denied(denied) => vec![denied.code().to_owned()],
    };
    assert_eq!(refused(json!({"phone": "0166000099"})), ["edit edit.same"]);
    assert_eq!(refused(json!({"mail": "a@example.jp"})), ["mail not-asked"]);
    assert_eq!(refused(json!({"phone": ""})), ["phone required"]);
    let gone = CaseFacts { state: "collected".into(), ..case.clone() };
    assert!(editable(setting, &gone, by(&clerk), &none).is_empty(), "only in its state");
}

#[test]
fn editing_opens_what_it_brings_up_but_nothing_that_only_clerks_write_or_that_was_open_before() {
    let mut app = judged();
    let page = app.pages.first_mut().unwrap();
    let shown_by = |id: &str, rule: &str| {
        let show_if = Some(condition(rule, &Numbers).unwrap());
        madoguchi_schema::app::Question { show_if, ..question(id, Kind::Phone) }
    };
    page.questions.push(shown_by("other", r#"phone == "0166000001""#));
    page.questions.push(shown_by("since", "today() > 2026-11-02"));
    let (office, case, clerk) = (office(), new_case(&app), staff(&[("cleaning", None)]));
    let setting = setting(&app, &office, "2026-11-03 10:00:00");
    let open = |answers: Json| editable(setting, &case, by(&clerk), &typed(&answers).answers);
    assert_eq!(open(json!({"grade": 3, "share": 3})), ["phone"], "a judgement is not made by the way");
    assert_eq!(open(json!({"since": "0166000002"})), ["phone"], "it was asked before");
    assert_eq!(open(json!({"phone": "0166-00-0001"})), ["phone", "other"]);
    let sent = typed(&json!({"phone": "0166000001", "other": "0166000003", "grade": 3}));
    let NotEdited::Rejected(rejection) = edit(setting, &case, by(&clerk), &sent).unwrap_err() else { panic!() };
    assert_eq!(codes(rejection), ["grade not-asked"]);
}

#[test]
fn nobody_writes_over_an_answer_that_they_may_not_read() {
    let mut app = judged();
    app.workflow.states["received"].edit = vec!["phone".into(), "mail".into()];
    let mail = app.pages[0].questions.iter_mut().find(|q| q.id == "mail").unwrap();
    mail.sensitive = true;
    let (office, case, clerk) = (office(), new_case(&app), staff(&[("cleaning", None)]));
    let setting = setting(&app, &office, MORNING);
    let blind = Editor { actor: &clerk, sensitive: false };
    assert_eq!(editable(setting, &case, blind, &RawAnswers::default()), ["phone"]);
    let NotEdited::Rejected(rejection) =
        edit(setting, &case, blind, &typed(&json!({"mail": "a@example.jp"}))).unwrap_err()
    else {
        panic!()
    };
    assert_eq!(codes(rejection), ["mail not-asked"]);
    assert_eq!(editable(setting, &case, by(&clerk), &RawAnswers::default()), ["phone", "mail"]);
}

#[test]
fn a_photo_comes_where_the_action_says() {
    let mut app = judged();
    let photo = || Some(json!({"id": "f1", "name": "a.jpg"}));
    let case = new_case(&app);
    let with = |photo| Input { photo, note: Some("書きました".into()), ..Input::default() };
    assert_eq!(press(&app, &case, "remark", &with(photo())).unwrap_err(), ["photo photo.not-asked"]);
    app.workflow.actions["remark"].photo = Some(NoteRule::Required);
    assert_eq!(press(&app, &case, "remark", &with(None)).unwrap_err(), ["photo photo.required"]);
    let change = press(&app, &case, "remark", &with(photo())).unwrap();
    assert_eq!(change.steps[0].files, [json!({"id": "f1", "name": "a.jpg"})]);
}

#[test]
fn a_finished_case_is_reopened_for_some_days_only() {
    let mut app = judged();
    app.workflow.actions["reopen"].reopen = Some(Reopen { within: Some(days_of(30, DayUnit::Calendar)) });
    let (office, clerk) = (office(), staff(&[("cleaning", None)]));
    let ended = CaseFacts { state: "rejected".into(), ..new_case(&app) };
    let last = "2026-12-02 23:59:59";
    assert!(permit(setting(&app, &office, last), &ended, &clerk, "reopen").is_ok());
    let late = permit(setting(&app, &office, "2026-12-03 00:00:00"), &ended, &clerk, "reopen").unwrap_err();
    assert_eq!(late, Denied::TooLate { last: at(&office, last) });
}

#[test]
fn what_nobody_did_in_time_is_told_once_in_each_stay() {
    let mut app = judged();
    app.workflow.states["received"].escalate = vec![By::Post("cleaning".into(), "chief".into())];
    let office = office();
    let due = at(&office, "2026-11-04 23:59:59");
    let case = CaseFacts { due_at: Some(due), ..new_case(&app) };
    let at_moment = |now| setting(&app, &office, now);
    assert_eq!(escalate(at_moment("2026-11-04 23:59:59"), &case), None, "still in time");
    let change = escalate(at_moment("2026-11-05 00:00:00"), &case).unwrap();
    assert_eq!((change.steps[0].action.as_str(), &change.steps[0].actor), ("escalate", &Actor::System));
    assert_eq!(change.due_at, Some(due), "it stays late");
    let told = changed(&case, change);
    assert_eq!(escalate(at_moment("2026-11-06 00:00:00"), &told), None);
    assert_eq!(escalated_to(&at_moment(MORNING), &told).len(), 1);
    let again = CaseFacts { since: at(&office, "2026-11-07 09:00:00"), ..told };
    assert!(escalated_to(&at_moment(MORNING), &again).is_empty(), "a new stay begins anew");
    assert!(escalate(at_moment("2026-11-08 00:00:00"), &again).is_some());
}

#[test]
fn a_month_ends_with_the_last_day_that_there_is() {
    let mut app = judged();
    let state = app.workflow.states.get_mut("confirmed").unwrap();
    state.expires = Some(madoguchi_schema::app::Expiry { after: Term::Months(1), then: "collected".into() });
    let office = office();
    let case = CaseFacts { state: "received".into(), ..new_case(&app) };
    let clerk = staff(&[("cleaning", None)]);
    let setting = setting(&app, &office, "2027-01-31 10:00:00");
    let permit = permit(setting, &case, &clerk, "confirm").unwrap();
    let change = permit.transition(&typed(&json!({"grade": 1}))).unwrap();
    assert_eq!(change.expires_at, Some(at(&office, "2027-02-28 23:59:59")));
    let silent = changed(&case, change);
    let decided = expire(Setting { now: at(&office, "2027-03-01 00:00:00"), ..setting }, &silent).unwrap();
    assert_eq!((decided.steps[0].to.as_str(), &decided.steps[0].actor), ("collected", &Actor::System));
}

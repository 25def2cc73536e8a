//! Small apps, a city and cases for unit tests.

use crate::{
    calendar,
    records::{Act, Actor, CaseFacts, Channel, Claim},
};
use indexmap::IndexMap;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday, date, time},
};
use madoguchi_schema::{
    app::{
        Access, Action, App, Audience, Booking, By, Cutoff, DayUnit, Days, Expiry, Mail, NoteRule, Page, Question,
        Queue, Records, State, Target, Term, Window, Workflow,
    },
    field::{Kind, Slot},
    office::{Calendar, Contact, Office},
    text::Lang,
};
use std::slice::from_ref;

/// A question that is required and always shown.
pub(crate) fn question(id: &str, kind: Kind) -> Question {
    Question {
        id: id.into(),
        kind,
        label: id.into(),
        hint: "".into(),
        required: true,
        show_if: None,
        required_if: None,
        checks: Vec::new(),
        default: None,
        value: None,
        sensitive: false,
        internal: false,
        note: "".into(),
        was: None,
    }
}

/// A state without rules.
pub(crate) fn state(id: &str, end: bool) -> State {
    State {
        id: id.into(),
        label: id.into(),
        due: None,
        escalate: Vec::new(),
        edit: Vec::new(),
        editors: Vec::new(),
        resident: Vec::new(),
        until: None,
        pause: false,
        expires: None,
        end,
        route: None,
    }
}

/// An app with one booking and the slot question `visit`.
pub(crate) fn app(booking: Booking) -> App {
    let visit = question(
        "visit",
        Kind::Slot(Slot {
            book: booking.id.clone(),
            timed: booking.times.is_some(),
            waits: booking.is_waited_for(),
            drawn: booking.lottery.is_some(),
        }),
    );
    let states = [state("received", false), state("done", true)];
    App {
        id: "test".into(),
        title: "試験".into(),
        about: "".into(),
        needed: Vec::new(),
        owner: "cleaning".into(),
        word: Default::default(),
        fee: None,
        audience: Audience::Resident,
        contact: Contact::default(),
        languages: vec![Lang::Ja],
        lists: IndexMap::new(),
        pages: vec![Page {
            id: "p1".into(),
            title: "頁".into(),
            show_if: None,
            questions: vec![visit],
            stop: Vec::new(),
        }],
        bookings: IndexMap::from([(booking.id.clone(), booking)]),
        number: None,
        rules: Vec::new(),
        workflow: Workflow {
            start: "received".into(),
            starts: IndexMap::new(),
            states: states.into_iter().map(|s| (s.id.clone(), s)).collect(),
            actions: IndexMap::new(),
            given: Vec::new(),
        },
        queue: Queue::default(),
        documents: IndexMap::new(),
        mail: IndexMap::new(),
        access: Access::default(),
        records: Records::default(),
        effect: None,
        hash: String::new(),
    }
}

pub(crate) const fn days_of(count: u32, unit: DayUnit) -> Days {
    Days { count, unit }
}

pub(crate) fn centre() -> Calendar {
    Calendar {
        id: "centre".into(),
        label: "センター".into(),
        weekdays: vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday],
        works_on_holidays: false,
        closed_yearly: vec![((12, 29), (1, 3))],
        closed: vec![date(2026, 11, 30)],
        open: vec![date(2026, 12, 26)],
    }
}

pub(crate) fn office() -> Office {
    Office {
        zone: "Asia/Tokyo".into(),
        calendars: IndexMap::from([("centre".to_owned(), centre())]),
        ..Office::default()
    }
}

pub(crate) fn pickup() -> Booking {
    Booking {
        id: "pickup".into(),
        area: None,
        calendar: "centre".into(),
        open: None,
        times: None,
        length: None,
        reserved: IndexMap::new(),
        capacity: IndexMap::from([("points".to_owned(), 120), ("visits".to_owned(), 40)]),
        uses: IndexMap::new(),
        window: Window { from: days_of(2, DayUnit::Business), until: days_of(60, DayUnit::Calendar) },
        cutoff: Some(Cutoff { time: time(16, 0, 0, 0), before: days_of(2, DayUnit::Business) }),
        change_until: Some(Cutoff { time: time(16, 0, 0, 0), before: days_of(1, DayUnit::Business) }),
        hold_minutes: 15,
        limit: None,
        release_when: vec!["cancelled".into()],
        waitlist: None,
        lottery: None,
    }
}

/// The moment at which the city's clock shows a time written as `2026-04-28 16:00:00`.
pub(crate) fn at(office: &Office, written: &str) -> Timestamp {
    let at: DateTime = written.parse().unwrap();
    calendar::moment(office, at)
}

/// An action that leads to a state.
pub(crate) fn action(id: &str, from: &[&str], to: &str, by: &[By]) -> Action {
    let to = match to {
        "back" => Target::Back,
        "stay" => Target::Stay,
        state => Target::State(state.into()),
    };
    Action {
        id: id.into(),
        label: id.into(),
        from: from.iter().map(|s| (*s).to_owned()).collect(),
        to,
        by: by.to_vec(),
        not_by: Vec::new(),
        automatic: by.is_empty(),
        condition: None,
        ask: Vec::new(),
        note: NoteRule::Optional,
        send: Vec::new(),
        bulk: false,
        give: Vec::new(),
        set: Vec::new(),
        photo: None,
        reopen: None,
        confirm: None,
        issues: Vec::new(),
    }
}

/// The bulky-waste workflow, with a booking without areas and conditions.
pub(crate) fn bulky() -> App {
    let mut app = app(pickup());
    let page = app.pages.first_mut().unwrap();
    page.questions.insert(0, question("mail", Kind::Email));
    page.questions.insert(0, question("phone", Kind::Phone));
    let until = Some(("pickup".to_owned(), pickup().change_until.unwrap()));
    let resident = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let day = |count| Some(Term::Days(days_of(count, DayUnit::Business)));
    let expires = Some(Expiry { after: Term::Days(days_of(7, DayUnit::Calendar)), then: "expired".into() });
    let free = resident(&["change_slot", "withdraw"]);
    let states = [
        State { due: day(1), resident: free.clone(), until: until.clone(), ..state("received", false) },
        State {
            resident: resident(&["resubmit", "withdraw"]),
            pause: true,
            due: day(1),
            expires,
            ..state("fixing", false)
        },
        State { resident: free, until, ..state("confirmed", false) },
        state("collected", true),
        State { due: day(2), ..state("missed", false) },
        state("rejected", true),
        state("cancelled", true),
        state("expired", true),
    ];
    let cleaning = By::Unit("cleaning".into());
    let chief = By::Post("cleaning".into(), "chief".into());
    let crew = By::Unit("crew".into());
    let send = |mail: &str| vec![mail.to_owned()];
    let actions = [
        Action { send: send("confirmed"), ..action("confirm", &["received"], "confirmed", from_ref(&cleaning)) },
        Action {
            ask: vec!["phone".into()],
            note: NoteRule::Required,
            send: send("please-fix"),
            ..action("ask_fix", &["received", "confirmed"], "fixing", from_ref(&cleaning))
        },
        action("resubmit", &["fixing"], "back", &[By::Resident]),
        Action { note: NoteRule::Required, ..action("reject", &["received", "missed"], "rejected", &[chief]) },
        action("collect", &["confirmed", "missed"], "collected", from_ref(&crew)),
        action("miss", &["confirmed"], "missed", &[crew]),
        action("remark", &["received", "confirmed"], "stay", from_ref(&cleaning)),
        action("withdraw", &["received", "fixing", "confirmed"], "cancelled", &[By::Resident]),
        action("reopen", &["cancelled", "rejected", "expired"], "received", &[cleaning]),
    ];
    app.workflow.states = states.into_iter().map(|s| (s.id.clone(), s)).collect();
    app.workflow.actions = actions.into_iter().map(|a| (a.id.clone(), a)).collect();
    let mail =
        |id: &str| Mail { id: id.into(), to: "mail".into(), subject: "s".into(), body: "b".into(), schedule: None };
    app.mail = ["confirmed", "please-fix"].iter().map(|id| ((*id).to_owned(), mail(id))).collect();
    app.access.read = vec![By::Unit("cleaning".into()), By::Unit("crew".into())];
    app.bookings["pickup"].release_when = vec!["cancelled".into(), "rejected".into(), "expired".into()];
    app
}

/// A member of staff who holds these posts.
pub(crate) fn staff(posts: &[(&str, Option<&str>)]) -> Actor {
    let posts = posts.iter().map(|(unit, post)| ((*unit).to_owned(), post.map(str::to_owned))).collect();
    Actor::Staff { id: 1, login: "sato".into(), name: "佐藤".into(), posts, admin: false }
}

/// A case in `received`, for a day, received at `now`.
pub(crate) fn case(app: &App, now: Timestamp, day: Date) -> CaseFacts {
    let answers = serde_json::json!({
        "phone": "0166000099", "mail": "hanako@example.jp", "visit": { "date": day.to_string() }
    });
    let booking = &app.bookings["pickup"];
    let claim = Claim {
        question: "visit".into(),
        book: "pickup".into(),
        area: String::new(),
        date: day,
        time: None,
        minutes: 0,
        every: 0,
        uses: booking.capacity.keys().map(|unit| (unit.clone(), 1)).collect(),
        capacity: booking.capacity.clone(),
        overbook: None,
    };
    CaseFacts {
        id: 7,
        app: app.id.clone(),
        version: 1,
        receipt: "ABCD-2345".into(),
        state: "received".into(),
        revision: 1,
        channel: Channel::Web,
        lang: Lang::Ja,
        answers: serde_json::from_value(answers).unwrap(),
        claims: vec![claim],
        waits: Vec::new(),
        trail: Vec::new(),
        asked: Vec::new(),
        reminders: Vec::new(),
        acts: vec![Act { action: "submit".into(), actor: Actor::Resident, at: now }],
        since: now,
        approval: None,
        created_at: now,
        updated_at: now,
        due_at: None,
        expires_at: None,
    }
}

//! Small apps for unit tests.

use indexmap::IndexMap;
use madoguchi_schema::{
    app::{Access, App, Audience, Booking, Page, Question, Queue, Records, State, Workflow},
    field::{Kind, Slot},
    office::Contact,
    text::Lang,
};

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
        resident: Vec::new(),
        until: None,
        pause: false,
        expires: None,
        end,
    }
}

/// An app with one booking and the slot question `visit`.
pub(crate) fn app(id: &str, booking: Booking) -> App {
    let visit = question("visit", Kind::Slot(Slot { book: id.into() }));
    let states = [state("received", false), state("done", true)];
    App {
        id: "test".into(),
        title: "試験".into(),
        about: "".into(),
        needed: Vec::new(),
        owner: "cleaning".into(),
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
        bookings: IndexMap::from([(id.to_owned(), booking)]),
        workflow: Workflow {
            start: "received".into(),
            states: states.into_iter().map(|s| (s.id.clone(), s)).collect(),
            actions: IndexMap::new(),
        },
        queue: Queue::default(),
        mail: IndexMap::new(),
        access: Access::default(),
        records: Records::default(),
        hash: String::new(),
    }
}

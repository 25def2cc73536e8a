//! `workflow` as written.

use super::{Formula, Route, Who, Word, not_yet};
use crate::{
    app::{Days, NoteRule, Term},
    diagnostic::Diagnostic,
    lower::time,
    source::Span,
    syntax::{
        Key, Node,
        read::{self, Diagnostics, MapReader},
    },
    text::Text,
};

/// States and actions.
#[derive(Debug)]
pub(crate) struct Workflow<'a> {
    pub(crate) start: Option<Start>,
    /// In order; ids may repeat here.
    pub(crate) states: Vec<State<'a>>,
    /// In order; ids may repeat here.
    pub(crate) actions: Vec<Action<'a>>,
}

/// `start: received`, or `start: {web: received, phone: confirmed, counter: confirmed}`.
#[derive(Debug)]
pub(crate) enum Start {
    /// However it arrives.
    State(Word),
    /// By how it arrives, with the place of the map.
    ByChannel(Vec<(Word, Word)>, Span),
}

/// One state.
#[derive(Debug)]
pub(crate) struct State<'a> {
    pub(crate) id: Word,
    pub(crate) label: Option<Text>,
    pub(crate) due: Option<Term>,
    /// To whom it is shown when `due` has passed, with the place of the key.
    pub(crate) escalate: Option<(Vec<Who>, Span)>,
    pub(crate) edit: Option<Edit>,
    /// What the resident may press; everything that is `by: resident` when nothing is written.
    pub(crate) resident: Option<Vec<Word>>,
    pub(crate) until: Option<Word>,
    pub(crate) pause: bool,
    pub(crate) expires: Option<(Term, Span)>,
    pub(crate) then: Option<Word>,
    pub(crate) end: bool,
    pub(crate) route: Option<Route<'a>>,
}

/// One action.
#[derive(Debug)]
pub(crate) struct Action<'a> {
    pub(crate) id: Word,
    pub(crate) label: Option<Text>,
    pub(crate) from: Origin,
    pub(crate) to: Option<To>,
    pub(crate) by: Vec<Who>,
    /// Actions that the same person must not have pressed, or `starter`.
    pub(crate) not_by: Vec<Word>,
    pub(crate) automatic: bool,
    pub(crate) condition: Option<Formula<'a>>,
    pub(crate) ask: Vec<Word>,
    pub(crate) note: NoteRule,
    pub(crate) send: Vec<Word>,
    pub(crate) bulk: bool,
    /// Internal questions that the presser answers.
    pub(crate) give: Vec<Word>,
    /// Internal answers that follow from the press.
    pub(crate) set: Vec<(Word, Formula<'a>)>,
    pub(crate) photo: Option<NoteRule>,
    pub(crate) reopen: Option<(Reopen, Span)>,
    /// What the presser confirms.
    pub(crate) confirm: Option<Text>,
    /// Documents that a press issues.
    pub(crate) document: Vec<Word>,
}

/// `edit: [address]`, or `edit: {fields: [address], by: crew}`.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) fields: Vec<Word>,
    /// The owner where nothing is written.
    pub(crate) by: Vec<Who>,
}

/// `reopen: true`, or `reopen: {within: 30 days}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reopen {
    pub(crate) within: Option<Days>,
}

/// `from: a`, `from: [a, b]`, `from: any except [a]`.
#[derive(Debug)]
pub(crate) enum Origin {
    /// These.
    Only(Vec<Word>),
    /// All that are not an end, except these.
    AnyExcept(Vec<Word>),
}

/// `to: a`, `to: back`, `stay: true`.
#[derive(Debug)]
pub(crate) enum To {
    /// A state.
    State(Word),
    /// Where the case came from.
    Back,
    /// No move.
    Stay,
}

impl<'a> Workflow<'a> {
    pub(super) fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Workflow<'a>> {
        let mut map = MapReader::new(node, d)?;
        let start = map.optional("start").and_then(|node| Start::read(node, d));
        let states = map.required("states", d).and_then(|node| read::map(node, d)).unwrap_or_default();
        let actions = map.required("actions", d).and_then(|node| read::list(node, d)).unwrap_or_default();
        let workflow = Workflow {
            start,
            states: states.iter().filter_map(|(id, node)| State::read(id, node, d)).collect(),
            actions: actions.iter().filter_map(|node| Action::read(node, d)).collect(),
        };
        map.finish(d);
        Some(workflow)
    }
}

impl Start {
    fn read(node: &Node, d: &mut Diagnostics) -> Option<Start> {
        let Some(entries) = node.as_map() else { return Word::read(node, d).map(Start::State) };
        let states = entries.iter().filter_map(|(channel, node)| Some((channel.into(), Word::read(node, d)?)));
        Some(Start::ByChannel(states.collect(), node.span))
    }
}

impl<'a> State<'a> {
    fn read(id: &Key, node: &'a Node, d: &mut Diagnostics) -> Option<State<'a>> {
        let mut map = MapReader::new(node, d)?;
        let state = State {
            id: id.into(),
            label: map.localized("label", d),
            due: map.optional("due").and_then(|node| time::read(node, time::Form::Term, time::term, d)),
            escalate: escalate(&mut map, d),
            edit: map.optional("edit").and_then(|node| Edit::read(node, d)),
            resident: Word::many(&mut map, "resident", d),
            until: Word::optional(&mut map, "until", d),
            pause: map.yes_no("pause", false, d),
            expires: map
                .optional("expires")
                .and_then(|node| Some((time::read(node, time::Form::Term, time::term, d)?, node.span))),
            then: Word::optional(&mut map, "then", d),
            end: map.yes_no("end", false, d),
            route: Route::read(&mut map, d),
        };
        map.finish(d);
        Some(state)
    }
}

impl<'a> Action<'a> {
    fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Action<'a>> {
        let mut map = MapReader::new(node, d)?;
        let notes = [("required", NoteRule::Required), ("optional", NoteRule::Optional)];
        let id = Word::required(&mut map, "id", d);
        let action = Action {
            id: id.unwrap_or_else(|| Word { text: String::new(), span: super::start(node) }),
            label: map.localized("label", d),
            from: Origin::read(&mut map, d),
            to: To::read(&mut map, d),
            by: Who::many(&mut map, "by", d),
            not_by: Word::many(&mut map, "not_by", d).unwrap_or_default(),
            automatic: map.yes_no("automatic", false, d),
            condition: Formula::optional(&mut map, "if", d),
            ask: Word::many(&mut map, "ask", d).unwrap_or_default(),
            note: map.optional("note").and_then(|node| read::word(node, &notes, d)).unwrap_or_default(),
            send: Word::many(&mut map, "send", d).unwrap_or_default(),
            bulk: map.yes_no("bulk", false, d),
            give: Word::many(&mut map, "give", d).unwrap_or_default(),
            set: set(&mut map, d),
            photo: map.optional("photo").and_then(|node| read::word(node, &notes, d)),
            reopen: map.optional("reopen").and_then(|node| Some((Reopen::read(node, d)?, node.span))),
            confirm: map.localized("confirm", d),
            document: Word::many(&mut map, "document", d).unwrap_or_default(),
        };
        not_yet(&mut map, &["create", "update"], d);
        map.finish(d);
        (!action.id.text.is_empty()).then_some(action)
    }
}

fn escalate(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Option<(Vec<Who>, Span)> {
    let span = map.entry("escalate").map(|(key, _)| key.span)?;
    Some((Who::many(map, "escalate", d), span))
}

/// `set: {decided: fee * 0.5}`.
fn set<'a>(map: &mut MapReader<'a>, d: &mut Diagnostics) -> Vec<(Word, Formula<'a>)> {
    map.map("set", d).iter().filter_map(|(key, node)| Some((key.into(), Formula::read(node, d)?))).collect()
}

impl Edit {
    fn read(node: &Node, d: &mut Diagnostics) -> Option<Edit> {
        if node.as_map().is_none() {
            let fields = read::one_or_many(node).into_iter().filter_map(|node| Word::read(node, d)).collect();
            return Some(Edit { fields, by: Vec::new() });
        }
        let mut map = MapReader::new(node, d)?;
        map.required("fields", d);
        let fields = Word::many(&mut map, "fields", d).unwrap_or_default();
        let edit = Edit { fields, by: Who::many(&mut map, "by", d) };
        map.finish(d);
        Some(edit)
    }
}

impl Reopen {
    fn read(node: &Node, d: &mut Diagnostics) -> Option<Reopen> {
        if node.as_map().is_none() {
            return read::yes_no(node, d)?.then_some(Reopen { within: None });
        }
        let mut map = MapReader::new(node, d)?;
        let within = map.required("within", d).and_then(|node| time::read(node, time::Form::Days, time::days, d));
        map.finish(d);
        Some(Reopen { within })
    }
}

impl Origin {
    fn read(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Origin {
        let Some(node) = map.required("from", d) else { return Origin::Only(Vec::new()) };
        let Some(text) = node.as_text().filter(|text| text.split_whitespace().next() == Some("any")) else {
            let states = read::one_or_many(node);
            return Origin::Only(states.into_iter().filter_map(|node| Word::read(node, d)).collect());
        };
        let rest = text.trim_start().trim_start_matches("any").trim();
        let listed = rest.strip_prefix("except").map(|rest| rest.trim().trim_matches(['[', ']']));
        let except: Vec<Word> = listed
            .unwrap_or_default()
            .split([',', ' '])
            .filter(|state| !state.is_empty())
            .map(|state| Word { text: state.to_owned(), span: node.span })
            .collect();
        if !rest.is_empty() && except.is_empty() {
            d.push(Diagnostic::error("workflow.from", node.span).arg("text", text));
        }
        Origin::AnyExcept(except)
    }
}

impl To {
    /// `to` or `stay`, one of them; what is missing or written twice is reported.
    fn read(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Option<To> {
        let stay = map.optional("stay").and_then(|node| Some((read::yes_no(node, d)?, node.span)));
        let to = map.entry("to");
        match (to, stay) {
            (None, Some((true, _))) => Some(To::Stay),
            (Some((key, _)), Some((true, stay))) => {
                d.push(Diagnostic::error("workflow.to-and-stay", stay).related(key.span));
                None
            }
            (Some((_, node)), _) => {
                let word = Word::read(node, d)?;
                Some(if word.text == "back" { To::Back } else { To::State(word) })
            }
            (None, _) => {
                map.required("to", d);
                None
            }
        }
    }
}

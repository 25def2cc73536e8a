//! The tree of `app.yaml` → a checked [`App`].
//!
//! [`crate::ast`] reads the shapes, this room resolves the names, and [`crate::check`] judges the whole. Every
//! part goes on after a mistake, so that all of them come at once.

mod booking;
mod case;
mod chart;
mod clerk;
mod define;
mod document;
mod formula;
mod hash;
mod kind;
mod list;
mod mail;
mod never;
mod number;
mod options;
mod place;
mod question;
mod queue;
mod records;
mod reference;
mod repeat;
mod route;
mod rule;
mod sense;
mod setting;
mod sight;
mod start;
mod surface;
#[cfg(test)]
mod tests;
pub(crate) mod time;
mod view;
mod who;
mod workflow;

pub(crate) use kind::words as question_types;
pub(crate) use queue::{PARTS, SYSTEM};
pub(crate) use surface::{Surfaces, named_apps};

use crate::{app::Page, value::Type};
use crate::{
    app::{App, Audience, Booking, Called, List},
    ast,
    check::{
        comment,
        cycles::{Forward, Reads},
        language, names, once,
    },
    diagnostic::{Diagnostic, Severity},
    field::Kind,
    letter::Shape,
    office::Office,
    source::{FileId, SourceSet},
    syntax::{Node, read::Diagnostics},
};
use formula::Vocabulary;
use indexmap::{IndexMap, IndexSet};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Reads and checks one app. `None` when it has an error; then at least one was reported.
pub fn app(
    sources: &SourceSet,
    file: FileId,
    node: &Node,
    office: &Office,
    surfaces: &Surfaces,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<App> {
    let written = ast::App::read(node, diagnostics)?;
    language::check(node, &written.language_words, diagnostics);
    comment::check(&sources.file(file).text, node, diagnostics);
    let mut lowering = Lowering::new(sources, file, &written, office, surfaces, diagnostics);
    let app = lowering.app(written, node);
    once::once(node, diagnostics);
    let own = hash::own_files(sources, file);
    let wrong = |d: &Diagnostic| d.severity == Severity::Error && own.contains(&d.span.file);
    app.filter(|_| !diagnostics.iter().any(wrong))
}

/// What the parts of an app need to know of each other while it is lowered.
struct Lowering<'a> {
    sources: &'a SourceSet,
    /// The definition.
    file: FileId,
    /// The app.
    id: String,
    /// Who fills it in.
    audience: Audience,
    /// It has a legal basis for individual numbers.
    my_number: bool,
    /// Its folder, with `/` at the end unless it is the top.
    folder: String,
    office: &'a Office,
    /// What can be read of the cases of other apps.
    surfaces: &'a Surfaces,
    /// Where mistakes go.
    d: &'a mut Diagnostics,
    vocabulary: Vocabulary,
    /// What each question's expressions name.
    reads: Reads,
    /// Questions of type `case` by their full names: `report`, `works.report`.
    links: IndexMap<String, case::Link>,
    /// The questions of a `repeat` that only clerks see are being lowered.
    inside_internal: bool,
    /// References forward that are not reported yet.
    forwards: Vec<Forward>,
    lists: IndexMap<String, Arc<List>>,
    /// Lists that could not be read; that was reported.
    broken_lists: HashSet<String>,
    used_lists: HashSet<String>,
    booking_ids: IndexSet<String>,
    /// Bookings with times.
    timed: HashSet<String>,
    /// Bookings whose full days can be waited for.
    waited: HashSet<String>,
    /// Bookings with a lottery.
    drawn: HashSet<String>,
    /// Whether a question asks for a slot.
    has_slot: bool,
    bookings: IndexMap<String, Booking>,
    states: IndexSet<String>,
    /// How many states are an end.
    ends: usize,
    mails: IndexSet<String>,
    /// Documents, and whether they are over a view.
    document_ids: IndexMap<String, bool>,
    /// What letters over one case read; empty until one is checked.
    letter_names: IndexMap<String, Shape>,
    /// Mails that something sends.
    sent: HashSet<String>,
    /// Questions whose answers only some may see; those of rows by their full name.
    sensitive: HashSet<String>,
    /// Values that follow from one of these and do not say whether everybody may see them.
    derived: Vec<sight::Derived>,
    /// Questions that clerks answer, and values that only clerks see and that follow from them: whether it is a value.
    judged: HashMap<String, bool>,
    /// Questions that hold a mail address.
    emails: HashSet<String>,
    /// Questions whose answer is one date.
    dates: HashSet<String>,
    /// Questions that a resident answers.
    asked: HashSet<String>,
    /// Questions that clerks can write into a stored case.
    writable: HashMap<String, Writable>,
    /// Questions kept in one column.
    scalars: HashSet<String>,
    /// Questions whose type could not be read; that was reported.
    broken: HashSet<String>,
    /// `questions` that `define` names.
    row_types: IndexMap<String, Node>,
    /// Where named expressions stand.
    definition_nodes: HashMap<String, Node>,
    /// Names of `define` that something uses.
    used_definitions: HashSet<String>,
    /// Questions of type `repeat` so far.
    repeats: IndexSet<String>,
}

/// What clerks can write into a stored case.
struct Writable {
    /// Only clerks answer it.
    internal: bool,
    /// Its kind, when an expression can give its answer.
    kind: Option<Kind>,
}

impl<'a> Lowering<'a> {
    /// Nothing of the app is known yet.
    fn new(
        sources: &'a SourceSet,
        file: FileId,
        written: &ast::App<'_>,
        office: &'a Office,
        surfaces: &'a Surfaces,
        d: &'a mut Diagnostics,
    ) -> Lowering<'a> {
        let folder = sources.file(file).path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        Lowering {
            sources,
            file,
            id: written.id.as_ref().map(|id| id.text.clone()).unwrap_or_default(),
            audience: written.audience,
            my_number: written.my_number,
            folder,
            office,
            surfaces,
            d,
            vocabulary: Vocabulary::of(office),
            reads: Reads::new(),
            links: IndexMap::new(),
            inside_internal: false,
            forwards: Vec::new(),
            lists: IndexMap::new(),
            broken_lists: HashSet::new(),
            used_lists: HashSet::new(),
            booking_ids: IndexSet::new(),
            timed: HashSet::new(),
            waited: HashSet::new(),
            drawn: HashSet::new(),
            has_slot: false,
            bookings: IndexMap::new(),
            states: IndexSet::new(),
            ends: 0,
            mails: IndexSet::new(),
            document_ids: IndexMap::new(),
            letter_names: IndexMap::new(),
            sent: HashSet::new(),
            sensitive: HashSet::new(),
            derived: Vec::new(),
            judged: HashMap::new(),
            emails: HashSet::new(),
            dates: HashSet::new(),
            asked: HashSet::new(),
            writable: HashMap::new(),
            scalars: HashSet::new(),
            broken: HashSet::new(),
            row_types: IndexMap::new(),
            definition_nodes: HashMap::new(),
            used_definitions: HashSet::new(),
            repeats: IndexSet::new(),
        }
    }
}

impl Lowering<'_> {
    fn app(&mut self, written: ast::App<'_>, node: &Node) -> Option<App> {
        self.declare(&written);
        let owner = self.owner(written.owner.as_ref());
        self.read_lists(&written.lists);
        self.definitions(&written.defines);
        let mut pages = self.pages(written.pages);
        self.bookings(&written.bookings, &pages);
        let workflow = self.workflow(written.workflow.as_ref(), &owner);
        let rules = self.rules(&written.rules, node, &mut pages);
        let records = self.records(written.records, &pages);
        let number = written.number.as_ref().and_then(|number| self.receipt_number(number));
        let queue = self.queue(written.queue.as_ref(), &pages);
        let documents = self.documents(&written.documents, &pages, &queue);
        let mails: Vec<_> = written.mails.into_iter().filter_map(|mail| self.mail(mail, &pages, &workflow)).collect();
        let access = self.access(&written.access, &owner);
        self.reads_first(&written.access, &access);
        self.seen_by_somebody(&pages, &access);
        self.sensitive_title(written.queue.as_ref(), &queue, &access, &pages);
        self.in_sight(&written.access, &access, written.workflow.as_ref(), &workflow);
        self.views_in_sight(written.queue.as_ref(), &queue, &access);
        let fee = written.fee.as_ref().and_then(|fee| self.fee(fee, &pages));
        let lists: Vec<_> = written.lists.iter().map(|list| (list.id.text.clone(), list.id.span)).collect();
        self.finish_definitions(&written.defines);
        self.keep_reads(&mut pages);
        self.unused_lists(&lists);
        Some(App {
            id: written.id?.text,
            title: written.title?,
            about: written.about,
            needed: written.needed,
            owner,
            audience: written.audience,
            word: written.word.unwrap_or(match written.audience {
                Audience::Resident => Called::Application,
                Audience::Staff => Called::Request,
            }),
            fee,
            contact: written.contact.unwrap_or_else(|| self.office.contact.clone()),
            languages: written.languages,
            lists: std::mem::take(&mut self.lists),
            pages,
            bookings: std::mem::take(&mut self.bookings),
            number,
            rules,
            workflow,
            queue,
            documents,
            mail: mails.into_iter().map(|mail| (mail.id.clone(), mail)).collect(),
            access,
            records,
            effect: written.effect,
            hash: hash::of(self.sources, self.file, &self.foreign_types()),
        })
    }

    /// The total that residents pay: an amount that they see.
    fn fee(&mut self, written: &ast::Word, pages: &[Page]) -> Option<String> {
        if !self.question_name(written) {
            return None;
        }
        let question = pages.iter().flat_map(|page| &page.questions).find(|question| question.id == written.text)?;
        if question.internal || !matches!(question.kind.as_field().ty(), Type::Number | Type::Money) {
            self.d.push(Diagnostic::error("app.fee", written.span).arg("name", &written.text));
            return None;
        }
        Some(question.id.clone())
    }

    /// Names that other blocks refer to before their own turn.
    fn declare(&mut self, written: &ast::App<'_>) {
        names::identities(names::Of::App, &written.id, self.d);
        names::identities(names::Of::Booking, written.bookings.iter().map(|booking| &booking.id), self.d);
        names::identities(names::Of::Mail, written.mails.iter().map(|mail| &mail.id), self.d);
        self.booking_ids = written.bookings.iter().map(|booking| booking.id.text.clone()).collect();
        let timed = written.bookings.iter().filter(|booking| booking.timed);
        self.timed = timed.map(|booking| booking.id.text.clone()).collect();
        let waited = written.bookings.iter().filter(|booking| booking.waitlist.is_some() || booking.lottery.is_some());
        self.waited = waited.map(|booking| booking.id.text.clone()).collect();
        names::identities(names::Of::Document, written.documents.iter().map(|document| &document.id), self.d);
        let documents = written.documents.iter();
        self.document_ids = documents.map(|d| (d.id.text.clone(), d.over.is_some())).collect();
        let drawn = written.bookings.iter().filter(|booking| booking.lottery.is_some());
        self.drawn = drawn.map(|booking| booking.id.text.clone()).collect();
        self.mails = written.mails.iter().map(|mail| mail.id.text.clone()).collect();
        let states = workflow::states(written.workflow.as_ref());
        self.states = states.iter().map(|(id, _)| id.clone()).collect();
        self.vocabulary.add_states(states);
        self.ends = written.workflow.iter().flat_map(|workflow| &workflow.states).filter(|state| state.end).count();
    }
}

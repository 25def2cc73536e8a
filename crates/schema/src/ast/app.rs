//! The top of a definition as written, with its small blocks.

use super::{
    Booking, Define, Document, Formula, Page, Queue, Rule, Word, Workflow, WrittenRecords, questions, records, rule,
};
use crate::{
    app::{Appointment, Audience, Called, Effect},
    diagnostic::Diagnostic,
    lower::time,
    office::Contact,
    source::Span,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
    text::{Lang, Text},
};

/// One app.
#[derive(Debug)]
pub(crate) struct App<'a> {
    pub(crate) id: Option<Word>,
    pub(crate) title: Option<Text>,
    pub(crate) about: Text,
    pub(crate) needed: Vec<Text>,
    pub(crate) owner: Option<Word>,
    pub(crate) audience: Audience,
    /// What one case is called.
    pub(crate) word: Option<Called>,
    /// The total that is the fee.
    pub(crate) fee: Option<Word>,
    pub(crate) contact: Option<Contact>,
    /// As written.
    pub(crate) language_words: Vec<Word>,
    /// Japanese first, whether written or not.
    pub(crate) languages: Vec<Lang>,
    pub(crate) lists: Vec<List<'a>>,
    pub(crate) defines: Vec<Define<'a>>,
    pub(crate) pages: Vec<Page<'a>>,
    pub(crate) bookings: Vec<Booking<'a>>,
    pub(crate) number: Option<Word>,
    pub(crate) rules: Vec<Rule<'a>>,
    pub(crate) workflow: Option<Workflow<'a>>,
    pub(crate) queue: Option<Queue<'a>>,
    pub(crate) documents: Vec<Document>,
    pub(crate) mails: Vec<Mail<'a>>,
    pub(crate) access: Access,
    /// A legal basis for individual numbers is declared.
    pub(crate) my_number: bool,
    pub(crate) records: WrittenRecords,
    pub(crate) effect: Option<Effect>,
}

/// A list; its node is read together with its file.
#[derive(Debug)]
pub(crate) struct List<'a> {
    pub(crate) id: Word,
    pub(crate) node: &'a Node,
}

/// A mail.
#[derive(Debug)]
pub(crate) struct Mail<'a> {
    pub(crate) id: Word,
    pub(crate) to: Option<Word>,
    pub(crate) subject: Option<Formula<'a>>,
    /// The text, or the file that holds it.
    pub(crate) body: Option<Body<'a>>,
    /// When it goes by itself.
    pub(crate) at: Option<(Appointment, Span)>,
    /// `at` is written, right or wrong.
    pub(crate) scheduled: bool,
    /// In which states it goes by itself.
    pub(crate) states: Option<Vec<Word>>,
    /// Where `in` stands.
    pub(crate) in_span: Option<Span>,
}

/// Where a mail's text stands.
#[derive(Debug)]
pub(crate) enum Body<'a> {
    /// In a file of the app's folder.
    File(Word),
    /// In the definition.
    Text(Formula<'a>),
}

/// `access`; `None` where nothing is written.
#[derive(Debug, Default)]
pub(crate) struct Access {
    pub(crate) read: Option<Vec<Word>>,
    pub(crate) sensitive: Option<Vec<Word>>,
    pub(crate) export: Option<Vec<Word>>,
}

impl<'a> App<'a> {
    /// Reads a whole definition; `None` when it is no map.
    pub(crate) fn read(node: &'a Node, d: &mut Diagnostics) -> Option<App<'a>> {
        let mut map = MapReader::new(node, d)?;
        read::schema_version(&mut map, d);
        let app = App {
            id: Word::required(&mut map, "app", d),
            title: map.required_localized("title", d),
            about: map.localized("about", d).unwrap_or_default(),
            needed: map.one_or_many("needed").into_iter().filter_map(|node| read::localized(node, d)).collect(),
            owner: Word::required(&mut map, "owner", d),
            audience: audience(&mut map, d),
            word: called(&mut map, d),
            fee: Word::optional(&mut map, "fee", d),
            contact: map.optional("contact").and_then(|node| contact(node, d)),
            language_words: Word::many(&mut map, "languages", d).unwrap_or_default(),
            languages: languages(&mut map, d),
            lists: map.map("lists", d).iter().map(|(key, node)| List { id: key.into(), node }).collect(),
            defines: map.map("define", d).iter().filter_map(|entry| Define::read(entry, d)).collect(),
            pages: pages(&mut map, d),
            bookings: map.map("booking", d).iter().filter_map(|(id, node)| Booking::read(id, node, d)).collect(),
            number: Word::optional(&mut map, "number", d),
            rules: rule::rules(&mut map, d),
            workflow: map.optional("workflow").and_then(|node| Workflow::read(node, d)),
            queue: map.optional("queue").and_then(|node| Queue::read(node, d)),
            documents: map
                .map("documents", d)
                .iter()
                .filter_map(|(id, node)| Document::read(id.into(), node, d))
                .collect(),
            mails: map.map("mail", d).iter().filter_map(|(id, node)| Mail::read(id.into(), node, d)).collect(),
            access: map.optional("access").and_then(|node| Access::read(node, d)).unwrap_or_default(),
            my_number: map.optional("my_number").is_some_and(|node| my_number(node, d)),
            records: records::records(&mut map, d),
            effect: map.optional("effect").and_then(|node| records::effect(node, d)),
        };
        map.finish(d);
        Some(app)
    }
}

/// `{basis: 番号法第9条第1項 別表の…}`: the law that lets the city hold individual numbers.
fn my_number(node: &Node, d: &mut Diagnostics) -> bool {
    let Some(mut map) = MapReader::new(node, d) else { return false };
    let basis = map.required_text("basis", d);
    map.finish(d);
    let Some((basis, span)) = basis else { return false };
    let named = ["法", "条例", "Act", "Ordinance"].iter().any(|word| basis.contains(word));
    if !named {
        d.push(Diagnostic::error("app.my-number-basis", span).arg("basis", basis));
    }
    named
}

fn audience(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Audience {
    let words = [("resident", Audience::Resident), ("staff", Audience::Staff)];
    map.optional("audience").and_then(|node| read::word(node, &words, d)).unwrap_or_default()
}

fn called(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Option<Called> {
    map.optional("word").and_then(|node| read::word(node, &Called::ALL.map(|called| (called.noun(), called)), d))
}

fn contact(node: &Node, d: &mut Diagnostics) -> Option<Contact> {
    let mut map = MapReader::new(node, d)?;
    let contact = Contact {
        name: map.localized("name", d).unwrap_or_default(),
        phone: map.optional_text("phone", d).map(|(phone, _)| phone.to_owned()).unwrap_or_default(),
        hours: map.localized("hours", d).unwrap_or_default(),
    };
    map.finish(d);
    Some(contact)
}

/// The languages of the pages, Japanese first whether written or not.
fn languages(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Vec<Lang> {
    let words = Lang::ALL.map(|lang| (lang.code(), lang));
    let mut languages = vec![Lang::Ja];
    for node in map.one_or_many("languages") {
        languages.extend(read::word(node, &words, d).filter(|lang| !languages.contains(lang)));
    }
    languages
}

/// `pages`, or `questions` as the only page.
fn pages<'a>(map: &mut MapReader<'a>, d: &mut Diagnostics) -> Vec<Page<'a>> {
    let start = map.entry("app").map_or(map.span(), |(key, _)| key.span);
    match (map.entry("pages"), map.entry("questions")) {
        (Some((key, _)), Some((questions, _))) => {
            d.push(Diagnostic::error("form.pages-and-questions", questions.span).related(key.span));
            Vec::new()
        }
        (None, None) => {
            d.push(Diagnostic::error("form.no-questions", start));
            Vec::new()
        }
        (Some(_), None) => map.list("pages", d).iter().filter_map(|node| Page::read(node, d)).collect(),
        (None, Some((key, node))) => {
            let questions = questions(node, d);
            vec![Page { span: key.span, title: None, show_if: None, questions, stops: Vec::new() }]
        }
    }
}

impl<'a> Mail<'a> {
    fn read(id: Word, node: &'a Node, d: &mut Diagnostics) -> Option<Mail<'a>> {
        let mut map = MapReader::new(node, d)?;
        let to = Word::required(&mut map, "to", d);
        let subject = map.required("subject", d).and_then(|node| Formula::read(node, d));
        let body = match Formula::optional(&mut map, "text", d) {
            Some(text) => Some(Body::Text(text)),
            None => Word::required(&mut map, "file", d).map(Body::File),
        };
        let at = map.optional("at");
        let in_span = map.entry("in").map(|(key, _)| key.span);
        let states = Word::many(&mut map, "in", d);
        map.finish(d);
        let scheduled = at.is_some();
        let at = at.and_then(|node| Some((time::read(node, time::Form::Moment, time::appointment, d)?, node.span)));
        Some(Mail { id, to, subject, body, at, scheduled, states, in_span })
    }
}

impl Access {
    fn read(node: &Node, d: &mut Diagnostics) -> Option<Access> {
        let mut map = MapReader::new(node, d)?;
        let access = Access {
            read: Word::many(&mut map, "read", d),
            sensitive: Word::many(&mut map, "sensitive", d),
            export: Word::many(&mut map, "export", d),
        };
        map.finish(d);
        Some(access)
    }
}

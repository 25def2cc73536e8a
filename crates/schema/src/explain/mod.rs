//! An app in words: what is asked when, what happens to a case, who may do what. For people who decide about an app
//! and do not read definitions.

mod booking;
mod case;
mod choosing;
mod clerk;
pub mod diagram;
mod document;
mod form;
mod kind;
mod labels;
mod linked;
mod mail;
mod print;
mod queue;
mod rule;
mod who;

pub use kind::type_words;

use crate::{app::App, expr::Expr, office::Office, text::Lang};
use labels::Names;

/// A page about an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Heading of the whole.
    pub title: String,
    /// Parts in order.
    pub sections: Vec<Section>,
    /// The language it is written in.
    pub lang: Lang,
}

/// A part under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// What stands below it, in order.
    pub blocks: Vec<Block>,
}

/// Something on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A sentence.
    Line(String),
    /// Rows under headings.
    Table {
        /// Headings of the columns.
        head: Vec<String>,
        /// One cell for each heading.
        rows: Vec<Vec<String>>,
    },
}

/// Explains an app.
pub fn sheet(app: &App, office: &Office, lang: Lang) -> Sheet {
    let speech = Speech { app, office, lang, names: Names { app, lang } };
    let title = match lang {
        Lang::En => format!("{} ({})", app.title.get(lang), app.id),
        _ => format!("{}（{}）", app.title.get(lang), app.id),
    };
    let mut sections = vec![speech.overview()];
    sections.extend(app.pages.iter().map(|page| speech.page(page)));
    sections.push(speech.rules_over_cases());
    sections.extend(app.bookings.values().map(|booking| speech.booking(booking)));
    sections.push(speech.states());
    sections.push(speech.actions());
    sections.extend(speech.routes());
    sections.push(speech.documents());
    sections.push(speech.mails());
    sections.push(speech.views());
    sections.push(speech.charts());
    sections.push(speech.access());
    sections.push(speech.open_to_all());
    sections.retain(|section| !section.blocks.is_empty());
    Sheet { title, sections, lang }
}

/// What speaks about an app.
#[derive(Debug, Clone, Copy)]
struct Speech<'a> {
    app: &'a App,
    office: &'a Office,
    lang: Lang,
    names: Names<'a>,
}

impl Speech<'_> {
    /// Chooses the language.
    fn of<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        if self.lang == Lang::En { en } else { ja }
    }

    /// A quoted word.
    fn quoted(&self, text: &str) -> String {
        if self.lang == Lang::En { format!("“{text}”") } else { format!("「{text}」") }
    }

    /// Several words in a row.
    fn listed(&self, words: impl IntoIterator<Item = String>) -> String {
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(self.of("、", ", "))
    }

    /// A heading with its name.
    fn titled(&self, ja: &str, en: &str, name: &str) -> String {
        if self.lang == Lang::En { format!("{en}: {name}") } else { format!("{ja}「{name}」") }
    }

    /// A condition as a time: `…のとき`, `when …`.
    fn when(&self, condition: &Expr) -> String {
        condition.when(&self.names, self.lang)
    }

    /// An expression as it is.
    fn said(&self, expr: &Expr) -> String {
        expr.say(&self.names, self.lang)
    }

    /// A sentence with `{}` for a part.
    fn line(&self, ja: &str, en: &str, part: &str) -> Block {
        Block::Line(self.of(ja, en).replacen("{}", part, 1))
    }

    /// A table; without rows nothing is shown.
    fn table(&self, head: &[(&str, &str)], rows: Vec<Vec<String>>) -> Option<Block> {
        let head = head.iter().map(|(ja, en)| self.of(ja, en).to_owned()).collect();
        (!rows.is_empty()).then_some(Block::Table { head, rows })
    }
}

#[cfg(test)]
mod tests;

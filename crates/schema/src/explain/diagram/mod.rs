//! Pictures of an app: the way through its pages, and the way of a case through its states. Boxes hold rows of text, and
//! each row that leads somewhere is where its line begins: texts are in rows only, so that none can lie on another.
//!
//! ```text
//! story: App → Chart (boxes with rows)  →  layout: places  →  svg, mermaid, or sentences for those who do not see
//! ```

mod layout;
mod mermaid;
mod pages;
mod svg;
mod workflow;

#[cfg(test)]
mod tests;

pub use mermaid::mermaid;
pub use svg::svg;

use super::{Names, Speech};
use crate::{app::App, office::Office, text::Lang};

/// One picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Heading.
    pub title: String,
    /// What it shows, for people who do not see it.
    pub about: String,
    /// The boxes; the first is where everything begins.
    pub cards: Vec<Card>,
    /// The language it is written in.
    pub lang: Lang,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// On its head.
    pub title: String,
    /// What it is, told by a sign and a word.
    pub mark: Mark,
    /// What stands in it, in order.
    pub rows: Vec<Row>,
}

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Where it begins.
    Start,
    /// On the way.
    Plain,
    /// The clock stands still.
    Pause,
    /// Where it ends.
    End,
}

/// A row of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub text: String,
    /// The box that it leads to.
    pub to: Option<usize>,
}

impl Row {
    fn said(text: String) -> Row {
        Row { text, to: None }
    }
}

impl Mark {
    /// The sign before the title, which tells the kind without a colour.
    fn sign(self) -> &'static str {
        match self {
            Mark::Start => "▶ ",
            Mark::Plain => "",
            Mark::Pause => "‖ ",
            Mark::End => "■ ",
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Mark::Plain, _) => "",
            (Mark::Start, Lang::En) => " (start)",
            (Mark::Pause, Lang::En) => " (the clock stands still)",
            (Mark::End, Lang::En) => " (end)",
            (Mark::Start, _) => "（始め）",
            (Mark::Pause, _) => "（時計は止まる）",
            (Mark::End, _) => "（終わり）",
        }
    }
}

/// The pages and the workflow of an app.
pub fn charts(app: &App, office: &Office, lang: Lang) -> Vec<Chart> {
    let speech = Speech { app, office, lang, names: Names { app, lang } };
    vec![speech.pages_chart(), speech.workflow_chart()]
}

impl Chart {
    /// The same in sentences: each box, and below it what stands in it and where that leads.
    pub fn sentences(&self) -> Vec<(String, Vec<String>)> {
        let row = |row: &Row| match row.to.and_then(|to| self.cards.get(to)) {
            Some(card) => format!("{} → {}", row.text, card.title),
            None => row.text.clone(),
        };
        let card = |card: &Card| {
            let head = format!("{}{}", card.title, card.mark.word(self.lang));
            (head, card.rows.iter().map(row).collect())
        };
        self.cards.iter().map(card).collect()
    }
}

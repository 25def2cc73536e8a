//! The way through the pages of a form.

use super::{Card, Chart, Mark, Row, Speech};
use crate::app::Page;

impl Speech<'_> {
    /// Pages as boxes, where each goes on, and where the way ends early.
    pub(super) fn pages_chart(&self) -> Chart {
        let pages = &self.app.pages;
        let mut cards: Vec<Card> = pages.iter().enumerate().map(|(at, page)| self.page_card(at, page)).collect();
        let check = Card {
            title: self.of("入力内容の確認", "Check your answers").to_owned(),
            mark: Mark::End,
            rows: vec![Row::said(self.of("送ると受け付けます", "Sending it makes a case").to_owned())],
        };
        cards.push(check);
        for (at, page) in pages.iter().enumerate() {
            for stop in &page.stop {
                let advice = Card {
                    title: stop.title.get(self.lang).to_owned(),
                    mark: Mark::End,
                    rows: vec![Row::said(self.of("申し込めません", "No case is made").to_owned())],
                };
                let text = format!("{}{}", self.of("進めない: ", "Stops: "), self.when(&stop.condition));
                let to = Some(cards.len());
                cards.push(advice);
                if let Some(card) = cards.get_mut(at) {
                    card.rows.push(Row { text, to });
                }
            }
        }
        Chart {
            title: self.of("申込みのページ", "Pages of the form").to_owned(),
            about: self
                .of(
                    "ページの箱を順に並べ、次に進む先と、進めない条件を示します。",
                    "Pages as boxes in order, with where each goes on and when the way stops.",
                )
                .to_owned(),
            cards,
            lang: self.lang,
        }
    }

    fn page_card(&self, at: usize, page: &Page) -> Card {
        let name = page.title.get(self.lang);
        let title = if name.is_empty() { self.app.title.get(self.lang) } else { name }.to_owned();
        let mut rows = Vec::new();
        if let Some(condition) = &page.show_if {
            let text = self.of("出すのは: ", "Shown: ").to_owned();
            rows.push(Row::said(text + &self.when(condition)));
        }
        let count = page.questions.len();
        rows.push(Row::said(match self.lang {
            crate::text::Lang::En => format!("{count} questions"),
            _ => format!("質問 {count}個"),
        }));
        rows.push(Row { text: self.of("次へ", "Next").to_owned(), to: Some(at + 1) });
        let after = self.app.pages[at + 1..].iter().take_while(|page| page.show_if.is_some()).count();
        if after > 0 {
            let text = self.of("次のページを出さないとき", "When the next is not shown").to_owned();
            rows.push(Row { text, to: Some(at + 1 + after) });
        }
        Card { title, mark: if at == 0 { Mark::Start } else { Mark::Plain }, rows }
    }
}

//! What holds across the cases of an app, and how they are numbered.

use super::{Block, Section, Speech};
use crate::{
    app::{Number, Period, Rule, RuleKind, Within},
    expr::Labels,
    text::Lang,
};

impl Speech<'_> {
    /// The rules over other cases, and the receipt numbers.
    pub(super) fn rules_over_cases(&self) -> Section {
        let mut blocks: Vec<Block> = self.app.rules.iter().map(|rule| Block::Line(self.rule(rule))).collect();
        blocks.extend(self.app.number.as_ref().map(|number| {
            let example = number.example();
            self.line("受付番号は {} の形で、順に付けます。", "Receipt numbers are counted like {}.", &example)
        }));
        Section { title: self.of("ほかの申込みとのきまり", "Rules across cases").to_owned(), blocks }
    }

    fn rule(&self, rule: &Rule) -> String {
        let english = self.lang == Lang::En;
        let same = self.listed(rule.same.iter().map(|column| self.column(column)));
        let of = match (same.is_empty(), english) {
            (true, _) => String::new(),
            (false, true) => format!(" with the same {same}"),
            (false, false) => format!("{same}が同じものは、"),
        };
        let mut said = match &rule.kind {
            RuleKind::Unique if english => format!("There is only one case{of}."),
            RuleKind::Unique => format!("{of}1件だけ受け付けます。"),
            RuleKind::NoOverlap { from, until, .. } => {
                let (from, until) = (self.column(from), self.column(until));
                if english {
                    format!("Cases{of} may not overlap from {from} to {until}.")
                } else {
                    format!("{of}{from}から{until}までが重ならないように受け付けます。")
                }
            }
            RuleKind::Count { at_most, within, open } => {
                let within = self.within(within.as_ref());
                match (english, open) {
                    (true, true) => format!("At most {at_most} cases{of}{within} that are not finished."),
                    (true, false) => format!("At most {at_most} cases{of}{within}."),
                    (false, true) => format!("{of}{within}終わっていないものを{at_most}件まで受け付けます。"),
                    (false, false) => format!("{of}{within}{at_most}件まで受け付けます。"),
                }
            }
            RuleKind::Sum { of: column, at_most, within } => {
                let (column, at_most) = (self.column(column), self.said(at_most));
                let within = self.within(within.as_ref());
                if english {
                    format!("The sum of {column} over the cases{of}{within} is at most {at_most}.")
                } else {
                    format!("{of}{within}{column}の合計を{at_most}までとします。")
                }
            }
        };
        let except = self.listed(rule.except.iter().map(|state| self.state_label(state)));
        if !except.is_empty() {
            said += &self.of("状態が{}のものは数えません。", " Cases in {} do not count.").replacen("{}", &except, 1);
        }
        if rule.blank {
            said += self.of("空の答えは、空どうしを同じとみなします。", " Blanks count as the same.");
        } else if !rule.same.is_empty() {
            said += self.of("空の答えがあるものは比べません。", " A case with a blank there is not compared.");
        }
        if let Some(message) = &rule.message {
            let message = self.quoted(message.get(self.lang));
            said += &self.of("断るときは{}と伝えます。", " A refusal says {}.").replacen("{}", &message, 1);
        }
        said
    }

    fn within(&self, within: Option<&Within>) -> String {
        let Some(within) = within else { return String::new() };
        let on = self.column(&within.on);
        match (self.lang, within.period) {
            (Lang::En, Period::Month) => format!(" in a month (by {on})"),
            (Lang::En, Period::Year) => format!(" in a year (by {on})"),
            (Lang::En, Period::FiscalYear) => format!(" in a fiscal year (by {on})"),
            (_, Period::Month) => format!("{on}の月ごとに、"),
            (_, Period::Year) => format!("{on}の年ごとに、"),
            (_, Period::FiscalYear) => format!("{on}の年度ごとに、"),
        }
    }

    fn column(&self, path: &str) -> String {
        self.quoted(&self.names.name(path))
    }
}

impl Number {
    /// The first number of a fiscal year, as an example.
    fn example(&self) -> String {
        self.series(jiff::civil::date(2026, 4, 1)).number(1)
    }
}

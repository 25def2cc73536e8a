//! What is offered to choose from, and how many rows there are.

use super::Speech;
use crate::{
    app::List,
    field::{Filter, Kind, Repeat},
};

/// A sentence in Japanese and in English.
type Said = (String, String);

impl Speech<'_> {
    /// What limits the options or the rows of a question, as sentences about `name`.
    pub(super) fn choosing(&self, kind: &Kind, name: &str) -> Vec<Said> {
        match kind {
            Kind::Choice(choice) => self.offered(choice.filter.as_ref(), name).into_iter().collect(),
            Kind::Items(items) => self.offered(items.filter.as_ref(), name).into_iter().collect(),
            Kind::Choices(choices) => {
                let mut all: Vec<Said> = self.offered(choices.filter.as_ref(), name).into_iter().collect();
                all.extend(choices.exclusive.as_ref().map(|code| self.exclusive(&choices.list, code, name)));
                all.extend(choices.min.map(|min| {
                    (
                        format!("{name}では、{min}個以上選んでもらいます。"),
                        format!("At {name}, {min} or more are chosen."),
                    )
                }));
                all.extend(choices.max.map(|max| {
                    (format!("{name}では、{max}個まで選べます。"), format!("At {name}, at most {max} are chosen."))
                }));
                all
            }
            Kind::Case(case) => self.linking(case, name),
            Kind::Repeat(repeat) => self.counted(repeat, name),
            _ => Vec::new(),
        }
    }

    fn offered(&self, filter: Option<&Filter>, name: &str) -> Option<Said> {
        let condition = self.said(&filter?.condition);
        Some((
            format!("{name}の選択肢は、{condition}ものだけです。"),
            format!("{name} offers only those where {condition}."),
        ))
    }

    fn exclusive(&self, list: &List, code: &str, name: &str) -> Said {
        let label = self.quoted(list.rows.get(code).map_or(code, |row| row.label.get(self.lang)));
        (
            format!("{name}で{label}を選ぶと、ほかのものは選べません。"),
            format!("Who chooses {label} at {name} chooses nothing else."),
        )
    }

    fn counted(&self, repeat: &Repeat, name: &str) -> Vec<Said> {
        let mut all = Vec::new();
        all.extend(repeat.rows.as_ref().map(|rows| {
            let rows = self.said(rows);
            (format!("{name}は、{rows}と同じ数の行です。"), format!("{name} has exactly as many rows as {rows}."))
        }));
        let label = |id: &String| {
            let inner = repeat.questions.iter().find(|inner| inner.id == *id);
            self.quoted(inner.map_or(id.as_str(), |inner| inner.label.get(self.lang)))
        };
        let unique = self.listed(repeat.unique.iter().map(label));
        if !unique.is_empty() {
            all.push((
                format!("{name}では、{unique}が同じ行は2つ書けません。"),
                format!("In {name}, no two rows have the same {unique}."),
            ));
        }
        all
    }
}

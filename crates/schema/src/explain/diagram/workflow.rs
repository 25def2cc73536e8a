//! The way of a case through its states.

use super::{Card, Chart, Mark, Row, Speech};
use crate::app::{Action, State, Target};

impl Speech<'_> {
    /// States as boxes, with the buttons that can be pressed there.
    pub(super) fn workflow_chart(&self) -> Chart {
        let states = &self.app.workflow.states;
        let cards = states.values().map(|state| self.state_card(state)).collect();
        Chart {
            title: self.of("仕事の流れ", "Workflow").to_owned(),
            about: self
                .of(
                    "状態の箱と、そこで押せるボタン。矢印はボタンを押すと移る先です。",
                    "States as boxes with the buttons that can be pressed there; arrows lead to where a button takes the case.",
                )
                .to_owned(),
            cards,
            lang: self.lang,
        }
    }

    fn state_card(&self, state: &State) -> Card {
        let workflow = &self.app.workflow;
        let begins = workflow.start == state.id || workflow.starts.values().any(|start| *start == state.id);
        let mark = match () {
            () if state.end => Mark::End,
            () if begins => Mark::Start,
            () if state.pause => Mark::Pause,
            () => Mark::Plain,
        };
        let due = state.due.map(|due| Row::said(format!("{}{}", self.of("期限 ", "Due in "), self.term(due))));
        let steps = state.route.iter().flat_map(|route| route.steps.iter().enumerate());
        let steps = steps.map(|(number, step)| Row::said(self.step(number + 1, step)));
        let decided = state.route.iter().flat_map(|route| {
            [
                (self.of("承認", "Approved"), Some(&route.approved)),
                (self.of("差戻し", "Returned"), route.returned.as_ref()),
                (self.of("否認", "Denied"), route.rejected.as_ref()),
            ]
        });
        let decided = decided.filter_map(|(text, to)| Some(self.leads(text.to_owned(), to?)));
        let pressed = workflow.actions.values().filter(|action| action.from.contains(&state.id));
        let pressed = pressed.map(|action| self.action_row(action));
        let expires = state.expires.as_ref().map(|expiry| {
            let after = self.term(expiry.after);
            let text = if self.lang == crate::text::Lang::En {
                format!("By itself after {after}")
            } else {
                format!("自動: {after}たつと")
            };
            self.leads(text, &expiry.then)
        });
        let rows = due.into_iter().chain(steps).chain(decided).chain(pressed).chain(expires).collect();
        Card { title: state.label.get(self.lang).to_owned(), mark, rows }
    }

    fn leads(&self, text: String, state: &str) -> Row {
        Row { text, to: self.app.workflow.states.get_index_of(state) }
    }

    /// A button, who may press it, and when.
    fn action_row(&self, action: &Action) -> Row {
        let who = match action.automatic {
            true => self.of("自動", "automatic").to_owned(),
            false => self.people(&action.by),
        };
        let when = action.condition.as_ref().map(|condition| self.when(condition)).unwrap_or_default();
        let who = self.listed([who, when]);
        let text = format!("{}{}", action.label.get(self.lang), self.bracketed(&who));
        match &action.to {
            Target::State(state) => self.leads(text, state),
            Target::Back => Row::said(format!("{text} {}", self.of("→ 元の状態", "→ where it came from"))),
            Target::Stay => Row::said(format!("{text} {}", self.of("（移らない）", "(stays)"))),
        }
    }

    /// A remark in brackets.
    pub(super) fn bracketed(&self, text: &str) -> String {
        if self.lang == crate::text::Lang::En { format!(" ({text})") } else { format!("（{text}）") }
    }
}

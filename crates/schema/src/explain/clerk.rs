//! What clerks write, and by when: terms, escalation, `edit`, `give`, `set`, photos, `reopen`.

use super::Speech;
use crate::{
    app::{Action, NoteRule, State, Term},
    text::Lang,
};

impl Speech<'_> {
    /// `1 month` in words.
    pub(super) fn term(&self, term: Term) -> String {
        match (self.lang, term) {
            (_, Term::Days(days)) => self.days(days),
            (Lang::En, Term::Months(months)) => format!("{months} months"),
            (_, Term::Months(months)) => format!("{months}か月"),
        }
    }

    /// By when somebody should act, and who is told when nobody does.
    pub(super) fn due(&self, state: &State) -> String {
        let due = state.due.map(|due| self.term(due)).unwrap_or_default();
        if state.escalate.is_empty() {
            return due;
        }
        let told = self.people(&state.escalate);
        match self.lang {
            Lang::En => format!("{due}; then {told} are told"),
            _ => format!("{due}。過ぎると{told}に知らせる"),
        }
    }

    /// Which answers may be changed in a state, and by whom, as a sentence.
    pub(super) fn edit(&self, state: &State) -> Option<String> {
        let fields = self.labels(&state.edit);
        if fields.is_empty() {
            return None;
        }
        let by = self.people(&state.editors);
        let state = self.state_label(&state.id);
        Some(match self.lang {
            Lang::En => format!("In {state}, {by} may change {fields}."),
            _ => format!("{state}では、{by}が{fields}を直せます。"),
        })
    }

    /// What comes with a press besides a note.
    pub(super) fn writes(&self, action: &Action) -> Vec<String> {
        let mut all = Vec::new();
        let given = self.labels(&action.give);
        if !given.is_empty() {
            all.push(format!("{}{given}", self.of("押す人が答える: ", "the presser answers: ")));
        }
        all.extend(action.set.iter().map(|(id, value)| {
            let label = self.labels(std::slice::from_ref(id));
            match self.lang {
                Lang::En => format!("{label} becomes {}", self.said(value)),
                _ => format!("{label}に{}を入れる", self.said(value)),
            }
        }));
        let issued = action.issues.iter().filter_map(|id| self.app.documents.get(id));
        let issued = self.listed(issued.map(|document| self.quoted(document.label.get(self.lang))));
        if !issued.is_empty() {
            all.push(format!("{}{issued}", self.of("発行する書類: ", "issues: ")));
        }
        match action.photo {
            Some(NoteRule::Required) => all.push(self.of("写真が必要", "a photo is required").to_owned()),
            Some(NoteRule::Optional) => all.push(self.of("写真を付けられる", "a photo may be attached").to_owned()),
            None => {}
        }
        if let Some(confirm) = &action.confirm {
            all.push(format!("{}{}", self.of("確かめること: ", "to confirm: "), self.quoted(confirm.get(self.lang))));
        }
        if let Some(within) = action.reopen.and_then(|reopen| reopen.within) {
            let days = self.days(within);
            all.push(match self.lang {
                Lang::En => format!("within {days} after the end"),
                _ => format!("終わってから{days}のうち"),
            });
        }
        all
    }

    fn labels(&self, ids: &[String]) -> String {
        let label = |id: &String| self.quoted(self.app.question(id).map_or(id.as_str(), |q| q.label.get(self.lang)));
        self.listed(ids.iter().map(label))
    }
}

//! `start`: where a case begins, by how it arrives.

use super::Lowering;
use crate::{
    app::Audience,
    ast::{self, Start},
    check::names,
    diagnostic::Diagnostic,
};
use indexmap::IndexMap;

impl Lowering<'_> {
    /// The first state, and the first states of channels where it differs.
    pub(super) fn start(&mut self, written: &ast::Workflow<'_>) -> (String, IndexMap<String, String>) {
        let (states, span) = match &written.start {
            Some(Start::State(state)) => {
                self.state_name(state);
                return (state.text.clone(), IndexMap::new());
            }
            None => {
                let first = written.states.first().map(|state| state.id.text.clone());
                return (first.unwrap_or_default(), IndexMap::new());
            }
            Some(Start::ByChannel(states, span)) => (states, *span),
        };
        let channels = channels(self.audience);
        let mut starts = IndexMap::new();
        for (channel, state) in states {
            if !channels.contains(&channel.text.as_str()) {
                names::unknown("workflow.unknown-channel", channel, channels.iter().copied(), self.d);
            }
            self.state_name(state);
            starts.insert(channel.text.clone(), state.text.clone());
        }
        let missing: Vec<&str> = channels.iter().copied().filter(|channel| !starts.contains_key(*channel)).collect();
        if !missing.is_empty() {
            self.d.push(Diagnostic::error("workflow.start-missing", span).arg("missing", missing.join(" ")));
        }
        let start = channels.first().and_then(|channel| starts.get(*channel)).cloned().unwrap_or_default();
        starts.retain(|_, state| *state != start);
        (start, starts)
    }
}

/// How a case can arrive.
fn channels(audience: Audience) -> &'static [&'static str] {
    match audience {
        Audience::Resident => &["web", "phone", "counter"],
        Audience::Staff => &["staff"],
    }
}

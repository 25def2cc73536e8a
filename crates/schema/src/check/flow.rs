//! The workflow as a graph: what is never reached, what never ends, what goes on after the end.
//!
//! Names that do not exist were reported elsewhere and are passed over here.

use crate::{
    ast::{Action, Origin, Start, State, To, Workflow},
    diagnostic::Diagnostic,
    syntax::read::Diagnostics,
};
use std::collections::HashMap;

/// The states and the moves between them, by number of state.
struct Graph<'a> {
    states: &'a [State<'a>],
    numbers: HashMap<&'a str, usize>,
    /// Where each state leads.
    next: Vec<Vec<usize>>,
    /// Whether something leads out of the state, be it to where nobody knows.
    left: Vec<bool>,
    /// From which states `back` leads out.
    back: Vec<usize>,
    /// An action names a state that does not exist: it may be meant for one that seems out of reach.
    missing: bool,
}

/// Reports unreachable states, dead ends, ends that go on, states that never come to an end, and automatic
/// actions that chase each other.
pub(crate) fn check(workflow: &Workflow<'_>, d: &mut Diagnostics) {
    let graph = Graph::of(workflow);
    let starts = graph.starts(&workflow.start);
    let reached = (!starts.is_empty() && !graph.missing).then(|| reachable(&graph.next, starts));
    let ending = graph.ending();
    for (number, state) in workflow.states.iter().enumerate() {
        let code = if reached.as_ref().is_some_and(|reached| !reached[number]) {
            "workflow.unreachable-state"
        } else if state.end && graph.left[number] {
            "workflow.end-goes-on"
        } else if !state.end && !graph.left[number] {
            "workflow.dead-end"
        } else if !ending[number] {
            "workflow.never-ends"
        } else {
            continue;
        };
        d.push(Diagnostic::error(code, state.id.span).arg("state", &state.id.text));
    }
    graph.automatic_loops(&workflow.actions, d);
    graph.never_before(&workflow.actions, d);
}

impl<'a> Graph<'a> {
    fn of(workflow: &'a Workflow<'_>) -> Graph<'a> {
        let states = &workflow.states;
        let count = states.len();
        let numbers = states.iter().enumerate().map(|(number, state)| (state.id.text.as_str(), number)).collect();
        let (next, left) = (vec![Vec::new(); count], vec![false; count]);
        let mut graph = Graph { states, numbers, next, left, back: Vec::new(), missing: false };
        graph.missing = workflow.actions.iter().any(|action| graph.names_missing(action));
        for action in &workflow.actions {
            for from in graph.origins(&action.from) {
                match &action.to {
                    Some(To::State(to)) => graph.join(from, &to.text),
                    Some(To::Back) => graph.back.push(from),
                    Some(To::Stay) => continue,
                    // It was reported that this could not be read.
                    None => {}
                }
                graph.left[from] |= action.reopen.is_none();
            }
        }
        for (number, state) in states.iter().enumerate() {
            for to in state.then.iter().chain(state.route.iter().flat_map(|route| route.targets())) {
                graph.join(number, &to.text);
                graph.left[number] = true;
            }
        }
        graph
    }

    /// Whether an action comes from or leads to a state that does not exist, or that could not be read.
    fn names_missing(&self, action: &Action<'_>) -> bool {
        let from = match &action.from {
            Origin::Only(states) => states.is_empty() || states.iter().any(|state| self.number(&state.text).is_none()),
            Origin::AnyExcept(_) => false,
        };
        let to = match &action.to {
            Some(To::State(to)) => self.number(&to.text).is_none(),
            Some(To::Back | To::Stay) => false,
            None => true,
        };
        from || to
    }

    fn starts(&self, written: &Option<Start>) -> Vec<usize> {
        match written {
            Some(Start::State(state)) => self.number(&state.text).into_iter().collect(),
            Some(Start::ByChannel(states, _)) => states.iter().filter_map(|(_, s)| self.number(&s.text)).collect(),
            None => (0..self.states.len()).take(1).collect(),
        }
    }

    fn number(&self, state: &str) -> Option<usize> {
        self.numbers.get(state).copied()
    }

    fn join(&mut self, from: usize, to: &str) {
        if let Some(to) = self.number(to) {
            self.next[from].push(to);
        }
    }

    fn origins(&self, from: &Origin) -> Vec<usize> {
        match from {
            Origin::Only(states) => states.iter().filter_map(|state| self.number(&state.text)).collect(),
            Origin::AnyExcept(except) => {
                let counts = |state: &State<'_>| !state.end && except.iter().all(|e| e.text != state.id.text);
                (0..self.states.len()).filter(|number| counts(&self.states[*number])).collect()
            }
        }
    }

    /// The states from which an end, or a mistake that was reported already, can be reached.
    fn ending(&self) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.states.len()];
        for (from, next) in self.next.iter().enumerate() {
            for to in next {
                before[*to].push(from);
            }
        }
        // `back` leads to those that lead here, so an end behind them is in reach.
        for from in &self.back {
            for origin in before[*from].clone() {
                before[origin].push(*from);
            }
        }
        let ends = (0..self.states.len()).filter(|number| {
            let known_targets = self.next[*number].is_empty() && !self.back.contains(number);
            self.states[*number].end || known_targets
        });
        reachable(&before, ends.collect())
    }

    /// Reports `not_by` of an action that can never have been pressed before.
    fn never_before(&self, actions: &[Action<'_>], d: &mut Diagnostics) {
        for action in actions {
            for word in &action.not_by {
                let Some(other) = actions.iter().find(|other| other.id.text == word.text) else { continue };
                let behind = reachable(&self.next, self.behind(other));
                if !self.origins(&action.from).into_iter().any(|from| behind[from]) {
                    let report = Diagnostic::error("workflow.never-before", word.span);
                    d.push(report.arg("name", &action.id.text).arg("other", &word.text));
                }
            }
        }
    }

    /// Where a case can stand right after an action.
    fn behind(&self, action: &Action<'_>) -> Vec<usize> {
        match &action.to {
            Some(To::State(to)) => self.number(&to.text).into_iter().collect(),
            Some(To::Stay) => self.origins(&action.from),
            // Back may lead to any state that leads here; whoever reads it knows better than this check.
            Some(To::Back) | None => (0..self.states.len()).collect(),
        }
    }

    /// Reports automatic actions that lead back to where they began: the case would never rest.
    fn automatic_loops(&self, actions: &[Action<'_>], d: &mut Diagnostics) {
        let moves: Vec<(usize, usize, &Action<'_>)> = actions
            .iter()
            .filter(|action| action.automatic)
            .filter_map(|action| match &action.to {
                Some(To::State(to)) => Some((action, self.number(&to.text)?)),
                _ => None,
            })
            .flat_map(|(action, to)| self.origins(&action.from).into_iter().map(move |from| (from, to, action)))
            .collect();
        let moves: Vec<_> = moves.iter().filter(|one| !only_returns(one, &moves)).copied().collect();
        let mut next = vec![Vec::new(); self.states.len()];
        for (from, to, _) in &moves {
            next[*from].push(*to);
        }
        for (from, to, action) in moves {
            if reachable(&next, vec![to])[from] {
                let report = Diagnostic::error("workflow.automatic-loop", action.id.span);
                d.push(report.arg("name", &action.id.text).arg("state", &self.states[from].id.text));
                return;
            }
        }
    }
}

/// Whether all ways straight back hold just when this one does not: then the case rests after one of them.
fn only_returns((from, to, action): &(usize, usize, &Action<'_>), moves: &[(usize, usize, &Action<'_>)]) -> bool {
    let mut back = moves.iter().filter(|(other, at, _)| other == to && at == from).peekable();
    let opposite = |other: &Action<'_>| match (&action.condition, &other.condition) {
        (Some(one), Some(other)) => is_opposite(one.text, other.text) || is_opposite(other.text, one.text),
        _ => false,
    };
    back.peek().is_some() && back.all(|(_, _, other)| opposite(other))
}

/// Whether a condition is written as `not` of another.
pub(super) fn is_opposite(source: &str, other: &str) -> bool {
    let inner = source.trim().strip_prefix("not ").map(str::trim);
    let bare = inner.map(|inner| inner.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(inner));
    bare == Some(other.trim())
}

/// The states that can be reached from some.
fn reachable(next: &[Vec<usize>], mut waiting: Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    while let Some(state) = waiting.pop() {
        if !std::mem::replace(&mut reached[state], true) {
            waiting.extend(&next[state]);
        }
    }
    reached
}

//! The workflow as a graph: what is never reached, what never ends, what goes on after the end.
//!
//! Names that do not exist were reported elsewhere and are passed over here.

use crate::{
    ast::{Origin, State, To, Workflow},
    diagnostic::Diagnostic,
};
use std::collections::HashMap;

/// The states and the moves between them, by number of state.
struct Graph<'a> {
    states: &'a [State],
    numbers: HashMap<&'a str, usize>,
    /// Where each state leads.
    next: Vec<Vec<usize>>,
    /// Whether something leads out of the state; `back` does, although nobody knows where to.
    left: Vec<bool>,
}

/// Reports unreachable states, dead ends and ends that go on.
pub(crate) fn check(workflow: &Workflow<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let graph = Graph::of(workflow);
    let start = workflow.start.as_ref().and_then(|start| graph.number(&start.text));
    let reached = start.map(|start| graph.reachable(start));
    for (number, state) in workflow.states.iter().enumerate() {
        if reached.as_ref().is_some_and(|reached| !reached[number]) {
            report("workflow.unreachable-state", state, diagnostics);
        } else if state.end && graph.left[number] {
            report("workflow.end-goes-on", state, diagnostics);
        } else if !state.end && !graph.left[number] {
            report("workflow.dead-end", state, diagnostics);
        }
    }
}

fn report(code: &'static str, state: &State, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(Diagnostic::error(code, state.id.span).arg("state", &state.id.text));
}

impl<'a> Graph<'a> {
    fn of(workflow: &'a Workflow) -> Graph<'a> {
        let states = &workflow.states;
        let numbers = states.iter().enumerate().map(|(number, state)| (state.id.text.as_str(), number)).collect();
        let mut graph =
            Graph { states, numbers, next: vec![Vec::new(); states.len()], left: vec![false; states.len()] };
        for action in &workflow.actions {
            for from in graph.froms(&action.from) {
                match &action.to {
                    Some(To::State(to)) => graph.join(from, &to.text),
                    // A target that could not be read was reported; the state is not a dead end for it.
                    Some(To::Back) | None => graph.left[from] = true,
                    Some(To::Stay) => {}
                }
            }
        }
        for (number, state) in states.iter().enumerate() {
            for to in state.then.iter().chain(&state.routes_to) {
                graph.join(number, &to.text);
            }
        }
        graph
    }

    fn number(&self, state: &str) -> Option<usize> {
        self.numbers.get(state).copied()
    }

    fn join(&mut self, from: usize, to: &str) {
        self.left[from] = true;
        if let Some(to) = self.number(to) {
            self.next[from].push(to);
        }
    }

    fn froms(&self, from: &Origin) -> Vec<usize> {
        match from {
            Origin::Only(states) => states.iter().filter_map(|state| self.number(&state.text)).collect(),
            Origin::AnyExcept(except) => self
                .states
                .iter()
                .enumerate()
                .filter(|(_, state)| !state.end && except.iter().all(|e| e.text != state.id.text))
                .map(|(number, _)| number)
                .collect(),
        }
    }

    fn reachable(&self, start: usize) -> Vec<bool> {
        let mut reached = vec![false; self.states.len()];
        let mut waiting = vec![start];
        while let Some(state) = waiting.pop() {
            if !std::mem::replace(&mut reached[state], true) {
                waiting.extend(&self.next[state]);
            }
        }
        reached
    }
}

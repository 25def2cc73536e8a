//! The ways out of each state: buttons that look the same, ways that are never taken, decisions without an answer.

use super::flow::is_opposite;
use crate::{
    app::{Action, By, Target},
    ast,
    diagnostic::Diagnostic,
    expr::{Band, gap},
    source::Span,
    syntax::read::Diagnostics,
    text::Lang,
};
use indexmap::IndexMap;

/// An action as written and as compiled.
type Way<'a> = (&'a ast::Action<'a>, &'a Action);

/// Warns about ways out of states that are probably not meant so.
pub(crate) fn check(written: &ast::Workflow<'_>, actions: &IndexMap<String, Action>, d: &mut Diagnostics) {
    let ways: Vec<Way<'_>> =
        written.actions.iter().filter_map(|action| Some((action, actions.get(&action.id.text)?))).collect();
    for state in &written.states {
        let here: Vec<Way<'_>> = ways.iter().copied().filter(|(_, way)| way.from.contains(&state.id.text)).collect();
        same_labels(&here, d);
        gaps(&here, d);
        undecided(state, &here, d);
    }
    shadowed(&ways, d);
    unanswered(&ways, d);
}

/// Corrections that are asked for where the resident has no button to send them with.
fn unanswered(ways: &[Way<'_>], d: &mut Diagnostics) {
    for (place, way) in ways {
        let Some(asked) = place.ask.first() else { continue };
        let stands: &[String] = match &way.to {
            Target::State(state) => std::slice::from_ref(state),
            Target::Stay => &way.from,
            // Where it came from is known only then.
            Target::Back => continue,
        };
        let answers = |state: &&String| {
            ways.iter().any(|(_, other)| other.by.contains(&By::Resident) && other.from.contains(state))
        };
        if let Some(state) = stands.iter().find(|state| !answers(state)) {
            let report = Diagnostic::warning("workflow.ask-unanswered", asked.span);
            d.push(report.arg("name", &way.id).arg("state", state));
        }
    }
}

/// Two buttons of one state that read the same, for the same people.
fn same_labels(here: &[Way<'_>], d: &mut Diagnostics) {
    for (number, (place, way)) in here.iter().enumerate() {
        let like = |(_, other): &&Way<'_>| {
            let apart = way.condition.is_some() && other.condition.is_some();
            let people = way.by.iter().any(|by| other.by.contains(by));
            other.id != way.id && other.label.get(Lang::Ja) == way.label.get(Lang::Ja) && people && !apart
        };
        if let Some((other, _)) = here[..number].iter().find(like) {
            let report = Diagnostic::warning("workflow.same-label", place.id.span).related(other.id.span);
            d.push(report.arg("name", &way.id).arg("label", way.label.get(Lang::Ja)));
        }
    }
}

/// Conditions on one number that leave a number out.
fn gaps(here: &[Way<'_>], d: &mut Diagnostics) {
    let mut bands: IndexMap<String, Vec<(Band, Span)>> = IndexMap::new();
    for (place, way) in here {
        let Some((formula, condition)) = place.condition.as_ref().zip(way.condition.as_ref()) else { continue };
        if let Some(band) = condition.band() {
            bands.entry(band.name.clone()).or_default().push((band, formula.node.span));
        }
    }
    for (name, bands) in bands {
        let parts: Vec<Band> = bands.iter().map(|(band, _)| band.clone()).collect();
        let Some(((from, to), (_, last))) = gap(&parts).zip(bands.last()) else { continue };
        let numbers = if from == to { from.to_string() } else { format!("{from}..{to}") };
        let report = Diagnostic::warning("workflow.gap", *last).arg("name", name).arg("numbers", numbers);
        d.push(bands.iter().rev().skip(1).fold(report, |report, (_, span)| report.related(*span)));
    }
}

/// A state that only automatic conditions lead out of: when none holds, the case stays for ever.
fn undecided(state: &ast::State<'_>, here: &[Way<'_>], d: &mut Diagnostics) {
    let waits = state.end || state.route.is_some() || state.expires.is_some();
    let all_conditional = here.iter().all(|(_, way)| way.automatic && way.condition.is_some());
    if waits || here.is_empty() || !all_conditional || complementary(here) {
        return;
    }
    d.push(Diagnostic::warning("workflow.undecided", state.id.span).arg("state", &state.id.text));
}

/// Whether one condition is written as `not` of another.
fn complementary(here: &[Way<'_>]) -> bool {
    let sources: Vec<&str> =
        here.iter().filter_map(|(_, way)| way.condition.as_ref()).map(|condition| condition.source.trim()).collect();
    sources.iter().any(|source| sources.iter().any(|other| is_opposite(source, other)))
}

/// Actions that stand only in states which an automatic action without condition leaves at once.
fn shadowed(ways: &[Way<'_>], d: &mut Diagnostics) {
    let leaves = |way: &Action| way.automatic && way.condition.is_none() && way.to != Target::Stay;
    for (number, (place, way)) in ways.iter().enumerate() {
        let leaver = |from: &String| {
            let before = |(at, (other, by)): &(usize, &Way<'_>)| {
                let first = !way.automatic || *at < number;
                let written = other.condition.is_none();
                *at != number && first && written && leaves(by) && by.from.contains(from)
            };
            ways.iter().enumerate().find(before).map(|(_, (other, _))| other.id.span)
        };
        let leavers: Option<Vec<Span>> = way.from.iter().map(leaver).collect();
        if let Some(first) = leavers.as_deref().and_then(<[Span]>::first) {
            d.push(Diagnostic::warning("workflow.shadowed", place.id.span).related(*first).arg("name", &way.id));
        }
    }
}

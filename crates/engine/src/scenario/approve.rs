//! `{approval: approve, as: cleaning/chief}` in `do`: an act on a route, by people of the city as `office.yaml` has it.
//!
//! Each post and each unit has one holder, named as it is written. `for: cleaning/chief` is a 代決: that holder is away and has
//! named who acts. `back_to: 係長` names the step of a 差戻し.

use super::{
    actor,
    literal::{one_of, unknown},
};
use crate::{
    answer::Setting,
    approval::{Absence, Act, Member, Person, Roster, Said, permit},
    calendar,
    records::{Actor, CaseFacts, Change},
    workflow::Rejection,
};
use madoguchi_schema::{
    app::App,
    diagnostic::Diagnostic,
    office::Office,
    syntax::{
        Node,
        read::{self, MapReader},
    },
    text::Lang,
};

/// An act on a route.
#[derive(Debug, Clone)]
pub(super) struct OnRoute {
    act: Act,
    back_to: Option<String>,
    /// Who is away.
    away: Option<Actor>,
}

/// The act of an entry that has one.
pub(super) fn read(app: &App, office: &Office, map: &mut MapReader<'_>, d: &mut Vec<Diagnostic>) -> Option<OnRoute> {
    let act = map.optional("approval")?;
    let back_to = map.optional("back_to").and_then(|node| step(app, node, d));
    let away = map.optional("for").and_then(|node| actor::read(office, node, d));
    let act = one_of(act, Act::ALL.into_iter().map(Act::code), d).and_then(Act::from_code)?;
    Some(OnRoute { act, back_to, away })
}

/// The name of a step of some route.
fn step(app: &App, node: &Node, d: &mut Vec<Diagnostic>) -> Option<String> {
    let written = read::text(node, d)?;
    let routes = app.workflow.states.values().filter_map(|state| state.route.as_ref());
    let known: Vec<&str> = routes.flat_map(|route| &route.steps).map(|step| step.label.get(Lang::Ja)).collect();
    if known.contains(&written) {
        return Some(written.to_owned());
    }
    unknown(written, node.span, known.into_iter(), d);
    None
}

impl OnRoute {
    /// What its event is called.
    pub(super) fn event(&self) -> &'static str {
        self.act.event()
    }

    /// The change, or why there is none.
    pub(super) fn decide(
        &self,
        setting: Setting<'_>,
        case: &CaseFacts,
        who: &Actor,
        note: Option<String>,
    ) -> Result<Change, Refused> {
        let roster = self.roster(setting, who);
        let denied = |denied: crate::workflow::Denied| Refused::Denied(denied.sentence(setting.office, Lang::Ja));
        let permit = permit(setting, case, &roster, who, self.act).map_err(denied)?;
        let steps = case.approval.iter().flat_map(|progress| &progress.steps);
        let place = |label: &String| steps.clone().position(|step| step.label == *label).unwrap_or(usize::MAX);
        let said = Said { note, back_to: self.back_to.as_ref().map(place) };
        permit.decide(&said).map_err(Refused::Rejected)
    }

    fn roster(&self, setting: Setting<'_>, who: &Actor) -> Roster {
        let mut roster = Roster::default();
        for (unit, known) in &setting.office.units {
            roster.members.extend(member(&actor::holder(unit, None)));
            roster.members.extend(known.posts.keys().filter_map(|post| member(&actor::holder(unit, Some(post)))));
        }
        let today = calendar::today(setting.office, setting.now);
        if let (Some(away), Actor::Staff { id, .. }) = (self.away.as_ref().and_then(member), who)
            && let Some(staff) = away.person.id
        {
            roster.absences.push(Absence { staff, from: today, until: today, substitute: Some(*id) });
            roster.members.retain(|member| member.person.id != Some(staff));
            roster.members.push(away);
        }
        roster
    }
}

/// Why an act did nothing.
pub(super) enum Refused {
    /// In words.
    Denied(String),
    /// What came with it is wrong.
    Rejected(Rejection),
}

fn member(actor: &Actor) -> Option<Member> {
    let Actor::Staff { posts, .. } = actor else { return None };
    Some(Member { person: Person::of(actor), posts: posts.clone() })
}

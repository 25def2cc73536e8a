//! May this actor do this on the route now?

use super::{
    Act, Holder, Person, Progress, Roster,
    capacity::{Question, Taking},
};
use crate::{
    answer::Setting,
    records::{Actor, CaseFacts},
    workflow::Denied,
};
use madoguchi_schema::app::Route;

/// Leave for one act on the route of one revision of a case; made only by [`permit`].
#[derive(Debug)]
pub struct Permit<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) case: &'a CaseFacts,
    pub(super) progress: &'a Progress,
    pub(super) actor: &'a Actor,
    pub(super) act: Act,
    /// The step that waits.
    pub(super) step: usize,
    /// The seats that the actor may take there.
    pub(super) seats: Vec<(usize, Taking)>,
}

/// What the actor may do, for buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The act.
    pub act: Act,
    /// Words must come with it.
    pub needs_note: bool,
    /// 代決: the absent decider's name.
    pub absent: Option<String>,
    /// Earlier steps to which the case can be returned: number and name.
    pub back_to: Vec<(usize, String)>,
}

/// May the actor do this now? The same answer makes the buttons.
pub fn permit<'a>(
    setting: Setting<'a>,
    case: &'a CaseFacts,
    roster: &'a Roster,
    actor: &'a Actor,
    act: Act,
) -> Result<Permit<'a>, Denied> {
    let progress = case.approval.as_ref().ok_or(Denied::WrongState)?;
    let leave = |step, seats| Permit { setting, case, progress, actor, act, step, seats };
    let Actor::Staff { id, .. } = actor else { return Err(Denied::NotYours) };
    if act == Act::Review {
        let mine = progress.unread().any(|review| review.decider.id == Some(*id));
        return if mine { Ok(leave(0, Vec::new())) } else { Err(Denied::NotYours) };
    }
    let route = running(&setting, case, progress).ok_or(Denied::WrongState)?;
    let (step, _) = progress.open().ok_or(Denied::WrongState)?;
    match act {
        Act::PullBack if progress.starter.id != Some(*id) => Err(Denied::NotYours),
        Act::PullBack if progress.acted => Err(Denied::Acted),
        Act::PullBack => Ok(leave(step, Vec::new())),
        Act::Remark if is_involved(progress, actor) => Ok(leave(step, Vec::new())),
        Act::Remark => Err(Denied::NotYours),
        Act::Deny if route.rejected.is_none() => Err(Denied::Unknown),
        _ => {
            let question = Question { setting, roster, progress, self_approval: route.self_approval };
            Ok(leave(step, takings(&question, actor)?))
        }
    }
}

/// The route of the state in which the case waits.
fn running<'a>(setting: &Setting<'a>, case: &CaseFacts, progress: &Progress) -> Option<&'a Route> {
    let here = progress.is_running() && progress.state == case.state;
    setting.app.workflow.states.get(&case.state).filter(|_| here)?.route.as_ref()
}

/// The seats that wait and that the actor may take. Those in the own right go first: one act is for one capacity.
fn takings(question: &Question<'_>, actor: &Actor) -> Result<Vec<(usize, Taking)>, Denied> {
    let Some((_, step)) = question.progress.open() else { return Err(Denied::WrongState) };
    let mut found: Vec<(usize, Taking)> = Vec::new();
    let mut why = Denied::NotYours;
    for (place, seat) in step.seats.iter().enumerate().filter(|(_, seat)| seat.seal.is_none() && !seat.left_out) {
        match question.taking(seat, actor) {
            Ok(taking) => found.push((place, taking)),
            Err(Denied::NotYours) => {}
            Err(denied) => why = denied,
        }
    }
    let is_own = |taking: &Taking| taking.absent.is_none() && taking.capacity != super::Capacity::Owner;
    if found.iter().any(|(_, taking)| is_own(taking)) {
        found.retain(|(_, taking)| is_own(taking));
    } else {
        found.truncate(1);
    }
    if found.is_empty() { Err(why) } else { Ok(found) }
}

/// Whether a person has or had a seat in the route, started it, or reads afterwards: then he or she may see the case.
pub fn is_involved(progress: &Progress, actor: &Actor) -> bool {
    let Actor::Staff { id, posts, .. } = actor else { return false };
    let (me, person) = (Some(*id), Person::of(actor));
    progress.starter.id == me
        || progress.reviews.iter().any(|review| review.decider.id == me)
        || progress.steps.iter().flat_map(|step| &step.seats).any(|seat| {
            seat.seal.as_ref().is_some_and(|seal| seal.by.id == me)
                || seat.holders.iter().any(|holder| *holder != Holder::Anyone && holder.held(&person, posts).is_some())
        })
}

/// All that the actor may do on the route now.
pub fn offers(setting: Setting<'_>, case: &CaseFacts, roster: &Roster, actor: &Actor) -> Vec<Offer> {
    let offer = |act: Act| {
        let permit = permit(setting, case, roster, actor, act).ok()?;
        let absent = permit.seats.iter().find_map(|(_, taking)| taking.absent.as_ref());
        let owner = permit.seats.iter().any(|(_, taking)| taking.capacity == super::Capacity::Owner);
        Some(Offer {
            act,
            needs_note: act.needs_note() || owner,
            absent: absent.map(|person| person.name.clone()),
            back_to: if act == Act::Return { permit.earlier() } else { Vec::new() },
        })
    };
    Act::ALL.into_iter().filter_map(offer).collect()
}

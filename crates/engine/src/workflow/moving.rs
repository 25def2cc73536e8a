//! Moving the date of a case: one decision, in which what is computed from the day is computed again; the case's own
//! units do not count against it.

use super::{
    Denied, Rejection, correction,
    course::Course,
    permit::{in_time, last_for_resident, slot_date},
    who::is_among,
};
use crate::{
    answer::Setting,
    booking::{self, Ask, At, Refusal, last_moment},
    calendar,
    records::{Actor, CaseFacts, Change, Claim, SlotChange},
};
use jiff::Timestamp;
use madoguchi_schema::app::Booking;

/// May the resident move the date now (`change_slot`)? Staff who may read may always, with a reason.
pub fn may_move(setting: Setting<'_>, case: &CaseFacts, actor: &Actor) -> Result<(), Denied> {
    if booking::slots(setting.app).next().is_none() {
        return Err(Denied::Unknown);
    }
    let state = setting.app.workflow.states.get(&case.state).ok_or(Denied::WrongState)?;
    let has = !case.claims.is_empty() || !case.waits.is_empty();
    let open = has && !state.end;
    match actor {
        Actor::System => Err(Denied::NotYours),
        Actor::Staff { .. } if !is_among(actor, &setting.app.access.read) => Err(Denied::NotYours),
        _ if !open => Err(Denied::WrongState),
        Actor::Staff { .. } => Ok(()),
        Actor::Resident if !state.resident.iter().any(|named| named == "change_slot") => Err(Denied::NotYours),
        Actor::Resident => {
            let last = last_for_resident(&setting, case, state).or_else(|| last_by_booking(&setting, case));
            in_time(&setting, last)
        }
    }
}

/// The booking's own last moment to change, where the state says none.
fn last_by_booking(setting: &Setting<'_>, case: &CaseFacts) -> Option<Timestamp> {
    let last = |(_, booking): (&str, &Booking)| {
        let date = slot_date(setting, case, &booking.id)?;
        let calendar = calendar::of_booking(booking, setting.office);
        Some(last_moment(date, booking.change_until.as_ref()?, calendar, setting.office))
    };
    booking::slots(setting.app).filter_map(last).min()
}

/// Moves the date of the slot question; `reason` lets staff be late or overbook.
pub fn move_slot(
    setting: Setting<'_>,
    case: &CaseFacts,
    actor: &Actor,
    question: &str,
    at: impl Into<At>,
    reason: Option<String>,
) -> Result<Change, Rejection> {
    let at = at.into();
    may_move(setting, case, actor).map_err(|denied| match denied {
        Denied::TooLate { last } => Rejection::Slot(Refusal::TooLate { last }),
        _ => Rejection::Slot(Refusal::NotOffered),
    })?;
    let slot = booking::slots(setting.app).find(|(id, _)| *id == question);
    let Some((_, booking)) = slot else { return Err(Rejection::Slot(Refusal::NotOffered)) };
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let reason = reason.filter(|_| *actor != Actor::Resident);
    let held = case.claims.iter().find(|claim| claim.book == booking.id);
    let mut answers = correction::moved(setting, case, question, at)?;
    let ask = Ask { setting, booking, answers: &answers, present: held.map(Claim::at) };
    let claim = booking::claim(&ask, at, reason.clone()).map_err(Rejection::Slot)?;
    booking::write_slot(&mut answers, question, at, &claim.area);
    let same = held.is_some_and(|held| held.takes_as(&claim));
    let slots = if same { SlotChange::Keep } else { SlotChange::Move(vec![claim]) };
    let mut course = Course::of(setting, case, &answers);
    course.stay(actor, "change_slot", reason);
    if case.waits.iter().any(|wait| wait.book == booking.id) {
        course.reconsider();
    }
    let changed = Some(answers.clone()).filter(|answers| *answers != case.answers);
    Ok(course.change(case, changed, slots))
}

//! Waiting for a full slot: who stands in line, what is offered, until when, and the answer.
//!
//! A case that waits has no date and holds nothing. When units come back, the store asks [`offer`] for the first in
//! line that fits, inside the transaction that gave them back; the offered units are kept until a moment. Taking,
//! declining and letting the moment pass are decisions like any other, made here.

use crate::{
    answer::Setting,
    booking::{self, Ask, At, Refusal, day_words, last_moment, moment_words},
    calendar,
    lottery::{Phase, phase},
    records::{Actor, CaseFacts, Change, Claim, SlotChange},
    workflow::{Denied, NotEdited, Rejection, course::Course, is_among, moved},
};
use jiff::{SignedDuration, Timestamp};
use madoguchi_schema::{
    answers::Answers,
    app::{Booking, Patience},
    text::Lang,
};
use serde_json::Value as Json;

/// A place in the line for a full slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// The slot question.
    pub question: String,
    /// The booking.
    pub book: String,
    /// The area's id; `""` when the booking has none.
    pub area: String,
    /// The day, and time.
    pub at: At,
    /// What is kept for it now.
    pub offer: Option<Offered>,
}

/// Units that are kept for a case until it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What is kept.
    pub claim: Claim,
    /// The last moment to answer.
    pub until: Timestamp,
}

/// A place in a line that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What the case would take.
    pub claim: Claim,
    /// How many may stand in the line.
    pub most: u32,
    /// It waits for a draw.
    pub draws: bool,
}

/// What a change does to a case's places in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitChange {
    /// Nothing.
    Keep,
    /// It stands at the end of these lines instead of those of the same booking.
    Join(Vec<Wanted>),
    /// Keeps these units for it.
    Offer(Box<Offered>),
    /// It waits no longer: of one booking, or at all. What was kept for it becomes its own, or goes back.
    End {
        /// How it ended.
        end: WaitEnd,
        /// The booking.
        book: Option<String>,
    },
}

/// How a wait ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitEnd {
    /// The offered day was taken.
    Taken,
    /// It was declined.
    Declined,
    /// Nobody answered in time.
    Lapsed,
    /// The day can no longer be booked.
    Over,
    /// The case ended, or got another day.
    Left,
}

impl WaitEnd {
    /// The word stored.
    pub fn code(self) -> &'static str {
        match self {
            WaitEnd::Taken => "taken",
            WaitEnd::Declined => "declined",
            WaitEnd::Lapsed => "lapsed",
            WaitEnd::Over => "over",
            WaitEnd::Left => "left",
        }
    }
}

impl Wait {
    /// A new place in a line.
    pub fn of(wanted: Wanted) -> Wait {
        let at = wanted.claim.at();
        let Claim { question, book, area, .. } = wanted.claim;
        Wait { question, book, area, at, offer: None }
    }
}

impl WaitChange {
    /// The offer that is taken for good.
    pub(crate) fn taken<'w>(&self, waits: &'w [Wait]) -> Option<&'w Offered> {
        match self {
            WaitChange::End { end: WaitEnd::Taken, book } => {
                let mut own = waits.iter().filter(|wait| book.as_ref().is_none_or(|book| *book == wait.book));
                own.find_map(|wait| wait.offer.as_ref())
            }
            _ => None,
        }
    }

    /// The places after the change.
    pub(crate) fn after(self, waits: &[Wait]) -> Vec<Wait> {
        let mut after = waits.to_vec();
        match self {
            WaitChange::Keep => {}
            WaitChange::Join(wanted) => {
                after.retain(|wait| wanted.iter().all(|wanted| wanted.claim.book != wait.book));
                after.extend(wanted.into_iter().map(Wait::of));
            }
            WaitChange::Offer(offered) => {
                if let Some(wait) = after.iter_mut().find(|wait| wait.is_for(&offered.claim)) {
                    wait.offer = Some(*offered);
                }
            }
            WaitChange::End { book, .. } => after.retain(|wait| book.as_ref().is_some_and(|book| *book != wait.book)),
        }
        after
    }
}

impl Wait {
    /// Whether a claim is what it waits for.
    pub fn is_for(&self, claim: &Claim) -> bool {
        self.book == claim.book && self.area == claim.area && self.at == claim.at()
    }
}

/// The lines that new answers ask for; the area is written into the answer.
pub(crate) fn wanted(setting: Setting<'_>, answers: &mut Answers) -> Result<Vec<Wanted>, (String, Refusal)> {
    let mut wanted = Vec::new();
    for (question, booking) in booking::slots(setting.app) {
        let Some(at) = booking::waiting_at(answers, question) else { continue };
        let refused = |refusal| (question.to_owned(), refusal);
        let Some((most, draws)) = line(setting, booking) else { return Err(refused(Refusal::NotOffered)) };
        let claim = booking::wish(&Ask { setting, booking, answers, present: None }, at, None).map_err(refused)?;
        booking::write_waiting(answers, question, at, &claim.area);
        wanted.push(Wanted { claim, most, draws });
    }
    Ok(wanted)
}

/// How many may stand in a line that can be joined now, and whether it waits for a draw.
fn line(setting: Setting<'_>, booking: &Booking) -> Option<(u32, bool)> {
    match &booking.waitlist {
        Some(waitlist) => Some((waitlist.most, false)),
        None if phase(booking, calendar::today(setting.office, setting.now)) == Phase::Applying => {
            Some((u32::MAX, true))
        }
        None => None,
    }
}

/// What somebody would take who joins the line for a slot now; `None` when that cannot be.
pub fn waiting_for(ask: &Ask<'_>, at: At) -> Option<Claim> {
    line(ask.setting, ask.booking)?;
    booking::wish(ask, at, None).ok()
}

/// Corrected answers may lie in another area: it is written into every slot that waits.
pub(crate) fn place(setting: Setting<'_>, answers: &mut Answers) -> Result<(), Refusal> {
    for (question, booking) in booking::slots(setting.app) {
        let Some(at) = booking::waiting_at(answers, question) else { continue };
        let area = booking::area(&Ask { setting, booking, answers, present: None }).ok_or(Refusal::NoArea)?;
        booking::write_waiting(answers, question, at, &area);
    }
    Ok(())
}

/// The lines in which a case stands with these answers and does not yet.
pub(crate) fn again(setting: Setting<'_>, case: &CaseFacts, answers: &Answers) -> WaitChange {
    let mut wanted = Vec::new();
    for (question, booking) in booking::slots(setting.app) {
        let Some(at) = booking::waiting_at(answers, question) else { continue };
        let Some((most, draws)) = line(setting, booking) else { continue };
        let ask = Ask { setting, booking, answers, present: Some(at) };
        let claim = booking::claim(&ask, at, None).ok();
        let claim = claim.filter(|claim| !case.waits.iter().any(|wait| wait.is_for(claim)));
        wanted.extend(claim.map(|claim| Wanted { claim, most, draws }));
    }
    if wanted.is_empty() { WaitChange::Keep } else { WaitChange::Join(wanted) }
}

/// The claim of one who waits, by the same rules as for everybody; `None` when the day cannot be had any more.
fn claim(setting: Setting<'_>, case: &CaseFacts, wait: &Wait) -> Option<Claim> {
    let booking = setting.app.bookings.get(&wait.book)?;
    let ask = Ask { setting, booking, answers: &case.answers, present: None };
    booking::wish(&ask, wait.at, None).ok().filter(|claim| claim.area == wait.area)
}

/// Offers the slot to one who waits for it, if it may still be had; whether the units fit is judged by the store.
/// `current` is the booking as it is published now, which says how much fits.
pub fn offer(setting: Setting<'_>, case: &CaseFacts, wait: &Wait, current: Option<&Booking>) -> Option<Change> {
    let booking = setting.app.bookings.get(&wait.book)?;
    if case.waits.iter().any(|other| other.book == wait.book && other.offer.is_some()) {
        return None;
    }
    if phase(booking, calendar::today(setting.office, setting.now)) != Phase::Booking {
        return None;
    }
    let mut claim = claim(setting, case, wait)?;
    claim.capacity = current.unwrap_or(booking).capacity_for(false);
    let until = until(setting, booking, wait.at);
    if until <= setting.now {
        return None;
    }
    let last = moment_words(until, setting.office, Lang::Ja);
    let note = format!("{}。返事は{last}", words(wait.at));
    let mut course = Course::of(setting, case, &case.answers);
    course.stay(&Actor::System, OFFER, Some(note));
    course.send(booking.waitlist.iter().flat_map(|waitlist| &waitlist.send));
    course.send(booking.lottery.iter().flat_map(|lottery| &lottery.won));
    let mut change = course.change(case, None, SlotChange::Keep);
    change.waits = WaitChange::Offer(Box::new(Offered { claim, until }));
    Some(change)
}

/// Until when an offer is kept: the answer's time, but not beyond the last moment to book.
fn until(setting: Setting<'_>, booking: &Booking, at: At) -> Timestamp {
    let office = setting.office;
    let calendar = calendar::of_booking(booking, office);
    let confirm = booking.lottery.as_ref().map(|lottery| lottery.confirm);
    let patience = confirm.or(booking.waitlist.as_ref().map(|waitlist| waitlist.answer)).unwrap_or_default();
    let until = match patience {
        Patience::Minutes(minutes) => {
            setting.now.saturating_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(setting.now)
        }
        Patience::Days(days) => {
            calendar::end_of_day(office, calendar::after(calendar, calendar::today(office, setting.now), days))
        }
    };
    let begins = match at.time {
        Some(time) => calendar::moment(office, at.date.to_datetime(time)),
        None => calendar::end_of_day(office, at.date),
    };
    let cutoff = booking.cutoff.as_ref().map(|rule| last_moment(at.date, rule, calendar, office));
    until.min(begins).min(cutoff.unwrap_or(begins))
}

/// What one who waits may answer now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// 「この日にする」.
    Take,
    /// 「見送る」.
    Decline,
}

impl Answer {
    /// Both, in the order of the buttons.
    pub const ALL: [Answer; 2] = [Answer::Take, Answer::Decline];

    /// The id of the action.
    pub fn action(self) -> &'static str {
        match self {
            Answer::Take => "take_day",
            Answer::Decline => "decline_day",
        }
    }

    /// The answer of an action.
    pub fn of(action: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.action() == action)
    }
}

/// The step of a draw that did not reach the case.
pub const LOSE: &str = "lose_draw";

/// What `visit.draw` says then.
const LOST: &str = "lost";

/// The step of an offer.
pub const OFFER: &str = "offer_day";

/// The offer that the actor may answer now; the same answer makes the buttons.
pub fn may_answer<'c>(
    setting: Setting<'_>,
    case: &'c CaseFacts,
    actor: &Actor,
) -> Result<(&'c Wait, &'c Offered), Denied> {
    let is_yours = match actor {
        Actor::Resident => true,
        Actor::Staff { .. } => is_among(actor, &setting.app.access.read),
        Actor::System => false,
    };
    if !is_yours {
        return Err(Denied::NotYours);
    }
    let ended = setting.app.workflow.states.get(&case.state).is_none_or(|state| state.end);
    let offered = case.waits.iter().find_map(|wait| Some((wait, wait.offer.as_ref()?)));
    match offered.filter(|_| !ended) {
        Some((_, offered)) if setting.now > offered.until => Err(Denied::TooLate { last: offered.until }),
        Some(offered) => Ok(offered),
        None => Err(Denied::WrongState),
    }
}

/// The answer to an offer.
pub fn answer(setting: Setting<'_>, case: &CaseFacts, actor: &Actor, answer: Answer) -> Result<Change, NotEdited> {
    let (wait, offered) = may_answer(setting, case, actor).map_err(NotEdited::Denied)?;
    if answer == Answer::Decline {
        return Ok(without(setting, case, wait, actor, (answer.action(), WaitEnd::Declined)));
    }
    let mut answers = moved(setting, case, &wait.question, wait.at).map_err(NotEdited::Rejected)?;
    booking::write_slot(&mut answers, &wait.question, wait.at, &wait.area);
    let booking = setting.app.bookings.get(&wait.book).ok_or(NotEdited::Denied(Denied::WrongState))?;
    // What was corrected since the offer may take another amount: then all of it must fit.
    let ask = Ask { setting, booking, answers: &answers, present: Some(wait.at) };
    let claim = booking::claim(&ask, wait.at, None).map_err(|refusal| NotEdited::Rejected(Rejection::Slot(refusal)))?;
    let slots = if offered.claim.takes_as(&claim) { SlotChange::Keep } else { SlotChange::Move(vec![claim]) };
    let mut course = Course::of(setting, case, &answers);
    course.stay(actor, answer.action(), Some(words(wait.at)));
    course.reconsider();
    let change = course.change(case, Some(answers.clone()), slots);
    Ok(ended(change, WaitEnd::Taken, &wait.book))
}

/// The moment to answer has passed: the units go back.
pub fn lapse(setting: Setting<'_>, case: &CaseFacts) -> Option<Change> {
    let late = |wait: &&Wait| wait.offer.as_ref().is_some_and(|offered| setting.now > offered.until);
    let wait = case.waits.iter().find(late)?;
    Some(without(setting, case, wait, &Actor::System, ("lapse_day", WaitEnd::Lapsed)))
}

/// The day that a case waits for can be booked no more, and nothing was offered.
pub fn over(setting: Setting<'_>, case: &CaseFacts) -> Option<Change> {
    let gone = |wait: &&Wait| wait.offer.is_none() && claim(setting, case, wait).is_none();
    let wait = case.waits.iter().find(gone)?;
    Some(without(setting, case, wait, &Actor::System, ("end_wait", WaitEnd::Over)))
}

/// A draw did not reach the case: it waits on, in the order of the draw.
pub fn lose(setting: Setting<'_>, case: &CaseFacts, wait: &Wait) -> Change {
    let lottery = setting.app.bookings.get(&wait.book).and_then(|booking| booking.lottery.as_ref());
    let mut answers = case.answers.clone();
    if let Some(slot) = answers.0.get_mut(&wait.question).and_then(Json::as_object_mut) {
        slot.insert("draw".to_owned(), Json::from(LOST));
    }
    let mut course = Course::of(setting, case, &answers);
    course.stay(&Actor::System, LOSE, Some(words(wait.at)));
    course.send(lottery.iter().flat_map(|lottery| &lottery.lost));
    course.reconsider();
    course.change(case, Some(answers.clone()), SlotChange::Keep)
}

/// The case waits no longer and has no day: the slot question is left blank.
fn without(
    setting: Setting<'_>,
    case: &CaseFacts,
    wait: &Wait,
    actor: &Actor,
    (action, end): (&str, WaitEnd),
) -> Change {
    let mut answers = case.answers.clone();
    answers.0.insert(wait.question.clone(), Json::Null);
    let mut course = Course::of(setting, case, &answers);
    course.stay(actor, action, Some(words(wait.at)));
    course.reconsider();
    let change = course.change(case, Some(answers.clone()), SlotChange::Keep);
    ended(change, end, &wait.book)
}

/// The wait ends so, unless the case has left every line.
fn ended(mut change: Change, end: WaitEnd, book: &str) -> Change {
    let left = matches!(&change.waits, WaitChange::End { book: None, .. });
    let end = if left && end == WaitEnd::Taken { WaitEnd::Left } else { end };
    change.waits = WaitChange::End { end, book: Some(book.to_owned()).filter(|_| !left) };
    change
}

/// 「11月13日（金）」 with the time.
fn words(at: At) -> String {
    let time = at.time.map(|time| time.strftime(" %-H:%M").to_string()).unwrap_or_default();
    day_words(at.date, Lang::Ja) + &time
}

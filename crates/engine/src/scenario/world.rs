//! Plays one test: evaluates, routes, presses, with a ledger in memory instead of the store.

use super::{
    actor,
    approve::Refused,
    neighbour,
    read::{Booked, Deed, Test},
};
use crate::{
    answer::{Evaluation, Setting, evaluate},
    booking, calendar,
    link::{Linked, Links},
    lottery::{Phase, phase},
    projection,
    records::{Actor, CaseFacts, Change, Channel, Claim, SlotChange, Step, Taken, WaitChange},
    routing::{NotRouted, Submitter, route},
    rules::Other,
    waiting::{self, Answer},
    workflow::{self, Editor, Input, NotEdited, Rejection, Remind},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_schema::{
    app::{App, WHOLE_DAY},
    office::Office,
    text::Lang,
};

/// What came out of a test.
pub(super) struct Played<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) evaluation: Evaluation,
    /// The moment of the last deed.
    pub(super) now: Timestamp,
    /// The case at the end, or why none was stored.
    pub(super) case: Result<CaseFacts, String>,
    pub(super) mails: Vec<String>,
    /// Documents that were issued, in order: name and sheets.
    pub(super) issued: Vec<(String, String)>,
    /// What happened to the case: actions, and the states they led to.
    pub(super) steps: Vec<(String, String)>,
    /// Entries of `do` that ended otherwise than expected: the number from 1, and how.
    pub(super) surprises: Vec<(usize, Option<String>)>,
    pub(super) given: Vec<Booked>,
    /// The cases beside which it arrives.
    pub(super) others: Vec<Other>,
    /// The key of the definition that refused it.
    pub(super) refused: Option<&'static str>,
}

/// Plays a test.
pub(super) fn play<'a>(app: &'a App, office: &'a Office, test: &Test, links: &'a Links) -> Played<'a> {
    let (clerk, links) = (is_entered(test.channel), Linked { found: Some(links), kept: None });
    let setting = Setting { app, office, now: test.now, clerk, received: None, links };
    let evaluation = evaluate(&setting, &test.answers);
    let mut played = Played {
        setting,
        now: test.now,
        case: Err(String::new()),
        mails: Vec::new(),
        issued: Vec::new(),
        steps: Vec::new(),
        surprises: Vec::new(),
        given: test.given.clone(),
        others: neighbour::others(app, office, &test.neighbours, test.now),
        refused: None,
        evaluation: evaluation.clone(),
    };
    match played.submit(evaluation, test) {
        Ok(case) => {
            let case = played.offered(case, test.now);
            played.perform(case, &test.deeds);
        }
        Err(why) => played.case = Err(why),
    }
    played
}

impl Played<'_> {
    fn submit(&mut self, evaluation: Evaluation, test: &Test) -> Result<CaseFacts, String> {
        let actor = match test.channel {
            Channel::Web => Actor::Resident,
            _ => actor::clerk(&self.setting.app.owner),
        };
        let actor = test.actor.clone().unwrap_or(actor);
        let overbook = test.overbook.clone();
        let by = Submitter { actor, channel: test.channel, lang: Lang::Ja, version: 1, overbook };
        let new = route(self.setting, evaluation, &by).map_err(|not| self.not_routed(not))?;
        if let Some(broken) = neighbour::broken(self.setting.app, &new.rules, &self.others) {
            self.refused = Some(neighbour::word(broken.code));
            return Err(self.rejected(Rejection::Fields(vec![broken])));
        }
        if let Err(full) = self.fits(&new.claims) {
            self.refused = Some("full");
            return Err(full);
        }
        self.mails.extend(new.mails.iter().map(|mail| mail.mail.clone()));
        self.happened(&new.steps);
        projection::created(new, 1, "TEST-0001".to_owned()).ok_or_else(String::new)
    }

    fn perform(&mut self, mut case: CaseFacts, deeds: &[Deed]) {
        let mut now = self.setting.now;
        for (number, deed) in (1..).zip(deeds) {
            now = deed.now.unwrap_or(now);
            if !deed.free.is_empty() {
                self.free(&deed.free);
                case = self.offered(case, now);
                continue;
            }
            match self.decide(&case, deed, now) {
                Ok(change) => {
                    if deed.refused {
                        self.surprises.push((number, None));
                    }
                    self.mails.extend(change.mails.iter().map(|mail| mail.mail.clone()));
                    self.happened(&change.steps);
                    self.issued.extend(change.issues.iter().map(|i| (i.document.clone(), i.body.clone())));
                    case = projection::changed(&case, change);
                }
                Err(_) if deed.refused => {}
                Err(why) => {
                    self.surprises.push((number, Some(why)));
                    break;
                }
            }
        }
        (self.case, self.now) = (Ok(case), now);
    }

    /// Others give units back.
    fn free(&mut self, free: &[Booked]) {
        for freed in free {
            let mut left = freed.amount;
            let is_same = |booked: &&mut Booked| {
                Booked { amount: 0, ..(**booked).clone() } == Booked { amount: 0, ..freed.clone() }
            };
            for booked in self.given.iter_mut().filter(is_same) {
                let amount = booked.amount.min(left);
                booked.amount -= amount;
                left -= amount;
            }
        }
    }

    /// The case after what is free for it has been offered.
    fn offered(&mut self, case: CaseFacts, now: Timestamp) -> CaseFacts {
        let setting = Setting { now, ..self.setting };
        let offers = case.waits.iter().filter_map(|wait| waiting::offer(setting, &case, wait, None));
        let Some(change) = offers.into_iter().find(|change| self.is_free(change)) else { return case };
        self.mails.extend(change.mails.iter().map(|mail| mail.mail.clone()));
        self.happened(&change.steps);
        projection::changed(&case, change)
    }

    /// What a draw brings: the offer when it fits beside what is given, else the loss.
    fn drawn(&self, case: &CaseFacts, setting: Setting<'_>) -> Result<Change, String> {
        let wait = case.waits.iter().find(|wait| wait.offer.is_none()).ok_or("抽選を待っていません。")?;
        let booking = setting.app.bookings.get(&wait.book).filter(|booking| booking.lottery.is_some());
        let today = calendar::today(setting.office, setting.now);
        if booking.is_none_or(|booking| phase(booking, today) != Phase::Booking) {
            return Err("まだ抽選の日ではありません。".to_owned());
        }
        let offer = waiting::offer(setting, case, wait, None).filter(|change| self.is_free(change));
        Ok(offer.unwrap_or_else(|| waiting::lose(setting, case, wait)))
    }

    /// Whether the units of an offer fit.
    fn is_free(&self, change: &Change) -> bool {
        match &change.waits {
            WaitChange::Offer(offered) => self.fits(std::slice::from_ref(&offered.claim)).is_ok(),
            _ => false,
        }
    }

    fn happened(&mut self, steps: &[Step]) {
        self.steps.extend(steps.iter().map(|step| (step.action.clone(), step.to.clone())));
    }

    /// The change of one deed, or why there is none.
    fn decide(&self, case: &CaseFacts, deed: &Deed, now: Timestamp) -> Result<Change, String> {
        let setting = Setting { now, ..self.setting };
        if let Some(on_route) = &deed.route {
            return on_route.decide(setting, case, &deed.actor, deed.note.clone()).map_err(|refused| match refused {
                Refused::Denied(why) => why,
                Refused::Rejected(rejection) => self.rejected(rejection),
            });
        }
        if let Some(answer) = Answer::of(&deed.action) {
            let change = waiting::answer(setting, case, &deed.actor, answer).map_err(|not| self.not_edited(not))?;
            return self.fits_again(&change).map(|()| change);
        }
        let change = match deed.action.as_str() {
            "expire" => workflow::expire(setting, case)
                .or_else(|| waiting::lapse(setting, case))
                .or_else(|| waiting::over(setting, case))
                .ok_or("まだ期限ではありません。")?,
            "draw" => self.drawn(case, setting)?,
            "change_slot" => {
                let held = |id: &str| {
                    let waited = case.waits.iter().map(|wait| &wait.question);
                    case.claims.iter().map(|claim| &claim.question).chain(waited).any(|question| question == id)
                };
                let slot = booking::slots(setting.app).find(|(id, _)| held(id)).ok_or("取っている枠がありません")?;
                let date = deed.date.ok_or("date がありません")?;
                workflow::may_move(setting, case, &deed.actor).map_err(|d| d.sentence(setting.office, Lang::Ja))?;
                workflow::move_slot(setting, case, &deed.actor, slot.0, date, deed.note.clone())
                    .map_err(|rejection| self.rejected(rejection))?
            }
            "escalate" => workflow::escalate(setting, case).ok_or("まだ知らせる時ではありません。")?,
            "remind" => match workflow::remind(setting, case) {
                Some(Remind::Order(change)) => *change,
                Some(Remind::Drop(_)) => return Err("この状態では送りません。".to_owned()),
                None => return Err("まだ送る時ではありません。".to_owned()),
            },
            "edit" => {
                let input = Input { note: deed.note.clone(), answers: deed.answers.clone(), photo: None };
                let sensitive = workflow::sees_sensitive(case, &deed.actor, &setting.app.access);
                let editor = Editor { actor: &deed.actor, sensitive };
                workflow::edit(setting, case, editor, &input).map_err(|not| self.not_edited(not))?
            }
            action => {
                let permit = workflow::permit(setting, case, &deed.actor, action)
                    .map_err(|denied| denied.sentence(setting.office, Lang::Ja))?;
                let photo = deed.photo.clone().map(|name| serde_json::json!({"id": name, "name": name}));
                let input = Input { note: deed.note.clone(), answers: deed.answers.clone(), photo };
                permit.transition(&input).map_err(|rejection| self.rejected(rejection))?
            }
        };
        if let Some(broken) = neighbour::broken(setting.app, &change.rules, &self.others) {
            return Err(self.rejected(Rejection::Fields(vec![broken])));
        }
        self.fits_again(&change).map(|()| change)
    }

    /// Whether what a change claims anew fits.
    fn fits_again(&self, change: &Change) -> Result<(), String> {
        if let SlotChange::Move(claims) = &change.slots { self.fits(claims) } else { Ok(()) }
    }

    /// Whether claims fit beside what is given; a case's own units are not among it.
    fn fits(&self, claims: &[Claim]) -> Result<(), String> {
        let full = claims.iter().filter(|claim| claim.overbook.is_none()).any(|claim| {
            claim.uses.iter().any(|(unit, amount)| {
                let spans = claim.periods().into_iter();
                let used = spans.map(|span| self.taken_in(&claim.book, Some(&claim.area), claim.date, span, unit));
                let taken = used.max().unwrap_or(0);
                claim.capacity.get(unit).is_none_or(|capacity| taken.saturating_add(*amount) > *capacity)
            })
        });
        if full { Err("この日は満杯です。".to_owned()) } else { Ok(()) }
    }

    /// What is given of one unit of a slot; of all areas when none is named.
    pub(super) fn taken(&self, book: &str, area: Option<&str>, date: Date, unit: &str) -> i64 {
        self.taken_in(book, area, date, (0, WHOLE_DAY), unit)
    }

    /// The same between two minutes of the day.
    fn taken_in(&self, book: &str, area: Option<&str>, date: Date, span: (u32, u32), unit: &str) -> i64 {
        let is_here = |booked: &&Booked| {
            booked.book == book
                && booked.date == date
                && booked.unit == unit
                && booked.minutes.0 < span.1
                && booked.minutes.1 > span.0
                && area.is_none_or(|area| booked.area.as_deref() == Some(area))
        };
        self.given.iter().filter(is_here).map(|booked| booked.amount).sum()
    }

    /// What is given of a booking in an area, as the store would tell it.
    pub(super) fn ledger(&self, book: &str, area: &str) -> Vec<Taken> {
        let here = self.given.iter().filter(|b| b.book == book && b.area.as_deref() == Some(area));
        here.map(|b| Taken { date: b.date, minutes: b.minutes, unit: b.unit.clone(), amount: b.amount }).collect()
    }

    fn not_routed(&self, not: NotRouted) -> String {
        match not {
            NotRouted::Fields(errors) => self.rejected(Rejection::Fields(errors)),
            NotRouted::Stopped(page, stop) => {
                let stop = self.setting.app.pages.get(page).and_then(|page| page.stop.get(stop));
                stop.map_or_else(String::new, |stop| stop.title.get(Lang::Ja).to_owned())
            }
            NotRouted::Slot { refusal, .. } => refusal.sentence(self.setting.office, Lang::Ja),
        }
    }

    fn not_edited(&self, not: NotEdited) -> String {
        match not {
            NotEdited::Denied(denied) => denied.sentence(self.setting.office, Lang::Ja),
            NotEdited::Rejected(rejection) => self.rejected(rejection),
        }
    }

    fn rejected(&self, rejection: Rejection) -> String {
        match rejection {
            Rejection::Fields(errors) => {
                let sentence =
                    |error: &crate::intake::FieldError| format!("{}: {}", error.question, error.sentence(Lang::Ja));
                errors.iter().map(sentence).collect::<Vec<_>>().join(" / ")
            }
            Rejection::Slot(refusal) => refusal.sentence(self.setting.office, Lang::Ja),
        }
    }
}

/// Whether a clerk enters it for somebody else: then what only clerks answer is asked too.
fn is_entered(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Counter)
}

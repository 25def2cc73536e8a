//! In which capacity someone may take a seat: one function, for buttons, acts and the list of what waits.

use super::{Capacity, Holder, Member, Person, Progress, Roster, SeatState};
use crate::{answer::Setting, records::Actor, workflow::Denied};
use madoguchi_schema::{office::Office, text::Lang};

/// A seat that someone may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taking {
    pub(super) capacity: Capacity,
    /// The post held, in words.
    pub(super) post: String,
    /// The absent decider, of a 代決.
    pub(super) absent: Option<Person>,
}

/// What is asked of a seat.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) roster: &'a Roster,
    pub(super) progress: &'a Progress,
    /// The starter may act too.
    pub(super) self_approval: bool,
}

impl Question<'_> {
    /// Who cannot act because he or she started it.
    fn excluded(&self) -> Option<i64> {
        self.progress.starter.id.filter(|_| !self.self_approval)
    }

    /// In which capacity the actor may take the seat: in the own right, for someone absent, for a vacant post, for a
    /// seat that nobody can take.
    pub(super) fn taking(&self, seat: &SeatState, actor: &Actor) -> Result<Taking, Denied> {
        let Actor::Staff { id, posts, .. } = actor else { return Err(Denied::NotYours) };
        let office = self.setting.office;
        let found = self.own(seat, &Person::of(actor), posts).or_else(|| self.deputy(seat, *id));
        let found = match found {
            Some(found) => Some(found),
            None => match self.roster.absent_for(seat, *id, self.excluded()) {
                Some(_) if seat.no_substitute => return Err(Denied::NoSubstitute),
                Some(absent) => {
                    Some(Taking { capacity: Capacity::Substitute, post: own_post(office, posts), absent: Some(absent) })
                }
                None => self.for_nobody(seat, posts),
            },
        };
        match found {
            None => Err(Denied::NotYours),
            Some(_) if self.excluded() == Some(*id) => Err(Denied::SelfApproval),
            Some(taking) => Ok(taking),
        }
    }

    fn own(&self, seat: &SeatState, who: &Person, posts: &[(String, Option<String>)]) -> Option<Taking> {
        let held = seat.holders.iter().find_map(|holder| holder.held(who, posts))?;
        let capacity = if seat.delegated { Capacity::Delegated } else { Capacity::Own };
        let post = held.map(|(unit, post)| title(self.setting.office, unit, post.as_deref())).unwrap_or_default();
        Some(Taking { capacity, post, absent: None })
    }

    fn deputy(&self, seat: &SeatState, id: i64) -> Option<Taking> {
        let of = self.roster.deputies(seat, self.excluded()).find(|deputy| deputy.staff == id)?;
        let post = title(self.setting.office, &of.unit, Some(&of.post));
        Some(Taking { capacity: Capacity::Deputy, post, absent: None })
    }

    /// The owning unit acts for a seat that nobody can take.
    fn for_nobody(&self, seat: &SeatState, posts: &[(String, Option<String>)]) -> Option<Taking> {
        let owner = &self.setting.app.owner;
        let here = posts.iter().find(|(unit, _)| unit == owner)?;
        self.is_vacant(seat).then(|| Taking {
            capacity: Capacity::Owner,
            post: title(self.setting.office, &here.0, here.1.as_deref()),
            absent: None,
        })
    }

    /// Whether nobody can take the seat: no holder but an excluded starter, or all of them away without a substitute
    /// who can act; and no 職務代理. A seat that allows no substitute waits for its holder to come back.
    pub(super) fn is_vacant(&self, seat: &SeatState) -> bool {
        let excluded = self.excluded();
        let acts = |member: &Member| match self.roster.absence(member) {
            Some(absence) if !seat.no_substitute => absence.substitute.is_some_and(|who| Some(who) != excluded),
            _ => true,
        };
        !seat.holders.contains(&Holder::Anyone)
            && !self.roster.holders(seat, excluded).any(acts)
            && self.roster.deputies(seat, excluded).all(|deputy| Some(deputy.staff) == excluded)
    }
}

/// Whether nobody can take a seat that waits, so that it lies in the queue of the owning unit.
pub fn is_vacant(setting: Setting<'_>, roster: &Roster, progress: &Progress, seat: &SeatState) -> bool {
    let route = setting.app.workflow.states.get(&progress.state).and_then(|state| state.route.as_ref());
    let self_approval = route.is_some_and(|route| route.self_approval);
    Question { setting, roster, progress, self_approval }.is_vacant(seat)
}

/// The unit and the post in words.
fn title(office: &Office, unit: &str, post: Option<&str>) -> String {
    let known = office.units.get(unit);
    let name = known.map_or(unit, |known| known.label.get(Lang::Ja));
    match post {
        Some(post) => {
            let post = known.and_then(|known| known.posts.get(post)).map_or(post, |label| label.get(Lang::Ja));
            format!("{name} {post}")
        }
        None => name.to_owned(),
    }
}

fn own_post(office: &Office, posts: &[(String, Option<String>)]) -> String {
    posts.first().map(|(unit, post)| title(office, unit, post.as_deref())).unwrap_or_default()
}

impl Holder {
    /// In words.
    pub fn words(&self, office: &Office) -> String {
        match self {
            Holder::Unit(unit) => title(office, unit, None),
            Holder::Post(unit, post) => title(office, unit, Some(post)),
            Holder::Staff(_) | Holder::Login(_) | Holder::Anyone => String::new(),
        }
    }
}

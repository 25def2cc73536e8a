//! Who holds which post now, who is absent, who acts for a vacant post: facts that the store reads.

use super::{Holder, Person, SeatState};
use jiff::civil::Date;

/// The staff that a route may ask, as of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// Accounts that can act; at least all holders of the seats that wait.
    pub members: Vec<Member>,
    /// Absences that include the day.
    pub absences: Vec<Absence>,
    /// 職務代理 that include the day.
    pub deputies: Vec<Deputy>,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// Units with posts.
    pub posts: Vec<(String, Option<String>)>,
}

/// 不在, recorded by the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Who is away.
    pub staff: i64,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Who acts instead (代決).
    pub substitute: Option<i64>,
}

/// 職務代理 of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deputy {
    /// The unit.
    pub unit: String,
    /// Its post.
    pub post: String,
    /// Who acts in its right.
    pub staff: i64,
}

impl Roster {
    /// Those who hold a seat, without one person.
    pub(super) fn holders<'r>(&'r self, seat: &'r SeatState, without: Option<i64>) -> impl Iterator<Item = &'r Member> {
        let holds = |member: &Member| seat.holders.iter().any(|h| h.held(&member.person, &member.posts).is_some());
        self.members.iter().filter(move |member| (without.is_none() || member.person.id != without) && holds(member))
    }

    pub(super) fn absence(&self, member: &Member) -> Option<&Absence> {
        self.absences.iter().find(|absence| member.person.id == Some(absence.staff))
    }

    /// The absent holder for whom someone may act: all who hold the seat, without one person, are away, and one named
    /// this person.
    pub(super) fn absent_for(&self, seat: &SeatState, substitute: i64, without: Option<i64>) -> Option<Person> {
        let all_away = self.holders(seat, without).all(|member| self.absence(member).is_some());
        let names = |member: &&Member| self.absence(member).is_some_and(|a| a.substitute == Some(substitute));
        let named = self.holders(seat, without).find(names).filter(|_| all_away)?;
        Some(named.person.clone())
    }

    /// Who acts in the right of a post of the seat while nobody holds it, without one person.
    pub(super) fn deputies<'r>(
        &'r self,
        seat: &'r SeatState,
        without: Option<i64>,
    ) -> impl Iterator<Item = &'r Deputy> {
        let vacant = self.holders(seat, without).next().is_none();
        let of_seat = move |deputy: &&Deputy| {
            vacant && seat.holders.contains(&Holder::Post(deputy.unit.clone(), deputy.post.clone()))
        };
        self.deputies.iter().filter(of_seat)
    }
}

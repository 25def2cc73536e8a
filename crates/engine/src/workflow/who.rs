//! Who is meant by `by`: for any case ([`is_among`], [`could_be`]), and for one case ([`is_named`]).

use crate::records::{Actor, CaseFacts};
use madoguchi_schema::app::{Access, By, UnitOf};
use serde_json::Value as Json;

/// Whether the actor is among those named, whatever the case.
pub fn is_among(actor: &Actor, by: &[By]) -> bool {
    by.iter().any(|who| always(actor, who))
}

/// Whether the actor is among those named in some case: what a list of possible work asks.
pub fn could_be(actor: &Actor, by: &[By]) -> bool {
    let by_case = |who: &By| match (who, actor) {
        (By::Starter | By::Field(_), Actor::Staff { .. }) => true,
        (By::PostOf { post, .. }, Actor::Staff { posts, .. }) => {
            posts.iter().any(|(_, seat)| seat.as_ref() == Some(post))
        }
        _ => false,
    };
    by.iter().any(|who| always(actor, who) || by_case(who))
}

/// Whether the actor is among those named in this case, as it is now.
pub fn is_named(case: &CaseFacts, actor: &Actor, by: &[By]) -> bool {
    by.iter().any(|who| always(actor, who) || in_case(case, actor, who))
}

/// Whether the actor has a part in this case by who they are: they started it, or an entry of some `by` names them
/// for this case. Such a person may read the case.
pub fn has_part<'a>(case: &CaseFacts, actor: &Actor, bys: impl IntoIterator<Item = &'a By>) -> bool {
    in_case(case, actor, &By::Starter) || bys.into_iter().any(|who| in_case(case, actor, who))
}

/// Whether the actor sees the sensitive answers of a case: who is named in `access.sensitive`, and who wrote them.
pub fn sees_sensitive(case: &CaseFacts, actor: &Actor, access: &Access) -> bool {
    in_case(case, actor, &By::Starter) || is_among(actor, &access.sensitive)
}

fn always(actor: &Actor, who: &By) -> bool {
    match (who, actor) {
        (By::Resident, Actor::Resident) | (By::Staff, Actor::Staff { .. }) => true,
        (By::Unit(unit), Actor::Staff { posts, .. }) => posts.iter().any(|(held, _)| held == unit),
        (By::Post(unit, post), Actor::Staff { posts, .. }) => holds(posts, unit, post),
        _ => false,
    }
}

fn in_case(case: &CaseFacts, actor: &Actor, who: &By) -> bool {
    let Actor::Staff { id, login, posts, .. } = actor else { return false };
    match who {
        By::Starter => case.starter() == Some(*id),
        By::Field(question) => case.answers.get(question).is_some_and(|answer| names(answer, login)),
        By::PostOf { post, of } => units(case, of).any(|unit| holds(posts, unit, post)),
        By::Unit(_) | By::Post(..) | By::Resident | By::Staff => false,
    }
}

/// The units that a case names.
fn units<'a>(case: &'a CaseFacts, of: &'a UnitOf) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    match of {
        UnitOf::Field(question) => Box::new(case.answers.get(question).and_then(Json::as_str).into_iter()),
        UnitOf::Starter => match case.act("submit").map(|act| &act.actor) {
            Some(Actor::Staff { posts, .. }) => Box::new(posts.iter().map(|(unit, _)| unit.as_str())),
            _ => Box::new(std::iter::empty()),
        },
    }
}

fn holds(posts: &[(String, Option<String>)], unit: &str, post: &str) -> bool {
    posts.iter().any(|(held, seat)| held == unit && seat.as_deref() == Some(post))
}

/// Whether an answer names the account: a login, or several.
fn names(answer: &Json, login: &str) -> bool {
    match answer {
        Json::String(named) => !login.is_empty() && named == login,
        Json::Array(several) => several.iter().any(|one| names(one, login)),
        Json::Object(parts) => parts.get("login").is_some_and(|one| names(one, login)),
        _ => false,
    }
}

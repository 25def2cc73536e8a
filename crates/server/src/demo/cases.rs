//! Two weeks of cases: who applied when, and what the clerks and the crew did since.

use super::{dice::Dice, people};
use crate::{catalog::Published, state::AppState};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use madoguchi_engine::{
    answer::{RawAnswers, evaluate},
    booking::{self, Ask},
    records::{Actor, Channel},
    routing::{Submitter, route},
    workflow::{self, Input},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::{StoreError, account, capacity, case, submission};
use serde_json::{Map, Value as Json, json};

/// Days of history.
const DAYS: i64 = 14;

/// Applications of one day, on average.
const PER_DAY: usize = 9;

/// Fills the apps that the demo knows.
pub async fn seed(state: &AppState) -> Result<(), StoreError> {
    let mut dice = Dice::new(0x6d61_646f);
    let zone = TimeZone::get(&state.catalog.office().zone).unwrap_or(TimeZone::UTC);
    let now = state.clock.now();
    let today = now.to_zoned(zone.clone()).date();
    let mut resident = 0;
    for back in (0..DAYS).rev() {
        let Ok(day) = today.checked_sub(jiff::Span::new().days(back)) else { continue };
        for _ in 0..PER_DAY - 3 + dice.roll(6) {
            resident += 1;
            let Some(at) = moment(day, &mut dice, &zone).filter(|at| *at < now) else { continue };
            if let Some(published) = state.catalog.current("bulky-waste") {
                collection(state, &published, resident, at, &mut dice).await?;
            }
            if let Some(published) = state.catalog.current("library-card").filter(|_| resident % 5 == 0) {
                card(state, &published, at, &mut dice).await?;
            }
        }
        work(state, day, &zone, &mut dice).await?;
    }
    Ok(())
}

/// A moment between 7:00 and 22:00 of a day.
fn moment(day: Date, dice: &mut Dice, zone: &TimeZone) -> Option<Timestamp> {
    let minutes = 7 * 60 + i64::try_from(dice.roll(15 * 60)).ok()?;
    let midnight = day.to_zoned(zone.clone()).ok()?.timestamp();
    midnight.checked_add(SignedDuration::from_mins(minutes)).ok()
}

/// One application for a collection.
async fn collection(
    state: &AppState,
    published: &Published,
    resident: usize,
    at: Timestamp,
    dice: &mut Dice,
) -> Result<(), StoreError> {
    let mut raw = RawAnswers(Map::from_iter([
        ("recycling_law".to_owned(), json!(false)),
        ("refused_goods".to_owned(), json!([])),
        ("goods".to_owned(), goods(published, dice)),
        ("applicant".to_owned(), people::name(dice)),
        ("phone".to_owned(), json!(people::phone(resident))),
        ("address".to_owned(), people::address(dice)),
    ]));
    let flat = raw.0["address"]["building"] != "";
    raw.0.insert("housing".to_owned(), json!(if flat { "flat" } else { "house" }));
    if flat {
        raw.0.insert("spot".to_owned(), json!("東側のごみステーション"));
    }
    if dice.chance(40) {
        raw.0.insert("mail".to_owned(), json!(format!("resident{resident}@example.jp")));
    }
    if let Some(date) = day_with_room(state, published, &raw, at, dice)? {
        raw.0.insert("visit".to_owned(), json!({"date": date}));
        let channel = if dice.chance(25) { Channel::Phone } else { Channel::Web };
        accept(state, published, &raw, channel, at).await?;
    }
    Ok(())
}

/// One application for a library card.
async fn card(state: &AppState, published: &Published, at: Timestamp, dice: &mut Dice) -> Result<(), StoreError> {
    let birth = format!("{}-{:02}-{:02}", 1940 + dice.roll(75), 1 + dice.roll(12), 1 + dice.roll(28));
    let raw = RawAnswers(Map::from_iter([
        ("applicant".to_owned(), people::name(dice)),
        ("birth".to_owned(), json!(birth)),
        ("address".to_owned(), people::address(dice)),
    ]));
    accept(state, published, &raw, Channel::Web, at).await
}

/// One to four things of the catalogue.
fn goods(published: &Published, dice: &mut Dice) -> Json {
    let rows = published.app.lists.get("items").map(|list| list.rows.values()).into_iter().flatten();
    let codes: Vec<&String> = rows.filter(|row| !row.retired).map(|row| &row.code).collect();
    let kinds = 1 + dice.roll(3);
    let rows = (0..kinds).filter(|_| !codes.is_empty()).map(|_| {
        let quantity = if dice.chance(75) { 1 } else { 2 };
        json!({"code": dice.pick(&codes), "qty": quantity})
    });
    rows.collect()
}

/// One of the first days that are offered and have room.
fn day_with_room(
    state: &AppState,
    published: &Published,
    raw: &RawAnswers,
    at: Timestamp,
    dice: &mut Dice,
) -> Result<Option<Date>, StoreError> {
    let setting = published.setting(at, false);
    let Some(booking) = published.app.bookings.values().next() else { return Ok(None) };
    let answers = evaluate(&setting, raw).answers;
    let ask = Ask { setting, booking, answers: &answers, present: None };
    let Some(area) = booking::area(&ask) else { return Ok(None) };
    let (app, days) = (&published.app.id, booking::window(&ask));
    let taken = capacity::taken(&state.store, app, &booking.id, &area, days, &capacity::Own::Nobody, at)?;
    let free: Vec<Date> = booking::days(&ask, &taken).into_iter().filter(|d| d.room).map(|d| d.date).take(3).collect();
    Ok((!free.is_empty()).then(|| *dice.pick(&free)))
}

async fn accept(
    state: &AppState,
    published: &Published,
    raw: &RawAnswers,
    channel: Channel,
    at: Timestamp,
) -> Result<(), StoreError> {
    let setting = published.setting(at, false);
    let by = Submitter { actor: Actor::Resident, channel, lang: Lang::Ja, version: published.version, overbook: None };
    let Ok(new) = route(setting, evaluate(&setting, raw), &by) else {
        tracing::warn!(app.id = %published.app.id, "a demo case does not fit this definition");
        return Ok(());
    };
    match submission::accept(&state.store, published.app.clone(), new, None, None).await {
        Err(submission::Refused::Store(error)) => Err(error),
        _ => Ok(()),
    }
}

/// What the office did on a day: clerks decide what arrived, the crew reports yesterday's and today's collections.
async fn work(state: &AppState, day: Date, zone: &TimeZone, dice: &mut Dice) -> Result<(), StoreError> {
    let Some(at) = moment_at(day, 15, zone).filter(|at| *at < state.clock.now()) else { return Ok(()) };
    let staff = account::list(&state.store)?;
    let actor = |login: &str| staff.iter().find(|s| s.login == login).map(account::Staff::actor);
    let (Some(clerk), Some(crew), Some(librarian)) = (actor("sato"), actor("takahashi"), actor("ito")) else {
        return Ok(());
    };
    for published in state.catalog.apps() {
        for row in open_cases(state, &published)? {
            let Some(facts) = case::by_receipt(&state.store, &row)? else { continue };
            let collected = facts.claims.first().is_some_and(|claim| claim.date <= day);
            let (who, action, note) = match facts.state.as_str() {
                "confirmed" if collected && dice.chance(95) => (&crew, "collect", None),
                "confirmed" if collected => (&crew, "miss", Some("指定の場所に出ていませんでした")),
                "confirmed" if dice.chance(1) => (&Actor::Resident, "withdraw", None),
                "received" if published.app.id == "library-card" && dice.chance(60) => (&librarian, "finish", None),
                "received" if dice.chance(12) => (&clerk, "ask_fix", Some("丁目と番地を確認してください")),
                "received" if dice.chance(70) => (&clerk, "confirm", None),
                _ => continue,
            };
            press(state, &published, &facts, who, action, note, at).await?;
        }
    }
    Ok(())
}

fn moment_at(day: Date, hour: i8, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.at(hour, 0, 0, 0).to_zoned(zone.clone()).ok()?.timestamp())
}

/// Receipts of cases that are not at an end.
fn open_cases(state: &AppState, published: &Published) -> Result<Vec<String>, StoreError> {
    let states = published.app.workflow.states.values().filter(|s| !s.end).map(|s| s.id.clone()).collect();
    let query = madoguchi_store::queue::Query { states, limit: 500, ..Default::default() };
    let today = state.clock.now().to_zoned(TimeZone::UTC).date();
    match madoguchi_store::queue::page(&state.store, &published.app, &query, today) {
        Ok(page) => Ok(page.rows.into_iter().map(|row| row.receipt).collect()),
        Err(madoguchi_store::queue::Unlisted::Store(error)) => Err(error),
        Err(madoguchi_store::queue::Unlisted::Unknown(_)) => Ok(Vec::new()),
    }
}

async fn press(
    state: &AppState,
    published: &Published,
    facts: &madoguchi_engine::records::CaseFacts,
    who: &Actor,
    action: &str,
    note: Option<&str>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let input = Input { note: note.map(str::to_owned), ..Input::default() };
    let Ok(permit) = workflow::permit(published.setting(at, false), facts, who, action) else { return Ok(()) };
    let Ok(change) = permit.transition(&input) else { return Ok(()) };
    match case::commit(&state.store, published.app.clone(), change).await {
        Err(case::NotChanged::Store(error)) => Err(error),
        _ => Ok(()),
    }
}

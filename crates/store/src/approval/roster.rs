//! Who can take the seats that wait, as facts for the decision.

use crate::{Store, StoreError, account, error::During};
use jiff::civil::Date;
use madoguchi_engine::approval::{Absence, Deputy, Holder, Member, Person, Progress, Roster};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// The holders of the seats that wait, with absences and 職務代理 of a day.
pub fn roster(store: &Store, progress: &Progress, today: Date) -> Result<Roster, StoreError> {
    store.read(|conn| {
        let mut found = BTreeMap::new();
        let mut roster = Roster::default();
        for holder in progress.waiting().flat_map(|seat| &seat.holders) {
            for id in ids(conn, holder)? {
                found.insert(id, ());
            }
            if let Holder::Post(unit, post) = holder {
                roster.deputies.extend(deputies(conn, unit, post, today)?);
            }
        }
        for id in found.into_keys() {
            let Some(staff) = account::find_active(conn, id)? else { continue };
            let person = Person { id: Some(id), login: staff.login, name: staff.name };
            roster.members.push(Member { person, posts: staff.posts });
            roster.absences.extend(absences(conn, id, today)?);
        }
        Ok(roster)
    })
}

/// Accounts that may sit in a seat.
fn ids(conn: &Connection, holder: &Holder) -> Result<Vec<i64>, StoreError> {
    let list = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        let mut find = conn.prepare_cached(sql).during("find holders")?;
        let rows = find.query_map(values, |r| r.get(0));
        rows.and_then(Iterator::collect::<Result<Vec<i64>, _>>).during("find holders")
    };
    match holder {
        Holder::Unit(unit) => list("SELECT DISTINCT staff_id FROM staff_post WHERE unit = ?1", &[unit]),
        Holder::Post(unit, post) => {
            list("SELECT DISTINCT staff_id FROM staff_post WHERE unit = ?1 AND post = ?2", &[unit, post])
        }
        Holder::Staff(id) => Ok(vec![*id]),
        Holder::Login(login) => list("SELECT id FROM staff WHERE login = ?1", &[login]),
        Holder::Anyone => Ok(Vec::new()),
    }
}

fn absences(conn: &Connection, staff: i64, today: Date) -> Result<Vec<Absence>, StoreError> {
    let sql = "SELECT from_day, until_day, substitute FROM absence
        WHERE staff_id = ?1 AND ended_at IS NULL AND from_day <= ?2 AND until_day >= ?2 ORDER BY id DESC";
    let mut find = conn.prepare_cached(sql).during("find absences")?;
    let rows = find.query_map(params![staff, today.to_string()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
    let rows: Vec<(String, String, Option<i64>)> = rows.and_then(Iterator::collect).during("find absences")?;
    let day = |text: &str| text.parse().map_err(|_| StoreError::Corrupt("an absence without days".into()));
    rows.into_iter()
        .map(|(from, until, substitute)| Ok(Absence { staff, from: day(&from)?, until: day(&until)?, substitute }))
        .collect()
}

fn deputies(conn: &Connection, unit: &str, post: &str, today: Date) -> Result<Vec<Deputy>, StoreError> {
    let sql = "SELECT d.staff_id FROM deputy d JOIN staff s ON s.id = d.staff_id AND NOT s.disabled
        WHERE d.unit = ?1 AND d.post = ?2 AND d.ended_at IS NULL AND d.from_day <= ?3 AND d.until_day >= ?3";
    let mut find = conn.prepare_cached(sql).during("find deputies")?;
    let rows = find.query_map(params![unit, post, today.to_string()], |r| {
        Ok(Deputy { unit: unit.to_owned(), post: post.to_owned(), staff: r.get(0)? })
    });
    rows.and_then(Iterator::collect).during("find deputies")
}

//! The ledger: no slot is booked beyond its capacity, except by staff who gave a reason.

use super::{Apps, Report};
use crate::{StoreError, error::During};
use rusqlite::Connection;

/// Sums at every moment at which something begins: nowhere is more taken.
const SLOTS: &str = "SELECT b.app, b.book, b.area, b.date, u.unit, sum(u.amount), max(o.overbook IS NOT NULL)
    FROM (SELECT DISTINCT app, book, area, date, begins FROM booking
        WHERE released_at IS NULL AND case_id IS NOT NULL) b
    JOIN booking o ON o.app = b.app AND o.book = b.book AND o.area = b.area AND o.date = b.date
        AND o.released_at IS NULL AND o.case_id IS NOT NULL AND o.begins <= b.begins AND o.ends > b.begins
    JOIN booking_unit u ON u.booking_id = o.id
    GROUP BY b.app, b.book, b.area, b.date, b.begins, u.unit";

pub(super) fn check(conn: &Connection, apps: &Apps, report: &mut Report) -> Result<(), StoreError> {
    let live = "SELECT count(*) FROM booking WHERE released_at IS NULL AND case_id IS NOT NULL";
    report.bookings = conn.query_row(live, [], |r| r.get::<_, u32>(0)).during("count bookings")?.into();
    let mut find = conn.prepare(SLOTS).during("sum slots")?;
    let mut rows = find.query([]).during("sum slots")?;
    while let Some(row) = rows.next().during("sum slots")? {
        let text = |i: usize| row.get::<_, String>(i).during("sum slots");
        let (app, book, area, date, unit) = (text(0)?, text(1)?, text(2)?, text(3)?, text(4)?);
        let (sum, overbooked): (i64, bool) = (row.get(5).during("sum slots")?, row.get(6).during("sum slots")?);
        // What was booked under an earlier version with more room stays booked.
        let versions = apps.iter().filter(|((id, _), _)| *id == app);
        let capacity = versions.filter_map(|(_, a)| a.bookings.get(&book)?.capacity.get(&unit)).max();
        if capacity.is_some_and(|capacity| sum > *capacity && !overbooked) {
            report.fault(format!("slot {app} {book} {area} {date}: {sum} {unit} are booked, more than it holds"));
        }
    }
    Ok(())
}

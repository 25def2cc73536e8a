//! The rules of a booking in words, for the start page: without a date yet.

use madoguchi_schema::app::{Booking, Called, Cutoff, DayUnit, Days};

/// One sentence per rule.
pub fn of_booking(booking: &Booking, word: Called) -> Vec<String> {
    let noun = word.noun();
    let mut lines =
        vec![format!("{}から{}までの日を選べます", ahead(booking.window.from), ahead(booking.window.until))];
    if let Some(rule) = &booking.cutoff {
        lines.push(format!("{noun}は、希望日の{}までです", moment(rule)));
    }
    if let Some(rule) = &booking.change_until {
        lines.push(format!("日にちの変更と取消しは、予約した日の{}までできます", moment(rule)));
    }
    if let Some(limit) = &booking.limit {
        lines.push(format!("受付中の{noun}は、おひとり{}件までです", limit.open));
    }
    lines
}

/// `2日前（休みの日は数えません）の16時`.
fn moment(rule: &Cutoff) -> String {
    let time = match rule.time.minute() {
        0 => format!("{}時", rule.time.hour()),
        minute => format!("{}時{minute}分", rule.time.hour()),
    };
    match (rule.before.count, rule.before.unit) {
        (0, _) => format!("当日の{time}"),
        (1, DayUnit::Calendar) => format!("前日の{time}"),
        (1, DayUnit::Business) => format!("前日（休みの日のときは、その前の日）の{time}"),
        (n, DayUnit::Calendar) => format!("{n}日前の{time}"),
        (n, DayUnit::Business) => format!("{n}日前（休みの日は数えません）の{time}"),
    }
}

fn ahead(days: Days) -> String {
    match (days.count, days.unit) {
        (0, _) => "今日".to_owned(),
        (n, DayUnit::Calendar) => format!("{n}日先"),
        (n, DayUnit::Business) => format!("{n}日先（休みの日は数えません）"),
    }
}

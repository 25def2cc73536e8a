//! Bookings as sentences.

use super::{Block, Section, Speech};
use crate::{
    app::{Booking, Cutoff, DayUnit, Days, Times},
    expr::Labels,
    office::weekday_code,
    text::Lang,
};
use jiff::civil;

impl Speech<'_> {
    pub(super) fn booking(&self, booking: &Booking) -> Section {
        let mut blocks = Vec::new();
        let capacity = booking.capacity.iter().map(|(unit, most)| match self.lang {
            Lang::En => format!("{most} {unit}"),
            _ => format!("{unit} は{most}まで"),
        });
        let capacity = self.listed(capacity);
        blocks.push(self.line("1日に入る量: {}", "Fits in a day: {}", &capacity));
        blocks.extend(booking.uses.iter().map(|(unit, expr)| {
            let uses = self.said(expr);
            Block::Line(match self.lang {
                Lang::En => format!("One application takes of {unit}: {uses}."),
                _ => format!("1件が {unit} から取る量は、{uses}です。"),
            })
        }));
        if let Some(area) = booking.area.as_ref().map(|area| self.said(area)) {
            blocks.push(self.line("枠は地区ごとに分かれます: {}", "Capacity is by area: {}", &area));
        }
        let calendar = self.office.calendars.get(&booking.calendar);
        let calendar = calendar.map_or(booking.calendar.as_str(), |calendar| calendar.label.get(self.lang));
        blocks.push(self.line("カレンダー: {}", "Calendar: {}", calendar));
        if let Some(open) = booking.open.as_ref().map(|open| self.said(open)) {
            blocks.push(self.line("受け付ける曜日: {}", "Served on: {}", &open));
        }
        let window = (self.days(booking.window.from), self.days(booking.window.until));
        blocks.push(Block::Line(match self.lang {
            Lang::En => format!("Days from {} to {} from today are offered.", window.0, window.1),
            _ => format!("申し込む日の{}後から{}後までの日を選べます。", window.0, window.1),
        }));
        blocks.extend(booking.cutoff.map(|rule| {
            self.line(
                "申込みの締切: {}（その時刻ちょうどまで）",
                "Last moment to book: {}, inclusive",
                &self.cutoff(rule),
            )
        }));
        blocks.extend(booking.change_until.map(|rule| {
            self.line("変更・取消しの締切: {}", "Last moment to change or withdraw: {}", &self.cutoff(rule))
        }));
        blocks.extend(booking.times.as_ref().map(|times| Block::Line(self.times(times))));
        if let Some(length) = booking.length.as_ref().map(|length| self.said(length)) {
            blocks.push(self.line("1件にかかる時間（分）: {}", "Minutes of one visit: {}", &length));
        }
        let reserved = self.listed(booking.reserved.iter().map(|(unit, count)| format!("{unit} {count}")));
        if !reserved.is_empty() {
            blocks.push(self.line("職員だけが使える分: {}", "Kept for staff: {}", &reserved));
        }
        let hold = booking.hold_minutes.to_string();
        blocks.push(self.line("選んだ枠は{}分間取り置きます。", "A chosen slot is kept for {} minutes.", &hold));
        blocks.extend(booking.limit.as_ref().map(|limit| {
            let name = self.quoted(self.app.question(&limit.per).map_or(&limit.per, |q| q.label.get(self.lang)));
            Block::Line(match self.lang {
                Lang::En => format!("At most {} open applications by the same {name}.", limit.open),
                _ => format!("同じ{name}で申し込めるのは、終わっていないもの{}件までです。", limit.open),
            })
        }));
        let released = self.listed(booking.release_when.iter().map(|state| self.state_label(state)));
        if !released.is_empty() {
            blocks.push(self.line(
                "枠が空くのは、状態が{}になったときです。",
                "Capacity is given back in: {}",
                &released,
            ));
        }
        Section { title: self.titled("予約", "Booking", &booking.id), blocks }
    }

    /// From when to when visits begin.
    fn times(&self, times: &Times) -> String {
        let span = |(from, until): &(civil::Time, civil::Time)| {
            format!("{}–{}", from.strftime("%-H:%M"), until.strftime("%-H:%M"))
        };
        let (day, every) = (span(&(times.from, times.until)), times.every);
        let mut said = match self.lang {
            Lang::En => format!("Visits begin every {every} minutes, {day}"),
            _ => format!("時間帯: {day}、{every}分ごと"),
        };
        let breaks = self.listed(times.breaks.iter().map(span));
        if !breaks.is_empty() {
            said += &self.of("（休み {}）", " (break {})").replacen("{}", &breaks, 1);
        }
        for (weekday, until) in &times.late {
            let day = self.names.code("weekdays", weekday_code(*weekday)).unwrap_or_default();
            let until = until.strftime("%-H:%M");
            said += &match self.lang {
                Lang::En => format!("; on {day} until {until}"),
                _ => format!("。{day}曜日は{until}まで"),
            };
        }
        said
    }

    /// `2 business days` in words.
    pub(super) fn days(&self, days: Days) -> String {
        let count = days.count;
        match (self.lang, days.unit) {
            (Lang::En, DayUnit::Business) => format!("{count} business days"),
            (Lang::En, DayUnit::Calendar) => format!("{count} days"),
            (_, DayUnit::Business) => format!("{count}営業日"),
            (_, DayUnit::Calendar) => format!("{count}日"),
        }
    }

    fn cutoff(&self, rule: Cutoff) -> String {
        let (days, time) = (self.days(rule.before), rule.time.strftime("%H:%M"));
        if self.lang == Lang::En { format!("{time}, {days} before") } else { format!("{days}前の{time}") }
    }
}

//! Bookings as sentences.

use super::{Block, Section, Speech};
use crate::{
    app::{Booking, Cutoff, DayUnit, Days, Lottery, Patience, Times, Waitlist},
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
        blocks.extend(booking.waitlist.as_ref().map(|waitlist| self.waitlist(waitlist)));
        blocks.extend(booking.lottery.as_ref().map(|lottery| self.lottery(lottery)));
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

    fn lottery(&self, lottery: &Lottery) -> Block {
        let (first, last) = (self.day(lottery.apply.0), self.day(lottery.apply.1));
        let (draw, kept) = (self.day(lottery.draw), self.patience(lottery.confirm));
        Block::Line(match self.lang {
            Lang::En => format!(
                "Applications for the draw are taken from {first} to {last}; it is drawn on {draw}. What is drawn is kept for \
                 {kept}, then goes to the next in the order of the draw. What is left is booked as usual from then on."
            ),
            _ => format!(
                "{first}から{last}まで抽選の申込みを受け、{draw}に抽選します。当選した枠は{kept}取り置き、返事がなければ\
                 抽選の順で次の人に回します。残った枠は、抽選のあと先着で受けます。"
            ),
        })
    }

    fn day(&self, date: civil::Date) -> String {
        match self.lang {
            Lang::En => date.strftime("%-d %B %Y").to_string(),
            _ => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        }
    }

    fn waitlist(&self, waitlist: &Waitlist) -> Block {
        let (most, kept) = (waitlist.most, self.patience(waitlist.answer));
        let mail = waitlist.send.as_ref().map(|mail| match self.lang {
            Lang::En => format!(" The mail \"{mail}\" tells it."),
            _ => format!("メール「{mail}」で知らせます。"),
        });
        let line = match self.lang {
            Lang::En => format!(
                "A full day can be waited for, by at most {most}. What becomes free is kept for the first in line whom it \
                 suffices, for {kept}; then for the next."
            ),
            _ => format!(
                "満杯の日は、{most}件までキャンセル待ちができます。空いた枠は、入りきる人のうち先に待っていた人に{kept}取り置き、\
                 返事がなければ次の人に回します。"
            ),
        };
        Block::Line(line + &mail.unwrap_or_default())
    }

    /// `24 hours` in words.
    fn patience(&self, patience: Patience) -> String {
        match patience {
            Patience::Days(days) => self.days(days),
            Patience::Minutes(minutes) if self.lang == Lang::En => format!("{} hours", minutes / 60),
            Patience::Minutes(minutes) => format!("{}時間", minutes / 60),
        }
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

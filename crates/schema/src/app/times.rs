//! Times of a day at which a visit can begin.

use jiff::civil::{Time, Weekday};

/// Minutes of a whole day.
pub const WHOLE_DAY: u32 = 24 * 60;

/// `times: {from: 9:00, until: 17:00, every: 30 minutes, break: 12:00..13:00, late: {thu: 19:00}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// The first begins.
    pub from: Time,
    /// The last ends.
    pub until: Time,
    /// Minutes of a period.
    pub every: u32,
    /// From and until when nothing begins or goes on.
    pub breaks: Vec<(Time, Time)>,
    /// Weekdays with another end.
    pub late: Vec<(Weekday, Time)>,
}

impl Times {
    /// When the periods of a weekday begin. After a break they begin at its end.
    pub fn periods(&self, day: Weekday) -> Vec<Time> {
        let until = self.late.iter().find(|(late, _)| *late == day).map_or(self.until, |(_, until)| *until);
        let (until, every) = (minute(until), self.every.max(1));
        let mut periods = Vec::new();
        let mut start = minute(self.from);
        while start + every <= until {
            let meets = |(from, to): &&(Time, Time)| start < minute(*to) && start + every > minute(*from);
            match self.breaks.iter().find(meets) {
                Some((_, end)) => start = minute(*end).max(start + 1),
                None => {
                    periods.extend(time(start));
                    start += every;
                }
            }
        }
        periods
    }

    /// Whether a visit of so many minutes can begin then: its periods follow each other without a break.
    pub fn fits(&self, day: Weekday, begins: Time, minutes: u32) -> bool {
        let periods = self.periods(day);
        let needed = usize::try_from(minutes.div_ceil(self.every.max(1)).max(1)).unwrap_or(usize::MAX);
        let Some(first) = periods.iter().position(|period| *period == begins) else { return false };
        let run = periods.iter().skip(first).zip(periods.iter().skip(first + 1));
        let together = run.take_while(|(one, next)| minute(**next) == minute(**one) + self.every).count();
        together + 1 >= needed
    }

    /// Most minutes of a visit on any weekday.
    pub fn longest(&self) -> u32 {
        let days = [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
        ];
        let lengths = (1..=WHOLE_DAY / self.every.max(1)).map(|count| count * self.every).rev();
        let can =
            |minutes: &u32| days.iter().any(|day| self.periods(*day).iter().any(|t| self.fits(*day, *t, *minutes)));
        lengths.into_iter().find(can).unwrap_or(0)
    }
}

/// Minutes since midnight.
pub fn minute(time: Time) -> u32 {
    let of = |part: i8| u32::try_from(part).unwrap_or(0);
    of(time.hour()) * 60 + of(time.minute())
}

/// The time so many minutes after midnight.
pub fn time(minute: u32) -> Option<Time> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> Times {
        let at = |hour, minute| Time::new(hour, minute, 0, 0).unwrap();
        Times {
            from: at(9, 0),
            until: at(15, 0),
            every: 60,
            breaks: vec![(at(12, 0), at(12, 30))],
            late: vec![(Weekday::Thursday, at(17, 0))],
        }
    }

    fn words(times: &[Time]) -> String {
        times.iter().map(|t| t.strftime("%-H:%M").to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn periods_leave_out_the_break_and_begin_again_at_its_end() {
        assert_eq!(words(&desk().periods(Weekday::Monday)), "9:00 10:00 11:00 12:30 13:30");
        assert_eq!(words(&desk().periods(Weekday::Thursday)), "9:00 10:00 11:00 12:30 13:30 14:30 15:30");
    }

    #[test]
    fn a_longer_visit_needs_periods_that_follow_each_other() {
        let at = |hour| Time::new(hour, 0, 0, 0).unwrap();
        for (hour, minutes, fits) in [(9, 60, true), (9, 180, true), (9, 181, false), (11, 61, false), (11, 60, true)] {
            assert_eq!(desk().fits(Weekday::Monday, at(hour), minutes), fits, "{hour} {minutes}");
        }
        assert!(!desk().fits(Weekday::Monday, Time::new(9, 30, 0, 0).unwrap(), 30), "9:30 is no beginning");
        assert_eq!(desk().longest(), 240);
    }
}

//! Mails: to whom, and when they go.

use super::{Section, Speech};
use crate::{
    app::{Mail, Schedule, Side},
    text::Lang,
};

impl Speech<'_> {
    /// The mails that go by themselves; those of actions and routes stand there.
    pub(super) fn mails(&self) -> Section {
        let head = [("メール", "Mail"), ("あて先", "To"), ("いつ", "When")];
        let row = |mail: &Mail| {
            let when = self.scheduled(mail.schedule.as_ref()?);
            let to = self.app.question(&mail.to).map_or(mail.to.as_str(), |q| q.label.get(self.lang));
            Some(vec![mail.id.clone(), to.to_owned(), when])
        };
        let rows = self.app.mail.values().filter_map(row).collect();
        let title = self.of("決めた時に送るメール", "Mails that go by themselves").to_owned();
        Section { title, blocks: self.table(&head, rows).into_iter().collect() }
    }

    fn scheduled(&self, schedule: &Schedule) -> String {
        let at = &schedule.at;
        let date = self.app.question(&at.question).map_or(at.question.as_str(), |q| q.label.get(self.lang));
        let (date, time) = (self.quoted(date), at.time.strftime("%-H:%M"));
        let states = self.listed(schedule.states.iter().map(|state| self.state_label(state)));
        let day = match (at.side, self.lang) {
            (Side::Before(days), Lang::En) => format!("{} before {date}", self.days(days)),
            (Side::Before(days), _) => format!("{date}の{}前", self.days(days)),
            (Side::On, Lang::En) => format!("on {date}"),
            (Side::On, _) => format!("{date}の日"),
            (Side::After(days), Lang::En) => format!("{} after {date}", self.days(days)),
            (Side::After(days), _) => format!("{date}の{}後", self.days(days)),
        };
        match self.lang {
            Lang::En => format!("{day} at {time}, while {states}"),
            _ => format!("{day}の{time}（{states}のあいだ）"),
        }
    }
}

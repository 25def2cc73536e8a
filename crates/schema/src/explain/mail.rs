//! Mails: to whom, and when they go.

use super::{Section, Speech};
use crate::{
    app::{Mail, Schedule, Side},
    text::Lang,
};

impl Speech<'_> {
    /// The mails.
    pub(super) fn mails(&self) -> Section {
        let head = [("メール", "Mail"), ("あて先", "To"), ("いつ", "When")];
        let to =
            |mail: &Mail| self.app.question(&mail.to).map_or(mail.to.as_str(), |q| q.label.get(self.lang)).to_owned();
        let rows = self.app.mail.values().map(|mail| vec![mail.id.clone(), to(mail), self.goes(mail)]).collect();
        Section {
            title: self.of("メール", "Mails").to_owned(), blocks: self.table(&head, rows).into_iter().collect()
        }
    }

    /// What orders a mail.
    fn goes(&self, mail: &Mail) -> String {
        let actions = self.app.workflow.actions.values().filter(|action| action.send.contains(&mail.id));
        let sends = self.listed(actions.map(|action| self.quoted(action.label.get(self.lang))));
        let by_action = (!sends.is_empty()).then(|| match self.lang {
            Lang::En => format!("at {sends}"),
            _ => format!("{sends}のとき"),
        });
        let by_time = mail.schedule.as_ref().map(|schedule| self.scheduled(schedule));
        self.listed(by_action.into_iter().chain(by_time))
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

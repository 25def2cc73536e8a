//! What a stored case means for the resident: booked days with their deadlines, and what happens next.

use super::{date, slot};
use crate::catalog::Published;
use jiff::Timestamp;
use madoguchi_engine::{booking::Ask, records::CaseFacts};
use madoguchi_schema::{
    app::{By, DayUnit, Term},
    text::Lang,
};
use serde::Serialize;

/// A booked day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appointment {
    /// The slot question's label.
    pub label: String,
    /// `2026年11月13日（金）`.
    pub date: String,
    /// The area's name; may be empty.
    pub area: String,
    /// Until when it may be changed, 「11月12日（木）16時まで」; `None` when that has passed or there is no such rule.
    pub until: Option<String>,
    /// The author's hint for the day, e.g. by when to put things out.
    pub hint: String,
}

/// The booked days of a case.
pub fn appointments(published: &Published, case: &CaseFacts, now: Timestamp) -> Vec<Appointment> {
    let app = &published.app;
    let appointment = |claim: &madoguchi_engine::records::Claim| {
        let question = app.question(&claim.question)?;
        let booking = app.bookings.get(&claim.book)?;
        let ask =
            Ask { setting: published.setting(now, false), booking, answers: &case.answers, present: Some(claim.at()) };
        let area = published.office.areas.get(&claim.area);
        Some(Appointment {
            label: question.label.get(Lang::Ja).to_owned(),
            date: date::long(claim.date),
            area: area.map_or("", |a| a.label.get(Lang::Ja)).to_owned(),
            until: slot::change_sentence(&ask, claim.date),
            hint: question.hint.get(Lang::Ja).to_owned(),
        })
    };
    case.claims.iter().filter_map(appointment).collect()
}

/// What the office does next, and what the resident should do: one sentence each.
pub fn next_steps(published: &Published, case: &CaseFacts) -> Vec<String> {
    let app = &*published.app;
    let Some(state) = app.workflow.states.get(&case.state) else { return Vec::new() };
    let from_here = app.workflow.actions.values().filter(|a| a.from.contains(&case.state) && !a.automatic);
    let office: Vec<_> = from_here.filter(|a| a.by != [By::Resident]).collect();
    let mut steps = Vec::new();
    if state.end {
        steps.push(format!("この{}の手続は終わりました。", app.word.noun()));
    } else if !case.asked.is_empty() {
        steps.push("内容の確認をお願いしています。下の「申込みの確認」から直して、出し直してください。".to_owned());
    } else if let Some(due) = state.due.filter(|_| !office.is_empty()) {
        steps.push(format!("担当の窓口が、{}に内容を確認します。", within(due)));
    } else if !office.is_empty() && case.claims.is_empty() {
        steps.push("担当の窓口が内容を確認します。".to_owned());
    }
    if let (Some(at), Some(expiry)) = (case.expires_at, &state.expires) {
        let then = app.workflow.states.get(&expiry.then).map_or("", |s| s.label.get(Lang::Ja));
        let at = date::moment(&published.office, at);
        steps.push(format!("{at}までに次の手続がないときは、自動で「{then}」になります。"));
    }
    let decided = state.route.iter().flat_map(|route| route.sends.all());
    let sends = office.iter().flat_map(|a| &a.send).chain(decided).filter_map(|id| app.mail.get(id));
    let mailed = sends.filter(|m| case.answers.get(&m.to).is_some_and(|a| a.is_string())).count() > 0;
    if mailed && !state.end {
        steps.push("結果はメールでもお知らせします。".to_owned());
    }
    steps
}

fn within(term: Term) -> String {
    let days = match term {
        Term::Days(days) => days,
        Term::Months(months) => return format!("{months}か月以内"),
    };
    match days.unit {
        DayUnit::Calendar => format!("{}日以内", days.count),
        DayUnit::Business => format!("{}日以内（休みの日は数えません）", days.count),
    }
}

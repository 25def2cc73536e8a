//! The history of a case in words: who did what, when, and what came of it.

use super::{
    approval,
    case::{FileView, file_view},
    cell, wait, when,
};
use jiff::Timestamp;
use madoguchi_engine::{approval::Act, records::Actor};
use madoguchi_schema::{app::App, office::Office, text::Lang};
use madoguchi_store::case::Event;
use serde::Serialize;

/// One entry of the history.
#[derive(Debug, Serialize)]
pub struct Entry {
    who: String,
    when: String,
    what: String,
    /// `仮受付 → 本受付`, when the state changed.
    moved: Option<String>,
    note: Option<String>,
    /// What a route recorded.
    lines: Vec<String>,
    files: Vec<FileView>,
}

/// An event as staff see it.
pub fn entry(app: &App, office: &Office, receipt: &str, event: &Event) -> Entry {
    let moved = event.from.as_ref().filter(|from| **from != event.to);
    Entry {
        who: who(&event.actor),
        when: when::moment(office, event.at),
        what: what(app, &event.action),
        moved: moved.map(|from| format!("{} → {}", cell::state(app, from), cell::state(app, &event.to))),
        note: event.note.clone().filter(|n| !n.is_empty()),
        lines: event.detail.as_ref().map(approval::lines).unwrap_or_default(),
        files: event.files.iter().filter_map(|file| file_view(receipt, file)).collect(),
    }
}

/// Who did it, as the history says.
pub fn who(actor: &Actor) -> String {
    match actor {
        Actor::Resident => "申込者".to_owned(),
        Actor::Staff { name, .. } => name.clone(),
        Actor::System => "自動".to_owned(),
    }
}

/// What was done: the label of the action, or the words of what the product itself does.
pub fn what(app: &App, action: &str) -> String {
    match action {
        "submit" => format!("{}を受け付け", app.word.noun()),
        "change_slot" => "日を変更".to_owned(),
        "edit" => "内容を修正".to_owned(),
        action if wait::what(action).is_some() => wait::what(action).unwrap_or_default().to_owned(),
        "expire" => "期限による自動の処理".to_owned(),
        "remind" => "お知らせのメールを用意".to_owned(),
        "escalate" => "期限を過ぎたことを知らせ".to_owned(),
        id if Act::from_event(id).is_some() => Act::from_event(id).map_or("", approval::what).to_owned(),
        id => app.workflow.actions.get(id).map_or(id, |a| a.label.get(Lang::Ja)).to_owned(),
    }
}

/// `佐藤さんが 14:03 に「本受付にする」を行いました。`
pub fn who_was_first(app: &App, office: &Office, event: &Event, now: Timestamp) -> String {
    let time = when::short_moment(office, event.at, now);
    let what = what(app, &event.action);
    match &event.actor {
        Actor::Staff { name, .. } => format!("{name}さんが {time} に「{what}」を行いました。"),
        Actor::Resident => format!("申込者が {time} に「{what}」を行いました。"),
        Actor::System => format!("{time} に自動で「{what}」になりました。"),
    }
}

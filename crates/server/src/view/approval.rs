//! A route → the sheet with its seals (押印欄), and what this person may do on it.

use super::when;
use crate::catalog::Published;
use jiff::Timestamp;
use madoguchi_engine::{
    approval::{self, Act, Capacity, Detail, Offer, Outcome, Progress, Roster, Seal, SeatState, Status, StepState},
    records::{Actor, CaseFacts},
};
use serde::Serialize;

/// The sheet of a case.
#[derive(Debug, Serialize)]
pub struct Sheet {
    starter: String,
    started: String,
    /// How it ended, or what it waits for.
    outcome: String,
    running: bool,
    steps: Vec<Step>,
    reviews: Vec<ReviewView>,
    buttons: Vec<ActButton>,
    /// Earlier steps that it can be returned to.
    back_to: Vec<Target>,
    note_required: bool,
    /// 代決: for whom this person would act.
    absent: Option<String>,
    /// Seats that nobody can take.
    vacant: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Step {
    label: String,
    /// `open`, `done`, `ahead`, `skipped`: looks; the words say the same.
    mark: &'static str,
    words: String,
    consent: bool,
    several: bool,
    seats: Vec<Seat>,
}

#[derive(Debug, Serialize)]
struct Seat {
    label: String,
    class: Option<String>,
    words: &'static str,
    seal: Option<SealView>,
}

#[derive(Debug, Serialize)]
struct SealView {
    name: String,
    post: String,
    when: String,
    /// 代, 専, 職務代理, 所管: printed on the seal.
    mark: Option<&'static str>,
    /// The same in a whole word.
    capacity: &'static str,
    absent: Option<String>,
    comment: Option<String>,
    opinion: bool,
    once: bool,
    /// The first letters of the hash of what was seen.
    seen: String,
}

#[derive(Debug, Serialize)]
struct ReviewView {
    words: String,
    done: bool,
}

#[derive(Debug, Serialize)]
struct ActButton {
    act: &'static str,
    label: &'static str,
    note_required: bool,
}

#[derive(Debug, Serialize)]
struct Target {
    place: usize,
    label: String,
}

/// The sheet, when the case is or was on a route.
pub fn sheet(published: &Published, case: &CaseFacts, roster: &Roster, actor: &Actor, now: Timestamp) -> Option<Sheet> {
    let progress = case.approval.as_ref()?;
    let office = &published.office;
    let setting = published.setting(now, true);
    let offers = approval::offers(setting, case, roster, actor);
    let vacant = progress.waiting().filter(|seat| approval::is_vacant(setting, roster, progress, seat));
    let moment = |at| when::moment(office, at);
    Some(Sheet {
        starter: progress.starter.name.clone(),
        started: moment(progress.started_at),
        outcome: outcome(progress),
        running: progress.is_running(),
        steps: progress.steps.iter().map(|step| step_view(step, progress, &moment)).collect(),
        reviews: reviews(progress, &moment),
        back_to: offers.iter().flat_map(|offer| &offer.back_to).map(target).collect(),
        note_required: offers.iter().any(|offer| offer.needs_note),
        absent: offers.iter().find_map(|offer| offer.absent.clone()),
        buttons: offers.iter().map(button).collect(),
        vacant: vacant.map(|seat| seat.label.clone()).collect(),
    })
}

fn target((place, label): &(usize, String)) -> Target {
    Target { place: *place, label: label.clone() }
}

fn outcome(progress: &Progress) -> String {
    match progress.outcome {
        None => format!("{}の決裁を待っています", progress.waits_for().join("、")),
        Some(Outcome::Approved) => "決裁されました".to_owned(),
        Some(Outcome::Denied) => "否認されました".to_owned(),
        Some(Outcome::Returned) => "差し戻されました".to_owned(),
        Some(Outcome::PulledBack) => "引き戻されました".to_owned(),
        Some(Outcome::Left) => "決裁の途中で終わりました".to_owned(),
    }
}

fn step_view(step: &StepState, progress: &Progress, moment: &impl Fn(Timestamp) -> String) -> Step {
    let (mark, words) = match step.status {
        Status::Open if !progress.is_running() => ("ahead", "回っていません".to_owned()),
        Status::Open if step.quorum < step.asked().count() => {
            ("open", format!("待っています（{}人中{}人の承認が必要）", step.asked().count(), step.quorum))
        }
        Status::Open => ("open", "待っています".to_owned()),
        Status::Done => ("done", "済み".to_owned()),
        Status::Skipped => ("skipped", "対象外".to_owned()),
        Status::Ahead => ("ahead", "まだ回っていません".to_owned()),
    };
    Step {
        label: step.label.clone(),
        mark,
        words,
        consent: step.consent,
        several: step.seats.len() > 1,
        seats: step.seats.iter().map(|seat| seat_view(seat, step.status, moment)).collect(),
    }
}

fn seat_view(seat: &SeatState, status: Status, moment: &impl Fn(Timestamp) -> String) -> Seat {
    let words = match status {
        Status::Open | Status::Done if seat.left_out => "対象外",
        Status::Skipped => "対象外",
        Status::Done => "承認不要",
        Status::Open => "未",
        Status::Ahead => "—",
    };
    Seat {
        label: seat.label.clone(),
        class: seat.class.clone(),
        words,
        seal: seat.seal.as_ref().map(|seal| seal_view(seal, moment)),
    }
}

fn seal_view(seal: &Seal, moment: &impl Fn(Timestamp) -> String) -> SealView {
    SealView {
        name: seal.by.name.clone(),
        post: seal.post.clone(),
        when: moment(seal.at),
        mark: mark(seal.capacity),
        capacity: capacity(seal.capacity),
        absent: seal.absent.as_ref().map(|person| person.name.clone()),
        comment: seal.comment.clone(),
        opinion: seal.opinion,
        once: seal.once,
        seen: seal.seen.chars().take(12).collect(),
    }
}

fn mark(capacity: Capacity) -> Option<&'static str> {
    match capacity {
        Capacity::Own => None,
        Capacity::Delegated => Some("専"),
        Capacity::Substitute => Some("代"),
        Capacity::Deputy => Some("職代"),
        Capacity::Owner => Some("所管"),
    }
}

/// In which capacity, in a word.
pub fn capacity(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Own => "本人",
        Capacity::Delegated => "専決",
        Capacity::Substitute => "代決",
        Capacity::Deputy => "職務代理",
        Capacity::Owner => "所管課",
    }
}

fn reviews(progress: &Progress, moment: &impl Fn(Timestamp) -> String) -> Vec<ReviewView> {
    let view = |review: &approval::Review| {
        let what = format!("{}：{}さんが代決（{}）", review.label, review.by.name, moment(review.at));
        let words = match review.done {
            Some(at) => format!("{what}。{}さんが後閲済み（{}）", review.decider.name, moment(at)),
            None => format!("{what}。{}さんの後閲を待っています", review.decider.name),
        };
        ReviewView { words, done: review.done.is_some() }
    };
    progress.reviews.iter().map(view).collect()
}

fn button(offer: &Offer) -> ActButton {
    let label = match offer.act {
        Act::Approve if offer.absent.is_some() => "代決する",
        Act::Approve => "承認する",
        Act::Opinion => "意見を付けて承認する",
        Act::Deny => "否認する",
        Act::Return => "差し戻す",
        Act::PullBack => "引き戻す",
        Act::Remark => "コメントだけ残す",
        Act::Review => "後閲した",
    };
    ActButton { act: offer.act.code(), label, note_required: offer.needs_note }
}

/// What was done on a route, as the history says.
pub fn what(act: Act) -> &'static str {
    match act {
        Act::Approve => "承認",
        Act::Opinion => "条件付きで承認",
        Act::Deny => "否認",
        Act::Return => "差戻し",
        Act::PullBack => "引戻し",
        Act::Remark => "コメント",
        Act::Review => "後閲",
    }
}

/// What an event of a route records beside who and when, a line each.
pub fn lines(detail: &Detail) -> Vec<String> {
    let stamp = |stamp: &approval::Stamp| {
        let seal = &stamp.seal;
        let seat =
            if stamp.seat == stamp.step { stamp.step.clone() } else { format!("{}（{}）", stamp.step, stamp.seat) };
        let mut line = format!("{seat}：{} {}（{}）", seal.post, seal.by.name, capacity(seal.capacity));
        if let Some(absent) = &seal.absent {
            line.push_str(&format!("、不在の{}さんに代わって", absent.name));
        }
        if seal.once {
            line.push_str("、同じ人なので一度の承認で済み");
        }
        line.push_str(&format!("、見た内容 {}", seal.seen.chars().take(12).collect::<String>()));
        line
    };
    let back = detail.back_to.iter().map(|step| format!("「{step}」に戻しました"));
    let again = detail.again.iter().map(|step| format!("内容が変わったので「{step}」にもう一度聞きます"));
    let issued = detail.documents.iter().map(|issued| {
        let hash: String = issued.hash.chars().take(12).collect();
        format!("書類「{}」を発行（照合番号 {hash}）", issued.label)
    });
    detail.stamps.iter().map(stamp).chain(back).chain(again).chain(issued).collect()
}

//! Whatever happens in whatever order, no slot is sold beyond its capacity and nothing is lost.

use super::*;
use crate::{
    case,
    connection::{Options, Synchronous},
    draft, submission,
    testing::{APP, answers, claim, compiled, new_case, now, step},
    verify::verify,
};
use jiff::SignedDuration;
use madoguchi_engine::records::{Change, NewCase, SlotChange, WaitChange};
use madoguchi_schema::app::App;
use proptest::prelude::*;
use std::sync::Arc;

const CAPACITY: i64 = 10;
const DATES: [&str; 3] = ["2026-11-13", "2026-11-20", "2026-11-27"];

#[derive(Debug, Clone)]
enum Op {
    Hold { draft: usize, date: usize, points: i64 },
    Release { draft: usize },
    Accept { draft: Option<usize>, date: usize, points: i64 },
    Move { case: usize, date: usize, points: i64 },
    Withdraw { case: usize },
    Wait { minutes: i64 },
    Sweep,
}

fn op() -> impl Strategy<Value = Op> {
    let (draft, date, points, case) = (0..4usize, 0..DATES.len(), 0..7i64, 0..8usize);
    prop_oneof![
        3 => (draft.clone(), date.clone(), points.clone()).prop_map(|(draft, date, points)| Op::Hold { draft, date, points }),
        1 => draft.clone().prop_map(|draft| Op::Release { draft }),
        4 => (prop::option::of(draft), date.clone(), points.clone())
            .prop_map(|(draft, date, points)| Op::Accept { draft, date, points }),
        3 => (case.clone(), date, points).prop_map(|(case, date, points)| Op::Move { case, date, points }),
        2 => case.prop_map(|case| Op::Withdraw { case }),
        1 => (1..20i64).prop_map(|minutes| Op::Wait { minutes }),
        1 => Just(Op::Sweep),
    ]
}

/// A case as the test knows it.
#[derive(Debug)]
struct Known {
    id: i64,
    revision: i64,
    live: Option<(usize, i64)>,
}

struct World {
    store: Store,
    app: Arc<App>,
    now: Timestamp,
    cases: Vec<Known>,
    drafts: [usize; 4],
}

impl World {
    fn claim(date: usize, points: i64) -> Claim {
        let mut claim = claim("a", DATES[date], points);
        claim.capacity.insert("points".into(), CAPACITY);
        claim
    }

    /// Each draft is submitted once; then its place is taken by another.
    fn draft(&self, place: usize) -> String {
        format!("{place}-{}", self.drafts[place])
    }

    async fn act(&mut self, op: Op) {
        match op {
            Op::Hold { draft, date, points } => {
                let until = self.now + SignedDuration::from_mins(15);
                let claim = World::claim(date, points);
                hold(&self.store, "bulky".into(), self.draft(draft), claim, until, self.now).await.unwrap();
            }
            Op::Release { draft } => release_draft(&self.store, self.draft(draft)).await.unwrap(),
            Op::Accept { draft, date, points } => self.accept(draft, date, points).await,
            Op::Move { case, date, points } => {
                let moved = SlotChange::Move(vec![World::claim(date, points)]);
                self.change(case, "received", moved, Some((date, points))).await;
            }
            Op::Withdraw { case } => self.change(case, "cancelled", SlotChange::Release, None).await,
            Op::Wait { minutes } => self.now += SignedDuration::from_mins(minutes),
            Op::Sweep => drop(sweep(&self.store, self.now).await.unwrap()),
        }
    }

    async fn accept(&mut self, draft: Option<usize>, date: usize, points: i64) {
        let id = draft.map(|place| self.draft(place));
        if let Some(id) = &id {
            // It may be there already.
            let _ = draft::start(&self.store, draft::tests::empty(id)).await;
        }
        let claims = vec![World::claim(date, points)];
        let new = NewCase { claims, now: self.now, ..new_case("01660000011", "a", DATES[date], points) };
        if let Ok(accepted) = submission::accept(&self.store, self.app.clone(), new, None, id).await {
            self.cases.push(Known { id: accepted.case, revision: 1, live: Some((date, points)) });
            draft.into_iter().for_each(|place| self.drafts[place] += 1);
        }
    }

    async fn change(&mut self, case: usize, to: &str, slots: SlotChange, then: Option<(usize, i64)>) {
        let count = self.cases.len().max(1);
        let Some(known) = self.cases.get_mut(case % count).filter(|k| k.live.is_some()) else { return };
        let change = Change {
            case: known.id,
            revision: known.revision,
            steps: vec![step("press", Some("received"), to)],
            answers: then.map(|(date, _)| answers("01660000011", "a", DATES[date])),
            slots,
            waits: WaitChange::Keep,
            rules: Vec::new(),
            mails: Vec::new(),
            issues: Vec::new(),
            reminders: None,
            due_at: None,
            expires_at: None,
            trail: Vec::new(),
            asked: Vec::new(),
            approval: None,
            now: self.now,
        };
        if let Ok(revision) = case::commit(&self.store, self.app.clone(), change).await {
            (known.revision, known.live) = (revision, then);
        }
    }

    fn taken(&self, date: &str, now: Timestamp) -> i64 {
        let days = (day(date).unwrap(), day(date).unwrap());
        let taken = taken(&self.store, "bulky", "pickup", "a", days, &Own::Nobody, now).unwrap();
        taken.iter().find(|t| t.unit == "points").map_or(0, |t| t.amount)
    }

    fn check(&self) {
        for (i, date) in DATES.iter().enumerate() {
            let held = self.taken(date, self.now);
            assert!(held <= CAPACITY, "{held} on {date}");
            let booked: i64 = self.cases.iter().filter_map(|k| k.live).filter(|(d, _)| *d == i).map(|(_, p)| p).sum();
            assert_eq!(self.taken(date, Timestamp::MAX), booked, "what is booked on {date}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_sells_more_than_there_is_or_loses_what_was_sold(ops in prop::collection::vec(op(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let dir = tempfile::tempdir().unwrap();
            let options = Options { synchronous: Synchronous::Normal, ..Options::default() };
            let store = Store::open_with(dir.path(), options).unwrap();
            let (app, sources) = compiled(APP);
            crate::definition::publish(&store, &app, &sources, now()).await.unwrap();
            let mut world = World { store, app, now: now(), cases: Vec::new(), drafts: [0; 4] };
            for op in ops {
                world.act(op).await;
                world.check();
            }
            let report = verify(&world.store).unwrap();
            assert_eq!(report.faults, Vec::<String>::new());
            assert_eq!(report.cases, world.cases.len() as u64);
        });
    }
}

//! Whatever happens in whatever order: what is free goes to the first in line whom it suffices, once, and no slot is
//! promised beyond its capacity. Compared step by step with a model of some lines.

use super::*;
use crate::{
    Known, case,
    connection::{Options, Synchronous},
    draft, submission,
    testing::{APP, answers, claim, compiled, new_case, now},
    verify::verify,
};
use jiff::SignedDuration;
use madoguchi_engine::{
    answer::Setting,
    records::{Actor, CaseFacts, Claim, NewCase},
    waiting::Answer,
    workflow::{self, Input},
};
use madoguchi_schema::{answers::Answers, app::App, office::Office};
use proptest::prelude::*;
use serde_json::json;
use std::sync::Arc;

const CAPACITY: i64 = 10;
const MOST: usize = 3;
const DATES: [&str; 2] = ["2026-11-13", "2026-11-20"];

#[derive(Debug, Clone)]
enum Op {
    Hold { draft: usize, date: usize, points: i64 },
    Accept { draft: Option<usize>, date: usize, points: i64 },
    Join { date: usize, points: i64 },
    Move { case: usize, date: usize },
    Withdraw { case: usize },
    Answer { case: usize, take: bool },
    Wait { minutes: i64 },
    Job,
}

fn op() -> impl Strategy<Value = Op> {
    let (draft, date, points, case) = (0..3usize, 0..DATES.len(), 1..7i64, 0..12usize);
    prop_oneof![
        2 => (draft.clone(), date.clone(), points.clone()).prop_map(|(draft, date, points)| Op::Hold { draft, date, points }),
        4 => (prop::option::of(draft), date.clone(), points.clone())
            .prop_map(|(draft, date, points)| Op::Accept { draft, date, points }),
        5 => (date.clone(), points).prop_map(|(date, points)| Op::Join { date, points }),
        2 => (case.clone(), date).prop_map(|(case, date)| Op::Move { case, date }),
        3 => case.clone().prop_map(|case| Op::Withdraw { case }),
        4 => (case, any::<bool>()).prop_map(|(case, take)| Op::Answer { case, take }),
        2 => (1..90i64).prop_map(|minutes| Op::Wait { minutes }),
        2 => Just(Op::Job),
    ]
}

/// Where a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Booked(usize),
    Line(usize),
    /// Kept until then; the number of the offer.
    Offered(usize, Timestamp, usize),
    Out,
}

/// A case of the model; the order of cases that wait is the order of their numbers, since each joins once.
#[derive(Debug)]
struct InLine {
    receipt: String,
    points: i64,
    place: Place,
}

/// What should be.
#[derive(Debug)]
struct Model {
    now: Timestamp,
    cases: Vec<InLine>,
    /// By draft: day, points, until when.
    holds: [Option<(usize, i64, Timestamp)>; 3],
    offers: usize,
}

impl Model {
    fn taken(&self, date: usize, without: Option<usize>) -> i64 {
        let cases = self.cases.iter().filter(|case| match case.place {
            Place::Booked(day) | Place::Offered(day, ..) => day == date,
            Place::Line(_) | Place::Out => false,
        });
        let holds = self.holds.iter().enumerate().filter(|(draft, _)| Some(*draft) != without);
        let holds = holds.filter_map(|(_, hold)| *hold).filter(|(day, _, until)| *day == date && *until > self.now);
        cases.map(|case| case.points).sum::<i64>() + holds.map(|(_, points, _)| points).sum::<i64>()
    }

    fn standing(&self, date: usize) -> usize {
        let waits = |case: &&InLine| matches!(case.place, Place::Line(day) | Place::Offered(day, ..) if day == date);
        self.cases.iter().filter(waits).count()
    }

    fn fill(&mut self, date: usize, except: Option<usize>) {
        for i in 0..self.cases.len() {
            let fits = self.taken(date, None) + self.cases[i].points <= CAPACITY;
            if self.cases[i].place == Place::Line(date) && fits && Some(i) != except {
                self.offers += 1;
                self.cases[i].place = Place::Offered(date, self.now + SignedDuration::from_hours(2), self.offers);
            }
        }
    }
}

struct World {
    store: Store,
    app: Arc<App>,
    office: Arc<Office>,
    drafts: [usize; 3],
    model: Model,
}

fn clerk() -> Actor {
    let posts = vec![("cleaning".to_owned(), None)];
    Actor::Staff { id: 1, login: "sato".into(), name: "佐藤".into(), posts, admin: false }
}

fn given(date: usize, points: i64, waits: bool) -> Answers {
    let mut answers = answers("01660000011", "a", DATES[date]);
    answers.0.insert("weight".into(), json!(points.to_string()));
    if waits {
        answers.0.insert("visit".into(), json!({"waiting": DATES[date], "area": "a"}));
    }
    answers
}

fn wish(date: usize, points: i64) -> Claim {
    let mut claim = claim("a", DATES[date], points);
    claim.capacity.insert("points".into(), CAPACITY);
    claim
}

impl World {
    fn setting(&self) -> Setting<'_> {
        Setting {
            app: &self.app,
            office: &self.office,
            now: self.model.now,
            clerk: false,
            received: None,
            links: Default::default(),
        }
    }

    fn facts(&self, case: usize) -> CaseFacts {
        case::by_receipt(&self.store, &self.model.cases[case].receipt).unwrap().unwrap()
    }

    fn draft(&self, place: usize) -> String {
        format!("{place}-{}", self.drafts[place])
    }

    async fn act(&mut self, op: Op) {
        let count = self.model.cases.len().max(1);
        match op {
            Op::Hold { draft, date, points } => self.hold(draft, date, points).await,
            Op::Accept { draft, date, points } => self.accept(draft, date, points).await,
            Op::Join { date, points } => self.join(date, points).await,
            Op::Wait { minutes } => self.model.now += SignedDuration::from_mins(minutes),
            Op::Job => self.job().await,
            _ if self.model.cases.is_empty() => {}
            Op::Move { case, date } => self.shift(case % count, date).await,
            Op::Withdraw { case } => self.withdraw(case % count).await,
            Op::Answer { case, take } => self.answer(case % count, take).await,
        }
    }

    async fn hold(&mut self, draft: usize, date: usize, points: i64) {
        let until = self.model.now + SignedDuration::from_mins(15);
        let (id, now) = (self.draft(draft), self.model.now);
        let held = capacity::hold(&self.store, "bulky".into(), id, wish(date, points), until, now).await.unwrap();
        self.model.fill(date, None);
        let fits = self.model.taken(date, Some(draft)) + points <= CAPACITY;
        assert_eq!(held, fits);
        if fits {
            self.model.holds[draft] = Some((date, points, until));
        }
    }

    async fn submit(&mut self, new: NewCase, draft: Option<usize>) -> Option<String> {
        let id = draft.map(|place| self.draft(place));
        if let Some(id) = &id {
            // It may be there already.
            let _ = draft::start(&self.store, draft::tests::empty(id)).await;
        }
        submission::accept(&self.store, self.app.clone(), new, None, id).await.ok().map(|accepted| accepted.receipt)
    }

    async fn accept(&mut self, draft: Option<usize>, date: usize, points: i64) {
        let claims = vec![wish(date, points)];
        let answers = given(date, points, false);
        let new = NewCase { claims, answers, now: self.model.now, ..new_case("01660000011", "a", DATES[date], points) };
        let receipt = self.submit(new, draft).await;
        // What a refused submission did is undone, offers too.
        let before: Vec<Place> = self.model.cases.iter().map(|case| case.place).collect();
        self.model.fill(date, None);
        let fits = self.model.taken(date, draft) + points <= CAPACITY;
        assert_eq!(receipt.is_some(), fits);
        match receipt {
            Some(receipt) => {
                self.model.cases.push(InLine { receipt, points, place: Place::Booked(date) });
                draft.into_iter().for_each(|place| {
                    self.model.holds[place] = None;
                    self.drafts[place] += 1;
                });
            }
            None => self.model.cases.iter_mut().zip(before).for_each(|(case, place)| case.place = place),
        }
    }

    async fn join(&mut self, date: usize, points: i64) {
        let wanted = vec![Wanted { claim: wish(date, points), most: MOST as u32, draws: false }];
        let (waits, answers) = (wanted, given(date, points, true));
        let new = NewCase {
            claims: Vec::new(),
            waits,
            answers,
            now: self.model.now,
            ..new_case("01660000011", "a", DATES[date], points)
        };
        let room = self.model.standing(date) < MOST;
        let receipt = self.submit(new, None).await;
        assert_eq!(receipt.is_some(), room);
        if let Some(receipt) = receipt {
            self.model.cases.push(InLine { receipt, points, place: Place::Line(date) });
            self.model.fill(date, None);
        }
    }

    async fn commit(&self, change: Change) -> bool {
        match case::commit(&self.store, self.app.clone(), change).await {
            Ok(_) => true,
            Err(NotChanged::SoldOut { .. }) => false,
            Err(other) => panic!("{other:?}"),
        }
    }

    async fn shift(&mut self, i: usize, date: usize) {
        let facts = self.facts(i);
        let Ok(change) =
            workflow::move_slot(self.setting(), &facts, &clerk(), "visit", day(DATES[date]).unwrap(), None)
        else {
            assert_eq!(self.model.cases[i].place, Place::Out);
            return;
        };
        let done = self.commit(change).await;
        let place = self.model.cases[i].place;
        if place == Place::Booked(date) {
            return;
        }
        let before: Vec<Place> = self.model.cases.iter().map(|case| case.place).collect();
        self.model.fill(date, Some(i));
        self.model.cases[i].place = Place::Out;
        let fits = self.model.taken(date, None) + self.model.cases[i].points <= CAPACITY;
        assert_eq!(done, fits);
        if fits {
            self.model.cases[i].place = Place::Booked(date);
            self.gave_back(place);
        } else {
            self.model.cases.iter_mut().zip(before).for_each(|(case, place)| case.place = place);
        }
    }

    /// What a case held is offered.
    fn gave_back(&mut self, place: Place) {
        if let Place::Booked(day) | Place::Offered(day, ..) = place {
            self.model.fill(day, None);
        }
    }

    async fn withdraw(&mut self, i: usize) {
        let facts = self.facts(i);
        let Ok(permit) = workflow::permit(self.setting(), &facts, &Actor::Resident, "withdraw") else { return };
        let change = permit.transition(&Input::default()).unwrap();
        assert!(self.commit(change).await);
        let place = std::mem::replace(&mut self.model.cases[i].place, Place::Out);
        self.gave_back(place);
    }

    async fn answer(&mut self, i: usize, take: bool) {
        let facts = self.facts(i);
        let answer = if take { Answer::Take } else { Answer::Decline };
        let decided = waiting::answer(self.setting(), &facts, &Actor::Resident, answer);
        let Place::Offered(day, until, _) = self.model.cases[i].place else {
            assert!(decided.is_err());
            return;
        };
        assert_eq!(decided.is_ok(), self.model.now <= until);
        let Ok(change) = decided else { return };
        assert!(self.commit(change).await);
        self.model.cases[i].place = if take { Place::Booked(day) } else { Place::Out };
        self.model.fill(day, None);
    }

    async fn job(&mut self) {
        let now = self.model.now;
        for receipt in unanswered(&self.store, now, 100).unwrap() {
            let facts = case::by_receipt(&self.store, &receipt).unwrap().unwrap();
            let change = waiting::lapse(self.setting(), &facts).unwrap();
            assert!(self.commit(change).await);
        }
        serve(&self.store, now).await.unwrap();
        let late = |case: &InLine| matches!(case.place, Place::Offered(_, until, _) if now > until);
        let mut lapsed: Vec<usize> = (0..self.model.cases.len()).filter(|i| late(&self.model.cases[*i])).collect();
        lapsed.sort_by_key(|i| match self.model.cases[*i].place {
            Place::Offered(_, until, number) => (until, number),
            _ => unreachable!(),
        });
        for i in lapsed {
            let place = std::mem::replace(&mut self.model.cases[i].place, Place::Out);
            self.gave_back(place);
        }
        for date in 0..DATES.len() {
            self.model.fill(date, None);
        }
        // The job has nothing left to do: run twice, it is as if it had run once.
        assert_eq!(serve(&self.store, now).await.unwrap(), 0);
        assert!(unanswered(&self.store, now, 100).unwrap().is_empty());
    }

    fn check(&self) {
        for (i, known) in self.model.cases.iter().enumerate() {
            let facts = self.facts(i);
            let booked = facts.claims.first().map(|claim| claim.date.to_string());
            let wait = facts.waits.first();
            let found = match (&booked, wait, wait.and_then(|wait| wait.offer.as_ref())) {
                (Some(date), None, _) => format!("booked {date}"),
                (None, Some(wait), None) => format!("line {}", wait.at),
                (None, Some(wait), Some(offered)) => format!("offered {} {}", wait.at, stamp(offered.until)),
                (None, None, _) => "out".to_owned(),
                other => panic!("{other:?}"),
            };
            let expected = match known.place {
                Place::Booked(date) => format!("booked {}", DATES[date]),
                Place::Line(date) => format!("line {}", DATES[date]),
                Place::Offered(date, until, _) => format!("offered {} {}", DATES[date], stamp(until)),
                Place::Out => "out".to_owned(),
            };
            assert_eq!(found, expected, "case {i}");
        }
        for (i, date) in DATES.iter().enumerate() {
            let days = (day(date).unwrap(), day(date).unwrap());
            let now = self.model.now;
            let taken = capacity::taken(&self.store, "bulky", "pickup", "a", days, &Own::Nobody, now).unwrap();
            let taken = taken.iter().find(|t| t.unit == "points").map_or(0, |t| t.amount);
            assert!(taken <= CAPACITY, "{taken} on {date}");
            assert_eq!(taken, self.model.taken(i, None), "on {date}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_free_goes_to_the_first_in_line_whom_it_suffices(ops in prop::collection::vec(op(), 1..70)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let dir = tempfile::tempdir().unwrap();
            let options = Options { synchronous: Synchronous::Normal, ..Options::default() };
            let store = Store::open_with(dir.path(), options).unwrap();
            let definition = APP
                .replace("{points: 50, visits: 100}", "{points: 10, visits: 100}")
                .replace("{points: count(goods)}", "{points: weight}\n    waitlist: {answer: 2 hours, most: 3}");
            let (app, sources) = compiled(&definition);
            let office = madoguchi_schema::compile::compile(&sources).office;
            crate::definition::publish(&store, &app, &sources, now()).await.unwrap();
            let mut known = Known::default();
            known.add_current(app.clone(), 1, office.clone());
            store.learn(known);
            let model = Model { now: now(), cases: Vec::new(), holds: [None; 3], offers: 0 };
            let mut world = World { store, app, office, drafts: [0; 3], model };
            for op in ops {
                world.act(op).await;
                world.check();
            }
            let report = verify(&world.store).unwrap();
            assert_eq!(report.faults, Vec::<String>::new());
        });
    }
}

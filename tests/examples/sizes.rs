//! How long large definitions take, and how that grows: `cargo run --release -p madoguchi-tests --example sizes`.
//!
//! Makes cities of 50 to 5,000 questions and prints a table: the check of the whole definition, one evaluation of all its
//! conditions, and one form page over HTTP. The row of 500 questions is the size that the language promises to carry.
#![expect(clippy::unwrap_used, reason = "a program that measures may panic")]

use madoguchi_engine::answer::{RawAnswers, Setting, evaluate};
use madoguchi_schema::{
    compile::{Compilation, compile},
    source::SourceSet,
};
use madoguchi_tests::TestApp;
use serde_json::{Map, Value as Json, json};
use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

const OFFICE: &str = "schema: 1\ncity: 旭野市\nunits:\n  cleaning: {label: クリーンセンター}\n";
/// Rows of the list that is written into the form, and of the one that is searched.
const INLINE: usize = 2_000;
const SEARCHED: usize = 200_000;
/// Rows and columns of the table within the form.
const ROWS: usize = 200;
const COLUMNS: usize = 20;
/// The questions that stand in the form itself, whose table has a column for each; the further ones stand in rows, a
/// hundred in each.
const FLAT: usize = 1_800;
const BLOCK: usize = 100;
/// Questions of one page.
const PAGE: usize = 10;

/// A label in six languages.
fn label(text: &str) -> String {
    format!("{{ja: {text}, ja-easy: {text}です, en: {text} en, zh: {text} zh, ko: {text} ko, vi: {text} vi}}")
}

/// `questions` questions with conditions on earlier ones, and states and actions in proportion.
fn app(questions: usize) -> String {
    let mut text = format!(
        "schema: 1\napp: large\ntitle: {}\nowner: cleaning\nlanguages: [ja, ja-easy, en, zh, ko, vi]\nlists:\n  \
         inline: {{file: lists/inline.csv, key: code}}\n  searched: {{file: lists/searched.csv, key: code}}\npages:\n",
        label("大きなアプリ")
    );
    let flat = questions.min(FLAT);
    for number in 0..flat {
        if number % PAGE == 0 {
            writeln!(text, "  - title: {}\n    questions:", label(&format!("ページ{}", number / PAGE + 1))).unwrap();
        }
        writeln!(text, "      - {}", question(number, 0, questions)).unwrap();
    }
    for block in (FLAT..questions).step_by(BLOCK) {
        let title = label(&format!("まとまり{}", block / BLOCK));
        writeln!(
            text,
            "  - title: {title}\n    questions:\n      - id: block{block}\n        type: repeat\n        label: {title}\n        \
             min: 1\n        max: 1\n        questions:"
        )
        .unwrap();
        for number in block..questions.min(block + BLOCK) {
            writeln!(text, "          - {}", question(number, block, questions)).unwrap();
        }
    }
    last_page(&mut text);
    workflow(&mut text, questions);
    text
}

/// A question, nine of ten with a condition on those before it from `first` on.
fn question(number: usize, first: usize, questions: usize) -> String {
    let condition = match number.checked_sub(7).filter(|before| *before > first && number * 10 >= questions) {
        Some(before) => format!(", show_if: q{before} >= 0 or (q{before} is empty and q{} < 3)", before - 1),
        None => String::new(),
    };
    format!("{{id: q{number}, type: integer, label: {}{condition}}}", label(&format!("数{number}")))
}

/// The long lists and the table.
fn last_page(text: &mut String) {
    writeln!(text, "  - title: {}\n    questions:", label("一覧")).unwrap();
    for list in ["inline", "searched"] {
        writeln!(
            text,
            "      - {{id: {list}_one, type: choice, from: {list}, label: {}, required: false}}",
            label(list)
        )
        .unwrap();
    }
    writeln!(
        text,
        "      - id: table\n        type: repeat\n        label: {}\n        max: {ROWS}\n        required: false\n        \
         questions:",
        label("表")
    )
    .unwrap();
    for column in 0..COLUMNS {
        let condition = if column > 0 { format!(", show_if: c{} >= 0", column - 1) } else { String::new() };
        writeln!(text, "          - {{id: c{column}, type: integer, label: {}{condition}}}", label("列")).unwrap();
    }
    writeln!(text, "      - {{id: total, type: calc, label: {}, value: sum(table.c0 * table.c1)}}", label("計"))
        .unwrap();
}

/// 20 states and 110 actions for 500 questions.
fn workflow(text: &mut String, questions: usize) {
    let states = (questions / 25).max(3);
    text.push_str("workflow:\n  states:\n");
    for state in 0..states {
        let end = if state == states - 1 { "yes" } else { "no" };
        writeln!(text, "    s{state}: {{label: {}, end: {end}}}", label(&format!("状態{state}"))).unwrap();
    }
    text.push_str("  actions:\n");
    for action in 0..states * 11 / 2 {
        let (from, to) = (action % (states - 1), (action % (states - 1) + 1 + action / states).min(states - 1));
        writeln!(
            text,
            "    - {{id: a{action}, label: 操作{action}, from: s{from}, to: s{to}, by: cleaning, if: q{} > 1}}",
            action % questions.min(FLAT)
        )
        .unwrap();
    }
}

fn list(rows: usize) -> String {
    let mut text = String::from("code,label,kana,fee:money\n");
    for row in 0..rows {
        writeln!(text, "c{row:06},品目{row},ヒンモク{row},{}", row % 5_000).unwrap();
    }
    text
}

/// All answers, so that every condition holds and every row is computed.
fn answers(questions: usize) -> RawAnswers {
    let numbers =
        |of: std::ops::Range<usize>| -> Map<String, Json> { of.map(|n| (format!("q{n}"), json!(n % 3))).collect() };
    let mut answers = numbers(0..questions.min(FLAT));
    for block in (FLAT..questions).step_by(BLOCK) {
        answers.insert(format!("block{block}"), json!([numbers(block..questions.min(block + BLOCK))]));
    }
    let row: Map<String, Json> = (0..COLUMNS).map(|c| (format!("c{c}"), json!(c))).collect();
    answers.insert("table".into(), Json::Array(vec![Json::Object(row); ROWS]));
    answers.insert("searched_one".into(), json!("c012345"));
    RawAnswers(answers)
}

/// The middle of several runs.
fn median(mut run: impl FnMut() -> Duration, times: usize) -> f64 {
    let mut taken: Vec<Duration> = (0..times).map(|_| run()).collect();
    taken.sort();
    taken[taken.len() / 2].as_secs_f64() * 1000.0
}

fn sources(questions: usize, lists: &[(&str, String)]) -> SourceSet {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("large/app.yaml", app(questions));
    for (name, text) in lists {
        sources.add(format!("large/lists/{name}.csv"), text.as_str());
    }
    sources
}

fn evaluation(compilation: &Compilation, questions: usize) -> f64 {
    let now = "2026-11-02T01:00:00Z".parse().unwrap();
    let setting = Setting {
        app: &compilation.apps[0],
        office: &compilation.office,
        now,
        received: None,
        clerk: false,
        links: Default::default(),
    };
    let raw = answers(questions);
    let run = || {
        let start = Instant::now();
        let evaluation = evaluate(&setting, &raw);
        let taken = start.elapsed();
        let blocks = questions.saturating_sub(FLAT).div_ceil(BLOCK);
        let asked = (evaluation.errors.len(), evaluation.shown.len());
        assert_eq!(asked, (0, questions.min(FLAT) + blocks + 4), "everything is asked");
        taken
    };
    median(run, 15)
}

/// One page in the middle of the form, with its draft read and all conditions before it evaluated.
async fn page(sources: &SourceSet) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    for (_, file) in sources.iter() {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
    let app = TestApp::with(folder.path()).await;
    let browser = app.browser();
    let start = browser.get("/apps/large").await;
    let first = browser.submit(&start, &start.form("/apps/large/drafts"), "").await;
    assert_eq!(first.status, 200, "{}", first.visible());
    let mut times = Vec::new();
    for _ in 0..41 {
        let begin = Instant::now();
        let body = browser.client().get(&first.url).send().await.unwrap().bytes().await.unwrap();
        times.push(begin.elapsed());
        assert!(body.len() > 1_000);
    }
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

#[tokio::main]
async fn main() {
    let lists = [("inline", list(INLINE)), ("searched", list(SEARCHED))];
    println!(
        "six languages, lists of {INLINE} and {SEARCHED} rows, a table of {ROWS} rows × {COLUMNS} columns; medians"
    );
    println!("| questions | conditions | states × actions | check, ms | evaluation, ms | form page, ms |");
    println!("|---|---|---|---|---|---|");
    for questions in [50, 100, 500, 1_000, 2_500, 5_000] {
        let sources = sources(questions, &lists);
        let mut compilation = None;
        let check = median(
            || {
                let start = Instant::now();
                let found = compile(&sources);
                let taken = start.elapsed();
                assert_eq!(found.diagnostics, [], "the definition is clean");
                compilation = Some(found);
                taken
            },
            5,
        );
        let compilation = compilation.unwrap();
        let evaluation = evaluation(&compilation, questions);
        let page = page(&sources).await;
        let (states, conditions) = ((questions / 25).max(3), questions * 9 / 10);
        println!(
            "| {questions} | {conditions} | {states} × {} | {check:.0} | {evaluation:.2} | {page:.2} |",
            states * 11 / 2
        );
    }
}

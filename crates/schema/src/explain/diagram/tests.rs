//! Pictures hold what they should, in words too, and nothing lies on anything.

use super::{Chart, charts, layout, mermaid, svg};
use crate::{compile::compile, source::SourceSet, text::Lang};
use std::fmt::Write as _;

const CITY: &str = "schema: 1\ncity: 旭野市\nunits:\n  desk: {label: 窓口課, posts: {chief: 係長}}\n";

fn of(app: &str) -> Vec<Chart> {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", CITY);
    sources.add("a.yaml", app);
    let compilation = compile(&sources);
    assert!(crate::diagnostic::is_clean(&compilation.diagnostics), "{:?}", compilation.diagnostics);
    charts(&compilation.apps[0], &compilation.office, Lang::Ja)
}

/// An app with many states, each with buttons to several others.
fn large(states: usize, buttons: usize) -> String {
    let mut app = "schema: 1\napp: a\ntitle: 大きな流れ\nowner: desk\nquestions: [{id: who, type: name}]\nworkflow:\n  start: s0\n  states:\n".to_owned();
    for state in 0..states - 1 {
        writeln!(app, "    s{state}: {{label: 状態{state}, due: 2 days}}").unwrap();
    }
    writeln!(app, "    s{}: {{label: 終わり, end: true}}\n  actions:", states - 1).unwrap();
    for button in 0..buttons {
        let from = button % (states - 1);
        let to = (from + 1 + (button / (states - 1)) * 3) % states;
        writeln!(app, "    - {{id: a{button}, label: ボタン{button}を押す, from: s{from}, to: s{to}, by: desk/chief}}")
            .unwrap();
    }
    app
}

const SMALL: &str = "schema: 1\napp: a\ntitle: 申請\nowner: desk\npages:\n  - title: はじめに\n    questions: [{id: age, type: integer, label: 年齢}]\n    stop: {if: age < 18, title: 申し込めません}\n  - {title: 詳しく, show_if: age > 60, questions: [{id: why, type: text, label: 理由}]}\n  - {title: 氏名, questions: [{id: who, type: name}]}\nworkflow:\n  start: received\n  states:\n    received: {label: 受付, due: 2 business days}\n    fixing: {label: 補正中, pause: true, expires: 7 days, then: done}\n    done: {label: 完了, end: true}\n  actions:\n    - {id: ask, label: 補正を求める, from: received, to: fixing, by: desk, note: required}\n    - {id: resume, label: 受付に戻す, from: fixing, to: received, by: desk/chief}\n    - {id: finish, label: 完了にする, from: received, to: done, by: desk/chief}\n";

#[test]
fn the_same_is_told_in_sentences() {
    let charts = of(SMALL);
    let told: Vec<String> =
        charts.iter().flat_map(Chart::sentences).flat_map(|(head, rows)| [vec![head], rows].concat()).collect();
    for sentence in [
        "受付（始め）",
        "期限 2営業日",
        "補正を求める（窓口課） → 補正中",
        "補正中（時計は止まる）",
        "自動: 7日たつと → 完了",
        "完了にする（窓口課の係長） → 完了",
        "完了（終わり）",
        "次へ → 詳しく",
        "次のページを出さないとき → 氏名",
    ] {
        assert!(told.iter().any(|line| line == sentence), "{sentence} is not in {told:#?}");
    }
    assert!(told.iter().any(|line| line.starts_with("進めない: ") && line.ends_with(" → 申し込めません")), "{told:#?}");
}

#[test]
fn boxes_and_texts_never_lie_on_each_other_in_a_workflow_of_20_states_and_110_buttons() {
    for chart in of(&large(20, 110)).iter().chain(&of(SMALL)) {
        let plan = layout::plan(chart);
        for (number, a) in plan.boxes.iter().enumerate() {
            assert!(a.x + a.width <= plan.width && a.y + a.height <= plan.height);
            for b in &plan.boxes[number + 1..] {
                let apart = a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y;
                assert!(apart, "{a:?} {b:?}");
            }
        }
        for (card, place) in chart.cards.iter().zip(&plan.boxes) {
            for row in &card.rows {
                let width = crate::text::columns(&layout::cut(&row.text)) * layout::LETTER;
                assert!(width + 2 * layout::INSET <= place.width, "{}", row.text);
            }
        }
    }
}

#[test]
fn a_picture_is_the_same_every_time_and_needs_nothing_from_outside() {
    let charts = of(SMALL);
    let picture = svg(&charts);
    assert_eq!(picture, svg(&of(SMALL)));
    assert!(picture.contains("role=\"img\"") && picture.contains("<title>") && picture.contains("<desc>"));
    let links = picture.replace("http://www.w3.org/2000/svg", "");
    assert!(!links.contains("http") && !links.contains("<script") && !links.contains("<style"));
    for sign in ["▶ 受付", "‖ 補正中", "■ 完了"] {
        assert!(picture.contains(sign), "{sign}");
    }
}

#[test]
fn mermaid_has_a_node_for_each_box_and_an_arrow_for_each_button() {
    let text = mermaid(&of(SMALL));
    assert!(text.starts_with("flowchart LR\n"));
    assert!(text.contains("c1n0([\"▶ 受付<br/>期限 2営業日\"])"), "{text}");
    assert!(text.contains("c1n0 -->|\"補正を求める（窓口課）\"| c1n1"), "{text}");
}

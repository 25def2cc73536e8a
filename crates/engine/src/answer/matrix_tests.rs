//! Every feature in the form, in rows, and in rows in rows: the same questions and answers come to the same.

use super::world::{World, answers, errors};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A feature: questions, a row that is well, a row to judge, its mistakes as `question part code`, its canonical answers.
struct Feature {
    name: &'static str,
    questions: &'static str,
    well: fn() -> Json,
    sent: fn() -> Json,
    errors: &'static [(&'static str, &'static str)],
    answers: fn() -> Json,
}

const FEATURES: &[Feature] = &[
    Feature {
        name: "a condition that does not hold",
        questions: "{id: x, type: integer, label: X}, {id: y, type: text, label: Y, show_if: x > 5}, {id: z, type: calc, label: Z, value: 'if(y is empty, 0, 1)'}",
        well: || json!({"x": 9, "y": "a"}),
        sent: || json!({"x": "3", "y": "typed before"}),
        errors: &[],
        answers: || json!({"x": 3, "z": 0}),
    },
    Feature {
        name: "an answer that is missing",
        questions: "{id: x, type: integer, label: X}, {id: y, type: text, label: Y}",
        well: || json!({"x": 9, "y": "a"}),
        sent: || json!({"x": 1, "y": " "}),
        errors: &[("y", "required")],
        answers: || json!({"x": 1, "y": null}),
    },
    Feature {
        name: "an answer that another makes required",
        questions: "{id: x, type: integer, label: X}, {id: y, type: choices, from: housing, label: Y, required_if: x > 5}",
        well: || json!({"x": 1}),
        sent: || json!({"x": 6}),
        errors: &[("y", "required")],
        answers: || json!({"x": 6, "y": null}),
    },
    Feature {
        name: "a check over another answer",
        questions: "{id: x, type: integer, label: X}, {id: y, type: integer, label: Y, check: {rule: y <= x, message: 多い}}",
        well: || json!({"x": 9, "y": 9}),
        sent: || json!({"x": 1, "y": 2}),
        errors: &[("y", "check")],
        answers: || json!({"x": 1, "y": 2}),
    },
    Feature {
        name: "a total over a catalogue",
        questions: "{id: g, type: items, from: items, label: G}, {id: fee, type: calc, label: F, value: sum(g.fee * g.qty)}",
        well: || json!({"g": [{"code": "bed", "qty": 9}]}),
        sent: || json!({"g": [{"code": "sofa2", "qty": "2"}, {"code": "bed", "qty": 1}], "fee": 7}),
        errors: &[],
        answers: || json!({"g": [{"code": "sofa2", "qty": 2}, {"code": "bed", "qty": 1}], "fee": 2800}),
    },
    Feature {
        name: "a mistake in a catalogue's row",
        questions: "{id: g, type: items, from: items, label: G}",
        well: || json!({"g": [{"code": "bed", "qty": 9}]}),
        sent: || json!({"g": [{"code": "sofa2", "qty": 1}, {"code": "bed", "qty": "x"}]}),
        errors: &[("g.1.qty", "items.qty")],
        answers: || json!({}),
    },
    Feature {
        name: "several choices",
        questions: "{id: c, type: choices, from: housing, label: C}, {id: n, type: calc, label: N, value: count(c)}",
        well: || json!({"c": "flat"}),
        sent: || json!({"c": ["house", "flat"]}),
        errors: &[],
        answers: || json!({"c": ["house", "flat"], "n": 2}),
    },
    Feature {
        name: "files",
        questions: "{id: p, type: photo, label: P}, {id: n, type: calc, label: N, value: count(p)}",
        well: || json!({"p": [{"id": "f0"}]}),
        sent: || json!({"p": [{"id": "f1", "name": "a.jpg"}]}),
        errors: &[],
        answers: || json!({"p": [{"id": "f1", "name": "a.jpg"}], "n": 1}),
    },
    Feature {
        name: "a part of an answer that is missing",
        questions: "{id: w, type: name, label: W}",
        well: || json!({"w": {"family": "山", "family_kana": "ヤ"}}),
        sent: || json!({"w": {"family": "川"}}),
        errors: &[("w.family_kana", "name.family-kana")],
        answers: || json!({"w": {"family": "川", "given": "", "family_kana": "", "given_kana": ""}}),
    },
];

/// The questions at a depth.
fn world(questions: &str, depth: usize) -> World {
    let rows = |id: &str, inner: &str| format!("{{id: {id}, type: repeat, label: {id}, questions: [{inner}]}}");
    let questions = match depth {
        0 => questions.to_owned(),
        1 => rows("outer", questions),
        _ => rows("outer", &rows("inner", questions)),
    };
    World::of(&format!("questions: [{questions}]"))
}

/// A row at a depth, each time behind one that is well.
fn sent(depth: usize, well: &Json, row: &Json) -> Json {
    match depth {
        0 => row.clone(),
        1 => json!({"outer": [well, row]}),
        _ => json!({"outer": [{"inner": [well]}, {"inner": [well, row]}]}),
    }
}

fn row_of(depth: usize, answers: &Json) -> Json {
    match depth {
        0 => answers.clone(),
        1 => answers["outer"][1].clone(),
        _ => answers["outer"][1]["inner"][1].clone(),
    }
}

/// `question part code` of a mistake at a depth.
fn at(depth: usize, place: &str, code: &str) -> String {
    let (question, part) = place.split_once('.').unwrap_or((place, ""));
    match depth {
        0 => format!("{question} {part} {code}"),
        1 => format!("outer 1.{place} {code}"),
        _ => format!("outer 1.inner.1.{place} {code}"),
    }
}

#[test]
fn every_feature_works_in_the_form_in_rows_and_in_rows_in_rows() {
    for feature in FEATURES {
        for depth in 0..3 {
            let name = format!("{} at depth {depth}", feature.name);
            let world = world(feature.questions, depth);
            let evaluation = world.evaluate(sent(depth, &(feature.well)(), &(feature.sent)()));
            let expected: Vec<String> = feature.errors.iter().map(|(place, code)| at(depth, place, code)).collect();
            assert_eq!(errors(&evaluation), expected, "{name}");
            let answers = answers(&evaluation);
            assert_eq!(row_of(depth, &answers), (feature.answers)(), "{name}");
            if expected.is_empty() {
                let again = world.evaluate(answers.clone());
                assert_eq!(super::world::answers(&again), answers, "{name}: what is stored can be sent again");
            }
        }
    }
}

/// A chain in every level: what one answer hides takes all behind it with it.
const CHAIN: &str = "{id: a, type: yes_no, label: A, required: false}, \
    {id: b, type: integer, label: B, required: false, show_if: a}, \
    {id: c, type: text, label: C, required: false, show_if: b > 1}, \
    {id: g, type: items, from: items, label: G, required: false, show_if: not (c is empty)}, \
    {id: n, type: calc, label: N, value: 'sum(g.qty) + or_else(b, 0)'}";

fn chain() -> impl Strategy<Value = Json> {
    let one = |values: Vec<Json>| prop::sample::select(values);
    let row = (
        one(vec![json!("yes"), json!("no"), json!("")]),
        one(vec![json!(1), json!("3"), json!("")]),
        one(vec![json!("c"), json!("")]),
        one(vec![json!([]), json!([{"code": "bed", "qty": 2}])]),
    );
    row.prop_map(|(a, b, c, g)| json!({"a": a, "b": b, "c": c, "g": g}))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn toggling_in_a_row_restores_it_and_leaves_nothing_behind(depth in 0_usize..3, row in chain(), other in chain()) {
        let world = world(CHAIN, depth);
        let well = json!({"a": "yes", "b": 1});
        let before = world.evaluate(sent(depth, &well, &row));
        let mut toggled = row.clone();
        toggled["a"] = json!("no");
        let hidden = answers(&world.evaluate(sent(depth, &well, &toggled)));
        if row_of(depth, &hidden).is_object() {
            prop_assert_eq!(row_of(depth, &hidden), json!({"a": false, "n": 0}));
        }
        world.evaluate(sent(depth, &well, &other));
        toggled["a"] = row["a"].clone();
        prop_assert_eq!(world.evaluate(sent(depth, &well, &toggled)), before);
    }
}

//! Random expressions that are mostly well typed, and random answers, in the world of the vectors.
//!
//! Shared by the comparisons of the evaluators: Rust with SQL, Rust with the browser.

use proptest::prelude::*;

/// A whole number, of what SQL can calculate too.
pub fn number() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("points".to_owned()),
        Just("count1".to_owned()),
        Just("fee".to_owned()),
        (-3..4i8).prop_map(|n| n.to_string())
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop_oneof!["\\+", "-", "\\*"], inner.clone())
                .prop_map(|(a, s, b)| format!("({a} {s} {b})")),
            inner.clone().prop_map(|a| format!("-({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("or_else({a}, {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("if(agree, {a}, {b})")),
            Just("days_between(from, until)".to_owned()),
            Just("age_on(from, until)".to_owned()),
            Just("fiscal_year(until)".to_owned()),
            rows_number(),
            decimal(),
        ]
    })
}

/// A number over rows.
pub fn rows_number() -> impl Strategy<Value = String> {
    let body = prop_oneof!["goods.qty", "goods.fee", "goods.fee \\* goods.qty", "goods.qty \\+ points", "line"];
    let filter = prop_oneof!["", " where qty > 1", " where code == \"bike\"", " where fee is empty", " where heavy"];
    prop_oneof![
        (prop_oneof!["sum", "min", "max", "count", "first", "last"], body, filter)
            .prop_map(|(how, body, filter)| format!("{how}({body}{filter})")),
        Just("count(goods)".to_owned()),
        Just("count(refused)".to_owned()),
        (
            prop_oneof!["sum", "min", "max"],
            prop_oneof!["points", "fee"],
            prop_oneof!["", " where fee > 400", " where code == \"bike\""]
        )
            .prop_map(|(how, column, filter)| format!("{how}(wanted.{column}{filter})")),
        Just("sum(tiers.rate)".to_owned()),
        Just("sum(children.weight)".to_owned()),
        Just("max(children.weight / 3)".to_owned()),
        Just("count(children where age_on(birth, today()) < 6)".to_owned()),
        Just("length(memo)".to_owned()),
    ]
}

/// A number with decimals.
pub fn decimal() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("weight".to_owned()),
        Just("height".to_owned()),
        Just("0.1".to_owned()),
        Just("points".to_owned())
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop_oneof!["\\+", "-", "\\*", "/"], inner.clone())
                .prop_map(|(a, s, b)| format!("({a} {s} {b})")),
            (prop_oneof!["round", "rounddown", "roundup"], inner.clone(), -1..4i8)
                .prop_map(|(f, a, n)| format!("{f}({a}, {n})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("if(agree, {a}, or_else({b}, 0))")),
        ]
    })
}

/// A date.
pub fn date() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("from".to_owned()),
        Just("until".to_owned()),
        Just("today()".to_owned()),
        Just("2028-02-29".to_owned())
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            (inner.clone(), -40..40i8).prop_map(|(d, n)| format!("days_after({d}, {n})")),
            (inner.clone(), -14..14i8).prop_map(|(d, n)| format!("months_after({d}, {n})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("or_else({a}, {b})")),
        ]
    })
}

/// A condition, of what SQL can say too.
pub fn condition() -> impl Strategy<Value = String> {
    let sign = || prop_oneof!["==", "!=", "<", "<=", ">", ">="];
    let leaf = prop_oneof![
        Just("agree".to_owned()),
        (number(), sign(), number()).prop_map(|(a, s, b)| format!("{a} {s} {b}")),
        (date(), sign(), date()).prop_map(|(a, s, b)| format!("{a} {s} {b}")),
        (sign(), -1..3i8).prop_map(|(s, n)| format!("weight {s} {n}.5")),
        sign().prop_map(|s| format!("weight {s} height")),
        prop_oneof!["==", "!="].prop_map(|s| format!("housing {s} former")),
        Just("housing in [\"flat\", \"house\"]".to_owned()),
        (number(), number()).prop_map(|(a, b)| format!("points in [{a}, {b}]")),
        number().prop_map(|a| format!("{a} is empty")),
        date().prop_map(|a| format!("{a} is not empty")),
        Just("visit is empty".to_owned()),
        Just("photo is not empty".to_owned()),
        Just("memo + points == \"x1\"".to_owned()),
        Just("any(goods.qty > 1)".to_owned()),
        Just("all(goods.qty > 1 where fee > 0)".to_owned()),
        Just("all(children.care)".to_owned()),
        Just("any(children where small)".to_owned()),
        Just("\"tire\" in refused".to_owned()),
        Just("goods is empty".to_owned()),
        Just("refused is not empty".to_owned()),
        Just("join(goods.code) == \"bike、sofa1\"".to_owned()),
        Just("min(children.birth) < from".to_owned()),
        Just("needs_help".to_owned()),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(c, a, b)| format!("if({c}, {a}, {b}) == yes")),
        ]
    })
}

/// Random answers: each name blank one time in three.
pub fn row() -> impl Strategy<Value = String> {
    let maybe = |name: &'static str, values: &'static [&'static str]| {
        let value = proptest::sample::select(values);
        proptest::option::weighted(0.66, value).prop_map(move |v| v.map(|v| format!("{name}: {v}")))
    };
    (
        (maybe("points", &["0", "1", "2", "-3"]), maybe("count1", &["0", "1", "5"]), maybe("fee", &["0", "300", "1"])),
        (maybe("weight", &["0.5", "2", "1.50", "-0.5"]), maybe("height", &["0.5", "10", "2.0"])),
        (maybe("agree", &["yes", "no"]), maybe("memo", &["x", "y"]), maybe("photo", &["[]", "[one]"])),
        (maybe("housing", &["flat", "house"]), maybe("former", &["flat", "other"])),
        (maybe("from", &["2026-01-31", "2028-02-29"]), maybe("until", &["2026-03-31", "2026-11-02", "2027-04-01"])),
    )
        .prop_map(|((a, b, c), (d, e), (f, g, h), (i, j), (k, l))| {
            let values: Vec<String> = [a, b, c, d, e, f, g, h, i, j, k, l].into_iter().flatten().collect();
            format!("given: {{{}}}\n", values.join(", "))
        })
}

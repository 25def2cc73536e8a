//! Random expressions of all that the browser evaluates, and random answers with rows.

use crate::random::{condition, date, number, row};
use proptest::{prelude::*, sample::select};

fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("memo".to_owned()),
        Just("phone".to_owned()),
        Just("applicant.family".to_owned()),
        Just("address.town".to_owned()),
        Just("label(housing)".to_owned()),
        Just("label(refused)".to_owned()),
        Just("label(weekday(from))".to_owned()),
        Just("join(label(goods.code), \"/\")".to_owned()),
        Just("first(goods.label where qty > 1)".to_owned()),
        Just("last(children.name)".to_owned()),
        select(&["\"\"", "\"x\"", "\"葛󠄀\"", "\"𠮷\"", "\"￥\""][..]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} + {b}")),
            (inner.clone(), exact()).prop_map(|(a, b)| format!("{a} + ({b})")),
            inner.clone().prop_map(|a| format!("{a} + applicant + address + from")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("or_else({a}, {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("if(member, {a}, {b})")),
        ]
    })
}

/// A number with all that decimals can do: division, rounding, as many digits as there are.
fn exact() -> BoxedStrategy<String> {
    const NAMED: [&str; 6] =
        ["weight", "height", "points", "fee", "sum(goods.fee * goods.qty)", "max(children.weight)"];
    const OTHERS: [&str; 11] = [
        "sum(children.weight where care)",
        "min(goods.qty)",
        "count(children where age_on(birth, today()) < 6)",
        "count(goods.fee)",
        "sum(lookup(items, goods.code).fee * goods.qty)",
        "count(goods where qty == max(goods.qty))",
        "lookup(bands, points).rate",
        "length(memo + phone)",
        "count(refused)",
        "count(photo)",
        "sum(goods.points) / count(goods)",
    ];
    let leaf = prop_oneof![
        select(&NAMED[..]).prop_map(str::to_owned),
        select(&OTHERS[..]).prop_map(str::to_owned),
        literal().prop_map(|n| format!("({n})")),
        number(),
    ];
    leaf.prop_recursive(4, 10, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop_oneof!["\\+", "-", "\\*", "/", "/"], inner.clone())
                .prop_map(|(a, s, b)| format!("({a} {s} {b})")),
            (prop_oneof!["round", "rounddown", "roundup"], inner.clone(), -4..14i8)
                .prop_map(|(how, a, digits)| format!("{how}({a}, {digits})")),
            inner.clone().prop_map(|a| format!("-{a}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("or_else({a}, {b})")),
        ]
    })
    .boxed()
}

/// Numbers of few and of many digits, up to the 16 characters that a literal may have.
fn literal() -> impl Strategy<Value = String> {
    prop_oneof![
        (-999_999_999_999_999..=999_999_999_999_999i64, 0..15u32).prop_map(|(n, places)| decimal(n, places)),
        (-9_999..=9_999i64, 0..15u32).prop_map(|(n, places)| decimal(n, places)),
        (-9..99i64).prop_map(|n| n.to_string()),
    ]
}

/// Calculations at the end of what decimals can hold: results that are rounded to even, or do not fit.
fn calculation() -> impl Strategy<Value = String> {
    let sign = || prop_oneof!["\\+", "-", "\\*", "\\*", "/", "/"];
    let fine = || (0..999_999_999i64).prop_map(|n| decimal(n, 14));
    let tie = (fine(), fine(), select(&["0.5", "1.5", "2.5", "0.25"][..]));
    prop_oneof![
        tie.prop_map(|(a, b, half)| format!("{a} * {b} * {half}")),
        (literal(), sign(), literal()).prop_map(|(a, s, b)| format!("({a}) {s} ({b})")),
        (literal(), sign(), literal(), sign(), literal())
            .prop_map(|(a, s, b, t, c)| format!("(({a}) {s} ({b})) {t} ({c})")),
        (literal(), sign(), literal(), sign(), literal(), sign(), literal())
            .prop_map(|(a, s, b, t, c, u, d)| format!("(({a}) {s} ({b})) {t} (({c}) {u} ({d}))")),
    ]
}

fn decimal(digits: i64, places: u32) -> String {
    let text = format!("{:0>width$}", digits.unsigned_abs(), width = places as usize + 1);
    let (whole, fraction) = text.split_at(text.len() - places as usize);
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{whole}{point}{fraction}", if digits < 0 { "-" } else { "" })
}

/// Any expression of what the browser evaluates.
pub fn expression() -> impl Strategy<Value = String> {
    let sign = || prop_oneof!["==", "!=", "<", "<=", ">", ">="];
    let test = prop_oneof![
        condition(),
        (exact(), sign(), exact()).prop_map(|(a, s, b)| format!("{a} {s} {b}")),
        (text(), prop_oneof!["==", "!="], text()).prop_map(|(a, s, b)| format!("{a} {s} {b}")),
        (exact(), exact()).prop_map(|(a, b)| format!("all(goods.qty * ({a}) < {b})")),
        exact().prop_map(|a| format!("any(children.weight > {a} where care or birth is empty)")),
        Just("\"tire\" in refused".to_owned()),
        Just("weekday(until) in [\"sat\", \"sun\"]".to_owned()),
        Just("any(children.birth <= from)".to_owned()),
        Just("all(children.care)".to_owned()),
        Just("applicant is empty or goods is not empty".to_owned()),
    ];
    let test = test.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), prop_oneof!["and", "or"], inner).prop_map(|(a, s, b)| format!("({a}) {s} ({b})")),
        ]
    });
    let date = prop_oneof![date(), Just("min(children.birth)".to_owned()), Just("max(children.birth)".to_owned())];
    let far = (date, any::<i32>()).prop_map(|(d, n)| format!("days_after(months_after({d}, {}), {})", n % 999, n / 99));
    prop_oneof![test, exact(), calculation(), text(), far]
}

/// Random answers with rows, texts and numbers of many digits.
pub fn answers() -> impl Strategy<Value = String> {
    let cell = |name: &'static str, values: &'static [&'static str]| {
        select(values).prop_map(move |value| format!("{name}: {value}"))
    };
    let goods = (
        cell("code", &["sofa1", "sofa2", "bike", "gone", ""]),
        cell("label", &["ソファ", "\"\"", ""]),
        cell("qty", &["1", "2", "5", ""]),
        cell("fee", &["0", "300", "1000", ""]),
        cell("points", &["1", "4", ""]),
    );
    let goods = goods.prop_map(|(a, b, c, d, e)| format!("{{{a}, {b}, {c}, {d}, {e}}}"));
    let children = (
        cell("name", &["花", "𠮷", ""]),
        cell("birth", &["2020-02-29", "2026-11-02", "1999-12-31", ""]),
        cell("care", &["yes", "no", ""]),
        cell("weight", &["3.25", "0.1", "2", ""]),
    );
    let children = children.prop_map(|(a, b, c, d)| format!("{{{a}, {b}, {c}, {d}}}"));
    let rows = |name: &'static str, row: BoxedStrategy<String>| {
        proptest::option::weighted(0.8, proptest::collection::vec(row, 0..4))
            .prop_map(move |rows| rows.map(|rows| format!("{name}: [{}]", rows.join(", "))))
    };
    let wide = (
        (rows("goods", goods.boxed()), rows("children", children.boxed())),
        proptest::option::of(cell("refused", &["[]", "[tire]", "[paint, tire]"])),
        proptest::option::of(cell("applicant", &["{family: 山田, given: 花}", "{family: , given: }", ""])),
        proptest::option::of(cell("address", &["{prefecture: 北海道, town: 1条通}", ""])),
        proptest::option::of(cell("phone", &["葛󠄀", "が", "👨‍👩‍👧", "ｱ𠮷"])),
        proptest::option::of(cell("member", &["yes", "no"])),
    );
    (row(), wide).prop_map(|(row, ((a, b), c, d, e, f, g))| {
        let more: Vec<String> = [a, b, c, d, e, f, g].into_iter().flatten().collect();
        let row = row.trim_end().trim_end_matches('}');
        let between = if row.ends_with('{') || more.is_empty() { "" } else { ", " };
        format!("{row}{between}{}}}\n", more.join(", "))
    })
}

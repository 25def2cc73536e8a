//! What is read of texts that people write, also when they slip.

use super::{Data, Node, parse};
use crate::source::FileId;

fn codes(text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    parse(FileId(0), text, &mut found);
    found.iter().map(|d| d.code).collect()
}

#[test]
fn no_scalar_is_guessed() {
    let mut found = Vec::new();
    let node = parse(FileId(0), "a: 17:00\nb: no\nc: 0166\nd: 1e3\ne:\nf: 'null'\n", &mut found).unwrap();
    let text = |key: &str| node.get(key).unwrap().as_text();
    assert_eq!(
        ["a", "b", "c", "d", "f"].map(text),
        [Some("17:00"), Some("no"), Some("0166"), Some("1e3"), Some("null")]
    );
    assert_eq!(node.get("e").unwrap().data, Data::Null);
    assert_eq!(found, []);
}

#[test]
fn spans_are_bytes_also_after_japanese_text() {
    let text = "題: 粗大ごみ\nlabel: \"品目\"\n";
    let node = parse(FileId(0), text, &mut Vec::new()).unwrap();
    let span = node.get("label").unwrap().span;
    assert_eq!(&text[span.start..span.end], "\"品目\"");
}

#[test]
fn an_expression_that_a_comma_cuts_is_put_together_and_reported() {
    let mut found = Vec::new();
    let node = parse(FileId(0), "check: {rule: max(a, min(b, c)) <= 5, message: だめ}\n", &mut found).unwrap();
    let check = node.get("check").unwrap();
    assert_eq!(check.get("rule").unwrap().as_text(), Some("max(a, min(b, c)) <= 5"));
    assert_eq!(check.get("message").unwrap().as_text(), Some("だめ"));
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["yaml.cut"]);
}

#[test]
fn what_yaml_allows_and_definitions_do_not_is_reported_once_each() {
    assert_eq!(codes("a: 1\na: 2\n"), ["yaml.duplicate-key"]);
    assert_eq!(codes("a: &x 1\nb: *x\n"), ["yaml.anchor", "yaml.anchor"]);
    assert_eq!(codes("a: !!str 1\n"), ["yaml.tag"]);
    assert_eq!(codes("a: 1\n---\nb: 1\n---\nc: 1\n"), ["yaml.documents"]);
    assert_eq!(codes("a:\n\tb: 1\n"), ["yaml.tab"]);
    assert_eq!(codes("? [a]\n: b\n"), ["yaml.key"]);
    assert_eq!(codes("{goods, type: items}\n"), ["yaml.key-without-value"]);
}

/// The value of `key` with what was reported.
fn value(text: &str, key: &str) -> (Option<String>, Vec<&'static str>) {
    let mut found = Vec::new();
    let node = parse(FileId(0), text, &mut found);
    let value = node.and_then(|n| n.get(key).and_then(Node::as_text).map(str::to_owned));
    (value, found.iter().map(|d| d.code).collect())
}

#[test]
fn a_value_that_needs_quotes_is_read_as_it_is_meant_and_reported() {
    for (text, key, meant) in [
        ("if: \"a\" == b\nx: 1\n", "if", "\"a\" == b"),
        ("label: 注意: 電話 # なぜ\nx: 1\n", "label", "注意: 電話"),
        ("x: 1\nto: @home\n", "to", "@home"),
        ("{if: a in [b, c], label: d}\n", "if", "a in [b, c]"),
        ("{label: d, if: \"a, b\" in [\"b\", (c)] and d}\n", "if", "\"a, b\" in [\"b\", (c)] and d"),
        ("id: - b\nx: 1\n", "id", "- b"),
        ("if: [1, 2] == b\nx: 1\n", "if", "[1, 2] == b"),
    ] {
        assert_eq!(value(text, key), (Some(meant.to_owned()), vec!["yaml.quote"]), "{text}");
    }
}

#[test]
fn several_mistakes_of_the_text_are_told_at_once_and_the_rest_is_read() {
    let text = "label：品目\nname:　品\nhint: a: b\nlist:\n  - {if: x in [1], then: max(a, b)}\nend: yes\n";
    let codes = ["yaml.cut", "yaml.full-width-colon", "yaml.full-width-space", "yaml.quote", "yaml.quote"];
    let (end, mut found) = value(text, "end");
    found.sort_unstable();
    assert_eq!((end.as_deref(), found.as_slice()), (Some("yes"), codes.as_slice()));
    assert_eq!(value(text, "label").0.as_deref(), Some("品目"));
    assert_eq!(value(text, "name").0.as_deref(), Some("品"));
}

#[test]
fn an_entry_in_braces_whose_colon_is_wrong_is_read_as_it_is_meant() {
    let (kind, found) = value("{id: goods, type：items, from:items}\n", "type");
    assert_eq!(kind.as_deref(), Some("items"));
    assert_eq!(found, ["yaml.full-width-colon", "yaml.no-space"]);
}

/// The code and the column, from 1, of everything that is reported in the last line that has it.
fn slips(text: &str) -> Vec<(&'static str, usize, usize)> {
    let mut found = Vec::new();
    parse(FileId(0), text, &mut found);
    found.sort_by_key(|d| d.span);
    let place = |start: usize| {
        let before = &text[..start];
        let line = before.matches('\n').count() + 1;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    };
    found.iter().map(|d| (d.code, place(d.span.start).0, place(d.span.start).1)).collect()
}

#[test]
fn what_did_not_close_is_pointed_at_where_it_opened() {
    assert_eq!(slips("a: {b: 1\nc: 2\n"), [("yaml.unclosed", 1, 4)]);
    assert_eq!(slips("a:\n  - {b: x, c: {d: 1}\n  - {b: y}\ne: 1\n"), [("yaml.unclosed", 2, 5)]);
    assert_eq!(slips("a:\n  - {b: [x, y, c: 1}\n  - {b: y}\n"), [("yaml.unclosed", 2, 9)]);
    assert_eq!(slips("a: 'xx\nb: 1\n"), [("yaml.open-quote", 1, 4)]);
    assert_eq!(slips("a: \"x\"\nb: {c: \"y(z).w}\nd: 'e'\n"), [("yaml.open-quote", 2, 8)]);
    assert_eq!(slips("a: {b: 1}}\n"), [("yaml.no-open", 1, 10)]);
    assert_eq!(slips("a:\n  - id: x, type: y}\n"), [("yaml.no-open", 2, 19)]);
    assert_eq!(slips("a: {\n  b: 1,\n  c: [x,\n    y]\n}\nd: \"e\n  f\"\n"), []);
}

#[test]
fn a_line_in_a_wrong_column_is_told_where_it_belongs() {
    let told = |text: &str| {
        let mut found = Vec::new();
        parse(FileId(0), text, &mut found);
        let arg = |name: &str| found[0].args.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone()).unwrap();
        (found[0].code, arg("found"), arg("expected"))
    };
    let indent = |found: &str, expected: &str| ("yaml.indent", found.to_owned(), expected.to_owned());
    assert_eq!(told("a: 1\n  b: 2\n"), indent("2", "0"));
    assert_eq!(told("a:\n  - b: 1\n     c: 2\n"), indent("5", "4"));
    assert_eq!(told("a:\n  - b: 1\n   - c: 2\n"), indent("3", "2"));
    assert_eq!(slips("a: 1\n　　b: 1\n"), [("yaml.full-width-space", 2, 1)]);
    assert_eq!(slips("a:\n\tb: 1\n\tc: 1\n"), [("yaml.tab", 2, 1), ("yaml.tab", 3, 1)]);
    assert_eq!(slips("a:\n  - b: 1\n    \tc: 1\n"), [("yaml.tab", 3, 5)]);
}

#[test]
fn a_slip_of_the_hand_is_told_at_its_own_place_and_read_as_it_is_meant() {
    for (line, code, column) in [
        ("label:人数", "yaml.no-space", 5),
        ("label 人数", "yaml.no-colon", 5),
        ("label = 人数", "yaml.no-colon", 5),
        ("label﹕人数", "yaml.no-colon", 5),
        ("label：人数", "yaml.full-width-colon", 10),
        ("label:\u{a0}人数", "yaml.odd-space", 11),
        ("label:　人数", "yaml.full-width-space", 11),
    ] {
        let text = format!("questions:\n  - id: a\n    {line}\n    type: text\nlast: x\n");
        assert_eq!(slips(&text), [(code, 3, column)], "{line}");
        let node = parse(FileId(0), &text, &mut Vec::new()).unwrap();
        let question = &node.get("questions").and_then(Node::as_list).unwrap()[0];
        assert_eq!(question.get("label").and_then(Node::as_text), Some("人数"), "{line}");
        assert_eq!(question.get("type").and_then(Node::as_text), Some("text"), "{line}");
    }
    for (line, code, column) in [
        ("- {id: b, label:人数}", "yaml.no-space", 13),
        ("- {id: b、label: 人数}", "yaml.sign", 11),
        ("- {id: b label: 人数}", "yaml.no-comma", 12),
        ("- {id b, label: 人数}", "yaml.no-colon", 6),
        ("- ｛id: b, label: 人数｝", "yaml.sign", 5),
        ("- (id: b, label: 人数)", "yaml.sign", 5),
        ("－ {id: b, label: 人数}", "yaml.sign", 3),
        ("・{id: b, label: 人数}", "yaml.sign", 3),
        ("-{id: b, label: 人数}", "yaml.no-space", 3),
        ("- {id: b, label: 人数", "yaml.unclosed", 5),
        ("- id: b, label: 人数}", "yaml.no-open", 21),
        ("id: b\n    label: 人数", "yaml.no-dash", 3),
    ] {
        let text = format!("questions:\n  {line}\n  - {{id: c}}\nlast: x\n");
        assert_eq!(slips(&text), [(code, 2, column)], "{line}");
        let node = parse(FileId(0), &text, &mut Vec::new()).unwrap();
        let questions = node.get("questions").and_then(Node::as_list).unwrap();
        let read = |key: &str| questions[0].get(key).and_then(Node::as_text);
        assert_eq!((read("id"), read("label")), (Some("b"), Some("人数")), "{line}");
        assert_eq!((questions.len(), node.get("last").and_then(Node::as_text)), (2, Some("x")), "{line}");
    }
}

#[test]
fn a_memo_mark_inside_braces_takes_no_text_in_silence() {
    let text = "a:\n  - {id: b, label: 食事 #1 を, type: text}\n  - {id: c}\n";
    assert_eq!(slips(text), [("yaml.hash", 2, 23)]);
    let node = parse(FileId(0), text, &mut Vec::new()).unwrap();
    assert_eq!(node.get("a").unwrap().as_list().unwrap()[0].get("label").unwrap().as_text(), Some("食事 #1 を"));
}

#[test]
fn what_cannot_be_guessed_is_left_out_and_the_rest_is_read() {
    let text = "a:\n  - {b: 1}\n        c: 2\n  - {d: 3}\ne: 4\nf:人\n";
    assert_eq!(slips(text), [("yaml.syntax", 3, 9), ("yaml.no-space", 6, 1)]);
    let node = parse(FileId(0), text, &mut Vec::new()).unwrap();
    let list = node.get("a").and_then(Node::as_list).unwrap();
    assert_eq!((&list[0].data, list[1].get("d").and_then(Node::as_text)), (&Data::Broken, Some("3")));
    assert_eq!(node.get("e").and_then(Node::as_text), Some("4"));
}

#[test]
fn hostile_depth_is_refused_without_a_stack_overflow() {
    assert_eq!(codes(&"[".repeat(100_000)), ["yaml.too-deep"]);
    assert_eq!(codes(&format!("{}{}", "[".repeat(200), "]".repeat(200))), ["yaml.too-deep"]);
}

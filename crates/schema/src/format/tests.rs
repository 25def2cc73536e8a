//! The canonical form by examples.

use super::{Formatted, format};

fn formatted(text: &str) -> String {
    let Formatted::Text(once) = format("card.yaml", text) else { panic!("not formatted: {text}") };
    assert_eq!(format("card.yaml", &once), Formatted::Text(once.clone()), "not stable");
    once
}

#[test]
fn levels_are_two_blanks_and_lists_stand_in() {
    let text = "questions:\n-   id: a\n    type: text\n    check:\n      - rule: a\n        message: b\n- {id: b}\npages:\n        - title: x\n";
    let wanted = "questions:\n  - id: a\n    type: text\n    check:\n      - rule: a\n        message: b\n  - {id: b}\npages:\n  - title: x\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn comments_and_blank_lines_stay_with_what_they_belong_to() {
    let text = "# 始め\n\na:\n    # 中\n    b: 1   # 右\n\n    c: 2\n    # 終わり\n# 最後\n";
    let wanted = "# 始め\n\na:\n  # 中\n  b: 1   # 右\n\n  c: 2\n  # 終わり\n# 最後\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn blanks_are_one_or_none_and_columns_stay() {
    assert_eq!(formatted("a:   1\nb : 2\nc: { x:  1 ,y: [ 1,2 , ] }\n"), "a: 1\nb: 2\nc: {x: 1, y: [1, 2]}\n");
    let columns = "states:\n  received:  {label: 受付,   end: no}\n  done:      {label: 完了済, end: yes}\n";
    assert_eq!(formatted(columns), columns);
    assert_eq!(formatted("s:\n  a:   {b: 1}\n  bbb: {c: 1}\nz:  1\n"), "s:\n  a:   {b: 1}\n  bbb: {c: 1}\nz: 1\n");
}

#[test]
fn quotes_stay_only_where_they_are_needed() {
    let text = "a: \"品目\"\nb: 'x: y'\nc: \"no\"\nd: {e: \"a, b\", f: \"0166-00-0000\"}\n\"g\": \"\"\nh: '- x'\ni: \"\\u3042\"\n";
    let wanted = "a: 品目\nb: 'x: y'\nc: \"no\"\nd: {e: \"a, b\", f: 0166-00-0000}\ng: \"\"\nh: '- x'\ni: あ\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn expressions_have_the_signs_of_the_reference_and_other_texts_keep_theirs() {
    let text = "title: a = b\npages:\n  - show_if: a = 1 and b <> \"x=y\"\n    questions:\n      - {id: c, type: calc, value: 'max(a,b) = 1', label: \"a <> b\"}\n";
    let wanted = "title: a = b\npages:\n  - show_if: a == 1 and b != \"x=y\"\n    questions:\n      - {id: c, type: calc, value: 'max(a,b) == 1', label: a <> b}\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn texts_and_brackets_over_several_lines_move_as_a_whole() {
    let text = "a:\n    b: |\n        一行目  \n          二行目\n\n        三行目\n    c: {x: 1,\n        y: 2}\n    d: \"一\n      二\"\n    e: 5\n";
    let wanted =
        "a:\n  b: |\n    一行目  \n      二行目\n\n    三行目\n  c: {x: 1,\n      y: 2}\n  d: \"一\n    二\"\n  e: 5\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn line_ends_are_plain_and_one_stands_at_the_end() {
    assert_eq!(formatted("\n\na: 1  \r\nb: 2   # x  \r\n\r\n\r\n"), "a: 1\nb: 2   # x\n");
    assert_eq!(formatted("a: 1"), "a: 1\n");
}

#[test]
fn a_file_with_mistakes_is_left_alone() {
    let Formatted::Wrong(found) = format("card.yaml", "a: [1\nb: 2\n") else { panic!() };
    assert!(!found.is_empty());
}

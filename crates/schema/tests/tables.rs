//! Definitions → tables, statements, cells.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "tables/city.rs"]
mod city;

use city::{booking, every_type};
use madoguchi_schema::{
    answers::Answers,
    expr::SqlNames,
    table::{self, Cell, Columns, Storage, Tables},
};
use serde_json::json;

fn answers(json: serde_json::Value) -> Answers {
    serde_json::from_value(json).unwrap()
}

#[test]
fn an_app_with_a_booking_has_these_statements() {
    insta::assert_snapshot!(table::ddl(&table::layout(&booking(&[]))).join(";\n"));
}

#[test]
fn every_type_has_its_columns() {
    insta::assert_snapshot!(table::ddl(&table::layout(&every_type())).join(";\n"));
}

#[test]
fn cells_stand_in_the_order_of_the_layout() {
    for app in [booking(&[]), every_type()] {
        let tables = table::layout(&app);
        let names: Vec<&str> =
            tables.main.columns.iter().map(|c| c.name.as_str()).filter(|n| !n.starts_with('_')).collect();
        let cells = table::cells(&app, &answers(json!({})));
        assert_eq!(cells.iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(), names);
        assert!(cells.iter().all(|(_, cell)| *cell == Cell::Null));
        let children = table::child_rows(&app, &answers(json!({})));
        let names: Vec<&str> = tables.children.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(children.iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(), names);
        assert!(children.iter().all(|(_, rows)| rows.is_empty()));
    }
}

#[test]
fn an_answer_becomes_cells_and_child_rows() {
    let app = booking(&[]);
    let answers = answers(json!({
        "goods": [{"code": "sofa", "qty": 2}, {"code": "box", "qty": 1}],
        "tags": ["wet"],
        "fee": 2000,
        "phone": "0166000010",
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "1条通3丁目", "street": "1", "building": ""},
        "weight": "20.5",
        "visit": {"date": "2026-11-13", "area": "a"},
        "helpers": [{"helper": {"family": "山田", "given": "花子", "family_kana": "ヤマダ", "given_kana": "ハナコ"}, "strong": true}, {}],
        "memo": null,
    }));
    let cells = table::cells(&app, &answers);
    let cell = |name: &str| cells.iter().find(|(n, _)| n == name).unwrap().1.clone();
    let text = |text: &str| Cell::Text(text.to_owned());
    assert_eq!(cell("fee"), Cell::Integer(2000));
    assert_eq!(cell("phone"), text("0166000010"));
    assert_eq!(cell("address.town"), text("1条通3丁目"));
    assert_eq!(cell("address.building"), Cell::Null);
    assert_eq!(cell("weight"), text("20.5"));
    assert_eq!(cell("visit.date"), text("2026-11-13"));
    assert_eq!(cell("visit.area"), text("a"));
    assert_eq!(cell("memo"), Cell::Null);
    assert_eq!(cell("photo"), Cell::Null);
    let children = table::child_rows(&app, &answers);
    let rows = |name: &str| -> Vec<Vec<Cell>> {
        let rows = &children.iter().find(|(n, _)| n == name).unwrap().1;
        rows.iter().map(|row| row.cells.clone()).collect()
    };
    let sofa = vec![text("sofa"), text("ソファ"), Cell::Integer(2), Cell::Integer(1000), Cell::Integer(4)];
    assert_eq!(rows("app_pick_up__goods")[0], sofa);
    assert_eq!(rows("app_pick_up__tags"), [[text("wet")]]);
    let helper = [text("山田"), text("花子"), text("ヤマダ"), text("ハナコ"), Cell::Integer(1)];
    assert_eq!(rows("app_pick_up__helpers")[0], helper);
    assert_eq!(rows("app_pick_up__helpers")[1], vec![Cell::Null; 5]);
}

#[test]
fn a_name_of_the_queue_is_a_column() {
    let app = booking(&[]);
    let name = |name: &str| Columns(&app).column(name).map(|c| c.name);
    assert_eq!(name("_state").as_deref(), Some("_state"));
    assert_eq!(name("phone").as_deref(), Some("phone"));
    assert_eq!(name("visit.date").as_deref(), Some("visit.date"));
    assert_eq!(name("area").as_deref(), Some("visit.area"));
    for none in ["visit", "goods", "goods.qty", "nothing", "_nothing", "phone.x", ""] {
        assert_eq!(name(none), None, "{none}");
    }
    let named = booking(&[("{id: memo,", "{id: area, type: text, label: 地区}\n      - {id: memo,")]);
    assert_eq!(Columns(&named).column("area").map(|c| c.name).as_deref(), Some("area"));
    assert_eq!(Columns(&every_type()).column("area"), None);
}

#[test]
fn the_same_tables_need_no_addition() {
    for app in [booking(&[]), every_type()] {
        let tables = table::layout(&app);
        assert_eq!(table::additions(&tables, &tables), Ok(Vec::new()));
        let kept: Tables = serde_json::from_str(&serde_json::to_string(&tables).unwrap()).unwrap();
        assert_eq!(kept, tables);
    }
}

#[test]
fn new_questions_are_added_and_old_ones_stay() {
    let old = table::layout(&booking(&[]));
    let new = table::layout(&booking(&[
        ("{id: memo,", "{id: mail, type: email}\n      - {id: memo,"),
        ("{id: strong,", "{id: age, type: integer, label: 歳}\n          - {id: strong,"),
        (
            "      - {id: tags, type: choices, from: {wet: 濡れもの, sharp: 鋭いもの}, label: 注意, required: false}\n",
            "",
        ),
        ("{id: weight,", "{id: kinds, type: choices, from: {a: あ, b: い}, label: 種類}\n      - {id: weight,"),
        ("fee == 0", "fee == 0 and weight == 1"),
    ]));
    let added = table::additions(&old, &new).unwrap();
    assert_eq!(
        added,
        [
            "ALTER TABLE \"app_pick_up\" ADD COLUMN \"mail\" TEXT",
            "CREATE TABLE \"app_pick_up__kinds\" (\"_case\" INTEGER NOT NULL REFERENCES \"app_pick_up\" ON DELETE CASCADE, \
             \"_row\" INTEGER NOT NULL, \"code\" TEXT, PRIMARY KEY (\"_case\", \"_row\")) STRICT, WITHOUT ROWID",
            "ALTER TABLE \"app_pick_up__helpers\" ADD COLUMN \"age\" INTEGER",
            "CREATE INDEX \"app_pick_up(weight,_state,_case)\" ON \"app_pick_up\" (\"weight\", \"_state\", \"_case\")",
            "CREATE INDEX \"app_pick_up(weight)\" ON \"app_pick_up\" (\"weight\")",
        ]
    );
}

#[test]
fn a_changed_storage_cannot_be_added() {
    let old = table::layout(&booking(&[]));
    let new = table::layout(&booking(&[
        ("{id: weight, type: number,", "{id: weight, type: integer,"),
        ("{id: strong, type: yes_no, label: 力がありますか}", "{id: strong, type: text, label: 力}"),
        ("weight > 20.5", "weight > 20"),
    ]));
    let problems = table::additions(&old, &new).unwrap_err();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("weight") && problems[1].contains("strong"), "{problems:?}");
}

#[test]
fn a_system_column_that_must_be_filled_cannot_be_added() {
    let new = table::layout(&booking(&[]));
    let mut old = new.clone();
    old.main.columns.retain(|c| c.name != "_lang" && c.name != "_asked");
    assert_eq!(table::additions(&old, &new).unwrap_err().len(), 1);
    old.main.columns.push(new.main.columns.iter().find(|c| c.name == "_lang").unwrap().clone());
    let added = table::additions(&old, &new).unwrap();
    assert_eq!(added, ["ALTER TABLE \"app_pick_up\" ADD COLUMN \"_asked\" TEXT NOT NULL DEFAULT '[]'"]);
}

#[test]
fn a_name_cannot_leave_its_quotes() {
    assert_eq!(table::ident("visit.date"), "\"visit.date\"");
    assert_eq!(table::ident("氏名\"; DROP TABLE x; --"), "\"氏名\"\"; DROP TABLE x; --\"");
    assert_eq!(table::table_name("bulky-waste"), "app_bulky_waste");
    assert_eq!(table::child_name("bulky-waste", "goods"), "app_bulky_waste__goods");
}

#[test]
fn columns_of_a_layout_are_unique_without_regard_to_case() {
    for app in [booking(&[]), every_type()] {
        let tables = table::layout(&app);
        let all = tables.children.iter().map(|c| &c.columns).chain([&tables.main.columns]);
        for columns in all {
            let mut names: Vec<String> = columns.iter().map(|c| c.name.to_lowercase()).collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count);
            assert_eq!(columns[0].storage, Storage::Integer);
        }
    }
}

//! What holds for every question type, whatever is sent.

use super::{testing, *};
use crate::app::{List, ListRow, Question};
use indexmap::IndexMap;
use proptest::prelude::*;
use serde_json::{Map, json};
use std::sync::Arc;

fn question(id: &str, kind: Kind) -> Question {
    Question {
        id: id.into(),
        kind,
        label: id.into(),
        hint: "".into(),
        note: "".into(),
        required: true,
        show_if: None,
        required_if: None,
        checks: Vec::new(),
        default: None,
        value: None,
        sensitive: false,
        internal: false,
        was: None,
    }
}

fn options() -> Arc<List> {
    let row = |code: &str| {
        let row = ListRow {
            code: code.into(),
            label: code.into(),
            kana: String::new(),
            retired: code == "old",
            values: IndexMap::new(),
        };
        (code.to_owned(), row)
    };
    Arc::new(List { id: "options".into(), rows: ["a", "b", "old"].map(row).into(), ..List::default() })
}

/// One of each, with the words of the definition.
fn kinds() -> Vec<(&'static str, Kind)> {
    let number =
        |form| Kind::Number(Number { form, min: Some((-5).into()), max: None, step: None, unit: "個".into() });
    let text = |long| Text { long, max: 20, ..Text::default() };
    let pattern = Pattern::new("[あ-ん]+|[a-z]*", "ひらがなで".into()).ok();
    let rows = vec![question("n", number(NumberForm::Integer)), question("who", Kind::Name)];
    vec![
        ("text", Kind::Text(Text { pattern, ..text(false) })),
        ("long_text", Kind::Text(text(true))),
        ("integer", number(NumberForm::Integer)),
        ("number", number(NumberForm::Decimal)),
        ("money", number(NumberForm::Money)),
        ("yes_no", Kind::YesNo(YesNo { consent: false })),
        ("consent", Kind::YesNo(YesNo { consent: true })),
        ("choice", Kind::Choice(Choice::of(options()))),
        (
            "choices",
            Kind::Choices(Choices {
                list: options(),
                filter: None,
                other: false,
                exclusive: None,
                min: Some(1),
                max: Some(2),
            }),
        ),
        ("date", Kind::Date(Date::default())),
        ("birthdate", Kind::Date(Date { birth: true, ..Date::default() })),
        ("date", Kind::Date(Date { partial: true, ..Date::default() })),
        ("time", Kind::Time),
        ("datetime", Kind::DateTime),
        ("month", Kind::Month),
        ("url", Kind::Url),
        ("corporate_number", Kind::CorporateNumber),
        ("bank_account", Kind::BankAccount),
        ("location", Kind::Location),
        ("signature", Kind::Signature),
        ("staff", Kind::Staff),
        ("unit", Kind::Unit(Unit(Choice::of(options())))),
        ("name", Kind::Name),
        ("kana", Kind::Kana),
        ("phone", Kind::Phone),
        ("postal_code", Kind::PostalCode),
        ("email", Kind::Email),
        ("address", Kind::Address),
        ("items", Kind::Items(Items { list: Arc::new(testing::catalogue()), filter: None })),
        (
            "repeat",
            Kind::Repeat(Repeat { questions: rows, min: 0, max: 5, rows: None, unique: Vec::new(), row_label: None }),
        ),
        ("slot", Kind::Slot(Slot { book: "b".into(), timed: false, waits: false, drawn: false })),
        ("file", Kind::File(File { photo: false, max_files: 3, max_size: 1, accept: Vec::new() })),
        ("photo", Kind::File(File { photo: true, max_files: 3, max_size: 1, accept: Vec::new() })),
        ("calc", Kind::Calc(Calc { ty: Type::Money, unit: "円".into() })),
        ("note", Kind::Note(Note { heading: false })),
        ("heading", Kind::Note(Note { heading: true })),
    ]
}

/// Texts of the kind that people and attackers send.
fn text() -> impl Strategy<Value = String> {
    let usual = [
        "",
        " 　",
        "０１６６−２６ー1111",
        "070-0031",
        "ﾔﾏﾀﾞ",
        "やまだ",
        "神\u{FA19}",
        "令和8年3月5日",
        "昭和64年1月8日",
        "R8.3.5",
        "2026-03-05",
        "▲1,200円",
        "12.50",
        "はい",
        "no",
        "a",
        "old",
        "sofa2",
        "bed",
        "taro@example.jp",
        "123456789018",
        "'; DROP TABLE",
        "<script>",
        "元",
        "reiwa",
        "8",
        "3",
        "午後5時",
        "17:00",
        "2026-03",
        "R8.3",
        "令和8年3月5日 17時半",
        "https://example.jp/a",
        "T4011001098993",
        "10530",
        "12345671",
        "M1,2L3,4",
        "43.77",
        "\u{0}\u{202E}\u{3099}\u{FEFF}",
    ];
    prop_oneof![
        4 => prop::sample::select(usual.map(str::to_owned).to_vec()),
        2 => "[0-9０-９.,/年月日ー−-]{0,12}",
        2 => "[ぁ-んァ-ヶｦ-ﾟ゛\u{3099}ー・ 　]{0,12}",
        1 => ".{0,30}",
        1 => any::<String>(),
    ]
}

fn leaf() -> impl Strategy<Value = Json> {
    prop_oneof![
        8 => text().prop_map(Json::from),
        1 => any::<i64>().prop_map(Json::from),
        1 => any::<u64>().prop_map(Json::from),
        1 => any::<f64>().prop_map(Json::from),
        1 => any::<bool>().prop_map(Json::from),
        1 => Just(Json::Null),
    ]
}

/// Any JSON, with the parts of composites among its keys.
fn json() -> impl Strategy<Value = Json> {
    let mut keys = vec!["code", "qty", "date", "id", "size", "media", "n", "who", "x", ""];
    keys.extend(
        NAME_PARTS.iter().chain(&ADDRESS_PARTS).chain(&DATE_PARTS).chain(&ACCOUNT_PARTS).chain(&LOCATION_PARTS),
    );
    leaf().prop_recursive(3, 24, 6, move |inner| {
        let keys = prop::sample::select(keys.clone()).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::hash_map(keys, inner, 0..7).prop_map(|m| Json::Object(m.into_iter().collect())),
        ]
    })
}

/// Objects in which the given parts are leaves: they are read now and then.
fn object(parts: &'static [&'static str]) -> impl Strategy<Value = Json> {
    prop::collection::vec(leaf(), parts.len()).prop_map(move |leaves| {
        Json::Object(parts.iter().zip(leaves).map(|(part, leaf)| ((*part).to_owned(), leaf)).collect::<Map<_, _>>())
    })
}

fn rows(parts: &'static [&'static str]) -> impl Strategy<Value = Json> {
    prop::collection::vec(object(parts), 0..5).prop_map(Json::from)
}

fn sent() -> impl Strategy<Value = Json> {
    prop_oneof![
        4 => leaf(),
        4 => json(),
        1 => object(&NAME_PARTS),
        1 => object(&ADDRESS_PARTS),
        1 => object(&DATE_PARTS),
        1 => object(&DATE_TIME_PARTS),
        1 => object(&MONTH_PARTS),
        1 => object(&ACCOUNT_PARTS),
        1 => object(&["yucho_symbol", "yucho_number"]),
        1 => object(&LOCATION_PARTS),
        1 => object(&SIGNATURE_PARTS),
        1 => object(&["date"]),
        1 => rows(&["code", "qty"]),
        1 => rows(&["n"]),
        1 => rows(&["id", "name"]),
    ]
}

/// Whatever an answer is, writing it does not fail and fits the columns.
fn check_writing(field: &dyn Field, answer: &Json) -> Result<(), TestCaseError> {
    prop_assert_eq!(field.cells(Some(answer)).len(), field.columns("q").len());
    prop_assert_eq!(field.cells(None), vec![Cell::Null; field.columns("q").len()]);
    let child = field.child("q");
    for row in field.child_rows(Some(answer)) {
        prop_assert_eq!(Some(row.len()), child.as_ref().map(|c| c.columns.len()));
    }
    for lang in Lang::ALL {
        field.display(answer, lang);
    }
    field.value(answer);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_json_is_read_and_written_without_panic_and_what_is_read_stays_as_it_is(raw in sent()) {
        for (word, kind) in kinds() {
            let field = kind.as_field();
            prop_assert_eq!(field.name(), word);
            check_writing(field, &raw)?;
            match field.parse(&raw) {
                Ok(Some(canonical)) => {
                    prop_assert!(!canonical.is_null(), "{word}");
                    check_writing(field, &canonical)?;
                    prop_assert!(!field.value(&canonical).is_blank(), "{word}: {canonical}");
                    prop_assert_eq!(field.parse(&canonical), Ok(Some(canonical.clone())), "{}", word);
                }
                Ok(None) => {}
                Err(problems) => prop_assert!(!problems.is_empty(), "{word}"),
            }
        }
    }

    #[test]
    fn what_is_read_fits_the_columns_storage(raw in sent()) {
        for (word, kind) in kinds() {
            let field = kind.as_field();
            let Ok(Some(canonical)) = field.parse(&raw) else { continue };
            let fits = |column: &Column, cell: &Cell| matches!(
                (column.storage, cell),
                (_, Cell::Null) | (crate::table::Storage::Integer, Cell::Integer(_)) | (crate::table::Storage::Text, Cell::Text(_))
            );
            let columns = field.columns("q");
            prop_assert!(columns.iter().zip(&field.cells(Some(&canonical))).all(|(c, cell)| fits(c, cell)), "{word}");
            let columns = field.child("q").map(|c| c.columns).unwrap_or_default();
            for row in field.child_rows(Some(&canonical)) {
                prop_assert!(columns.iter().zip(&row).all(|(c, cell)| fits(c, cell)), "{word}");
            }
        }
    }
}

#[test]
fn the_json_schema_lets_through_what_is_read() {
    let samples: Vec<Json> = vec![
        json!("x"),
        json!(3),
        json!(2.5),
        json!("２"),
        json!(true),
        json!("はい"),
        json!("a"),
        json!(["a", "b"]),
        json!("令和8年3月5日"),
        json!({"era": "reiwa", "year": 8, "month": "3", "day": "5"}),
        json!({"family": "山", "family_kana": "ヤマ"}),
        json!("ﾔﾏ"),
        json!("0166-26-1111"),
        json!("0700031"),
        json!("a@example.jp"),
        json!({"postal_code": "0700031", "town": "緑が丘"}),
        json!([{"code": "bed", "qty": "2"}, {"code": "", "qty": ""}]),
        json!([{"n": "1", "who": {"family": "山", "family_kana": "ヤマ"}}]),
        json!({"date": "2026-11-13"}),
        json!("午後5時"),
        json!("2026-03-05 17:00"),
        json!({"era": "reiwa", "year": 8, "month": "3", "day": "5", "time": "17:00"}),
        json!({"era": "reiwa", "year": 8, "month": "3"}),
        json!("https://example.jp/"),
        json!("T4011001098993"),
        json!({"yucho_symbol": "10530", "yucho_number": "12345671", "holder_kana": "ヤマダ"}),
        json!({"text": "公園", "lat": 43.77, "lon": "142.36"}),
        json!({"name": "山田", "agreed": "yes", "strokes": "M1,2L3,4"}),
        json!(["f1"]),
        json!(null),
    ];
    for (word, kind) in kinds() {
        let field = kind.as_field();
        let schema = field.json_schema();
        let validator = jsonschema::validator_for(&schema).unwrap();
        if matches!(kind, Kind::File(_)) {
            assert!(validator.is_valid(&Json::Null) && !validator.is_valid(&json!(["f1"])), "{word}");
            continue;
        }
        let read = samples.iter().filter(|raw| field.parse(raw).is_ok());
        for raw in read {
            assert!(validator.is_valid(raw), "{word} reads {raw} but its schema refuses it");
        }
        if let Some(canonical) = samples.iter().find_map(|raw| field.parse(raw).ok().flatten()) {
            assert!(validator.is_valid(&canonical), "{word}: {canonical}");
        } else {
            assert!(!kind.is_answered(), "no sample for {word}");
        }
    }
}

#[test]
fn very_long_texts_are_refused_before_they_are_looked_at() {
    let long = json!("あ".repeat(1_000_000));
    let parts = json!({"family": long, "town": long, "year": long, "code": long, "date": long});
    for (word, kind) in kinds() {
        for raw in [&long, &parts, &json!([parts.clone()])] {
            assert!(kind.as_field().parse(raw).is_err(), "{word}");
        }
    }
}

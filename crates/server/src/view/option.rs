//! Lists → the options that a control offers, with prices, and in the order of the kana.

use super::{control::text, question::Filled, tongue};
use madoguchi_schema::{
    app::{List, ListRow},
    office::Person,
    text::Lang,
    value::{Type, Value},
};
use serde::Serialize;
use serde_json::Value as Json;

/// One option.
#[derive(Debug, Clone, Serialize)]
pub struct OptionView {
    /// What is sent.
    pub code: String,
    /// What people read.
    pub label: String,
    /// More about it: a fee, advice.
    pub detail: String,
    /// Reading in kana, for the search.
    pub kana: String,
    /// Chosen.
    pub chosen: bool,
}

/// Options under one heading.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// あ行 …
    pub label: String,
    /// Its options.
    pub options: Vec<OptionView>,
}

/// はい and いいえ.
pub fn yes_no(raw: Option<&Json>, lang: Lang) -> Vec<OptionView> {
    let value = raw.map(text).unwrap_or_default();
    let option = |code: &str, label: &str| OptionView {
        code: code.to_owned(),
        label: tongue::words(lang, label, &[]),
        detail: String::new(),
        kana: String::new(),
        chosen: value == code || value == label,
    };
    vec![option("yes", "はい"), option("no", "いいえ")]
}

/// The rows that are still offered, and a chosen one that no longer is.
pub fn options(
    filled: &Filled<'_>,
    list: &List,
    chosen: &[String],
    offers: impl Fn(&ListRow) -> bool,
) -> Vec<OptionView> {
    let offered = |row: &&ListRow| (!row.retired && offers(row)) || chosen.contains(&row.code);
    list.rows.values().filter(offered).map(|row| option(filled, list, row, chosen.contains(&row.code))).collect()
}

/// The people of the office by name, and a chosen one who has left.
pub fn staff(filled: &Filled<'_>, chosen: &[String]) -> Vec<OptionView> {
    let office = filled.setting.office;
    let people = office.people.iter().flat_map(|people| &people.0);
    let offered = people.filter(|(login, person)| !person.disabled || chosen.contains(login));
    let option = |(login, person): (&String, &Person)| {
        let unit = person.unit.as_ref().and_then(|unit| office.units.get(unit));
        OptionView {
            code: login.clone(),
            label: person.name.clone(),
            detail: unit.map_or_else(String::new, |unit| unit.label.get(filled.lang).to_owned()),
            kana: String::new(),
            chosen: chosen.contains(login),
        }
    };
    offered.map(option).collect()
}

pub(super) fn option(filled: &Filled<'_>, list: &List, row: &ListRow, chosen: bool) -> OptionView {
    // One amount is the price; several would be numbers of which nobody knows what they are.
    let mut money = list.columns.iter().filter(|c| c.ty == Type::Money);
    let money = money.next().filter(|_| money.next().is_none());
    let price = |value: &Value| match value {
        Value::Number(yen) => Some(format!("{}円", crate::template::grouped(&yen.normalize().to_string()))),
        _ => None,
    };
    let detail = money.and_then(|c| row.values.get(&c.name)).and_then(price);
    OptionView {
        code: row.code.clone(),
        label: row.label.get(filled.lang).to_owned(),
        detail: detail.unwrap_or_default(),
        kana: row.kana.clone(),
        chosen,
    }
}

/// Options under あ行 … わ行; those without a reading come last.
pub fn by_kana(options: Vec<OptionView>) -> Vec<Group> {
    const ROWS: [(&str, &str); 10] = [
        ("あ行", "アイウエオァィゥェォヴ"),
        ("か行", "カキクケコガギグゲゴ"),
        ("さ行", "サシスセソザジズゼゾ"),
        ("た行", "タチツテトダヂヅデドッ"),
        ("な行", "ナニヌネノ"),
        ("は行", "ハヒフヘホバビブベボパピプペポ"),
        ("ま行", "マミムメモ"),
        ("や行", "ヤユヨャュョ"),
        ("ら行", "ラリルレロ"),
        ("わ行", "ワヲン"),
    ];
    let row_of = |o: &OptionView| {
        o.kana.chars().next().and_then(|c| ROWS.iter().position(|(_, kana)| kana.contains(c))).unwrap_or(ROWS.len())
    };
    let mut sorted: Vec<(usize, OptionView)> = options.into_iter().map(|o| (row_of(&o), o)).collect();
    sorted.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.kana.cmp(&y.kana)));
    let mut groups: Vec<Group> = Vec::new();
    for (row, option) in sorted {
        let label = ROWS.get(row).map_or("その他", |(label, _)| label);
        match groups.last_mut() {
            Some(group) if group.label == label => group.options.push(option),
            _ => groups.push(Group { label: label.to_owned(), options: vec![option] }),
        }
    }
    groups
}

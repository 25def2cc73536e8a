//! The codes of lists and of closed vocabularies: their order and their words.

use super::cell;
use crate::catalog::Published;
use madoguchi_schema::{text::Lang, value::Type};
use madoguchi_store::queue::figures::Figure;

/// What people read for a code of a list.
pub fn label(published: &Published, list: &str, code: &str) -> String {
    let names = of(published, list);
    names.into_iter().find(|(known, _)| known == code).map_or_else(|| code.to_owned(), |(_, label)| label)
}

/// The codes of a list in its order, with their words.
fn of(published: &Published, list: &str) -> Vec<(String, String)> {
    let (app, office) = (&published.app, &published.office);
    let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(c, l)| ((*c).to_owned(), (*l).to_owned())).collect();
    match list {
        "_state" => app.workflow.states.values().map(|s| (s.id.clone(), s.label.get(Lang::Ja).to_owned())).collect(),
        "areas" => office.areas.values().map(|a| (a.id.clone(), a.label.get(Lang::Ja).to_owned())).collect(),
        "_units" => office.units.iter().map(|(id, u)| (id.clone(), u.label.get(Lang::Ja).to_owned())).collect(),
        "_channel" => pairs(&[("web", "オンライン"), ("phone", "電話"), ("counter", "窓口"), ("staff", "庁内")]),
        "weekdays" => pairs(&[
            ("mon", "月曜日"),
            ("tue", "火曜日"),
            ("wed", "水曜日"),
            ("thu", "木曜日"),
            ("fri", "金曜日"),
            ("sat", "土曜日"),
            ("sun", "日曜日"),
        ]),
        _ => {
            let rows = app.lists.get(list).map(|list| list.rows.values());
            rows.into_iter().flatten().map(|row| (row.code.clone(), row.label.get(Lang::Ja).to_owned())).collect()
        }
    }
}

/// Codes in the order of their list, yes before no; all else as it was counted. Blank stands last.
pub fn in_order(published: &Published, ty: &Type, mut rows: Vec<Figure>) -> Vec<Figure> {
    let known: Vec<String> = match ty {
        Type::Code(list) => of(published, list).into_iter().map(|(code, _)| code).collect(),
        Type::Bool => vec!["1".to_owned(), "0".to_owned()],
        _ => return rows,
    };
    let place = |code: &String| known.iter().position(|known| known == code).unwrap_or(known.len());
    rows.sort_by_key(|row| cell::plain(&row.value).map_or(usize::MAX, |code| place(&code)));
    rows
}

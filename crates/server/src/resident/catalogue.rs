//! `GET /`: the city's procedures, searchable by words of their titles and descriptions.

use crate::{error::Problem, state::AppState};
use axum::{
    extract::{Query, State},
    response::Html,
};
use madoguchi_schema::{
    app::{App, Audience},
    text::Lang,
};
use serde::{Deserialize, Serialize};

/// `?q=`.
#[derive(Debug, Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    about: String,
    owner: String,
}

#[derive(Serialize)]
struct Page {
    q: String,
    entries: Vec<Entry>,
    total: usize,
}

/// All words must occur. Nothing typed lists everything.
pub async fn show(State(state): State<AppState>, Query(search): Query<Search>) -> Result<Html<String>, Problem> {
    let q: String = search.q.chars().take(100).collect();
    let words: Vec<String> = q.split_whitespace().map(folded).collect();
    let office = state.catalog.office();
    let apps: Vec<_> = state.catalog.apps().into_iter().filter(|p| p.app.audience == Audience::Resident).collect();
    let entry = |app: &App| Entry {
        id: app.id.clone(),
        title: app.title.get(Lang::Ja).to_owned(),
        about: app.about.get(Lang::Ja).to_owned(),
        owner: office.units.get(&app.owner).map_or("", |u| u.label.get(Lang::Ja)).to_owned(),
    };
    let entries = apps.iter().filter(|p| matches(&p.app, &words)).map(|p| entry(&p.app)).collect();
    state.templates.page("resident/catalogue.html", &office, Page { q, entries, total: apps.len() })
}

fn matches(app: &App, words: &[String]) -> bool {
    let text = folded(&format!("{} {} {}", app.title.get(Lang::Ja), app.about.get(Lang::Ja), app.id));
    words.iter().all(|w| text.contains(w.as_str()))
}

/// Lower case, katakana as hiragana, full-width letters and digits as half-width: 「ゴミ」 finds 「ごみ」.
fn folded(text: &str) -> String {
    let fold = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().map(fold).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn kana_and_width_do_not_matter_in_a_search() {
        assert_eq!(folded("粗大ゴミＡ１"), "粗大ごみa1");
    }
}

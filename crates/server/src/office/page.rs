//! An office page: the frame and what the page itself shows.

use crate::{
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::frame::{self, Frame},
};
use axum::response::Html;
use serde::Serialize;

#[derive(Serialize)]
struct Framed<'a, V> {
    frame: Frame,
    page: &'a V,
}

/// Renders `office/{template}.html` for a page of `app`; the template sees `frame` and `page`.
pub fn render(
    state: &AppState,
    staff: &StaffActor,
    app: Option<&str>,
    template: &str,
    page: &impl Serialize,
) -> Result<Html<String>, Problem> {
    let frame = frame::frame(&state.catalog, staff, app);
    state.templates.page(template, &state.catalog.office(), Framed { frame, page })
}

#[cfg(test)]
mod tests {
    use crate::template::Templates;
    use madoguchi_schema::office::Office;
    use serde_json::{Value as Json, json};

    fn draw(name: &str, page: Json) -> String {
        let frame = json!({"name": "佐藤", "places": ["クリーンセンター 係長"], "apps": [], "home": true});
        let values = json!({"frame": frame, "page": page});
        Templates::new(false).page(&format!("office/{name}.html"), &Office::default(), values).unwrap().0
    }

    #[test]
    fn what_was_typed_is_escaped_and_mistakes_are_summed_up_first() {
        let page = draw(
            "slot",
            json!({
                "receipt": "7K3M-9QX2", "href": "/office/cases/7K3M-9QX2", "revision": 3, "question": "visit",
                "label": "希望日", "present": "2026年11月13日（金）", "days": [], "other": "", "reason": "<script>",
                "error": "理由を書いてください。",
            }),
        );
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
        assert!(page.contains("<title>エラー：希望日の変更"));
        assert!(page.contains("role=\"alert\"") && page.contains("href=\"#reason\""));
    }

    #[test]
    fn a_late_mark_says_so_in_words() {
        let page = draw(
            "home",
            json!({"today": "2026年11月2日（月）", "own": {"told": [], "taken": [], "started": [], "forms": []}, "desks": [{
                "title": "粗大ごみ", "href": "/office/bulky-waste", "enter": "/office/bulky-waste/new", "late": 1,
                "states": [{"label": "仮受付", "count": 2, "href": "/office/bulky-waste?state=received", "actions": ["本受付にする"]}],
                "due": [{"receipt": "7K3M-9QX2", "href": "/x", "title": "山田 太郎 / 1条通", "state_label": "仮受付",
                         "due": {"mark": "late", "text": "期限超過（10月30日（金））"}}],
                "round": {"day": "11月3日（火）", "href": "/d", "count": 3, "areas": ["C地区 3件"]},
            }]}),
        );
        assert!(page.contains("期限超過（10月30日（金））"));
        assert!(page.contains("C地区 3件"));
    }
}

//! The bulky-waste journey as a resident goes it, page by page.

use crate::{Browser, Page};
use serde_json::{Value as Json, json};

/// What the resident of a journey answers.
#[derive(Debug, Clone)]
pub struct Resident {
    /// Items as (code, quantity).
    pub goods: Vec<(String, u32)>,
    /// Telephone number as typed.
    pub phone: String,
    /// Town as typed.
    pub town: String,
    /// The day to choose; the first that is offered when absent.
    pub date: Option<String>,
}

impl Default for Resident {
    fn default() -> Resident {
        Resident {
            goods: vec![("sofa2".into(), 1)],
            phone: "0166-00-1234".into(),
            town: "1条通3丁目".into(),
            date: None,
        }
    }
}

impl Resident {
    /// The same answers for the API.
    pub fn answers(&self, date: &str) -> Json {
        let goods: Vec<_> = self.goods.iter().map(|(code, qty)| json!({"code": code, "qty": qty})).collect();
        json!({
            "recycling_law": false,
            "goods": goods,
            "applicant": {"family": "山田", "given": "太郎", "family_kana": "ヤマダ", "given_kana": "タロウ"},
            "phone": self.phone,
            "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": self.town, "street": "1番地"},
            "housing": "house",
            "visit": {"date": date}
        })
    }

    /// From the start page to the page with the days.
    pub async fn to_the_days(&self, browser: &Browser) -> Page {
        let page = browser.get("/apps/bulky-waste").await;
        let page = browser.submit(&page, &page.form("/apps/bulky-waste/drafts"), "").await;
        let form = page.form("/p1").set("recycling_law", "no");
        let page = browser.submit(&page, &form, "次へ").await;
        let page = browser.submit(&page, &page.form("/p2"), "次へ").await;
        let mut page = page;
        for n in 1..self.goods.len() {
            let form = self.fill_goods(&page, n);
            page = browser.submit(&page, &form, "品目を追加").await;
        }
        let form = self.fill_goods(&page, self.goods.len());
        let page = browser.submit(&page, &form, "次へ").await;
        let form = page
            .form("/p4")
            .set("applicant.family", "山田")
            .set("applicant.given", "太郎")
            .set("applicant.family_kana", "ヤマダ")
            .set("applicant.given_kana", "タロウ")
            .set("phone", &self.phone)
            .set("address.postal_code", "070-0031")
            .set("address.prefecture", "北海道")
            .set("address.city", "旭野市")
            .set("address.town", &self.town)
            .set("address.street", "1番地")
            .set("housing", "house");
        browser.submit(&page, &form, "次へ").await
    }

    fn fill_goods(&self, page: &Page, rows: usize) -> crate::Form {
        let mut form = page.form("/p3");
        for (n, (code, qty)) in self.goods.iter().take(rows).enumerate() {
            form = form.set(&format!("goods.{n}.code"), code).set(&format!("goods.{n}.qty"), &qty.to_string());
        }
        form
    }

    /// From the page with the days to the check-your-answers page.
    pub async fn choose_a_day(&self, browser: &Browser, page: &Page) -> Page {
        let form = page.form("/p5");
        let first = form.options("visit.date").into_iter().next();
        let date = self.date.clone().or(first).unwrap_or_else(|| panic!("no day is offered:\n{}", page.visible()));
        browser.submit(page, &form.set("visit.date", &date), "次へ").await
    }

    /// The whole journey to the receipt page.
    pub async fn submit(&self, browser: &Browser) -> Page {
        let page = self.to_the_days(browser).await;
        let page = self.choose_a_day(browser, &page).await;
        browser.submit(&page, &page.form("/submit"), "").await
    }
}

//! Documents of a case: what can be printed now, what has been issued, and the page with the sheets.

use super::{case::who, when};
use crate::{error::Problem, state::AppState};
use axum::response::{IntoResponse, Response};
use madoguchi_engine::{document::NotPrinted, records::CaseFacts};
use madoguchi_schema::{
    app::{App, Document, Over},
    office::Office,
    text::Lang,
};
use madoguchi_store::document::Issued;
use serde::Serialize;

/// A document that can be printed.
#[derive(Debug, Serialize)]
pub struct Printable {
    label: String,
    href: String,
    /// It is issued by an action: what is printed here is only to look at.
    draft: bool,
}

/// A document that was issued.
#[derive(Debug, Serialize)]
pub struct IssuedView {
    label: String,
    /// Where its sheets are; none for these eyes.
    href: Option<String>,
    /// `11月2日 10:00　佐藤`.
    when: String,
    who: String,
    /// The beginning of its hash.
    hash: String,
}

/// Whether a press issues the document.
pub fn is_issued(app: &App, document: &Document) -> bool {
    app.workflow.actions.values().any(|action| action.issues.contains(&document.id))
}

/// What the office may print of a case in its state.
pub fn printable(app: &App, case: &CaseFacts, sensitive: bool) -> Vec<Printable> {
    let documents = app.documents.values().filter(|document| document.fits(&case.state));
    documents
        .filter(|document| sensitive || !document.letter.sensitive)
        .map(|document| Printable {
            label: document.label.get(Lang::Ja).to_owned(),
            href: format!("/office/cases/{}/documents/{}", case.receipt, document.id),
            draft: is_issued(app, document),
        })
        .collect()
}

/// What has been issued of a case, the latest first.
pub fn issued(office: &Office, case: &CaseFacts, issued: &[Issued], sensitive: bool) -> Vec<IssuedView> {
    let view = |issued: &Issued| IssuedView {
        label: issued.label.clone(),
        href: (sensitive || !issued.sensitive).then(|| format!("/office/cases/{}/issued/{}", case.receipt, issued.id)),
        when: when::moment(office, issued.at),
        who: who(&issued.actor),
        hash: issued.hash.chars().take(12).collect(),
    };
    issued.iter().rev().map(view).collect()
}

/// The documents of a view of the queue.
pub fn of_view(app: &App, view: Option<&str>, sensitive: bool) -> Vec<Printable> {
    let of = |document: &&Document| matches!(&document.over, Over::View(own) if Some(own.as_str()) == view);
    let documents = app.documents.values().filter(of).filter(|document| sensitive || !document.letter.sensitive);
    documents
        .map(|document| Printable {
            label: document.label.get(Lang::Ja).to_owned(),
            href: format!("/office/{}/documents/{}", app.id, document.id),
            draft: false,
        })
        .collect()
}

/// The page with the sheets.
#[derive(Debug, Serialize)]
pub struct Sheets {
    /// Name of the document.
    pub label: String,
    /// Receipt number, or the name of the view.
    pub about: String,
    /// When and by whom it was issued.
    pub issued: Option<String>,
    /// It is not issued yet.
    pub draft: bool,
    /// The language of the document.
    pub lang: &'static str,
    /// The way back.
    pub back: Option<String>,
    /// The sheets: escaped by the letter, and its own elements checked at publish.
    sheets: minijinja::Value,
}

impl Sheets {
    /// A document of a case.
    pub fn of(document: &Document, about: &str, body: String) -> Sheets {
        Sheets {
            label: document.label.get(document.lang).to_owned(),
            about: about.to_owned(),
            issued: None,
            draft: false,
            lang: document.lang.code(),
            back: None,
            sheets: minijinja::Value::from_safe_string(body),
        }
    }

    /// A document as it was issued.
    pub fn as_issued(office: &Office, case: &CaseFacts, issued: &Issued, body: String) -> Sheets {
        Sheets {
            label: issued.label.clone(),
            about: case.receipt.clone(),
            issued: Some(format!("{} 発行", when::moment(office, issued.at))),
            draft: false,
            lang: issued.lang.code(),
            back: None,
            sheets: minijinja::Value::from_safe_string(body),
        }
    }

    /// The page.
    pub fn page(&self, state: &AppState, office: &Office) -> Result<Response, Problem> {
        state.templates.page("print/document.html", office, self).map(IntoResponse::into_response)
    }
}

/// Why nothing was printed, as a page.
pub fn not_printed(why: &NotPrinted) -> Problem {
    match why {
        NotPrinted::OfSomethingElse => Problem::not_found(),
        NotPrinted::Nothing | NotPrinted::Letter(..) => {
            Problem::conflict("書類を印刷できません", why.sentence(Lang::Ja))
        }
    }
}

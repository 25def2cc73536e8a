//! `GET /receipts/{receipt}?draft=`: the receipt of a draft that was sent: numbers, what happens next, how to change.

use super::{start, submit};
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::{
        called,
        receipt::{Appointment, appointments, next_steps},
        summary::{self, Section},
        wait::{self, Waiting},
    },
};
use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use madoguchi_engine::records::CaseFacts;
use madoguchi_schema::text::Lang;
use madoguchi_store::{
    case,
    draft::{self, Draft},
    submission,
};
use serde::{Deserialize, Serialize};

/// `?draft=`.
#[derive(Debug, Deserialize)]
pub struct Proof {
    draft: Option<String>,
}

#[derive(Serialize)]
struct Page {
    app: String,
    app_title: String,
    word: called::Words,
    receipt: String,
    secret: String,
    received_at: String,
    state: String,
    appointments: Vec<Appointment>,
    waiting: Vec<Waiting>,
    next_steps: Vec<String>,
    changeable: bool,
    sections: Vec<Section>,
    contact: start::Contact,
    /// The case, for the clerk who entered it.
    office: Option<String>,
}

/// Shown to whoever has the draft's address; all others look it up with the secret.
pub async fn show(
    State(state): State<AppState>,
    Path(receipt): Path<String>,
    Query(proof): Query<Proof>,
    staff: Option<StaffActor>,
) -> Result<Html<String>, Problem> {
    let now = state.clock.now();
    let missing = || {
        Problem {
            text: "受付番号と確認番号を「申込みの確認」に入れると、内容を見られます。".to_owned(),
            ..Problem::not_found()
        }
        .link("/status", "申込みの確認へ")
    };
    let id = proof.draft.ok_or_else(missing)?;
    let draft = draft::load(&state.store, &id, now)?.filter(|d| d.receipt.as_deref() == Some(receipt.as_str()));
    let own = |d: &Draft| d.staff.is_none() || d.staff == staff.as_ref().map(|s| s.0.id);
    let draft = draft.filter(own).ok_or_else(missing)?;
    let accepted = submission::earlier(&state.store, &submit::key_of(&draft.id))?.ok_or_else(missing)?;
    let case = case::by_receipt(&state.store, &receipt)?.ok_or_else(missing)?;
    let published = state.catalog.get(&case.app, case.version).ok_or_else(missing)?;
    let page =
        Page { office: draft.staff.map(|_| case.receipt.clone()), ..page(&published, &case, accepted.secret, now) };
    let page = Page { waiting: wait::of_case(&state, &published, &case)?, ..page };
    state.templates.page("resident/receipt.html", &published.office, page)
}

fn page(published: &Published, case: &CaseFacts, secret: String, now: jiff::Timestamp) -> Page {
    let (app, office) = (&published.app, &published.office);
    let appointments = appointments(published, case, now);
    let all: Vec<usize> = (0..app.pages.len()).collect();
    Page {
        app: app.id.clone(),
        word: called::of(app),
        app_title: app.title.get(Lang::Ja).to_owned(),
        receipt: case.receipt.clone(),
        secret,
        received_at: crate::view::date::moment(office, case.created_at),
        state: app.workflow.states.get(&case.state).map_or("", |s| s.label.get(Lang::Ja)).to_owned(),
        next_steps: next_steps(published, case),
        changeable: appointments.iter().any(|a| a.until.is_some()),
        appointments,
        waiting: Vec::new(),
        sections: summary::sections(published.setting(now, false), &case.answers, &all, Lang::Ja),
        contact: start::contact(app, office),
        office: None,
    }
}

//! The answer to an offered day: 「この日にする」 or 「見送る」; the latter asks once more.

use super::{
    act::{Stored, commit, done, refused},
    look_up::Found,
};
use crate::{
    error::Problem,
    extract::FormBody,
    resident::start,
    state::AppState,
    view::{date, wait},
};
use axum::response::{IntoResponse, Response};
use madoguchi_engine::{
    waiting::{self, Answer},
    workflow::{NotEdited, Rejection},
};
use madoguchi_schema::text::Lang;
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app_title: String,
    receipt: String,
    secret: String,
    revision: i64,
    waiting: Vec<wait::Waiting>,
    contact: start::Contact,
}

/// Answers the offer.
pub async fn act(state: &AppState, found: Found, answer: Answer, form: &FormBody) -> Result<Response, Problem> {
    let (asked, _) =
        waiting::may_answer(found.setting(), &found.case, found.actor()).map_err(|d| refused(&found, d))?;
    let day = date::at(asked.at);
    if answer == Answer::Decline && form.get("_step") != Some("do") {
        return page(state, &found);
    }
    let change = match waiting::answer(found.setting(), &found.case, found.actor(), answer) {
        Ok(change) => change,
        Err(NotEdited::Denied(denied)) => return Err(refused(&found, denied)),
        Err(NotEdited::Rejected(rejection)) => return Err(cannot(&why(&found, &rejection))),
    };
    match commit(state, &found, change).await? {
        Stored::Done => done(
            state,
            form,
            match answer {
                Answer::Take => format!("{day}に決まりました。"),
                Answer::Decline => format!("{day}を見送りました。"),
            },
        ),
        Stored::SoldOut => Err(Problem::conflict(
            "直した内容では、案内した日に入りきりません",
            "数を減らすか、担当の窓口に相談してください。",
        )
        .link("/status", "申込みの確認へ")),
        Stored::Rule(broken) => Err(cannot(&broken.sentence(Lang::Ja))),
    }
}

/// 409: the day cannot be taken, and why.
fn cannot(why: &str) -> Problem {
    let text = format!("{why}変更したいことがあるときは、担当の窓口に連絡してください。");
    Problem::conflict("この日に決められません", text).link("/status", "申込みの確認へ")
}

fn why(found: &Found, rejection: &Rejection) -> String {
    match rejection {
        Rejection::Fields(errors) => errors.iter().map(|error| error.sentence(Lang::Ja) + "。").collect(),
        Rejection::Slot(refusal) => refusal.sentence(&found.published.office, Lang::Ja),
    }
}

fn page(state: &AppState, found: &Found) -> Result<Response, Problem> {
    let page = Page {
        app_title: found.published.app.title.get(Lang::Ja).to_owned(),
        receipt: found.case.receipt.clone(),
        secret: found.secret.clone(),
        revision: found.case.revision,
        waiting: wait::of_case(state, &found.published, &found.case)?,
        contact: start::contact(&found.published.app, &found.published.office),
    };
    state.templates.page("resident/status/decline.html", &found.published.office, page).map(IntoResponse::into_response)
}

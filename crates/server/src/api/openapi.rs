//! `GET /api/v1/openapi.json`: the API described from the published definitions, made once per catalog.
//!
//! Paths, parameters and responses are built here; what they carry is in [`super::schemas`].

use super::schemas;
use crate::{catalog::Published, state::AppState};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response as Answer},
};
use madoguchi_engine::booking;
use madoguchi_schema::{app::Audience, text::Lang};
use serde_json::Value as Json;
use utoipa::openapi::{
    Components, Content, HttpMethod, Info, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, Required,
    ResponseBuilder,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
    request_body::RequestBodyBuilder,
    schema::{ObjectBuilder, Type},
    security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
};

/// The description.
pub async fn show(State(state): State<AppState>) -> Answer {
    ([(header::CONTENT_TYPE, "application/json")], state.catalog.openapi()).into_response()
}

/// The description of these apps as JSON text.
pub fn document(apps: &[&Published]) -> Vec<u8> {
    let api = describe(apps);
    let mut json = serde_json::to_value(&api).unwrap_or_default();
    if let Some(schemas) = json.pointer_mut("/components/schemas").and_then(Json::as_object_mut) {
        schemas.extend(schemas::shared());
        for published in apps {
            if published.app.audience == Audience::Resident {
                schemas.extend(schemas::of_app(&published.app));
            }
        }
    }
    serde_json::to_vec(&json).unwrap_or_default()
}

fn describe(apps: &[&Published]) -> OpenApi {
    let mut paths = PathsBuilder::new();
    for published in apps {
        for (path, method, operation) in of_app(published) {
            paths = paths.path(path, PathItem::new(method, operation));
        }
    }
    for (path, method, operation) in of_cases() {
        paths = paths.path(path, PathItem::new(method, operation));
    }
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("職員のトークン")).build();
    let mut components = Components::new();
    components.add_security_scheme("token", SecurityScheme::Http(token));
    // One entry, so that the member is there; the others are added as they are.
    components.schemas.insert("Receipt".to_owned(), ObjectBuilder::new().build().into());
    OpenApiBuilder::new().info(Info::new("窓口 API", "1")).paths(paths).components(Some(components)).build()
}

type Endpoint = (String, HttpMethod, Operation);

/// The calls of one app.
fn of_app(published: &Published) -> Vec<Endpoint> {
    let app = &published.app;
    let (id, title) = (&app.id, app.title.get(Lang::Ja));
    let base = format!("/api/v1/apps/{id}");
    let name = |call: &str| format!("{call}_{}", id.replace('-', "_"));
    let mut all = Vec::new();
    if app.audience == Audience::Resident {
        let submit = operation(&name("submit"), title, "申し込む")
            .parameter(header_parameter("Idempotency-Key", "同じキーと同じ本文は、同じ受付番号を返す", Required::False))
            .request_body(Some(body(&schemas::submission_name(id))))
            .response("201", answer("受け付けた。データは保存済み", "Receipt"))
            .response("409", problem("空きがない（slot-full、次に空いている日つき）、上限、または使用済みのキー"))
            .response("422", problem("入力内容に誤りがある"));
        all.push((format!("{base}/submissions"), HttpMethod::Post, refusals(submit)));
        if booking::slots(app).next().is_some() {
            let slots = operation(&name("slots"), title, "空いている日")
                .parameter(query("book", "予約の名前。1つだけのときは省ける"))
                .parameter(query("answers", "回答を address.town=… のような名前で並べる"))
                .response("200", answer("空いている日", "Slots"))
                .response("422", problem("地区が決まらない"));
            all.push((format!("{base}/slots"), HttpMethod::Get, refusals(slots)));
        }
    }
    let mut cases = operation(&name("cases"), title, "申込みの一覧").security(token());
    for (parameter, words) in LIST {
        cases = cases.parameter(query(parameter, words));
    }
    let cases =
        cases.response("200", answer("1ページ分の申込み", "Cases")).response("404", problem("一覧や項目がない"));
    all.push((format!("{base}/cases"), HttpMethod::Get, private(cases)));
    for chart in app.queue.charts.values() {
        let call = operation(&name(&format!("chart_{}", chart.id)), title, chart.label.get(Lang::Ja));
        let call = call.security(token()).response("200", answer("グラフの数", "Chart"));
        all.push((format!("{base}/charts/{}", chart.id), HttpMethod::Get, private(call)));
    }
    let export = operation(&name("export"), title, "申込みの書き出し")
        .security(token())
        .parameter(query("format", "csv"))
        .parameter(query("encoding", "utf-8-bom（省いたとき）または cp932"))
        .response("200", ResponseBuilder::new().description("CSV").content("text/csv", text()));
    all.push((format!("{base}/export"), HttpMethod::Get, private(export)));
    all
}

const LIST: [(&str, &str); 7] = [
    ("view", "保存された一覧の名前"),
    ("state", "状態。何回でも書ける"),
    ("area", "地区"),
    ("q", "受付番号、氏名、電話番号、住所などの一部"),
    ("sort", "項目の名前。先頭に - を付けると逆順"),
    ("after", "前のページの next"),
    ("limit", "1ページの件数。1から200、省いたとき50"),
];

/// The calls about one case.
fn of_cases() -> Vec<Endpoint> {
    let receipt = || parameter("receipt", ParameterIn::Path, "受付番号", Required::True);
    let read = operation("case", "申込み", "申込みを読む")
        .security(token())
        .parameter(receipt())
        .response("200", answer("申込み。ETag は revision", "Case"));
    let act = operation("act", "申込み", "操作する")
        .security(token())
        .parameter(receipt())
        .parameter(parameter("action", ParameterIn::Path, "操作の名前", Required::True))
        .parameter(header_parameter("If-Match", "読んだ申込みの revision", Required::True))
        .request_body(Some(body("Press")))
        .response("200", answer("操作した後の状態", "Pressed"))
        .response("409", problem("空きがない"))
        .response("412", problem("ほかの操作が先に行われた"))
        .response("422", problem("メモなどが足りない"))
        .response("428", problem("If-Match がない"));
    let sheets = || ResponseBuilder::new().description("書類の紙面").content("text/html", text());
    let print = operation("document", "申込み", "書類を今の内容で印刷する")
        .security(token())
        .parameter(receipt())
        .parameter(parameter("document", ParameterIn::Path, "書類の名前", Required::True))
        .response("200", sheets())
        .response("409", problem("今の状態では印刷できない"));
    let issued = operation("issued", "申込み", "発行した書類を、発行したときのまま読む")
        .security(token())
        .parameter(receipt())
        .parameter(parameter("id", ParameterIn::Path, "発行した書類の番号", Required::True))
        .response("200", sheets());
    vec![
        ("/api/v1/cases/{receipt}/documents/{document}".to_owned(), HttpMethod::Get, private(print)),
        ("/api/v1/cases/{receipt}/issued/{id}".to_owned(), HttpMethod::Get, private(issued)),
        ("/api/v1/cases/{receipt}".to_owned(), HttpMethod::Get, private(read)),
        ("/api/v1/cases/{receipt}/actions/{action}".to_owned(), HttpMethod::Post, private(act)),
    ]
}

fn operation(id: &str, tag: &str, summary: &str) -> OperationBuilder {
    OperationBuilder::new().operation_id(Some(id)).tag(tag).summary(Some(summary))
}

/// The refusals of public calls.
fn refusals(operation: OperationBuilder) -> Operation {
    operation.response("404", problem("この手続はない")).response("429", problem("回数が多すぎる")).build()
}

/// The refusals of calls with a token.
fn private(operation: OperationBuilder) -> Operation {
    operation.response("401", problem("トークンがない")).response("403", problem("権限がない")).build()
}

fn token() -> SecurityRequirement {
    SecurityRequirement::new("token", [] as [&str; 0])
}

fn parameter(name: &str, place: ParameterIn, words: &str, required: Required) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .description(Some(words))
        .required(required)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

fn query(name: &str, words: &str) -> Parameter {
    parameter(name, ParameterIn::Query, words, Required::False)
}

fn header_parameter(name: &str, words: &str, required: Required) -> Parameter {
    parameter(name, ParameterIn::Header, words, required)
}

fn body(schema: &str) -> utoipa::openapi::request_body::RequestBody {
    let content = Content::new(Some(Ref::from_schema_name(schema)));
    RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()
}

fn answer(words: &str, schema: &str) -> ResponseBuilder {
    let content = Content::new(Some(Ref::from_schema_name(schema)));
    ResponseBuilder::new().description(words).content("application/json", content)
}

fn problem(words: &str) -> ResponseBuilder {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(words).content("application/problem+json", content)
}

fn text() -> Content {
    Content::new(Some(ObjectBuilder::new().schema_type(Type::String)))
}

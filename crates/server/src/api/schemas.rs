//! JSON Schemas of what the API carries: shared ones, and per app those of its answers.

use madoguchi_schema::{answers_schema, app::App};
use serde_json::{Map, Value as Json, json};

/// The name of the schema of an app's submission.
pub fn submission_name(app: &str) -> String {
    format!("Submission-{app}")
}

/// The schemas of one app: its answers, and the body of a submission.
pub fn of_app(app: &App) -> Map<String, Json> {
    let answers = format!("Answers-{}", app.id);
    let languages: Vec<_> = app.languages.iter().map(|l| l.code()).collect();
    let submission = json!({
        "type": "object",
        "properties": {
            "answers": {"$ref": format!("#/components/schemas/{answers}")},
            "lang": {"type": "string", "enum": languages},
        },
        "required": ["answers"],
        "additionalProperties": false,
    });
    Map::from_iter([(submission_name(&app.id), submission), (answers, answers_schema::schema(app))])
}

/// The schemas that all apps share.
pub fn shared() -> Map<String, Json> {
    let pressed = [("receipt", text()), ("state", text()), ("revision", number())];
    let slots = [("book", text()), ("area", text()), ("days", days()), ("full", full())];
    let all = [
        ("Receipt", receipt()),
        ("Problem", problem()),
        ("Slots", object(&slots, &["book", "area", "days"])),
        ("Cases", object(&[("cases", list(row())), ("next", maybe(text()))], &["cases", "next"])),
        ("Chart", chart()),
        ("Case", case()),
        ("Press", object(&[("note", text()), ("answers", json!({"type": "object"}))], &[])),
        ("Pressed", object(&pressed, &["receipt", "state", "revision"])),
    ];
    Map::from_iter(all.map(|(name, schema)| (name.to_owned(), schema)))
}

fn receipt() -> Json {
    let properties = [
        ("receipt", text()),
        ("secret", text()),
        ("state", text()),
        ("version", number()),
        ("received_at", moment()),
        ("slot", slot()),
    ];
    object(&properties, &["receipt", "secret", "state", "version", "received_at"])
}

fn problem() -> Json {
    let mistake = object(&[("field", text()), ("code", text()), ("message", text())], &["field", "code", "message"]);
    let properties = [
        ("type", text()),
        ("title", text()),
        ("status", number()),
        ("detail", text()),
        ("errors", list(mistake)),
        ("next", days()),
    ];
    object(&properties, &["type", "title", "status", "errors"])
}

/// A case in a list.
fn row() -> Json {
    let properties = [
        ("receipt", text()),
        ("state", text()),
        ("revision", number()),
        ("due_at", maybe(moment())),
        ("columns", json!({"type": "object"})),
    ];
    object(&properties, &["receipt", "state", "revision", "columns"])
}

/// The figures of a chart.
fn chart() -> Json {
    let figure = json!({"type": ["integer", "string", "null"]});
    let bar = [("value", maybe(text())), ("label", text()), ("figure", figure), ("cases", number())];
    let bar = object(&bar, &["value", "label", "figure", "cases"]);
    let properties = [
        ("chart", text()),
        ("label", text()),
        ("unit", text()),
        ("bars", list(bar)),
        ("more", json!({"type": "boolean"})),
    ];
    object(&properties, &["chart", "label", "unit", "bars", "more"])
}

/// A case by itself.
fn case() -> Json {
    let button = [("id", text()), ("label", text()), ("note_required", json!({"type": "boolean"}))];
    let properties = [
        ("receipt", text()),
        ("app", text()),
        ("version", number()),
        ("state", text()),
        ("revision", number()),
        ("channel", json!({"type": "string", "enum": ["web", "phone", "counter"]})),
        ("lang", text()),
        ("received_at", moment()),
        ("updated_at", moment()),
        ("due_at", maybe(moment())),
        ("expires_at", maybe(moment())),
        ("answers", json!({"type": "object"})),
        ("masked", list(text())),
        ("slots", list(slot())),
        ("waits", list(wait())),
        ("history", list(event())),
        ("actions", list(object(&button, &["id", "label"]))),
    ];
    object(&properties, &["receipt", "app", "state", "revision", "answers", "history", "actions"])
}

fn event() -> Json {
    let properties = [
        ("at", moment()),
        ("actor", text()),
        ("action", text()),
        ("from", maybe(text())),
        ("to", text()),
        ("note", maybe(text())),
        ("revision", number()),
    ];
    object(&properties, &["at", "actor", "action", "to", "revision"])
}

fn slot() -> Json {
    object(&[("question", text()), ("book", text()), ("area", text()), ("date", day())], &["date"])
}

fn wait() -> Json {
    let until = ("offered_until", maybe(moment()));
    object(&[("question", text()), ("book", text()), ("area", text()), ("date", day()), until], &["date"])
}

/// Full days that can be waited for.
fn full() -> Json {
    list(object(&[("date", day()), ("standing", number())], &["date", "standing"]))
}

fn days() -> Json {
    list(object(&[("date", day())], &["date"]))
}

fn text() -> Json {
    json!({"type": "string"})
}

fn moment() -> Json {
    json!({"type": "string", "format": "date-time"})
}

fn day() -> Json {
    json!({"type": "string", "format": "date"})
}

fn number() -> Json {
    json!({"type": "integer"})
}

fn list(of: Json) -> Json {
    json!({"type": "array", "items": of})
}

fn maybe(of: Json) -> Json {
    json!({"anyOf": [of, {"type": "null"}]})
}

fn object(properties: &[(&str, Json)], required: &[&str]) -> Json {
    let properties: Map<String, Json> = properties.iter().map(|(n, s)| ((*n).to_owned(), s.clone())).collect();
    json!({"type": "object", "properties": properties, "required": required})
}

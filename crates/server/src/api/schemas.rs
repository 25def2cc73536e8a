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
    let text = || json!({"type": "string"});
    let moment = || json!({"type": "string", "format": "date-time"});
    let day = || json!({"type": "string", "format": "date"});
    let number = || json!({"type": "integer"});
    let list = |of: Json| json!({"type": "array", "items": of});
    let maybe = |of: Json| json!({"anyOf": [of, {"type": "null"}]});
    let slot = object(&[("question", text()), ("book", text()), ("area", text()), ("date", day())], &["date"]);
    let event = object(
        &[
            ("at", moment()),
            ("actor", text()),
            ("action", text()),
            ("from", maybe(text())),
            ("to", text()),
            ("note", maybe(text())),
            ("revision", number()),
        ],
        &["at", "actor", "action", "to", "revision"],
    );
    let button =
        object(&[("id", text()), ("label", text()), ("note_required", json!({"type": "boolean"}))], &["id", "label"]);
    let row = object(
        &[
            ("receipt", text()),
            ("state", text()),
            ("revision", number()),
            ("due_at", maybe(moment())),
            ("columns", json!({"type": "object"})),
        ],
        &["receipt", "state", "revision", "columns"],
    );
    let mistake = object(&[("field", text()), ("code", text()), ("message", text())], &["field", "code", "message"]);
    let next = list(object(&[("date", day())], &["date"]));
    Map::from_iter(
        [
            (
                "Receipt",
                object(
                    &[
                        ("receipt", text()),
                        ("secret", text()),
                        ("state", text()),
                        ("version", number()),
                        ("received_at", moment()),
                        ("slot", slot.clone()),
                    ],
                    &["receipt", "secret", "state", "version", "received_at"],
                ),
            ),
            (
                "Problem",
                object(
                    &[
                        ("type", text()),
                        ("title", text()),
                        ("status", number()),
                        ("detail", text()),
                        ("errors", list(mistake)),
                        ("next", next.clone()),
                    ],
                    &["type", "title", "status", "errors"],
                ),
            ),
            ("Slots", object(&[("book", text()), ("area", text()), ("days", next)], &["book", "area", "days"])),
            ("Cases", object(&[("cases", list(row)), ("next", maybe(text()))], &["cases", "next"])),
            (
                "Case",
                object(
                    &[
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
                        ("slots", list(slot)),
                        ("history", list(event)),
                        ("actions", list(button)),
                    ],
                    &["receipt", "app", "state", "revision", "answers", "history", "actions"],
                ),
            ),
            ("Press", object(&[("note", text()), ("answers", json!({"type": "object"}))], &[])),
            (
                "Pressed",
                object(
                    &[("receipt", text()), ("state", text()), ("revision", number())],
                    &["receipt", "state", "revision"],
                ),
            ),
        ]
        .map(|(name, schema)| (name.to_owned(), schema)),
    )
}

fn object(properties: &[(&str, Json)], required: &[&str]) -> Json {
    let properties: Map<String, Json> = properties.iter().map(|(n, s)| ((*n).to_owned(), s.clone())).collect();
    json!({"type": "object", "properties": properties, "required": required})
}

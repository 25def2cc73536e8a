//! For machines: JSON for editors, SARIF 2.1.0 for CI. Columns count characters, from 1.

use super::{Style, code, count, did_you_mean};
use crate::{
    diagnostic::{Diagnostic, Severity},
    source::{SourceSet, Span},
    text::Lang,
};
use serde_json::{Value as Json, json};

/// `{"diagnostics": […], "errors": n, "warnings": n}`.
pub fn json(sources: &SourceSet, diagnostics: &[Diagnostic], style: Style<'_>) -> Json {
    let entry = |d: &Diagnostic| {
        let [what, why, fix] = code::sentences(d, style.lang);
        let place = place(sources, d.span, style);
        json!({
            "code": d.code,
            "severity": if d.severity == Severity::Error { "error" } else { "warning" },
            "path": place.path,
            "line": place.start.0,
            "column": place.start.1,
            "end_line": place.end.0,
            "end_column": place.end.1,
            "message": what,
            "why": why,
            "fix": fix,
            "suggestions": d.suggestions,
            "related": d.related.iter().map(|span| {
                let place = self::place(sources, *span, style);
                json!({"path": place.path, "line": place.start.0, "column": place.start.1})
            }).collect::<Vec<_>>(),
        })
    };
    let (errors, warnings) = count(diagnostics);
    json!({
        "diagnostics": diagnostics.iter().map(entry).collect::<Vec<_>>(),
        "errors": errors,
        "warnings": warnings,
    })
}

/// A SARIF 2.1.0 log with one run; its rules are the codes that occur.
pub fn sarif(sources: &SourceSet, diagnostics: &[Diagnostic], style: Style<'_>) -> Json {
    let mut codes: Vec<&str> = diagnostics.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let result = |d: &Diagnostic| {
        let [what, why, fix] = code::sentences(d, style.lang);
        let stop = style.say("。", ". ");
        let parts = [Some(what), did_you_mean(d, style), Some(why), Some(fix)];
        let text: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        json!({
            "ruleId": d.code,
            "ruleIndex": codes.binary_search(&d.code).unwrap_or_default(),
            "level": if d.severity == Severity::Error { "error" } else { "warning" },
            "message": {"text": text.join(stop)},
            "locations": [location(sources, d.span, style)],
            "relatedLocations": d.related.iter().map(|s| location(sources, *s, style)).collect::<Vec<_>>(),
        })
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "madoguchi",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(code, style)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

/// A code as a rule; its sentences speak of no particular place, so arguments become `…`.
fn rule(code: &str, style: Style<'_>) -> Json {
    let Some(row) = code::find(code) else { return json!({"id": code}) };
    let sentences = if style.lang == Lang::En { row.en } else { row.ja };
    json!({
        "id": code,
        "shortDescription": {"text": code::general(sentences.what)},
        "fullDescription": {"text": code::general(sentences.why)},
        "help": {"text": code::general(sentences.fix)},
    })
}

fn location(sources: &SourceSet, span: Span, style: Style<'_>) -> Json {
    let place = place(sources, span, style);
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.path)},
        "region": {
            "startLine": place.start.0,
            "startColumn": place.start.1,
            "endLine": place.end.0,
            "endColumn": place.end.1,
        },
    }})
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A span as lines and columns.
struct Place {
    path: String,
    start: (usize, usize),
    end: (usize, usize),
}

fn place(sources: &SourceSet, span: Span, style: Style<'_>) -> Place {
    Place {
        path: style.path(sources, span),
        start: sources.position(span.file, span.start),
        end: sources.position(span.file, span.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (SourceSet, Vec<Diagnostic>) {
        let mut sources = SourceSet::default();
        let file = sources.add("粗大 1/app.yaml", "題: x\n表: labl\n表: labl\n");
        let span = |start| Span { file, start, end: start + 3 };
        let found = Diagnostic::error("yaml.duplicate-key", span(17)).arg("key", "表").related(span(7));
        (sources, vec![found])
    }

    #[test]
    fn json_counts_columns_in_characters() {
        let (sources, found) = sample();
        let json = json(&sources, &found, Style { base: "defs/", ..Style::default() });
        let entry = &json["diagnostics"][0];
        assert_eq!((entry["line"].as_u64(), entry["column"].as_u64()), (Some(3), Some(1)));
        assert_eq!(entry["end_column"], 2);
        assert_eq!(entry["path"], "defs/粗大 1/app.yaml");
        assert_eq!(entry["related"][0]["line"], 2);
        assert_eq!(json["errors"], 1);
    }

    #[test]
    fn sarif_names_files_by_uri_and_rules_by_index() {
        let (sources, found) = sample();
        let sarif = sarif(&sources, &found, Style { lang: Lang::En, ..Style::default() });
        let run = &sarif["runs"][0];
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "%E7%B2%97%E5%A4%A7%201/app.yaml");
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "yaml.duplicate-key");
        assert_eq!(run["tool"]["driver"]["rules"][0]["shortDescription"]["text"], "the key `…` is written twice");
    }
}

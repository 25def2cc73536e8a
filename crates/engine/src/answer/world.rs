//! Definitions in a small city, for tests.

use super::{Evaluation, RawAnswers, Setting, evaluate};
use crate::intake::unasked;
use madoguchi_schema::{app::App, compile::compile, diagnostic::Severity, office::Office, source::SourceSet};
use serde_json::Value as Json;
use std::sync::Arc;

const OFFICE: &str = "
schema: 1
city: 旭野市
units:
  cleaning: {label: クリーンセンター}
areas:
  a:
    label: A地区
    weekdays: [fri]
    places: [{town: 1条通, chome: 1..17}]
";

const HEAD: &str = "
schema: 1
app: test
title: 試験
owner: cleaning
lists:
  items: {file: items.csv, key: code}
  housing: {house: 戸建て, flat: 集合住宅}
  rates: {file: rates.csv, keys: []}
";

const ITEMS: &str = "code,label,fee:money,points:integer\nsofa2,ソファ（2人用）,1000,4\nbed,ベッドの枠,800,2\n";

/// A definition with its city.
pub(super) struct World {
    app: Arc<App>,
    office: Arc<Office>,
}

impl World {
    /// Compiles questions (or pages) of an app.
    pub(super) fn of(body: &str) -> World {
        let app = format!("{HEAD}{body}");
        let mut sources = SourceSet::default();
        sources.add("office.yaml", OFFICE);
        sources.add("test/app.yaml", &app);
        sources.add("test/items.csv", ITEMS);
        sources.add("test/rates.csv", "valid_from:date,valid_until:date,rate:integer\n,2026-10-31,1\n2026-11-01,,2\n");
        let compiled = compile(&sources);
        let errors: Vec<_> = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        World { app: compiled.apps.into_iter().next().unwrap(), office: compiled.office }
    }

    pub(super) fn setting(&self) -> Setting<'_> {
        let now = "2026-11-02T03:00:00Z".parse().unwrap();
        Setting {
            app: &self.app,
            office: &self.office,
            now,
            clerk: false,
            received: None,
            links: crate::link::Linked::default(),
        }
    }

    pub(super) fn evaluate(&self, raw: Json) -> Evaluation {
        evaluate(&self.setting(), &raw_of(raw))
    }

    pub(super) fn unasked(&self, raw: Json) -> Vec<String> {
        let raw = raw_of(raw);
        let found = unasked(&self.setting(), &raw, &evaluate(&self.setting(), &raw));
        found.into_iter().map(|e| format!("{} {} {}", e.question, e.part, e.code)).collect()
    }
}

pub(super) fn raw_of(raw: Json) -> RawAnswers {
    let Json::Object(raw) = raw else { panic!("an object") };
    RawAnswers(raw)
}

/// `question part code` of every error.
pub(super) fn errors(evaluation: &Evaluation) -> Vec<String> {
    evaluation.errors.iter().map(|e| format!("{} {} {}", e.question, e.part, e.code)).collect()
}

pub(super) fn answers(evaluation: &Evaluation) -> Json {
    Json::Object(evaluation.answers.0.clone())
}

//! The shipped definitions compile clean and keep the promises of their own tests.

use crate::city::shipped;
use madoguchi_engine::scenario;
use madoguchi_schema::{diagnostic::render, text::Lang};

#[test]
fn the_shipped_definitions_have_no_mistakes() {
    let (sources, compilation) = shipped();
    let text = render::text(&sources, &compilation.diagnostics, render::Style::default());
    assert!(compilation.diagnostics.is_empty(), "{text}");
    let ids: Vec<&str> = compilation.apps.iter().map(|app| app.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "benefit",
            "bulky-waste",
            "counter-appointment",
            "disaster-certificate",
            "drafting",
            "fire-inspection",
            "improvement-cases",
            "leave",
            "library-card",
            "nursery",
            "road-report",
            "subsidy",
            "waste-fee-exemption"
        ]
    );
}

#[test]
fn the_shipped_definitions_pass_their_own_tests() {
    let (sources, compilation) = shipped();
    let mut tests = 0;
    let mut failures = String::new();
    for app in &compilation.apps {
        let report = scenario::run_file(&sources, &compilation, app);
        failures += &render::text(&sources, &report.diagnostics, render::Style::default());
        for outcome in &report.outcomes {
            tests += 1;
            for difference in &outcome.differences {
                failures += &format!("{}: {}\n", outcome.name, difference.sentence(Lang::Ja));
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(tests >= 27, "{tests} tests");
}

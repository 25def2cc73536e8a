//! Replays the kept corpora of the fuzz targets: whatever once was a crash, a hang or a new path stays harmless.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs, path::Path};

#[path = "../fuzz/src/bodies.rs"]
mod bodies;

fn replay(target: &str, body: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut inputs = 0;
    for entry in fs::read_dir(folder).unwrap() {
        body(&fs::read(entry.unwrap().path()).unwrap());
        inputs += 1;
    }
    assert!(inputs >= 10, "{target} has a corpus of {inputs}");
}

#[test]
fn kept_definitions_are_read_to_an_end() {
    replay("definition", bodies::definition);
}

#[test]
fn kept_expressions_have_a_value_or_a_sentence() {
    replay("expression", bodies::expression);
}

#[test]
fn kept_answers_come_to_something_canonical() {
    replay("answers", bodies::answers);
}

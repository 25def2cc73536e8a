//! What is wrong with files as such: how they are saved, what they are called, that nothing is in them.

use crate::{
    diagnostic::Diagnostic,
    source::{SourceSet, Span},
    syntax::read::Diagnostics,
};

/// Names that mean something in the folder of a city or of an app.
const NAMES: [&str; 5] = ["app.yaml", "app.json", "office.yaml", "office.json", "tests.yaml"];

/// Tells of every file that is not read as its author will think it is.
pub(crate) fn check(sources: &SourceSet, d: &mut Diagnostics) {
    for (id, file) in sources.iter() {
        let at = Span { file: id, start: 0, end: 0 };
        if !file.readable {
            d.push(Diagnostic::error("source.encoding", at).arg("path", &file.path));
        } else if let Some(right) = misnamed(&file.path) {
            d.push(Diagnostic::warning("source.name", at).arg("path", &file.path).arg("right", right));
        } else if is_definition(&file.path) && is_blank(&file.text) {
            d.push(Diagnostic::error("source.empty", at).arg("path", &file.path));
        }
    }
}

/// The path that a file should have: `App.yaml`, `app.yml` and the `app.yaml.txt` of simple editors are not read, and
/// neither is an app in a folder of a folder.
fn misnamed(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let mut right = name.to_ascii_lowercase();
    right = right.strip_suffix(".txt").unwrap_or(&right).to_owned();
    if let Some(stem) = right.strip_suffix(".yml") {
        right = format!("{stem}.yaml");
    }
    if right == "test.yaml" {
        right = "tests.yaml".to_owned();
    }
    let known = NAMES.contains(&right.as_str()) || (folder.is_empty() && right.ends_with(".yaml"));
    let last = folder.rsplit('/').next().unwrap_or_default();
    let too_deep = known && right.starts_with("app.") && folder.contains('/');
    let right = if folder.is_empty() { right } else { format!("{}/{right}", if too_deep { last } else { folder }) };
    (known && right != path).then_some(right)
}

fn is_definition(path: &str) -> bool {
    NAMES.contains(&path.rsplit('/').next().unwrap_or(path)) || (!path.contains('/') && path.ends_with(".yaml"))
}

/// Whether nothing but comments stands in a file.
fn is_blank(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#') || line == "---")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_nearly_right_are_told_with_the_right_one() {
        for (path, right) in [
            ("card.yml", Some("card.yaml")),
            ("card.yaml.txt", Some("card.yaml")),
            ("waste/App.yaml", Some("waste/app.yaml")),
            ("waste/app.yml", Some("waste/app.yaml")),
            ("waste/app.yaml.txt", Some("waste/app.yaml")),
            ("waste/test.yaml", Some("waste/tests.yaml")),
            ("apps/waste/app.yaml", Some("waste/app.yaml")),
            ("office.yml", Some("office.yaml")),
            ("card.yaml", None),
            ("office.yaml", None),
            ("waste/app.yaml", None),
            ("waste/tests.yaml", None),
            ("waste/letters/app.txt", None),
            ("waste/letters/please-fix.txt", None),
            ("waste/lists/items.csv", None),
        ] {
            assert_eq!(misnamed(path).as_deref(), right, "{path}");
        }
    }
}

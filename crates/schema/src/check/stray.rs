//! Marks that stay in a text though they were meant for the definition: `人数,`, `“使う日”`, several items in one.

use crate::{
    diagnostic::Diagnostic,
    syntax::{Data, Node, read::Diagnostics},
};

/// Marks that begin the items of a list in letters.
const BULLETS: [char; 4] = ['・', '●', '○', '•'];

/// Warns of a value that keeps such marks.
pub(super) fn check(source: &str, key: &str, node: &Node, d: &mut Diagnostics) {
    let items = node.as_list().unwrap_or(std::slice::from_ref(node));
    for item in items {
        let Data::Scalar { text, quoted: false } = &item.data else { continue };
        let written = source.get(item.span.start..item.span.end).unwrap_or_default();
        let bullet = text.starts_with(BULLETS) && key == "needed";
        if key == "needed" && (bullet || written.contains('\n')) {
            let lines = written.lines().map(|line| line.trim().trim_start_matches(BULLETS).trim());
            let meant = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
            d.push(Diagnostic::warning("form.one-item", item.span).suggest(format!("[{meant}]")));
            continue;
        }
        if let Some((mark, plain)) = stray(text) {
            let report = Diagnostic::warning("form.stray-mark", item.span).arg("mark", mark);
            d.push(report.suggest(plain));
        }
    }
}

/// The mark that is too many, and the text without it.
fn stray(text: &str) -> Option<(String, String)> {
    let last = text.chars().next_back()?;
    if matches!(last, ',' | ';' | '，' | '；') {
        return Some((last.to_string(), text.trim_end_matches(last).trim_end().to_owned()));
    }
    let inner = text.strip_prefix('“').and_then(|text| text.strip_suffix('”'))?;
    (!inner.contains(['“', '”'])).then(|| ("“ ”".to_owned(), inner.to_owned()))
}

//! Documents in examples: what has been issued, and what stands on the sheets.

use super::{Difference, literal::unknown, read_expect::Expect, world::Played};
use crate::{
    answer::Setting,
    document::{self, words},
};
use madoguchi_schema::{
    app::App,
    diagnostic::Diagnostic,
    syntax::{
        Node,
        read::{self, MapReader},
    },
    text::Lang,
};

/// What stands on one document: as it was issued last, else as it would be printed at the end.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    document: String,
    contains: Vec<String>,
    without: Vec<String>,
    /// It cannot be printed in that state.
    refused: bool,
}

/// `{receipt: {contains: [山田 太郎], without: [振込先]}}`.
pub(super) fn read(app: &App, node: &Node, d: &mut Vec<Diagnostic>) -> Vec<Printed> {
    let mut printed = Vec::new();
    for (key, value) in read::map(node, d).unwrap_or_default() {
        if !app.documents.contains_key(&key.text) {
            unknown(&key.text, key.span, app.documents.keys().map(String::as_str), d);
            continue;
        }
        let Some(mut map) = MapReader::new(value, d) else { continue };
        let mut texts = |name| -> Vec<String> {
            let nodes = map.one_or_many(name).into_iter();
            nodes.filter_map(|node| read::text(node, d)).map(str::to_owned).collect()
        };
        let (contains, without) = (texts("contains"), texts("without"));
        let refused = map.yes_no("refused", false, d);
        map.finish(d);
        printed.push(Printed { document: key.text.clone(), contains, without, refused });
    }
    printed
}

/// What differs.
pub(super) fn judge(app: &App, expect: &Expect, played: &Played<'_>) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut differ = |at: String, expected: String, found: String| {
        differences.push(Difference { at, expected, found });
    };
    if let Some(expected) = &expect.documents {
        let issued: Vec<&str> = played.issued.iter().map(|(document, _)| document.as_str()).collect();
        if *expected != issued {
            differ("documents".to_owned(), format!("[{}]", expected.join(", ")), format!("[{}]", issued.join(", ")));
        }
    }
    for printed in &expect.printed {
        let at = format!("document.{}", printed.document);
        match (sheets(app, played, &printed.document), printed.refused) {
            (Ok(_), true) => differ(at, "印刷できない".to_owned(), "印刷できる".to_owned()),
            (Err(_), true) => {}
            (Err(why), false) => differ(at, "印刷できる".to_owned(), why),
            (Ok(found), false) => {
                for text in printed.contains.iter().filter(|text| !found.contains(text.as_str())) {
                    differ(format!("{at}.contains"), text.clone(), found.clone());
                }
                for text in printed.without.iter().filter(|text| found.contains(text.as_str())) {
                    differ(format!("{at}.without"), format!("「{text}」がない"), found.clone());
                }
            }
        }
    }
    differences
}

/// The words of a document, or why there are none.
fn sheets(app: &App, played: &Played<'_>, id: &str) -> Result<String, String> {
    if let Some((_, body)) = played.issued.iter().rev().find(|(document, _)| document == id) {
        return Ok(words(body));
    }
    let case = played.case.as_ref().map_err(Clone::clone)?;
    let Some(document) = app.documents.get(id) else { return Err(String::new()) };
    let setting = Setting { now: played.now, ..played.setting };
    let printed = match &document.over {
        madoguchi_schema::app::Over::View(view) => {
            let view = app.queue.views.get(view).ok_or_else(String::new)?;
            document::print_view(setting, view, std::slice::from_ref(case), document)
        }
        _ if !document.fits(&case.state) => {
            let state = app.workflow.states.get(&case.state).map_or("", |state| state.label.get(Lang::Ja));
            return Err(format!("「{state}」では印刷できません。"));
        }
        _ => document::print(setting, case, document),
    };
    printed.map(|html| words(&html)).map_err(|why| why.sentence(Lang::Ja))
}

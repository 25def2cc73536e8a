//! Which texts lack which language, and where: the list that a translator works through.

use crate::{
    check::language,
    compile::app_files,
    source::{SourceSet, Span},
    syntax,
    text::Lang,
};

/// A text that a page in another language shows in Japanese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untranslated {
    /// The language that it lacks.
    pub lang: &'static str,
    /// Where it stands.
    pub span: Span,
    /// The Japanese text.
    pub text: String,
}

/// Every text of every app that lacks a language the app declares, by file, language and position.
pub fn untranslated(sources: &SourceSet) -> Vec<Untranslated> {
    let mut found = Vec::new();
    for (file, text) in app_files(sources) {
        let Some(app) = syntax::parse(file, text, &mut Vec::new()) else { continue };
        let declared = app.get("languages").map(syntax::read::one_or_many).unwrap_or_default();
        let declared = declared.into_iter().filter_map(|node| Lang::from_code(node.as_text()?));
        for lang in declared.filter(|lang| *lang != Lang::Ja).map(Lang::code) {
            found.extend(language::missing(&app, lang).into_iter().map(|node| {
                let text = node.as_text().or_else(|| node.get("ja")?.as_text()).unwrap_or_default().to_owned();
                Untranslated { lang, span: node.span, text }
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_listed_for_each_language_that_it_lacks() {
        let mut sources = SourceSet::default();
        let app = "title: {ja: カード, en: Card}\nlanguages: [ja, en, zh]\n\
                   questions:\n  - {id: a, type: text, label: 名前}\n";
        sources.add("card.yaml", app);
        let found = untranslated(&sources);
        let found: Vec<_> = found.iter().map(|text| (text.lang, text.text.as_str())).collect();
        assert_eq!(found, [("en", "名前"), ("zh", "カード"), ("zh", "名前")]);
    }
}

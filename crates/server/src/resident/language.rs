//! The language of the pages: `?lang=en` on any page of an app. A draft remembers it; answers stay as they are.

use crate::view::tongue;
use madoguchi_schema::{app::App, text::Lang};
use serde::Serialize;

/// A link of the language switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The language in itself.
    name: &'static str,
    /// For `lang` and `hreflang`.
    tag: &'static str,
    /// The same page in it.
    href: String,
    /// The page is in it now.
    current: bool,
}

/// The switch of a page; empty where an app has one language.
pub fn choices(app: &App, path: &str, lang: Lang) -> Vec<Choice> {
    let joint = if path.contains('?') { '&' } else { '?' };
    let choice = |other: &Lang| Choice {
        name: tongue::own_name(*other),
        tag: tongue::tag(*other),
        href: format!("{path}{joint}lang={}", other.code()),
        current: *other == lang,
    };
    if app.languages.len() > 1 { app.languages.iter().map(choice).collect() } else { Vec::new() }
}

/// The language that a query asks for, when the app has it.
pub fn asked(app: &App, query: Option<&str>) -> Option<Lang> {
    let code = query?.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    Lang::from_code(code).filter(|lang| app.languages.contains(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_schema::{compile::compile, source::SourceSet};

    #[test]
    fn only_the_languages_of_the_app_are_taken_and_offered() {
        let mut sources = SourceSet::default();
        sources.add("office.yaml", "schema: 1\ncity: 旭野市\nunits: {library: {label: 図書館}}\n");
        let text = "schema: 1\napp: card\ntitle: {ja: カード, en: Card}\nowner: library\nlanguages: [ja, en]\nquestions:\n  \
                    - {id: mail, type: email, label: {ja: メール, en: Mail}}\n";
        sources.add("card.yaml", text);
        let app = compile(&sources).apps[0].clone();
        assert_eq!(asked(&app, Some("change=1&lang=en")), Some(Lang::En));
        for other in [None, Some(""), Some("lang=ko"), Some("lang=xx"), Some("language=en")] {
            assert_eq!(asked(&app, other), None);
        }
        let links: Vec<String> = choices(&app, "/apps/card?x=1", Lang::En).into_iter().map(|c| c.href).collect();
        assert_eq!(links, ["/apps/card?x=1&lang=ja", "/apps/card?x=1&lang=en"]);
    }
}

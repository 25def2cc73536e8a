//! The page templates: embedded, or read from disk under `--dev` where there is a `web` folder.
//!
//! All names end in `.html`, so everything is escaped. A template sees `site` (city, contact) and what the handler gives.

use crate::{assets, error::Problem, view::tongue};
use axum::response::Html;
use madoguchi_schema::{office::Office, text::Lang};
use minijinja::{
    Environment, UndefinedBehavior, Value, context,
    value::{Rest, Serde},
};
use rust_embed::RustEmbed;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "../../web/templates"]
struct Files;

/// All templates, compiled once for each language in which they are asked for.
#[derive(Debug)]
pub struct Templates {
    environments: BTreeMap<Lang, Environment<'static>>,
}

impl Templates {
    /// `from_disk` reads `web/templates` and notices changes.
    pub fn new(from_disk: bool) -> Templates {
        let all = Lang::ALL.into_iter().map(|lang| (lang, environment(lang, from_disk)));
        Templates { environments: all.collect() }
    }

    /// Renders a page in Japanese. `values` is a struct or map; its keys are the names in the template.
    pub fn page(&self, name: &str, office: &Office, values: impl Serialize) -> Result<Html<String>, Problem> {
        self.page_in(Lang::Ja, name, office, values)
    }

    /// Renders a page in a language.
    pub fn page_in(
        &self,
        lang: Lang,
        name: &str,
        office: &Office,
        values: impl Serialize,
    ) -> Result<Html<String>, Problem> {
        let context = context! { site => site(office, lang), ..Value::from(Serde(values)) };
        let environment = self.environments.get(&lang).ok_or_else(Problem::not_found)?;
        Ok(Html(environment.get_template(name)?.render(context)?))
    }
}

/// The templates in a language.
fn environment(lang: Lang, from_disk: bool) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    if from_disk {
        environment.set_loader(minijinja::path_loader(assets::dev_folder("templates")));
    } else {
        environment.set_auto_reload(false);
        environment.set_loader(|name| Ok(Files::get(name).and_then(|f| String::from_utf8(f.data.into_owned()).ok())));
    }
    environment.add_function("static", move |path: String| Value::from_safe_string(assets::url(&path, from_disk)));
    environment.add_filter("yen", yen);
    environment.add_filter("json", json);
    let words = move |japanese: String, parts: Rest<Value>| {
        tongue::words(lang, &japanese, &parts.iter().map(Value::to_string).collect::<Vec<_>>())
    };
    environment.add_filter("t", words);
    environment.add_global("lang", tongue::tag(lang));
    environment.add_global("japanese", matches!(lang, Lang::Ja | Lang::JaEasy));
    environment
}

/// What every page shows of the city.
fn site(office: &Office, lang: Lang) -> Value {
    context! {
        city => office.city.get(lang),
        contact => context! {
            name => office.contact.name.get(lang),
            phone => office.contact.phone.as_str(),
            hours => office.contact.hours.get(lang),
        },
    }
}

/// `12345` → `12,345`.
fn yen(amount: i64) -> String {
    grouped(&amount.to_string())
}

/// A number in digits, its whole part in groups of three.
pub fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A boolean for an attribute: minijinja prints `True`.
fn json(value: Value) -> String {
    if value.is_true() { "true".to_owned() } else { "false".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Files, Templates, yen};

    #[test]
    fn every_template_compiles() {
        let templates = Templates::new(false);
        for name in Files::iter() {
            for environment in templates.environments.values() {
                environment.get_template(&name).unwrap();
            }
        }
    }

    #[test]
    fn yen_are_grouped_by_three() {
        assert_eq!(yen(0), "0");
        assert_eq!(yen(999), "999");
        assert_eq!(yen(12_345), "12,345");
        assert_eq!(yen(-1_234_567), "-1,234,567");
    }
}

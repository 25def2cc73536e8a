//! The page templates: embedded, or read from disk under `--dev` where there is a `web` folder.
//!
//! All names end in `.html`, so everything is escaped. A template sees `site` (city, contact) and what the handler gives.

use crate::{assets, error::Problem};
use axum::response::Html;
use madoguchi_schema::{office::Office, text::Lang};
use minijinja::{Environment, UndefinedBehavior, Value, context, value::Serde};
use rust_embed::RustEmbed;
use serde::Serialize;

#[derive(RustEmbed)]
#[folder = "../../web/templates"]
struct Files;

/// All templates, compiled once.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// `from_disk` reads `web/templates` and notices changes.
    pub fn new(from_disk: bool) -> Templates {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        if from_disk {
            environment.set_loader(minijinja::path_loader(assets::dev_folder("templates")));
        } else {
            environment.set_auto_reload(false);
            environment
                .set_loader(|name| Ok(Files::get(name).and_then(|f| String::from_utf8(f.data.into_owned()).ok())));
        }
        environment.add_function("static", move |path: String| Value::from_safe_string(assets::url(&path, from_disk)));
        environment.add_filter("yen", yen);
        environment.add_filter("json", json);
        Templates { environment }
    }

    /// Renders a page. `values` is a struct or map; its keys are the names in the template.
    pub fn page(&self, name: &str, office: &Office, values: impl Serialize) -> Result<Html<String>, Problem> {
        let context = context! { site => site(office), ..Value::from(Serde(values)) };
        Ok(Html(self.environment.get_template(name)?.render(context)?))
    }
}

/// What every page shows of the city.
fn site(office: &Office) -> Value {
    context! {
        city => office.city.get(Lang::Ja),
        contact => context! {
            name => office.contact.name.get(Lang::Ja),
            phone => office.contact.phone.as_str(),
            hours => office.contact.hours.get(Lang::Ja),
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
            templates.environment.get_template(&name).unwrap();
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

//! `url`: the address of a web page, `http` or `https`.

use super::{Field, Problem, column, my_number, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use ::url::{Host, Url};
use serde_json::{Value as Json, json};

/// Most characters of an address.
const MOST: usize = 2000;

/// The type `url`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address;

impl Field for Address {
    fn name(&self) -> &'static str {
        "url"
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text_up_to(raw, "", MOST)? else { return Ok(None) };
        let typed = normal::half_width(&normal::plain(&typed, false));
        let typed = typed.trim();
        let url = read(typed).filter(|url| url.as_str().len() <= MOST);
        let url = url.ok_or_else(|| vec![Problem::new("", "url.format")])?;
        if my_number::found_in(url.as_str()) {
            return Err(vec![Problem::new("", "text.my-number")]);
        }
        Ok(Some(Json::from(url.as_str())))
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        text::text_value(answer)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        text::one_line(answer)
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "maxLength": MOST})
    }
}

/// An address on the web: with a domain that has a dot, without a name or password in it. `www.` may lack its scheme.
fn read(typed: &str) -> Option<Url> {
    let whole = if typed.starts_with("www.") { format!("https://{typed}") } else { typed.to_owned() };
    if whole.chars().any(char::is_whitespace) {
        return None;
    }
    let url = Url::parse(&whole).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_named = matches!(url.host(), Some(Host::Domain(domain)) if domain.contains('.'));
    (is_web && is_named && url.username().is_empty() && url.password().is_none()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_paste_them() {
        for (typed, read) in [
            ("https://www.example.jp/a?b=1", "https://www.example.jp/a?b=1"),
            (" ｈｔｔｐｓ：／／example.jp ", "https://example.jp/"),
            ("www.example.jp", "https://www.example.jp/"),
            ("HTTP://Example.JP/はる", "http://example.jp/%E3%81%AF%E3%82%8B"),
        ] {
            assert_eq!(Address.parse(&json!(typed)).unwrap(), Some(json!(read)), "{typed}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for typed in [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.jp",
            "https://bank.jp@evil.jp/",
            "http://localhost/",
            "http://127.0.0.1/",
            "example",
            "https://example.jp/a b",
        ] {
            assert_eq!(Address.parse(&json!(typed)).unwrap_err()[0].code, "url.format", "{typed}");
        }
        let number = Address.parse(&json!("https://example.jp/?n=123456789018")).unwrap_err();
        assert_eq!(number[0].code, "text.my-number");
    }
}

//! `email`: pragmatic. Whether an address works is known only after a mail was sent to it.

use super::{Field, Problem, column, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// The type `email`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Email;

impl Field for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        let address = normal::plain(&normal::half_width(&typed), true);
        match is_address(&address) {
            true => Ok(Some(Json::from(address))),
            false => Err(vec![Problem::new("", "email.format")]),
        }
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
        json!({"type": ["string", "null"], "maxLength": 400})
    }
}

/// One `@`, a domain with a dot, visible ASCII without brackets, commas and quotes. Dots before the `@` may stand
/// anywhere: Japanese mobile carriers gave such addresses out.
fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let is_local = |b: u8| b.is_ascii_graphic() && !b"()<>[]:;,\\\"@".contains(&b);
    let is_label = |label: &str| {
        let inner = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        inner && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    address.len() <= 254
        && (1..=64).contains(&local.len())
        && local.bytes().all(is_local)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_typed_with_widths_folded() {
        let read = |typed: &str| Email.parse(&json!(typed)).unwrap();
        assert_eq!(read(" Ｔａｒｏ＠Example.jp　"), Some(json!("Taro@Example.jp")));
        assert_eq!(read("a..b.@docomo.example"), Some(json!("a..b.@docomo.example")));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in
            ["a@b", "a@@b.jp", "a b@c.jp", "@c.jp", "a@.jp", "a@c.jp, d@e.jp", "やまだ@c.jp", "a@c.jp\nBcc: x@y.jp"]
        {
            assert_eq!(Email.parse(&json!(typed)).unwrap_err()[0].code, "email.format", "{typed}");
        }
    }
}

//! `bank_account`: 金融機関コード, 支店コード, 種目, 口座番号 and the holder in the characters of 全銀.
//!
//! ゆうちょ銀行 gives its customers a 記号 and a 番号; they are read too and become what other banks transfer to.

use super::{Field, Problem, bank_kana, column, name, raw};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Map, Value as Json};

/// The parts that are stored, in the order of the columns.
pub const ACCOUNT_PARTS: [&str; 5] = ["bank", "branch", "kind", "number", "holder_kana"];
/// The parts that are sent: those, and what ゆうちょ銀行 prints.
const SENT: [&str; 7] = ["bank", "branch", "kind", "number", "holder_kana", "yucho_symbol", "yucho_number"];
/// 預金種目 with their codes.
pub const ACCOUNT_KINDS: [(&str, &str, &str); 4] =
    [("1", "普通", "Ordinary"), ("2", "当座", "Current"), ("4", "貯蓄", "Savings"), ("9", "その他", "Other")];
/// ゆうちょ銀行.
const YUCHO: &str = "9900";

/// The codes of parts that are missing.
const NEEDED: [(&str, &str); 5] = [
    ("bank", "bank.bank"),
    ("branch", "bank.branch"),
    ("kind", "bank.kind"),
    ("number", "bank.number"),
    ("holder_kana", "bank.holder"),
];

/// The type `bank_account`.
#[derive(Debug, Clone, Copy)]
pub(super) struct BankAccount;

impl Field for BankAccount {
    fn name(&self) -> &'static str {
        "bank_account"
    }

    fn ty(&self) -> Type {
        Type::Record(ACCOUNT_PARTS.iter().map(|part| ((*part).to_owned(), Type::Text)).collect())
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        column::parts(id, &ACCOUNT_PARTS)
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(sent) = raw::object(raw, &SENT)? else { return Ok(None) };
        let mut problems = Vec::new();
        let mut read = |part: &'static str, read: fn(&str, &str) -> Result<String, Problem>| {
            let typed = raw::text(raw::part(sent, part), part);
            let text = typed.and_then(|typed| typed.map_or(Ok(String::new()), |typed| read(&typed, part)));
            text.map_err(|problem| problems.push(problem)).unwrap_or_default()
        };
        let symbol = read("yucho_symbol", |typed, part| yucho_digits(typed, part, 5, 5));
        let yucho_number = read("yucho_number", |typed, part| yucho_digits(typed, part, 1, 8));
        let mut account = [
            read("bank", |typed, part| digits(typed, part, "bank.bank", 4, 4)),
            read("branch", |typed, part| digits(typed, part, "bank.branch", 3, 3)),
            read("kind", kind),
            read("number", |typed, part| digits(typed, part, "bank.number", 1, 7)),
            read("holder_kana", bank_kana::read),
        ];
        if !problems.is_empty() {
            return Err(problems);
        }
        if !symbol.is_empty() || !yucho_number.is_empty() {
            let [bank, branch, kind, number, _] = &mut account;
            if [&*branch, &*number].into_iter().any(|part| !part.is_empty()) || !matches!(bank.as_str(), "" | YUCHO) {
                return Err(vec![Problem::new("yucho_symbol", "bank.both")]);
            }
            (*branch, *kind, *number) = of_yucho(&symbol, &yucho_number)?;
            YUCHO.clone_into(bank);
        }
        if let Some(number) = account.get_mut(3).filter(|number| !number.is_empty()) {
            *number = format!("{number:0>7}");
        }
        if account.iter().all(String::is_empty) {
            return Ok(None);
        }
        let parts: Map<String, Json> =
            ACCOUNT_PARTS.iter().map(|part| (*part).to_owned()).zip(account.map(Json::from)).collect();
        Ok(Some(Json::Object(parts)))
    }

    fn missing(&self, answer: &Json) -> Vec<Problem> {
        name::missing(answer, &NEEDED)
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        column::part_cells(answer, &ACCOUNT_PARTS)
    }

    fn value(&self, answer: &Json) -> Value {
        name::record(answer, &ACCOUNT_PARTS)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        let part = |name: &str| answer.get(name).and_then(Json::as_str).unwrap_or_default();
        let kind = ACCOUNT_KINDS.iter().find(|(code, ..)| *code == part("kind"));
        let kind = kind.map_or("", |(_, ja, en)| if lang == Lang::En { en } else { ja });
        let yucho = if part("bank") == YUCHO { "（ゆうちょ銀行）" } else { "" };
        let account = match lang {
            Lang::En => {
                format!("Bank {}, branch {}, {kind} {}", part("bank"), part("branch"), part("number"))
            }
            _ => format!("金融機関{}{yucho} 支店{} {kind} {}", part("bank"), part("branch"), part("number")),
        };
        let shown = [account, part("holder_kana").to_owned()];
        if answer.is_object() { shown.into_iter().filter(|line| !line.is_empty()).collect() } else { Vec::new() }
    }

    fn json_schema(&self) -> Json {
        name::parts_schema(&SENT)
    }
}

/// So many digits, without hyphens and spaces.
fn digits(typed: &str, part: &str, code: &'static str, least: usize, most: usize) -> Result<String, Problem> {
    let digits = normal::without_separators(typed);
    let fits = (least..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(digits) } else { Err(Problem::new(part, code)) }
}

fn yucho_digits(typed: &str, part: &str, least: usize, most: usize) -> Result<String, Problem> {
    let code = if part == "yucho_symbol" { "bank.yucho-symbol" } else { "bank.yucho-number" };
    digits(typed, part, code, least, most)
}

/// A 種目 by its code or its name.
fn kind(typed: &str, part: &str) -> Result<String, Problem> {
    let typed = normal::half_width(typed.trim());
    let found = ACCOUNT_KINDS.iter().find(|(code, ja, en)| [code, ja, en].contains(&&typed.as_str()));
    found.map(|(code, ..)| (*code).to_owned()).ok_or_else(|| Problem::new(part, "bank.kind"))
}

/// Branch, kind and number of an account of ゆうちょ銀行.
///
/// A 記号 of a savings account is `1ABC0`: its branch is `AB8`, and its 番号 ends in 1, which is dropped. One of a
/// transfer account (振替口座) begins with 0: its branch is `AB9`, the 番号 stays, and the kind is 当座.
fn of_yucho(symbol: &str, number: &str) -> Result<(String, String, String), Problem> {
    if symbol.is_empty() {
        return Err(Problem::new("yucho_symbol", "bank.yucho-symbol"));
    }
    if number.is_empty() {
        return Err(Problem::new("yucho_number", "bank.yucho-number"));
    }
    let branch = symbol.get(1..3).unwrap_or_default();
    match symbol.chars().next() {
        Some('1') if !symbol.ends_with('0') => Err(Problem::new("yucho_symbol", "bank.yucho-symbol")),
        Some('1') => match format!("{number:0>8}").strip_suffix('1') {
            Some(kept) => Ok((format!("{branch}8"), "1".to_owned(), kept.to_owned())),
            None => Err(Problem::new("yucho_number", "bank.yucho-last")),
        },
        Some('0') if number.len() <= 7 => Ok((format!("{branch}9"), "2".to_owned(), number.to_owned())),
        Some('0') => Err(Problem::new("yucho_number", "bank.yucho-number")),
        _ => Err(Problem::new("yucho_symbol", "bank.yucho-symbol")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problem(raw: Json) -> (String, &'static str) {
        let problem = BankAccount.parse(&raw).unwrap_err().remove(0);
        (problem.part, problem.code)
    }

    #[test]
    fn an_account_is_kept_as_banks_write_it() {
        let raw = json!({"bank": "０００１", "branch": "00-1", "kind": "普通", "number": "１２３４", "holder_kana": "やまだ　きょうこ"});
        let account = BankAccount.parse(&raw).unwrap().unwrap();
        let kept =
            json!({"bank": "0001", "branch": "001", "kind": "1", "number": "0001234", "holder_kana": "ﾔﾏﾀﾞ ｷﾖｳｺ"});
        assert_eq!(account, kept);
        assert_eq!(BankAccount.display(&account, Lang::Ja), ["金融機関0001 支店001 普通 0001234", "ﾔﾏﾀﾞ ｷﾖｳｺ"]);
    }

    #[test]
    fn the_numbers_of_yucho_are_converted() {
        let of = |symbol: &str, number: &str| {
            let raw = json!({"yucho_symbol": symbol, "yucho_number": number, "holder_kana": "ヤマダ"});
            BankAccount.parse(&raw).unwrap().unwrap()
        };
        let account = of("１０５３０", "12345671");
        assert_eq!((&account["bank"], &account["branch"]), (&json!("9900"), &json!("058")));
        assert_eq!((&account["kind"], &account["number"]), (&json!("1"), &json!("1234567")));
        assert_eq!(of("17300", "19927651")["number"], "1992765");
        assert_eq!(of("17300", "5551")["number"], "0000555");
        let transfer = of("01234", "56789");
        assert_eq!((&transfer["branch"], &transfer["kind"]), (&json!("129"), &json!("2")));
        assert_eq!(transfer["number"], "0056789");
    }

    #[test]
    fn wrong_parts_are_named() {
        let yucho = |symbol: &str, number: &str| json!({"yucho_symbol": symbol, "yucho_number": number});
        assert_eq!(problem(yucho("10530", "12345672")), ("yucho_number".into(), "bank.yucho-last"));
        assert_eq!(problem(yucho("20530", "12345671")), ("yucho_symbol".into(), "bank.yucho-symbol"));
        assert_eq!(problem(yucho("10530", "")), ("yucho_number".into(), "bank.yucho-number"));
        let both = json!({"bank": "0001", "yucho_symbol": "10530", "yucho_number": "12345671"});
        assert_eq!(problem(both), ("yucho_symbol".into(), "bank.both"));
        assert_eq!(problem(json!({"bank": "123"})), ("bank".into(), "bank.bank"));
        assert_eq!(problem(json!({"kind": "定期"})), ("kind".into(), "bank.kind"));
        assert_eq!(problem(json!({"number": "12345678"})), ("number".into(), "bank.number"));
        assert_eq!(BankAccount.parse(&json!({"bank": "", "kind": ""})).unwrap(), None);
        let half = BankAccount.parse(&json!({"bank": "0001"})).unwrap().unwrap();
        assert_eq!(BankAccount.missing(&half).len(), 4);
    }
}

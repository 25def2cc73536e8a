//! The question types: one row each, with the default label and the reader of the type's own settings.
//!
//! To add a type: its kind in `field`, a row here, a template, a fixture.

use super::{Lowering, formula::Place};
use crate::{
    ast::{self, Formula, Word},
    check::names,
    diagnostic::Diagnostic,
    field::{self, Kind},
    source::Span,
    syntax::read::{self, MapReader},
    text::{Lang, Text},
    value::Type,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One question type.
struct Row {
    /// The word in the definition.
    word: &'static str,
    /// Label in Japanese and English when none is written; empty where only the author can know it.
    label: (&'static str, &'static str),
    /// Reads the settings.
    read: fn(&mut Lowering<'_>, &mut Asked<'_, '_>) -> Option<Kind>,
}

/// The question whose settings are read.
pub(super) struct Asked<'q, 'a> {
    /// Its settings.
    pub(super) map: &'q mut MapReader<'a>,
    /// Its id.
    pub(super) id: &'q Word,
    /// What its expressions can read.
    pub(super) place: &'q Place,
    /// Whether only clerks see it.
    pub(super) internal: bool,
    /// The expression of a `calc`.
    pub(super) value: &'q mut Option<crate::expr::Expr>,
}

const ROWS: &[Row] = &[
    Row { word: "text", label: ("", ""), read: |l, q| l.text(q, false) },
    Row { word: "long_text", label: ("", ""), read: |l, q| l.text(q, true) },
    Row { word: "integer", label: ("", ""), read: |l, q| l.number(q, field::NumberForm::Integer) },
    Row { word: "number", label: ("", ""), read: |l, q| l.number(q, field::NumberForm::Decimal) },
    Row { word: "money", label: ("金額", "Amount"), read: |l, q| l.number(q, field::NumberForm::Money) },
    Row { word: "yes_no", label: ("", ""), read: |_, _| Some(Kind::YesNo(field::YesNo { consent: false })) },
    Row {
        word: "consent",
        label: ("内容に同意します", "I agree"),
        read: |_, _| Some(Kind::YesNo(field::YesNo { consent: true })),
    },
    Row { word: "choice", label: ("", ""), read: |l, q| l.choice(q) },
    Row { word: "choices", label: ("", ""), read: |l, q| l.choices(q) },
    Row { word: "date", label: ("日付", "Date"), read: |l, q| l.date(q, false) },
    Row { word: "birthdate", label: ("生年月日", "Date of birth"), read: |l, q| l.date(q, true) },
    Row { word: "time", label: ("時刻", "Time"), read: |_, _| Some(Kind::Time) },
    Row { word: "datetime", label: ("日時", "Date and time"), read: |_, _| Some(Kind::DateTime) },
    Row { word: "month", label: ("年月", "Month"), read: |_, _| Some(Kind::Month) },
    Row { word: "url", label: ("ホームページのアドレス", "Web address"), read: |_, _| Some(Kind::Url) },
    Row {
        word: "corporate_number", label: ("法人番号", "Corporate number"), read: |_, _| Some(Kind::CorporateNumber)
    },
    Row { word: "bank_account", label: ("振込先の口座", "Bank account"), read: |_, _| Some(Kind::BankAccount) },
    Row { word: "location", label: ("場所", "Place"), read: |_, _| Some(Kind::Location) },
    Row { word: "signature", label: ("署名", "Signature"), read: |_, _| Some(Kind::Signature) },
    Row { word: "staff", label: ("職員", "Member of staff"), read: |l, q| l.staff(q) },
    Row { word: "unit", label: ("部署", "Unit"), read: |l, _| Some(l.unit()) },
    Row { word: "name", label: ("氏名", "Name"), read: |_, _| Some(Kind::Name) },
    Row { word: "kana", label: ("フリガナ", "Name in katakana"), read: |_, _| Some(Kind::Kana) },
    Row { word: "phone", label: ("電話番号", "Telephone number"), read: |_, _| Some(Kind::Phone) },
    Row { word: "postal_code", label: ("郵便番号", "Postal code"), read: |_, _| Some(Kind::PostalCode) },
    Row { word: "email", label: ("メールアドレス", "Email address"), read: |_, _| Some(Kind::Email) },
    Row { word: "address", label: ("住所", "Address"), read: |_, _| Some(Kind::Address) },
    Row { word: "case", label: ("", ""), read: |l, q| l.case(q) },
    Row { word: "items", label: ("品目", "Items"), read: |l, q| l.items(q) },
    Row { word: "repeat", label: ("", ""), read: |l, q| l.repeat(q) },
    Row { word: "slot", label: ("希望日", "Preferred date"), read: |l, q| l.slot(q) },
    Row { word: "file", label: ("添付ファイル", "Attached files"), read: |l, q| l.file(q, false) },
    Row { word: "photo", label: ("写真", "Photos"), read: |l, q| l.file(q, true) },
    Row { word: "calc", label: ("", ""), read: |l, q| l.calc(q) },
    Row { word: "note", label: ("", ""), read: |_, _| Some(Kind::Note(field::Note { heading: false })) },
    Row { word: "heading", label: ("", ""), read: |_, _| Some(Kind::Note(field::Note { heading: true })) },
];

/// Largest limit of a whole number.
const MOST: i64 = 1_000_000_000_000;

/// What other systems call the types.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("string", &["text"]),
    ("textarea", &["long_text"]),
    ("int", &["integer"]),
    ("float", &["number"]),
    ("decimal", &["number"]),
    ("currency", &["money"]),
    ("yen", &["money"]),
    ("bool", &["yes_no"]),
    ("boolean", &["yes_no"]),
    ("checkbox", &["yes_no", "choices"]),
    ("agree", &["consent"]),
    ("select", &["choice"]),
    ("radio", &["choice"]),
    ("dropdown", &["choice"]),
    ("multiselect", &["choices"]),
    ("birthday", &["birthdate"]),
    ("dob", &["birthdate"]),
    ("tel", &["phone"]),
    ("telephone", &["phone"]),
    ("zip", &["postal_code"]),
    ("postcode", &["postal_code"]),
    ("mail", &["email"]),
    ("furigana", &["kana"]),
    ("table", &["repeat", "items"]),
    ("group", &["repeat"]),
    ("rows", &["repeat"]),
    ("booking", &["slot"]),
    ("upload", &["file"]),
    ("attachment", &["file"]),
    ("image", &["photo"]),
    ("picture", &["photo"]),
    ("formula", &["calc"]),
    ("calculate", &["calc"]),
    ("title", &["heading"]),
];

impl Lowering<'_> {
    /// The kind of a question and, for a `calc`, its expression. Unknown types and settings are reported.
    pub(super) fn kind(
        &mut self,
        question: &mut ast::Question<'_>,
        place: &Place,
    ) -> (Option<Kind>, Option<crate::expr::Expr>) {
        let word = &question.kind;
        let Some(row) = ROWS.iter().find(|row| row.word == word.text) else {
            names::unknown("form.unknown-type", word, ROWS.iter().map(|row| row.word), self.d);
            let meant = SYNONYMS.iter().find(|(foreign, _)| *foreign == word.text);
            if let (Some(report), Some((_, meant))) = (self.d.last_mut(), meant) {
                report.suggestions = meant.iter().map(|word| (*word).to_owned()).collect();
            }
            return (None, None);
        };
        let mut value = None;
        let (map, id, internal) = (&mut question.settings, &question.id, question.internal);
        let around = self.inside_internal;
        self.inside_internal |= internal;
        let kind = (row.read)(self, &mut Asked { map, id, place, internal, value: &mut value });
        self.inside_internal = around;
        (kind, value)
    }

    fn text(&mut self, q: &mut Asked<'_, '_>, long: bool) -> Option<Kind> {
        let default = if long { 4000 } else { 200 };
        let max = q.map.integer("max", (1, 100_000), self.d).and_then(|max| u32::try_from(max).ok()).unwrap_or(default);
        let pattern = q.map.optional("pattern").and_then(|node| Word::read(node, self.d));
        let message = q.map.entry("message");
        let sentence = message.and_then(|(_, node)| read::localized(node, self.d));
        let pattern = match (pattern, sentence) {
            (Some(pattern), Some(sentence)) => self.pattern(&pattern, sentence),
            (Some(pattern), None) => {
                self.pattern(&pattern, Text::default());
                self.d.push(Diagnostic::error("form.pattern-without-message", pattern.span).arg("name", &q.id.text));
                None
            }
            (None, _) => {
                if let Some((key, _)) = message {
                    self.d.push(Diagnostic::error("form.message-without-pattern", key.span));
                }
                None
            }
        };
        let charset = q.map.optional("charset").and_then(|node| read::word(node, &field::Charset::WORDS, self.d));
        let (charset, my_number) = (charset.unwrap_or_default(), self.my_number);
        Some(Kind::Text(field::Text { long, max, pattern, charset, my_number }))
    }

    /// A pattern that is a regular expression of bearable size.
    fn pattern(&mut self, pattern: &Word, message: Text) -> Option<field::Pattern> {
        let error = match field::Pattern::new(&pattern.text, message) {
            Ok(pattern) => return Some(pattern),
            Err(error) => error,
        };
        let why = match error {
            regex::Error::CompiledTooBig(_) => "too big".to_owned(),
            error => error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        };
        self.d.push(Diagnostic::error("form.pattern", pattern.span).arg("pattern", &pattern.text).arg("why", why));
        None
    }

    fn number(&mut self, q: &mut Asked<'_, '_>, form: field::NumberForm) -> Option<Kind> {
        let whole = form != field::NumberForm::Decimal;
        let mut limit = |key: &'static str| -> Option<(Decimal, Span)> {
            let node = q.map.optional(key)?;
            let found = if whole {
                read::integer(node, (-MOST, MOST), self.d).map(Decimal::from)
            } else {
                read::number(node, self.d)
            };
            Some((found?, node.span))
        };
        let (min, max) = (limit("min"), limit("max"));
        if let (Some((min, _)), Some((max, span))) = (min, max) {
            self.order(min > max, span, min, max);
        }
        let default = if form == field::NumberForm::Money { Text::ja("円") } else { Text::default() };
        let unit = q.map.localized("unit", self.d).unwrap_or(default);
        let step = self.step(q, whole);
        Some(Kind::Number(field::Number {
            form,
            min: min.map(|(min, _)| min),
            max: max.map(|(max, _)| max),
            step,
            unit,
        }))
    }

    /// Reports a least above the most.
    pub(super) fn order(&mut self, wrong: bool, span: Span, min: impl ToString, max: impl ToString) {
        if wrong {
            self.d.push(Diagnostic::error("form.min-above-max", span).arg("min", min).arg("max", max));
        }
    }

    /// `min` and `max` as counts up to `most`.
    pub(super) fn between(&mut self, q: &mut Asked<'_, '_>, most: i64) -> (Option<u32>, Option<u32>) {
        let mut count = |key| {
            let node = q.map.optional(key)?;
            Some((u32::try_from(read::integer(node, (0, most), self.d)?).ok()?, node.span))
        };
        let (min, max) = (count("min"), count("max"));
        if let (Some((min, _)), Some((max, span))) = (min, max) {
            self.order(min > max, span, min, max);
        }
        (min.map(|(min, _)| min), max.map(|(max, _)| max))
    }

    fn date(&mut self, q: &mut Asked<'_, '_>, birth: bool) -> Option<Kind> {
        let partial = q.map.yes_no("partial", false, self.d);
        let (min, max) = (self.day(q, "min"), self.day(q, "max"));
        Some(Kind::Date(field::Date { birth, partial, min, max }))
    }

    fn slot(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        if q.place.depth() > 0 {
            self.d.push(Diagnostic::error("form.not-in-rows", q.id.span).arg("name", &q.id.text).arg("type", "slot"));
        }
        let Some(node) = q.map.optional("book") else {
            self.d.push(Diagnostic::error("booking.slot-without-booking", q.id.span).arg("name", &q.id.text));
            return None;
        };
        let book = Word::read(node, self.d)?;
        if !self.booking_ids.contains(&book.text) {
            let known = self.booking_ids.iter().map(String::as_str);
            names::unknown("booking.slot-without-booking", &book, known, self.d);
            return None;
        }
        let timed = self.timed.contains(&book.text);
        let waits = self.waited.contains(&book.text);
        let drawn = self.drawn.contains(&book.text);
        Some(Kind::Slot(field::Slot { book: book.text, timed, waits, drawn }))
    }

    fn file(&mut self, q: &mut Asked<'_, '_>, photo: bool) -> Option<Kind> {
        let max_files = q.map.integer("max_files", (1, 20), self.d).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
        let max_size = q.map.optional("max_size").and_then(|node| self.size(node)).unwrap_or(10 << 20);
        let accept = self.accept(q, photo);
        Some(Kind::File(field::File { photo, max_files, max_size, accept }))
    }

    /// `10 MB`, at most 50.
    fn size(&mut self, node: &crate::syntax::Node) -> Option<u64> {
        let text = read::text(node, self.d)?;
        let megabytes = text.trim().strip_suffix("MB").and_then(|number| number.trim().parse::<u64>().ok());
        let found = megabytes.filter(|megabytes| (1..=50).contains(megabytes)).map(|megabytes| megabytes << 20);
        if found.is_none() {
            self.d.push(Diagnostic::error("form.size", node.span).arg("text", text));
        }
        found
    }

    fn calc(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        let unit = q.map.localized("unit", self.d);
        let Some(node) = q.map.optional("value") else {
            self.d.push(Diagnostic::error("form.calc-without-value", q.id.span).arg("name", &q.id.text));
            return None;
        };
        let formula = Formula::read(node, self.d)?;
        let expr = self.value(&formula, q.place, None)?;
        let ty = expr.ty.clone();
        if ty == Type::Unknown && self.is_circular(&expr.paths(), q.place) {
            self.d.push(Diagnostic::error("case.circle", node.span).arg("name", &q.id.text));
        }
        *q.value = Some(expr);
        if matches!(ty, Type::Record(_) | Type::Rows(_) | Type::Files | Type::List(_)) {
            self.d.push(Diagnostic::error("form.calc-type", node.span).arg("name", &q.id.text));
            return None;
        }
        let default = if ty == Type::Money { Text::ja("円") } else { Text::default() };
        Some(Kind::Calc(field::Calc { ty, unit: unit.unwrap_or(default) }))
    }
}

/// The label that a type has when its author wrote none; `None` where only the author can know it.
pub(super) fn default_label(kind: &str) -> Option<Text> {
    let row = ROWS.iter().find(|row| row.word == kind)?;
    let (ja, en) = row.label;
    let langs = BTreeMap::from([(Lang::Ja, ja.to_owned()), (Lang::En, en.to_owned())]);
    (!ja.is_empty()).then(|| Text::from_langs(langs))
}

/// Every type that can be written, in the order of the reference.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.word)
}

/// Whether a type exists.
pub(super) fn is_known(kind: &str) -> bool {
    ROWS.iter().any(|row| row.word == kind)
}

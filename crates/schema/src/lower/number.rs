//! `number`: the pattern of receipt numbers.

use super::Lowering;
use crate::{
    app::{Number, Piece},
    ast::Word,
    diagnostic::Diagnostic,
};

const PARTS: [&str; 4] = ["{year}", "{fiscal_year}", "{wareki}", "{seq:5}"];
/// Most characters of the fixed texts together, and most digits of the count.
const LONGEST: usize = 20;
const WIDEST: usize = 9;

impl Lowering<'_> {
    /// Reads a pattern. A number is typed by residents and stands in addresses, so it holds letters, digits and
    /// hyphens only.
    pub(super) fn receipt_number(&mut self, written: &Word) -> Option<Number> {
        let mut pieces = Vec::new();
        let mut rest = written.text.as_str();
        while !rest.is_empty() {
            let (piece, after) = match rest.strip_prefix('{') {
                Some(inner) => match inner.split_once('}') {
                    Some((part, after)) => (part_of(part), after),
                    None => (None, ""),
                },
                None => {
                    let (text, after) = rest.split_at(rest.find('{').unwrap_or(rest.len()));
                    (Some(Piece::Text(text.to_owned())), after)
                }
            };
            let Some(piece) = piece else {
                let part = &rest[..rest.find('}').map_or(rest.len(), |end| end + 1)];
                let report = Diagnostic::error("receipt.part", written.span).arg("part", part);
                self.d.push(report.nearest(part, PARTS));
                return None;
            };
            pieces.push(piece);
            rest = after;
        }
        self.is_number(&pieces, written).then_some(Number(pieces))
    }

    fn is_number(&mut self, pieces: &[Piece], written: &Word) -> bool {
        let texts = || pieces.iter().filter_map(|piece| if let Piece::Text(text) = piece { Some(text) } else { None });
        let well = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        if texts().any(|text| !text.chars().all(well)) || texts().map(String::len).sum::<usize>() > LONGEST {
            self.d.push(Diagnostic::error("receipt.letters", written.span).arg("text", &written.text));
            return false;
        }
        let counts = pieces.iter().filter(|piece| matches!(piece, Piece::Seq(_))).count();
        if counts != 1 {
            self.d.push(Diagnostic::error("receipt.no-seq", written.span).arg("text", &written.text));
        }
        counts == 1
    }
}

fn part_of(part: &str) -> Option<Piece> {
    match part {
        "year" => Some(Piece::Year),
        "fiscal_year" => Some(Piece::FiscalYear),
        "wareki" => Some(Piece::Wareki),
        "seq" => Some(Piece::Seq(1)),
        _ => {
            let width: usize = part.strip_prefix("seq:")?.parse().ok()?;
            (1..=WIDEST).contains(&width).then_some(Piece::Seq(width))
        }
    }
}

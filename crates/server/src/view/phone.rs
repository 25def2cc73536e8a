//! Telephone numbers in an author's text, so that a page can make them links.

use serde::Serialize;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// As written.
    pub text: String,
    /// A telephone number.
    pub phone: bool,
}

/// A text in pieces: numbers like `0166-00-0000` and what stands between them. Together they are the text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let of_number = |c: char| c.is_ascii_digit() || c == '-';
        let end = rest.find(|c| of_number(c) != rest.starts_with(of_number)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        match pieces.last_mut().filter(|last| !last.phone && !is_phone(part)) {
            Some(last) => last.text += part,
            None => pieces.push(Piece { text: part.to_owned(), phone: is_phone(part) }),
        }
        rest = after;
    }
    pieces
}

/// Ten or eleven digits in two or three groups, or a number of the emergency services.
fn is_phone(part: &str) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let groups: Vec<&str> = part.split('-').collect();
    part.starts_with('0') && (10..=11).contains(&digits) && groups.len() == 3 && groups.iter().all(|g| !g.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_pieces_of_their_own_and_dates_do_not() {
        let told = |text: &str| {
            let found: Vec<String> = pieces(text).into_iter().filter(|p| p.phone).map(|p| p.text).collect();
            assert_eq!(pieces(text).iter().map(|p| p.text.as_str()).collect::<String>(), text);
            found
        };
        assert_eq!(
            told("道路課（0166-00-0000）か090-0000-0000に電話してください。"),
            ["0166-00-0000", "090-0000-0000"]
        );
        assert_eq!(told("2026-11-02 から 2,000円、〒070-0031"), Vec::<String>::new());
        assert_eq!(told(""), Vec::<String>::new());
    }
}

//! Finds individual numbers (個人番号, マイナンバー) in free text. Collecting one is forbidden (番号法第20条), so they
//! are refused wherever they are typed.

use crate::normal;

/// Whether a text holds a valid 12-digit individual number: twelve digits in a row, or in three groups of four.
pub fn found_in(text: &str) -> bool {
    if text.chars().filter(|c| c.is_numeric()).take(12).count() < 12 {
        return false;
    }
    let text = normal::half_width(text);
    let mut groups: Vec<(String, bool)> = Vec::new();
    let mut between = 2;
    for c in text.chars() {
        match (c.is_ascii_digit(), groups.last_mut()) {
            (true, Some((group, _))) if between == 0 => group.push(c),
            (true, _) => groups.push((c.to_string(), between == 1)),
            (false, _) => {}
        }
        between = match (c.is_ascii_digit(), between) {
            (true, _) => 0,
            (false, 0) if c == ' ' || normal::is_hyphen(c) => 1,
            (false, _) => 2,
        };
    }
    let whole = groups.iter().any(|(group, _)| is_valid(group));
    whole || groups.windows(3).any(|w| is_spaced(w) && is_valid(&w.iter().map(|(g, _)| g.as_str()).collect::<String>()))
}

/// Three groups of four digits, one separator between them.
fn is_spaced(groups: &[(String, bool)]) -> bool {
    groups.iter().all(|(group, _)| group.len() == 4) && groups.iter().skip(1).all(|(_, joined)| *joined)
}

/// The check digit of 総務省令第85号第5条: with P_n the n-th of the eleven digits from the right and Q_n = n + 1 for
/// n ≤ 6, n − 5 above, the remainder r of ΣP·Q by 11 gives 0 when r ≤ 1, else 11 − r.
fn is_valid(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let [payload @ .., check] = digits.as_slice() else { return false };
    if payload.len() != 11 {
        return false;
    }
    let weights = (2..=7).chain(2..=6);
    let remainder = payload.iter().rev().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    *check == if remainder <= 1 { 0 } else { 11 - remainder }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valid_number_is_found_however_it_is_written() {
        for text in [
            "123456789018",
            "番号は１２３４５６７８９０１８です",
            "1234-5678-9018",
            "1234 5678　9018",
            "x 0166 123456789018",
        ] {
            assert!(found_in(text), "{text}");
        }
        assert!(found_in("983205673214"));
    }

    #[test]
    fn other_numbers_are_let_through() {
        for text in ["123456789012", "1234567890180", "0166-26-1111", "12345678901", "", "2026年3月5日 10時30分 1234"]
        {
            assert!(!found_in(text), "{text}");
        }
    }
}

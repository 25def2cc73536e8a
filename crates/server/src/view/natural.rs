//! The order in which a crew drives: numbers inside text by their value, whatever width they are written in.

/// A key that sorts `2条通` before `10条通`, and `１条` as `1条`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// A run of digits.
    Number(u64),
    /// Anything between.
    Text(String),
}

/// The key of a text.
pub fn key(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match (digit(c), pieces.last_mut()) {
            (Some(d), Some(Piece::Number(n))) => *n = n.saturating_mul(10).saturating_add(d),
            (Some(d), _) => pieces.push(Piece::Number(d)),
            (None, Some(Piece::Text(t))) => t.push(c),
            (None, _) => pieces.push(Piece::Text(c.to_string())),
        }
    }
    pieces
}

fn digit(c: char) -> Option<u64> {
    match c {
        '0'..='9' => Some(u64::from(c) - u64::from('0')),
        '０'..='９' => Some(u64::from(c) - u64::from('０')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn numbers_in_addresses_sort_by_value() {
        let mut towns = ["春野町51番地", "10条通3丁目", "２条通14丁目", "2条通3丁目", "春野町7番地"];
        towns.sort_by_key(|t| key(t));
        assert_eq!(towns, ["2条通3丁目", "２条通14丁目", "10条通3丁目", "春野町7番地", "春野町51番地"]);
    }
}

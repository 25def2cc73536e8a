//! Receipt numbers and their secrets, in characters that can be spoken.
//!
//! Digits and consonants that are not mistaken for each other; without vowels no word appears by chance. There are 23
//! of them, a prime: the last character of a number makes the sum of all, each weighted by its place, a multiple of 23,
//! so that every single wrong character and every two swapped ones are noticed.

use crate::{StoreError, random};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;

const ALPHABET: &[u8; 23] = b"23456789CDFGHJKMNPRTWXY";
const LENGTH: usize = 8;
const SECRET: usize = 10;

/// A new random number, `ABCD-EFGH`.
pub(crate) fn new() -> Result<String, StoreError> {
    let random: [u8; 14] = random::bytes()?;
    let mut digits = [0; LENGTH];
    for (digit, pair) in digits.iter_mut().zip(random.as_chunks::<2>().0) {
        *digit = usize::from(u16::from_be_bytes(*pair)) % ALPHABET.len();
    }
    let sum = weighted(&digits[..LENGTH - 1]);
    // LENGTH * check + sum must be a multiple of 23; one of the 23 characters does it.
    digits[LENGTH - 1] =
        (0..ALPHABET.len()).find(|c| (sum + LENGTH * c).is_multiple_of(ALPHABET.len())).unwrap_or_default();
    Ok(shown(&digits))
}

/// The number as it is stored, from what a person typed: lower case, full width, without a hyphen. `None` when the
/// check character does not fit.
pub(crate) fn parse(typed: &str) -> Option<String> {
    let digits: [usize; LENGTH] = digits(typed)?.try_into().ok()?;
    weighted(&digits).is_multiple_of(ALPHABET.len()).then(|| shown(&digits))
}

/// What a typed number may be as it is stored: of an app's own series as written, and a random one.
pub(crate) fn candidates(typed: &str) -> Vec<String> {
    let most = 60;
    if typed.len() > 200 {
        return Vec::new();
    }
    let folded =
        typed.nfkc().filter(|c| !c.is_whitespace()).map(|c| if is_hyphen(c) { '-' } else { c.to_ascii_uppercase() });
    let folded: String = folded.take(most).collect();
    let plain = folded.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let own = Some(folded).filter(|folded| plain && !folded.is_empty());
    let random = parse(typed);
    own.into_iter().filter(|own| random.as_ref() != Some(own)).chain(random.clone()).collect()
}

/// The secret of a number: the same at each resend, computable only with the store's key.
pub(crate) fn secret(key: &[u8; 32], receipt: &str) -> String {
    // A key shorter than a block is one that ends in zeros.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(b"madoguchi status ");
    mac.update(receipt.as_bytes());
    let bytes = mac.finalize().into_bytes();
    let pairs = bytes.as_chunks::<2>().0.iter().take(SECRET);
    pairs.map(|pair| char::from(ALPHABET[usize::from(u16::from_be_bytes(*pair)) % ALPHABET.len()])).collect()
}

/// Whether what a person typed is the secret of a number. Takes the same time wherever they differ.
pub(crate) fn is_secret(key: &[u8; 32], receipt: &str, typed: &str) -> bool {
    let typed: String = digits(typed).unwrap_or_default().iter().map(|d| char::from(ALPHABET[*d])).collect();
    secret(key, receipt).as_bytes().ct_eq(typed.as_bytes()).into()
}

fn weighted(digits: &[usize]) -> usize {
    digits.iter().zip(1..).map(|(digit, weight)| digit * weight).sum()
}

fn shown(digits: &[usize; LENGTH]) -> String {
    let mut text = String::with_capacity(LENGTH + 1);
    for (i, digit) in digits.iter().enumerate() {
        if i == LENGTH / 2 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[*digit]));
    }
    text
}

/// Places in the alphabet; `None` when a character does not belong to it, or there are far too many.
fn digits(typed: &str) -> Option<Vec<usize>> {
    if typed.len() > 100 {
        return None;
    }
    let written = typed.nfkc().filter(|c| !c.is_whitespace() && !is_hyphen(*c));
    written.map(|c| ALPHABET.iter().position(|a| char::from(*a) == likely(c.to_ascii_uppercase()))).collect()
}

/// What a character that is not in the alphabet was probably meant to be.
fn likely(c: char) -> char {
    match c {
        'B' => '8',
        'S' => '5',
        'Z' => '2',
        'V' => 'Y',
        other => other,
    }
}

/// Hyphens, dashes, minus and the long-vowel mark that a Japanese keyboard gives instead.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff70}' | '\u{2500}' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_single_wrong_character_and_every_swap_is_noticed() {
        for _ in 0..200 {
            let receipt = new().unwrap();
            let plain: Vec<char> = receipt.chars().filter(|c| *c != '-').collect();
            assert_eq!(parse(&receipt).as_deref(), Some(receipt.as_str()));
            for i in 0..plain.len() {
                for other in ALPHABET.iter().map(|c| char::from(*c)).filter(|c| *c != plain[i]) {
                    let mut wrong = plain.clone();
                    wrong[i] = other;
                    assert_eq!(parse(&wrong.iter().collect::<String>()), None);
                }
                for j in 0..i {
                    let mut swapped = plain.clone();
                    swapped.swap(i, j);
                    assert_eq!(parse(&swapped.iter().collect::<String>()).is_some(), plain[i] == plain[j]);
                }
            }
        }
    }

    #[test]
    fn a_number_is_read_in_any_width_and_case_with_any_hyphen_or_none() {
        let receipt = new().unwrap();
        let bare = receipt.replace('-', "");
        let wide: String = receipt.chars().map(|c| char::from_u32(u32::from(c) - 0x21 + 0xff01).unwrap()).collect();
        for typed in
            [bare.to_lowercase(), wide, format!(" {}ー{} ", &bare[..4], &bare[4..]), format!("\u{3000}{receipt}")]
        {
            assert_eq!(parse(&typed).as_deref(), Some(receipt.as_str()), "{typed}");
        }
        for strange in ["", "ABCD", "あいうえおかきく", &"2".repeat(1000), "2222-222'"] {
            assert_eq!(parse(strange), None);
        }
    }

    #[test]
    fn a_number_of_a_series_is_found_in_any_width_and_case() {
        for typed in ["LIB-2026-00042", "lib-2026-00042", "ＬＩＢ－２０２６－０００４２", " lib‐2026ー00042 "]
        {
            assert_eq!(candidates(typed), ["LIB-2026-00042"], "{typed}");
        }
        let receipt = new().unwrap();
        assert_eq!(candidates(&receipt), std::slice::from_ref(&receipt));
        assert!(candidates(&receipt.replace('-', "")).contains(&receipt));
        for strange in ["", "あ", "2026'; --", &"2".repeat(1000)] {
            assert!(candidates(strange).iter().all(|c| c.len() <= 60), "{strange}");
        }
    }

    #[test]
    fn numbers_differ() {
        let all: HashSet<String> = (0..1000).map(|_| new().unwrap()).collect();
        assert!(all.len() > 998);
    }

    #[test]
    fn a_secret_fits_its_own_number_and_key_only() {
        let (key, other) = ([1; 32], [2; 32]);
        let one = secret(&key, "2345-6789");
        assert_eq!(one.len(), SECRET);
        assert_eq!(one, secret(&key, "2345-6789"));
        assert!(is_secret(&key, "2345-6789", &one));
        assert!(is_secret(&key, "2345-6789", &format!("{}-{}", one[..5].to_lowercase(), &one[5..])));
        for wrong in [secret(&other, "2345-6789"), secret(&key, "2345-678C"), String::new(), one[..9].to_owned()] {
            assert!(!is_secret(&key, "2345-6789", &wrong));
        }
    }
}

//! Whatever stands in a definition, checking it ends with diagnostics and never with a panic.

use madoguchi_schema::{compile::compile, diagnostic::is_clean, source::SourceSet};
use proptest::{collection::vec, prelude::*};

const OFFICE: &str = include_str!("definitions/valid/city/office.yaml");
const APP: &str = include_str!("definitions/valid/city/bulky-waste/app.yaml");
const ITEMS: &str = include_str!("definitions/valid/city/bulky-waste/lists/items.csv");
const REFUSED: &str = include_str!("definitions/valid/city/lists/refused.csv");

/// What an editor or a careless hand does to a text.
#[derive(Debug, Clone)]
enum Damage {
    DropLine(usize),
    RepeatLine(usize),
    SwapLines(usize, usize),
    Insert(usize, String),
    DropWord(usize),
    SwapWords(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0..10_000_usize;
    let piece = prop_oneof![
        Just("[".to_owned()),
        Just("}".to_owned()),
        Just(": ".to_owned()),
        Just("\"".to_owned()),
        Just("　".to_owned()),
        Just("\t".to_owned()),
        Just("&a *a".to_owned()),
        Just("- ".to_owned()),
        Just("((".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop_oneof![
        at.clone().prop_map(Damage::DropLine),
        at.clone().prop_map(Damage::RepeatLine),
        (at.clone(), at.clone()).prop_map(|(a, b)| Damage::SwapLines(a, b)),
        (at.clone(), piece).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        at.clone().prop_map(Damage::DropWord),
        (at.clone(), at).prop_map(|(a, b)| Damage::SwapWords(a, b)),
    ]
}

fn swap(pieces: &mut [&str], a: usize, b: usize) {
    let count = pieces.len();
    pieces.swap(a % count, b % count);
}

fn apply(text: &str, damage: &Damage) -> String {
    let by = |separator: char, edit: &dyn Fn(&mut Vec<&str>)| {
        let mut pieces: Vec<&str> = text.split(separator).collect();
        edit(&mut pieces);
        pieces.join(&separator.to_string())
    };
    match damage {
        Damage::DropLine(at) => by('\n', &|lines| {
            lines.remove(at % lines.len());
        }),
        Damage::RepeatLine(at) => by('\n', &|lines| lines.insert(at % lines.len(), lines[at % lines.len()])),
        Damage::SwapLines(a, b) => by('\n', &|lines| swap(lines, *a, *b)),
        Damage::DropWord(at) => by(' ', &|words| {
            words.remove(at % words.len());
        }),
        Damage::SwapWords(a, b) => by(' ', &|words| swap(words, *a, *b)),
        Damage::Insert(at, piece) => {
            let at = text.floor_char_boundary(at % (text.len() + 1));
            format!("{}{piece}{}", &text[..at], &text[at..])
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_definition_gives_diagnostics_or_an_app(damages in vec(damage(), 1..6), items in vec(damage(), 0..2)) {
        let mut sources = SourceSet::default();
        sources.add("office.yaml", OFFICE);
        sources.add("bulky-waste/app.yaml", damages.iter().fold(APP.to_owned(), |text, damage| apply(&text, damage)));
        let items = items.iter().fold(ITEMS.to_owned(), |text, damage| apply(&text, damage));
        sources.add("bulky-waste/lists/items.csv", items);
        sources.add("lists/refused.csv", REFUSED);
        let compilation = compile(&sources);
        prop_assert!(!compilation.apps.is_empty() || !is_clean(&compilation.diagnostics));
        for diagnostic in &compilation.diagnostics {
            let text = &sources.file(diagnostic.span.file).text;
            prop_assert!(text.get(diagnostic.span.start..diagnostic.span.end).is_some(), "{diagnostic:?}");
        }
    }
}

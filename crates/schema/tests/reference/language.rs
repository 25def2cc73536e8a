//! `docs/definition-language.md`: prose with the tables of the code put in.

use crate::{examples, keys};
use madoguchi_schema::{explain::type_words, expr, letter::CLASSES, text::Lang};
use std::fmt::Write as _;

const PROSE: &str = include_str!("prose.md");

/// The functions in words.
const FUNCTIONS: &[(&str, &str)] = &[
    (
        "sum",
        "行ごとの値の合計。`choices` で選んだものも行として読め、一覧の列を使える（`sum(wanted.points)`、`count(wanted where code == \"bike\")`）",
    ),
    ("count", "行の数。`where` のあとの条件に合う行だけを数えられる"),
    (
        "min",
        "行の中でいちばん小さい値。`min(points, 5)` のように値を並べれば、その中でいちばん小さい値（4つまで。空の値は数えない）",
    ),
    (
        "max",
        "行の中でいちばん大きい値。`max(points, 5)` のように値を並べれば、その中でいちばん大きい値（4つまで。空の値は数えない）",
    ),
    ("any", "どれかの行で条件が成り立つか"),
    ("all", "すべての行で条件が成り立つか"),
    ("join", "行の文字を、間に入れる文字でつなぐ"),
    ("first", "最初の行の値"),
    ("last", "最後の行の値"),
    ("round", "四捨五入。桁数を省くと整数"),
    ("rounddown", "切り捨て"),
    ("roundup", "切り上げ"),
    ("days_after", "日付の何日後。負の数なら前"),
    ("months_after", "日付の何か月後。その月にない日は月末"),
    ("days_between", "二つの日付の間の日数"),
    ("business_days_after", "アプリのカレンダーで何営業日後"),
    ("year", "日付の年"),
    ("day", "日付の日"),
    ("month", "日付の月"),
    ("weekday", "曜日（mon tue wed thu fri sat sun）"),
    ("fiscal_year", "年度（4月から翌年3月まで）"),
    ("age_on", "その日の満年齢"),
    ("area_of", "住所がある地区（office.yaml の areas）"),
    ("weekdays_of", "地区の担当曜日"),
    ("length", "文字数"),
    ("contains", "文字が含まれるか"),
    ("starts_with", "文字がそれで始まるか"),
    ("minutes_between", "二つの時刻の間の分数"),
    ("hours_between", "二つの時刻の間の時間数"),
    ("label", "選択肢の、人が読む名前"),
    ("or_else", "空のときの代わりの値"),
    ("if", "条件によって二つの値のどちらか"),
    ("today", "今日の日付（市の時間帯）"),
    ("lookup", "一覧や表の行を引いて、その列の値"),
];

/// The whole page.
pub fn page() -> String {
    let mut page = PROSE.to_owned();
    let tables = [
        ("<!-- types -->", types()),
        ("<!-- functions -->", functions()),
        ("<!-- reserved -->", reserved()),
        ("<!-- classes -->", classes()),
        ("<!-- languages -->", Lang::ALL.map(|lang| format!("`{}`", lang.code())).join("、")),
    ];
    let of_keys = keys::places().map(|place| (format!("<!-- keys: {place} -->"), keys::table(place)));
    for (mark, table) in tables.into_iter().map(|(mark, table)| (mark.to_owned(), table)).chain(of_keys) {
        assert!(page.contains(&mark), "prose.md has no {mark}");
        page = page.replace(&mark, table.trim_end());
    }
    assert!(
        !page.contains("<!-- keys:") && !page.contains("<!-- types"),
        "prose.md asks for a table that is not there"
    );
    page
}

fn types() -> String {
    let common = keys::common();
    let mut text = String::new();
    for (kind, ja, _) in type_words() {
        let own: Vec<String> = keys::of_type(kind)
            .difference(&common)
            .map(|key| format!("`{key}`: {}", keys::description("question", key)))
            .collect();
        let example =
            examples::question(kind).unwrap_or_else(|| panic!("every-type.yaml has no question of type {kind}"));
        let _ = write!(text, "#### `{kind}` — {ja}\n\n");
        for setting in own {
            let _ = writeln!(text, "- {setting}");
        }
        let _ = write!(text, "\n```yaml\n{example}\n```\n\n");
    }
    text.replace("\n\n\n", "\n\n")
}

fn functions() -> String {
    let mut text = "| 関数 | 意味 | 例 | 例の値 |\n|---|---|---|---|\n".to_owned();
    for (name, usage) in expr::functions() {
        let described = FUNCTIONS.iter().find(|(known, _)| *known == name);
        let (_, ja) = described.unwrap_or_else(|| panic!("describe the function {name} in FUNCTIONS"));
        let (example, given, value) = examples::call(name).unwrap_or_else(|| panic!("no vector calls {name}"));
        let given =
            if given.is_empty() || given == "{}" { String::new() } else { format!("（`{given}` のとき）") };
        let row = format!("| `{usage}` | {ja} | `{example}`{given} | `{value}` |");
        let _ = writeln!(text, "{}", row.replace("||", "\\|\\|"));
    }
    for (name, _) in FUNCTIONS {
        assert!(expr::functions().any(|(known, _)| known == *name), "there is no function {name}");
    }
    text
}

/// The classes of the print page.
fn classes() -> String {
    let rows = CLASSES.iter().map(|(class, ja)| format!("| `{class}` | {ja} |\n"));
    format!("| class | 見た目 |\n|---|---|\n{}", rows.collect::<String>())
}

fn reserved() -> String {
    let mut words: Vec<&str> = expr::reserved().collect();
    words.sort_unstable();
    words.dedup();
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
}

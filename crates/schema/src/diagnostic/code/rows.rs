//! `repeat` and its rows.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "form.rows-too-deep",
        [
            "「{name}」は三段目のくり返しです",
            "くり返しの中のくり返しまでは入力できますが、それより深いと画面でも表でも読み取れません",
            "一段外に出すか、行の質問をまとめてください（例 世帯のくり返しの中に家族のくり返し）",
        ],
        [
            "`{name}` is a third level of repeat",
            "a repeat inside a repeat can be filled in; anything deeper cannot be read on a page or in a table",
            "move it out one level, or join the questions of the rows (e.g. members inside households)",
        ],
    ),
    row(
        "form.rows-and-min",
        [
            "「{name}」に rows と min の両方があります",
            "rows は「ちょうど何行」を決めるので、最少の数は要りません",
            "min を消すか、rows を消して min と max で書いてください",
        ],
        [
            "`{name}` has both rows and min",
            "rows says exactly how many rows there are, so a least number means nothing",
            "remove min, or remove rows and write min and max",
        ],
    ),
    row(
        "form.unique-unknown",
        [
            "unique の「{name}」は、この行の質問ではありません",
            "重なりは、同じくり返しの行どうしで比べます",
            "行の質問の id を書いてください（使えるのは {known}）",
        ],
        [
            "`{name}` in unique is no question of this row",
            "rows of the same repeat are compared with each other",
            "write ids of the row's questions (known: {known})",
        ],
    ),
    row(
        "form.unique-type",
        [
            "「{name}」は unique で比べられません",
            "ファイルや行や文章は、同じかどうかを決められません",
            "「{rows}」の行の、一つの値になる質問を書いてください（例 unique: [name, birth]）",
        ],
        [
            "`{name}` cannot be compared by unique",
            "files, rows and notes have no sameness",
            "name questions of the rows of `{rows}` that have one value (e.g. unique: [name, birth])",
        ],
    ),
];

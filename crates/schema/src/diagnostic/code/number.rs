//! Receipt numbers.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "receipt.part",
        [
            "受付番号に「{part}」は使えません",
            "何を入れるのか分かりません",
            "{year}、{fiscal_year}、{wareki}（年度、R8）、{seq:5}（5桁の通し番号）のどれかを書いてください",
        ],
        [
            "`{part}` is not a part of a receipt number",
            "it is not clear what stands there",
            "write {year}, {fiscal_year}, {wareki} (the fiscal year as R8) or {seq:5} (a count of five digits)",
        ],
    ),
    row(
        "receipt.no-seq",
        [
            "受付番号「{text}」に通し番号が一つ必要です",
            "同じ番号の申込みが二つできてしまいます",
            "{seq:5} を一か所に書いてください（例 number: \"{fiscal_year}-{seq:5}\"）",
        ],
        [
            "the receipt number `{text}` needs one count",
            "two cases would get the same number",
            "write {seq:5} in one place (e.g. number: \"{fiscal_year}-{seq:5}\")",
        ],
    ),
    row(
        "receipt.letters",
        [
            "受付番号「{text}」に使えない文字があるか、長すぎます",
            "番号は電話で伝え、申込みの確認の画面で入力するものです",
            "英大文字・数字・ハイフンを20文字までで書いてください（例 number: \"LIB-{fiscal_year}-{seq:5}\"）",
        ],
        [
            "the receipt number `{text}` has characters that it cannot have, or is too long",
            "people read it out and type it to see their case",
            "use capital letters, digits and hyphens, 20 at most (e.g. number: \"LIB-{fiscal_year}-{seq:5}\")",
        ],
    ),
    row(
        "receipt.same",
        [
            "別のアプリの受付番号と同じ形です",
            "二つの手続に同じ番号ができ、申込みを取り違えます",
            "手続ごとの文字を番号の頭に付けてください（例 number: \"LIB-{fiscal_year}-{seq:5}\"）",
        ],
        [
            "another app has receipt numbers of the same form",
            "two cases would get the same number",
            "begin the number with letters of its own (e.g. number: \"LIB-{fiscal_year}-{seq:5}\")",
        ],
    ),
];

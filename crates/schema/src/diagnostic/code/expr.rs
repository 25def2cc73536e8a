//! Expressions: how they are written.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "expr.blank",
        [
            "式が書かれていません",
            "空の式からは何も決まりません",
            "式を書くか、項目ごと消してください（例 show_if: housing == \"flat\"）",
        ],
        [
            "there is no expression here",
            "an empty expression decides nothing",
            "write one or delete the key, e.g. show_if: housing == \"flat\"",
        ],
    ),
    row(
        "expr.too-long",
        [
            "式が長すぎます（{length}バイト、{max}バイトまで）",
            "これより長い式は読み違えます",
            "calc の質問に分けて、名前で使ってください（例 {id: total, type: calc, value: sum(goods.qty)}）",
        ],
        [
            "the expression is too long ({length} bytes, at most {max})",
            "nobody reads a longer one without mistakes",
            "split it into calc questions and use their names, e.g. {id: total, type: calc, value: sum(goods.qty)}",
        ],
    ),
    row(
        "expr.too-deep",
        [
            "かっこの入れ子が深すぎます（{max}段まで）",
            "これより深い式は読み違えます",
            "calc の質問に分けて、名前で使ってください",
        ],
        [
            "brackets are nested too deeply (at most {max} levels)",
            "nobody reads a deeper expression without mistakes",
            "split it into calc questions and use their names",
        ],
    ),
    row(
        "expr.syntax",
        [
            "式の中の「{found}」が読めません",
            "式の書き方に合わないので、意味が決まりません",
            "比較は ==、つなぎは and と or、文字は \" \" で書きます（例 points <= 8 and photo is empty）",
        ],
        [
            "`{found}` cannot be read in this expression",
            "it does not fit the way expressions are written, so it has no meaning",
            "compare with ==, join with and / or, put text in \" \", e.g. points <= 8 and photo is empty",
        ],
    ),
    row(
        "expr.end",
        [
            "式が途中で終わっています",
            "続きがないと意味が決まりません",
            "かっこの閉じ忘れや、記号の後ろの書き忘れを確かめてください（例 sum(goods.qty) <= 10）",
        ],
        [
            "the expression ends too early",
            "without the rest it has no meaning",
            "look for an unclosed bracket or a sign with nothing after it, e.g. sum(goods.qty) <= 10",
        ],
    ),
    row(
        "expr.punctuation",
        [
            "「{found}」は式では「{instead}」と書きます",
            "形の似た記号や別の言語の記号は、式では意味を持ちません",
            "「{instead}」に書き換えてください",
        ],
        [
            "`{found}` is written `{instead}` in expressions",
            "look-alike signs and signs of other languages have no meaning here",
            "write `{instead}`",
        ],
    ),
    row(
        "expr.open-text",
        [
            "文字の \" が閉じていません",
            "どこまでが文字か分かりません",
            "終わりに \" を書いてください（例 housing == \"flat\"）",
        ],
        [
            "the text is not closed by \"",
            "it is unclear where the text ends",
            "close it with \", e.g. housing == \"flat\"",
        ],
    ),
    row(
        "expr.number",
        [
            "「{found}」は数として読めません",
            "単位や指数のついた数は計算できません",
            "数字だけで書いてください（例 1000、3.5）",
        ],
        [
            "`{found}` cannot be read as a number",
            "numbers with units or exponents cannot be computed with",
            "write digits only, e.g. 1000 or 3.5",
        ],
    ),
    row(
        "expr.date",
        [
            "「{found}」という日付はありません",
            "暦にない日とは比べられません",
            "実在する日を書いてください（例 2026-04-01）",
        ],
        [
            "there is no date {found}",
            "nothing can be compared with a day that does not exist",
            "write a day of the calendar, e.g. 2026-04-01",
        ],
    ),
    row(
        "expr.mixed-and-or",
        [
            "and と or がかっこなしで混ざっています",
            "どちらを先に見るかで結果が変わり、読む人が取り違えます",
            "かっこを付けてください（例 (a and b) or c）",
        ],
        [
            "and and or are mixed without brackets",
            "the result depends on which is read first, and readers will differ",
            "add brackets, e.g. (a and b) or c",
        ],
    ),
    row(
        "expr.chained",
        [
            "比較を続けて書くことはできません",
            "1 < x < 5 のような式は、途中の結果と次の数を比べてしまいます",
            "and でつないでください（例 1 < x and x < 5）",
        ],
        [
            "comparisons cannot be chained",
            "1 < x < 5 would compare the first result with the next number",
            "join them with and, e.g. 1 < x and x < 5",
        ],
    ),
];

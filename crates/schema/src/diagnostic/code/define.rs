//! Named expressions and row types.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "define.cycle",
        [
            "名前どうしが互いを使っています: {path}",
            "どれから決めればよいか決まりません",
            "どれか1つの式から、もう一方の名前を外してください",
        ],
        [
            "names stand for each other: {path}",
            "none of them can be decided first",
            "take the other name out of one of these expressions",
        ],
    ),
    row(
        "define.unused",
        [
            "define の「{name}」はどこでも使われていません",
            "使うつもりの条件が抜けているかもしれません",
            "条件や計算に {name} と書くか、この行を消してください（例 show_if: {name}）",
        ],
        [
            "`{name}` of define is not used",
            "a condition that should use it may be missing",
            "write {name} into a condition (e.g. show_if: {name}), or delete the line",
        ],
    ),
    row(
        "define.taken",
        [
            "「{name}」は質問の名前でもあります",
            "式に {name} と書いたとき、どちらのことか読む人が取り違えます",
            "define の名前を変えてください（例 is_{name}）",
        ],
        [
            "`{name}` is a question too",
            "readers of an expression could not tell which of them is meant",
            "choose another name under define (e.g. is_{name})",
        ],
    ),
    row(
        "define.too-large",
        [
            "「{name}」を広げると式が大きくなりすぎます",
            "名前の中の名前が深すぎるか、同じ名前が何度も使われています",
            "途中の結果を type: calc の質問にして、その id を使ってください",
        ],
        [
            "the expression becomes too large with what `{name}` stands for",
            "names stand too deep inside each other, or one is used again and again",
            "compute a part of it in a question with type: calc and use its id",
        ],
    ),
    row(
        "define.unknown-rows",
        [
            "「{name}」という行の形は define にありません",
            "どの質問を並べるか分かりません",
            "define に {name}: {questions: […]} を書くか、ある名前を使ってください: {known}",
        ],
        [
            "define has no rows called `{name}`",
            "it is not known which questions make a row",
            "write {name}: {questions: […]} under define, or use a name that is there: {known}",
        ],
    ),
];

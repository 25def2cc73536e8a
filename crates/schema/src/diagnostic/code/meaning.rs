//! Expressions: what they name and whether the types fit.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "expr.unknown-name",
        [
            "「{name}」という質問はありません",
            "ない名前の値は決まらないので、この式は働きません",
            "質問の id を書いてください。文字なら \" \" で囲みます（例 housing == \"flat\"）",
        ],
        [
            "there is no question `{name}`",
            "a name that does not exist has no value, so this expression cannot work",
            "write the id of a question, or put text in \" \", e.g. housing == \"flat\"",
        ],
    ),
    row(
        "expr.unknown-part",
        ["「{part}」という部分はありません", "ない部分の値は決まりません", "使える名前: {known}"],
        ["there is no part `{part}`", "a part that does not exist has no value", "parts: {known}"],
    ),
    row(
        "expr.no-parts",
        [
            "「{name}」は1つの値なので「.{part}」は付けられません",
            "部分があるのは、氏名・住所・希望日や一覧の行です",
            "「{name}」とだけ書いてください",
        ],
        [
            "`{name}` is a single value and has no part `{part}`",
            "only names, addresses, slots and rows have parts",
            "write just `{name}`",
        ],
    ),
    row(
        "expr.forward",
        [
            "「{name}」はここより後で聞く質問です",
            "まだ答えのない質問を見ると、いつも空になります",
            "質問の順を入れ替えるか、先に聞く質問を使ってください",
        ],
        [
            "`{name}` is asked later than this",
            "a question that is not answered yet is always blank",
            "change the order of the questions, or use an earlier one",
        ],
    ),
    row(
        "expr.system-name",
        [
            "「{name}」は受け付けたあとに決まるので、ここでは読めません",
            "申込みを書いている間は、状態も受付番号も受付日もまだありません",
            "質問の答えで条件を書いてください。受け付けたあとのことは、操作の if や一覧の where に書けます",
        ],
        [
            "`{name}` is known only after a case has arrived, and cannot be read here",
            "while somebody fills in the form there is no state, receipt number or day of arrival yet",
            "write the condition with answers; what happens after arrival goes into if of an action or where of a view",
        ],
    ),
    row(
        "expr.cycle",
        [
            "質問どうしが互いを待っています: {path}",
            "どれから決めればよいか決まりません",
            "どれか1つの条件から、もう一方の質問を外してください",
        ],
        [
            "questions wait for each other: {path}",
            "none of them can be decided first",
            "take the other question out of one of these conditions",
        ],
    ),
    row(
        "expr.in-rows",
        [
            "「{name}」は「{rows}」の行の中の質問です",
            "行はいくつもあるので、どの行の値か決まりません",
            "行をまとめる形で書いてください（例 sum({rows}.{name})）",
        ],
        [
            "`{name}` belongs to the rows of `{rows}`",
            "there may be many rows, so it is unclear which value is meant",
            "put the rows together, e.g. sum({rows}.{name})",
        ],
    ),
    row(
        "expr.rows",
        [
            "「{name}」は行の集まりで、1つの値ではありません",
            "行はいくつもあるので、そのままでは比べたり足したりできません",
            "sum count min max any all first last join でまとめてください（例 count({rows})）",
        ],
        [
            "`{name}` is rows, not a single value",
            "many rows cannot be compared or added as they are",
            "put them together with sum count min max any all first last join, e.g. count({rows})",
        ],
    ),
    row(
        "expr.no-rows",
        [
            "{function}( ) の中に行の集まりがありません（{text}）",
            "{function} は items や repeat の行をまとめる働きをします",
            "行の列を書いてください（例 {function}(goods.qty)）",
        ],
        [
            "there are no rows inside {function}( ): {text}",
            "{function} puts together the rows of items or repeat",
            "name a column of rows, e.g. {function}(goods.qty)",
        ],
    ),
    row(
        "expr.two-rows",
        [
            "2つの行の集まりが混ざっています（{names}）",
            "どの行とどの行を組にするか決まりません",
            "1つずつまとめてから計算してください（例 sum(a.x) + sum(b.y)）",
        ],
        [
            "two sets of rows are mixed: {names}",
            "it is unclear which row goes with which",
            "put each together first, e.g. sum(a.x) + sum(b.y)",
        ],
    ),
    row(
        "expr.unknown-function",
        [
            "「{name}」という関数はありません",
            "ない関数は計算できません",
            "関数の名前を確かめてください（例 sum count min max if today days_after age_on lookup）",
        ],
        [
            "there is no function `{name}`",
            "a function that does not exist cannot be computed",
            "check its name, e.g. sum count min max if today days_after age_on lookup",
        ],
    ),
    row(
        "expr.arguments",
        ["{function} の書き方が違います", "この形では計算できません", "こう書きます: {usage}"],
        ["{function} is not written like this", "it cannot be computed in this form", "write: {usage}"],
    ),
    row(
        "expr.argument",
        [
            "{function}( ) に「{text}」は使えません（{found}です）",
            "この関数が計算できる種類の値ではありません",
            "関数に合う種類の質問を書いてください",
        ],
        [
            "{function}( ) cannot take `{text}`, which is {found}",
            "the function does not compute with this kind of value",
            "name a question of the kind that the function takes",
        ],
    ),
    row(
        "expr.unknown-list",
        [
            "「{name}」という一覧はありません",
            "ない一覧からは値を引けません",
            "lists: に書いた名前を使ってください（例 lookup(items, \"sofa2\").fee）",
        ],
        [
            "there is no list `{name}`",
            "nothing can be looked up in a list that does not exist",
            "use a name under lists:, e.g. lookup(items, \"sofa2\").fee",
        ],
    ),
    row(
        "expr.other-list",
        [
            "「{text}」は一覧「{list}」から選ぶ質問ではありません",
            "ほかの一覧から選んだ答えでは、一覧「{list}」の行を引けません",
            "その質問を from: {list} にするか、一覧「{list}」から選ぶ質問の id を書いてください",
        ],
        [
            "`{text}` is not chosen from the list `{list}`",
            "an answer from another list finds no row of `{list}`",
            "write from: {list} at that question, or name a question that is chosen from `{list}`",
        ],
    ),
    row(
        "expr.unknown-code",
        [
            "一覧「{list}」に「{code}」はありません",
            "ない選択肢と比べても、いつも同じ結果になります",
            "使えるコード: {known}",
        ],
        [
            "the list `{list}` has no code `{code}`",
            "a comparison with a choice that does not exist is always the same",
            "codes: {known}",
        ],
    ),
    row(
        "expr.type",
        [
            "「{sign}」で{left}と{right}を比べることはできません",
            "種類の違う値どうしは、いつも等しくなりません",
            "同じ種類の値と比べてください（例 数は 5、文字は \"flat\"、日付は 2026-04-01）",
        ],
        [
            "`{sign}` cannot compare {left} with {right}",
            "values of different kinds are never equal",
            "compare with the same kind: a number 5, a text \"flat\", a date 2026-04-01",
        ],
    ),
    row(
        "expr.in",
        [
            "in の右は一覧でなければなりませんが、「{text}」は{found}です",
            "in は値が一覧に入っているかを調べます",
            "[ ] の一覧か、複数選択の質問を書いてください（例 housing in [\"house\", \"flat\"]）",
        ],
        [
            "in needs a list on its right, but `{text}` is {found}",
            "in asks whether a value is one of several",
            "write a list in [ ] or a choices question, e.g. housing in [\"house\", \"flat\"]",
        ],
    ),
    row(
        "expr.empty-text",
        [
            "空の文字 \"\" とは比べられません",
            "書かれていない答えは空の文字ではなく「空」です",
            "is empty か is not empty で調べてください（例 spot is empty）",
        ],
        [
            "nothing can be compared with the empty text \"\"",
            "an answer that was left blank is empty, not a text",
            "ask with is empty or is not empty, e.g. spot is empty",
        ],
    ),
    row(
        "expr.condition",
        [
            "条件が必要ですが、「{text}」は{found}です",
            "はい・いいえが決まらないと、条件になりません",
            "比較を書いてください（例 points <= 8）",
        ],
        [
            "expected a condition, but `{text}` is {found}",
            "a condition must come out as yes or no",
            "write a comparison, e.g. points <= 8",
        ],
    ),
    row(
        "expr.constant",
        [
            "この条件は{value}",
            "答えによって変わらない条件は、書き間違いのことがほとんどです",
            "条件を直すか、要らなければ消してください",
        ],
        [
            "this condition is {value}",
            "a condition that no answer can change is almost always a slip",
            "correct it, or delete it if it is not needed",
        ],
    ),
    row(
        "expr.differ",
        [
            "「{text}」は{other}ですが、もう一方は{one}です",
            "場合によって種類の変わる値は、計算にも列にも使えません",
            "どちらも同じ種類の値にしてください（例 if(adult, 1000, 500)）",
        ],
        [
            "`{text}` is {other}, but the other one is {one}",
            "a value whose kind changes cannot be computed with or stored",
            "give both the same kind, e.g. if(adult, 1000, 500)",
        ],
    ),
    row(
        "expr.operator",
        [
            "「{sign}」は{left}と{right}には使えません",
            "計算できるのは数と金額です。日付には専用の関数があります",
            "数どうしで計算するか、関数を使ってください（例 days_after(visit.date, 3)）",
        ],
        [
            "`{sign}` does not work on {left} and {right}",
            "only numbers and money are computed with; dates have functions of their own",
            "compute with numbers, or use a function, e.g. days_after(visit.date, 3)",
        ],
    ),
    row(
        "expr.zero",
        ["0で割っています", "0で割った値はないので、この式はいつも値がありません", "割る数を確かめてください"],
        [
            "this divides by zero",
            "nothing divided by zero has a value, so the expression never has one",
            "check the divisor",
        ],
    ),
    row(
        "expr.yen",
        [
            "この金額には1円未満の端数が出ることがあります",
            "端数をどうするかが決まらないと、請求額が決まりません",
            "rounddown roundup round のどれかで端数を決めてください",
        ],
        [
            "this amount may have a part of a yen",
            "the charge is not decided until the rounding is",
            "say how to round: rounddown, roundup or round",
        ],
    ),
    row(
        "expr.result",
        [
            "{expected}が必要ですが、この式の値は{found}です",
            "ここに入る値の種類は決まっています",
            "{expected}になる式を書いてください",
        ],
        [
            "expected {expected}, but this gives {found}",
            "the kind of value is decided by its place",
            "write an expression that gives {expected}",
        ],
    ),
];

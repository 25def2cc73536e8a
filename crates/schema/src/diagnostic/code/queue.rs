//! The clerks' list.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "queue.unknown-column",
        [
            "「{name}」という列はありません",
            "一覧に出す値がありません",
            "質問の id、name.family のような一部、または決まった列を書いてください: {known}",
        ],
        [
            "there is no column `{name}`",
            "there is nothing to show",
            "write a question id, a part such as applicant.family, or a system column: {known}",
        ],
    ),
    row(
        "queue.rows",
        [
            "「{name}」は何行もある答えなので、一つの列にできません",
            "一覧の一つの欄に入りません",
            "合計などを type: calc の質問にして、その id を書いてください（例 value: sum({name}.qty)）",
        ],
        [
            "the answer `{name}` is rows and does not fit in a column",
            "one cell cannot hold them",
            "make a total with a type: calc question and use its id (e.g. value: sum({name}.qty))",
        ],
    ),
    row(
        "queue.group",
        [
            "「{name}」ではまとめられません",
            "まとめる見出しは一つの列の値です",
            "一つの値の列を書いてください（例 group: area）",
        ],
        [
            "rows cannot be grouped by `{name}`",
            "a heading is the value of one column",
            "write a column with a single value (e.g. group: area)",
        ],
    ),
    row(
        "queue.sensitive-title",
        [
            "title に、見られる人を限った質問「{name}」の答えが出ます",
            "access.sensitive に含まれない担当者にも見えます",
            "title から {name} を外すか、access.read の全員を access.sensitive に加えてください",
        ],
        [
            "the title shows the sensitive answer `{name}`",
            "readers who are not in access.sensitive would see it",
            "leave {name} out of the title, or add all of access.read to access.sensitive",
        ],
    ),
    row(
        "queue.not-stored",
        [
            "この条件では、一覧を検索できません（{reason}）: {text}",
            "多くの申込みから速く探すには、保存された列だけで決まる必要があります",
            "type: calc の質問で計算しておき、その id を条件に使ってください（例 where: points > 8）",
        ],
        [
            "the queue cannot be searched by this condition ({reason}): {text}",
            "to be fast it must be decided by stored columns alone",
            "compute it in a question with type: calc and use its id (e.g. where: points > 8)",
        ],
    ),
    row(
        "queue.chart-group",
        [
            "「{text}」ではグラフの棒に分けられません",
            "1件が入る棒は、1件に1つだけある値で決まります",
            "選択肢、はい・いいえ、日付、_state などを書いてください（例 group: area、group: month(_created_on)）",
        ],
        [
            "`{text}` does not divide cases into bars",
            "a case stands in one bar, by the one value that it has",
            "write a choice, a yes or no, a date or _state, e.g. group: area, group: month(_created_on)",
        ],
    ),
    row(
        "queue.chart-measure",
        [
            "「{text}」は、グラフで数える式ではありません",
            "棒の長さは、何件もの申込みから決まる1つの数です",
            "count()、sum(points)、min(fee)、max(fee) のどれかの形で書いてください",
        ],
        [
            "`{text}` does not say what a chart counts",
            "a bar is as long as one number that comes of many cases",
            "write count(), sum(points), min(fee) or max(fee)",
        ],
    ),
    row(
        "queue.not-counted",
        [
            "この式では、グラフの数を数えられません（{reason}）: {text}",
            "多くの申込みをまとめて数えるには、保存された列だけで決まる必要があります",
            "type: calc の質問で計算しておき、その id を使ってください（例 group: centre、measure: sum(points)）",
        ],
        [
            "a chart cannot be counted by this ({reason}): {text}",
            "to count many cases at once it must be decided by stored columns alone",
            "compute it in a question with type: calc and use its id, e.g. group: centre, measure: sum(points)",
        ],
    ),
];

//! Rules over other cases.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "rule.key",
        [
            "「{name}」は一つの値ではないので、ほかの申込みと比べられません",
            "同じ人・同じ物の申込みかどうかを見分けられません",
            "一つの値で答える質問か、その一部を書いてください（例 phone、applicant.family_kana）",
        ],
        [
            "`{name}` is not a single value, so other cases cannot be compared by it",
            "whether two cases are of the same person or thing is not known",
            "write a question with a single value, or one part of it (e.g. phone, applicant.family_kana)",
        ],
    ),
    row(
        "rule.free-text",
        [
            "「{name}」は自由に書く欄なので、書き方が違うと同じとみなされません",
            "「１０１」と「101」のような違いで、二重の申込みを見逃します",
            "choice、phone、kana、integer などの型にするか、pattern で書き方を一つに決めてください",
        ],
        [
            "`{name}` is free text: what is written differently counts as different",
            "the same thing written in two ways would not be noticed",
            "use a type such as choice, phone, kana or integer, or allow one way of writing with pattern",
        ],
    ),
    row(
        "rule.may-be-blank",
        [
            "「{name}」は空のことがあり、空の申込みにはこの規則が当てはまりません",
            "一つでも空があると何も比べないので、二重の申込みが通ることがあります",
            "空どうしも同じとみなすなら {of: […], blank: same}、空のときは比べないでよいなら blank: skip と書いてください",
        ],
        [
            "`{name}` may be blank, and the rule is not applied to a case in which it is",
            "with one blank nothing is compared, so a second case may get through",
            "write {of: […], blank: same} when blanks are the same as blanks, or blank: skip when they need not be compared",
        ],
    ),
    row(
        "rule.counts-all",
        [
            "この規則で数えない状態が書かれていません",
            "取り消された申込みや断った申込みも数えられ、出し直せなくなります",
            "数えない状態を書いてください（例 except: [cancelled, rejected]）。すべて数えるなら except: [] と書いてください",
        ],
        [
            "the rule does not say which states do not count",
            "withdrawn and rejected cases would count too, and nobody could apply again",
            "write the states that do not count (e.g. except: [cancelled, rejected]), or except: [] when all do",
        ],
    ),
    row(
        "rule.range",
        [
            "no_overlap には、始まりと終わりの質問を二つ書きます",
            "期間の重なりは、二つの日付（date）か二つの日時（datetime）で比べます",
            "日付どうし、または日時どうしの質問を二つ書いてください（例 no_overlap: [from, until]）",
        ],
        [
            "no_overlap takes two questions: where a range begins and where it ends",
            "ranges are compared by two dates or by two dates with times",
            "write two questions of type date, or two of type datetime (e.g. no_overlap: [from, until])",
        ],
    ),
    row(
        "rule.limit",
        [
            "上限の書き方が決まりません",
            "limit には、count（件数）、open（受付中の件数）、sum と at_most（合計）のどれか一つを書きます",
            "一つだけ書いてください（例 {per: phone, count: 4, in: fiscal_year} や {sum: amount, at_most: 5000000, in: fiscal_year}）",
        ],
        [
            "it is not clear what is limited",
            "limit takes exactly one of count, open, or sum with at_most",
            "write one of them (e.g. {per: phone, count: 4, in: fiscal_year} or {sum: amount, at_most: 5000000, in: fiscal_year})",
        ],
    ),
    row(
        "rule.sum",
        [
            "「{name}」は合計できません",
            "合計の上限は、数か金額の質問で数えます",
            "type が integer、number、money の質問か、数になる calc の id を書いてください",
        ],
        [
            "`{name}` cannot be summed",
            "the limit of a sum needs numbers or money",
            "write the id of a question of type integer, number or money, or of a calc with a number",
        ],
    ),
    row(
        "rule.on",
        [
            "「{name}」は日付ではありません",
            "どの年・どの月に数えるかは日付で決まります",
            "on に type: date の質問を書いてください。書かなければ受付日で数えます",
        ],
        [
            "`{name}` is not a date",
            "a date decides in which year or month a case counts",
            "write a question of type date under on, or leave it out to count by the day of arrival",
        ],
    ),
];

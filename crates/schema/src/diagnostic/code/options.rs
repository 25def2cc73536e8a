//! Options of `choice`, `choices` and `items`.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "form.where-never",
        [
            "この where では、一覧「{list}」のどの行も選べません",
            "選択肢が一つも出ないので、誰も答えられません",
            "一覧の列の値と、比べている回答のコードが同じ書き方か確かめてください",
        ],
        [
            "no row of the list `{list}` can ever satisfy this `where`",
            "nobody could answer, because nothing would be offered",
            "check that the values of the column are written like the codes that they are compared with",
        ],
    ),
    row(
        "form.where-hidden",
        [
            "「{name}」は一覧の列の名前でもあり、質問の名前でもあります",
            "where の中では列の値として読まれるので、質問の回答と比べられません",
            "列の名前を変えてください（例 {name}_code）",
        ],
        [
            "`{name}` is a column of the list and a question as well",
            "inside `where` it is read as the column, so that the answer cannot be compared with it",
            "rename the column, e.g. {name}_code",
        ],
    ),
    row(
        "form.other-in-list",
        [
            "一覧「{list}」に、other という選択肢がすでにあります",
            "other: true が加える「その他」と区別できません",
            "一覧の other の行を消すか、other: true を消してください",
        ],
        [
            "the list `{list}` has an option `other` already",
            "it could not be told from the one that `other: true` adds",
            "delete that row of the list, or `other: true`",
        ],
    ),
    row(
        "form.other-of-rows",
        [
            "「{name}」では other: true を使えません",
            "選択肢は入力された行なので、「その他」の行はありません",
            "other: true を消してください",
        ],
        [
            "`{name}` cannot have `other: true`",
            "its options are rows that were entered, and there is no other row",
            "delete `other: true`",
        ],
    ),
    row(
        "form.exclusive-unknown",
        [
            "exclusive の「{name}」という選択肢はありません",
            "ほかと一緒に選べない選択肢を決められません",
            "選択肢のコードを書いてください（{known}）",
        ],
        [
            "there is no option `{name}` for `exclusive`",
            "it cannot be decided which option excludes the others",
            "write the code of an option ({known})",
        ],
    ),
    row(
        "form.rows-unknown",
        [
            "rows(…) の「{name}」は、この質問より前にある repeat ではありません",
            "選択肢にする行がありません",
            "この質問より前にある repeat の id を書いてください（{known}）",
        ],
        [
            "`{name}` in rows(…) is no `repeat` that is asked before this question",
            "there are no rows to choose from",
            "write the id of a `repeat` that comes earlier ({known})",
        ],
    ),
];

//! References to cases of other apps.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "case.unknown-app",
        [
            "「{name}」というアプリはありません",
            "どの手続の申込みを選ぶのかが決まりません",
            "app に書けるのは、この市のアプリの名前です: {known}",
        ],
        [
            "there is no app `{name}`",
            "it is not known whose cases are chosen from",
            "write the name of an app of this city: {known}",
        ],
    ),
    row(
        "case.for-staff",
        [
            "だれでも開ける申込みで、ほかの申込みを選ぶ質問「{name}」を聞いています",
            "ほかの人の申込みを、住民に探させることになります",
            "internal: true を付けて職員だけの質問にするか、app に audience: staff を書いてください",
        ],
        [
            "`{name}` asks the public to choose a case of another app",
            "residents would search the applications of other people",
            "add internal: true, or audience: staff to the app",
        ],
    ),
    row(
        "case.unknown-question",
        [
            "アプリ「{app}」に「{part}」という質問はありません",
            "消したり名前を変えたりした質問は、ほかのアプリからも読めなくなります",
            "読めるもの: {known}",
        ],
        [
            "the app `{app}` has no question `{part}`",
            "a question that was deleted or renamed cannot be read from other apps either",
            "what can be read: {known}",
        ],
    ),
    row(
        "case.sensitive",
        [
            "アプリ「{app}」の「{part}」は機微な答えなので、ほかのアプリからは読めません",
            "見る権限のない人にも、この手続を通して伝わってしまいます",
            "機微でない質問を読むか、この手続であらためて聞いてください",
        ],
        [
            "`{part}` of the app `{app}` is sensitive, so other apps cannot read it",
            "it would reach people who may not see it",
            "read a question that is not sensitive, or ask again in this app",
        ],
    ),
    row(
        "case.several",
        [
            "アプリ「{app}」の「{part}」は、ほかのアプリからは読めません",
            "行の集まり、いくつかの選択、ファイルは、一つの値ではありません",
            "読みたい値を、そのアプリに計算の質問（例 {id: total, type: calc, value: sum(goods.fee)}）として置いてください",
        ],
        [
            "`{part}` of the app `{app}` cannot be read from other apps",
            "rows, several choices and files are not one value",
            "add a computed question to that app (e.g. {id: total, type: calc, value: sum(goods.fee)}) and read it",
        ],
    ),
    row(
        "case.second-hop",
        [
            "申込みの先の、そのまた先の申込みにある「{part}」は読めません",
            "読めるのは、選んだ申込みの答えまでです",
            "選んだ申込みのアプリに計算の質問を置いて、その値を読んでください",
        ],
        [
            "`{part}` of a case that another case names cannot be read",
            "only the answers of the chosen case itself can be read",
            "add a computed question to the app of the chosen case, and read that",
        ],
    ),
    row(
        "case.only-default",
        [
            "「{name}」は、ほかの質問の default でしか読めません",
            "copy: default の申込みからは初めの値を写すだけで、写した値はあとで変えられます",
            "写した質問のほうを読むか、copy: snapshot か copy: live にしてください",
        ],
        [
            "only the `default` of other questions can read `{name}`",
            "with copy: default the case only fills in values, which may be changed afterwards",
            "read the question that was filled in, or write copy: snapshot or copy: live",
        ],
    ),
    row(
        "case.no-column",
        [
            "「{name}」は一覧の列にできません",
            "ほかの申込みの見出しと、いくつかの部分からなる答えは、表の一つの列に入っていません",
            "一つの列に入る答え（例 report._receipt、report.address.town）を書いてください",
        ],
        [
            "`{name}` cannot be a column of the queue",
            "titles of other cases and answers with parts are not kept in one column",
            "write an answer that is kept in one column (e.g. report._receipt, report.address.town)",
        ],
    ),
    row(
        "case.circle",
        [
            "計算の質問「{name}」の値が、ほかのアプリを通って自分自身に戻ります",
            "どちらが先に決まるか分からず、値の種類も決まりません",
            "どちらかのアプリの計算を、もとの答えから書き直してください",
        ],
        [
            "the computed question `{name}` comes back to itself through another app",
            "neither value can be known first, and it has no type",
            "compute one of them from answers of its own app",
        ],
    ),
];

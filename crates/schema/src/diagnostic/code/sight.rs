//! Hidden answers that something tells, and people who are named where they cannot act.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "form.calc-of-sensitive",
        [
            "「{name}」の値は、見られる人を限った「{source}」から計算されます",
            "access.sensitive に含まれない担当者も、一覧・CSV・API に出るこの値から元の答えを知ることができます",
            "sensitive: true を書いてください。だれに見せてもよい値なら sensitive: false と書いてください",
        ],
        [
            "`{name}` is computed from the sensitive answer `{source}`",
            "readers who are not in access.sensitive could tell that answer from lists, files and the API",
            "write sensitive: true; if everybody may see the value, say so with sensitive: false",
        ],
    ),
    row(
        "form.calc-of-internal",
        [
            "「{name}」の値は、職員だけが答える「{source}」から計算され、申請者にも見えます",
            "職員の判断や採点が、申込みの確認の画面から申請者に伝わります",
            "internal: true を書いてください。申請者に見せる値なら internal: false と書いてください",
        ],
        [
            "`{name}` is computed from `{source}`, which only clerks answer, and residents see it",
            "what clerks judged would be told on the resident's page",
            "write internal: true; if residents are meant to see the value, say so with internal: false",
        ],
    ),
    row(
        "form.internal-condition",
        [
            "この条件は、職員だけが答える「{name}」を読みます: {text}",
            "申請者が入力するときは、いつも空の答えとして扱われます",
            "申請者が答える質問で書くか、質問に internal: true を書いてください（例 show_if: housing == \"flat\"）",
        ],
        [
            "this condition reads `{name}`, which only clerks answer: {text}",
            "while a resident fills in the form it is always blank",
            "use a question that residents answer, or write internal: true at this one, e.g. show_if: housing == \"flat\"",
        ],
    ),
    row(
        "workflow.by-without-read",
        [
            "「{name}」は、この申込みを開けません",
            "access.read にないので、書いてあっても押せません",
            "access の read に {name} を加えるか、ここから消してください（例 read: [cleaning, {name}]）",
        ],
        [
            "`{name}` cannot open the case",
            "it is not in access.read, so what is written here can never be used",
            "add {name} to read under access, e.g. read: [cleaning, {name}], or delete it here",
        ],
    ),
    row(
        "workflow.edit-of-sensitive",
        [
            "「{name}」を直せる人のなかに、この答えを見られない人がいます",
            "見られない人の修正の画面には、この質問は出ません",
            "by の全員を access.sensitive に加えるか、edit から {name} を外してください（例 by: cleaning/chief）",
        ],
        [
            "some of those who may edit `{name}` may not see its answer",
            "the question will not be on their page",
            "add all of by to access.sensitive, or leave {name} out of edit, e.g. by: cleaning/chief",
        ],
    ),
    row(
        "workflow.sensitive-condition",
        [
            "ボタンの条件が、見られる人を限った「{name}」を読みます: {text}",
            "ボタンが出るかどうかで、access.sensitive に含まれない担当者にも答えが分かります",
            "by を見てよい人にするか、sensitive: false と書いた type: calc の質問を条件に使ってください（例 by: cleaning/chief）",
        ],
        [
            "the condition of a button reads the sensitive answer `{name}`: {text}",
            "whether the button is there tells the answer to people who are not in access.sensitive",
            "let by name people who may see it, or use a type: calc question with sensitive: false, e.g. by: cleaning/chief",
        ],
    ),
    row(
        "workflow.ask-unanswered",
        [
            "操作「{name}」は補正を求めますが、状態「{state}」に申請者の操作がありません",
            "申請者の画面に直す欄が出ず、補正が届きません",
            "状態「{state}」から by: resident の操作を書いてください（例 {id: resubmit, from: {state}, to: back, by: resident}）",
        ],
        [
            "`{name}` asks for corrections, but the resident has no action in the state `{state}`",
            "nothing is shown to correct, and no correction can arrive",
            "write an action with by: resident from {state}, e.g. {id: resubmit, from: {state}, to: back, by: resident}",
        ],
    ),
    row(
        "queue.sensitive-view",
        [
            "一覧の絞り込みやまとめ方が、見られる人を限った「{name}」を使います: {text}",
            "並ぶ申込みから、access.sensitive に含まれない担当者にも答えが分かります",
            "{name} を使わないか、sensitive: false と書いた type: calc の質問を使ってください（例 where: _state == \"received\"）",
        ],
        [
            "a saved view is made by the sensitive answer `{name}`: {text}",
            "which cases are in it tells the answer to readers who are not in access.sensitive",
            "do without {name}, or use a type: calc question with sensitive: false, e.g. where: _state == \"received\"",
        ],
    ),
];

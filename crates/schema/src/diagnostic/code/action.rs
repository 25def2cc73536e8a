//! Who acts, where a case starts, and what goes with an action or a state.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "workflow.unknown-press",
        [
            "「{name}」という操作はありません",
            "だれと別の人でなければならないか決められません",
            "not_by には、人が押す操作の id か starter（起票した人）を書いてください: {known}",
        ],
        [
            "there is no action `{name}` that somebody presses",
            "it is not known who must be another person",
            "write the id of an action that people press, or starter: {known}",
        ],
    ),
    row(
        "workflow.automatic-not-by",
        [
            "自動の操作「{name}」に not_by が書かれています",
            "自動の操作を押す人はいません",
            "not_by を消すか、automatic を消して by を書いてください",
        ],
        [
            "the automatic action `{name}` has a not_by",
            "nobody presses an automatic action",
            "delete not_by, or delete automatic and write by",
        ],
    ),
    row(
        "workflow.never-before",
        [
            "操作「{name}」より前に「{other}」が押されることはありません",
            "別の人かどうかを確かめる相手がいません",
            "「{other}」のあとで押せる操作に not_by を書くか、ここから消してください",
        ],
        [
            "`{other}` can never come before `{name}`",
            "there would be nobody to compare with",
            "write not_by at an action that can follow `{other}`, or delete it here",
        ],
    ),
    row(
        "workflow.unknown-channel",
        [
            "「{name}」という受付方法はありません",
            "どの状態から始めるか決められません",
            "次のどれかを書いてください: {known}",
        ],
        ["there is no channel `{name}`", "it is not known in which state cases start", "write one of: {known}"],
    ),
    row(
        "workflow.start-missing",
        [
            "start に {missing} の始まりの状態がありません",
            "その方法で届いた申込みをどこから始めるか決められません",
            "すべての受付方法の状態を書いてください（例 web: received, phone: confirmed, counter: confirmed）",
        ],
        [
            "start does not say where cases by {missing} begin",
            "it is not known in which state they start",
            "write a state for each channel (e.g. web: received, phone: confirmed, counter: confirmed)",
        ],
    ),
    row(
        "workflow.cannot-edit",
        [
            "「{name}」の答えは、edit では直せません",
            "計算、説明、ファイル、日の予約は、答えを書き直す質問ではありません",
            "書き直せる質問の id を書いてください（日は change_slot で変えます）",
        ],
        [
            "the answer of `{name}` cannot be edited",
            "what is computed, a note, a file or a booked day is not written over",
            "write the id of a question that is answered (a day is moved by change_slot)",
        ],
    ),
    row(
        "workflow.escalate-without-due",
        [
            "状態「{name}」に escalate がありますが、due がありません",
            "いつ知らせるのか決められません",
            "期限を書いてください（例 due: 2 business days）",
        ],
        [
            "the state `{name}` has escalate without due",
            "it is not known when to escalate",
            "write by when somebody should act (e.g. due: 2 business days)",
        ],
    ),
    row(
        "workflow.cannot-give",
        [
            "「{name}」は、操作のときに職員が答える質問ではありません",
            "申込者の答えを、操作のついでに書き換えることはできません",
            "質問に internal: true を書くか、直すなら状態の edit に書いてください",
        ],
        [
            "`{name}` is not a question that clerks answer at a press",
            "a resident's answer is not written over by the way",
            "write internal: true at the question, or name it in the edit of a state",
        ],
    ),
    row(
        "workflow.cannot-set",
        [
            "「{name}」は、式で値を入れられる質問ではありません",
            "値を入れられるのは、職員だけの、答えが一つの質問です",
            "質問に internal: true を書いてください（名前や住所、表には値を入れられません）",
        ],
        [
            "no value can be set for `{name}`",
            "only an internal question with one value can be set",
            "write internal: true at the question (names, addresses and rows cannot be set)",
        ],
    ),
    row(
        "workflow.reopen-not-end",
        [
            "reopen の操作の from に、終わりではない状態「{state}」があります",
            "終わった申込みを開き直す操作だけに書けます",
            "from に end: true の状態だけを書くか、reopen を消してください",
        ],
        [
            "an action with reopen comes from `{state}`, which is no end",
            "only a finished case can be reopened",
            "write only states with end: true in from, or delete reopen",
        ],
    ),
    row(
        "workflow.resident-not-listed",
        [
            "操作「{name}」は申込者用ですが、状態「{state}」の resident にありません",
            "この状態では、申込者にボタンが出ません",
            "resident に {name} を加えるか、from から {state} を消してください",
        ],
        [
            "the resident's action `{name}` is not listed in resident of the state `{state}`",
            "the resident will not see the button in this state",
            "add {name} to resident, or delete {state} from its from",
        ],
    ),
    row(
        "workflow.no-resident",
        [
            "操作「{name}」は申込者用ですが、このアプリは職員が使います",
            "だれにもボタンが出ません",
            "by に starter（起票した人）か、課や職を書いてください",
        ],
        [
            "`{name}` is for residents, but this app is for staff",
            "nobody would see the button",
            "write starter, a unit or a post in by",
        ],
    ),
    row(
        "workflow.automatic-writes",
        [
            "自動の操作「{name}」に give、set、photo のどれかが書かれています",
            "自動の操作では、答えや写真を入れる人がいません",
            "人が押す操作に書くか、値が決まっているなら type: calc の質問にしてください",
        ],
        [
            "the automatic action `{name}` has give, set or photo",
            "nobody is there to write answers or attach a photo",
            "write it at an action that people press, or use a question with type: calc",
        ],
    ),
    row(
        "workflow.names-nobody",
        [
            "「{name}」の答えは、押す人を決めません",
            "だれにもボタンが出ません",
            "type: {type} の質問の id を書いてください",
        ],
        [
            "the answer of `{name}` does not say who may press",
            "nobody would see the button",
            "write the id of a question with type: {type}",
        ],
    ),
];

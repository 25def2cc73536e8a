//! States and actions.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "workflow.unknown-state",
        [
            "「{name}」という状態はありません",
            "申込みの行き先が分かりません",
            "states に書いた名前を使ってください: {known}",
        ],
        [
            "there is no state `{name}`",
            "it is not known where the case goes",
            "use a name written under states: {known}",
        ],
    ),
    row(
        "workflow.unknown-action",
        [
            "「{name}」という操作はありません",
            "申込者が押すボタンを出せません",
            "actions に書いた id か change_slot を書いてください: {known}",
        ],
        [
            "there is no action `{name}`",
            "the resident would have no button",
            "write the id of an action, or change_slot: {known}",
        ],
    ),
    row(
        "workflow.not-for-resident",
        [
            "操作「{name}」は、状態「{state}」の申込者には使えません",
            "書いてあっても、ボタンは出ません",
            "操作の by に resident を、from に {state} を書くか、ここから消してください",
        ],
        [
            "a resident cannot press `{name}` in the state `{state}`",
            "the button would never be shown",
            "write resident in its by and {state} in its from, or delete it here",
        ],
    ),
    row(
        "workflow.unknown-rule",
        [
            "「{name}」という期限はありません",
            "いつまで変えられるか決められません",
            "予約の名前と change_until か cutoff を . でつないで書いてください: {known}",
        ],
        [
            "there is no deadline `{name}`",
            "it is not known until when changes are allowed",
            "write a booking and its change_until or cutoff (e.g. pickup.change_until): {known}",
        ],
    ),
    row(
        "workflow.unreachable-state",
        [
            "状態「{state}」には、どこからも行けません",
            "この状態になる申込みはありません",
            "この状態を to に持つ操作を書くか、状態を消してください",
        ],
        [
            "nothing leads to the state `{state}`",
            "no case could ever be in it",
            "add an action that goes to: {state}, or delete the state",
        ],
    ),
    row(
        "workflow.dead-end",
        [
            "状態「{state}」から先に進めず、終わりでもありません",
            "申込みがここで止まったままになります",
            "終わりの状態なら end: true を、そうでなければここからの操作を書いてください",
        ],
        [
            "the state `{state}` leads nowhere and is not an end",
            "cases would stay in it for ever",
            "write end: true if it is an end, or add an action from it",
        ],
    ),
    row(
        "workflow.end-goes-on",
        [
            "状態「{state}」は終わりですが、まだ先に進みます",
            "終わった申込みが動いてしまいます",
            "end: true を消すか、ここからの操作を消してください",
        ],
        [
            "the state `{state}` is an end and yet goes on",
            "a finished case would move again",
            "delete end: true, or the actions from it",
        ],
    ),
    row(
        "workflow.expires-without-then",
        [
            "状態「{name}」の期限が切れたあとの行き先がありません",
            "期限が来ても何も起きません",
            "行き先の状態を書いてください（例 then: expired）",
        ],
        [
            "the state `{name}` expires without a then",
            "nothing would happen at the deadline",
            "write where it goes (e.g. then: expired)",
        ],
    ),
    row(
        "workflow.then-without-expires",
        [
            "状態「{name}」の then に期限がありません",
            "いつ移るのか分かりません",
            "期限を書いてください（例 expires: 7 days）",
        ],
        [
            "the state `{name}` has a then without expires",
            "it is not known when it goes there",
            "write the deadline (e.g. expires: 7 days)",
        ],
    ),
    row(
        "workflow.action-without-owner",
        [
            "操作「{name}」を押す人が書かれていません",
            "だれにもボタンが出ません",
            "by に課や職を書くか、自動なら automatic: true と書いてください（例 by: cleaning）",
        ],
        [
            "nobody may press the action `{name}`",
            "no one would see the button",
            "write who in by (e.g. by: cleaning), or automatic: true",
        ],
    ),
    row(
        "workflow.from",
        [
            "from の書き方が分かりません: 「{text}」",
            "どの状態から押せるか決められません",
            "状態の名前、[a, b]、any、any except [a] のどれかを書いてください",
        ],
        [
            "cannot read from: `{text}`",
            "it is not known in which states it can be pressed",
            "write a state, [a, b], any, or any except [a]",
        ],
    ),
    row(
        "workflow.to-and-stay",
        ["to と stay の両方が書かれています", "移るのか、とどまるのか決められません", "どちらか一方を消してください"],
        ["both to and stay are written", "it cannot both move and stay", "delete one of them"],
    ),
    row(
        "workflow.never-ends",
        [
            "状態「{state}」からは、終わりの状態に行けません",
            "申込みがいつまでも片付きません",
            "終わりの状態に end: true を書き、そこへ行く操作を書いてください",
        ],
        [
            "no end can be reached from the state `{state}`",
            "the case could never be finished",
            "write end: true at a final state and an action that leads to it",
        ],
    ),
    row(
        "workflow.automatic-loop",
        [
            "自動の操作「{name}」が、状態「{state}」に戻って回り続けます",
            "申込みがどの状態にも落ち着きません",
            "どれか一つの操作の automatic: true を消してください",
        ],
        [
            "the automatic action `{name}` leads round to the state `{state}` again",
            "the case would never come to rest",
            "delete automatic: true from one of the actions",
        ],
    ),
    row(
        "workflow.no-slot",
        [
            "change_slot と書かれていますが、日を選ぶ質問がありません",
            "変える予約がありません",
            "type: slot の質問を書くか、change_slot を消してください",
        ],
        [
            "change_slot is written, but no question asks for a slot",
            "there is no booking to change",
            "add a question with type: slot, or delete change_slot",
        ],
    ),
    row(
        "workflow.cannot-ask",
        [
            "「{name}」は申込者が答える質問ではないので、補正を求められません",
            "申込者の画面に直す欄が出ません",
            "申込者が答える質問の id を書いてください",
        ],
        [
            "`{name}` is not answered by the resident and cannot be asked for",
            "the resident would have nothing to correct",
            "write the id of a question that the resident answers",
        ],
    ),
    row(
        "workflow.no-label",
        [
            "「{name}」に label がありません",
            "画面に「{name}」とそのまま出ます",
            "label: に画面に出す名前を書いてください",
        ],
        ["`{name}` has no label", "`{name}` itself would be shown", "write what people read as label:"],
    ),
];

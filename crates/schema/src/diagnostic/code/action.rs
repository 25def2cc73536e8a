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
];

//! The sentences about options that depend on earlier answers; see [`super::sentence`].

/// (code, Japanese, English).
pub(super) const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "choice.unfit-upper",
        "「{upper}」の回答に「{choice}」は合いません。{label}を選び直してください。",
        "“{choice}” does not fit what you answered for {upper}. Choose {label} again.",
    ),
    (
        "choice.unfit",
        "{label}の「{choice}」は選べません。ほかのものを選んでください。",
        "“{choice}” cannot be chosen for {label}. Choose another one.",
    ),
    (
        "choice.row-gone",
        "選んでいた「{rows}」の欄がなくなりました。{label}を選び直してください。",
        "The entry of {rows} that you had chosen is gone. Choose {label} again.",
    ),
    (
        "choice.other-text",
        "{label}で「その他」を選んだときは、その内容を入力してください。",
        "You chose “Other” for {label}. Say what it is.",
    ),
    (
        "choices.exclusive",
        "{label}で「{choice}」を選ぶときは、ほかのものを選ばないでください。",
        "If you choose “{choice}” for {label}, choose nothing else.",
    ),
];

//! Tables that `lookup` reads: keys, effective dates, bands.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "table.duplicate-key",
        [
            "同じ条件（{key}）の行が2つあります",
            "どちらの行の値か決められません",
            "一方を消すか、条件の値・適用日・上限を変えてください",
        ],
        [
            "two rows hold for the same case ({key})",
            "it cannot be decided which row is meant",
            "delete one of them, or change its key, its dates or its limit",
        ],
    ),
    row(
        "table.overlap",
        [
            "同じ条件（{key}）の適用期間が重なっています",
            "重なった日に、どちらの行の値か決められません",
            "前の行の valid_until を、次の行の valid_from の前日にしてください",
        ],
        [
            "the periods of rows for the same case ({key}) overlap",
            "on some days it cannot be decided which row is meant",
            "let valid_until of the earlier row be the day before valid_from of the next",
        ],
    ),
    row(
        "table.date-gap",
        [
            "同じ条件（{key}）の適用期間が {from} から {until} まで空いています",
            "その間に受け付けた申込みでは値がありません",
            "前の行の valid_until を {until} にするか、間の行を足してください",
        ],
        [
            "no row holds for the case ({key}) from {from} until {until}",
            "cases received in between would have no value",
            "let valid_until of the earlier row be {until}, or add a row for these days",
        ],
    ),
    row(
        "table.reversed",
        ["valid_from が valid_until より後です", "この行が当てはまる日がありません", "2つの日付を入れ替えてください"],
        ["valid_from is later than valid_until", "the row holds on no day", "exchange the two dates"],
    ),
    row(
        "table.band-order",
        [
            "上限（up_to）が小さい順に並んでいません",
            "読む人が区分の下限を取り違えます",
            "同じ条件の行を、up_to の小さい順に並べてください（空欄は最後）",
        ],
        [
            "the limits (up_to) do not rise",
            "readers will take the lower limit of a band for another",
            "put rows of the same case in the order of up_to, the blank one last",
        ],
    ),
    row(
        "table.no-open-end",
        [
            "同じ条件（{key}）に、上限（up_to）が空欄の行がありません",
            "いちばん大きい up_to を超えると値がなくなります",
            "最後の行の up_to を空欄にするか、超えないことを check で確かめてください",
        ],
        [
            "no row of the case ({key}) has a blank limit (up_to)",
            "above the greatest up_to there is no value",
            "leave up_to of the last row blank, or make sure by a check that it is not exceeded",
        ],
    ),
    row(
        "table.column-type",
        [
            "列「{column}」の型が「{found}」です",
            "この列は決まった使い方をするので、ほかの型では比べられません",
            "1行目を直してください（valid_from:date、valid_until:date、up_to:number など）",
        ],
        [
            "the column `{column}` has the type {found}",
            "it has a fixed use, and values of other types cannot be compared",
            "correct the first line: valid_from:date, valid_until:date, up_to:number or the like",
        ],
    ),
    row(
        "table.no-choices",
        [
            "「{name}」は lookup で引く表なので、選択肢には使えません",
            "表の行にはコード（code）がありません",
            "選択肢の一覧を別に作り、表からは lookup({name}, …) で値を引いてください",
        ],
        [
            "`{name}` is a table for lookup and cannot offer choices",
            "its rows have no identity (code)",
            "make a list of its own for the choices, and read the table by lookup({name}, …)",
        ],
    ),
    row(
        "table.missing-code",
        [
            "表「{table}」に「{code}」の行がありません（一覧「{list}」にはあります）",
            "「{code}」を選んだ人には値がありません",
            "表に「{code}」の行を足してください",
        ],
        [
            "the table `{table}` has no row for `{code}` of the list `{list}`",
            "who chooses it would get no value",
            "add a row for {code} to the table",
        ],
    ),
    row(
        "expr.key",
        [
            "{text} は{found}ですが、表「{table}」の列「{column}」は{expected}です",
            "型が違う値では行が見つかりません",
            "列「{column}」と同じ型の値を書いてください（例 {usage}）",
        ],
        [
            "{text} is {found}, but the column `{column}` of the table `{table}` holds {expected}",
            "no row can be found by a value of another type",
            "write a value of the type of the column `{column}`, e.g. {usage}",
        ],
    ),
    row(
        "expr.keys",
        [
            "表「{table}」を引くには {usage} と書きます",
            "条件の数が合わないと、行が決まりません",
            "キーの列の順に値を並べてください: {known}",
        ],
        [
            "the table `{table}` is read by {usage}",
            "with another number of keys no row can be found",
            "write one value for each key column, in order: {known}",
        ],
    ),
];

//! Reference lists.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "list.no-file",
        [
            "一覧のファイル「{path}」がありません",
            "選択肢がないと、この一覧を使う質問に答えられません",
            "アプリのフォルダーからの道順で書いてください（例 file: lists/items.csv）",
        ],
        [
            "there is no list file `{path}`",
            "questions that use the list would have nothing to choose from",
            "write the path from the app's folder, e.g. file: lists/items.csv",
        ],
    ),
    row(
        "list.empty",
        [
            "一覧「{list}」に行がありません",
            "選択肢がないと、この一覧を使う質問に答えられません",
            "1行以上書いてください（例 {house: 戸建て, flat: 集合住宅}）",
        ],
        [
            "the list `{list}` has no rows",
            "questions that use the list would have nothing to choose from",
            "write at least one row, e.g. {house: House, flat: Apartment}",
        ],
    ),
    row(
        "list.separator",
        [
            "列の区切りが半角のコンマではありません",
            "CSVは半角のコンマで列を分けるので、全体が1つの列として読まれます",
            "表計算ソフトで開き、「CSV UTF-8（コンマ区切り）」として保存し直してください（例 code,label,fee:money）",
        ],
        [
            "the columns are not separated by commas",
            "a CSV file separates its columns by commas, so the whole line is read as one column",
            "open it in the spreadsheet program and save it as \"CSV UTF-8 (comma delimited)\", e.g. code,label,fee:money",
        ],
    ),
    row(
        "list.no-column",
        [
            "列「{column}」がありません",
            "すべての行にコード（code）と表示名（label）が必要です",
            "1行目に列の名前を書いてください（例 code,label,kana,fee:money）",
        ],
        [
            "the column `{column}` is missing",
            "every row needs an identity (code) and a name for people (label)",
            "name the columns in the first line, e.g. code,label,kana,fee:money",
        ],
    ),
    row(
        "list.duplicate-column",
        ["列「{column}」が2つあります", "どちらの値を使うか決められません", "一方の列を消すか、名前を変えてください"],
        [
            "there are two columns `{column}`",
            "it cannot be decided which value is meant",
            "delete one of them or change its name",
        ],
    ),
    row(
        "list.reserved-column",
        [
            "「{column}」という列は作れません",
            "code・label・kana・retired・qty は決まった意味で使われています",
            "別の名前にしてください（例 stock:integer）",
        ],
        [
            "a column cannot be called `{column}`",
            "code, label, kana, retired and qty have a fixed meaning",
            "choose another name, e.g. stock:integer",
        ],
    ),
    row(
        "list.unknown-type",
        [
            "列「{column}」の型「{type}」は使えません",
            "型が分からないと、計算や比較に使えません",
            "使える型: text integer number money yes_no date（例 fee:money）",
        ],
        [
            "the column `{column}` has an unknown type `{type}`",
            "without its type, a column cannot be computed with or compared",
            "types: text integer number money yes_no date, e.g. fee:money",
        ],
    ),
    row(
        "list.duplicate-code",
        [
            "コード「{code}」の行が2つあります",
            "どちらの行のことか決められません",
            "一方を消すか、コードを変えてください",
        ],
        [
            "two rows have the code `{code}`",
            "it cannot be decided which row is meant",
            "delete one of them or change its code",
        ],
    ),
    row(
        "list.no-label",
        ["表示名（label）が空です", "選択肢の名前が画面に出ません", "label の列に名前を書いてください"],
        ["the label is empty", "the choice would have no name on the page", "write a name into the label column"],
    ),
    row(
        "list.row-length",
        [
            "1行目は{expected}列ですが、この行は{found}列です",
            "列がずれると、値が別の項目に入ります",
            "カンマの数を合わせ、値にカンマがあるときは \" \" で囲んでください",
        ],
        [
            "the first line has {expected} columns, this line {found}",
            "shifted columns put values into the wrong place",
            "make the commas match, and put a value that holds a comma in \" \"",
        ],
    ),
    row(
        "list.open-quote",
        [
            "この行の \" が閉じられていません",
            "閉じるまでの行がすべて1つの値になり、後ろの行が一覧から消えます",
            "値の終わりにも \" を書いてください。値の中の \" は 2つ続けます（例 \"5 \"\"特大\"\"\"）",
        ],
        [
            "a \" in this line is never closed",
            "all lines up to the end become one value, and are missing from the list",
            "write \" at the end of the value too; a \" within a value is written twice",
        ],
    ),
    row(
        "list.many-mistakes",
        [
            "このファイルにはほかに{count}件の誤りがあります",
            "同じ誤りが全体にあるようです",
            "上の誤りを直してから、もう一度確かめてください",
        ],
        [
            "this file holds {count} more mistakes",
            "the same mistake seems to run through the file",
            "correct those above, then check again",
        ],
    ),
    row(
        "list.unknown",
        ["「{name}」という一覧はありません", "選べるものがありません", "lists に書いた名前を使ってください: {known}"],
        [
            "there is no list `{name}`",
            "there would be nothing to choose from",
            "use a name written under lists: {known}",
        ],
    ),
    row(
        "list.unused",
        [
            "一覧「{name}」はどこでも使われていません",
            "使うつもりの質問が抜けているかもしれません",
            "from: {name} の質問を書くか、一覧を消してください",
        ],
        [
            "the list `{name}` is not used",
            "a question that should use it may be missing",
            "use it with from: {name}, or delete it",
        ],
    ),
    row(
        "list.same-name",
        [
            "質問「{name}」と同じ名前の一覧が lists にあります",
            "どちらの一覧か決められません",
            "from: {name} と書くか、どちらかの名前を変えてください",
        ],
        [
            "a list with the name of the question `{name}` stands under lists",
            "it cannot be decided which one is meant",
            "write from: {name}, or rename one of them",
        ],
    ),
];

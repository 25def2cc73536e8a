//! Pages and questions.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "form.same-label",
        [
            "同じページに「{label}」という質問が二つあります",
            "答える人にも職員にも、どちらか分かりません",
            "違いが分かる文にしてください（例 携帯電話番号、職場の電話番号）",
        ],
        [
            "two questions of this page are both labelled `{label}`",
            "neither residents nor clerks can tell them apart",
            "word them differently (e.g. mobile phone, office phone)",
        ],
    ),
    row(
        "form.no-title",
        [
            "ページに見出しがありません",
            "何のページか分からず、読み上げでも伝わりません",
            "title: に見出しを書いてください（例 title: 申込者）",
        ],
        [
            "this page has no title",
            "people cannot tell what it is about, with a screen reader least of all",
            "write a heading as title: (e.g. title: Applicant)",
        ],
    ),
    row(
        "form.was-in-use",
        [
            "was の「{name}」は、今も使われている名前です",
            "別の質問の答えと混ざります",
            "前の id を書いてください。名前を変えていないなら was を消してください",
        ],
        [
            "`{name}` in was is the id of another question",
            "the answers of two questions would mix",
            "write the earlier id, or delete was if it was not renamed",
        ],
    ),
    row(
        "form.always-required",
        [
            "質問「{name}」は required: true なので、required_if は働きません",
            "条件に合わないときも必須になります",
            "どちらか一方を消してください",
        ],
        [
            "`{name}` is required: true, so required_if has no effect",
            "it is required also when the condition does not hold",
            "delete one of them",
        ],
    ),
    row(
        "form.duplicate-id",
        [
            "{kind}「{name}」は、もう使われている名前です",
            "大文字・小文字や全角・半角だけの違いも同じ名前とみなします。答えの置き場所が重なります",
            "どちらかの名前を変えてください（例 {name}_2）",
        ],
        [
            "the name `{name}` of the {kind} is taken already",
            "names that differ only by case or width are the same; two answers would share one place",
            "rename one of them (e.g. {name}_2)",
        ],
    ),
    row(
        "form.reserved-id",
        [
            "「{name}」は特別な意味を持つ語なので、{kind}の名前に使えません",
            "式や手続きの中で区別できません",
            "別の名前にしてください（例 {name}_1）",
        ],
        [
            "`{name}` has a special meaning and cannot name a {kind}",
            "it could not be told apart",
            "choose another name (e.g. {name}_1)",
        ],
    ),
    row(
        "form.unknown-type",
        ["「{name}」という質問の種類はありません", "どのような欄を出すか決められません", "使える種類: {known}"],
        ["there is no question type `{name}`", "it is not known which control to show", "types: {known}"],
    ),
    row(
        "form.unknown-question",
        [
            "「{name}」という質問はありません",
            "参照する答えがありません",
            "pages にある質問の id を書いてください: {known}",
        ],
        ["there is no question `{name}`", "there is no answer to refer to", "write the id of a question: {known}"],
    ),
    row(
        "form.too-many-columns",
        [
            "答えが{count}列になり、1つの表に入りません",
            "1つの表は{most}列までです。氏名は4列、住所は6列のように数えます",
            "アプリを2つに分けるか、同じ質問のくり返しを type: repeat の行にしてください",
        ],
        [
            "the answers take {count} columns, more than one table holds",
            "a table holds {most} columns; a name takes 4, an address 6",
            "make two apps of it, or make questions that repeat the rows of a `type: repeat`",
        ],
    ),
    row(
        "form.no-questions",
        [
            "質問がありません",
            "申込みの画面を作れません",
            "questions: か pages: に質問を書いてください（例 questions: [{id: applicant, type: name}]）",
        ],
        [
            "there are no questions",
            "there would be no form",
            "write questions: or pages: (e.g. questions: [{id: applicant, type: name}])",
        ],
    ),
    row(
        "form.pages-and-questions",
        [
            "pages と questions の両方が書かれています",
            "どちらの質問を出すか決められません",
            "questions の中身を pages のどれかに移してください",
        ],
        [
            "both pages and questions are written",
            "it cannot be decided which ones to show",
            "move the questions into one of the pages",
        ],
    ),
    row(
        "form.empty-page",
        ["質問のないページです", "何もない画面になります", "質問を書くか、ページを消してください"],
        ["this page has no questions", "it would be an empty screen", "add a question, or delete the page"],
    ),
    row(
        "form.no-label",
        ["質問「{name}」に文がありません", "画面に「{name}」とそのまま出ます", "label: に質問の文を書いてください"],
        ["the question `{name}` has no label", "`{name}` itself would be shown", "write the question as label:"],
    ),
    row(
        "form.duration",
        ["「{text}」は期間として読めません", "いつまでか計算できません", "次の形で書いてください: {example}"],
        ["cannot read `{text}` as a duration", "the deadline could not be computed", "write it like this: {example}"],
    ),
    row(
        "form.size",
        [
            "「{text}」は大きさとして読めません",
            "受け取れるファイルの大きさが決まりません",
            "1 MB から 50 MB までで書いてください（例 10 MB）",
        ],
        [
            "cannot read `{text}` as a size",
            "it is not known how large a file may be",
            "write 1 MB to 50 MB (e.g. 10 MB)",
        ],
    ),
    row(
        "form.min-above-max",
        [
            "min（{min}）が max（{max}）より大きくなっています",
            "どんな答えも受け付けられません",
            "min を max 以下にしてください",
        ],
        ["min ({min}) is above max ({max})", "no answer could ever be accepted", "make min at most max"],
    ),
    row(
        "form.pattern",
        [
            "pattern「{pattern}」は正規表現として読めません（{why}）",
            "答えの形を確かめられません",
            "正規表現を直してください（例 [0-9]{3}-[0-9]{4}）",
        ],
        [
            "the pattern `{pattern}` is not a regular expression ({why})",
            "answers could not be checked",
            "correct it (e.g. [0-9]{3}-[0-9]{4})",
        ],
    ),
    row(
        "form.pattern-without-message",
        [
            "質問「{name}」の pattern に、合わないときの文がありません",
            "どう直せばよいか、答える人に伝わりません",
            "message: に直し方を書いてください（例 message: 数字7桁で入力してください）",
        ],
        [
            "the pattern of `{name}` has no message",
            "people would not know how to correct their answer",
            "write how to correct it as message:",
        ],
    ),
    row(
        "form.message-without-pattern",
        [
            "message だけがあり、pattern がありません",
            "この文が出ることはありません",
            "pattern: に形を書くか、message を消してください",
        ],
        [
            "there is a message without a pattern",
            "the sentence would never be shown",
            "write the pattern:, or delete the message",
        ],
    ),
    row(
        "form.check-without-message",
        [
            "check に、合わないときの文がありません",
            "どう直せばよいか、答える人に伝わりません",
            "message: に直し方を書いてください（例 message: 10点までです）",
        ],
        [
            "this check has no message",
            "people would not know how to correct their answer",
            "write how to correct it as message:",
        ],
    ),
    row(
        "form.calc-without-value",
        [
            "計算の質問「{name}」に value がありません",
            "何を計算するか分かりません",
            "value: に式を書いてください（例 value: sum(goods.qty)）",
        ],
        [
            "the calc question `{name}` has no value",
            "it is not known what to compute",
            "write the expression as value: (e.g. value: sum(goods.qty))",
        ],
    ),
    row(
        "form.calc-type",
        [
            "計算の質問「{name}」が一つの値になりません",
            "計算の結果は一つの列に入ります",
            "合計や件数など、一つの値になる式を書いてください（例 count(goods)）",
        ],
        [
            "the calc question `{name}` does not give a single value",
            "its result is kept in one column",
            "write an expression with a single value (e.g. count(goods))",
        ],
    ),
    row(
        "form.not-in-rows",
        [
            "「{name}」（type: {type}）は、くり返しの中では使えません",
            "予約の枠は申込み1件ごとに取るもので、行ごとには取れません",
            "くり返しの外に出してください",
        ],
        [
            "`{name}` (type: {type}) cannot stand in a repeat",
            "a day is booked for the whole case, not for each row",
            "move it out of the repeat",
        ],
    ),
];

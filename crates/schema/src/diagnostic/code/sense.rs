//! What can be read but makes no sense: rules twice over, ways never taken, answers nobody gives or sees.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "yaml.hash",
        [
            "# の後ろ「{lost}」は読まれません",
            "空白のあとの # から行の終わりまではメモになり、文から消えます",
            "文の一部なら、全体を引用符で囲んでください（例 label: \"部屋 #3\"）。メモなら # のあとに空白を入れてください",
        ],
        [
            "`{lost}` behind # is not read",
            "a # behind a space begins a comment that runs to the end of the line",
            "put the whole text in quotes, e.g. label: \"Room #3\"; for a comment leave a space behind #",
        ],
    ),
    row(
        "form.stray-mark",
        [
            "文に「{mark}」が残っています",
            "値は行の終わりまでそのまま読まれるので、この記号も画面に出ます",
            "「{mark}」を消してください。文の一部なら、全体を半角の引用符で囲みます（例 label: \"人数,\"）",
        ],
        [
            "the mark {mark} stays in the text",
            "a value is read as it is up to the end of its line, so people will see this mark",
            "delete it; if it is part of the text, put the whole in quotes, e.g. label: \"People,\"",
        ],
    ),
    row(
        "form.one-item",
        [
            "いくつもの物が1つの項目になっています",
            "行を変えたり「・」を付けたりしても項目は分かれず、つながった1つの文として画面に出ます",
            "1つずつ「- 」で始まる行に書いてください（例 needed: [印鑑, 本人が分かるもの]）",
        ],
        [
            "several things stand in one item",
            "a new line or a bullet does not separate items: people will see one joined text",
            "begin each with a dash and a space on a line of its own, e.g. needed: [seal, proof of identity]",
        ],
    ),
    row(
        "form.default-refused",
        [
            "はじめの値「{value}」は、質問「{name}」の答えになりません",
            "そのまま出すと、この質問の範囲や形に合わないと断られます",
            "min・max・pattern・選択肢に合う値を書くか、default を消してください（例 {type: integer, min: 1, default: 1}）",
        ],
        [
            "the default `{value}` is no answer to `{name}`",
            "whoever leaves it as it is would be told that it does not fit",
            "write a value within min, max, pattern or the choices, or delete default, e.g. {type: integer, min: 1, default: 1}",
        ],
    ),
    row(
        "form.same-check",
        [
            "同じ確かめ「{text}」が2つあります",
            "破られたときに、同じことが2度言われます",
            "一方を消すか、書こうとした別の条件に直してください",
        ],
        [
            "`{text}` is checked twice",
            "when it is broken, the same is said twice",
            "delete one, or write the other rule you meant",
        ],
    ),
    row(
        "form.long-label",
        [
            "「{name}」の label が{length}字あります（目安は{max}字まで）",
            "スマートフォンでは質問が画面からはみ出します",
            "label を短くし、説明は hint か note に書いてください（例 label: 置き場所, hint: 何階か書いてください）",
        ],
        [
            "the label of `{name}` has {length} characters (more than {max})",
            "on a phone it pushes the question off the screen",
            "shorten the label and explain in hint or note, e.g. label: Place, hint: Write the floor",
        ],
    ),
    row(
        "form.nobody-fills",
        [
            "「{name}」は必須ですが、住民には聞きません（internal）",
            "オンラインで届いた申込みでは、いつも空です",
            "required: false にするか、default か type: calc の式で値を入れてください（例 default: 0）",
        ],
        [
            "`{name}` is required but residents are never asked (internal)",
            "it is blank in every case that arrives online",
            "write required: false, or give it a value by default or by a calc, e.g. default: 0",
        ],
    ),
    row(
        "form.nobody-sees",
        [
            "「{name}」（sensitive）を見られる人がいません",
            "集めた答えをだれも使えません",
            "access の sensitive に、見てよい課や職を書いてください（例 sensitive: [cleaning/chief]）",
        ],
        [
            "nobody may see `{name}`, which is sensitive",
            "the answers are collected for nothing",
            "write who may under access, e.g. sensitive: [cleaning/chief]",
        ],
    ),
    row(
        "app.export-without-read",
        [
            "「{name}」の人たちには、申込みを見られない人がいます",
            "一覧を開けないので、ここに書いた許しは使えません",
            "access の read にも書いてください（例 read: [cleaning, crew]）",
        ],
        [
            "not everybody of `{name}` may read the cases",
            "without the list, what is allowed here cannot be used",
            "write them under read too, e.g. read: [cleaning, crew]",
        ],
    ),
    row(
        "app.unknown-placeholder",
        [
            "文面の「{name}」にあたる質問がありません",
            "届く文のその場所が空になります",
            "質問の id か _receipt などを書いてください（例 {{ _receipt }}、{{ visit.date }}）",
        ],
        [
            "no question is called `{name}`, which this text reads",
            "that place would be empty in what is sent",
            "write the id of a question or e.g. _receipt: {{ _receipt }}, {{ visit.date }}",
        ],
    ),
    row(
        "app.open-tag",
        [
            "文面の波かっこが閉じていません",
            "ここから後ろの文を組み立てられません",
            "{{ のあとに }} を、{% のあとに %} を書いてください（例 {{ _receipt }}）",
        ],
        [
            "a tag of this text is not closed",
            "what follows cannot be put together",
            "close {{ with }} and {% with %}, e.g. {{ _receipt }}",
        ],
    ),
    row(
        "app.sensitive-mail",
        [
            "機微情報「{name}」がメールに書かれます",
            "メールは暗号化されずに届き、あて先の打ちまちがいで他人に読まれます",
            "メールには受付番号だけを書き、中身は「申込みの確認」で見てもらってください（例 {{ _receipt }}）",
        ],
        [
            "the mail holds `{name}`, which is sensitive",
            "mails travel in the open, and one wrong letter in the address sends them to somebody else",
            "write the receipt number only and let people look the rest up, e.g. {{ _receipt }}",
        ],
    ),
    row(
        "app.unused-mail",
        [
            "メール「{name}」はどこからも送られません",
            "送るつもりの操作に書き忘れているかもしれません",
            "操作に send: {name} と書くか、メールを消してください",
        ],
        [
            "nothing sends the mail `{name}`",
            "an action that should send it may have been forgotten",
            "write send: {name} at an action, or delete the mail",
        ],
    ),
    row(
        "workflow.same-label",
        [
            "同じ状態に「{label}」というボタンが2つ出ます",
            "押す人には、どちらがどちらか分かりません",
            "label を変えてください（例 承認する、条件を付けて承認する）",
        ],
        [
            "two buttons of one state read `{label}`",
            "whoever presses cannot tell them apart",
            "give them different labels, e.g. Approve and Approve with conditions",
        ],
    ),
    row(
        "workflow.shadowed",
        [
            "操作「{name}」の番は来ません",
            "条件のない自動の操作が先に動き、この状態にとどまる申込みがないからです",
            "先に動く自動の操作に if を書くか、この操作を消してください（例 if: points <= 8）",
        ],
        [
            "`{name}` never has its turn",
            "an automatic action without a condition moves every case on before",
            "write an if at the automatic action, or delete this one, e.g. if: points <= 8",
        ],
    ),
    row(
        "workflow.gap",
        [
            "「{name}」が {numbers} のとき、どの条件にも当たりません",
            "ちょうどその値の申込みだけ、進む道がなくなります",
            "境の値をどちらかの条件に含めてください（例 fee < 10000 と fee >= 10000）",
        ],
        [
            "no condition holds when `{name}` is {numbers}",
            "cases with just that value have no way on",
            "let one of the conditions include the limit, e.g. fee < 10000 and fee >= 10000",
        ],
    ),
    row(
        "workflow.undecided",
        [
            "状態「{state}」から出る道が、条件付きの自動の操作だけです",
            "どの条件にも当たらない申込みは、ここで止まったままになります",
            "条件のない自動の操作を最後に足すか、職員が押す操作を書いてください（例 {id: other, automatic: true, from: …, to: …}）",
        ],
        [
            "only automatic actions with conditions lead out of `{state}`",
            "a case for which none of them holds stays here for ever",
            "add an automatic action without a condition at the end, or one that staff press",
        ],
    ),
];

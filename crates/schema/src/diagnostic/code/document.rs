//! Documents and letters.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "document.unknown",
        [
            "「{name}」という書類はありません",
            "押しても発行するものがありません",
            "documents に書いた名前を使ってください: {known}",
        ],
        [
            "there is no document `{name}`",
            "there would be nothing to issue",
            "use a name written under documents: {known}",
        ],
    ),
    row(
        "document.unknown-view",
        [
            "「{name}」というビューはありません",
            "どの申込みを並べるか決められません",
            "queue の views にある名前を view(…) で囲んで書いてください（例 view(today)）: {known}",
        ],
        [
            "there is no view `{name}`",
            "nothing says which cases it lists",
            "write a view of the queue inside view(…), e.g. view(today): {known}",
        ],
    ),
    row(
        "document.each",
        [
            "「{name}」は行を持つ質問ではありません",
            "1行に1枚ずつ印刷することができません",
            "type: items か type: repeat の質問の id を書いてください: {known}",
        ],
        [
            "`{name}` is not a question with rows",
            "no sheet per row can be printed",
            "write the id of a question of type items or repeat: {known}",
        ],
    ),
    row(
        "document.over-with",
        [
            "ビューの書類「{name}」に「{key}」は書けません",
            "1件ずつではなく、一覧をまとめて印刷する書類だからです",
            "「{key}」を消すか、over を消して1件ごとの書類にしてください",
        ],
        [
            "the document `{name}` is over a view and cannot have `{key}`",
            "it is printed of a whole list, not of one case",
            "delete `{key}`, or delete over to make it a document of one case",
        ],
    ),
    row(
        "document.not-html",
        [
            "書類「{path}」は .html のファイルではありません",
            "書類は HTML で書き、そのまま印刷します",
            "名前が .html で終わるファイルに書いてください（例 letters/receipt.html）",
        ],
        [
            "the document `{path}` is not an .html file",
            "documents are written in HTML and printed as they are",
            "write it into a file that ends in .html (e.g. letters/receipt.html)",
        ],
    ),
    row(
        "document.cannot-issue",
        [
            "ビューの書類「{name}」は、操作では発行できません",
            "操作は1件の申込みに対するもので、一覧に対するものではありません",
            "over のない書類の名前を書いてください",
        ],
        [
            "the document `{name}` is over a view and cannot be issued by an action",
            "an action is about one case, not about a list",
            "write the name of a document without over",
        ],
    ),
    row(
        "document.automatic",
        [
            "自動の操作「{name}」では書類を発行できません",
            "発行した書類には、発行した人の名前が残ります",
            "職員か申込者が押す操作に document を書いてください",
        ],
        [
            "the automatic action `{name}` cannot issue a document",
            "the record of an issued document names the person who issued it",
            "write document on an action that somebody presses",
        ],
    ),
    row(
        "letter.syntax",
        [
            "この行のタグが読めません（{why}）",
            "手紙を作れません",
            "{{ 名前 }} か {% if 条件 %}…{% endif %}、{% for 行 in 名前 %}…{% endfor %} の形で書いてください",
        ],
        [
            "a tag of this line cannot be read ({why})",
            "the letter cannot be made",
            "write {{ name }}, {% if condition %}…{% endif %} or {% for row in name %}…{% endfor %}",
        ],
    ),
    row(
        "letter.unknown-part",
        [
            "「{part}」という部分はありません",
            "手紙のその場所に書くものがありません",
            "ある部分の名前を書いてください: {known}",
        ],
        [
            "there is no part `{part}`",
            "there would be nothing to write at that place",
            "write a part that exists: {known}",
        ],
    ),
    row(
        "letter.operator",
        [
            "「{name}」は、印刷する言葉のままでは比べたり計算したりできません",
            "「3,200円」や「戸建て」のような言葉になるので、いつも合わないことになります",
            "{part} と書いてください",
        ],
        [
            "`{name}` is what is printed and cannot be compared or computed with",
            "it reads like `3,200円` or a label, so the comparison would never hold",
            "write {part}",
        ],
    ),
    row(
        "letter.tag",
        [
            "手紙に「{name}」は使えません",
            "ほかのファイルを読み込んだり、文字の無害化を止めたりするものは使えません",
            "必要な文をこのファイルに直接書いてください",
        ],
        [
            "`{name}` cannot be used in a letter",
            "nothing may read other files or stop the escaping of text",
            "write what is needed into this file",
        ],
    ),
    row(
        "letter.filter",
        [
            "「{name}」という加工や関数は、手紙では使えません",
            "そのままでは手紙を作れません",
            "使えるものの名前を書いてください（例 {{ names|join(\"、\") }}）",
        ],
        [
            "there is no filter, test or function `{name}` in letters",
            "the letter cannot be made",
            "write one that exists (e.g. {{ names|join(\", \") }})",
        ],
    ),
    row(
        "letter.markup",
        [
            "書類に「{what}」は書けません",
            "書類は市の印刷ページの中に入ります。動くもの、外から読み込むもの、独自の見た目は入れられません",
            "見出し・段落・表などの要素に、決まった class を付けてください（例 <p class=\"right\">）",
        ],
        [
            "`{what}` cannot stand in a document",
            "a document is set into the print page: nothing may run, be loaded or bring its own style",
            "use headings, paragraphs and tables with the classes of the print page (e.g. <p class=\"right\">)",
        ],
    ),
    row(
        "letter.class",
        [
            "「{name}」という class は印刷ページにありません",
            "書いても見た目は変わりません",
            "docs/definition-language.md の「書類の class」にある名前を使ってください（例 doc-title、table、seal）",
        ],
        [
            "the print page has no class `{name}`",
            "it would look no different",
            "use a class of docs/definition-language.md (e.g. doc-title, table, seal)",
        ],
    ),
];

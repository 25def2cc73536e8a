//! Text that is not YAML, or YAML that definitions do not use.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "yaml.syntax",
        [
            "ここから先を読めません",
            "書き方が崩れているので、この続きに何が書かれているか分かりません",
            "字下げ、「: 」のあとの空白、引用符とかっこの閉じ忘れを確かめてください。記号を含む文は引用符で囲みます（例 label: \"注意: 電話が必要です\"）",
        ],
        [
            "the text cannot be read as YAML from here on",
            "the structure is broken, so what follows cannot be understood",
            "check the indentation, the space after each colon, and unclosed quotes or brackets; put text with signs in quotes, e.g. label: \"Note: call us\"",
        ],
    ),
    row(
        "yaml.tab",
        [
            "字下げにタブが使われています",
            "タブの幅は決まっていないので、どの項目に属する行か分かりません",
            "タブを消し、行の先頭を半角の空白{count}個にしてください",
        ],
        [
            "the indentation uses a tab",
            "a tab has no fixed width, so it is unclear where the line belongs",
            "delete the tabs and begin the line with this many spaces: {count}",
        ],
    ),
    row(
        "yaml.cut",
        [
            "「{text}」はカンマのところで切れてしまいます",
            "{ } や [ ] の中では、カンマやかっこは区切りとして読まれます",
            "全体を引用符で囲んでください（例 {quoted}）",
        ],
        [
            "`{text}` is cut at its comma",
            "inside { } and [ ] YAML reads commas and brackets as separators",
            "put it in quotes, e.g. {quoted}",
        ],
    ),
    row(
        "yaml.quote",
        [
            "「{text}」は引用符で囲まないと読めません",
            "「: 」[ ] { } や、先頭の \" ' @ % ` - などは、区切りなどの記号として読まれます",
            "全体を引用符で囲んでください（例 {quoted}）",
        ],
        [
            "`{text}` cannot be read without quotes",
            "YAML takes a colon with a space, [ ] { }, and a leading \" ' @ % ` or - for its own signs",
            "put it in quotes, e.g. {quoted}",
        ],
    ),
    row(
        "yaml.open-quote",
        [
            "この引用符が閉じていません",
            "どこまでが値か分からず、この後ろが読めません",
            "同じ行の終わりに同じ引用符を書いてください（例 label: \"注意: 電話が必要です\"）",
        ],
        [
            "this quote is not closed",
            "it is unclear where the value ends, and what follows cannot be read",
            "write the same quote at the end of the line, e.g. label: \"Note: call us\"",
        ],
    ),
    row(
        "yaml.unclosed",
        [
            "このかっこ {open} が閉じていません",
            "どこまでが中身か分からず、この後ろが読めません",
            "対になる {close} を書いてください（例 {id: goods, type: items}）",
        ],
        [
            "this bracket {open} is not closed",
            "it is unclear where its content ends, and what follows cannot be read",
            "write the {close} that closes it, e.g. {id: goods, type: items}",
        ],
    ),
    row(
        "yaml.indent",
        [
            "この行の字下げが上の行と合いません（この行の先頭の空白は{found}個、合う数は{expected}個）",
            "先頭の空白の数で、どの項目に属する行かが決まります",
            "先頭の半角の空白を{expected}個にしてください。同じ項目に属する行は、空白の数をそろえます",
        ],
        [
            "the indentation of this line does not match the lines before (spaces here: {found}, expected: {expected})",
            "the number of spaces decides where a line belongs",
            "begin the line with this many spaces: {expected}; lines that belong together have the same number",
        ],
    ),
    row(
        "yaml.full-width-colon",
        [
            "項目名のあとの「：」が全角です",
            "全角のコロンは文字として読まれ、項目と値に分かれません",
            "半角のコロンと空白に書き換えてください（例 label: 品目）",
        ],
        [
            "the colon after the key is full-width",
            "a full-width colon is an ordinary character and separates nothing",
            "write an ASCII colon and a space, e.g. label: Goods",
        ],
    ),
    row(
        "yaml.full-width-space",
        [
            "全角の空白が使われています",
            "全角の空白は文字として読まれ、字下げや区切りになりません",
            "半角の空白に書き換えてください（例 label: 品目）",
        ],
        [
            "a full-width space is used",
            "a full-width space is an ordinary character and neither indents nor separates",
            "write ASCII spaces, e.g. label: Goods",
        ],
    ),
    row(
        "yaml.key-without-value",
        [
            "項目「{key}」に値がありません",
            "{ } の中は「項目: 値」の形で書くので、これだけでは何も決まりません",
            "「項目: 値」の形にし、コロンのあとに空白を入れてください（例 {id: goods, type: items}）",
        ],
        [
            "the key `{key}` has no value",
            "inside { } everything is written as `key: value`, so this decides nothing",
            "write `key: value` with a space after the colon, e.g. {id: goods, type: items}",
        ],
    ),
    row(
        "yaml.duplicate-key",
        [
            "項目「{key}」が2回書かれています",
            "どちらが正しいか決められません",
            "どちらか一方を消すか、名前を直してください",
        ],
        [
            "the key `{key}` is written twice",
            "it cannot be decided which one is meant",
            "delete one of them or correct its name",
        ],
    ),
    row(
        "yaml.key",
        [
            "項目名が文字ではありません",
            "項目名は1つの語でなければ探せません",
            "項目名を1つの語で書いてください（例 label: 品目）",
        ],
        [
            "a key is not a piece of text",
            "a key must be one word to be found",
            "write the key as one word, e.g. label: Goods",
        ],
    ),
    row(
        "yaml.anchor",
        [
            "先頭の & や * は、ここでは使えません",
            "別の場所の内容が写されると、読む人に何が書かれているか分からなくなります",
            "内容をそのまま書いてください。文字としての & や * は引用符で囲みます（例 label: \"*必須\"）",
        ],
        [
            "YAML anchors and aliases (& and *) are not used here",
            "content copied from elsewhere hides from the reader what is in force",
            "write the content itself; put a literal & or * in quotes, e.g. label: \"*required\"",
        ],
    ),
    row(
        "yaml.tag",
        [
            "先頭の ! は、ここでは使えません",
            "値の型は項目ごとに決まっているので、指定しても効きません",
            "! から始まる部分を消してください。文字としての ! は引用符で囲みます（例 label: \"!重要\"）。式の「でない」は not と書きます（例 show_if: not food）",
        ],
        [
            "YAML tags (!) are not used here",
            "the type of a value is decided by its key, so a tag has no effect",
            "delete the part that begins with !; put a literal ! in quotes, e.g. label: \"!important\"; in an expression write not, e.g. show_if: not food",
        ],
    ),
    row(
        "yaml.documents",
        [
            "1つのファイルに文書が2つ以上あります",
            "--- から後ろは読まれません",
            "--- を消すか、別のファイルに分けてください",
        ],
        [
            "the file holds more than one document",
            "what follows the second --- is not read",
            "delete the --- or move that part into a file of its own",
        ],
    ),
    row(
        "yaml.too-deep",
        [
            "入れ子が深すぎます（{limit}段まで）",
            "これより深い定義は人にも読めません",
            "かっこの閉じ忘れがないか確かめ、入れ子を減らしてください",
        ],
        [
            "this is nested too deeply (at most {limit} levels)",
            "nobody can read a definition deeper than that",
            "look for an unclosed bracket, and nest less",
        ],
    ),
    row(
        "yaml.too-large",
        [
            "ファイルが大きすぎます（{limit}MBまで）",
            "大きな表を定義に書くと、変更を確かめられなくなります",
            "大きな一覧は lists/ のCSVに分けてください（例 lists: {items: {file: lists/items.csv}}）",
        ],
        [
            "the file is too large (at most {limit} MB)",
            "changes to a large table inside a definition cannot be reviewed",
            "move long lists into CSV files under lists/, e.g. lists: {items: {file: lists/items.csv}}",
        ],
    ),
    row(
        "yaml.no-space",
        [
            "「{sign}」のあとに半角の空白がありません",
            "空白がないと、前後がつながった1つの語として読まれます",
            "空白を入れてください（{fixed}）",
        ],
        [
            "there is no space after `{sign}`",
            "without the space both sides are read as one word",
            "put a space there: {fixed}",
        ],
    ),
    row(
        "yaml.no-colon",
        [
            "「{key}」のあとに半角の「:」がありません",
            "項目名と値は、半角のコロンと空白で分けて書きます",
            "半角のコロンと空白を入れてください（{fixed}）",
        ],
        [
            "there is no ASCII colon after `{key}`",
            "a key and its value are separated by a colon and a space",
            "write a colon and a space: {fixed}",
        ],
    ),
    row(
        "yaml.no-comma",
        [
            "「{key}」の前にカンマがありません",
            "{ } の中では、項目と項目を半角のカンマで区切ります",
            "前の値のあとに半角の , と空白を入れてください（例 {type: date, label: 使う日}）",
        ],
        [
            "there is no comma before `{key}`",
            "inside { } the entries are separated by commas",
            "write a comma and a space behind the value before it, e.g. {type: date, label: Day of use}",
        ],
    ),
    row(
        "yaml.no-open",
        [
            "この {close} に対になる {open} がありません",
            "どこからが中身か分かりません",
            "{open} を書き忘れていれば書き、{close} が余分なら消してください（例 - {id: goods, type: items}）",
        ],
        [
            "no {open} belongs to this {close}",
            "it is unclear where the content begins",
            "write the {open} if it was forgotten, or delete the {close} if there is one too many, e.g. - {id: goods, type: items}",
        ],
    ),
    row(
        "yaml.no-dash",
        [
            "この項目の先頭に「- 」がありません",
            "いくつも並べる項目は、1つずつ「- 」で始めます",
            "「- 」で始めてください（{text}）。同じ項目の続きの行は、空白2つ分、右にそろえます",
        ],
        [
            "this entry does not begin with a dash and a space",
            "each entry of a list begins with a dash and a space",
            "begin it with a dash: {text}; move the other lines of the same entry two spaces to the right",
        ],
    ),
    row(
        "yaml.sign",
        [
            "「{sign}」は、ここでは記号として読まれません",
            "全角の記号や形の似た記号は、ただの文字として読まれます",
            "半角の「{instead}」に書き換えてください",
        ],
        [
            "`{sign}` is not read as a sign here",
            "full-width and similar-looking signs are ordinary characters",
            "write `{instead}` instead",
        ],
    ),
    row(
        "yaml.odd-space",
        [
            "普通の空白ではない空白が使われています",
            "ワープロやホームページから写した空白は、見た目が同じでも文字として読まれ、字下げや区切りになりません",
            "その空白を消し、半角の空白を打ち直してください（例 label: 品目）",
        ],
        [
            "this is a space of another kind",
            "a space copied from a word processor or a web page looks the same but neither indents nor separates",
            "delete it and type an ordinary space, e.g. label: Goods",
        ],
    ),
];

//! The app as a whole.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "app.not-yet",
        [
            "この項目「{key}」はまだ使われません",
            "書いてあっても、今の版では何の働きもしません",
            "この働きに頼らない形にするか、使えるようになるまで待ってください",
        ],
        [
            "`{key}` has no effect yet",
            "this version reads it and does nothing with it",
            "do not rely on it, or wait for the version that has it",
        ],
    ),
    row(
        "app.no-units",
        [
            "市の課が1つも書かれていないので、「{name}」が分かりません",
            "担当の課は office.yaml の units から選びます",
            "アプリのフォルダーの隣に office.yaml を作り、units に課を書いてください（例 units: {{name}: {label: 中央図書館}}）",
        ],
        [
            "the city has no units yet, so `{name}` is unknown",
            "the unit in charge is one of units in office.yaml",
            "write an office.yaml beside the folders of the apps, with the units in it, e.g. units: {{name}: {label: Central Library}}",
        ],
    ),
    row(
        "app.unknown-unit",
        [
            "「{name}」という課・係はありません",
            "だれが担当するか決められません",
            "office.yaml の units にある名前を書いてください: {known}",
        ],
        ["there is no unit `{name}`", "nobody would be responsible", "write a unit of office.yaml: {known}"],
    ),
    row(
        "app.unknown-post",
        [
            "「{name}」という職はありません",
            "だれが担当するか決められません",
            "課の名前と職を / でつないで書いてください（例 cleaning/chief）: {known}",
        ],
        [
            "there is no post `{name}`",
            "nobody would be responsible",
            "write unit and post with / between (e.g. cleaning/chief): {known}",
        ],
    ),
    row(
        "app.unknown-mail",
        ["「{name}」というメールはありません", "送る文面がありません", "mail に書いた名前を使ってください: {known}"],
        ["there is no mail `{name}`", "there is no text to send", "use a name written under mail: {known}"],
    ),
    row(
        "app.mail-to",
        [
            "「{name}」はメールアドレスの質問ではありません",
            "あて先が分からず、メールを送れません",
            "type: email の質問の id を書いてください",
        ],
        [
            "`{name}` is not a question for an email address",
            "the mail would have no address",
            "write the id of a question with type: email",
        ],
    ),
    row(
        "app.fee",
        [
            "「{name}」は、住民が見る金額ではありません",
            "手数料がいくらになるかを、始めのページで案内できません",
            "手数料の合計を計算する質問（type: calc や money）の id を書いてください。手数料がなければ fee を書かないでください",
        ],
        [
            "`{name}` is not an amount that residents see",
            "the first page could not tell what it costs",
            "write the id of the question with the total (type: calc or money), or leave fee out when nothing is paid",
        ],
    ),
    row(
        "app.mail-at",
        [
            "「{name}」は日付の質問ではありません",
            "いつ送るかは、1件ごとの日付から数えます",
            "type: date、datetime、slot の質問か、日付になる calc の id を書いてください（例 at: 1 day before visit 09:00）",
        ],
        [
            "`{name}` is not a question for a date",
            "when the mail goes is counted from a date of each case",
            "write the id of a question with type: date, datetime or slot, or of a calc that is a date, e.g. at: 1 day before visit 09:00",
        ],
    ),
    row(
        "app.mail-in",
        [
            "メール「{name}」に in がありますが、at がありません",
            "in は、決めた時刻に送るメールを、その状態の申込みだけにする指定です",
            "at に送る時を書くか、in を消してください（操作で送るメールは、操作の send に書きます）",
        ],
        [
            "the mail `{name}` has `in` but no `at`",
            "`in` limits a mail that goes by itself to cases in these states",
            "write when it goes with `at`, or take `in` away; mails of an action stand in its `send`",
        ],
    ),
    row(
        "app.no-file",
        [
            "ファイル「{path}」がありません",
            "中身を読めません",
            "アプリのフォルダーからの道すじを書いてください（例 letters/confirmed.txt）",
        ],
        [
            "there is no file `{path}`",
            "its text cannot be read",
            "write its path below the app's folder (e.g. letters/confirmed.txt)",
        ],
    ),
    row(
        "app.no-translation",
        [
            "{lang} の訳がない文が{count}か所あります",
            "{lang} の画面でも日本語のまま出ます",
            "訳を書き足すか（例 {ja: 品目, en: Goods}）、languages から {lang} を消してください",
        ],
        [
            "{count} texts have no translation into {lang}",
            "they are shown in Japanese on the pages in {lang}",
            "add the translations (e.g. {ja: 品目, en: Goods}), or delete {lang} from languages",
        ],
    ),
    row(
        "app.many-mistakes",
        [
            "このファイルにはほかに{count}件の誤りがあります",
            "同じ誤りが全体にあるようです",
            "これまでの誤りを直してから、もう一度確かめてください",
        ],
        [
            "this file holds {count} more mistakes",
            "the same mistake seems to run through the file",
            "correct those above, then check again",
        ],
    ),
];

//! Files as such.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "source.encoding",
        [
            "{path} は UTF-8 で保存されていません",
            "文字を読み取れないので、このファイルは使えません。表計算ソフトの「CSV」は Shift_JIS で保存されることがあります",
            "文字コードに UTF-8 を選んで保存し直してください（表計算ソフトでは「CSV UTF-8」、メモ帳では「名前を付けて保存」の「文字コード」）",
        ],
        [
            "{path} is not saved as UTF-8",
            "its characters cannot be read; the plain CSV of a spreadsheet is often Shift_JIS",
            "save it again as UTF-8 (in a spreadsheet “CSV UTF-8”)",
        ],
    ),
    row(
        "source.empty",
        [
            "{path} には何も書かれていません",
            "書かれていないものは公開できません。書いたのに出るときは、保存を忘れています",
            "中身を書いて保存するか、ファイルを消してください（いちばん小さなアプリの例は docs/first-app.md にあります）",
        ],
        [
            "nothing is written in {path}",
            "there is nothing to publish; if you wrote something, it was not saved",
            "write the definition and save it, or delete the file",
        ],
    ),
    row(
        "source.name",
        [
            "{path} は読まれません",
            "アプリは、定義のフォルダのすぐ下のフォルダに app.yaml という名前で置きます（例は tests.yaml、市の決まりは office.yaml）",
            "{right} という名前に変えてください",
        ],
        [
            "{path} is not read",
            "an app is the file app.yaml in a folder right below the definitions (its examples tests.yaml, the city office.yaml)",
            "call it {right}",
        ],
    ),
];

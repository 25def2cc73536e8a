//! Settings of single question types.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "form.step",
        [
            "step の「{step}」が0以下です",
            "きざみは0より大きい数でないと、どの数も答えになりません",
            "step に0より大きい数を書いてください（例 step: 0.5）",
        ],
        [
            "the step `{step}` is not above zero",
            "no number could be an answer",
            "write a step above zero (e.g. step: 0.5)",
        ],
    ),
    row(
        "form.photo-accepts",
        [
            "写真の質問「{name}」の accept に pdf があります",
            "写真は画像として保存し直すので、PDFは受け取れません",
            "accept は jpg、png、webp から選ぶか、type: file にしてください",
        ],
        [
            "the photo question `{name}` accepts pdf",
            "photos are written anew as pictures, which a PDF is not",
            "choose from jpg, png and webp, or use type: file",
        ],
    ),
    row(
        "form.staff-in-public",
        [
            "だれでも開ける申込みで、職員を選ぶ質問「{name}」を聞いています",
            "職員の名簿が市民に見えてしまいます",
            "internal: true を付けて職員だけの質問にするか、app に audience: staff を書いてください",
        ],
        [
            "the question `{name}` asks residents for a member of staff",
            "the public would see who works in the office",
            "add internal: true to the question, or audience: staff to the app",
        ],
    ),
    row(
        "app.my-number-basis",
        [
            "my_number の basis「{basis}」が、法律や条例の名前ではありません",
            "マイナンバーは、法律か条例で決まった事務でしか集められません",
            "根拠の条文を書いてください（例 basis: 番号法第9条第1項 別表の20の項）。根拠がなければ my_number を消してください",
        ],
        [
            "`{basis}` in my_number names no law or ordinance",
            "Individual Numbers may only be collected for tasks fixed by a law or an ordinance",
            "write the provision (e.g. basis: 番号法第9条第1項 別表の20の項), or delete my_number",
        ],
    ),
];

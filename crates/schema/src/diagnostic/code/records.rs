//! Retention and effect.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "records.no-keep",
        [
            "氏名や住所などの個人情報を聞くのに、保存期間が書かれていません",
            "いつまで持つかを決めないと、個人情報が要らなくなっても残ります",
            "文書の保存期間を書いてください（例 records: {class: 環境/廃棄物, keep: 3 years, then: destroy}）",
        ],
        [
            "personal data is asked for, and records does not say how long it is kept",
            "data about people would stay when nobody needs it any more",
            "write how long (e.g. records: {class: waste, keep: 3 years, then: destroy})",
        ],
    ),
    row(
        "records.no-saving",
        [
            "効果の before と after で、時間が短くなっていません",
            "節約した時間が計算できません",
            "1件にかかっていた時間を before に、今かかる時間を after に書いてください（例 {before: 12 minutes, after: 3 minutes}）",
        ],
        [
            "after is not shorter than before",
            "there is no time saved to be shown",
            "write what a case took under before and what it takes now under after (e.g. {before: 12 minutes, after: 3 minutes})",
        ],
    ),
];

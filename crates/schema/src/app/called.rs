//! What an app calls what it receives: a closed set of words that pages can put into sentences.

use crate::text::Lang;

/// The word for one case of an app, as a resident or a member of staff reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Called {
    /// 申込み
    #[default]
    Application,
    /// 申請
    Request,
    /// 届出
    Notice,
    /// 報告
    Report,
    /// 通報
    Tip,
    /// 相談
    Question,
    /// 予約
    Booking,
    /// 起案
    Draft,
    /// 投稿
    Post,
}

impl Called {
    /// All, in the order of the reference.
    pub const ALL: [Called; 9] = [
        Called::Application,
        Called::Request,
        Called::Notice,
        Called::Report,
        Called::Tip,
        Called::Question,
        Called::Booking,
        Called::Draft,
        Called::Post,
    ];

    /// As it is written in a definition, and as it stands in Japanese sentences.
    pub fn noun(self) -> &'static str {
        match self {
            Called::Application => "申込み",
            Called::Request => "申請",
            Called::Notice => "届出",
            Called::Report => "報告",
            Called::Tip => "通報",
            Called::Question => "相談",
            Called::Booking => "予約",
            Called::Draft => "起案",
            Called::Post => "投稿",
        }
    }

    /// The noun in a language; English for those without words of their own.
    pub fn noun_in(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::Ja | Lang::JaEasy, called) => called.noun(),
            (_, Called::Application | Called::Draft) => "application",
            (_, Called::Request) => "request",
            (_, Called::Notice) => "notification",
            (_, Called::Report | Called::Tip) => "report",
            (_, Called::Question) => "question",
            (_, Called::Booking) => "booking",
            (_, Called::Post) => "post",
        }
    }

    /// On the button that sends it: 申し込む.
    pub fn verb(self) -> &'static str {
        match self {
            Called::Application => "申し込む",
            Called::Request => "申請する",
            Called::Notice => "届け出る",
            Called::Report => "報告する",
            Called::Tip => "通報する",
            Called::Question => "相談する",
            Called::Booking => "予約する",
            Called::Draft => "起案する",
            Called::Post => "投稿する",
        }
    }

    /// 申し込めます.
    pub fn can(self) -> &'static str {
        match self {
            Called::Application => "申し込めます",
            Called::Request => "申請できます",
            Called::Notice => "届け出られます",
            Called::Report => "報告できます",
            Called::Tip => "通報できます",
            Called::Question => "相談できます",
            Called::Booking => "予約できます",
            Called::Draft => "起案できます",
            Called::Post => "投稿できます",
        }
    }

    /// 申し込んだ, before a noun.
    pub fn done(self) -> &'static str {
        match self {
            Called::Application => "申し込んだ",
            Called::Request => "申請した",
            Called::Notice => "届け出た",
            Called::Report => "報告した",
            Called::Tip => "通報した",
            Called::Question => "相談した",
            Called::Booking => "予約した",
            Called::Draft => "起案した",
            Called::Post => "投稿した",
        }
    }
}

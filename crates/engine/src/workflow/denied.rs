//! Why an action may not be pressed, in words that say what to do.

use crate::booking::moment_words;
use jiff::Timestamp;
use madoguchi_schema::{office::Office, text::Lang};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// No such action.
    Unknown,
    /// The actor is not among `by`, or the state does not let the resident.
    NotYours,
    /// Not from this state.
    WrongState,
    /// The same person pressed an action that another person must have pressed (four eyes).
    SamePerson {
        /// That action, or `submit`.
        action: String,
    },
    /// The guard does not hold.
    Guard,
    /// Who started a route does not approve it.
    SelfApproval,
    /// Nobody may act in the absent decider's stead.
    NoSubstitute,
    /// Somebody has acted on the route since.
    Acted,
    /// The resident's last moment has passed.
    TooLate {
        /// It was.
        last: Timestamp,
    },
}

impl Denied {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Denied::Unknown => "action.unknown",
            Denied::NotYours => "action.not-yours",
            Denied::WrongState => "action.wrong-state",
            Denied::SamePerson { .. } => "action.same-person",
            Denied::Guard => "action.guard",
            Denied::SelfApproval => "approval.self",
            Denied::NoSubstitute => "approval.no-substitute",
            Denied::Acted => "approval.acted",
            Denied::TooLate { .. } => "action.too-late",
        }
    }

    /// The sentence: why not, and what to do instead.
    pub fn sentence(&self, office: &Office, lang: Lang) -> String {
        match lang {
            Lang::Ja | Lang::JaEasy => self.japanese(office, lang),
            _ => self.english(office, lang),
        }
    }

    fn japanese(&self, office: &Office, lang: Lang) -> String {
        match self {
            Denied::Unknown => "この操作はありません。画面を開き直してください。".to_owned(),
            Denied::NotYours => "この操作をする権限がありません。担当の人に頼んでください。".to_owned(),
            Denied::WrongState => {
                "今の状態ではこの操作はできません。画面を開き直して、今の状態を確かめてください。".to_owned()
            }
            Denied::SamePerson { .. } => {
                "この申込みで前の操作をした人は、この操作をできません。別の担当の人に頼んでください。".to_owned()
            }
            Denied::Guard => "条件に合わないため、この操作はできません。内容を確かめてください。".to_owned(),
            Denied::SelfApproval => {
                "自分が起案したものは、自分では決裁できません。ほかの人の決裁を待ってください。".to_owned()
            }
            Denied::NoSubstitute => "この決裁は代決できません。決裁者が戻るのを待ってください。".to_owned(),
            Denied::Acted => {
                "もう決裁が進んでいるので、引き戻せません。差し戻してもらうよう、決裁する人に頼んでください。"
                    .to_owned()
            }
            Denied::TooLate { last } => {
                format!("この操作ができるのは{}でした。電話で問い合わせてください。", moment_words(*last, office, lang))
            }
        }
    }

    fn english(&self, office: &Office, lang: Lang) -> String {
        match self {
            Denied::Unknown => "There is no such action. Open the page again.".to_owned(),
            Denied::NotYours => "You may not do this. Ask the person in charge.".to_owned(),
            Denied::WrongState => {
                "This cannot be done in the present state. Open the page again to see the state.".to_owned()
            }
            Denied::SamePerson { .. } => {
                "You did the step before; another person must do this one. Ask a colleague.".to_owned()
            }
            Denied::Guard => "The conditions for this are not met. Check the content.".to_owned(),
            Denied::SelfApproval => "You cannot approve what you started. Another person must.".to_owned(),
            Denied::NoSubstitute => "Nobody may decide in the absent decider's stead. Wait for the decider.".to_owned(),
            Denied::Acted => "Somebody has acted already. Ask the person whose turn it is to return it.".to_owned(),
            Denied::TooLate { last } => {
                format!("This was possible {}. Please call us.", moment_words(*last, office, lang))
            }
        }
    }
}

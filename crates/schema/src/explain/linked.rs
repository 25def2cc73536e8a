//! Cases of other apps in words: what is chosen, what becomes of what is read, which can be chosen.

use super::{Speech, labels::Names};
use crate::{
    expr::Labels,
    field::{Case, Copy},
    text::Lang,
    value::Type,
};

/// The names of another app's case, and behind them those of the app.
struct CaseNames<'a> {
    names: &'a Names<'a>,
    case: &'a Case,
}

impl Labels for CaseNames<'_> {
    fn name(&self, path: &str) -> String {
        let known = self.case.label_of(path).map(|label| label.get(self.names.lang));
        known.map_or_else(|| self.names.name(path), str::to_owned)
    }

    fn code(&self, list: &str, code: &str) -> Option<String> {
        code_of(self.case, list, code, self.names.lang).or_else(|| self.names.code(list, code))
    }
}

/// What people read for a code of another app's list.
pub(super) fn code_of(case: &Case, list: &str, code: &str, lang: Lang) -> Option<String> {
    let known = case.columns.values().find(|column| matches!(&column.ty, Type::Code(id) if id == list))?;
    known.list.as_ref().map(|list| list.label(code, lang).to_owned())
}

impl Speech<'_> {
    /// What a question of type `case` takes and keeps, in Japanese and English.
    pub(super) fn linking(&self, case: &Case, name: &str) -> Vec<(String, String)> {
        let app = self.quoted(case.title.get(self.lang));
        let (ja, en) = match case.copy {
            Copy::Snapshot => {
                ("読んだ値は、選んだときのまま保ちます。", "What is read of it stays as it was when it was chosen.")
            }
            Copy::Default => ("ほかの質問の、はじめの値だけに使います。", "It only fills in other questions at first."),
            Copy::Live => ("値は、いつも今のものを読みます。", "What it says is read anew each time."),
        };
        let taken = (
            format!("{name}では、{app}の申込みを、その申込みを見られる職員が選びます。{ja}"),
            format!("At {name}, staff who may read {app} choose one of its cases. {en}"),
        );
        let offered = case.filter.as_ref().map(|filter| {
            let condition = filter.condition.say(&CaseNames { names: &self.names, case }, self.lang);
            (
                format!("{name}で選べるのは、{condition}ものだけです。"),
                format!("{name} offers only those where {condition}."),
            )
        });
        [taken].into_iter().chain(offered).collect()
    }
}

//! The line that names a case for those who work on it.

use crate::{
    answer::Setting,
    records::CaseFacts,
    scope::{CaseScope, System},
};
use madoguchi_schema::value::Value;

/// The app's `queue.title` for a case; `None` when there is none, or when it comes to nothing.
pub fn title(setting: Setting<'_>, case: &CaseFacts) -> Option<String> {
    let title = setting.app.queue.title.as_ref()?;
    let scope = CaseScope::new(setting, &case.answers).with(System::of(&setting, case, &case.state));
    match title.eval(&scope) {
        Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}

//! The people of the office, as far as a form may offer them: facts of the moment, not part of a definition.

use indexmap::IndexMap;
use unicode_normalization::UnicodeNormalization;

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Name.
    pub name: String,
    /// The unit of the first post.
    pub unit: Option<String>,
    /// Has left: still named where chosen before, offered no more.
    pub disabled: bool,
}

/// The accounts by login, in the order in which they are offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People(pub IndexMap<String, Person>);

impl People {
    /// The name of a login, also of one who has left.
    pub fn name(&self, login: &str) -> Option<&str> {
        self.0.get(login).map(|person| person.name.as_str())
    }

    /// Whether a login can be chosen now.
    pub fn offers(&self, login: &str) -> bool {
        self.0.get(login).is_some_and(|person| !person.disabled)
    }
}

/// A login as it is stored and compared: half width, lower case, without blanks around it.
pub fn login(typed: &str) -> String {
    typed.trim().nfkc().collect::<String>().to_lowercase()
}

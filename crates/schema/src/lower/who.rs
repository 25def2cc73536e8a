//! Who: units, posts and residents of `owner`, `by` and `access`.

use super::Lowering;
use crate::{
    app::{Access, By},
    ast::{self, Word},
    check::names,
    text::Lang,
};

impl Lowering<'_> {
    /// Those named in `by` or `access`: units, posts and, where it is allowed, `resident`.
    pub(super) fn who(&mut self, written: &[Word], resident: bool) -> Vec<By> {
        written.iter().filter_map(|word| self.by(word, resident)).collect()
    }

    fn by(&mut self, word: &Word, resident: bool) -> Option<By> {
        if resident && word.text == "resident" {
            return Some(By::Resident);
        }
        let (unit, post) =
            word.text.split_once('/').map_or((word.text.as_str(), None), |(unit, post)| (unit, Some(post)));
        let Some(known) = self.office.units.get(unit) else {
            let also = resident.then_some("resident");
            names::unknown("app.unknown-unit", word, self.office.units.keys().map(String::as_str).chain(also), self.d);
            self.meant_unit(unit);
            return None;
        };
        let Some(post) = post else { return Some(By::Unit(unit.to_owned())) };
        if known.posts.contains_key(post) {
            return Some(By::Post(unit.to_owned(), post.to_owned()));
        }
        let posts: Vec<String> = known.posts.keys().map(|post| format!("{unit}/{post}")).collect();
        names::unknown("app.unknown-post", word, posts.iter().map(String::as_str), self.d);
        None
    }

    /// A unit may have been called by its label.
    fn meant_unit(&mut self, label: &str) {
        let unit = self.office.units.values().find(|unit| unit.label.get(Lang::Ja) == label);
        names::meant(unit.map(|unit| unit.id.as_str()), self.d);
    }

    /// The owning unit.
    pub(super) fn owner(&mut self, written: Option<&Word>) -> String {
        let Some(word) = written else { return String::new() };
        if !self.office.units.contains_key(&word.text) {
            names::unknown("app.unknown-unit", word, self.office.units.keys().map(String::as_str), self.d);
            self.meant_unit(&word.text);
        }
        word.text.clone()
    }

    /// Who may read, see what is sensitive, and export; the owner where nothing is written.
    pub(super) fn access(&mut self, written: &ast::Access, owner: &str) -> Access {
        let mut named = |words: &Option<Vec<Word>>| match words {
            Some(words) => self.who(words, false),
            None => vec![By::Unit(owner.to_owned())],
        };
        Access { read: named(&written.read), sensitive: named(&written.sensitive), export: named(&written.export) }
    }
}

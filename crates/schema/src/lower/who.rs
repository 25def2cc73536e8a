//! Who: units, posts, roles and people of `owner`, `by` and `access`.

use super::Lowering;
use crate::{
    app::{Access, By, UnitOf},
    ast::{self, Who, Word},
    check::names,
    diagnostic::{Diagnostic, nearest},
    field::Kind,
    text::Lang,
};

/// Words that name someone besides the office's units and roles.
const RESIDENT: &str = "resident";
const STARTER: &str = "starter";
const STAFF: &str = "staff";
const OWNER: &str = "owner";

impl Lowering<'_> {
    /// Those named in `by`: units, posts, roles, and whom the case names.
    pub(super) fn who(&mut self, written: &[Who], owner: &str) -> Vec<By> {
        written.iter().flat_map(|who| self.by(who, owner)).collect()
    }

    fn by(&mut self, who: &Who, owner: &str) -> Vec<By> {
        match who {
            Who::Named(word) if word.text == RESIDENT => vec![By::Resident],
            Who::Named(word) if word.text == STARTER => vec![By::Starter],
            Who::Named(word) => self.named(word, &[RESIDENT, STARTER, STAFF]),
            Who::Field(field) => {
                let known = self.names(field, "staff", |kind| matches!(kind, Kind::Staff));
                known.then(|| By::Field(field.text.clone())).into_iter().collect()
            }
            Who::PostOf { post, of } => self.post_of(post, of, owner).into_iter().collect(),
        }
    }

    /// Whether a question names people or units; reports if not.
    fn names(&mut self, word: &Word, wanted: &'static str, fits: fn(&Kind) -> bool) -> bool {
        if !self.question_name(word) || self.broken.contains(&word.text) {
            return false;
        }
        let kind = self.writable.get(&word.text).and_then(|writable| writable.kind.as_ref());
        let named = kind.is_some_and(fits);
        if !named {
            let report = Diagnostic::error("workflow.names-nobody", word.span).arg("name", &word.text);
            self.d.push(report.arg("type", wanted));
        }
        named
    }

    /// A post of the owner is known at publish; of a unit that the case names, some unit must have it.
    fn post_of(&mut self, post: &Word, of: &Word, owner: &str) -> Option<By> {
        if of.text == OWNER {
            let word = Word { text: format!("{owner}/{}", post.text), span: post.span };
            return self.named(&word, &[]).pop();
        }
        let of = match of.text.as_str() {
            STARTER => UnitOf::Starter,
            field => {
                let known = self.names(of, "unit", |kind| matches!(kind, Kind::Unit(_)));
                known.then(|| UnitOf::Field(field.to_owned()))?
            }
        };
        let posts: Vec<&str> =
            self.office.units.values().flat_map(|unit| unit.posts.keys()).map(String::as_str).collect();
        if posts.contains(&post.text.as_str()) {
            return Some(By::PostOf { post: post.text.clone(), of });
        }
        names::unknown("app.unknown-post", post, posts, self.d);
        None
    }

    /// A unit, a post or a role; `staff` where it may be named.
    fn named(&mut self, word: &Word, also: &[&str]) -> Vec<By> {
        if word.text == STAFF && also.contains(&STAFF) {
            return vec![By::Staff];
        }
        if let Some(role) = self.office.roles.get(&word.text) {
            let by = |(unit, post): &(String, Option<String>)| match post {
                Some(post) => By::Post(unit.clone(), post.clone()),
                None => By::Unit(unit.clone()),
            };
            return role.who.iter().map(by).collect();
        }
        let (unit, post) =
            word.text.split_once('/').map_or((word.text.as_str(), None), |(unit, post)| (unit, Some(post)));
        let Some(known) = self.office.units.get(unit) else {
            if self.has_no_units() {
                // It was said where the owner is named.
                return Vec::new();
            }
            let known = self.office.units.keys().chain(self.office.roles.keys()).map(String::as_str);
            names::unknown("app.unknown-unit", word, known.chain(also.iter().copied()), self.d);
            match post {
                Some(post) => self.meant_post(unit, post),
                None => self.meant_unit(unit),
            }
            return Vec::new();
        };
        let Some(post) = post else { return vec![By::Unit(unit.to_owned())] };
        if known.posts.contains_key(post) {
            return vec![By::Post(unit.to_owned(), post.to_owned())];
        }
        let posts: Vec<String> = known.posts.keys().map(|post| format!("{unit}/{post}")).collect();
        names::unknown("app.unknown-post", word, posts.iter().map(String::as_str), self.d);
        let called = known.posts.iter().find(|(_, label)| label.get(Lang::Ja) == post);
        names::meant(called.map(|(id, _)| format!("{unit}/{id}")).as_deref(), self.d);
        Vec::new()
    }

    /// `中央図書館/係長` or `libary/chief`: both parts as they are, or look like, in the office.
    fn meant_post(&mut self, unit: &str, post: &str) {
        let units = &self.office.units;
        let called = units.values().find(|known| known.label.get(Lang::Ja) == unit).map(|known| known.id.clone());
        let near = nearest(unit, units.keys().map(String::as_str));
        let meant = called.into_iter().chain(near).filter_map(|id| {
            let posts = &units.get(&id)?.posts;
            let called = posts.iter().find(|(_, label)| label.get(Lang::Ja) == post).map(|(post, _)| post.clone());
            let post = called.or_else(|| nearest(post, posts.keys().map(String::as_str)).into_iter().next())?;
            Some(format!("{id}/{post}"))
        });
        let meant: Vec<String> = meant.collect();
        if let Some(report) = self.d.last_mut().filter(|_| !meant.is_empty()) {
            report.suggestions = meant;
        }
    }

    /// Whether the city names nobody: there is no `office.yaml`, or it is still empty.
    fn has_no_units(&self) -> bool {
        self.office.units.is_empty() && self.office.roles.is_empty()
    }

    /// A unit may have been called by its label.
    fn meant_unit(&mut self, label: &str) {
        let unit = self.office.units.values().find(|unit| unit.label.get(Lang::Ja) == label);
        names::meant(unit.map(|unit| unit.id.as_str()), self.d);
    }

    /// The owning unit.
    pub(super) fn owner(&mut self, written: Option<&Word>) -> String {
        let Some(word) = written else { return String::new() };
        if self.has_no_units() {
            self.d.push(Diagnostic::error("app.no-units", word.span).arg("name", &word.text));
        } else if !self.office.units.contains_key(&word.text) {
            names::unknown("app.unknown-unit", word, self.office.units.keys().map(String::as_str), self.d);
            self.meant_unit(&word.text);
        }
        word.text.clone()
    }

    /// Who may read, see what is sensitive, and export; the owner where nothing is written.
    pub(super) fn access(&mut self, written: &ast::Access, owner: &str) -> Access {
        let mut named = |words: &Option<Vec<Word>>| match words {
            Some(words) => words.iter().flat_map(|word| self.named(word, &[STAFF])).collect(),
            None => vec![By::Unit(owner.to_owned())],
        };
        Access { read: named(&written.read), sensitive: named(&written.sensitive), export: named(&written.export) }
    }

    /// Actions whose presser may not press this one too; `starter` is who submitted.
    pub(super) fn not_by(&mut self, written: &ast::Action<'_>, workflow: &ast::Workflow<'_>) -> Vec<String> {
        let known = || workflow.actions.iter().filter(|action| !action.automatic).map(|action| action.id.text.as_str());
        let mut others = Vec::new();
        for word in &written.not_by {
            if word.text == STARTER {
                others.push("submit".to_owned());
            } else if known().any(|action| action == word.text) {
                others.push(word.text.clone());
            } else {
                names::unknown("workflow.unknown-press", word, known().chain([STARTER]), self.d);
            }
        }
        if let Some(word) = written.not_by.first().filter(|_| written.automatic) {
            self.d.push(Diagnostic::error("workflow.automatic-not-by", word.span).arg("name", &written.id.text));
        }
        others
    }
}

//! Who may see and do what.

use super::{Block, Section, Speech};
use crate::{
    app::{Audience, By, UnitOf},
    field::Kind,
    text::Lang,
};

impl Speech<'_> {
    /// What people read for a unit or a role.
    pub(super) fn unit(&self, id: &str) -> String {
        let unit = self.office.units.get(id).map(|unit| &unit.label);
        let label = unit.or_else(|| self.office.roles.get(id).map(|role| &role.label));
        label.map_or(id, |label| label.get(self.lang)).to_owned()
    }

    pub(super) fn people(&self, by: &[By]) -> String {
        self.listed(by.iter().map(|by| self.person(by)))
    }

    pub(super) fn person(&self, by: &By) -> String {
        let asked = |id: &str| self.quoted(self.app.question(id).map_or(id, |question| question.label.get(self.lang)));
        match by {
            By::Unit(unit) => self.unit(unit),
            By::Post(unit, post) => {
                let known = self.office.units.get(unit).and_then(|unit| unit.posts.get(post));
                let label = known.map_or(post.as_str(), |label| label.get(self.lang));
                format!("{}{}{label}", self.unit(unit), self.of("の", ": "))
            }
            By::Resident => self.of("申込者", "the applicant").to_owned(),
            By::Staff => self.of("サインインした職員ならだれでも", "anyone of the staff").to_owned(),
            By::Starter => self.of("起票した人", "who started the case").to_owned(),
            By::Field(id) => format!("{}{}", asked(id), self.of("で選ばれた人", " (the person named there)")),
            By::PostOf { post, of } => {
                let unit = match of {
                    UnitOf::Starter => self.of("起票した人の課", "the starter's unit").to_owned(),
                    UnitOf::Field(id) => format!("{}{}", asked(id), self.of("の課", " (the unit named there)")),
                };
                let held = self.office.units.values().find_map(|unit| unit.posts.get(post));
                let label = held.map_or(post.as_str(), |label| label.get(self.lang));
                format!("{unit}{}{label}", self.of("の", ": "))
            }
        }
    }

    pub(super) fn access(&self) -> Section {
        let access = &self.app.access;
        let sensitive: Vec<String> = self
            .app
            .questions()
            .filter(|(_, question)| question.sensitive)
            .map(|(_, question)| self.quoted(question.label.get(self.lang)))
            .collect();
        let rows = [
            (self.of("申込みの一覧と中身を見る", "See the list and the cases"), &access.read),
            (self.of("機微情報も見る", "See sensitive answers too"), &access.sensitive),
            (self.of("書き出す", "Export"), &access.export),
        ];
        let rows = rows.into_iter().map(|(what, who)| vec![what.to_owned(), self.people(who)]).collect();
        let mut blocks: Vec<Block> =
            self.table(&[("できること", "What"), ("だれが", "Who")], rows).into_iter().collect();
        if !sensitive.is_empty() {
            blocks.push(self.line("機微情報: {}", "Sensitive: {}", &self.listed(sensitive)));
        }
        Section { title: self.of("見られる人", "Who may see").to_owned(), blocks }
    }

    /// What someone who has not signed in can see and send.
    pub(super) fn open_to_all(&self) -> Section {
        let title = self.of("サインインしていない人から見えるもの", "What people see without signing in").to_owned();
        if self.app.audience == Audience::Staff {
            let none = self.line("何も見えません。職員のためのアプリです。", "Nothing: this app is for staff.", "");
            return Section { title, blocks: vec![none] };
        }
        let shown = self.app.questions().map(|(_, question)| question);
        let shown: Vec<_> =
            shown.filter(|question| !question.internal && !matches!(question.kind, Kind::Note(_))).collect();
        let mut blocks = vec![Block::Line(match self.lang {
            Lang::En if shown.len() == 1 => "The form with one question, and the choices it offers.".to_owned(),
            Lang::En => format!("The form with {} questions, and the choices they offer.", shown.len()),
            _ => format!("申込みの画面（質問{}個）と、その選択肢。", shown.len()),
        })];
        let hidden = self.app.questions().filter(|(_, question)| question.internal);
        let hidden = self.listed(hidden.map(|(_, question)| self.quoted(question.label.get(self.lang))));
        if !hidden.is_empty() {
            blocks.push(self.line("見えない質問（職員だけ）: {}", "Never shown (staff only): {}", &hidden));
        }
        if !self.app.bookings.is_empty() {
            blocks.push(self.line(
                "予約できる日（残りの数は見えません）。",
                "The days that can be booked, without the numbers left.",
                "",
            ));
        }
        blocks.push(self.line(
            "受付番号と確認番号を知る人には、その申込みの状態と答え。",
            "To who knows the receipt number and its code: the state and the answers of that case.",
            "",
        ));
        Section { title, blocks }
    }
}

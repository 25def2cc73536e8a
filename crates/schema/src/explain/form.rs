//! The app as a whole, and its pages with their questions and rules.

use super::{Block, Section, Speech, kind};
use crate::{
    app::{Audience, Page, Question},
    field::{Kind, NumberForm},
    text::Lang,
};

impl Speech<'_> {
    pub(super) fn overview(&self) -> Section {
        let app = self.app;
        let mut blocks = Vec::new();
        if !app.about.is_empty() {
            blocks.push(Block::Line(app.about.get(self.lang).to_owned()));
        }
        let audience = match app.audience {
            Audience::Resident => self.of("住民", "residents"),
            Audience::Staff => self.of("職員", "staff"),
        };
        blocks.push(self.line("入力する人: {}", "Filled in by: {}", audience));
        let word = app.word.noun_in(self.lang);
        blocks.push(self.line("1件の呼び方: {}", "One case is called: {}", word));
        if let Some(fee) = app.fee.as_ref().and_then(|id| app.question(id)) {
            blocks.push(self.line("手数料: {}", "Fee: {}", fee.label.get(self.lang)));
        }
        blocks.push(self.line("担当: {}", "Owner: {}", &self.unit(&app.owner)));
        let languages = self.listed(app.languages.iter().map(|lang| lang.code().to_owned()));
        blocks.push(self.line("言語: {}", "Languages: {}", &languages));
        let keep = app.records.keep_years.to_string();
        let kept = if keep == "1" {
            "Kept for: {} year from the next April 1"
        } else {
            "Kept for: {} years from the next April 1"
        };
        blocks.push(self.line("保存期間: 翌年度の4月1日から{}年", kept, &keep));
        let drafts = app.records.draft_days.to_string();
        blocks.push(self.line("書きかけの保存: {}日", "Drafts are kept for: {} days", &drafts));
        Section { title: self.of("このアプリについて", "About this app").to_owned(), blocks }
    }

    /// A page: its questions, then the rules in the order of the questions.
    pub(super) fn page(&self, page: &Page) -> Section {
        let mut blocks = Vec::new();
        if let Some(condition) = &page.show_if {
            let when = self.when(condition);
            blocks.push(self.line("このページは、{}だけ出ます。", "This page is shown only {}.", &when));
        }
        let mut rows = Vec::new();
        page.questions.iter().for_each(|question| self.rows(question, "", &mut rows));
        let head = [
            ("質問", "Question"),
            ("名前（id）", "Id"),
            ("種類", "Type"),
            ("必須", "Required"),
            ("見られる人", "Who sees it"),
        ];
        blocks.extend(self.table(&head, rows));
        page.questions.iter().for_each(|question| self.rules(question, "", &mut blocks));
        blocks.extend(page.stop.iter().map(|stop| {
            let (when, title) = (self.when(&stop.condition), self.quoted(stop.title.get(self.lang)));
            Block::Line(match self.lang {
                Lang::En => format!("The form ends with {title} {when}."),
                _ => format!("{when}、{title}と案内して申込みを終わります。"),
            })
        }));
        Section { title: self.titled("ページ", "Page", page.title.get(self.lang)), blocks }
    }

    /// One row of the table for a question, and one for each of the questions in its rows.
    fn rows(&self, question: &Question, around: &str, rows: &mut Vec<Vec<String>>) {
        if matches!(question.kind, Kind::Note(_)) {
            return;
        }
        let required = match (&question.kind, question.required, &question.required_if) {
            (Kind::Calc(_), _, _) => self.of("（計算）", "(computed)"),
            (_, true, _) => self.of("必須", "required"),
            (_, false, Some(_)) => self.of("条件による", "sometimes"),
            (_, false, None) => self.of("任意", "optional"),
        };
        let seen = match (question.internal, question.sensitive) {
            (true, true) => self.of("職員のうち機微情報を見られる人", "staff who may see sensitive answers"),
            (true, false) => self.of("職員だけ", "staff only"),
            (false, true) => {
                self.of("申込者と、機微情報を見られる職員", "the applicant and staff who may see sensitive answers")
            }
            (false, false) => self.of("申込者と職員", "the applicant and staff"),
        };
        rows.push(vec![
            format!("{}{}", if around.is_empty() { "" } else { "└ " }, question.label.get(self.lang)),
            format!("{around}{}", question.id),
            self.kind(&question.kind),
            required.to_owned(),
            seen.to_owned(),
        ]);
        if let Kind::Repeat(repeat) = &question.kind {
            let around = format!("{around}{}.", question.id);
            repeat.questions.iter().for_each(|inner| self.rows(inner, &around, rows));
        }
    }

    /// Every rule of a question as a sentence.
    fn rules(&self, question: &Question, around: &str, blocks: &mut Vec<Block>) {
        let name = self.quoted(&format!("{around}{}", question.label.get(self.lang)));
        let english = self.lang == Lang::En;
        let mut line = |ja: String, en: String| blocks.push(Block::Line(if english { en } else { ja }));
        if let Some(when) = question.show_if.as_ref().map(|condition| self.when(condition)) {
            match question.kind {
                Kind::Calc(_) | Kind::Note(_) => {
                    line(format!("{name}は、{when}だけ出します。"), format!("{name} is shown only {when}."))
                }
                _ => line(format!("{name}は、{when}だけ聞きます。"), format!("{name} is asked only {when}.")),
            }
        }
        if let Some(when) = question.required_if.as_ref().map(|condition| self.when(condition)) {
            line(format!("{name}は、{when}必ず答えてもらいます。"), format!("{name} must be answered {when}."));
        }
        if let Some(value) = question.value.as_ref().map(|value| self.said(value)) {
            line(format!("{name}は、{value}です。"), format!("{name} is {value}."));
        }
        if let Some(value) = question.default.as_ref().map(|value| self.said(value)) {
            line(
                format!("{name}には、はじめに{value}を入れておきます。"),
                format!("{name} is filled in with {value} at first."),
            );
        }
        for check in &question.checks {
            let (rule, message) = (self.said(&check.rule), self.quoted(check.message.get(self.lang)));
            line(
                format!("{name}では、{rule}であることを確かめ、ちがうときは{message}と伝えます。"),
                format!("At {name} it must hold that {rule}; otherwise it says {message}."),
            );
        }
        for (ja, en) in self.choosing(&question.kind, &name) {
            line(ja, en);
        }
        if let Kind::Repeat(repeat) = &question.kind {
            let around = format!("{around}{} › ", question.label.get(self.lang));
            repeat.questions.iter().for_each(|inner| self.rules(inner, &around, blocks));
        }
    }

    /// The type in words, with what limits it.
    fn kind(&self, kind: &Kind) -> String {
        let word = kind.as_field().name();
        let (ja, en) = kind::words(word).unwrap_or((word, word));
        let limits = self.listed(self.limits(kind));
        match (limits.is_empty(), self.lang) {
            (true, _) => self.of(ja, en).to_owned(),
            (false, Lang::En) => format!("{en} ({limits})"),
            (false, _) => format!("{ja}（{limits}）"),
        }
    }

    fn limits(&self, kind: &Kind) -> Vec<String> {
        let most = |ja: &str, en: &str, number: &str| self.of(ja, en).replacen("{}", number, 1);
        match kind {
            Kind::Text(text) => {
                let mut limits = vec![most("{}字まで", "at most {} characters", &text.max.to_string())];
                limits.extend(
                    text.pattern.as_ref().map(|pattern| most("形: {}", "form: {}", pattern.message.get(self.lang))),
                );
                limits
            }
            Kind::Number(number) => {
                let mut limits = Vec::new();
                limits.extend(number.min.map(|min| most("{}以上", "at least {}", &crate::field::grouped(min))));
                limits.extend(number.max.map(|max| most("{}以下", "at most {}", &crate::field::grouped(max))));
                if number.form != NumberForm::Money {
                    limits.push(number.unit.get(self.lang).to_owned());
                }
                limits
            }
            Kind::Choice(choice) => vec![self.options(&choice.list.rows)],
            Kind::Choices(choices) => vec![self.options(&choices.list.rows)],
            Kind::Repeat(repeat) if repeat.rows.is_some() => Vec::new(),
            Kind::Repeat(repeat) => {
                vec![
                    most("{}行から", "from {}", &repeat.min.to_string()),
                    most("{}行まで", "to {} rows", &repeat.max.to_string()),
                ]
            }
            Kind::Items(items) => vec![most("一覧 {}", "list {}", &items.list.id)],
            Kind::Slot(slot) => vec![most("予約 {}", "booking {}", &slot.book)],
            _ => Vec::new(),
        }
    }

    /// The choices, or how many there are when they are many.
    fn options(&self, rows: &indexmap::IndexMap<String, crate::app::ListRow>) -> String {
        let offered = || rows.values().filter(|row| !row.retired);
        if offered().count() > 8 {
            return self.of("{}個から選ぶ", "{} choices").replacen("{}", &offered().count().to_string(), 1);
        }
        offered().map(|row| row.label.get(self.lang)).collect::<Vec<_>>().join(self.of("・", " / "))
    }
}

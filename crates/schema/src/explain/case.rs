//! States, actions and routes.

use super::{Block, Section, Speech};
use crate::{
    app::{Action, Decider, DecisionTable, NoteRule, Resume, RouteStep, Seat, State, Target},
    field::grouped,
    text::Lang,
};

impl Speech<'_> {
    /// What people read for a state.
    pub(super) fn state_label(&self, id: &str) -> String {
        self.quoted(self.app.workflow.states.get(id).map_or(id, |state| state.label.get(self.lang)))
    }

    pub(super) fn states(&self) -> Section {
        let workflow = &self.app.workflow;
        let mut blocks = vec![self.line("はじめの状態: {}", "Cases begin in: {}", &self.state_label(&workflow.start))];
        blocks.extend(workflow.starts.iter().map(|(channel, state)| {
            let state = self.state_label(state);
            let channel =
                crate::expr::Labels::code(&self.names, "_channel", channel).unwrap_or_else(|| channel.clone());
            Block::Line(match self.lang {
                Lang::En => format!("By {channel} they begin in {state}."),
                _ => format!("{channel}で届いたものは{state}から始まります。"),
            })
        }));
        let head = [
            ("状態", "State"),
            ("期限", "Due"),
            ("ひとりでに移るとき", "Moves by itself"),
            ("申込者ができること", "The applicant may"),
        ];
        let rows = workflow.states.values().map(|state| self.state(state)).collect();
        blocks.extend(self.table(&head, rows));
        blocks.extend(workflow.states.values().filter_map(|state| self.edit(state)).map(Block::Line));
        Section { title: self.of("状態", "States").to_owned(), blocks }
    }

    fn state(&self, state: &State) -> Vec<String> {
        let mut name = state.label.get(self.lang).to_owned();
        if state.end {
            name += self.of("（終わり）", " (end)");
        }
        if state.pause {
            name += self.of("（時計は止まる）", " (the clock stands still)");
        }
        let expires = state.expires.as_ref().map(|expiry| {
            let (after, then) = (self.term(expiry.after), self.state_label(&expiry.then));
            if self.lang == Lang::En { format!("to {then} after {after}") } else { format!("{after}たつと{then}") }
        });
        let may = state.resident.iter().map(|id| match self.app.workflow.actions.get(id) {
            Some(action) => action.label.get(self.lang).to_owned(),
            None if id == "change_slot" => self.of("日を変える", "change the day").to_owned(),
            None => id.clone(),
        });
        let due = self.due(state);
        vec![name, due, expires.unwrap_or_default(), self.listed(may)]
    }

    pub(super) fn actions(&self) -> Section {
        let head = [
            ("操作", "Action"),
            ("どこから", "From"),
            ("どこへ", "To"),
            ("押せる人", "Who may press it"),
            ("条件と付くこと", "Conditions and what follows"),
        ];
        let actions = self.app.workflow.actions.values();
        let rows = actions.map(|action| self.action(action)).collect();
        let title = self.of("操作（だれが何をできるか）", "Actions (who may do what)").to_owned();
        Section { title, blocks: self.table(&head, rows).into_iter().collect() }
    }

    fn action(&self, action: &Action) -> Vec<String> {
        let from = self.listed(action.from.iter().map(|state| self.state_label(state)));
        let to = match &action.to {
            Target::State(state) => self.state_label(state),
            Target::Back => self.of("前の状態", "where it came from").to_owned(),
            Target::Stay => self.of("そのまま", "stays").to_owned(),
        };
        let by = match action.automatic {
            true => self.of("自動", "automatic").to_owned(),
            false => self.people(&action.by),
        };
        vec![action.label.get(self.lang).to_owned(), from, to, by, self.follows(action)]
    }

    /// The guard, what the presser gives, and what follows.
    fn follows(&self, action: &Action) -> String {
        let mut all = Vec::new();
        all.extend(action.condition.as_ref().map(|condition| self.when(condition)));
        let others = self.listed(action.not_by.iter().map(|id| match self.app.workflow.actions.get(id) {
            Some(other) => self.quoted(other.label.get(self.lang)),
            None => self.of("起票", "starting the case").to_owned(),
        }));
        if !others.is_empty() {
            all.push(match self.lang {
                Lang::En => format!("not by who did {others}"),
                _ => format!("{others}をした人は押せない"),
            });
        }
        if action.note == NoteRule::Required {
            all.push(self.of("メモが必要", "a note is required").to_owned());
        }
        let questions =
            action.ask.iter().map(|id| self.app.question(id).map_or(id.as_str(), |q| q.label.get(self.lang)));
        let asked = self.listed(questions.map(|label| self.quoted(label)));
        if !asked.is_empty() {
            all.push(format!("{}{asked}", self.of("申込者に直してもらう: ", "the applicant corrects: ")));
        }
        if !action.send.is_empty() {
            let mails = self.listed(action.send.iter().cloned());
            all.push(format!("{}{mails}", self.of("送るメール: ", "sends: ")));
        }
        all.extend(self.writes(action));
        if action.bulk {
            all.push(self.of("まとめて押せる", "for many cases at once").to_owned());
        }
        all.join(self.of("。", "; "))
    }

    /// The approval routes, state by state.
    pub(super) fn routes(&self) -> Vec<Section> {
        let routed = |state: &State| {
            let route = state.route.as_ref()?;
            let mut blocks: Vec<Block> =
                route.steps.iter().enumerate().map(|(n, step)| Block::Line(self.step(n + 1, step))).collect();
            blocks.push(self.line(
                "承認されると{}へ移ります。",
                "When approved it goes to {}.",
                &self.state_label(&route.approved),
            ));
            blocks.extend(self.sends("承認されると", "When approved", &route.sends.approved));
            let back = match &route.returned {
                Some(state) => self.state_label(state),
                None => self.of("前の状態", "where it came from").to_owned(),
            };
            blocks.push(self.line("差し戻されると{}へ移ります。", "When returned it goes to {}.", &back));
            blocks.extend(self.sends("差し戻されると", "When returned", &route.sends.returned));
            blocks.push(match &route.rejected {
                Some(state) => {
                    self.line("否認されると{}へ移ります。", "When denied it goes to {}.", &self.state_label(state))
                }
                None => self.line("否認はできません。", "It cannot be denied.", ""),
            });
            blocks.extend(self.sends("否認されると", "When denied", &route.sends.rejected));
            blocks.push(match route.resume {
                Resume::Start => self.line(
                    "出し直すと最初の段からになります。",
                    "When it comes back, it begins at the first step.",
                    "",
                ),
                Resume::Step => self.line(
                    "出し直すと差し戻した段からになります。",
                    "When it comes back, it goes on at the step that returned it.",
                    "",
                ),
            });
            if route.self_approval {
                blocks.push(self.line("起案した人も承認できます。", "Who started it may approve it too.", ""));
            }
            Some(Section { title: self.titled("決裁", "Approval", state.label.get(self.lang)), blocks })
        };
        self.app.workflow.states.values().filter_map(routed).collect()
    }

    /// The mails that follow an outcome.
    fn sends(&self, ja: &str, en: &str, mails: &[String]) -> Option<Block> {
        let listed = self.listed(mails.iter().cloned());
        let said = match self.lang {
            Lang::En => format!("{en}, this mail follows: {listed}."),
            _ => format!("{ja}、メール {listed} を送ります。"),
        };
        (!mails.is_empty()).then_some(Block::Line(said))
    }

    pub(super) fn step(&self, number: usize, step: &RouteStep) -> String {
        let seats = self.listed(step.seats.iter().map(|seat| self.seat(seat)));
        let mut said = format!("{number}. {}: {seats}", step.label.get(self.lang));
        if step.seats.len() > 1 {
            let quorum = step.quorum.to_string();
            said += &self.of("（{}人が同意すると次へ進む）", " ({} must agree)").replacen("{}", &quorum, 1);
        }
        if let Some(condition) = &step.condition {
            let when = self.when(condition);
            said += &self.of("。{}だけ", ", only {}").replacen("{}", &when, 1);
        }
        said
    }

    fn seat(&self, seat: &Seat) -> String {
        let mut said = match &seat.decider {
            Decider::Named(by) => self.people(by),
            Decider::Table(table) => self.deciders(table),
        };
        if let Some(condition) = &seat.condition {
            let when = self.when(condition);
            said += &self.of("（{}だけ）", " (only {})").replacen("{}", &when, 1);
        }
        if seat.no_substitute {
            said += self.of("（代決できない）", " (no substitute)");
        }
        said
    }

    /// A decision table, row by row.
    fn deciders(&self, table: &DecisionTable) -> String {
        let rows = table.rows.iter().map(|row| {
            let limit = row.up_to.map(grouped);
            let limit = match (limit, self.lang) {
                (Some(limit), Lang::En) => format!("up to {limit} "),
                (Some(limit), _) => format!("{limit}まで "),
                (None, _) => String::new(),
            };
            let keys = self.listed(row.keys.iter().cloned());
            format!("{keys}{}{limit}{}", if keys.is_empty() { "" } else { " " }, self.person(&row.by))
        });
        format!("{} {}（{}）", self.of("専決の表", "decision table"), table.list, self.listed(rows))
    }
}

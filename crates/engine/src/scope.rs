//! What names mean for a decision about a case: its answers, its system names, the booking's area and calendar.

use crate::{
    answer::Setting,
    area, calendar, link,
    records::{CaseFacts, Channel},
};
use jiff::civil::Date;
use madoguchi_schema::{answers::Answers, app::Booking, expr::Scope, office::Calendar, value::Value};
use serde_json::Value as Json;

/// The scope of guards, `uses`, `area` and `open`.
pub(crate) struct CaseScope<'a> {
    setting: Setting<'a>,
    answers: &'a Answers,
    area: Option<&'a str>,
    calendar: &'a Calendar,
    system: Option<System<'a>>,
}

/// The system names of a case.
#[derive(Clone, Copy)]
pub(crate) struct System<'a> {
    pub(crate) receipt: &'a str,
    pub(crate) state: &'a str,
    pub(crate) created_on: Date,
    pub(crate) channel: Channel,
}

impl<'a> System<'a> {
    /// The names of a stored case, as if in `state`.
    pub(crate) fn of(setting: &Setting<'_>, case: &'a CaseFacts, state: &'a str) -> System<'a> {
        let created_on = calendar::today(setting.office, case.created_at);
        System { receipt: &case.receipt, state, created_on, channel: case.channel }
    }
}

impl<'a> CaseScope<'a> {
    pub(crate) fn new(setting: Setting<'a>, answers: &'a Answers) -> CaseScope<'a> {
        let calendar = calendar::of_app(setting.app, setting.office);
        CaseScope { setting, answers, area: None, calendar, system: None }
    }

    /// With the area and calendar of a booking.
    pub(crate) fn in_area(self, booking: &Booking, area: &'a str) -> CaseScope<'a> {
        let calendar = calendar::of_booking(booking, self.setting.office);
        CaseScope { area: Some(area), calendar, ..self }
    }

    /// With `_state`, `_receipt`, `_created_on`, `_channel`.
    pub(crate) fn with(self, system: System<'a>) -> CaseScope<'a> {
        CaseScope { system: Some(system), ..self }
    }

    /// The area of the first slot question.
    fn first_area(&self) -> Value {
        let slot = crate::booking::slots(self.setting.app).find_map(|(question, _)| self.answers.get(question));
        slot.and_then(|slot| slot.get("area")).and_then(Json::as_str).map_or(Value::Absent, text)
    }

    fn system(&self, name: &str) -> Value {
        let Some(system) = &self.system else { return Value::Absent };
        match name {
            "_receipt" => text(system.receipt),
            "_state" => text(system.state),
            "_created_on" => Value::Date(system.created_on),
            "_channel" => text(system.channel.code()),
            _ => Value::Absent,
        }
    }
}

impl Scope for CaseScope<'_> {
    fn lookup(&self, name: &str) -> Value {
        if name.starts_with('_') {
            return self.system(name);
        }
        match (self.setting.app.question(name), self.answers.get(name)) {
            (Some(question), Some(answer)) => link::value(&self.setting, question, answer),
            (Some(_), None) => Value::Absent,
            (None, _) if name == "area" => self.area.map_or_else(|| self.first_area(), text),
            (None, _) => Value::Absent,
        }
    }

    fn today(&self) -> Date {
        calendar::today(self.setting.office, self.setting.now)
    }

    fn as_of(&self) -> Date {
        self.system.map_or_else(|| self.setting.as_of(), |system| system.created_on)
    }

    fn area_of(&self, address: &Value) -> Value {
        area::area_of(self.setting.office, address)
    }

    fn weekdays_of(&self, area: &Value) -> Value {
        area::weekdays_of(self.setting.office, area)
    }

    fn business_days_after(&self, date: Date, days: i64) -> Value {
        Value::Date(calendar::business_days_after(self.calendar, date, days))
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

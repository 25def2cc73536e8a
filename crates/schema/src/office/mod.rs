//! The city of `office.yaml`: units, posts, calendars and areas, shared by all apps.
//!
//! ```yaml
//! schema: 1
//! city: 旭野市
//! zone: Asia/Tokyo                          # unless written
//! contact: {name: 代表, phone: 0166-00-0000, hours: 平日 8:45–17:15}
//! units:
//!   cleaning: {label: クリーンセンター, posts: {chief: 係長, manager: 課長}}
//! roles:                                      # people of several units or posts under one name
//!   judge: {label: 審査員, who: [cleaning/chief, library]}
//! calendars:
//!   cleaning-centre:
//!     label: クリーンセンター
//!     weekdays: [mon, tue, wed, thu, fri]   # unless written
//!     holidays: closed                      # or open; closed unless written
//!     closed: [12-29..01-03, 2026-11-30]    # every year, on one date, or 2026-11-02..2026-11-06
//!     open: [2026-12-26]                    # open whatever else says; dates as in closed
//! areas:
//!   a:
//!     label: A地区
//!     weekdays: [fri]                       # mon to fri unless written
//!     places: [{town: 1条通, chome: 1..17}, {town: 春野町, banchi: 1..50}, {town: 緑が丘}, 末広町]
//! ```
//!
//! A `chome` or `banchi` is `5` or `1..17`, both ends included. A place that is only a name is the whole town.

mod people;
mod read;
mod role;

pub use people::{People, Person, login};
pub use read::{compile, contact};

use crate::text::Text;
use indexmap::IndexMap;
use jiff::civil;
use std::sync::Arc;

/// The compiled `office.yaml`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Office {
    /// Name of the city, e.g. 旭野市.
    pub city: Text,
    /// IANA zone; `Asia/Tokyo` unless written.
    pub zone: String,
    /// Contact shown where an app has none.
    pub contact: Contact,
    /// Units by id.
    pub units: IndexMap<String, Unit>,
    /// Roles by id.
    pub roles: IndexMap<String, Role>,
    /// Calendars by id.
    pub calendars: IndexMap<String, Calendar>,
    /// Areas by id.
    pub areas: IndexMap<String, Area>,
    /// Who works here now; `None` where it is not known, as when a definition is checked.
    pub people: Option<Arc<People>>,
}

/// Whom to call.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contact {
    /// Name of the desk.
    pub name: Text,
    /// Telephone number as printed.
    pub phone: String,
    /// Opening hours in words.
    pub hours: Text,
}

/// A unit (課, 係, センター) with its posts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unit {
    /// Identity.
    pub id: String,
    /// Name.
    pub label: Text,
    /// Posts by id, e.g. `chief` → 係長.
    pub posts: IndexMap<String, Text>,
}

/// People of several units or posts under one name, e.g. 審査員.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Role {
    /// Identity.
    pub id: String,
    /// Name.
    pub label: Text,
    /// Units, or posts of units.
    pub who: Vec<(String, Option<String>)>,
}

/// On which days and hours a desk works.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Identity.
    pub id: String,
    /// Name.
    pub label: Text,
    /// Weekdays on which the desk works.
    pub weekdays: Vec<civil::Weekday>,
    /// Whether it works on national holidays.
    pub works_on_holidays: bool,
    /// Closed every year, both ends included, e.g. 12-29..01-03 as `((12, 29), (1, 3))`.
    pub closed_yearly: Vec<((i8, i8), (i8, i8))>,
    /// Closed on these dates.
    pub closed: Vec<civil::Date>,
    /// Open on these dates whatever else says.
    pub open: Vec<civil::Date>,
}

/// An area (収集地区) with the towns in it and the weekdays it is served.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Area {
    /// Identity, e.g. `A`... in definitions `a`.
    pub id: String,
    /// Name, e.g. A地区.
    pub label: Text,
    /// Weekdays of service.
    pub weekdays: Vec<civil::Weekday>,
    /// Where it is; the first match over all areas wins.
    pub places: Vec<Place>,
}

/// A town, or a part of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// Town as written, without 丁目, e.g. `1条通`.
    pub town: String,
    /// 丁目 from..=to; the whole town when absent.
    pub chome: Option<(u32, u32)>,
    /// 番地 (first number of the street) from..=to.
    pub banchi: Option<(u32, u32)>,
}

/// Weekdays with the codes that definitions and expressions know them by.
pub const WEEKDAYS: [(&str, civil::Weekday); 7] = [
    ("mon", civil::Weekday::Monday),
    ("tue", civil::Weekday::Tuesday),
    ("wed", civil::Weekday::Wednesday),
    ("thu", civil::Weekday::Thursday),
    ("fri", civil::Weekday::Friday),
    ("sat", civil::Weekday::Saturday),
    ("sun", civil::Weekday::Sunday),
];

/// `mon`…`sun`.
pub fn weekday_code(day: civil::Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(_, known)| *known == day).map_or("", |(code, _)| code)
}

/// Reads `mon`…`sun`.
pub fn weekday_of_code(code: &str) -> Option<civil::Weekday> {
    WEEKDAYS.iter().find(|(known, _)| *known == code).map(|(_, day)| *day)
}

//! What surrounds every office page: who is signed in, and the apps that they may read.

use crate::{catalog::Catalog, extract::actor::StaffActor};
use madoguchi_engine::workflow;
use madoguchi_schema::{office::Office, text::Lang};
use serde::Serialize;

/// The frame of an office page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// Name of the member of staff.
    pub name: String,
    /// Units and posts held: `クリーンセンター 係長`.
    pub places: Vec<String>,
    /// Apps that they may read.
    pub apps: Vec<Entry>,
    /// Whether this is the page of one's own work.
    pub home: bool,
}

/// One app in the menu.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its queue.
    pub href: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// The frame for a page of `app`, or of no app.
pub fn frame(catalog: &Catalog, staff: &StaffActor, app: Option<&str>) -> Frame {
    let office = catalog.office();
    let actor = staff.actor();
    let readable = catalog.apps().into_iter().filter(|p| workflow::is_among(&actor, &p.app.access.read));
    Frame {
        name: staff.0.name.clone(),
        places: staff.0.posts.iter().map(|(unit, post)| place(&office, unit, post.as_deref())).collect(),
        apps: readable
            .map(|p| Entry {
                title: p.app.title.get(Lang::Ja).to_owned(),
                href: format!("/office/{}", p.app.id),
                current: app == Some(p.app.id.as_str()),
            })
            .collect(),
        home: app.is_none(),
    }
}

/// `クリーンセンター 係長`.
fn place(office: &Office, unit: &str, post: Option<&str>) -> String {
    let Some(known) = office.units.get(unit) else { return unit.to_owned() };
    let label = known.label.get(Lang::Ja);
    match post.and_then(|p| known.posts.get(p)) {
        Some(post) => format!("{label} {}", post.get(Lang::Ja)),
        None => label.to_owned(),
    }
}

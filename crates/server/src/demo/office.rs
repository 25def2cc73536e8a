//! Somebody in every unit and every post of the office, so that each app can be tried from both sides.

use super::{dice::Dice, people};
use madoguchi_schema::{
    office::{Office, Unit},
    text::Lang,
};

/// One of the demo's staff: login, name, the unit and the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub login: String,
    pub name: String,
    pub unit: String,
    pub post: Option<String>,
}

/// A clerk of each unit and a holder of each post, except those that somebody named holds already.
pub fn colleagues(office: &Office, held: &[(&str, Option<&str>)]) -> Vec<Colleague> {
    let mut dice = Dice::new(0x6f66_6669);
    let mut all = Vec::new();
    for (id, unit) in &office.units {
        for post in std::iter::once(None).chain(unit.posts.keys().map(|post| Some(post.as_str()))) {
            if held.contains(&(id.as_str(), post)) {
                continue;
            }
            all.push(Colleague {
                login: post.map_or_else(|| id.clone(), |post| format!("{id}-{post}")),
                name: people::staff(&mut dice),
                unit: id.clone(),
                post: post.map(str::to_owned),
            });
        }
    }
    all
}

/// The logins of a unit in one line: `福祉課  welfare  welfare-chief（係長）`.
pub fn line(unit: &Unit, logins: &[(String, Option<String>)]) -> String {
    let post = |post: &Option<String>| match post.as_ref().and_then(|post| unit.posts.get(post)) {
        Some(label) => format!("（{}）", label.get(Lang::Ja)),
        None => String::new(),
    };
    let named: Vec<String> = logins.iter().map(|(login, held)| format!("{login}{}", post(held))).collect();
    format!("  {}: {}", unit.label.get(Lang::Ja), named.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_schema::{compile::compile, source::SourceSet};

    #[test]
    fn every_unit_and_post_has_somebody_and_nobody_twice() {
        let mut sources = SourceSet::default();
        let office = "schema: 1\ncity: 旭野市\nunits:\n  cleaning: {label: センター, posts: {chief: 係長}}\n  \
                      tax: {label: 資産税課, posts: {chief: 係長, manager: 課長}}\n";
        sources.add("office.yaml", office);
        let office = compile(&sources).office;
        let found = colleagues(&office, &[("cleaning", None)]);
        let logins: Vec<&str> = found.iter().map(|c| c.login.as_str()).collect();
        assert_eq!(logins, ["cleaning-chief", "tax", "tax-chief", "tax-manager"]);
        assert_eq!(found, colleagues(&office, &[("cleaning", None)]), "the same demo every time");
        let unit = &office.units["tax"];
        let told = line(unit, &[("tax".into(), None), ("tax-chief".into(), Some("chief".into()))]);
        assert_eq!(told, "  資産税課: tax tax-chief（係長）");
    }
}

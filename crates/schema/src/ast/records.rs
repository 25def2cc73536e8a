//! `records` and `effect` as written.

use crate::{
    app::{Disposal, Effect, Records},
    diagnostic::Diagnostic,
    lower::time,
    source::Span,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
};

const DISPOSALS: [(&str, Disposal); 3] =
    [("destroy", Disposal::Destroy), ("transfer", Disposal::Transfer), ("review", Disposal::Review)];
const CHANNELS: [(&str, &str); 3] = [("web", "web"), ("phone", "phone"), ("counter", "counter")];

/// `records`, and where it stands without saying how long.
#[derive(Debug, Default)]
pub(crate) struct WrittenRecords {
    pub(crate) records: Records,
    pub(crate) without_keep: Option<Span>,
}

/// `records`.
pub(super) fn records(map: &mut MapReader<'_>, d: &mut Diagnostics) -> WrittenRecords {
    let Some((key, node)) = map.entry("records") else { return WrittenRecords::default() };
    let Some(mut map) = MapReader::new(node, d) else { return WrittenRecords::default() };
    let mut records = Records::default();
    if let Some((class, _)) = map.optional_text("class", d) {
        class.clone_into(&mut records.class);
    }
    let keep = map.optional("keep");
    if let Some(years) = keep.and_then(|node| time::read(node, time::Form::Years, time::years, d)) {
        records.keep_years = years;
    }
    if let Some(days) = map.optional("drafts").and_then(|node| time::read(node, time::Form::Days, time::days, d)) {
        records.draft_days = days.count;
    }
    records.then = map.optional("then").and_then(|node| read::word(node, &DISPOSALS, d)).unwrap_or_default();
    map.finish(d);
    WrittenRecords { records, without_keep: keep.is_none().then_some(key.span) }
}

/// `effect`.
pub(super) fn effect(node: &Node, d: &mut Diagnostics) -> Option<Effect> {
    let mut map = MapReader::new(node, d)?;
    let mut minutes = |key, d: &mut Diagnostics| {
        map.required(key, d).and_then(|n| time::read(n, time::Form::Minutes, time::minutes, d))
    };
    let (before, after) = (minutes("before", d), minutes("after", d));
    let channel = map.optional("channel").and_then(|node| read::word(node, &CHANNELS, d)).map(str::to_owned);
    map.finish(d);
    let effect = Effect { before: before?, after: after?, channel };
    if effect.after >= effect.before {
        d.push(Diagnostic::warning("records.no-saving", node.span));
    }
    Some(effect)
}

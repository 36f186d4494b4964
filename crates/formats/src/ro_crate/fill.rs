//! A record of an entity, with what was done to make it.

use faircat_record::{Activity, Work};

use super::read::ACTIONS;
use crate::import::record::Context;
use crate::import::schema_org;
use crate::import::schema_org::agents::agent;
use crate::import::schema_org::links::{Records, linked};
use crate::import::statements::date;
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    schema_org::fill(source, work, context);
    // The root is so called in every crate.
    source.text_if("@id", |id| (id == "./").then_some(()));
    let records = Records::of(context);
    work.provenance = source.items(ACTIONS, |it| activity(it, &records));
}

fn activity(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<Activity> {
    let name = it.said("name").unwrap_or_else(|| "Creation".to_owned());
    it.take("@type");
    Some(Activity {
        name,
        description: it.said("description"),
        date: it.taken_if("endTime", date).or_else(|| it.taken_if("startTime", date)),
        software: it.items("instrument", |it| program(it, records)),
        inputs: it.items("object", |it| linked(it, records).map(|(target, _)| target)),
        agent: it.first_item("agent", |it| agent(it, None)),
    })
}

/// A program by its record, its address or its name.
fn program(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<String> {
    if let Some((target, _)) = linked(it, records) {
        return Some(target);
    }
    it.said_at(&["name", TEXT])
}

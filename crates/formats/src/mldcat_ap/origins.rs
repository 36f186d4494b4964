//! What a work was made from, how and by whom, in the words of PROV.

use faircat_linked_data::vocabulary::rdfs;
use faircat_record::{Activity, Contribution, Work};
use serde_json::Value;

use super::fill::agent;
use super::statements::LANGUAGE;
use crate::import::relations::target;
use crate::import::roles::role;
use crate::import::statements::web_address;
use crate::json_fields::JsonFields;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    // The profile's context has no name for it.
    for key in ["wasDerivedFrom", "prov:wasDerivedFrom"] {
        for origin in targets(source, key) {
            if !work.derived_from.contains(&origin) {
                work.derived_from.push(origin);
            }
        }
    }
    work.provenance.extend(source.objects("wasGeneratedBy", activity));
    work.contributors.extend(source.objects("qualifiedAttribution", attributed));
}

/// What is known by an identifier or an address at `key`; a node that has neither stays.
fn targets(source: &mut JsonFields<'_>, key: &str) -> Vec<String> {
    match source.look(key) {
        None | Some(Value::Object(_)) => Vec::new(),
        _ => source.understood_texts(key, known),
    }
}

/// The identifier or the address that `text` is.
pub(super) fn known(text: &str) -> Option<String> {
    target(text, None).or(web_address(text))
}

/// What was done, by a name.
fn activity(it: &mut JsonFields<'_>) -> Option<Activity> {
    // PROV's own examples name activities by their labels.
    let name = it.said_at(&["title", rdfs::LABEL.as_str(), "name"])?;
    for told in ["@type", LANGUAGE] {
        it.take(told);
    }
    let date = it.date("endedAtTime").or_else(|| it.date("startedAtTime"));
    Some(Activity {
        name,
        description: it.said("description"),
        date,
        inputs: targets(it, "used"),
        agent: it.first_object("wasAssociatedWith", agent),
        ..Activity::default()
    })
}

/// Somebody with a role; one that DataCite does not know stays.
fn attributed(it: &mut JsonFields<'_>) -> Option<Contribution> {
    let agent = it.first_object("agent", agent)?;
    it.take("@type");
    let known = it.text_if("hadRole", |text| role(text.rsplit(['#', '/']).next()?));
    Some(Contribution { agent, role: known.unwrap_or_else(|| "Other".to_owned()) })
}

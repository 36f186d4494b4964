//! What contributors did, of which schema.org says nothing: PROV's attributions with DCAT's roles.

use serde_json::{Map, Value};

use crate::import::roles::role;

const ATTRIBUTIONS: &str = "prov:qualifiedAttribution";

/// Gives each contributor of `work` the `roleName` that an attribution says in DataCite's words, and
/// takes the attribution.
pub(super) fn tell(work: &mut Map<String, Value>) {
    let Some(attributions) = work.get(ATTRIBUTIONS) else { return };
    let attributions = match attributions {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut said: Vec<(String, String)> = attributions.iter().filter_map(attributed).collect();
    if said.len() != attributions.len() {
        return;
    }
    let contributors = match work.get_mut("contributor") {
        Some(Value::Array(all)) => all.as_mut_slice(),
        Some(one) => std::slice::from_mut(one),
        None => return,
    };
    for contributor in contributors {
        let Some(fields) = contributor.as_object_mut() else { continue };
        let id = fields.get("@id").and_then(Value::as_str);
        let Some(at) = said.iter().position(|(agent, _)| Some(agent.as_str()) == id) else {
            continue;
        };
        fields.insert("roleName".to_owned(), said.remove(at).1.into());
    }
    if said.is_empty() {
        work.shift_remove(ATTRIBUTIONS);
    }
}

/// The agent of an attribution, and the role.
fn attributed(node: &Value) -> Option<(String, String)> {
    let text = |value: &Value| {
        let id = value.get("@id").unwrap_or(value);
        id.as_str().map(str::to_owned)
    };
    let role_iri = text(node.get("dcat:hadRole")?)?;
    let name = role_iri.rsplit(['#', '/']).next().and_then(role)?;
    Some((text(node.get("prov:agent")?)?, name))
}

//! The contexts that descriptions of research output name: schema.org, CodeMeta, FAIR4ML, RO-Crate,
//! Bioschemas and DCAT-US, built in so that nothing is fetched.
//!
//! `reduced.json` holds of each what tells it from schema.org's vocabulary alone;
//! `scripts/reduce-contexts.py` makes it from the published ones and says where they are. Croissant
//! has no context of its own: its documents carry theirs.

mod dcat_us;
mod inline;

pub use self::inline::tidy;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use faircat_linked_data::context::CONTEXT;
use faircat_linked_data::vocabulary::schema;
use serde_json::{Map, Value, json};

/// By name and version, as in `scripts/reduce-contexts.py`.
static REDUCED: LazyLock<BTreeMap<String, Map<String, Value>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("reduced.json")).unwrap_or_default());

/// Begins of the addresses of contexts, without `https://` and `www.`, with what they stand for.
const KNOWN: &[(&str, Family)] = &[
    ("schema.org", Family::Schema),
    ("w3id.org/codemeta", Family::CodeMeta),
    ("doi.org/10.5063/schema/codemeta", Family::CodeMeta),
    ("doi.org/doi:10.5063/schema/codemeta", Family::CodeMeta),
    ("raw.githubusercontent.com/codemeta/", Family::CodeMeta),
    ("w3id.org/ro/crate", Family::RoCrate),
    ("w3id.org/fair4ml", Family::Fair4Ml),
    // Bioschemas has no context of its own; its profiles are written in schema.org's.
    ("bioschemas.org", Family::Schema),
    ("w3id.org/bioschemas", Family::Schema),
    (dcat_us::ADDRESS, Family::DcatUs),
];

/// The versions of one context.
#[derive(Clone, Copy)]
enum Family {
    Schema,
    CodeMeta,
    RoCrate,
    Fair4Ml,
    /// The only one without terms of schema.org.
    DcatUs,
}

impl Family {
    /// The version that `address` names, else the newest, in `reduced.json`.
    fn version(self, address: &str) -> &'static str {
        match self {
            Family::DcatUs => "",
            Family::Schema => "schemaorg-30.0",
            Family::Fair4Ml => "fair4ml-0.1.0",
            Family::CodeMeta if ["/1", "-1", "2.0"].iter().any(|it| address.contains(it)) => {
                "codemeta-2.0"
            }
            Family::CodeMeta => "codemeta-3.1",
            Family::RoCrate if ["/1.0", "/1.1"].iter().any(|it| address.contains(it)) => {
                "rocrate-1.1"
            }
            Family::RoCrate if address.contains("/1.2") => "rocrate-1.2",
            Family::RoCrate => "rocrate-1.3",
        }
    }
}

/// What of the address of a context tells it from others, in lower case; `None` where it is not
/// one that is built in.
fn known(url: &str) -> Option<(String, Family)> {
    let url = url.trim().to_ascii_lowercase();
    let address = url.split_once("//").map_or(url.as_str(), |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address);
    let is_of = |known: &str| {
        let rest = address.strip_prefix(known);
        rest.is_some_and(|rest| known.contains('/') || rest.is_empty() || rest.starts_with('/'))
    };
    let (_, family) = KNOWN.iter().find(|(known, _)| is_of(known))?;
    Some((address.to_owned(), *family))
}

/// What to say of a context that is not built in.
pub(super) fn not_built_in(address: &str) -> String {
    format!("the context `{address}` is not built in, and nothing is fetched")
}

/// The context at an address. What it does not define means what it means in ours: people who name
/// CodeMeta's or a crate's context write other terms of schema.org too.
pub(super) fn context(url: &str) -> Option<Value> {
    let (address, family) = known(url)?;
    if matches!(family, Family::DcatUs) {
        return Some(dcat_us::context());
    }
    let published = REDUCED.get(family.version(&address))?;
    let mut context = CONTEXT.clone();
    for (term, definition) in published {
        context[term.as_str()] = definition.clone();
    }
    context["id"] = json!("@id");
    context["type"] = json!("@type");
    context["schema"] = json!(schema::NAMESPACE);
    // As an address, `"license": "MIT"` would be a page beside the one that says so.
    context[schema::key::LICENSE] = json!({"@id": schema::LICENSE.as_str()});
    Some(context)
}

//! Of which kind a work is, and what its source calls it.

use faircat_record::Kind;
use serde_json::{Map, Value};

use super::graph;
use crate::import::statements::{identifiers as identifiers_in, says_nothing, slug, web_address};

/// Types of works, without prefixes, and the kind of each.
const TYPES: [(&str, Kind); 16] = [
    ("ComputationalWorkflow", Kind::Workflow),
    ("MLModel", Kind::Model),
    ("SoftwareSourceCode", Kind::Software),
    ("SoftwareApplication", Kind::Software),
    ("WebApplication", Kind::Software),
    ("MobileApplication", Kind::Software),
    ("VideoGame", Kind::Software),
    ("RuntimePlatform", Kind::Software),
    ("ComputationalTool", Kind::Software),
    ("LearningResource", Kind::TrainingMaterial),
    ("TrainingMaterial", Kind::TrainingMaterial),
    ("Course", Kind::TrainingMaterial),
    ("Quiz", Kind::TrainingMaterial),
    ("Dataset", Kind::Dataset),
    ("DataFeed", Kind::Dataset),
    ("StatisticalDataset", Kind::Dataset),
];

/// The kind of work that `node` is, by the first entry of [`TYPES`] that is among its types.
pub(crate) fn kind_of(node: &Map<String, Value>) -> Option<Kind> {
    let types = graph::types(node);
    let is = |name: &str| types.iter().any(|it| graph::local(it) == name);
    let kind = TYPES.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind)?;
    // Code that is said to be a way to do something.
    Some(if kind == Kind::Software && is("HowTo") { Kind::Workflow } else { kind })
}

/// Whether `node` has a name that says something.
pub(crate) fn is_named(node: &Map<String, Value>) -> bool {
    texts(node.get("name")).iter().any(|name| !says_nothing(name))
}

/// What the source calls the work: the first identifier with a scheme, or its address, or its name.
pub(crate) fn id_of(node: &Map<String, Value>) -> Option<String> {
    let texts = ["identifier", "@id", "url"].iter().flat_map(|key| texts(node.get(*key)));
    let texts: Vec<String> = texts.collect();
    let known = texts.iter().find_map(|it| identifiers_in(it).into_iter().next());
    // What has no scheme may be the source's own name for it.
    let word = || {
        let own = node.get("identifier")?.as_str()?;
        let is_word = !own.is_empty() && !own.contains(char::is_whitespace);
        (is_word && web_address(own).is_none()).then(|| own.to_owned())
    };
    let address = || texts.iter().find_map(|it| web_address(it));
    let name = || self::texts(node.get("name")).into_iter().next();
    known.or_else(address).or_else(word).or_else(name).filter(|it| !it.trim().is_empty())
}

/// The slug of the work that its source calls `id`.
pub(crate) fn slug_of(prefix: &str, id: &str) -> String {
    let plain = ["https://", "http://", "doi:"].iter().find_map(|start| id.strip_prefix(start));
    slug(prefix, plain.unwrap_or(id))
}

/// All texts of a value: itself, or `@id`, `value`, `@value` and `name` of what it holds.
pub(crate) fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().flat_map(|it| texts(Some(it))).collect(),
        Some(Value::Object(fields)) => {
            let keys = ["value", "@value", "@id", "name"];
            let found = keys.iter().find_map(|key| fields.get(*key)?.as_str());
            found.map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

//! From the entities of a crate to records.

use std::collections::HashSet;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use super::write::CLASSES;
use super::{FORMAT, fill};
use crate::import::beside::FilesBeside;
use crate::import::document::{self, Whereabouts};
use crate::import::record::SourceRecord;
use crate::import::schema_org::graph::{self, Graph, local, types};
use crate::import::schema_org::{id_of, is_named, kind_of, languages, slug_of};
use crate::import::statements::{identifier, web_address};
use crate::reader::{Around, Found, Input};

/// Names of the metadata file: that of 1.0 ended otherwise.
const DESCRIPTORS: [&str; 2] = ["ro-crate-metadata.json", "ro-crate-metadata.jsonld"];

/// The key of what was done to make a record.
pub(super) const ACTIONS: &str = "CreateAction";

/// Classes of what was done to make a record, or to change it.
const MAKING: [&str; 2] = [ACTIONS, "UpdateAction"];

/// The key of entities that are neither records nor within one.
const OTHERS: &str = "entities";

pub(super) fn recognise(input: &Input) -> bool {
    document::maybe_json(input).is_some_and(is_crate)
}

/// Whether a document describes itself as a crate's.
pub(crate) fn is_crate(value: &Value) -> bool {
    let nodes = value.get("@graph").and_then(Value::as_array);
    nodes.is_some_and(|nodes| nodes.iter().any(is_descriptor))
}

fn is_descriptor(node: &Value) -> bool {
    let id = node.get("@id").and_then(Value::as_str).unwrap_or_default();
    let name = id.rsplit('/').next().unwrap_or(id);
    DESCRIPTORS.contains(&name) && node.get("about").is_some()
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let (value, source) = match document::json(input) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    let context = value.get("@context").cloned();
    let nodes = match graph::plain(value) {
        Value::Object(mut fields) => fields.shift_remove("@graph"),
        _ => None,
    };
    let Some(Value::Array(nodes)) = nodes else {
        let problem = Diagnostic::error("import-no-record", "the file has no `@graph`");
        found.diagnostics.push(problem.at(source.whole()));
        return found;
    };
    match Crate::of(&nodes) {
        Ok(it) => {
            let mut records = it.records(&source, input.around);
            records.iter_mut().for_each(|it| languages::tell(&mut it.fields, context.as_ref()));
            found.records.extend(records.into_iter().map(|it| Box::new(it) as _));
        }
        Err(message) => {
            let problem = Diagnostic::error("import-no-record", message);
            let hint = "a crate's metadata file is `about` its root, a `Dataset` with a `name`";
            found.diagnostics.push(problem.at(source.whole()).hint(hint));
        }
    }
    found
}

/// A crate.
struct Crate<'a> {
    nodes: &'a [Value],
    graph: Graph<'a>,
    root: &'a str,
    /// The entities that become records: place, `@id`, kind, and what the source calls them.
    works: Vec<(usize, &'a str, Kind, String)>,
}

impl<'a> Crate<'a> {
    fn of(nodes: &'a [Value]) -> Result<Crate<'a>, String> {
        let descriptor =
            nodes.iter().find(|it| is_descriptor(it)).ok_or("there is no metadata descriptor")?;
        let root = match &descriptor["about"] {
            Value::String(id) => id.as_str(),
            about => about.get("@id").and_then(Value::as_str).unwrap_or_default(),
        };
        let graph = Graph::of(nodes);
        let node =
            graph.get(root).ok_or_else(|| format!("the root `{root}` is not in the file"))?;
        if !is_named(node) {
            return Err(format!("the root `{root}` has no `name`"));
        }
        let mut it = Crate { nodes, graph, root, works: Vec::new() };
        let name = id_of(node)
            .filter(|it| it != "./")
            .or_else(|| Some(node.get("name")?.as_str()?.to_owned()));
        let name = name.unwrap_or_default();
        for (at, node) in nodes.iter().enumerate() {
            let Some(node) = node.as_object() else { continue };
            let id = node.get("@id").and_then(Value::as_str).unwrap_or_default();
            if id == root {
                let kind = class(node).or_else(|| kind_of(node)).unwrap_or(Kind::Dataset);
                it.works.push((at, id, kind, name.clone()));
            } else if let Some(kind) =
                kind_of(node).filter(|_| says_more(node) || is_workflow(node))
            {
                it.works.push((at, id, kind, own_name(node, id, &name)));
            }
        }
        Ok(it)
    }

    fn slugs(&self) -> Map<String, Value> {
        let slug = |(_, id, _, name): &(usize, &str, Kind, String)| {
            ((*id).to_owned(), Value::String(slug_of(FORMAT.name, name)))
        };
        self.works.iter().map(slug).collect()
    }

    fn records(&self, source: &Whereabouts, around: Option<&dyn Around>) -> Vec<SourceRecord> {
        let slugs = self.slugs();
        let is_record = |id: &str| slugs.contains_key(id);
        let mut seen: HashSet<String> = HashSet::new();
        let mut records = Vec::new();
        let mut root = 0;
        for (at, id, kind, name) in &self.works {
            let Some(node) = self.nodes[*at].as_object() else { continue };
            let mut fields = self.graph.opened(node, &is_record, &mut seen);
            let actions = self.actions(id, &is_record, &mut seen);
            if !actions.is_empty() {
                fields.insert(ACTIONS.to_owned(), Value::Array(actions));
            }
            if *id == self.root {
                root = records.len();
            }
            let mut beside = FilesBeside::default();
            if let Some(around) = around {
                // A workflow is its own file.
                beside.add(id, around);
                parts_beside(&fields, around, 0, &mut beside);
            }
            records.push(SourceRecord {
                id: name.clone(),
                slug: slug_of(FORMAT.name, name),
                fields,
                body: Value::Object(slugs.clone()).to_string(),
                beside,
                ..SourceRecord::bare(
                    FORMAT.name,
                    *kind,
                    source.below(&format!("/@graph/{at}")),
                    fill::fill,
                )
            });
        }
        let others = self.nodes.iter().filter(|it| {
            let id = it.get("@id").and_then(Value::as_str).unwrap_or_default();
            !is_record(id) && !seen.contains(id)
        });
        let others: Vec<Value> = others.cloned().collect();
        if let Some(record) = records.get_mut(root) {
            record.fields.insert(OTHERS.to_owned(), Value::Array(others));
        }
        records
    }

    /// What was done to make the entity `id`, or something that is part of it and no record itself.
    fn actions(
        &self,
        id: &str,
        is_record: &dyn Fn(&str) -> bool,
        seen: &mut HashSet<String>,
    ) -> Vec<Value> {
        let nodes = self.nodes.iter().filter_map(Value::as_object);
        let made = nodes.filter(|node| {
            let is_action = types(node).iter().any(|it| MAKING.contains(&local(it)));
            is_action && {
                let mut results = ids(node.get("result"));
                if !types(node).iter().any(|it| local(it) == ACTIONS) {
                    // What was changed is where it began.
                    results.extend(ids(node.get("object")));
                }
                let own = results.contains(&id);
                own || id == self.root && !results.iter().any(|it| is_record(it))
            }
        });
        made.map(|node| {
            seen.extend(node.get("@id").and_then(Value::as_str).map(str::to_owned));
            Value::Object(self.graph.opened(node, is_record, seen))
        })
        .collect()
    }
}

/// Adds the files among the parts of `fields`, by their `@id`s.
fn parts_beside(
    fields: &Map<String, Value>,
    around: &dyn Around,
    depth: usize,
    found: &mut FilesBeside,
) {
    let parts = fields.get("hasPart").into_iter().flat_map(|it| match it {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    });
    for part in parts.filter_map(Value::as_object) {
        if depth < DEEPEST_PART {
            parts_beside(part, around, depth + 1, found);
        }
        found.add(part.get("@id").and_then(Value::as_str).unwrap_or_default(), around);
    }
}

/// How deep files are looked for in the folders of a crate.
const DEEPEST_PART: usize = 4;

/// The kind that a root says it has beside that of a dataset.
fn class(node: &Map<String, Value>) -> Option<Kind> {
    let class = node.get("additionalType")?.as_str()?;
    CLASSES.iter().find(|(_, iri)| *iri == class).map(|(kind, _)| *kind)
}

/// The `@id`s of what a property has.
fn ids(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(items)) => items.iter().flat_map(|it| ids(Some(it))).collect(),
        Some(value) => value.get("@id").and_then(Value::as_str).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Whether more is said of an entity than its name and where it is: others are only referred to.
fn says_more(node: &Map<String, Value>) -> bool {
    const MORE: [&str; 9] = [
        "description",
        "author",
        "creator",
        "license",
        "version",
        "softwareVersion",
        "datePublished",
        "programmingLanguage",
        "codeRepository",
    ];
    is_named(node) && MORE.iter().any(|key| node.contains_key(*key))
}

/// Whether an entity is a workflow with a file: however little is said of it, it is a work.
fn is_workflow(node: &Map<String, Value>) -> bool {
    let types = types(node);
    let is = |name: &str| types.iter().any(|it| local(it) == name);
    is_named(node) && is("File") && is("ComputationalWorkflow")
}

/// What an entity is called outside its crate: by an identifier or address, or by its path in it.
fn own_name(node: &Map<String, Value>, id: &str, root: &str) -> String {
    let own = id_of(node).filter(|it| identifier(it).is_some() || web_address(it).is_some());
    own.unwrap_or_else(|| format!("{root} {id}"))
}

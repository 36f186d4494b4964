//! Documents by their meaning, in the names by which people customarily write it: what a document's
//! own context calls `w:titel` is `name` if that context says so.

use serde_json::{Map, Value, json};

use super::{check, contexts, expansion, tidy};

/// Vocabularies that are read, with what customarily stands before their names; nothing where they
/// are written plainly.
const VOCABULARIES: [(&str, &[&str]); 10] = [
    ("http://schema.org/", &["", "schema", "sc", "sdo"]),
    ("https://schema.org/", &["", "schema", "sc", "sdo"]),
    ("https://w3id.org/codemeta/", &["", "codemeta"]),
    ("https://codemeta.github.io/terms/", &["", "codemeta"]),
    ("https://bioschemas.org/terms/", &["", "bioschemas"]),
    ("http://mlcommons.org/croissant/RAI/", &["rai"]),
    ("http://mlcommons.org/croissant/", &["cr"]),
    ("https://w3id.org/fair4ml#", &["fair4ml"]),
    // As MLentory writes it.
    ("https://w3id.org/fair4ml/", &["fair4ml"]),
    ("http://purl.org/dc/terms/", &["dct", "dcterms", "dc"]),
];

/// Addresses of the contexts that say so of a vocabulary's names.
const CONTEXTS: [(&str, &str); 3] = [
    ("http://mlcommons.org/croissant/", "http://mlcommons.org/croissant/"),
    ("https://w3id.org/codemeta/", "https://w3id.org/codemeta/3.1"),
    ("https://codemeta.github.io/terms/", "https://w3id.org/codemeta/3.1"),
];

/// Names of MLDCAT-AP, which begin with a class: a context that has one of them has those that readers
/// of the profile know.
const MLDCAT_AP: [&str; 2] = ["Dataset.title", "MachineLearningModel.name"];

/// What names that are relative to the document are relative to, until they are written again.
const BASE: &str = "https://document.invalid/";

/// Words that readers take for the most telling names of schema.org.
const TELLING: [&str; 11] = [
    "name",
    "description",
    "license",
    "author",
    "creator",
    "url",
    "identifier",
    "version",
    "keywords",
    "distribution",
    "conformsTo",
];

/// Texts of a work that readers take in several languages.
const TEXTS: [&str; 6] =
    ["name", "alternateName", "description", "disambiguatingDescription", "abstract", "keywords"];

/// Classes of works, without what stands before their names.
const WORKS: [&str; 12] = [
    "Dataset",
    "DataFeed",
    "StatisticalDataset",
    "MLModel",
    "SoftwareSourceCode",
    "SoftwareApplication",
    "ComputationalTool",
    "ComputationalWorkflow",
    "LearningResource",
    "TrainingMaterial",
    "Course",
    "Quiz",
];

/// Where works stand: by themselves, and as what a page or a catalogue is about.
const PLACES: [&str; 4] = ["", "mainEntity", "about", "dataset"];

/// `document` in customary names, where its own context uses others; `None` where it has them
/// already, is no JSON-LD, or has a context that is not built in.
///
/// # Errors
/// In words: it is too large to be expanded, or its contexts cannot be read.
pub fn renamed(document: &Value) -> Result<Option<Value>, String> {
    if is_customary(document) {
        return Ok(None);
    }
    let mut document = document.clone();
    let mut left_out = Vec::new();
    tidy(&mut document, &mut left_out);
    check(&document).map_err(|refused| refused.to_string())?;
    let expanded = expansion::expand(&document, Some(BASE))?;
    let nodes: Vec<Value> =
        serde_json::from_str(&expanded.text).map_err(|error| error.to_string())?;
    let is_whole = left_out.is_empty() && expanded.left_out.is_empty();
    Ok((is_whole && !nodes.is_empty()).then(|| compacted(&document, nodes)))
}

/// Whether the context of `document` gives names no meaning but the customary one.
fn is_customary(document: &Value) -> bool {
    let first = document.as_array().and_then(|all| all.first()).unwrap_or(document);
    let stated = match first.get("@context") {
        Some(Value::Array(contexts)) => contexts.as_slice(),
        Some(context) => std::slice::from_ref(context),
        None => return true,
    };
    let own: Vec<&Map<String, Value>> = stated.iter().filter_map(Value::as_object).collect();
    if own.iter().any(|context| MLDCAT_AP.iter().any(|name| context.contains_key(*name))) {
        return true;
    }
    own.iter().all(|context| context.iter().all(|(term, it)| is_usual(term, it, &own)))
}

fn is_usual(term: &str, definition: &Value, contexts: &[&Map<String, Value>]) -> bool {
    let Some(iri) = definition.as_str().or_else(|| definition.get("@id")?.as_str()) else {
        return true;
    };
    if term == "@vocab" {
        return VOCABULARIES[..2].iter().any(|(vocabulary, _)| *vocabulary == iri);
    }
    // People write `id` and `type` for these.
    if term.starts_with('@') || matches!((term, iri), ("id", "@id") | ("type", "@type")) {
        return true;
    }
    let iri = whole(iri, contexts);
    if iri.starts_with('@') {
        return false;
    }
    let local = term.split_once(':').map_or(term, |(_, local)| local);
    match VOCABULARIES.iter().find_map(|(start, names)| Some((local_name(&iri, start)?, names))) {
        Some(("", prefixes)) => prefixes.contains(&term),
        Some((name, _)) => name == local,
        None => !TELLING.contains(&term),
    }
}

/// The name that `iri` has in the vocabulary that begins with `start`, or nothing where it is that; `None`
/// for what is of another, as one of a vocabulary whose address lies below it.
fn local_name<'a>(iri: &'a str, start: &str) -> Option<&'a str> {
    iri.strip_prefix(start).filter(|it| !it.contains(['/', '#']))
}

/// `iri` with what the prefix that it begins with stands for.
fn whole(iri: &str, contexts: &[&Map<String, Value>]) -> String {
    let Some((prefix, name)) = iri.split_once(':').filter(|(_, rest)| !rest.starts_with("//"))
    else {
        return iri.to_owned();
    };
    let own = contexts.iter().find_map(|context| {
        let definition = context.get(prefix)?;
        definition.as_str().or_else(|| definition.get("@id")?.as_str())
    });
    let usual = || VOCABULARIES.iter().find(|(_, prefixes)| prefixes.contains(&prefix));
    match own.or_else(|| usual().map(|(start, _)| *start)) {
        Some(start) => format!("{start}{name}"),
        None => iri.to_owned(),
    }
}

/// The expanded `nodes` in customary names, as a graph where the `document` was one.
fn compacted(document: &Value, nodes: Vec<Value>) -> Value {
    let schema = contexts::context("https://schema.org");
    let first = document.as_array().and_then(|all| all.first()).unwrap_or(document);
    let language = first.get("@context").and_then(language_of_texts).map(str::to_owned);
    let compaction = Compaction { schema, language };
    let mut used = vec![Value::from("https://schema.org/")];
    let text = Value::from(nodes.as_slice()).to_string();
    for (vocabulary, context) in CONTEXTS {
        let context = Value::from(context);
        if text.contains(vocabulary) && !used.contains(&context) {
            used.push(context);
        }
    }
    if let Some(language) = &compaction.language {
        used.push(json!({"@language": language}));
    }
    let is_graph = document.get("@graph").is_some() || nodes.len() != 1;
    let mut nodes = nodes.iter().map(|node| compaction.value("", node));
    if is_graph {
        return json!({"@context": used, "@graph": nodes.collect::<Vec<_>>()});
    }
    let mut out = Map::new();
    out.insert("@context".to_owned(), Value::Array(used));
    if let Some(Value::Object(fields)) = nodes.next() {
        out.extend(fields);
    }
    Value::Object(out)
}

/// The language that `context` gives to every text that states none (JSON-LD 1.1, section 4.2.4).
#[must_use]
pub fn language_of_texts(context: &Value) -> Option<&str> {
    let contexts = match context {
        Value::Array(contexts) => contexts.as_slice(),
        context => std::slice::from_ref(context),
    };
    // The last one that says anything of it decides, also that there is none.
    contexts.iter().rev().find_map(|it| it.get("@language"))?.as_str()
}

/// Whether an expanded node is of a class of works.
fn is_work(fields: &Map<String, Value>) -> bool {
    let types = fields.get("@type").and_then(Value::as_array);
    let mut types = types.into_iter().flatten().filter_map(Value::as_str);
    types.any(|it| WORKS.contains(&it.rsplit(['/', '#']).next().unwrap_or(it)))
}

/// Whether `values` state more than one language.
fn in_several(values: &[Value]) -> bool {
    let mut tags = values.iter().filter_map(|it| it.get("@language")?.as_str());
    tags.next().is_some_and(|first| tags.any(|it| !it.eq_ignore_ascii_case(first)))
}

/// `values`, one by itself.
fn listed(mut values: Vec<Value>) -> Value {
    match (values.len(), values.pop()) {
        (1, Some(one)) => one,
        (_, last) => Value::Array(values.into_iter().chain(last).collect()),
    }
}

struct Compaction {
    /// The context of schema.org, which says of what names the values are addresses.
    schema: Option<Value>,
    /// The language of texts that state none, which people write without it.
    language: Option<String>,
}

impl Compaction {
    /// The values of the name `key`, one by itself.
    fn values(&self, key: &str, values: &[Value]) -> Value {
        listed(values.iter().map(|it| self.value(key, it)).collect())
    }

    /// The texts of a work at the name `key`, with the languages that they state: a text in another is
    /// another statement (RDF 1.1 Concepts, section 3.3).
    fn texts(&self, key: &str, values: &[Value]) -> Value {
        let text = |value: &Value| {
            let language = value.get("@language").and_then(Value::as_str);
            let is_usual = |it: &str| {
                self.language.as_ref().is_some_and(|usual| usual.eq_ignore_ascii_case(it))
            };
            match language {
                Some(it) if !is_usual(it) => value.clone(),
                _ => self.value(key, value),
            }
        };
        listed(values.iter().map(text).collect())
    }

    fn value(&self, key: &str, value: &Value) -> Value {
        let Value::Object(fields) = value else { return value.clone() };
        if let Some(Value::Array(items)) = fields.get("@list") {
            return items.iter().map(|it| self.value(key, it)).collect();
        }
        if let Some(value) = fields.get("@value") {
            return value.clone();
        }
        if let (1, Some(id)) = (fields.len(), fields.get("@id")) {
            let id = relative(id);
            let is_address = || self.schema.as_ref()?.get(key)?.get("@type")?.as_str();
            return if is_address() == Some("@id") { id } else { json!({"@id": id}) };
        }
        let is_work = PLACES.contains(&key) && is_work(fields);
        Value::Object(fields.iter().map(|(key, it)| self.field(key, it, is_work)).collect())
    }

    fn field(&self, key: &str, value: &Value, is_of_work: bool) -> (String, Value) {
        let name = name(key);
        let value = match value {
            Value::Array(types) if key == "@type" => {
                let types = types.iter().map(|it| it.as_str().map_or(it.clone(), name_of));
                let types: Vec<Value> = types.collect();
                self.values(&name, &types)
            }
            Value::Array(values)
                if is_of_work && TEXTS.contains(&name.as_str()) || in_several(values) =>
            {
                self.texts(&name, values)
            }
            Value::Array(values) => self.values(&name, values),
            other if key == "@id" => relative(other),
            other => other.clone(),
        };
        (name, value)
    }
}

/// `id` as it stood in the document.
fn relative(id: &Value) -> Value {
    match id.as_str().and_then(|it| it.strip_prefix(BASE)) {
        Some("") => Value::from("./"),
        Some(path) => Value::from(path),
        None => id.clone(),
    }
}

fn name_of(iri: &str) -> Value {
    Value::from(name(iri))
}

/// What people customarily write for `iri`.
fn name(iri: &str) -> String {
    let known = VOCABULARIES.iter().find_map(|(start, prefixes)| {
        let local = local_name(iri, start).filter(|it| !it.is_empty())?;
        Some((prefixes.first().copied().unwrap_or_default(), local))
    });
    match known {
        // It says by which profile the rest is to be read, in every format.
        Some((_, "conformsTo")) => "conformsTo".to_owned(),
        Some(("", local)) => local.to_owned(),
        Some((prefix, local)) => format!("{prefix}:{local}"),
        None => iri.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{language_of_texts, renamed};

    #[test]
    fn what_is_written_as_people_do_stays() {
        for context in [
            json!("https://schema.org/"),
            json!({"@vocab": "https://schema.org/", "sc": "https://schema.org/"}),
            json!(["https://w3id.org/ro/crate/1.2/context", {"my": "https://example.org/my#"}]),
            json!({"@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
                   "geocr": "http://mlcommons.org/croissant/geo/",
                   "column": "cr:column", "data": {"@id": "cr:data", "@type": "@json"}}),
        ] {
            let document = json!({"@context": context, "@type": "Dataset", "name": "x"});
            assert_eq!(renamed(&document), Ok(None), "{document}");
        }
        assert_eq!(renamed(&json!([{"name": "x"}])), Ok(None));
    }

    #[test]
    fn names_are_what_their_context_makes_of_them() {
        let wanted = json!({
            "@context": ["https://schema.org/"],
            "@id": "https://example.org/d",
            "@type": "Dataset",
            "creator": {"@type": "Person", "name": "Ada"},
            "keywords": ["a", "b"],
            "name": "x",
            "url": "https://example.org/page",
        });
        let of = |context| {
            json!({"@context": context, "@id": "https://example.org/d", "@type": "w:Dataset",
                   "w:name": "x", "w:url": {"@id": "https://example.org/page"},
                   "w:creator": {"@type": "w:Person", "w:name": "Ada"}, "w:keywords": ["a", "b"]})
        };
        let found = renamed(&of(json!({"w": "http://schema.org/"})));
        assert_eq!(found, Ok(Some(wanted)));
        let aliased = json!({"@context": {"titel": "http://schema.org/name",
            "D": "http://schema.org/Dataset"}, "@type": "D", "titel": "x"});
        let found = renamed(&aliased).unwrap().unwrap();
        assert_eq!((&found["name"], &found["@type"]), (&json!("x"), &json!("Dataset")));
        let other = json!({"@context": ["https://schema.org/", {"name": "https://example.org/nick"}],
            "@type": "Dataset", "name": "x"});
        let found = renamed(&other).unwrap().unwrap();
        assert_eq!((found.get("name"), &found["https://example.org/nick"]), (None, &json!("x")));
    }

    #[test]
    fn texts_of_works_keep_their_languages() {
        let in_language = |text: &str, tag: &str| json!({"@value": text, "@language": tag});
        let titles = [in_language("x", "en"), in_language("y", "de")];
        let document = json!({"@context": {"w": "http://schema.org/"}, "@type": "w:Dataset",
            "w:name": titles, "w:version": in_language("1", "en"),
            "w:creator": {"@type": "w:Person", "w:name": in_language("Ada", "fr")}});
        let found = renamed(&document).unwrap().unwrap();
        let both = found["name"].as_array().unwrap();
        let tags: Vec<&Value> = both.iter().map(|it| &it["@language"]).collect();
        assert_eq!(tags, [&json!("en"), &json!("de")], "{found}");
        assert_eq!((&found["version"], &found["creator"]["name"]), (&json!("1"), &json!("Ada")));
    }

    #[test]
    fn the_language_of_a_whole_document_is_not_said_of_each_text() {
        let document = json!({"@context": {"w": "http://schema.org/", "@language": "en"},
            "@type": "w:Dataset", "w:name": "x",
            "w:keywords": {"@value": "y", "@language": "de"}});
        let found = renamed(&document).unwrap().unwrap();
        let other = json!({"@language": "de", "@value": "y"});
        assert_eq!(language_of_texts(&found["@context"]), Some("en"));
        assert_eq!((&found["name"], &found["keywords"]), (&json!("x"), &other));
    }
}

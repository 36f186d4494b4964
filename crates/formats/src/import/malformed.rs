//! Files of which no format is known because they are broken.

use faircat_record::diagnostic::Diagnostic;
use serde_json::Value;

use super::{document, page, turtle, xml};
use crate::reader::Input;

/// How a description is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    Json,
    Yaml,
    Xml,
    Html,
    Bibtex,
    Turtle,
}

/// Endings of the names of files that hold descriptions, in small letters.
const ENDINGS: [(&str, Writing); 9] = [
    (".json", Writing::Json),
    (".jsonld", Writing::Json),
    (".cff", Writing::Yaml),
    (".bib", Writing::Bibtex),
    (".ttl", Writing::Turtle),
    ("/mlmodel", Writing::Yaml),
    ("/rdf.yaml", Writing::Yaml),
    ("/bioimageio.yaml", Writing::Yaml),
    ("/dataset-metadata.yaml", Writing::Yaml),
];

/// Endings that name a way of writing, of anything.
const OF_ANYTHING: [(&str, Writing); 7] = [
    (".yaml", Writing::Yaml),
    (".yml", Writing::Yaml),
    (".xml", Writing::Xml),
    (".rdf", Writing::Xml),
    (".owl", Writing::Xml),
    (".html", Writing::Html),
    (".htm", Writing::Html),
];

/// Namespaces of the XML that is read.
const NAMESPACES: [&str; 2] = ["datacite.org/schema", "openml.org/openml"];

/// Fields that descriptions in YAML have, and hardly anything else.
const BEGINNINGS: [&str; 3] = ["cff-version:", "format_version:", "mlflow_version:"];

/// What is wrong with a file of no known format that by its name or its beginning is written as
/// descriptions are, and does not read so. Of one among others, `is_alone` being false, only where
/// it is likely that a description was meant.
pub(crate) fn malformed(input: &Input, is_alone: bool) -> Option<Diagnostic> {
    let name = format!("/{}", input.place.to_string_lossy().to_lowercase());
    let of_name = |all: &[(&str, Writing)]| {
        all.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, writing)| *writing)
    };
    let named = of_name(&ENDINGS);
    let text = match document::text(input) {
        Ok(text) => text,
        // Data is no text either.
        Err(problem) => {
            let is_named = named.or_else(|| of_name(&OF_ANYTHING)).is_some();
            return (named.is_some() || is_alone && is_named).then_some(*problem);
        }
    };
    let alone = || is_alone.then(|| of_name(&OF_ANYTHING)).flatten();
    match named.or_else(|| begun(text)).or_else(alone)? {
        Writing::Json => match serde_json::from_str::<Value>(text) {
            Ok(value) => is_alone.then(|| foreign(input, &value)).flatten(),
            // An object on each line.
            Err(_) if document::maybe_json(input).is_some() => None,
            Err(error) => Some(document::malformed_json(input, &error)),
        },
        Writing::Yaml => document::yaml(input, text, 0).err().map(|it| *it),
        Writing::Xml if is_rdf(text) => Some(rdf(input)),
        Writing::Xml => xml::read(input).err().map(|it| *it),
        Writing::Html => match document::maybe_json(input) {
            Some(value) => is_alone.then(|| foreign(input, value)).flatten(),
            None => page::is_one(text).then(|| page::malformed(input, text)),
        },
        // Of BibTeX only the entries tell, and the reader says what is wrong with them.
        Writing::Bibtex => None,
        Writing::Turtle => turtle::triples(input).err().map(|it| *it),
    }
}

/// Whether XML says that it is RDF.
fn is_rdf(text: &str) -> bool {
    text.contains("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
}

fn rdf(input: &Input) -> Diagnostic {
    let message = "RDF is read as Turtle, N-Triples or JSON-LD, and this is RDF/XML";
    let problem = Diagnostic::error("import-rdf-xml", message).in_file(input.place);
    problem.hint("convert it, as with `riot --output=turtle FILE` or rdflib's `rdfpipe`")
}

/// Why a document of JSON-LD is of no format: what its terms mean, its context says, which is somebody's.
fn foreign(input: &Input, value: &Value) -> Option<Diagnostic> {
    let says_something = value.get("@type").is_some() || value.get("@graph").is_some();
    let context = value.get("@context").filter(|_| says_something)?;
    let mut addresses = match context {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect::<Vec<_>>(),
    };
    addresses.retain(|it| !it.contains("schema.org"));
    let address = addresses.first()?;
    let message = format!(
        "the terms of this JSON-LD are those of `{address}`, which is not fetched: it is not known what \
         they mean"
    );
    let problem = Diagnostic::error("import-unknown-context", message).in_file(input.place);
    Some(problem.hint("name the format `json-ld`, if they are those of schema.org"))
}

/// How a text is written that begins as descriptions do.
fn begun(text: &str) -> Option<Writing> {
    let start = text.trim_start();
    let has_line = |key: &str| text.lines().any(|line| line.starts_with(key));
    match () {
        () if start.strip_prefix('{').is_some_and(|it| it.trim_start().starts_with('"')) => {
            Some(Writing::Json)
        }
        () if page::is_one(start) => Some(Writing::Html),
        () if start.starts_with('<') && NAMESPACES.iter().any(|it| start.contains(it)) => {
            Some(Writing::Xml)
        }
        () if BEGINNINGS.iter().any(|it| has_line(it)) => Some(Writing::Yaml),
        () if start.starts_with("<?xml") => Some(Writing::Xml),
        () => None,
    }
}

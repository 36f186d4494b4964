//! [MLDCAT-AP](https://semiceu.github.io/MLDCAT-AP/releases/3.1.0/): models and datasets in Turtle
//! and in JSON-LD, with the names of its own context, `MachineLearningModel.name` and the like, or by
//! what the statements mean. Datasets of other profiles of DCAT are read with the same terms.

mod context;
mod dataset;
mod dcat;
mod fill;
mod nodes;
mod origins;
mod places;
mod statement_names;
mod statements;
mod write;
mod write_files;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::Value;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::import::document;
use crate::import::record::SourceRecord;
use crate::import::statements::{says_nothing, slug, web_address};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "mldcat-ap",
    title: "MLDCAT-AP in JSON-LD",
    used_by: "Portals of open data in Europe",
    media_type: "application/ld+json",
    specification: Some("https://semiceu.github.io/MLDCAT-AP/releases/3.1.0/"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "mldcat-ap.jsonld",
        profile: Some("https://semiceu.github.io/MLDCAT-AP/releases/3.1.0"),
        relation: "describedby",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::Work {
            of: "models with `version`, `date_created`, weights and training data of this catalogue, and datasets; of each dataset, `dataset.collected` or `date_created` must say on which date it was collected",
            lacks: write::lacks,
            write: write::document,
        },
    }),
    package: None,
};

/// Types of nodes that become records, and the names of their titles.
const KINDS: [(&str, Kind, &str); 2] =
    [("MachineLearningModel", Kind::Model, "name"), ("Dataset", Kind::Dataset, "title")];

/// The key of nodes that are neither records nor within one.
const OTHERS: &str = "entities";

fn recognise(input: &Input) -> bool {
    if document::maybe_json(input).is_some_and(has_own_context) {
        return true;
    }
    statements::may_be(input)
        && statements::of(input).is_ok_and(|(document, _)| has_work(&nodes::of(&document)))
}

/// Whether the names of a document are those of the profile's context.
fn has_own_context(document: &Value) -> bool {
    let context = document.get("@context").map(Value::to_string).unwrap_or_default();
    context.to_lowercase().contains("mldcat-ap")
}

fn has_work(nodes: &nodes::Nodes) -> bool {
    KINDS.iter().any(|(class, ..)| !nodes.framed(class).is_empty())
}

/// The nodes of a file by the profile's names, or else by what its statements mean, with what was left
/// out of it.
fn nodes_of(input: &Input) -> Result<(nodes::Nodes, Vec<String>), Box<Diagnostic>> {
    if document::maybe_json(input).is_some() {
        let (document, _) = document::json(input)?;
        let named = nodes::of(&document);
        if has_own_context(&document) || has_work(&named) {
            return Ok((named, Vec::new()));
        }
    }
    let (document, left_out) = statements::of(input)?;
    Ok((nodes::of(&document), left_out))
}

fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let (nodes, left_out) = match nodes_of(input) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    let told = |text| Diagnostic::warning("import-json-ld", text).in_file(input.place);
    found.diagnostics.extend(left_out.into_iter().map(told));
    let source = places::source(input);
    let mut records: Vec<SourceRecord> = Vec::new();
    for (class, kind, title_key) in KINDS {
        for fields in nodes.framed(class) {
            let text = |key: &str| {
                let text = fields.get(key).and_then(nodes::text)?;
                (!says_nothing(&text)).then(|| text.trim().to_owned())
            };
            let iri = text("@id").filter(|it| !it.starts_with("_:"));
            let source = source.below(&places::pointer(iri.as_deref()));
            let Some(title) = text(title_key) else {
                let name = iri.unwrap_or_else(|| "without a name".to_owned());
                let message = format!("the {class} `{name}` has no `{class}.{title_key}`");
                let problem = Diagnostic::error("import-no-title", message);
                let problem = problem.hint("the profile requires it");
                found.diagnostics.extend(source.place(vec![(String::new(), problem)]));
                continue;
            };
            let id = text("identifier").or_else(|| iri.clone()).unwrap_or_else(|| title.clone());
            let plain = ["https://", "http://"].iter().find_map(|it| id.strip_prefix(it));
            records.push(SourceRecord {
                slug: slug("mldcat", plain.unwrap_or(&id)),
                id,
                title,
                url: iri.as_deref().and_then(web_address),
                fields,
                ..SourceRecord::bare(
                    FORMAT.name,
                    kind,
                    source,
                    if kind == Kind::Model { fill::fill } else { dataset::fill },
                )
            });
        }
    }
    let others = nodes.others();
    if let Some(first) = records.first_mut().filter(|_| !others.is_empty()) {
        // With the first, what is about none.
        first.fields.insert(OTHERS.to_owned(), others.into());
    }
    found.records.extend(records.into_iter().map(|it| Box::new(it) as _));
    if found.records.is_empty() && found.diagnostics.is_empty() {
        let message = "there is neither a MachineLearningModel nor a Dataset in this file";
        let problem = Diagnostic::error("import-empty", message).in_file(input.place);
        found.diagnostics.push(problem.hint(
            "say of each that it is one, as `a it6:MachineLearningModel` or `a dcat:Dataset`",
        ));
    }
    found
}

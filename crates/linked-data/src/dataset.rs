//! What only a dataset has, as schema.org and DCAT.

use faircat_inference::figures::noun;
use faircat_record::{DatasetSection, Field, Work};
use serde_json::Value;

use super::Source;
use super::node::{Node, named_value, numbered, reference};
use super::plain_text::{LONGEST_DESCRIPTION, plain_text};
use super::vocabulary::{dcat, dcterms, schema};

/// Adds the section to the record's node.
pub(super) fn section(source: &Source, node: &mut Node, work: &Work, dataset: &DatasetSection) {
    node.set(
        schema::key::VARIABLE_MEASURED,
        numbered(&dataset.fields, |number, field| variable(source, number, field)),
    );
    node.set(schema::key::MEASUREMENT_TECHNIQUE, dataset.measurement_techniques.clone());
    node.text(schema::key::TEMPORAL_COVERAGE, dataset.temporal_coverage.as_ref())
        .text(schema::key::SPATIAL_COVERAGE, dataset.spatial_coverage.as_ref());
    if let Some(size) = dataset.size {
        node.set(schema::key::SIZE, format!("{size} {}", noun(size, "byte", "bytes")));
    }
    node.set(schema::key::ENCODING_FORMAT, dataset.formats.clone());
    node.set(
        schema::key::HAS_PART,
        numbered(&dataset.splits, |number, split| {
            let mut part = Node::typed(source.part("split", number), schema::key::CREATIVE_WORK);
            part.set(schema::key::NAME, split.name.as_str());
            part.text(schema::key::DESCRIPTION, split.description.as_ref());
            part.set(schema::key::SIZE, split.items.map(item_count));
            part.into()
        }),
    );
    node.set(schema::key::ADDITIONAL_PROPERTY, properties(source, dataset));
    let history: Vec<String> = [&dataset.collection, &dataset.preparation]
        .into_iter()
        .flatten()
        .map(|markdown| plain_text(markdown, LONGEST_DESCRIPTION))
        .collect();
    if !history.is_empty() {
        let mut statement =
            Node::typed(source.only_part("provenance"), dcterms::key::PROVENANCE_STATEMENT);
        statement.set("rdfs:label", history.join("\n\n"));
        node.set(dcterms::key::PROVENANCE, Value::from(statement));
    }
    dcat_terms(source, node, work);
}

/// What a property is called that says when the data was collected, for which schema.org has no term.
pub const COLLECTED: &str = "time of collection";

/// How much there is, when it was collected, and whether it could harm.
fn properties(source: &Source, dataset: &DatasetSection) -> Vec<Value> {
    let mut properties = Vec::new();
    if let Some(items) = dataset.number_of_items {
        let mut count = named_value(source.only_part("items"), "number of items", items);
        count.text(schema::key::UNIT_TEXT, dataset.item.as_ref());
        properties.push(count.into());
    }
    if let Some(time) = &dataset.collected {
        let about = named_value(source.only_part("collected"), COLLECTED, time.as_str());
        properties.push(about.into());
    }
    if let Some(files) = dataset.number_of_files {
        let count = named_value(source.only_part("files"), "number of files", files);
        properties.push(count.into());
    }
    if let Some(sensitive) = &dataset.sensitive_data {
        let iri = source.only_part("sensitive-data");
        let mut node = named_value(iri, "sensitive data", sensitive.present);
        node.text(schema::key::DESCRIPTION, sensitive.description.as_ref());
        properties.push(node.into());
    }
    properties
}

/// DCAT readers look for Dublin Core, not for schema.org.
fn dcat_terms(source: &Source, node: &mut Node, work: &Work) {
    node.set(dcterms::key::IDENTIFIER, source.iri());
    node.set(dcat::key::KEYWORD, work.keywords.clone());
    if let Some(license) = source.license_iri(work) {
        node.set(dcterms::key::LICENSE, reference(license));
    }
}

fn variable(source: &Source, number: usize, field: &Field) -> Value {
    let mut node = Node::typed(source.part("field", number), schema::key::PROPERTY_VALUE);
    node.set(schema::key::NAME, field.name.as_str());
    // Where the field lies in its file, as `events/pt`.
    let own = field.column.as_ref().unwrap_or(&field.name);
    let path = field.group.as_ref().map(|group| format!("{group}/{own}"));
    let path = path.or_else(|| field.column.clone());
    node.set(schema::key::PROPERTY_ID, path);
    node.text(schema::key::DESCRIPTION, field.description.as_ref())
        .text(schema::key::UNIT_TEXT, field.unit.as_ref())
        .text(schema::key::VALUE_REFERENCE, field.data_type.as_ref());
    node.into()
}

/// `1 item`, `2 items`.
pub(super) fn item_count(items: u64) -> String {
    format!("{items} {}", noun(items, "item", "items"))
}

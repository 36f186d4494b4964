//! What schema.org says of data and training material.

use faircat_linked_data::COLLECTED;
use faircat_record::{
    DatasetSection, Field, Kind, SensitiveData, Split, TrainingMaterialSection, Work,
};

use super::learning::truth;
use super::making::number_of_items;
use super::{all, files, first_name, names, plain};
use crate::import::files::bytes;
use crate::import::record::{Context, unless_empty};
use crate::import::statements::date;
use crate::import::texts;
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let kind = work.kind;
    files::fill(source, work, context);
    if kind == Kind::TrainingMaterial {
        let section = TrainingMaterialSection {
            resource_type: first_name(source, "learningResourceType"),
            audience: source.items("audience", |it| {
                let found = it.said_at(&[TEXT, "audienceType", "educationalRole", "name"])?;
                it.take("@type");
                Some(found)
            }),
            teaches: names(source, "teaches"),
            level: first_name(source, "educationalLevel"),
            uses: Vec::new(),
        };
        work.training_material = unless_empty(section).map(Box::new);
    }
    let splits = source.items("hasPart", split);
    let Some(dataset) = &mut work.dataset else { return };
    dataset.splits = splits;
    counts(source, dataset);
    dataset.fields = source.items("variableMeasured", field);
    dataset.measurement_techniques = names(source, "measurementTechnique");
    dataset.temporal_coverage = source.taken_if("temporalCoverage", interval);
    dataset.spatial_coverage = places(source);
    dataset.formats = all(source, "encodingFormat");
    dataset.size = plain(source, "contentSize").and_then(|text| bytes(&text));
    if dataset.size.is_none() {
        dataset.size = source.text_if("size", bytes);
    }
}

/// A part of the data that is counted in items.
fn split(it: &mut JsonFields<'_>) -> Option<Split> {
    let items = number_of_items(it.look("size")?.as_str()?)?;
    let name = it.said("name")?;
    for key in ["@id", "@type", "size"] {
        it.take(key);
    }
    Some(Split { name, items: Some(items), description: it.said("description") })
}

/// How much there is of the data, and whether people could be harmed by it.
fn counts(source: &mut JsonFields<'_>, dataset: &mut DatasetSection) {
    source.items("additionalProperty", |it| {
        match it.look("name")?.as_str()? {
            "number of items" => {
                dataset.number_of_items = it.count("value");
                dataset.item = it.said("unitText");
            }
            COLLECTED => dataset.collected = Some(it.taken_if("value", interval)?),
            "number of files" => dataset.number_of_files = it.count("value"),
            "sensitive data" => {
                let present = truth(it, "value")?;
                let description = it.said("description");
                dataset.sensitive_data = Some(SensitiveData { present, description });
            }
            _ => return None,
        }
        for key in ["@id", "@type", "name"] {
            it.take(key);
        }
        None::<()>
    });
}

/// A variable by its name or by a node.
fn field(it: &mut JsonFields<'_>) -> Option<Field> {
    let name = it.said_at(&["name", TEXT])?;
    it.take("@type");
    // The name after that of its table; an address is that of a term, which a field has no place for.
    let of_name = |id: &str| {
        let group = id.strip_suffix(&format!("/{name}"))?;
        (!id.contains("://")).then(|| group.to_owned())
    };
    let group = it.text_if("propertyID", of_name);
    let is_type = |text: &str| (!text.contains(char::is_whitespace)).then(|| text.to_owned());
    let data_type = it.said("dataType").or_else(|| it.text_if("valueReference", is_type));
    Some(Field {
        unit: it.said_at(&["unitText", "unitCode"]),
        description: it.said("description"),
        name,
        data_type,
        group,
        ..Field::default()
    })
}

/// A date, or two with a slash between them, of which one may be `..`.
fn interval(text: &str) -> Option<String> {
    let is_end = |text: &str| text == ".." || date(text).is_some();
    let is_one = match text.split_once('/') {
        Some((from, to)) => is_end(from) && is_end(to),
        None => date(text).is_some(),
    };
    is_one.then(|| text.to_owned())
}

/// What the data is about on earth.
pub(crate) fn places(source: &mut JsonFields<'_>) -> Option<String> {
    let places = source.items("spatialCoverage", place);
    Some(places.join("; ")).filter(|it| !it.is_empty())
}

/// A place by its name, or by where it lies.
fn place(it: &mut JsonFields<'_>) -> Option<String> {
    let name = it.said_at(&["name", TEXT]);
    let shape = it.object("geo", |geo| {
        let point = geo.text("latitude").zip(geo.text("longitude"));
        let point = point.map(|(lat, lon)| format!("latitude {lat}, longitude {lon}"));
        let found = point.or_else(|| geo.said("box").map(|text| format!("box {text}")))?;
        geo.take("@type");
        Some(found)
    });
    it.take("@type");
    texts::place(name, shape.flatten())
}

//! HDF5: every dataset by its path, with element type, shape and unit. Links by name and numbers in
//! other files are not followed.

use std::path::Path;

use faircat_record::Field;
use rust_hdf5::{DatatypeMessage, H5Dataset, H5Group, LinkClass};
use serde_json::{Map, Value};

use super::super::hdf5::{element, opened};
use super::{DataFile, MOST_FIELDS, UNITS, field, is_name, shape};
use crate::data_error::DataError;

#[allow(clippy::disallowed_methods, reason = "the library reads a file only by its name")]
pub(super) fn describe(path: &Path) -> Result<DataFile, DataError> {
    let (file, _) = opened(path)?;
    let mut found = DataFile::default();
    let (mut shapes, mut unknown, mut elsewhere) = (Map::new(), 0, 0);
    for name in file.dataset_names().iter().take(MOST_FIELDS + 1) {
        let name = name.trim_start_matches('/');
        let Ok(dataset) = file.dataset(name) else {
            unknown += 1;
            continue;
        };
        let Ok(kind) = dataset.datatype() else {
            unknown += 1;
            continue;
        };
        elsewhere += usize::from(is_elsewhere(&dataset));
        if is_name(name) {
            shapes.insert(name.to_owned(), Value::from(shape(&dataset.shape())));
        }
        found.fields.extend(fields(name, &dataset, &kind));
    }
    if unknown > 0 {
        found.unread.push(format!("{unknown} of its datasets are of kinds that are not read"));
    }
    if elsewhere > 0 {
        found.unread.push(format!(
            "the numbers of {elsewhere} of its datasets lie in other files, which are not part of it"
        ));
    }
    let links = links(&file.root_group(), &mut 0);
    if links > 0 {
        found.unread.push(format!("{links} of its names are links, which are not followed"));
    }
    found.facts.insert("shapes".to_owned(), Value::Object(shapes));
    Ok(found)
}

/// Whether the numbers of `dataset` lie in another file.
fn is_elsewhere(dataset: &H5Dataset) -> bool {
    let is_virtual = dataset.virtual_mappings().is_ok_and(|it| !it.is_empty());
    is_virtual || dataset.external_files().is_ok_and(|it| !it.is_empty())
}

/// Number of soft and external links of `group` and the groups in it; of at most [`MOST_FIELDS`]
/// groups, as `seen` counts them.
fn links(group: &H5Group, seen: &mut usize) -> usize {
    *seen += 1;
    let names = group.link_names().unwrap_or_default();
    let is_link = |name: &&String| {
        group.link_class(name).is_ok_and(|class| !matches!(class, LinkClass::Hard))
    };
    let own = names.iter().filter(is_link).count();
    let mut all = own;
    for name in group.group_names().unwrap_or_default() {
        let is_hard = group.link_class(&name).is_ok_and(|class| matches!(class, LinkClass::Hard));
        if is_hard
            && *seen < MOST_FIELDS
            && let Ok(inner) = group.group(&name)
        {
            all += links(&inner, seen);
        }
    }
    all
}

/// The dataset as a field; one of structures, as tables are, as a group of them.
fn fields(path: &str, dataset: &H5Dataset, kind: &DatatypeMessage) -> Vec<Field> {
    if let DatatypeMessage::Compound { members, .. } = kind {
        let members = members.iter().take(MOST_FIELDS + 1);
        let group = || Some(path.to_owned());
        return members
            .map(|it| Field { group: group(), ..field(&it.name, name(&it.datatype)) })
            .collect();
    }
    let (group, last) = match path.rsplit_once('/') {
        Some((group, last)) => (Some(group.to_owned()), last),
        None => (None, path),
    };
    vec![Field { group, unit: unit(dataset), ..field(last, name(kind)) }]
}

fn unit(dataset: &H5Dataset) -> Option<String> {
    let read = |name: &&str| dataset.attr(name).and_then(|unit| unit.read_string()).ok();
    UNITS.iter().find_map(read).filter(|unit| is_name(unit))
}

/// The name of an element type, as `float32`.
fn name(kind: &DatatypeMessage) -> String {
    match (element(kind), kind) {
        (Some(('b', _)), _) => "bool".to_owned(),
        (Some((sort, bytes)), _) => {
            let sort = match sort {
                'f' => "float",
                'i' => "int",
                _ => "uint",
            };
            format!("{sort}{}", u64::from(bytes) * 8)
        }
        (None, DatatypeMessage::FixedString { .. } | DatatypeMessage::VarLenString { .. }) => {
            "string".to_owned()
        }
        (None, other) => faircat_text::visible(&other.to_string()),
    }
}

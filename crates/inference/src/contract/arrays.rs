//! Finding an input among the arrays of a file, by its name or by those of its features.

use super::{ContractError, Found, Numbers, numbers_of, shape_error};
use crate::formats::selection::listed;
use crate::formats::{Raw, RawData};
use crate::signature::Declared;

/// Takes the array of `declared` out of `data`.
///
/// Errors: neither it nor all of its features are there.
pub(super) fn take(declared: &Declared, data: &mut RawData) -> Result<Found, ContractError> {
    if let Some(raw) = data.arrays.remove(&declared.name) {
        return Ok(Found::Raw(raw));
    }
    if let Some(reason) = data.unreadable.get(&declared.name) {
        return Err(items(declared, reason.clone()));
    }
    let found = declared.features.iter().filter(|it| data.arrays.contains_key(&it.name)).count();
    if found == 0 || found < declared.features.len() {
        return Err(missing(declared, data, found));
    }
    let mut columns = Vec::new();
    for (place, feature) in declared.features.iter().enumerate() {
        if declared.features[..place].iter().any(|other| other.name == feature.name) {
            let reason = format!("its features name `{}` twice", feature.name);
            return Err(items(declared, reason));
        }
        columns.push(column(declared, &feature.name, data)?);
    }
    stack(declared, &columns).map(Found::Stacked)
}

fn items(declared: &Declared, reason: String) -> ContractError {
    ContractError::Items { input: declared.name.clone(), reason }
}

/// The numbers of one feature, which another input may name too.
fn column(declared: &Declared, name: &str, data: &RawData) -> Result<Numbers, ContractError> {
    Ok(match data.arrays.get(name) {
        Some(Raw::Binary(tensor)) => numbers_of(tensor),
        Some(Raw::Lists(tensor)) => Numbers { listed: true, ..numbers_of(tensor) },
        Some(Raw::Decimal { shape, values }) => {
            Numbers { shape: shape.clone(), values: values.clone(), dtype: None, listed: true }
        }
        Some(Raw::Named { .. }) => {
            return Err(items(declared, format!("`{name}` names features of its own")));
        }
        Some(Raw::Ragged(_)) | None => {
            return Err(items(declared, format!("the rows of `{name}` are not equally long")));
        }
    })
}

fn missing(declared: &Declared, data: &RawData, found: usize) -> ContractError {
    let absent = declared.features.iter().find(|it| !data.arrays.contains_key(&it.name));
    let detail = match absent {
        Some(feature) if found > 0 => match data.unreadable.get(&feature.name) {
            Some(reason) => {
                format!(", and of its features `{}` cannot be used: {reason}", feature.name)
            }
            None => format!(", and of its features `{}` is missing", feature.name),
        },
        Some(_) => ", nor arrays named as its features".to_owned(),
        None => String::new(),
    };
    let names = data.arrays.keys().chain(data.unreadable.keys());
    let has = listed(&names.map(String::as_str).collect::<Vec<_>>());
    ContractError::Missing { input: declared.name.clone(), detail, has }
}

/// Arrays [rows] or [rows, items], one per feature, as one array with a feature axis.
fn stack(declared: &Declared, columns: &[Numbers]) -> Result<Numbers, ContractError> {
    let Some(first) = columns.first() else { return Err(shape_error(declared, &[])) };
    let odd = columns.iter().position(|it| it.shape != first.shape);
    if let Some(odd) = odd {
        let reason = format!(
            "`{}` has the shape {:?}, but `{}` has {:?}",
            declared.features[odd].name, columns[odd].shape, declared.features[0].name, first.shape
        );
        return Err(ContractError::Items { input: declared.name.clone(), reason });
    }
    let (rows, items) = match first.shape.as_slice() {
        [rows] => (*rows, None),
        [rows, items] => (*rows, Some(*items)),
        shape => return Err(shape_error(declared, shape)),
    };
    let count = columns.len();
    let per_row = items.unwrap_or(1);
    // Features stand before the items where the signature has them so.
    let features_first = items.is_none() || declared.feature_axis() == Some(1);
    let mut values = Vec::with_capacity(rows * count * per_row);
    for row in 0..rows {
        let value = |feature: usize, item: usize| columns[feature].values[row * per_row + item];
        if features_first {
            values.extend((0..count).flat_map(|f| (0..per_row).map(move |i| value(f, i))));
        } else {
            values.extend((0..per_row).flat_map(|i| (0..count).map(move |f| value(f, i))));
        }
    }
    let shape = match (items, features_first) {
        (None, _) => vec![rows, count],
        (Some(items), true) => vec![rows, count, items],
        (Some(items), false) => vec![rows, items, count],
    };
    // Features of one type make an array of it; decimal text among them has none.
    let dtype = match columns.iter().all(|it| it.dtype == first.dtype) {
        true => first.dtype,
        false => Some("mixed"),
    };
    let listed = columns.iter().any(|it| it.listed);
    Ok(Numbers { shape, values, dtype, listed })
}

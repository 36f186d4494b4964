//! Parquet: the schema, the number of rows, and what else its footer says.

use std::path::Path;

use arrow_schema::{DataType, Field as Column, Fields};
use faircat_record::Field;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::super::data_file;
use super::super::parquet::of_parquet;
use super::{DataFile, MOST_FIELDS, UNITS, field, is_name};
use crate::data_error::DataError;

/// Deepest structure whose parts are told apart.
const DEEPEST: usize = 8;

/// What programs write for themselves, not for people.
const OF_PROGRAMS: [&str; 3] = ["ARROW:schema", "pandas", "huggingface"];

pub(super) fn describe(path: &Path) -> Result<DataFile, DataError> {
    let (file, _) = data_file::open(path)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(of_parquet)?;
    let footer = builder.metadata().file_metadata();
    let mut found = DataFile { rows: u64::try_from(footer.num_rows()).ok(), ..DataFile::default() };
    add(None, builder.schema().fields(), 0, &mut found);
    if let Some(program) = footer.created_by() {
        found.keep("created_by", program);
    }
    for entry in footer.key_value_metadata().into_iter().flatten() {
        if let Some(value) = entry.value.as_deref().filter(|_| !OF_PROGRAMS.contains(&&*entry.key))
        {
            found.keep(&entry.key, value);
        }
    }
    Ok(found)
}

fn add(group: Option<&str>, columns: &Fields, depth: usize, found: &mut DataFile) {
    for column in columns.iter().take(MOST_FIELDS + 1) {
        if found.fields.len() > MOST_FIELDS {
            return;
        }
        match column.data_type() {
            DataType::Struct(parts) if depth < DEEPEST && !parts.is_empty() => {
                let below = match group {
                    Some(group) => format!("{group}.{}", column.name()),
                    None => column.name().clone(),
                };
                add(Some(&below), parts, depth + 1, found);
            }
            _ => {
                let described = field(column.name(), name(column));
                let group = group.map(str::to_owned);
                let said = |keys: &[&str]| {
                    let texts = keys.iter().find_map(|key| column.metadata().get(key));
                    texts.map(|it| it.trim().to_owned()).filter(|it| is_name(it))
                };
                let (unit, description) = (said(&UNITS), said(&["description"]));
                found.fields.push(Field { group, unit, description, ..described });
            }
        }
    }
}

/// The type of a column, as `float32` or `list of int64`.
fn name(column: &Column) -> String {
    match column.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "string".to_owned(),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => "binary".to_owned(),
        DataType::Boolean => "bool".to_owned(),
        DataType::List(item) | DataType::LargeList(item) => format!("list of {}", name(item)),
        DataType::FixedSizeList(item, size) => format!("list of {size} {}", name(item)),
        other => in_small_letters(&other.to_string()),
    }
}

/// The words of a type in small letters; names within, which stand in quotes, as they are.
fn in_small_letters(name: &str) -> String {
    let parts = name.split('"').enumerate();
    let parts =
        parts.map(|(at, part)| if at % 2 == 0 { part.to_lowercase() } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("\"")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_schema::{DataType, Field, TimeUnit};

    #[test]
    fn names_within_a_type_stay_as_they_are() {
        let of = |kind| super::name(&Field::new("x", kind, true));
        let zone = Some(Arc::from("Europe/Berlin"));
        let stamp = of(DataType::Timestamp(TimeUnit::Microsecond, zone));
        assert!(stamp.starts_with("timestamp(") && stamp.contains("\"Europe/Berlin\""), "{stamp}");
        assert_eq!(of(DataType::Float32), "float32");
    }
}

//! The first rows of a table of text.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use faircat_inference::formats::csv::{MOST_COLUMNS, named_unit, number};
use faircat_record::Field;

use super::super::csv::{KIND, LONGEST_ROW, Quoted, of_csv};
use super::super::data_file::Records;
use super::super::describing::separator;
use super::{Column, MOST_NUMBERS, MOST_ROWS, Sample, Values};
use crate::data_error::DataError;

pub(super) fn sample(path: &Path, fields: &[Field]) -> Result<Sample, DataError> {
    let (separator, _) = separator(path)?;
    let (records, budget) = Records::open(path, LONGEST_ROW)?;
    let mut reader = ReaderBuilder::new()
        .trim(csv::Trim::All)
        .delimiter(separator)
        .from_reader(Quoted::new(records));
    let header = reader.headers().map_err(of_csv)?.clone();
    if header.len() > MOST_COLUMNS {
        return Err(DataError::format(KIND, format!("it has {} columns", header.len())));
    }
    let places = places(fields, &header);
    let mut columns = vec![Vec::new(); places.len()];
    let mut sample = Sample::default();
    let mut record = StringRecord::new();
    while sample.rows < MOST_ROWS && sample.rows * places.len() < MOST_NUMBERS {
        budget.renew();
        if !reader.read_record(&mut record).map_err(of_csv)? {
            sample.is_all = true;
            break;
        }
        for ((_, place), column) in places.iter().zip(&mut columns) {
            column.push(record.get(*place).unwrap_or_default().to_owned());
        }
        sample.rows += 1;
    }
    sample.columns = places
        .iter()
        .zip(columns)
        .map(|((field, _), texts)| Column { field: *field, values: values(texts) })
        .collect();
    Ok(sample)
}

/// For each field that the table has, the place of its column.
fn places(fields: &[Field], header: &StringRecord) -> Vec<(usize, usize)> {
    let of_field = |(index, field): (usize, &Field)| {
        let is_it = |title: &str| {
            let title = title.trim_start_matches('\u{feff}');
            field.column.as_deref() == Some(title) || named_unit(title).0 == field.name
        };
        Some((index, header.iter().position(is_it)?))
    };
    fields.iter().enumerate().filter_map(of_field).collect()
}

/// Numbers where every text that is there is one.
fn values(texts: Vec<String>) -> Values {
    let of_text = |text: &String| match text.as_str() {
        "" => Some(Vec::new()),
        text => number(text).map(|it| vec![it.to_f64()]),
    };
    let numbers: Option<Vec<Vec<f64>>> = texts.iter().map(of_text).collect();
    match numbers.filter(|rows| rows.iter().any(|row| !row.is_empty())) {
        Some(rows) => Values::Numbers(rows),
        None => Values::Texts(texts),
    }
}

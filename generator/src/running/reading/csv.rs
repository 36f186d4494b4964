//! CSV with a line of names (RFC 4180), row by row. A name may carry its unit: `pt [GeV]`.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use csv::{Reader, StringRecord};
use faircat_inference::formats::selection::used;
use faircat_inference::formats::{Raw, RawData};
use faircat_inference::signature::Signature;

use super::Source;
use crate::running::data_error::DataError;

const KIND: &str = "CSV";

pub(super) struct Csv {
    reader: Reader<File>,
    /// Names of the columns that are read, with their places.
    columns: Vec<(String, usize)>,
    units: BTreeMap<String, String>,
    row: u64,
}

impl Csv {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Csv, DataError> {
        let file = File::open(path).map_err(DataError::Unreadable)?;
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
        let header = reader.headers().map_err(of_csv)?.clone();
        let titles: Vec<(&str, Option<&str>)> = header.iter().map(name_and_unit).collect();
        let names: Vec<&str> = titles.iter().map(|(name, _)| *name).collect();
        if let Some(twice) = (1..names.len()).find(|&at| names[..at].contains(&names[at])) {
            let problem = format!("the column `{}` stands twice", names[twice]);
            return Err(DataError::format(KIND, problem));
        }
        let columns = used(signature, &names)?.into_iter().filter_map(|name| {
            let place = names.iter().position(|known| *known == name)?;
            Some((name.to_owned(), place))
        });
        let columns = columns.collect();
        let units =
            titles.iter().filter_map(|(name, unit)| Some(((*name).into(), (*unit)?.into())));
        let units = units.collect();
        Ok(Csv { reader, columns, units, row: 0 })
    }
}

fn name_and_unit(title: &str) -> (&str, Option<&str>) {
    match title.strip_suffix(']').and_then(|it| it.rsplit_once(" [")) {
        Some((name, unit)) => (name.trim(), Some(unit.trim())),
        None => (title, None),
    }
}

impl Source for Csv {
    fn items(&self) -> Option<u64> {
        None
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let mut columns = vec![Vec::new(); self.columns.len()];
        let mut record = StringRecord::new();
        let mut read = 0;
        while read < count && self.reader.read_record(&mut record).map_err(of_csv)? {
            for ((name, place), values) in self.columns.iter().zip(&mut columns) {
                let text = record.get(*place).unwrap_or_default();
                values.push(number(text).ok_or_else(|| DataError::Value {
                    row: self.row,
                    name: name.clone(),
                    problem: format!("is `{}`, which is no number", shortened(text)),
                })?);
            }
            self.row += 1;
            read += 1;
        }
        let arrays = self.columns.iter().zip(columns).map(|((name, _), values)| {
            (name.clone(), Raw::Decimal { shape: vec![values.len()], values })
        });
        let data =
            RawData { arrays: arrays.collect(), units: self.units.clone(), ..RawData::default() };
        Ok((read > 0).then_some(data))
    }
}

fn number(text: &str) -> Option<f64> {
    match text {
        "" => Some(f64::NAN),
        "true" | "True" => Some(1.0),
        "false" | "False" => Some(0.0),
        _ => text.parse().ok(),
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn of_csv(error: csv::Error) -> DataError {
    DataError::format(KIND, error)
}

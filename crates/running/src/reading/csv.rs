//! CSV with a line of names (RFC 4180), row by row. A name may carry its unit: `pt [GeV]`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::Path;

use csv::{Reader, StringRecord};
use faircat_inference::formats::csv::{MOST_COLUMNS, Quotes, named_unit, number, shortened};
use faircat_inference::formats::selection::{MissingInput, used};
use faircat_inference::formats::{FormatError, Raw, RawData};
use faircat_inference::signature::Signature;

use super::data_file::{Budget, Records};
use super::{BlockReader, within_block};
use crate::data_error::DataError;

pub(super) const KIND: &str = "CSV";
/// Most bytes of one row.
pub(super) const LONGEST_ROW: u64 = 16 << 20;

pub(super) struct Csv {
    reader: Reader<Quoted<Records>>,
    /// Of the row that is read next.
    budget: Budget,
    /// Names of the columns that are read, with their places.
    columns: Vec<(String, usize)>,
    units: BTreeMap<String, String>,
    is_single: bool,
    row: u64,
}

impl Csv {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Csv, DataError> {
        let (records, budget) = Records::open(path, LONGEST_ROW)?;
        let (reader, header) = with_header(Quoted::new(records))?;
        if header.len() > MOST_COLUMNS {
            return Err(DataError::format(KIND, format!("it has {} columns", header.len())));
        }
        let titles: Vec<(&str, Option<&str>)> = header.iter().map(named_unit).collect();
        let names: Vec<&str> = titles.iter().map(|(name, _)| *name).collect();
        let mut known = BTreeSet::new();
        if let Some(twice) = names.iter().find(|name| !known.insert(**name)) {
            return Err(FormatError::ColumnTwice(shortened(twice).into_owned()).into());
        }
        let wanted = used(signature, &names).map_err(|missing| of_columns(missing, &names))?;
        let columns = wanted.into_iter().filter_map(|name| {
            let place = names.iter().position(|known| *known == name)?;
            Some((name.to_owned(), place))
        });
        let (columns, is_single) = (columns.collect(), header.len() == 1);
        let units =
            titles.iter().filter_map(|(name, unit)| Some(((*name).into(), (*unit)?.into())));
        let units = units.collect();
        Ok(Csv { reader, budget, columns, units, is_single, row: 0 })
    }
}

/// The rows of `table`, and its line of names.
fn with_header<R: Read>(table: R) -> Result<(Reader<R>, StringRecord), DataError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(table);
    let header = reader.headers().map_err(of_csv)?.clone();
    Ok((reader, header))
}

/// What the columns are called.
pub(super) fn names(path: &Path) -> Result<Vec<String>, DataError> {
    let (records, _) = Records::open(path, LONGEST_ROW)?;
    let (_, header) = with_header(records)?;
    Ok(header.iter().map(|title| named_unit(title).0.to_owned()).collect())
}

impl BlockReader for Csv {
    fn items(&self) -> Option<u64> {
        None
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let mut columns = vec![Vec::new(); self.columns.len()];
        let mut record = StringRecord::new();
        let mut read = 0;
        while read < count {
            self.budget.renew();
            if !self.reader.read_record(&mut record).map_err(of_csv)? {
                break;
            }
            for ((name, place), values) in self.columns.iter().zip(&mut columns) {
                let text = record.get(*place).unwrap_or_default();
                values.push(number(text).ok_or_else(|| DataError::Value {
                    row: self.row,
                    name: name.clone(),
                    problem: no_number(text, &record),
                })?);
            }
            if let Some(problem) = self.reader.get_ref().quotes.gap().filter(|_| self.is_single) {
                return Err(DataError::format(KIND, problem));
            }
            self.row += 1;
            read += 1;
            within_block(read, self.columns.len())?;
        }
        let arrays = self.columns.iter().zip(columns).map(|((name, _), values)| {
            (name.clone(), Raw::Decimal { shape: vec![values.len()], values })
        });
        let data =
            RawData { arrays: arrays.collect(), units: self.units.clone(), ..RawData::default() };
        Ok((read > 0).then_some(data))
    }
}

/// A table that must not end within quotes.
pub(super) struct Quoted<R> {
    inner: R,
    quotes: Quotes,
}

impl<R> Quoted<R> {
    pub(super) fn new(inner: R) -> Quoted<R> {
        Quoted { inner, quotes: Quotes::default() }
    }
}

impl<R: Read> Read for Quoted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.quotes.follow(&buffer[..read]);
        match self.quotes.unclosed().filter(|_| read == 0 && !buffer.is_empty()) {
            Some(problem) => Err(io::Error::other(problem)),
            None => Ok(read),
        }
    }
}

/// A table of one column may be one whose columns are separated by another sign.
fn of_columns(missing: MissingInput, names: &[&str]) -> DataError {
    let sign = match names {
        [only] => [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
            .into_iter()
            .find(|(sign, _)| only.contains(sign)),
        _ => None,
    };
    match sign {
        Some((_, signs)) => DataError::Separator(signs),
        None => missing.into(),
    }
}

fn no_number(text: &str, record: &StringRecord) -> String {
    let line = record.position().map_or(0, csv::Position::line);
    format!("is `{}`, which is no number that can be read (line {line})", shortened(text))
}

pub(super) fn of_csv(error: csv::Error) -> DataError {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => DataError::Uneven {
            line: pos.as_ref().map_or(0, csv::Position::line),
            has: *len,
            wanted: *expected_len,
        },
        _ => DataError::format(KIND, error),
    }
}

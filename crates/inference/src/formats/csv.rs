//! Tables with one row per line and one column per feature.

use std::borrow::Cow;

use faircat_text::beginning;

use super::{FormatError, Limit, Raw, RawData, within};
use crate::number::Number;
use crate::tensor::Tensor;

/// Most columns of one table.
pub const MOST_COLUMNS: usize = 1 << 16;

fn damaged(reason: impl ToString) -> FormatError {
    FormatError::Damaged { format: "CSV", reason: reason.to_string() }
}

/// The columns by the names in the first line; `name [unit]` states a unit. An empty field is
/// NaN. Columns with anything else than numbers are listed as unreadable.
///
/// Errors: a quote that is not closed, lines of different lengths, names that stand twice, or more than `limit`.
pub fn read(bytes: &[u8], limit: Limit) -> Result<RawData, FormatError> {
    // Every field is at least one byte with its separator.
    let width = size_of::<Number>() as u64;
    within(limit, "the table", (bytes.len() as u64).saturating_mul(width))?;
    let mut quotes = Quotes::default();
    quotes.follow(bytes);
    if let Some(problem) = quotes.unclosed() {
        return Err(damaged(problem));
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(damaged)?.clone();
    if header.len() > MOST_COLUMNS {
        return Err(damaged(format!("it has {} columns", header.len())));
    }
    if let Some(problem) = quotes.gap().filter(|_| header.len() == 1) {
        return Err(damaged(problem));
    }
    let mut columns: Vec<Result<Vec<Number>, String>> = vec![Ok(Vec::new()); header.len()];
    for record in reader.records() {
        let record = record.map_err(damaged)?;
        let line = record.position().map_or(0, csv::Position::line);
        for (column, field) in columns.iter_mut().zip(&record) {
            let Ok(values) = column else { continue };
            match number(field) {
                Some(value) => values.push(value),
                None => {
                    let held = shortened(field);
                    *column = Err(format!("line {line} holds `{held}`, which is no number"));
                }
            }
        }
    }
    let mut data = RawData::default();
    for (title, column) in header.iter().zip(columns) {
        add_column(&mut data, title, column)?;
    }
    Ok(data)
}

/// Follows the quotes of a table by the rules of RFC 4180, as the reader of its rows does, which
/// takes the end of the file for the end of a field whose quote is never closed.
#[derive(Debug, Default)]
pub struct Quotes {
    place: Place,
    /// Ends of lines so far, and up to the last quote that opened a field.
    lines: u64,
    opened: u64,
    has_begun: bool,
    is_empty: bool,
    /// The first empty line since the line of names, counted from 1, and whether any is after it.
    empty: Option<u64>,
    has_gap: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Place {
    #[default]
    StartOfField,
    Plain,
    Quoted,
    /// After a quote in a quoted field: the end of it, or the first of two that stand for one.
    MaybeClosed,
}

impl Quotes {
    /// Goes on through `bytes`.
    pub fn follow(&mut self, bytes: &[u8]) {
        // The mark of the byte order, with which some programs begin a file, is no field.
        let is_start = self.lines == 0 && self.place == Place::StartOfField;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| is_start).unwrap_or(bytes);
        for &byte in bytes {
            self.follow_line(byte);
            self.lines += u64::from(byte == b'\n');
            self.place = match (self.place, byte) {
                (Place::StartOfField, b'"') => {
                    self.opened = self.lines;
                    Place::Quoted
                }
                (Place::Quoted, b'"') => Place::MaybeClosed,
                (Place::Quoted, _) | (Place::MaybeClosed, b'"') => Place::Quoted,
                (_, b',' | b'\n' | b'\r') => Place::StartOfField,
                _ => Place::Plain,
            };
        }
    }

    fn follow_line(&mut self, byte: u8) {
        match byte {
            b'\n' => {
                if self.has_begun && self.is_empty {
                    self.empty.get_or_insert(self.lines + 1);
                }
                self.is_empty = true;
            }
            b'\r' => {}
            _ => {
                (self.has_begun, self.is_empty) = (true, false);
                self.has_gap |= self.empty.is_some();
            }
        }
    }

    /// What is wrong with a table of one column, where a missing value is an empty line: readers of
    /// rows pass over it, and what follows would stand in other rows.
    #[must_use]
    pub fn gap(&self) -> Option<String> {
        let line = self.empty.filter(|_| self.has_gap)?;
        Some(format!("line {line} is empty, and rows follow"))
    }

    /// What is wrong where the table ends here.
    #[must_use]
    pub fn unclosed(&self) -> Option<String> {
        (self.place == Place::Quoted)
            .then(|| format!("a quote is not closed (line {})", self.opened + 1))
    }
}

fn add_column(
    data: &mut RawData,
    title: &str,
    column: Result<Vec<Number>, String>,
) -> Result<(), FormatError> {
    let (name, unit) = named_unit(title);
    if data.arrays.contains_key(name) || data.unreadable.contains_key(name) {
        return Err(FormatError::ColumnTwice(shortened(name).into_owned()));
    }
    if let Some(unit) = unit {
        data.units.insert(name.to_owned(), unit.to_owned());
    }
    match column {
        Ok(values) => {
            let raw = Raw::Decimal { shape: vec![values.len()], values };
            data.arrays.insert(name.to_owned(), raw);
        }
        Err(reason) => {
            data.unreadable.insert(name.to_owned(), reason);
        }
    }
    Ok(())
}

/// `pt [GeV]` as name and unit.
#[must_use]
pub fn named_unit(title: &str) -> (&str, Option<&str>) {
    match title.strip_suffix(']').and_then(|it| it.rsplit_once(" [")) {
        Some((name, unit)) => (name.trim(), Some(unit.trim())),
        None => (title, None),
    }
}

/// The number in a cell: an empty one is NaN, `true` and `false` are 1 and 0. `None` for anything
/// else, and for a number beyond those of double precision.
#[must_use]
pub fn number(field: &str) -> Option<Number> {
    match field {
        "" => Some(Number::Float(f64::NAN)),
        "true" | "True" | "TRUE" => Some(Number::Int(1)),
        "false" | "False" | "FALSE" => Some(Number::Int(0)),
        _ => Number::parse(field),
    }
}

/// The beginning of a field, for messages.
#[must_use]
pub fn shortened(field: &str) -> Cow<'_, str> {
    beginning(field, 40)
}

/// A table with a column for each of the `titles`: the elements of the items of `tensors`, of which
/// there must be as many in each.
#[must_use]
pub fn write(titles: &[&str], tensors: &[&Tensor]) -> Vec<u8> {
    let items = tensors.first().map_or(0, |it| it.items());
    let columns: Vec<Vec<String>> = tensors.iter().map(|it| it.data().to_short_texts()).collect();
    let widths: Vec<usize> = tensors.iter().map(|it| it.item_len()).collect();
    let row = |item: usize| -> Vec<&str> {
        let of = columns.iter().zip(&widths);
        let texts = of.flat_map(|(texts, width)| &texts[item * width..(item + 1) * width]);
        texts.map(String::as_str).collect()
    };
    lines(std::iter::once(titles.to_vec()).chain((0..items).map(row)))
}

/// A line for each of the `records`, which are equally long.
pub(crate) fn lines<'a>(records: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for record in records {
        // Writing into memory does not fail.
        let _ = writer.write_record(record);
    }
    writer.into_inner().unwrap_or_default()
}

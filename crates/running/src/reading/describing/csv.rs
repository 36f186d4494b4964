//! CSV: the line of names, and of which type the values below it are.

use std::io::Read;
use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder};
use faircat_inference::formats::csv::{MOST_COLUMNS, number};
use faircat_record::Field;
use faircat_record::partial_date::PartialDate;

use super::super::csv::{KIND, LONGEST_ROW, Quoted, of_csv};
use super::super::data_file::{self, Budget, Records};
use super::{DataFile, field};
use crate::data_error::DataError;

/// Most rows whose values are looked at.
const SAMPLE: u64 = 100_000;

/// Most bytes in which the end of the line of names is looked for.
const LONGEST_TITLES: u64 = 1 << 20;

/// What may separate columns, and its name.
const SEPARATORS: [(u8, &str); 4] =
    [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "bar")];

/// What the values of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Type {
    /// No value was seen yet.
    #[default]
    Nothing,
    Boolean,
    Integer,
    Number,
    Date,
    String,
}

pub(super) fn describe(path: &Path) -> Result<DataFile, DataError> {
    let (separator, name) = separator(path)?;
    let (records, budget) = Records::open(path, LONGEST_ROW)?;
    let mut reader = ReaderBuilder::new()
        .trim(csv::Trim::All)
        .delimiter(separator)
        .from_reader(Quoted::new(records));
    let titles = titles(&mut reader)?;
    let mut found = DataFile::default();
    if name != "comma" {
        found.facts.insert("separator".to_owned(), name.into());
    }
    if titles.iter().all(|title| number(title).is_some()) {
        let sentence = "its first line has numbers alone, so it names no columns";
        found.unread.push(sentence.to_owned());
        return Ok(found);
    }
    let mut types = vec![Type::default(); titles.len()];
    let (rows, is_all) = sample(&mut reader, &budget, &mut types)?;
    found.rows = is_all.then_some(rows);
    let sampled = match is_all {
        true => format!("all {rows} rows"),
        false => format!("the first {rows} rows"),
    };
    found.facts.insert("types_seen_in".to_owned(), sampled.into());
    found.fields = titles.iter().zip(types).map(|(title, seen)| column(title, seen)).collect();
    Ok(found)
}

fn column(title: &str, seen: Type) -> Field {
    Field { data_type: seen.name().map(str::to_owned), ..field(title, "") }
}

/// Names of the columns.
fn titles<R: Read>(reader: &mut Reader<R>) -> Result<Vec<String>, DataError> {
    let header = reader.headers().map_err(of_csv)?;
    if header.len() > MOST_COLUMNS {
        return Err(DataError::format(KIND, format!("it has {} columns", header.len())));
    }
    if header.is_empty() {
        return Err(DataError::Empty);
    }
    let first = header.get(0).unwrap_or_default().trim_start_matches('\u{feff}');
    let others = header.iter().skip(1).map(str::to_owned);
    Ok(std::iter::once(first.to_owned()).chain(others).collect())
}

/// Looks at the rows, at most [`SAMPLE`]; how many these were, and whether all.
fn sample<R: Read>(
    reader: &mut Reader<R>,
    budget: &Budget,
    types: &mut [Type],
) -> Result<(u64, bool), DataError> {
    let mut record = ByteRecord::new();
    for row in 0..SAMPLE {
        budget.renew();
        if !reader.read_byte_record(&mut record).map_err(of_csv)? {
            return Ok((row, true));
        }
        for (seen, value) in types.iter_mut().zip(record.iter()) {
            *seen = seen.with(value);
        }
    }
    budget.renew();
    let is_all = !reader.read_byte_record(&mut record).map_err(of_csv)?;
    Ok((SAMPLE, is_all))
}

impl Type {
    fn of(text: &str) -> Type {
        match text {
            "" => Type::Nothing,
            "true" | "false" | "True" | "False" | "TRUE" | "FALSE" => Type::Boolean,
            // A code, as of a place or a sample: as a number it would lose its beginning.
            _ if has_leading_zero(text) => Type::String,
            _ if text.parse::<i128>().is_ok() => Type::Integer,
            _ if number(text).is_some() => Type::Number,
            _ if text.len() == 10 && PartialDate::parse(text).is_some() => Type::Date,
            _ => Type::String,
        }
    }

    /// What a column is that was this and has `value` too.
    fn with(self, value: &[u8]) -> Type {
        if self == Type::String {
            return self;
        }
        let Ok(text) = std::str::from_utf8(value) else { return Type::String };
        match (self, Type::of(text)) {
            (known, Type::Nothing) => known,
            (Type::Nothing, new) => new,
            (known, new) if known == new => known,
            (Type::Integer | Type::Number, Type::Integer | Type::Number) => Type::Number,
            _ => Type::String,
        }
    }

    /// As Frictionless' table schema has it; `None` where no value was seen.
    fn name(self) -> Option<&'static str> {
        match self {
            Type::Nothing => None,
            Type::Boolean => Some("boolean"),
            Type::Integer => Some("integer"),
            Type::Number => Some("number"),
            Type::Date => Some("date"),
            Type::String => Some("string"),
        }
    }
}

/// Whether `text` is of digits alone, more than one, and begins with 0.
fn has_leading_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What separates the names in the first line: commas, where there are any.
pub(in crate::reading) fn separator(path: &Path) -> Result<(u8, &'static str), DataError> {
    let (file, _) = data_file::open(path)?;
    let mut start = Vec::new();
    file.take(LONGEST_TITLES).read_to_end(&mut start).map_err(DataError::Unreadable)?;
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    // Every second part between quotes is within them.
    let outside = line.split(|byte| *byte == b'"').step_by(2);
    let outside: Vec<u8> = outside.flatten().copied().collect();
    let used = SEPARATORS.into_iter().find(|(sign, _)| outside.contains(sign));
    Ok(used.unwrap_or(SEPARATORS[0]))
}

#[cfg(test)]
mod tests {
    use super::Type;

    #[test]
    fn a_code_is_no_integer() {
        let of = |values: &[&str]| {
            let all = values.iter().fold(Type::default(), |seen, it| seen.with(it.as_bytes()));
            all.name()
        };
        assert_eq!(of(&["01234", "99999"]), Some("string"));
        assert_eq!(of(&["99999", "01234"]), Some("string"));
        assert_eq!(of(&["0", "-7", "12"]), Some("integer"));
        assert_eq!(of(&["0.5", "0"]), Some("number"));
    }
}

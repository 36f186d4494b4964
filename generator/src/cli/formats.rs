//! Exchange formats on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::formats::format::Format;
use crate::formats::list::{FORMATS, format_named};

/// One of those that are written, by its name.
pub(super) fn written() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS.iter().filter(|format| format.is_written());
    let values = values.map(|format| PossibleValue::new(format.name).help(format.title));
    let known = |name: String| format_named(&name).ok_or_else(|| format!("no format `{name}`"));
    PossibleValuesParser::new(values).try_map(known)
}

/// Name and title of those that are `wanted`, a line each.
pub(super) fn table(wanted: impl Fn(&Format) -> bool) -> String {
    let wanted: Vec<&Format> = FORMATS.iter().filter(|format| wanted(format)).collect();
    let width = wanted.iter().map(|format| format.name.len()).max().unwrap_or_default();
    let line = |format: &&Format| format!("  {:<width$}  {}", format.name, format.title);
    wanted.iter().map(line).collect::<Vec<_>>().join("\n")
}

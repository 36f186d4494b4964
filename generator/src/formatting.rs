//! Records in one order and style, with their comments.

mod order;
mod same;

use std::collections::HashMap;
use std::sync::LazyLock;

use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions, ProseWrap, Quotes};
use serde_json::Value;

use crate::record::schema::{fields_of, schema_of, section_of};
use crate::record::{Kind, yaml};

/// Longest line that is not broken, as in what the program writes.
const WIDTH: usize = 100;

/// `text`, a record of `kind` in YAML: its fields, and those of the kind's section, in the order of
/// the JSON Schema, in the style of what the program writes. Comments stay with what they stand above.
///
/// Errors: why the text cannot be formatted, which is then to be left as it is.
pub fn formatted(text: &str, kind: Kind) -> Result<String, String> {
    // Editors on Windows put a mark there, which is no part of the first field's name.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let once = formatted_once(text, kind)?;
    if once == text {
        return Ok(once);
    }
    // In another style a line may begin a field that did not look like one, as behind a `?`.
    let again = formatted_once(&once, kind);
    Ok(again.unwrap_or(once))
}

fn formatted_once(text: &str, kind: Kind) -> Result<String, String> {
    let read = yaml::parse(text);
    if let Some(problem) = read.problems.first() {
        return Err(format!("line {}: {}", problem.place.line, problem.message));
    }
    let ordered = order::ordered(text, fields(kind), section_of(kind));
    // An anchor must stand before what refers to it, which an order of ours may not.
    let is_ordered = same::mean_the_same(&read, &yaml::parse(&ordered));
    let ordered = if is_ordered { ordered } else { text.to_owned() };
    // Two spaces at the end of a line are a break in Markdown, and some blocks have no other style.
    for trims in [true, false] {
        let styled = pretty_yaml::format_text(&ordered, &options(trims));
        let styled = styled.map_err(|error| error.to_string())?;
        if same::mean_the_same(&read, &yaml::parse(&styled)) {
            return Ok(styled);
        }
    }
    match is_ordered {
        true => Ok(ordered),
        false => Err("neither order nor style can change without changing what it says".to_owned()),
    }
}

/// The names of the fields of `kind`, in their order, and those of its section: made once, as many
/// records of a kind are formatted.
fn fields(kind: Kind) -> &'static order::Fields {
    static ALL: LazyLock<HashMap<Kind, order::Fields>> =
        LazyLock::new(|| Kind::ALL.into_iter().map(|kind| (kind, named(kind))).collect());
    &ALL[&kind]
}

fn named(kind: Kind) -> order::Fields {
    let schema = schema_of(kind);
    let names = |part: &Value| -> Vec<String> {
        fields_of(&schema, part).into_iter().flat_map(|it| it.keys().cloned()).collect()
    };
    let section = section_of(kind).and_then(|name| schema.pointer(&format!("/properties/{name}")));
    order::Fields { all: names(&schema), own: section.map(names).unwrap_or_default() }
}

/// `trims`: whether spaces at the end of a line go.
fn options(trims: bool) -> FormatOptions {
    FormatOptions {
        layout: LayoutOptions { print_width: WIDTH, ..LayoutOptions::default() },
        language: LanguageOptions {
            quotes: Quotes::PreferDouble,
            prose_wrap: ProseWrap::Preserve,
            brace_spacing: false,
            trim_trailing_whitespaces: trims,
            ..LanguageOptions::default()
        },
    }
}

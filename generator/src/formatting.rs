//! Records in one order and style, with their comments.

mod order;
mod same;

use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions, ProseWrap, Quotes};

use crate::record::schema::{SECTIONS, schema_of};
use crate::record::{Kind, yaml};

/// Longest line that is not broken, as in what the program writes.
const WIDTH: usize = 100;

/// `text`, a record of `kind` in YAML: its fields, and those of the kind's section, in the order of
/// the JSON Schema, in the style of what the program writes. Comments stay with what they stand above.
///
/// Errors: why the text cannot be formatted, which is then to be left as it is.
pub fn formatted(text: &str, kind: Kind) -> Result<String, String> {
    let read = yaml::parse(text);
    if let Some(problem) = read.problems.first() {
        return Err(format!("line {}: {}", problem.place.line, problem.message));
    }
    let fields = fields_of(kind);
    let section = SECTIONS.iter().find(|(_, owner)| *owner == kind).map(|(name, _)| *name);
    let ordered = order::ordered(text, &fields, section);
    // An anchor must stand before what refers to it, which an order of ours may not.
    let ordered =
        if same::mean_the_same(&read, &yaml::parse(&ordered)) { ordered } else { text.to_owned() };
    let styled =
        pretty_yaml::format_text(&ordered, &options()).map_err(|error| error.to_string())?;
    match same::mean_the_same(&read, &yaml::parse(&styled)) {
        true => Ok(styled),
        false => Err("it would not mean the same in another style".to_owned()),
    }
}

/// The names of the fields of `kind`, in their order, and below the section those of the section.
fn fields_of(kind: Kind) -> order::Fields {
    let schema = schema_of(kind);
    let names = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().into_iter().flat_map(|it| it.keys().cloned()).collect()
    };
    let section = SECTIONS.iter().find(|(_, owner)| *owner == kind).map(|(name, _)| *name);
    let reference = section.and_then(|name| {
        let choices = schema["properties"][name]["anyOf"].as_array()?;
        choices.iter().find_map(|choice| choice["$ref"].as_str()?.strip_prefix('#'))
    });
    let own = reference.and_then(|pointer| schema.pointer(pointer)).map(|it| &it["properties"]);
    order::Fields { all: names(&schema["properties"]), own: own.map(names).unwrap_or_default() }
}

fn options() -> FormatOptions {
    FormatOptions {
        layout: LayoutOptions { print_width: WIDTH, ..LayoutOptions::default() },
        language: LanguageOptions {
            quotes: Quotes::PreferDouble,
            prose_wrap: ProseWrap::Preserve,
            brace_spacing: false,
            trim_trailing_whitespaces: true,
            ..LanguageOptions::default()
        },
    }
}

//! Filters of the templates: how values become text that people read.

use std::sync::Arc;

use faircat_inference::figures;
use faircat_text::{escape, escape_content, escape_into};
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State};

use super::markdown;
use super::words::Words;
use faircat_record::invisible::visible;
use faircat_record::language::other_than;

/// Adds every filter, for a site at the path `base`.
pub(super) fn add(environment: &mut Environment<'static>, base: &str, own: &Arc<Words>) {
    let said = Arc::clone(own);
    environment.add_filter("date", move |text: &str| said.date(text));
    let said = Arc::clone(own);
    environment.add_filter("filesize", move |bytes: u64| said.decimal(&figures::size(bytes)));
    environment.add_filter("number", figures::count);
    let said = Arc::clone(own);
    environment.add_filter("figure", move |value: f64| {
        said.decimal(&figures::plain(value).replace('-', "−"))
    });
    let said = Arc::clone(own);
    environment.add_filter("decimal", move |value: Value| decimal(&said, value));
    environment.add_filter("plural", plural);
    environment.add_filter("width", figures::width);
    environment.add_filter("host", host);
    environment.add_filter("tag_path", |tag: &str| super::site::tag_path(tag));
    environment.add_filter("address", |text: &str| short_address(text).to_owned());
    environment.add_filter("direction", direction);
    let said = Arc::clone(own);
    environment.add_filter("spoken", move |tag: Option<&str>| {
        Value::from_safe_string(spoken(tag, said.language()))
    });
    environment.add_filter("code", |text: &str| Value::from_safe_string(inline_code(text)));
    // Within an element quotes mean nothing: escaped, they would be a tenth of what is shown as code.
    environment.add_filter("content", |text: &str| {
        Value::from_safe_string(escape_content(&visible(text)))
    });
    let base = base.to_owned();
    environment.add_filter("md", move |text: &str| {
        Value::from_safe_string(markdown::to_html_below(&base, text))
    });
}

/// A figure with the language's decimal sign; of a drawing, its texts. What is no text stays.
fn decimal(words: &Words, value: Value) -> Value {
    match value.as_str() {
        Some(text) if value.is_safe() => Value::from_safe_string(words.decimals_of_texts(text)),
        Some(text) => Value::from(words.decimal(text)),
        None => value,
    }
}

/// Writes a value into HTML. Text is escaped unless a filter made it HTML; `none` is an error,
/// because a page that says "none" is a template that forgot to ask.
pub(super) fn write_escaped(
    out: &mut Output<'_>,
    _state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => {
            let text = visible(text);
            return escape_into(&text, |part| out.write_str(part)).map_err(Error::from);
        }
        None => match value.kind() {
            ValueKind::Number | ValueKind::Bool => out.write_fmt(format_args!("{value}")),
            kind => {
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    format!("a value of kind {kind} is no text"),
                ));
            }
        },
    };
    written.map_err(Error::from)
}

/// The attributes of an element whose text is in the language of `tag`, on a page in `own`: none where
/// that is the same or is not told.
pub(crate) fn spoken(tag: Option<&str>, own: &str) -> String {
    match other_than(own, tag) {
        Some(tag) => {
            let turned = match direction(tag) {
                run if run != direction(own) => format!(" dir=\"{run}\""),
                _ => String::new(),
            };
            format!(" lang=\"{}\"{turned}", escape(tag))
        }
        None => String::new(),
    }
}

/// Whether the language of this tag is written from right to left, as the value of `dir`: by the script
/// that the tag names, or else by the one that the language mostly has.
pub(super) fn direction(tag: &str) -> &'static str {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let script = parts.find(|it| it.len() == 4 && it.bytes().all(|at| at.is_ascii_alphabetic()));
    let is_reversed = match script {
        Some(script) => REVERSED_SCRIPTS.iter().any(|it| it.eq_ignore_ascii_case(script)),
        None => REVERSED_LANGUAGES.contains(&language.as_str()),
    };
    if is_reversed { "rtl" } else { "ltr" }
}

/// Living scripts that run from right to left, by ISO 15924.
const REVERSED_SCRIPTS: [&str; 9] =
    ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"];

/// Languages that CLDR's likely subtags give such a script.
const REVERSED_LANGUAGES: [&str; 24] = [
    "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn",
    "nqo", "pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
];

/// A plain text in which what stands between two backticks is code.
fn inline_code(text: &str) -> String {
    let text = visible(text);
    let mut html = String::with_capacity(text.len() + 16);
    let mut rest: &str = &text;
    while let Some((before, code, after)) = next_code(rest) {
        html.push_str(&escape(before).to_string());
        html.push_str("<code>");
        html.push_str(&escape(code).to_string());
        html.push_str("</code>");
        rest = after;
    }
    html.push_str(&escape(rest).to_string());
    html
}

/// What stands before the first code, the code, and what follows it.
fn next_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    (!code.trim().is_empty()).then_some((before, code, after))
}

/// `{{ count | plural("file", "files") }}`: the number with the word that fits it.
fn plural(count: u64, one: &str, many: &str) -> String {
    figures::counted(count, one, many)
}

/// The host of an address, as people name a site.
pub fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.trim_start_matches("www.").to_owned()
}

/// An address without `https://` and final slash.
pub fn short_address(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_start_matches("www.").trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn texts_run_as_their_script_does() {
        for tag in ["ar", "he-IL", "fa", "UR", "az-Arab", "ku-arab-IQ", "uz-Arab-AF"] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in ["en", "de-AT", "ar-Latn", "ur-Latn-PK", "zh-Hant", "", "az"] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }
}

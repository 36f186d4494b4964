//! The text of a new record: what is still to be written stands in angle brackets, which
//! `faircat check` tells of, below a comment that says what it is.

use crate::record::Kind;

pub(super) const AUTHOR: &str = "<name of an author>";
pub(super) const LICENSE: &str = "<SPDX licence expression>";
pub(super) const TASK: &str = "<task>";
pub(super) const COLLECTION: &str = "<how the data was collected or simulated>";
pub(super) const URL: &str = "<address of the file>";

pub(super) fn title(kind: Kind) -> String {
    format!("<title of the {}>", words(kind))
}

pub(super) fn description(kind: Kind) -> String {
    format!("<what the {} is, what it is for and how it was made>", words(kind))
}

fn words(kind: Kind) -> String {
    kind.name().replace('-', " ")
}

/// A line that is still to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1 on.
    pub number: usize,
    /// The line as it stands.
    pub text: String,
    /// What to write.
    pub advice: &'static str,
}

/// What a record was made of.
pub(super) struct MadeOf<'a> {
    /// Name of the file.
    pub(super) file: &'a str,
    pub(super) kind: Kind,
    /// Address or path of the JSON Schema, which editors follow.
    pub(super) schema: &'a str,
    /// Whether its text has comments for what else it may say.
    pub(super) offers: bool,
}

/// `body`, the YAML of a record, with comments, and the lines that are still to be written.
pub(super) fn annotated(body: &str, of: &MadeOf, unread: &[String]) -> (String, Vec<Line>) {
    let MadeOf { file, kind, schema, offers } = *of;
    let command = if offers { format!("new {}", kind.name()) } else { "add".to_owned() };
    let mut out = vec![
        format!("# yaml-language-server: $schema={schema}"),
        format!("# Made from `{}` by `faircat {command}`.", faircat_text::visible(file)),
        "# What stands in <…> is for you to write; `faircat check` names each such line."
            .to_owned(),
    ];
    out.extend(offers.then(|| super::offered::HOW.to_owned()));
    out.extend(unread.iter().map(|it| format!("# Not known: {}.", faircat_text::visible(it))));
    let mut lines = Vec::new();
    for line in body.lines() {
        if let Some(advice) = advice(line, kind) {
            let indent = line.len() - line.trim_start().len();
            out.push(format!("{:indent$}# {advice}", ""));
            let text = line.trim().to_owned();
            lines.push(Line { number: out.len() + 1, text, advice });
        }
        out.push(line.to_owned());
    }
    (out.join("\n") + "\n", lines)
}

/// What to write in the place of what stands in `line`; `None` where it is complete.
fn advice(line: &str, kind: Kind) -> Option<&'static str> {
    let known = [
        (title(kind), "The name by which people know it."),
        (
            description(kind),
            "A few sentences, as Markdown: what it is, what it is for, its limits.",
        ),
        (AUTHOR.to_owned(), "Each author; with `orcid:` and `affiliation:` where known."),
        (LICENSE.to_owned(), "As `CC-BY-4.0` or `MIT`; https://spdx.org/licenses/ has them all."),
        (TASK.to_owned(), "What it is for, as `binary classification`."),
        (COLLECTION.to_owned(), "Instrument, simulation or source, and the conditions."),
        (URL.to_owned(), "Where the file is published; it is too large to lie beside the record."),
    ];
    let is_it = |placeholder: &str| {
        let value = line.trim_end().trim_end_matches(['"', '\'']);
        value.ends_with(placeholder)
    };
    known.into_iter().find(|(placeholder, _)| is_it(placeholder)).map(|(_, advice)| advice)
}

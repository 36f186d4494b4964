//! Words of other formats, and ours.

/// Fields of other formats of metadata, and the field that says it here.
const FIELDS: [(&str, &str); 14] = [
    ("tags", "keywords"),
    ("name", "title"),
    ("doi", "identifiers"),
    ("identifier", "identifiers"),
    ("arxiv", "identifiers"),
    ("metrics", "evaluations"),
    ("results", "evaluations"),
    ("creators", "authors"),
    ("creator", "authors"),
    ("files", "artifacts"),
    ("homepage", "url"),
    ("website", "url"),
    ("abstract", "summary"),
    ("rights", "license"),
];

/// Values of other formats, and ours.
const VALUES: [(&str, &str); 5] = [
    ("model", "weights"),
    ("onnx", "weights"),
    ("checkpoint", "weights"),
    ("dataset", "data"),
    ("docs", "documentation"),
];

/// The field that says here what `name` says elsewhere.
pub(super) fn field(name: &str) -> Option<&'static str> {
    of(&FIELDS, name)
}

/// The one of `options` that says here what `text` says elsewhere.
pub(super) fn value(text: &str, options: &[String]) -> Option<&'static str> {
    of(&VALUES, text).filter(|meant| options.iter().any(|option| option == meant))
}

fn of(known: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    known.iter().find(|(other, _)| *other == name).map(|(_, ours)| *ours)
}

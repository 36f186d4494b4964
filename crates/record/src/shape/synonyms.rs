//! Words of other formats, and ours.

/// Fields of other formats of metadata, and the field that says it here.
const FIELDS: [(&str, &str); 26] = [
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
    ("date", "date_published"),
    ("published", "date_published"),
    ("created", "date_created"),
    ("filename", "path"),
    ("file", "path"),
    ("md5", "checksums"),
    ("sha1", "checksums"),
    ("name", "metric"),
    ("title", "name"),
    ("type", "kind"),
    ("type", "dtype"),
    ("path", "data"),
];

/// Values of other formats, and ours.
const VALUES: [(&str, &str); 5] = [
    ("model", "weights"),
    ("onnx", "weights"),
    ("checkpoint", "weights"),
    ("dataset", "data"),
    ("docs", "documentation"),
];

/// The field that says here what `name` says elsewhere, one of `known` where there is any.
pub(super) fn field(name: &str, known: &[String]) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let ours = || FIELDS.iter().filter(|(other, _)| *other == lower).map(|(_, ours)| *ours);
    ours().find(|ours| known.iter().any(|it| it == ours)).or_else(|| ours().next())
}

/// The one of `options` that says here what `text` says elsewhere.
pub(super) fn value(text: &str, options: &[String]) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let meant = VALUES.iter().find(|(other, _)| *other == lower).map(|(_, ours)| *ours);
    meant.filter(|meant| options.iter().any(|option| option == meant))
}

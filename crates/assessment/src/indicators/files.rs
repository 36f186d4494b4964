//! The files: F3, R1 and the data side of I1 and R1.3.

use super::formats::{self, Formats};
use super::outcome::{Tested, count, fail, no_address_yet, not_applicable, pass, some_of, unknown};
use crate::Rubric;
use crate::plain_statements::is_file_address;
use crate::view::{Alternatives, File, View};
use faircat_catalog::evidence::Check;
use faircat_inference::figures::noun;
use faircat_linked_data::vocabulary::{dcat, dcterms, schema};
use faircat_record::yaml_scalar::quoted;

/// Where the source of software lies.
pub(super) const SOURCE: Alternatives =
    &[schema::CODE_REPOSITORY, schema::DOWNLOAD_URL, dcat::DOWNLOAD_URL];

/// Whether anything says where the content is.
pub(super) fn has_content(view: &View<'_>) -> bool {
    view.files.iter().any(|file| file.url.is_some())
        || (view.rubric == Rubric::Software && view.text(SOURCE).is_some_and(is_file_address))
}

/// Lines that add a file.
pub(super) fn add_artifact(rubric: Rubric) -> &'static str {
    match rubric {
        Rubric::Model => {
            "artifacts:\n  - role: weights\n    url: \"<address of the model's file>\"\n    \
             media_type: application/onnx"
        }
        Rubric::Dataset => {
            "artifacts:\n  - role: data\n    url: \"<address of a file>\"\n    \
             media_type: application/x-hdf5"
        }
        Rubric::Software => "code:\n  repository: \"<address of the source>\"",
    }
}

/// The metadata says where the content lies.
pub(super) fn content_stated(view: &View<'_>) -> Tested {
    let addresses: Vec<&str> = view.files.iter().filter_map(|file| file.url).collect();
    if !addresses.is_empty() {
        if let Some(address) = addresses.iter().find(|address| view.is_stand_in(address)) {
            return no_address_yet(address);
        }
        return pass(format!(
            "{}: {}.",
            count(addresses.len(), "file address"),
            some_of(addresses, 2)
        ));
    }
    if view.rubric == Rubric::Software
        && let Some(source) = view.text(SOURCE).filter(|source| is_file_address(source))
    {
        return pass(format!("The source is at `{source}`."));
    }
    fail("No statement gives the address of a file.", add_artifact(view.rubric))
}

/// The files one by one, without those that stand for many.
fn single_files<'v, 'a>(view: &'v View<'a>) -> Vec<&'v File<'a>> {
    view.files.iter().filter(|file| !file.is_set()).collect()
}

/// Every file has a size and a media type.
pub(super) fn described(view: &View<'_>) -> Tested {
    let files = single_files(view);
    if files.is_empty() {
        return no_files(view);
    }
    let is_bare = |file: &&&File<'_>| file.size.is_none() || file.media_type.is_none();
    let bare: Vec<&File<'_>> = files.iter().filter(is_bare).copied().collect();
    if bare.is_empty() {
        return pass(format!("{} with size and media type.", count(files.len(), "file")));
    }
    let all_have = |part: fn(&File<'_>) -> bool| bare.iter().all(|file| part(file));
    let missing = match (all_have(|it| it.media_type.is_some()), all_have(|it| it.size.is_some())) {
        (true, _) => "    size: <bytes>",
        (_, true) => "    media_type: <IANA media type>",
        _ => "    media_type: <IANA media type>\n    size: <bytes>",
    };
    without("size or media type", &bare, missing)
}

/// Every file has a checksum.
pub(super) fn checksums(view: &View<'_>) -> Tested {
    let files = single_files(view);
    if files.is_empty() {
        return no_files(view);
    }
    let bare: Vec<&File<'_>> = files.iter().filter(|file| !file.checksum).copied().collect();
    if bare.is_empty() {
        return pass(format!("{} with a checksum.", count(files.len(), "file")));
    }
    without("a checksum", &bare, "    sha256: \"<64 hexadecimal digits>\"")
}

/// The files `bare` lack `what`, which the lines `missing` add to the first of them.
fn without(what: &str, bare: &[&File<'_>], missing: &str) -> Tested {
    let first = quoted(bare.first().map_or("", |file| file.label()));
    fail(
        format!("Without {what}: {}.", some_of(bare.iter().map(|file| file.label()), 3)),
        format!("artifacts:\n  - name: {first}\n{missing}"),
    )
}

fn no_files(view: &View<'_>) -> Tested {
    match view.rubric {
        Rubric::Software => not_applicable("The record describes no files."),
        _ => fail("The record describes no files.", add_artifact(view.rubric)),
    }
}

/// The files are what the record says they are.
pub(super) fn verified(view: &View<'_>) -> Tested {
    let at_hand = view.assessed.files;
    let differs = |agrees| agrees == Some(false);
    if let Some(file) =
        at_hand.iter().find(|file| differs(file.size_agrees) || differs(file.sha256_agrees))
    {
        return fail(
            match differs(file.size_agrees) {
                true => format!(
                    "`{}` is not as declared: it has {} {}.",
                    file.url,
                    file.size,
                    noun(file.size, "byte", "bytes")
                ),
                false => format!("`{}` is not as declared: its SHA-256 is another.", file.url),
            },
            format!("artifacts:\n  - size: {}\n    sha256: \"<SHA-256 of the file>\"", file.size),
        );
    }
    let hashed = at_hand.iter().filter(|file| file.sha256_agrees == Some(true)).count();
    let mut measured = at_hand.iter().filter(|file| file.size_agrees == Some(true)).count();
    for file in &view.files {
        let Some(url) = file.url else { continue };
        match view.assessed.evidence.find(Check::ArtifactAnswers, url) {
            Some(fact) if fact.holds && fact.size.is_some() && file.size.is_some() => measured += 1,
            Some(fact) if !fact.holds => {
                return fail(
                    format!("`{url}` is not as declared: {}", fact.detail),
                    "artifacts:\n  - size: <bytes>\n    media_type: <IANA media type>",
                );
            }
            _ => {}
        }
    }
    match (hashed, measured) {
        (0, 0) if !has_content(view) => not_applicable("There is no file to compare."),
        (0, 0) => unknown("No file has been compared with the record yet."),
        _ => pass(format!("Compared with the files: {hashed} by SHA-256, {measured} by size.")),
    }
}

/// The data is in open formats.
pub(super) fn open_format(view: &View<'_>) -> Tested {
    in_formats(view, formats::OPEN, "an open, documented format")
}

/// The data is in formats that carry names and types of their fields.
pub(super) fn self_describing(view: &View<'_>) -> Tested {
    if let Some(fields) = described_fields(view) {
        return pass(fields);
    }
    in_formats(view, formats::SELF_DESCRIBING, "a format with named and typed fields")
}

/// The fields, where the metadata describes them with type or unit.
fn described_fields(view: &View<'_>) -> Option<String> {
    let described = view
        .values(&[schema::VARIABLE_MEASURED])
        .filter(|term| {
            view.inner(term, &[schema::UNIT_TEXT, schema::VALUE_REFERENCE, schema::PROPERTY_ID])
                .is_some()
        })
        .count();
    (described > 0)
        .then(|| format!("{} described with type, unit or term.", count(described, "field")))
}

/// The data follows a format that its community uses.
pub(super) fn community_format(view: &View<'_>) -> Tested {
    if let Some(standard) = view.text(&[dcterms::CONFORMS_TO]) {
        return pass(format!("It conforms to `{standard}`."));
    }
    in_formats(view, formats::SELF_DESCRIBING, "a format that science tools share")
}

/// The model is in a format that several frameworks read.
pub(super) fn exchange_format(view: &View<'_>) -> Tested {
    let in_format = |file| Some((file, formats::listed_of(file, formats::MODEL)?));
    if let Some((file, format)) = view.files.iter().find_map(in_format) {
        return pass(format!("`{}` is in the exchange format {format}.", file.label()));
    }
    fail(
        match some_of(view.files.iter().map(File::label), 3) {
            none if none.is_empty() => "The record describes no files.".to_owned(),
            some => format!("None of the files is in an exchange format: {some}."),
        },
        "artifacts:\n  - role: weights\n    path: model.onnx\n    media_type: application/onnx",
    )
}

fn in_formats(view: &View<'_>, wanted: Formats, what: &str) -> Tested {
    let in_format = |file| Some((file, formats::listed_of(file, wanted)?));
    if let Some((file, format)) = view.files.iter().find_map(in_format) {
        return pass(format!("`{}` ({format}) is in {what}.", file.label()));
    }
    if let Some(format) = view
        .values(&[schema::ENCODING_FORMAT, dcterms::FORMAT])
        .map(|term| view.text_of(term))
        .find(|format| formats::listed(format, wanted))
    {
        return pass(format!("The {} is in `{format}`, {what}.", view.noun()));
    }
    fail(
        match some_of(view.files.iter().map(|file| file.format.unwrap_or(file.label())), 3) {
            none if none.is_empty() => "The record states no format.".to_owned(),
            some => format!("Not known as {what}: {some}."),
        },
        "artifacts:\n  - url: \"<address of the file>\"\n    media_type: application/x-hdf5  # or text/csv, …",
    )
}

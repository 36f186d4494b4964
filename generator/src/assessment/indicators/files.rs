//! The files: F3, R1 and the data side of I1 and R1.3.

use super::outcome::{Outcome, count, fail, not_applicable, pass, some_of, unknown};
use crate::assessment::Rubric;
use crate::assessment::subject::{Alternatives, File, View};
use crate::evidence::Check;
use crate::linked_data::vocabulary::{dcat, dcterms, schema};

/// Media types, and endings of file names, of formats that are documented in the open.
const OPEN_FORMATS: &[&str] = &[
    "application/gzip",
    "application/json",
    "application/ld+json",
    "application/n-quads",
    "application/n-triples",
    "application/netcdf",
    "application/onnx",
    "application/pdf",
    "application/rdf+xml",
    "application/vnd.apache.arrow.file",
    "application/vnd.apache.parquet",
    "application/vnd.onnx",
    "application/x-hdf",
    "application/x-hdf5",
    "application/x-ipynb+json",
    "application/x-netcdf",
    "application/x-npy",
    "application/x-parquet",
    "application/x-root",
    "application/x-tar",
    "application/xml",
    "application/yaml",
    "application/zip",
    "application/fits",
    "image/fits",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
    "image/tiff",
    "text/csv",
    "text/html",
    "text/markdown",
    "text/plain",
    "text/tab-separated-values",
    "text/turtle",
    "text/x-python",
    "arrow",
    "avro",
    "csv",
    "feather",
    "fits",
    "gz",
    "h5",
    "hdf",
    "hdf5",
    "html",
    "ipynb",
    "json",
    "jsonl",
    "lhe",
    "md",
    "nc",
    "netcdf",
    "npy",
    "npz",
    "nt",
    "onnx",
    "parquet",
    "pdf",
    "png",
    "root",
    "safetensors",
    "svg",
    "tar",
    "tif",
    "tiff",
    "tsv",
    "ttl",
    "txt",
    "xml",
    "yaml",
    "yml",
    "zarr",
    "zip",
];

/// Those of them whose files say themselves what they hold: named, typed fields.
const SELF_DESCRIBING: &[&str] = &[
    "application/json",
    "application/ld+json",
    "application/n-quads",
    "application/n-triples",
    "application/netcdf",
    "application/onnx",
    "application/rdf+xml",
    "application/vnd.apache.arrow.file",
    "application/vnd.apache.parquet",
    "application/vnd.onnx",
    "application/x-hdf",
    "application/x-hdf5",
    "application/x-ipynb+json",
    "application/x-netcdf",
    "application/x-parquet",
    "application/x-root",
    "application/xml",
    "application/fits",
    "image/fits",
    "text/csv",
    "text/html",
    "text/turtle",
    "application/yaml",
    "arrow",
    "avro",
    "csv",
    "feather",
    "fits",
    "h5",
    "hdf",
    "hdf5",
    "html",
    "ipynb",
    "json",
    "jsonl",
    "lhe",
    "nc",
    "netcdf",
    "nt",
    "onnx",
    "parquet",
    "root",
    "tsv",
    "ttl",
    "xml",
    "yaml",
    "zarr",
];

/// Formats in which models pass from one framework to another.
const MODEL_FORMATS: &[&str] = &[
    "application/onnx",
    "application/vnd.onnx",
    "application/pmml+xml",
    "onnx",
    "nnef",
    "pmml",
    "safetensors",
    "gguf",
    "mlmodel",
    "mlpackage",
    "tflite",
    "ort",
    "torchscript",
    "savedmodel",
];

/// Where the source of software lies.
pub(super) const SOURCE: Alternatives =
    &[schema::CODE_REPOSITORY, schema::DOWNLOAD_URL, dcat::DOWNLOAD_URL];

/// Whether anything says where the content is.
pub(super) fn has_content(view: &View<'_>) -> bool {
    view.files.iter().any(|file| file.url.is_some())
        || (view.rubric == Rubric::Software && view.has(SOURCE))
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
pub(super) fn content_stated(view: &View<'_>) -> Outcome {
    let addresses: Vec<&str> = view.files.iter().filter_map(|file| file.url).collect();
    if !addresses.is_empty() {
        return pass(format!(
            "{}: {}.",
            count(addresses.len(), "file address"),
            some_of(addresses, 2)
        ));
    }
    if view.rubric == Rubric::Software
        && let Some(source) = view.text(SOURCE)
    {
        return pass(format!("The source is at `{source}`."));
    }
    fail("No statement gives the address of a file.", add_artifact(view.rubric))
}

/// Every file has a size and a media type.
pub(super) fn described(view: &View<'_>) -> Outcome {
    if view.files.is_empty() {
        return no_files(view);
    }
    let bare: Vec<&File<'_>> =
        view.files.iter().filter(|file| file.size.is_none() || file.media_type.is_none()).collect();
    if bare.is_empty() {
        return pass(format!("{} with size and media type.", count(view.files.len(), "file")));
    }
    let missing = match bare.iter().all(|file| file.media_type.is_some()) {
        true => "    size: <bytes>",
        false => "    media_type: <IANA media type>\n    size: <bytes>",
    };
    fail(
        format!(
            "Without size or media type: {}.",
            some_of(bare.iter().map(|file| file.label()), 3)
        ),
        format!(
            "artifacts:\n  - name: {}\n{missing}",
            super::outcome::quoted(bare.first().map_or("", |file| file.label()))
        ),
    )
}

/// Every file has a checksum.
pub(super) fn checksums(view: &View<'_>) -> Outcome {
    if view.files.is_empty() {
        return no_files(view);
    }
    let bare: Vec<&str> =
        view.files.iter().filter(|file| !file.checksum).map(File::label).collect();
    match bare.first() {
        None => pass(format!("{} with a checksum.", count(view.files.len(), "file"))),
        Some(first) => fail(
            format!("Without a checksum: {}.", some_of(bare.iter().copied(), 3)),
            format!(
                "artifacts:\n  - name: {}\n    sha256: \"<64 hexadecimal digits>\"",
                super::outcome::quoted(first)
            ),
        ),
    }
}

fn no_files(view: &View<'_>) -> Outcome {
    match view.rubric {
        Rubric::Software => not_applicable("The record describes no files."),
        _ => fail("The record describes no files.", add_artifact(view.rubric)),
    }
}

/// The files are what the record says they are.
pub(super) fn verified(view: &View<'_>) -> Outcome {
    for file in view.subject.files {
        if file.size_agrees == Some(false) || file.sha256_agrees == Some(false) {
            return fail(
                format!("`{}` is not as declared: it has {} bytes.", file.url, file.size),
                format!(
                    "artifacts:\n  - size: {}\n    sha256: \"<SHA-256 of the file>\"",
                    file.size
                ),
            );
        }
    }
    let hashed = view.subject.files.iter().filter(|file| file.sha256_agrees == Some(true)).count();
    let mut measured =
        view.subject.files.iter().filter(|file| file.size_agrees == Some(true)).count();
    for file in &view.files {
        let Some(url) = file.url else { continue };
        match view.subject.evidence.find(Check::ArtifactAnswers, url) {
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
pub(super) fn open_format(view: &View<'_>) -> Outcome {
    in_formats(view, OPEN_FORMATS, "an open, documented format")
}

/// The data is in formats that carry names and types of their fields.
pub(super) fn self_describing(view: &View<'_>) -> Outcome {
    if let Some(fields) = described_fields(view) {
        return pass(fields);
    }
    in_formats(view, SELF_DESCRIBING, "a format with named and typed fields")
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
    (described > 0).then(|| format!("{} described with type or unit.", count(described, "field")))
}

/// The data follows a format that its community uses.
pub(super) fn community_format(view: &View<'_>) -> Outcome {
    if let Some(standard) = view.text(&[dcterms::CONFORMS_TO]) {
        return pass(format!("It conforms to `{standard}`."));
    }
    in_formats(view, SELF_DESCRIBING, "a format that science tools share")
}

/// The model is in a format that several frameworks read.
pub(super) fn exchange_format(view: &View<'_>) -> Outcome {
    let found: Vec<&File<'_>> =
        view.files.iter().filter(|file| is_in(file, MODEL_FORMATS)).collect();
    if let Some(file) = found.first() {
        return pass(format!(
            "`{}` is in the exchange format {}.",
            file.label(),
            file.media_type.unwrap_or("of its name")
        ));
    }
    fail(
        match some_of(view.files.iter().map(File::label), 3) {
            none if none.is_empty() => "The record describes no files.".to_owned(),
            some => format!("None of the files is in an exchange format: {some}."),
        },
        "artifacts:\n  - role: weights\n    path: model.onnx\n    media_type: application/onnx",
    )
}

fn in_formats(view: &View<'_>, formats: &[&str], what: &str) -> Outcome {
    if let Some(file) = view.files.iter().find(|file| is_in(file, formats)) {
        let format = file.media_type.or(ending(file.url.unwrap_or_default())).unwrap_or_default();
        return pass(format!("`{}` ({format}) is in {what}.", file.label()));
    }
    if let Some(format) = view
        .values(&[schema::ENCODING_FORMAT, dcterms::FORMAT])
        .map(|term| view.text_of(term))
        .find(|format| listed(format, formats))
    {
        return pass(format!("The {} is in `{format}`, {what}.", view.noun()));
    }
    fail(
        match some_of(view.files.iter().map(|file| file.media_type.unwrap_or(file.label())), 3) {
            none if none.is_empty() => "The record states no format.".to_owned(),
            some => format!("Not known as {what}: {some}."),
        },
        "artifacts:\n  - url: \"<address of the file>\"\n    media_type: application/x-hdf5  # or text/csv, …",
    )
}

fn is_in(file: &File<'_>, formats: &[&str]) -> bool {
    file.media_type.is_some_and(|media_type| listed(media_type, formats))
        || [file.url, file.name]
            .into_iter()
            .flatten()
            .filter_map(ending)
            .any(|ending| listed(ending, formats))
}

/// Whether `format` is listed, but for case, leading dot and parameters.
fn listed(format: &str, formats: &[&str]) -> bool {
    let format = format.split(';').next().unwrap_or_default().trim().trim_start_matches('.');
    formats.iter().any(|known| format.eq_ignore_ascii_case(known))
}

/// The ending of the last part of an address, `h5` in `https://x.org/a/b.h5?download=1`.
fn ending(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    Some(ending)
}

//! Which formats of files are open, self-describing, or made for exchange.

use crate::view::File;

/// Media types, and endings of file names, in lists that belong together.
pub(super) type Formats = &'static [&'static [&'static str]];

/// Formats that are documented in the open.
pub(super) const OPEN: Formats = &[WITH_FIELDS, WITHOUT_FIELDS];

/// Those of them whose files say themselves what they hold: named, typed fields.
pub(super) const SELF_DESCRIBING: Formats = &[WITH_FIELDS];

/// Formats in which models pass from one framework to another.
pub(super) const MODEL: Formats = &[BETWEEN_FRAMEWORKS];

const WITH_FIELDS: &[&str] = &[
    "application/fits",
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
    "application/yaml",
    "image/fits",
    "text/csv",
    "text/html",
    "text/tab-separated-values",
    "text/turtle",
    // Attribute-Relation File Format: a header of names and types.
    "text/x-arff",
    "arff",
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
    "yml",
    "zarr",
];

const WITHOUT_FIELDS: &[&str] = &[
    "application/gzip",
    "application/pdf",
    "application/x-npy",
    "application/x-tar",
    "application/zip",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/tiff",
    "text/markdown",
    "text/plain",
    "text/x-python",
    "gz",
    "md",
    "npy",
    "npz",
    "pdf",
    "png",
    "safetensors",
    "svg",
    "tar",
    "tif",
    "tiff",
    "txt",
    "zip",
];

const BETWEEN_FRAMEWORKS: &[&str] = &[
    "application/onnx",
    "application/pmml+xml",
    "application/vnd.onnx",
    "gguf",
    "mlmodel",
    "mlpackage",
    "nnef",
    "onnx",
    "ort",
    "pmml",
    "safetensors",
    "savedmodel",
    "tflite",
    "torchscript",
];

/// The one of `formats` that `file` says by its media type or its name that it is in.
pub(super) fn listed_of<'a>(file: &File<'a>, formats: Formats) -> Option<&'a str> {
    let named = [file.url, file.name].into_iter().flatten().filter_map(ending);
    file.media_type
        .into_iter()
        .chain(file.format)
        .chain(named)
        .find(|format| listed(format, formats))
}

/// Whether `format` is listed, but for case, leading dot and parameters.
pub(super) fn listed(format: &str, formats: Formats) -> bool {
    let format = format.split(';').next().unwrap_or_default().trim().trim_start_matches('.');
    formats.iter().copied().flatten().any(|known| format.eq_ignore_ascii_case(known))
}

/// The ending of the last part of an address, `h5` in `https://x.org/a/b.h5?download=1`.
fn ending(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    Some(ending)
}

//! Reading statements from bytes: the dump, or any RDF file.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};

use super::dataset::{Builder, Dataset};

/// Why statements could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("the format of `{0}` is not known by its name")]
    UnknownFormat(String),
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("it is not well-formed: {0}")]
    Syntax(String),
    #[error("it holds more than four thousand million different terms")]
    TooLarge,
}

impl From<RdfParseError> for LoadError {
    fn from(error: RdfParseError) -> Self {
        match error {
            RdfParseError::Io(error) => LoadError::Io(error),
            RdfParseError::Syntax(error) => LoadError::Syntax(error.to_string()),
        }
    }
}

/// Format that the name of a file tells: `.nq`, `.nt`, `.ttl`, `.trig`, `.jsonld`, `.rdf`, with or
/// without `.gz`. The query and fragment of a URL do not count.
pub fn format_of(name: &str) -> Result<RdfFormat, LoadError> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let path = path.strip_suffix(".gz").unwrap_or(path);
    path.rsplit_once('.')
        .and_then(|(_, extension)| RdfFormat::from_extension(&extension.to_ascii_lowercase()))
        .ok_or_else(|| LoadError::UnknownFormat(name.to_owned()))
}

/// Reads all statements of `reader`, which may be compressed with gzip. Relative IRIs are resolved
/// against `base_iri`. A remote JSON-LD context is an error: nothing is fetched.
pub fn read(
    reader: impl Read + Send,
    format: RdfFormat,
    base_iri: &str,
) -> Result<Dataset, LoadError> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    // The first two bytes tell gzip; the name cannot, because a server may have unpacked it.
    if reader.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        read_plain(MultiGzDecoder::new(reader), format, base_iri)
    } else {
        read_plain(reader, format, base_iri)
    }
}

fn read_plain(reader: impl Read, format: RdfFormat, base: &str) -> Result<Dataset, LoadError> {
    let mut parser = RdfParser::from_format(format);
    if !base.is_empty() {
        parser =
            parser.with_base_iri(base).map_err(|error| LoadError::Syntax(error.to_string()))?;
    }
    let mut builder = Builder::default();
    for quad in parser.for_reader(BufReader::with_capacity(1 << 16, reader)) {
        if !builder.add(quad?.as_ref()) {
            return Err(LoadError::TooLarge);
        }
    }
    Ok(builder.build())
}

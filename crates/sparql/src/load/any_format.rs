//! Statements of any RDF file, by its format.

use std::io::{self, BufRead, BufReader, Read};

use faircat_text::is_web_address;
use flate2::bufread::MultiGzDecoder;
use oxrdfio::{RdfFormat, RdfParseError, RdfParser};

use super::{GZIP, LoadError};
use crate::completeness::Ends;
use crate::contexts;
use crate::dataset::{Builder, Dataset};

/// Longest document of JSON-LD, in bytes: its contexts are looked at before it is parsed.
const LONGEST_JSON_LD: u64 = 256 << 20;

impl From<RdfParseError> for LoadError {
    fn from(error: RdfParseError) -> Self {
        match error {
            // The parser's buffer is full.
            RdfParseError::Io(error) if error.kind() == io::ErrorKind::OutOfMemory => {
                LoadError::TooLong
            }
            RdfParseError::Io(error) => LoadError::Io(error),
            RdfParseError::Syntax(error) => LoadError::Syntax(error.to_string()),
        }
    }
}

/// Format that the name of a file tells: `.nq`, `.nt`, `.ttl`, `.trig`, `.jsonld`, `.rdf`, with
/// or without `.gz`. The query and fragment of a URL do not count.
pub fn format_of(name: &str) -> Result<RdfFormat, LoadError> {
    let is_url = is_web_address(name);
    let path = name.split(|c| is_url && matches!(c, '?' | '#')).next().unwrap_or(name);
    let path = path.strip_suffix(".gz").unwrap_or(path);
    path.rsplit_once('.')
        .and_then(|(_, extension)| RdfFormat::from_extension(&extension.to_ascii_lowercase()))
        .ok_or_else(|| LoadError::UnknownFormat(name.to_owned()))
}

/// Reads all statements of `reader`, which may be compressed with gzip. Relative IRIs are
/// resolved against `base_iri`. A remote JSON-LD context is an error: nothing is fetched.
pub fn read(
    reader: impl Read + Send,
    format: RdfFormat,
    base_iri: &str,
) -> Result<Dataset, LoadError> {
    let mut reading = Reading::default();
    reading.add(reader, format, base_iri)?;
    Ok(reading.finish())
}

/// Statements of several files.
#[derive(Debug, Default)]
pub struct Reading(Builder);

impl Reading {
    /// Adds all statements of `reader`, as [`read`] reads them.
    pub fn add(
        &mut self,
        reader: impl Read + Send,
        format: RdfFormat,
        base_iri: &str,
    ) -> Result<(), LoadError> {
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        if reader.fill_buf()?.starts_with(GZIP) {
            read_plain(MultiGzDecoder::new(reader), format, base_iri, &mut self.0)
        } else {
            read_plain(reader, format, base_iri, &mut self.0)
        }
    }

    /// The statements of all.
    #[must_use]
    pub fn finish(self) -> Dataset {
        self.0.build()
    }
}

fn read_plain(
    reader: impl Read,
    format: RdfFormat,
    base: &str,
    builder: &mut Builder,
) -> Result<(), LoadError> {
    if !matches!(format, RdfFormat::JsonLd { .. }) {
        return parse(reader, format, base, builder);
    }
    let mut text = Vec::new();
    if reader.take(LONGEST_JSON_LD + 1).read_to_end(&mut text)? as u64 > LONGEST_JSON_LD {
        return Err(LoadError::LongJsonLd);
    }
    contexts::check(&text).map_err(LoadError::Syntax)?;
    parse(text.as_slice(), format, base, builder)
}

fn parse(
    reader: impl Read,
    format: RdfFormat,
    base: &str,
    builder: &mut Builder,
) -> Result<(), LoadError> {
    let mut parser = RdfParser::from_format(format);
    if !base.is_empty() {
        parser =
            parser.with_base_iri(base).map_err(|error| LoadError::Syntax(error.to_string()))?;
    }
    let mut reader = Watched { reader, ends: Ends::default() };
    let mut count = 0;
    for quad in parser.for_reader(BufReader::with_capacity(1 << 16, &mut reader)) {
        if !builder.add(quad?.as_ref()) {
            return Err(LoadError::TooLarge);
        }
        count += 1;
    }
    reader.ends.check(count)
}

/// A reader that keeps both ends of what it read.
struct Watched<R> {
    reader: R,
    ends: Ends,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.ends.see(&buffer[..length]);
        Ok(length)
    }
}

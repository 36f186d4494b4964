//! Reading statements from bytes: the dump, or any RDF file.

#[cfg(feature = "all-formats")]
mod any_format;

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;
use oxttl::NQuadsParser;
use oxttl::nquads::LowLevelNQuadsParser;

use crate::completeness::Ends;
use crate::dataset::{Builder, Dataset};

#[cfg(feature = "all-formats")]
pub use self::any_format::{Reading, format_of, read};

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
    #[error("it holds a statement of more than 16 MiB, the most that is read")]
    TooLong,
    #[error("it is JSON-LD of more than 256 MiB, the most that is read")]
    LongJsonLd,
    #[error("it is cut off behind {statements} statements: its last line is missing")]
    CutOff { statements: usize },
    #[error("it holds {statements} statements, and its last line says {promised}")]
    Incomplete { statements: usize, promised: usize },
}

/// The first two bytes tell gzip; the name cannot, because a server may have unpacked it.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Takes a dump in N-Quads, with or without gzip, in pieces as they arrive.
pub struct Loader(Input);

enum Input {
    /// What came before it was clear whether it is gzip: one byte at most.
    Unknown(Vec<u8>, Statements),
    Gzip(Box<MultiGzDecoder<Statements>>),
    Plain(Statements),
}

impl Default for Loader {
    fn default() -> Self {
        Loader(Input::Unknown(Vec::new(), Statements::default()))
    }
}

impl Loader {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        if let Input::Unknown(first, statements) = &mut self.0 {
            first.extend_from_slice(bytes);
            if first.len() < GZIP.len() {
                return Ok(());
            }
            let (first, statements) = (std::mem::take(first), std::mem::take(statements));
            self.0 = if first.starts_with(GZIP) {
                Input::Gzip(Box::new(MultiGzDecoder::new(statements)))
            } else {
                Input::Plain(statements)
            };
            return self.write(&first);
        }
        self.write(bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let (result, statements) = match &mut self.0 {
            Input::Gzip(decoder) => (decoder.write_all(bytes), decoder.get_mut()),
            Input::Plain(statements) => (statements.write_all(bytes), statements),
            Input::Unknown(_, statements) => (Ok(()), statements),
        };
        statements.first_error(result)
    }

    /// Number of statements read so far, each as often as it stands there.
    pub fn statements(&self) -> usize {
        match &self.0 {
            Input::Gzip(decoder) => decoder.get_ref().all(),
            Input::Plain(statements) | Input::Unknown(_, statements) => statements.all(),
        }
    }

    /// Ends the dump; another one follows, whose statements are added to those of this.
    pub fn another(self) -> Result<Loader, LoadError> {
        let Statements { builder, before, count, .. } = self.end()?;
        let before = before + count;
        let next = Statements { builder, before, ..Statements::default() };
        Ok(Loader(Input::Unknown(Vec::new(), next)))
    }

    /// Ends the input.
    pub fn finish(self) -> Result<Dataset, LoadError> {
        Ok(self.end()?.builder.build())
    }

    /// The statements, if the dump is whole.
    fn end(self) -> Result<Statements, LoadError> {
        let mut statements = match self.0 {
            Input::Gzip(mut decoder) => {
                let result = decoder.try_finish();
                decoder.get_mut().first_error(result)?;
                std::mem::take(decoder.get_mut())
            }
            Input::Plain(statements) => statements,
            Input::Unknown(first, mut statements) => {
                let result = statements.write_all(&first);
                statements.first_error(result)?;
                statements
            }
        };
        statements.parser.end();
        statements.take_parsed()?;
        statements.ends.check(statements.count)?;
        Ok(statements)
    }
}

/// Where unpacked text becomes statements.
struct Statements {
    parser: LowLevelNQuadsParser,
    builder: Builder,
    count: usize,
    /// Number of statements of the dumps before this one.
    before: usize,
    ends: Ends,
    /// What is wrong with the text; [`Write`] has no room for it.
    error: Option<LoadError>,
}

impl Default for Statements {
    fn default() -> Self {
        Statements {
            // A build writes none but checked IRIs; checking them again takes as long as all the
            // rest.
            parser: NQuadsParser::new().lenient().low_level(),
            builder: Builder::default(),
            count: 0,
            before: 0,
            ends: Ends::default(),
            error: None,
        }
    }
}

impl Statements {
    fn all(&self) -> usize {
        self.before + self.count
    }

    fn take_parsed(&mut self) -> Result<(), LoadError> {
        while let Some(quad) = self.parser.parse_next() {
            let quad = quad.map_err(|error| LoadError::Syntax(error.to_string()))?;
            if !self.builder.add(quad.as_ref()) {
                return Err(LoadError::TooLarge);
            }
            self.count += 1;
        }
        Ok(())
    }

    /// What went wrong: with the text, or with its compression.
    fn first_error(&mut self, result: io::Result<()>) -> Result<(), LoadError> {
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(result?),
        }
    }
}

impl Write for Statements {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.ends.see(bytes);
        self.parser.extend_from_slice(bytes);
        if let Err(error) = self.take_parsed() {
            self.error = Some(error);
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    const QUADS: &str = "<http://x.org/a> <http://x.org/p> \"é\" <http://x.org/g> .\n\
        <http://x.org/a> <http://x.org/p> \"two\"@en .\n";

    fn loaded(bytes: &[u8], piece: usize) -> Result<usize, LoadError> {
        let mut loader = Loader::default();
        for piece in bytes.chunks(piece) {
            loader.push(piece)?;
        }
        loader.finish().map(|dataset| dataset.len())
    }

    /// Each line in a gzip member of its own, as a build writes its groups.
    fn members() -> Vec<u8> {
        QUADS.split_inclusive('\n').flat_map(member).collect()
    }

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn pieces_of_any_length_make_the_same_statements() {
        let (plain, packed) = (QUADS.as_bytes(), members());
        for piece in [1, 2, 7, 1000] {
            assert_eq!(loaded(plain, piece).unwrap(), 2, "plain, {piece}");
            assert_eq!(loaded(&packed, piece).unwrap(), 2, "gzip, {piece}");
        }
        assert_eq!(loaded(b"", 1).unwrap(), 0);
    }

    #[test]
    fn dumps_one_after_the_other_are_one_and_each_is_whole() {
        use crate::completeness::{FIRST_LINE, last_line};
        let whole = member(&format!("{FIRST_LINE}{QUADS}{}", last_line(2)));
        let mut loader = Loader::default();
        loader.push(&whole).unwrap();
        let mut loader = loader.another().unwrap();
        loader.push(b"<http://x.org/b> <http://x.org/p> \"3\" .\n").unwrap();
        assert_eq!(loader.statements(), 3);
        assert_eq!(loader.finish().unwrap().len(), 3);
        let mut loader = Loader::default();
        loader.push(&member(&format!("{FIRST_LINE}{QUADS}"))).unwrap();
        assert!(matches!(loader.another().err(), Some(LoadError::CutOff { statements: 2 })));
    }

    #[test]
    fn a_dump_that_is_cut_between_two_members_is_not_whole() {
        use crate::completeness::{FIRST_LINE, last_line};
        let parts = [FIRST_LINE.to_owned(), QUADS.to_owned(), last_line(2)];
        let whole: Vec<Vec<u8>> = parts.iter().map(|part| member(part)).collect();
        assert_eq!(loaded(&whole.concat(), 3).unwrap(), 2);
        let cut = loaded(&whole[..2].concat(), 3);
        assert!(matches!(cut, Err(LoadError::CutOff { statements: 2 })));
        let hollow = loaded(&[&*whole[0], &*whole[2]].concat(), 3);
        assert!(matches!(hollow, Err(LoadError::Incomplete { statements: 0, promised: 2 })));
        let reader = whole[..2].concat();
        let cut = read(reader.as_slice(), format_of("x.nq").unwrap(), "");
        assert!(matches!(cut, Err(LoadError::CutOff { statements: 2 })));
    }

    #[test]
    fn only_urls_have_a_query_and_a_fragment() {
        for name in ["a#b.ttl", "what?.ttl", "a.nq?b.ttl.gz", "https://x.org/a.ttl?b=c.nq#d.nt"] {
            assert_eq!(format_of(name).ok(), Some(oxrdfio::RdfFormat::Turtle), "{name}");
        }
        assert!(format_of("a.ttl#b").is_err());
    }

    #[test]
    fn damaged_input_is_an_error() {
        assert!(matches!(loaded(b"<http://x.org/a> oops .\n", 9), Err(LoadError::Syntax(_))));
        let oops = member("<http://x.org/a> oops .\n");
        assert!(matches!(loaded(&oops, 9), Err(LoadError::Syntax(_))));
        let packed = members();
        assert!(loaded(&packed[..packed.len() - 20], 9).is_err(), "cut off");
    }
}

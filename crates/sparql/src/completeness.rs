//! Whether a dump is whole. It is a sequence of gzip members, so one that was cut off between two
//! of them is well-formed: its first line promises a last one, which tells the number of its
//! statements. Both are comments in N-Quads and in Turtle.

use crate::load::LoadError;

/// The first line of a dump.
pub const FIRST_LINE: &str =
    "# A dump of faircat. Its last line is the number of its statements.\n";

const LAST_LINE: &str = "# End of dump: ";
/// Longer than any last line.
const TAIL: usize = 64;

/// The last line of a dump of `statements`.
pub fn last_line(statements: u64) -> String {
    format!("{LAST_LINE}{statements}\n")
}

/// Both ends of a text that passes by.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Ends {
    pub(crate) fn see(&mut self, bytes: &[u8]) {
        let missing = FIRST_LINE.len() - self.head.len();
        self.head.extend_from_slice(&bytes[..missing.min(bytes.len())]);
        let kept = &bytes[bytes.len().saturating_sub(TAIL)..];
        let too_many = (self.tail.len() + kept.len()).saturating_sub(TAIL);
        self.tail.drain(..too_many);
        self.tail.extend_from_slice(kept);
    }

    /// Whether all that a dump promises is there. Statements from elsewhere promise nothing.
    pub(crate) fn check(&self, statements: usize) -> Result<(), LoadError> {
        if self.head != FIRST_LINE.as_bytes() {
            return Ok(());
        }
        match self.promised() {
            None => Err(LoadError::CutOff { statements }),
            Some(promised) if promised == statements => Ok(()),
            Some(promised) => Err(LoadError::Incomplete { statements, promised }),
        }
    }

    fn promised(&self) -> Option<usize> {
        let text = self.tail.strip_suffix(b"\n")?;
        let line = text.rsplit(|byte| *byte == b'\n').next()?;
        std::str::from_utf8(line).ok()?.strip_prefix(LAST_LINE)?.parse().ok()
    }
}

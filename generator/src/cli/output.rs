//! Standard output: what is written there arrives, or the program says that it did not.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use super::{PROBLEMS, printer};
use crate::diagnostic::Diagnostic;

/// Why something that was said was lost. There is one standard output, so there is one of these, and
/// commands need not pass on what the first of many lines came to.
static LOST: Mutex<Option<io::Error>> = Mutex::new(None);

/// Writes a line.
pub(super) fn say(line: &str) {
    tell(format!("{line}\n").as_bytes());
}

/// Writes `content`, whole.
pub(super) fn tell(content: &[u8]) {
    keep(print(content));
}

/// Writes `content`, whole. A reader that has seen enough, as `head`, is no failure.
pub(super) fn print(content: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(content).and_then(|()| output.flush()).or_else(of_reader)
}

/// Keeps why writing failed, for the end.
pub(super) fn keep(written: io::Result<()>) {
    if let Err(error) = written.or_else(of_reader) {
        LOST.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

fn of_reader(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

/// What the program ends with after a command that ended with `code`.
pub(super) fn ended(code: ExitCode) -> ExitCode {
    let lost = LOST.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(error) = lost else { return code };
    let message = format!("standard output cannot be written: {error}");
    let problem = Diagnostic::error("unwritten", message);
    printer::report(&[problem.hint("see whether there is room for it")], Path::new(""));
    ExitCode::from(PROBLEMS)
}

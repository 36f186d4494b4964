//! Questions on the command line.

use std::io::{self, BufRead, IsTerminal, Write};

/// Longest answer that is read, in bytes.
const LONGEST: u64 = 4096;

/// Whether somebody sits there to answer.
pub(super) fn somebody_answers() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks `question` until `check` accepts the answer, and gives what it makes of it. An empty answer
/// means `default`.
pub(super) fn ask<T>(
    question: &str,
    default: &str,
    check: impl Fn(&str) -> Result<T, String>,
) -> io::Result<T> {
    loop {
        let shown = if default.is_empty() { String::new() } else { format!(" [{default}]") };
        eprint!("{question}{shown}: ");
        io::stderr().flush()?;
        let mut line = String::new();
        let read = io::Read::take(io::stdin().lock(), LONGEST).read_line(&mut line)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let answer = line.trim();
        match check(if answer.is_empty() { default } else { answer }) {
            Ok(value) => return Ok(value),
            Err(reason) => eprintln!("  {reason}"),
        }
    }
}

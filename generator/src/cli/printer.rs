//! Diagnostics for people, for programs, and for GitHub's annotations.

use faircat_inference::figures::counted;
use faircat_text::visible;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use clap::ValueEnum;

use crate::credentials;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::outside_world::door::{self, Refused};
use crate::record::reading::LARGEST_RECORD;

/// How problems are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProblemFormat {
    /// For people, with the lines of the file.
    #[default]
    Human,
    /// A list of objects.
    Json,
    /// Workflow commands that GitHub shows beside the lines of a pull request.
    Github,
}

/// Writes `diagnostics` to `out`. `root` is the folder to which their paths are relative.
pub fn print(
    diagnostics: &[Diagnostic],
    format: ProblemFormat,
    root: &Path,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ProblemFormat::Human => human(diagnostics, root, color, out),
        ProblemFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, diagnostics)?;
            writeln!(out)
        }
        ProblemFormat::Github => {
            diagnostics.iter().try_for_each(|it| writeln!(out, "{}", github(it)))
        }
    }
}

/// Writes `diagnostics` for people to standard error, with colours only on a terminal.
pub fn report(diagnostics: &[Diagnostic], root: &Path) {
    let stderr = io::stderr();
    let color = wants_color(stderr.is_terminal());
    // Nobody is left to tell that standard error cannot be written.
    drop(human(diagnostics, root, color, &mut stderr.lock()));
}

/// Whether to colour what goes to a terminal or elsewhere, see <https://no-color.org/>.
pub fn wants_color(terminal: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    terminal && !refused
}

/// `3 errors and 1 warning`.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let of_errors = counted(errors as u64, "error", "errors");
    let of_warnings = counted(warnings as u64, "warning", "warnings");
    match (errors, warnings) {
        (_, 0) => of_errors,
        (0, _) => of_warnings,
        _ => format!("{of_errors} and {of_warnings}"),
    }
}

fn human(
    diagnostics: &[Diagnostic],
    root: &Path,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut source: Option<(PathBuf, Lines)> = None;
    for diagnostic in diagnostics {
        // They come sorted by file, so one text is held at a time.
        if let Some(location) = diagnostic.location.as_ref().filter(|it| it.line > 0)
            && source.as_ref().is_none_or(|(held, _)| held != location.file.as_path())
        {
            let lines = Lines::of(text_of(root, &location.file));
            source = Some((location.file.to_path_buf(), lines));
        }
        let lines = source.as_ref().map(|(_, lines)| lines);
        writeln!(out, "{}\n", renderer.render(&groups(diagnostic, lines)))?;
    }
    Ok(())
}

/// A text, of which each line is found at once.
struct Lines {
    text: String,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

impl Lines {
    fn of(text: String) -> Lines {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).filter(|at| *at < text.len()).collect();
        Lines { text, starts }
    }

    /// The line of `number`, from 1.
    fn line(&self, number: usize) -> Option<&str> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        // Where it ends is known: of a file of one line, each problem would read all of it.
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end)?;
        let bare = line.strip_suffix('\n').map(|it| it.strip_suffix('\r').unwrap_or(it));
        Some(bare.unwrap_or(line))
    }
}

/// The text of `file` without passwords, nothing where it must not be read.
fn text_of(root: &Path, file: &Path) -> String {
    let bytes = match door::read(root, file, LARGEST_RECORD) {
        // No file of a catalogue, but one that the command line names.
        Err(Refused::Outside) => door::read_file(&root.join(file), LARGEST_RECORD).ok(),
        read => read.ok(),
    };
    let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
    credentials::hidden(&text).into_owned()
}

fn groups<'a>(diagnostic: &'a Diagnostic, source: Option<&'a Lines>) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(&*diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(location) = &diagnostic.location {
        let path = visible(&location.file.display().to_string());
        group = match source.and_then(|it| excerpt(it, location)) {
            Some((line, range)) => group.element(
                Snippet::source(line)
                    .line_start(location.line)
                    .path(path)
                    .annotation(AnnotationKind::Primary.span(range)),
            ),
            None if location.column > 0 => {
                group.element(Origin::path(path).line(location.line).char_column(location.column))
            }
            None if location.line > 0 => group.element(Origin::path(path).line(location.line)),
            None => group.element(Origin::path(path)),
        };
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(visible(hint)));
    }
    vec![group]
}

/// Longer lines, in bytes, are not shown.
const LONGEST_LINE: usize = 2000;

/// The line of `location`, and the bytes of it to mark.
fn excerpt<'a>(
    source: &'a Lines,
    location: &Location,
) -> Option<(&'a str, std::ops::Range<usize>)> {
    let line = source.line(location.line)?;
    if line.len() > LONGEST_LINE {
        return None;
    }
    let first = location.column.checked_sub(1)?;
    let byte = |character: usize| {
        line.char_indices().nth(character).map_or(line.len(), |(index, _)| index)
    };
    Some((line, byte(first)..byte(first + location.length.max(1))))
}

/// `::error file=…,line=…,col=…,title=…::message`.
fn github(diagnostic: &Diagnostic) -> String {
    let mut properties = Vec::new();
    if let Some(location) = &diagnostic.location {
        let file = location.file.to_string_lossy();
        properties.push(format!("file={}", escape_property(&file)));
        let places = [("line", location.line), ("col", location.column)];
        properties.extend(
            places.iter().filter(|(_, at)| *at > 0).map(|(name, at)| format!("{name}={at}")),
        );
    }
    properties.push(format!("title={}", escape_property(&diagnostic.code)));
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut message = diagnostic.message.clone();
    if let Some(hint) = &diagnostic.hint {
        message = format!("{message}\nhelp: {hint}");
    }
    format!("::{level} {}::{}", properties.join(","), escape_message(&message))
}

fn escape_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_those_of_the_text() {
        for text in ["", "a", "a\n", "a\r\nb\n\nc", "\n", "a\r"] {
            let lines = Lines::of(text.to_owned());
            let found: Vec<&str> = (1..).map_while(|number| lines.line(number)).collect();
            assert_eq!(found, text.lines().collect::<Vec<_>>(), "{text:?}");
            assert_eq!(lines.line(0), None);
        }
    }
}

//! `faircat import`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comfy_table::{ContentArrangement, Table, presets};
use faircat_inference::figures::counted;
use faircat_text::visible;
use indicatif::{ProgressBar, ProgressStyle};

use super::{formats, printer};
use crate::diagnostic::Diagnostic;
use crate::formats::format::Format;
use crate::formats::list::{FORMATS, format_named};
use crate::importing::{self, Lost, Outcome, Target};
use crate::outside_world::atomic_file;

/// Turns records of other catalogues into YAML records.
///
/// Each becomes one file of the catalogue. Nothing is lost: what has no place in a record is kept
/// under `extensions:`, by the name of the format, and a comment at the top of the record names it. A
/// file that somebody wrote by hand is never replaced; one that was imported before is, unless it was
/// edited since.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "faircat import [OPTIONS] [FORMAT] <SOURCE>...",
    after_help = format!(
        "Formats that are read:\n{}\n\nExample:\n  \
         faircat import cern-opendata cms-derived-*.json --into catalog",
        formats::table(|format| format.reader.is_some())
    )
)]
pub(super) struct Args {
    /// Files. A format before them says what they are; without it, each is known by what is in it.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// Folder of the catalogue; made where missing.
    #[arg(long, value_name = "CATALOG_DIR", default_value = "catalog")]
    into: PathBuf,
    /// Take what is new in the sources of records that were edited since they were imported, and
    /// keep what was edited.
    #[arg(long)]
    update: bool,
    /// Name each value that no field of a record says, why, and where it is kept.
    #[arg(long)]
    losses: bool,
    /// Write the same as JSON to a file: a list of objects.
    #[arg(long, value_name = "FILE")]
    losses_json: Option<PathBuf>,
}

/// Files of one format.
type Group = (&'static Format, Vec<PathBuf>);

pub(super) fn run(args: Args) -> ExitCode {
    let (groups, mut problems) = match groups(&args.sources) {
        Ok(found) => found,
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            return ExitCode::from(super::USAGE);
        }
    };
    let bar = progress_bar();
    let mut outcome = Outcome::default();
    let target = Target { catalog: &args.into, update: args.update };
    for (format, files) in &groups {
        outcome.join(importing::import_to(target, format, files, &|| bar.inc(1)));
    }
    bar.finish_and_clear();
    problems.append(&mut outcome.diagnostics);
    if let Some(file) = &args.losses_json {
        problems.extend(write_losses(file, &outcome.losses));
    }
    printer::report(&problems, Path::new(""));
    let mut text = match args.losses && !outcome.losses.is_empty() {
        true => format!("{}\n\n", table(&outcome.losses)),
        false => String::new(),
    };
    text.push_str(&summary(&outcome, &problems, &args.into));
    // Nobody is left to tell if standard output is closed.
    drop(io::stdout().write_all(text.as_bytes()));
    match problems.iter().any(Diagnostic::is_error) {
        true => ExitCode::from(super::PROBLEMS),
        false => ExitCode::SUCCESS,
    }
}

fn summary(outcome: &Outcome, problems: &[Diagnostic], into: &Path) -> String {
    let mut summary = format!("{} written, {} unchanged", outcome.written, outcome.unchanged);
    if !problems.is_empty() {
        summary = format!("{summary}, {}", printer::count(problems));
    }
    summary = format!("{summary} in `{}`\n", into.display());
    let losses = &outcome.losses;
    if !losses.is_empty() {
        let dropped = losses.iter().filter(|it| it.kept_in.is_none()).count();
        let values = counted(losses.len() as u64, "value has", "values have");
        let kept = losses.len() - dropped;
        summary.push_str(&format!(
            "{values} no field: {kept} kept in `extensions`, {dropped} dropped; `--losses` names them\n"
        ));
    }
    summary
}

/// The losses in a table without lines, whose first row says what is below it.
fn table(losses: &[Lost]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["record", "field", "where", "why", "value"]);
    for lost in losses {
        let cells = [&lost.record, &lost.field, lost.fate(), &lost.why, &lost.value];
        table.add_row(cells.map(visible));
    }
    table
}

/// Writes `losses` to `file` as JSON; the problem if that fails.
fn write_losses(file: &Path, losses: &[Lost]) -> Option<Diagnostic> {
    let mut text = match serde_json::to_vec_pretty(losses) {
        Ok(text) => text,
        Err(error) => return Some(Diagnostic::error("unwritable", error.to_string())),
    };
    text.push(b'\n');
    atomic_file::write(file, &text).err()
}

/// The files of `sources` by format, and what is wrong with those that are of none. An error means
/// that the command line makes no sense.
#[allow(clippy::disallowed_methods, reason = "whether what a user names is there")]
fn groups(sources: &[PathBuf]) -> Result<(Vec<Group>, Vec<Diagnostic>), Diagnostic> {
    let Some((first, rest)) = sources.split_first() else { return Ok((Vec::new(), Vec::new())) };
    let name = first.to_str().unwrap_or_default();
    match format_named(name) {
        Some(format) if format.reader.is_none() => {
            let message = format!("`{name}` is written, not read");
            Err(Diagnostic::error("not-read", message).hint(readable()))
        }
        Some(_) if rest.is_empty() => {
            let message = format!("no file is named after the format `{name}`");
            let hint = format!("name one, or `./{name}` for a file of that name");
            Err(Diagnostic::error("no-source", message).hint(hint))
        }
        Some(format) => Ok((vec![(format, rest.to_vec())], Vec::new())),
        None if is_word(name) && !first.exists() => {
            let message = format!("`{name}` is neither a format nor a file");
            Err(Diagnostic::error("unknown-format", message).hint(readable()))
        }
        None => Ok(recognised(sources)),
    }
}

/// Whether `text` looks like the name of a format rather than of a file.
fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn readable() -> String {
    let names = FORMATS.iter().filter(|format| format.reader.is_some());
    let names: Vec<String> = names.map(|format| format!("`{}`", format.name)).collect();
    format!("formats that are read: {}", names.join(", "))
}

/// As [`groups`], each file by what is in it; says which formats were found.
fn recognised(files: &[PathBuf]) -> (Vec<Group>, Vec<Diagnostic>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        match importing::recognise(file) {
            Ok(Some(format)) => match groups.iter_mut().find(|(it, _)| it.name == format.name) {
                Some((_, known)) => known.push(file.clone()),
                None => groups.push((format, vec![file.clone()])),
            },
            Ok(None) => problems.push(
                Diagnostic::error("import-unknown-format", "no format has what is in this file")
                    .in_file(file)
                    .hint(readable()),
            ),
            Err(problem) => problems.push(problem),
        }
    }
    for (format, files) in &groups {
        let what = match files.as_slice() {
            [file] => format!("`{}`", file.display()),
            several => format!("{} files", several.len()),
        };
        super::say(&format!("{what}: {} ({})", format.name, format.title));
    }
    (groups, problems)
}

/// Counts records on standard error; hidden unless that is a terminal.
fn progress_bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    ProgressBar::new_spinner().with_style(
        ProgressStyle::with_template("{spinner} {pos} records, {per_sec}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    )
}

//! `faircat import`.

mod sources;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comfy_table::{ContentArrangement, Table, presets};
use faircat_inference::figures::counted;
use faircat_text::visible;
use indicatif::{ProgressBar, ProgressStyle};

use self::sources::Groups;
use super::{formats, output, printer};
use crate::diagnostic::{Diagnostic, within_budget};
use crate::importing::{self, Lost, Outcome, Target};
use crate::outside_world::atomic_file;
use crate::record::Kind;

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
    /// Files, folders, archives, addresses, or `-` for standard input. A format before them says
    /// what they are; without it, each file is known by what is in it. Of folders and archives, files
    /// of no format are passed over.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// Folder of the catalogue; made where missing.
    #[arg(long, value_name = "CATALOG_DIR", default_value = "catalog")]
    into: PathBuf,
    /// Take what is new in the sources of records that were edited since they were imported, and
    /// keep what was edited.
    #[arg(long)]
    update: bool,
    /// Make a record of each person and organization, once: known by ORCID iD or ROR identifier, else
    /// by name and affiliation, which is told.
    #[arg(long)]
    agents: bool,
    /// The kind of the records whose format leaves it open.
    #[arg(long, value_enum)]
    kind: Option<WorkKind>,
    /// Name each value that no field of a record says, why, and where it is kept.
    #[arg(long)]
    losses: bool,
    /// Write the same as JSON to a file, or to standard output for `-`: a list of objects, each with its
    /// whole value.
    #[arg(long, value_name = "FILE")]
    losses_json: Option<PathBuf>,
}

/// The kinds of works.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum WorkKind {
    Model,
    Dataset,
    Software,
    Workflow,
    TrainingMaterial,
}

impl From<WorkKind> for Kind {
    fn from(kind: WorkKind) -> Kind {
        match kind {
            WorkKind::Model => Kind::Model,
            WorkKind::Dataset => Kind::Dataset,
            WorkKind::Software => Kind::Software,
            WorkKind::Workflow => Kind::Workflow,
            WorkKind::TrainingMaterial => Kind::TrainingMaterial,
        }
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    let is_piped = args.losses_json.as_deref() == Some(Path::new("-"));
    let Groups { groups, mut problems, told } = match sources::groups(&args.sources) {
        Ok(found) => found,
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            return ExitCode::from(super::USAGE);
        }
    };
    told.iter().for_each(|line| tell(is_piped, &format!("{line}\n")));
    let bar = progress_bar();
    let target = Target {
        catalog: &args.into,
        update: args.update,
        agents: args.agents,
        kind: args.kind.map(Into::into),
        whole_losses: args.losses_json.is_some(),
        losses: args.losses || args.losses_json.is_some(),
    };
    let mut outcome = importing::import_to(target, &groups, &|| bar.inc(1));
    bar.finish_and_clear();
    problems.append(&mut outcome.diagnostics);
    if let Some(file) = &args.losses_json {
        problems.extend(write_losses(file, &outcome.losses));
    }
    let mut text = match args.losses && !outcome.losses.is_empty() {
        true => format!("{}\n\n", table(&outcome.losses)),
        false => String::new(),
    };
    text.push_str(&summary(&outcome, &problems, &args.into));
    let failed = problems.iter().any(Diagnostic::is_error);
    printer::report(&within_budget(problems), Path::new(""));
    tell(is_piped, &text);
    match failed {
        true => ExitCode::from(super::PROBLEMS),
        false => ExitCode::SUCCESS,
    }
}

/// Tells people `text`, beside standard output where losses are piped there.
fn tell(is_piped: bool, text: &str) {
    match is_piped {
        // Nobody is left to tell that standard error cannot be written.
        true => drop(io::stderr().write_all(text.as_bytes())),
        false => output::tell(text.as_bytes()),
    }
}

fn summary(outcome: &Outcome, problems: &[Diagnostic], into: &Path) -> String {
    let mut summary = format!("{} written, {} unchanged", outcome.written, outcome.unchanged);
    if !problems.is_empty() {
        summary = format!("{summary}, {}", printer::count(problems));
    }
    summary = format!("{summary} in `{}`\n", visible(&into.display().to_string()));
    let Outcome { kept, dropped, .. } = outcome;
    if kept + dropped > 0 {
        let values = counted((kept + dropped) as u64, "value has", "values have");
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
        let cells = [&lost.record, &lost.field, lost.fate(), &lost.why, &lost.shown()];
        table.add_row(cells.map(visible));
    }
    table
}

/// Writes `losses` to `file` as JSON, or to standard output for `-`; the problem if that fails.
fn write_losses(file: &Path, losses: &[Lost]) -> Option<Diagnostic> {
    let mut text = match serde_json::to_vec_pretty(losses) {
        Ok(text) => text,
        Err(error) => return Some(Diagnostic::error("unwritable", error.to_string())),
    };
    text.push(b'\n');
    if file == Path::new("-") {
        output::tell(&text);
        return None;
    }
    atomic_file::write_named(file, &text).err()
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

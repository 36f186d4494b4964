//! `faircat fmt`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use faircat_inference::figures::counted;

use super::printer;
use crate::catalog::RecordFile;
use crate::diagnostic::Diagnostic;
use crate::formatting::formatted;
use crate::outside_world::{atomic_file, catalog_folder};

/// Brings records into one order and style.
///
/// Fields come in the order of the JSON Schema, with the comments above them; what the record says
/// does not change.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat fmt
  faircat fmt --check hbb-interaction-network

Exit code: 0, or 1 if a record cannot be formatted or, with --check, is not, or 2 for a wrong
command line or a record that is not there.")]
pub(super) struct Args {
    /// Records, as `slug`, `models/slug` or the path of the file. Without any: all.
    #[arg(value_name = "RECORD")]
    records: Vec<String>,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Write nothing, and name the records that are not formatted.
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: Args) -> ExitCode {
    let (all, listed) = catalog_folder::list_records(&args.root);
    let is_meant = |it: &RecordFile, name: &str| {
        it.slug == name
            || format!("{}/{}", it.kind.folder(), it.slug) == name
            || it.file == Path::new(name)
            || is_same_file(&args.root.join(&it.file), Path::new(name))
    };
    let unknown = args.records.iter().find(|name| !all.iter().any(|it| is_meant(it, name)));
    if let Some(name) = unknown {
        let problem = Diagnostic::error("unknown-record", format!("no record is called `{name}`"));
        printer::report(&[problem.hint("`faircat fmt` without a name takes all")], &args.root);
        return ExitCode::from(super::USAGE);
    }
    let wanted = |it: &&RecordFile| {
        args.records.is_empty() || args.records.iter().any(|name| is_meant(it, name))
    };
    let mut problems = if args.records.is_empty() { listed } else { Vec::new() };
    let mut changed = 0;
    for record in all.iter().filter(wanted) {
        match one(&args, record) {
            Ok(true) => {
                super::say(&record.file.display().to_string());
                changed += 1;
            }
            Ok(false) => {}
            Err(problem) => problems.push(problem),
        }
    }
    printer::report(&problems, &args.root);
    let done = if args.check { "not formatted" } else { "formatted" };
    super::say(&format!("{} {done}", counted(changed, "record is", "records are")));
    match problems.iter().any(Diagnostic::is_error) || (args.check && changed > 0) {
        true => ExitCode::from(super::PROBLEMS),
        false => ExitCode::SUCCESS,
    }
}

/// Whether two paths lead to one file, as editors name it: absolute, or from where they run.
#[allow(clippy::disallowed_methods, reason = "a user names the file")]
fn is_same_file(record: &Path, named: &Path) -> bool {
    // Most records have another name in their folders, and are not looked for.
    record.file_name() == named.file_name()
        && named.canonicalize().is_ok_and(|named| record.canonicalize().is_ok_and(|it| it == named))
}

/// Formats one record, and gives whether it was not so before.
fn one(args: &Args, record: &RecordFile) -> Result<bool, Diagnostic> {
    let text = catalog_folder::read_text(&args.root, &record.file)?;
    let done = formatted(&text, record.kind).map_err(|reason| {
        let message = format!("the record is left as it is: {reason}");
        let problem = Diagnostic::error("unformatted", message).in_file(record.file.clone());
        problem.hint("`faircat check` names what is wrong with its YAML")
    })?;
    if done == text {
        return Ok(false);
    }
    if !args.check {
        atomic_file::write(&args.root.join(&record.file), done.as_bytes())?;
    }
    Ok(true)
}

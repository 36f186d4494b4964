//! `faircat add`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use faircat_inference::figures::counted;
use faircat_text::visible;

use super::import::WorkKind;
use super::{output, printer};
use crate::adding::{self, Added, State, Target};
use crate::diagnostic::Diagnostic;

/// Makes a record of each file, and says what a person must still write.
///
/// Size, SHA-256 and media type are told of every file; of models inputs, outputs, operator set and
/// metadata; of data the fields with their types. Only headers are read, and of CSV the first 100000
/// rows. Nothing in a file is run. A file of at most 50 MiB is copied beside its record; of a larger
/// one, or with --url, the record has the address.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Files that are known:\n  {}\n\nExample:\n  faircat add model.onnx --slug my-model",
    adding::endings()
))]
pub(super) struct Args {
    /// Files of models or data.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder of the catalogue; made where missing.
    #[arg(long, value_name = "CATALOG_DIR", default_value = "catalog")]
    into: PathBuf,
    /// The kind of the record, where it is not a model of a model's file and a dataset of any other.
    #[arg(long, value_enum)]
    kind: Option<WorkKind>,
    /// The record's word in addresses, of one file; else it follows from the file's name.
    #[arg(long)]
    slug: Option<String>,
    /// Address at which the file is published, of one file; it is not copied then.
    #[arg(long)]
    url: Option<String>,
    /// Show the record and write nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: Args) -> ExitCode {
    if args.files.len() > 1 && (args.slug.is_some() || args.url.is_some()) {
        let problem = Diagnostic::error("add-many", "`--slug` and `--url` are of one file");
        let problem = problem.hint("add the files one by one");
        printer::report(&[problem], Path::new(""));
        return ExitCode::from(super::USAGE);
    }
    let target = Target {
        catalog: &args.into,
        kind: args.kind.map(Into::into),
        slug: args.slug.as_deref(),
        title: None,
        offers: false,
        url: args.url.as_deref(),
        dry_run: args.dry_run,
    };
    add_all(&args.files, target)
}

/// Adds `files`, and tells what became of each.
pub(super) fn add_all(files: &[PathBuf], target: Target<'_>) -> ExitCode {
    let mut problems = Vec::new();
    for file in files {
        match adding::add(file, target) {
            Ok(added) => {
                output::tell(told(&added).as_bytes());
                problems.extend(added.problems);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    printer::report(&problems, Path::new(""));
    match problems.iter().any(Diagnostic::is_error) {
        false => ExitCode::SUCCESS,
        true => ExitCode::from(super::PROBLEMS),
    }
}

fn told(added: &Added) -> String {
    let file = visible(&added.file.display().to_string());
    let mut text = match added.state {
        State::Written => format!("`{file}` written\n"),
        State::Unchanged => format!("`{file}` unchanged\n"),
        State::Shown => format!("{}\n`{file}` would be written\n", added.text),
    };
    for sentence in &added.unread {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  not known: {}", visible(sentence));
    }
    let count = counted(added.lines.len() as u64, "line is", "lines are");
    let _ = writeln!(text, "{count} for you to write:");
    for line in &added.lines {
        let _ =
            writeln!(text, "  line {}: {}  ({})", line.number, visible(&line.text), line.advice);
    }
    text
}

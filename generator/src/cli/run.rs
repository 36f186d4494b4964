//! `faircat run`.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::ValueEnum;
use faircat_inference::engine::{Options, Session};
use faircat_inference::engines::list::ListedEngine;
use faircat_inference::signature::Signature;
use indicatif::{ProgressBar, ProgressStyle};

use super::printer;
use crate::diagnostic::Diagnostic;
use crate::running::data_error::DataError;
use crate::running::engines::DeviceName;
use crate::running::model::{Model, ModelFile};
use crate::running::pass::{self, Blocks, Results};
use crate::running::rows::Rows;
use crate::running::timed::{self, Limit};
use crate::running::trust;
use crate::running::writing::Writer;

/// Runs a model on data.
///
/// INPUT is .npz, .npy, .h5, .json, .jsonl, .csv or .parquet. An input of the model is an array, a
/// dataset, a member or a column of its name, or there is one for each feature that the model's
/// signature names. The data must be as the signature says: order, units and finite numbers are
/// checked, and lists of items are filled up or cut only where it says how. Values are taken as they
/// are: an input with `scale` must have been scaled already. Files may be larger than memory, but for
/// .json. Files that are not those which the record describes are refused.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat run hbb-in-pythia jets.h5 --out scores.parquet
  faircat run hbb-in-pythia jets.h5 --format json | head
  faircat run model.onnx jets.npz --engine onnxruntime --device cuda

Without --out the outputs go to standard output. Exit code 1 where the data or the model cannot be \
                         used, 2 where the command line makes no sense.")]
pub(super) struct Args {
    /// Model: the slug of a record, or a file that ends in .onnx.
    #[arg(value_name = "MODEL")]
    model: String,
    /// Data file.
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    #[arg(long, value_parser = super::engines::of_list(), help = super::engines::unasked())]
    engine: Option<&'static ListedEngine>,
    /// Where it runs.
    #[arg(long, value_enum, default_value_t)]
    device: DeviceName,
    /// Items that are run at once. Without it: 128, where rows do not depend on each other.
    ///
    /// A mean over the rows, or a state that goes from one to the next, is another in every block;
    /// such a model is refused without this option. With no fewer than the items of INPUT, all are
    /// run at once.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    batch: Option<usize>,
    /// Threads that one run may use. Without it: all processors.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    threads: Option<usize>,
    /// Seconds that loading the model may take, and each batch.
    ///
    /// An engine stops between two operators; one that is still at work ends with the program, at
    /// most two seconds later.
    #[arg(long, value_name = "SECONDS", default_value_t = timed::DEFAULT_SECONDS, value_parser = super::seconds)]
    timeout: u64,
    /// File for the outputs, of any kind that INPUT may be.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How the outputs go to standard output.
    #[arg(long, value_enum, default_value_t, conflicts_with = "out")]
    format: TextFormat,
    /// Use files also where their size or SHA-256 is not the one in the record.
    #[arg(long)]
    unverified: bool,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum TextFormat {
    #[default]
    Csv,
    Json,
}

pub(super) fn run(args: Args) -> ExitCode {
    let model = match super::open_model(&args.root, &args.model) {
        Ok(model) => model,
        Err(code) => return code,
    };
    match run_model(&args, &model) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has had enough.
        Err(problem) if problem.code == CLOSED => ExitCode::SUCCESS,
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(super::PROBLEMS)
        }
    }
}

/// Code of the end of a run whose standard output was closed.
const CLOSED: &str = "closed";

fn run_model(args: &Args, model: &Model) -> Result<(), Diagnostic> {
    let file = model.file();
    if !args.unverified {
        check_described(args, model, file)?;
    }
    let taken = model.for_input(file, &args.input)?;
    let file = taken.as_ref();
    let signature = model.contract(file);
    let in_input = |problem: Diagnostic| match problem.location {
        Some(_) => problem,
        None => problem.in_file(&args.input),
    };
    let data = Rows::of_file(&args.input, &signature, &file.onnx);
    let data = data.map_err(|error| in_input(pass::of_data(&error)))?;
    let (engine, mut session) = session(args, file)?;
    let mut writer = writer(args, &signature)?;
    let blocks = Blocks::of(&file.onnx, engine, args.batch);
    let place = writer.place().to_owned();
    let mut take = |results: Results| {
        writer.add(results).map_err(|error| match &error {
            DataError::Unwritable(reason) if reason.kind() == io::ErrorKind::BrokenPipe => {
                Diagnostic::error(CLOSED, "standard output is closed")
            }
            _ => pass::of_data(&error).in_file(&place),
        })
    };
    let bar = progress_bar(data.items());
    let told = |done| bar.set_position(done);
    let passed = data.through(&signature, session.as_mut(), &blocks, &mut take, &told);
    bar.finish_and_clear();
    let notes = passed.map_err(in_input)?.notes;
    for note in notes.into_iter().chain(writer.note()) {
        eprintln!("note: {note}");
    }
    writer.finish()
}

/// Fails where the model, or the data beside it, are not what the record describes.
fn check_described(args: &Args, model: &Model, file: &ModelFile) -> Result<(), Diagnostic> {
    file.check_described()?;
    let Some(work) = &model.work else { return Ok(()) };
    match trust::contradiction_of(&args.root, work, &args.input) {
        Some(contradiction) => Err(trust::refusal(&args.input, &contradiction)),
        None => Ok(()),
    }
}

/// Where the outputs go.
fn writer(args: &Args, signature: &Signature) -> Result<Writer, Diagnostic> {
    if let Some(out) = &args.out {
        return Writer::to_file(out, signature);
    }
    let stdout = Box::new(io::stdout());
    Ok(match args.format {
        TextFormat::Csv => Writer::csv(stdout, signature),
        TextFormat::Json => Writer::json(stdout, signature),
    })
}

/// The model loaded by the engine that is asked for, or by the best that can.
fn session(
    args: &Args,
    file: &ModelFile,
) -> Result<(&'static ListedEngine, Box<dyn Session>), Diagnostic> {
    let batch = pass::block_size(&file.onnx, args.batch);
    let device = args.device.device();
    let threads = args.threads.unwrap_or_else(super::processors);
    let options = Options { device, threads, batch, ..Options::default() };
    let limit = Limit::Each(Duration::from_secs(args.timeout));
    let loaded = timed::load_with(args.engine, &file.bytes, &options, limit);
    loaded.map_err(|error| pass::of_engine(&error).in_file(&file.path))
}

/// Counts items on standard error; hidden unless that is a terminal.
fn progress_bar(items: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match items {
        Some(items) => {
            (ProgressBar::new(items), "[{bar:30}] {human_pos}/{human_len} {per_sec} {eta}")
        }
        None => (ProgressBar::new_spinner(), "{spinner} {human_pos} {per_sec}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "))
}

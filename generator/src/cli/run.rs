//! `faircat run`.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use faircat_inference::engine::{Engine, EngineError, Options, Session};
use faircat_inference::tensor::Tensor;
use indicatif::{ProgressBar, ProgressStyle};

use super::printer;
use crate::diagnostic::Diagnostic;
use crate::running::engines::{self, DeviceName, EngineName};
use crate::running::model::{self, Model, ModelFile};
use crate::running::pass::{self, Blocks};
use crate::running::reading::{self, Source};
use crate::running::wanted::{self, Output};
use crate::running::writing::{self, Sink, SinkFile};

/// Runs a model on data.
///
/// INPUT is .npz, .npy, .h5, .json, .jsonl, .csv or .parquet. An input of the model is an array, a
/// dataset, a member or a column of its name, or there is one for each feature that the model's
/// signature names. The data must be as the signature says: order, units and finite numbers are
/// checked, and lists of items are filled up or cut only where it says how. Files may be larger
/// than memory, but for .json.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat run hbb-in-pythia jets.h5 --out scores.parquet
  faircat run model.onnx jets.npz --engine onnxruntime --device cuda --batch 4096 --out scores.h5
  faircat run hbb-in-pythia jets.csv | head

Without --out the outputs go to standard output. Exit code 1 where the data or the model cannot be \
                         used, 2 where the command line makes no sense.")]
pub(super) struct Args {
    /// Model: the slug of a record, or a file that ends in .onnx.
    #[arg(value_name = "MODEL")]
    model: String,
    /// Data file.
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// What runs the model. Without it: native where that can, else tract.
    #[arg(long, value_enum)]
    engine: Option<EngineName>,
    /// Where it runs.
    #[arg(long, value_enum, default_value_t)]
    device: DeviceName,
    /// Items that are run at once.
    #[arg(long, value_name = "N", default_value_t = 128, value_parser = super::positive)]
    batch: usize,
    /// Threads that one run may use. Without it: all processors.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    threads: Option<usize>,
    /// File for the outputs, of any kind that INPUT may be.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How the outputs go to standard output.
    #[arg(long, value_enum, default_value_t, conflicts_with = "out")]
    format: TextFormat,
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
    let model = match model::open(&args.root, &args.model) {
        Ok(model) => model,
        Err(problems) => {
            printer::report(&problems, &args.root);
            let usage = problems.iter().any(|problem| problem.code == "unknown-record");
            return ExitCode::from(if usage { super::USAGE } else { super::PROBLEMS });
        }
    };
    match run_model(&args, &model) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(super::PROBLEMS)
        }
    }
}

fn run_model(args: &Args, model: &Model) -> Result<(), Diagnostic> {
    let file = model.file();
    let signature = model.contract(file);
    let outputs = wanted::outputs(&signature)
        .map_err(|problem| Diagnostic::error("bad-model", problem).in_file(&file.path))?;
    let fixed = wanted::fixed_batch(&file.onnx);
    let blocks = Blocks { size: fixed.unwrap_or(args.batch), fixed: fixed.is_some() };
    let in_input = |problem: Diagnostic| match problem.location {
        Some(_) => problem,
        None => problem.in_file(&args.input),
    };
    let mut source =
        reading::open(&args.input, &signature).map_err(|error| in_input(pass::of_data(&error)))?;
    let mut session = session(args, file, blocks.size)?;
    let mut target = Target::open(args, &outputs)?;
    let bar = progress_bar(source.as_ref());
    let passed = pass::all(
        source.as_mut(),
        &signature,
        session.as_mut(),
        blocks,
        &mut |tensors| target.write(tensors),
        &|done| bar.set_position(done),
    );
    bar.finish_and_clear();
    for note in passed.map_err(in_input)?.notes {
        eprintln!("note: {note}");
    }
    target.finish()
}

/// The model loaded by the engine that is asked for, or by the best that can.
fn session(args: &Args, file: &ModelFile, batch: usize) -> Result<Box<dyn Session>, Diagnostic> {
    let device = args.device.device();
    let options =
        Options { device, threads: args.threads.unwrap_or_else(super::processors), batch };
    let load = |name: EngineName| -> Result<Box<dyn Session>, EngineError> {
        let engine: Box<dyn Engine> = engines::engine(name).ok_or_else(|| {
            EngineError::Unavailable(format!("this faircat was built without {}", name.text()))
        })?;
        engine.load(&file.bytes, &options)
    };
    let of_engine = |error: EngineError| pass::of_engine(&error).in_file(&file.path);
    match (args.engine, args.device) {
        (Some(name), _) => load(name).map_err(of_engine),
        (None, DeviceName::Cuda) => load(EngineName::Onnxruntime).map_err(of_engine),
        (None, DeviceName::Cpu) => {
            load(EngineName::Native).or_else(|_| load(EngineName::Tract)).map_err(of_engine)
        }
    }
}

/// Where the outputs go.
enum Target<'a> {
    File(SinkFile, &'a Path),
    Stream(Box<dyn Sink>),
}

impl<'a> Target<'a> {
    fn open(args: &'a Args, outputs: &[Output]) -> Result<Target<'a>, Diagnostic> {
        if let Some(out) = &args.out {
            return Ok(Target::File(writing::create(out, outputs)?, out));
        }
        let stdout = Box::new(io::stdout());
        Ok(Target::Stream(match args.format {
            TextFormat::Csv => {
                writing::csv(stdout, outputs).map_err(|error| pass::of_data(&error))?
            }
            TextFormat::Json => writing::json(stdout, outputs),
        }))
    }

    fn write(&mut self, tensors: &[Tensor]) -> Result<(), Diagnostic> {
        match self {
            Target::File(sink, file) => {
                sink.write(tensors).map_err(|error| pass::of_data(&error).in_file(*file))
            }
            Target::Stream(sink) => {
                sink.write(tensors).map_err(|error| pass::of_data(&error).in_file("<stdout>"))
            }
        }
    }

    fn finish(self) -> Result<(), Diagnostic> {
        match self {
            Target::File(sink, file) => sink.finish(file),
            Target::Stream(sink) => {
                sink.finish().map_err(|error| pass::of_data(&error).in_file("<stdout>"))
            }
        }
    }
}

/// Counts items on standard error; hidden unless that is a terminal.
fn progress_bar(source: &dyn Source) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match source.items() {
        Some(items) => {
            (ProgressBar::new(items), "[{bar:30}] {human_pos}/{human_len} {per_sec} {eta}")
        }
        None => (ProgressBar::new_spinner(), "{spinner} {human_pos} {per_sec}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "))
}

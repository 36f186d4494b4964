//! `faircat bench`.

mod design_space;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::ValueEnum;
use comfy_table::{ContentArrangement, Table, presets};
use faircat_inference::engine::{Cancel, EngineError};
use faircat_inference::engines::list::ListedEngine;
use indicatif::ProgressBar;

use super::results::ResultFormat;
use super::{engines as named, printer, progress};
use crate::diagnostic::Diagnostic;
use crate::evidence::attestation::Resource;
use crate::evidence::throughput::{Measurement, Throughput};
use crate::evidence::verification::Machine;
use crate::outside_world::attesting::{self, Said};
use crate::outside_world::local_files::local_file;
use crate::outside_world::one_record::OneWork;
use crate::outside_world::{evidence_files, online};
use crate::running::benchmark::{self, Combinations, Items, Plan, Step};
use crate::running::engines::DeviceName;
use crate::running::model::{Model, ModelFile};
use crate::running::{machine, pass, timed, trust, verifying};

/// Measures how fast a model runs.
///
/// The items of the model's control set are run in batches, in turn and over and over, all of them
/// at least once; zeros where a model has no control set. Each repeat lasts at least 0.3 s.
/// Throughput is in items per second, latency in milliseconds for one batch. Processor, instruction
/// sets and load of the machine decide the figures and are said with them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat bench hbb-in-pythia --threads 1 --batch 1,16
  faircat bench hbb-in-pythia --engine onnxruntime --device cuda
  faircat bench hbb-in-pythia --space --threads 1,2 --batch 1,128")]
pub(super) struct Args {
    /// Model: the slug of a record, or a file that ends in .onnx.
    #[arg(value_name = "MODEL")]
    model: String,
    /// Engines. Without any: all that are on this machine.
    #[arg(long, value_parser = named::of_list(), value_delimiter = ',')]
    engine: Vec<&'static ListedEngine>,
    /// Forms of the network. Without any: every form that the record has.
    #[arg(long, value_enum, value_delimiter = ',')]
    form: Vec<FormName>,
    /// Where the model runs.
    #[arg(long, value_enum, default_value_t)]
    device: DeviceName,
    /// Numbers of threads that one run may use.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1", value_parser = super::positive)]
    threads: Vec<usize>,
    /// Sizes of batches.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1,16,128", value_parser = super::positive)]
    batch: Vec<usize>,
    /// How often each is measured.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = super::positive)]
    repeats: usize,
    /// Seconds that one engine may take for all repeats of one size of batch.
    ///
    /// An engine stops between two operators; where one is still at work two seconds later, the
    /// program ends.
    #[arg(long, value_name = "SECONDS", default_value_t = timed::DEFAULT_SECONDS, value_parser = super::seconds)]
    timeout: u64,
    /// Tell what each configuration gives and costs: besides the speed, the record's claims as this
    /// engine and file come to them on the control set, and the size of the file. Those marked * are
    /// not beaten in all of it by another.
    #[arg(long, conflicts_with = "save")]
    space: bool,
    /// How the measurements are written.
    #[arg(long, value_enum, default_value_t)]
    format: ResultFormat,
    /// Keep the measurements as `evidence/throughput.json` beside the record, in place of those of
    /// another machine.
    #[arg(long)]
    save: bool,
    /// Measure files also where their size or SHA-256 is not the one in the record.
    #[arg(long)]
    unverified: bool,
    /// With --save, sign the measurements with the secret key in FAIRCAT_ATTESTATION_KEY, and keep
    /// none that were there before: for the site's own workflow (see `faircat attest`).
    #[arg(long, requires = "save", conflicts_with = "unverified")]
    attest: bool,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormName {
    Published,
    Factorised,
}

pub(super) fn run(args: Args) -> ExitCode {
    let model = match super::open_model(&args.root, &args.model) {
        Ok(model) => model,
        Err(code) => return code,
    };
    super::warn_of_unknown_key(args.attest, &args.root);
    let outcome = bench(&args, &model);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(super::PROBLEMS)
        }
    }
}

fn bench(args: &Args, model: &Model) -> Result<(), Diagnostic> {
    let model = verifying::for_control_set(&args.root, model)?;
    let model = model.as_ref();
    let combinations = combinations(args, model)?;
    let items = benchmark::items(&args.root, model, &model.contract(model.file()))?;
    if matches!(items, Items::Zeros(_)) {
        let message = "the model has no control set, so that zeros are run";
        printer::report(&[Diagnostic::warning("no-items", message)], Path::new(""));
    }
    let progress = RefCell::new(ProgressBar::hidden());
    let measured =
        combinations.measured(items.tensors(), &|step| show(&progress, step), &give_up)?;
    if args.space {
        return design_space::tell(args, model, &items, &combinations, measured);
    }
    write(args, &measured)?;
    save(args, model, measured)
}

fn combinations<'a>(args: &Args, model: &'a Model) -> Result<Combinations<'a>, Diagnostic> {
    let files = files(args, model);
    if files.is_empty() {
        let message = "the model has no file of the form that is asked for";
        return Err(Diagnostic::error("no-form", message));
    }
    if !args.unverified {
        files.iter().try_for_each(|file| file.check_described())?;
        check_control_set(&args.root, model)?;
    }
    Ok(Combinations {
        files,
        engines: args.engine.clone(),
        device: args.device,
        threads: args.threads.clone(),
        batches: args.batch.clone(),
        repeats: args.repeats,
        timeout: Duration::from_secs(args.timeout),
        stop: Cancel::default(),
    })
}

/// The files of the forms that are asked for.
fn files<'a>(args: &Args, model: &'a Model) -> Vec<&'a ModelFile> {
    model.files.iter().filter(|file| is_asked(args, file)).collect()
}

/// Fails where the control set is not the file that the record describes.
fn check_control_set(root: &Path, model: &Model) -> Result<(), Diagnostic> {
    let of_record = || {
        let (work, section) = (model.work.as_ref()?, model.section()?);
        let data = section.control_set.as_ref()?.data.as_deref()?;
        let file = local_file(root, work.file.folder.as_deref()?, data)?;
        Some((trust::contradiction_of(root, work, &file)?, file))
    };
    match of_record() {
        Some((contradiction, file)) => Err(trust::refusal(&file, &contradiction)),
        None => Ok(()),
    }
}

fn is_asked(args: &Args, file: &ModelFile) -> bool {
    let name = |form: &FormName| match form {
        FormName::Published => "published",
        FormName::Factorised => "factorised",
    };
    args.form.is_empty() || args.form.iter().any(|form| file.form() == Some(name(form)))
}

fn show(progress: &RefCell<ProgressBar>, step: Step) {
    match step {
        Step::Begins(file, Plan { engine, batch, repeats, .. }) => {
            let message = format!("{} {} {batch}", engine.name, file.name);
            progress.replace(progress_bar(repeats, message));
        }
        Step::Repeated => progress.borrow().inc(1),
        Step::Ends => progress.borrow().finish_and_clear(),
    }
}

/// Ends the program, because the engine does not.
fn give_up() {
    printer::report(&[pass::of_engine(&EngineError::Stopped)], Path::new(""));
    std::process::exit(super::PROBLEMS.into());
}

fn progress_bar(repeats: usize, message: String) -> ProgressBar {
    progress::bar(repeats as u64, "{msg} [{bar:30}] {pos}/{len} {eta}", message)
}

fn write(args: &Args, measurements: &[Measurement]) -> Result<(), Diagnostic> {
    match args.format {
        ResultFormat::Json => {
            let text = serde_json::to_string_pretty(measurements)
                .map_err(|error| Diagnostic::error("bench", error.to_string()))?;
            super::say(&text);
        }
        ResultFormat::Human => {
            super::say(&machine_line(&machine::this()));
            super::say(&table(measurements).to_string());
        }
    }
    Ok(())
}

/// `Xeon, AVX2, AVX-512; 2 logical processors; linux x86_64`.
fn machine_line(machine: &Machine) -> String {
    let mut parts = vec![machine.processor.clone()];
    parts.extend(machine.instruction_sets.iter().cloned());
    let (count, system) = (machine.logical_processors, &machine.system);
    format!("{}; {count} logical processors; {system}", parts.join(", "))
}

fn bare_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table
}

fn table(measurements: &[Measurement]) -> Table {
    let mut table = bare_table();
    table.set_header([
        "engine",
        "form",
        "device",
        "threads",
        "batch",
        "items/s",
        "quartiles",
        "ms/batch",
        "MiB",
        "load",
    ]);
    for it in measurements {
        table.add_row([
            format!("{} {}", it.engine, it.version),
            it.form.clone().unwrap_or_default(),
            it.device.clone(),
            it.threads.to_string(),
            it.batch.to_string(),
            it.throughput_median.to_string(),
            format!("{} – {}", it.throughput_quartile_1, it.throughput_quartile_3),
            format!("{:.4}", it.latency_median * 1000.0),
            it.peak_memory.map(|bytes| (bytes >> 20).to_string()).unwrap_or_default(),
            it.load.map(|load| load.to_string()).unwrap_or_default(),
        ]);
    }
    table
}

fn save(args: &Args, model: &Model, measurements: Vec<Measurement>) -> Result<(), Diagnostic> {
    if !args.save {
        return Ok(());
    }
    let folder = model.work.as_ref().and_then(|work| work.file.folder.as_ref());
    let Some(folder) = folder else {
        let message = "only the measurements of a record with a folder of its own can be kept";
        return Err(Diagnostic::error("no-record", message));
    };
    let folder = args.root.join(folder);
    let key = args.attest.then(attesting::secret_key).transpose()?;
    let new = Throughput {
        date: online::today(),
        faircat: env!("CARGO_PKG_VERSION").to_owned(),
        machine: machine::this(),
        measurements,
    };
    // Who signs answers for all of it, so what others measured is not kept.
    let kept = match evidence_files::read::<Throughput>(&folder, "throughput.json") {
        Some(mut kept) if key.is_none() => {
            kept.add(new);
            kept
        }
        _ => new,
    };
    let used: Vec<Resource> = model
        .files
        .iter()
        .map(|file| Resource::new(file.name.as_str(), file.sha256.as_str()))
        .collect();
    let id = model.work.as_ref().map(OneWork::id).unwrap_or_default();
    let said = Said { id: &id, name: "throughput", passed: true, used: &used };
    attesting::write(&folder, &kept, said, key.as_ref())
}

//! `faircat export`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::printer;
use crate::diagnostic::Diagnostic;
use crate::formats::format::PackedModel;
use crate::formats::triton;
use crate::outside_world::atomic_file;
use crate::running::model::{self, Model};

/// Writes a record in a form that other programs take.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  faircat export hbb-in-pythia --as triton --out models
  docker run --rm -p8000:8000 -v \"$PWD/models:/models\" \\
    nvcr.io/nvidia/tritonserver:25.01-py3 \\
    tritonserver --model-repository=/models")]
pub(super) struct Args {
    /// Record, as `slug` or `models/slug`.
    #[arg(value_name = "SLUG")]
    slug: String,
    /// What to write.
    #[arg(long = "as", value_enum)]
    target: Target,
    /// Folder to write to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Export files also where their size or SHA-256 is not the one in the record.
    #[arg(long)]
    unverified: bool,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Target {
    /// A model repository for NVIDIA's Triton Inference Server, with dynamic batching.
    Triton,
}

pub(super) fn run(args: Args) -> ExitCode {
    let Target::Triton = args.target;
    let outcome = model::open(&args.root, &args.slug)
        .and_then(|model| export(&args, &model).map_err(|problem| vec![problem]));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            printer::report(&problems, &args.root);
            let usage = problems.iter().any(|problem| problem.code == "unknown-record");
            ExitCode::from(if usage { super::USAGE } else { super::PROBLEMS })
        }
    }
}

fn export(args: &Args, model: &Model) -> Result<(), Diagnostic> {
    let file = model.file();
    if !args.unverified {
        file.check_described()?;
    }
    let slug = match &model.work {
        Some(work) => work.file.slug.clone(),
        None => file.name.trim_end_matches(".onnx").to_owned(),
    };
    let signature = model.section().and_then(|section| section.signature.as_ref());
    let packed = PackedModel { slug: &slug, bytes: &file.bytes, onnx: &file.onnx, signature };
    let files = triton::repository(&packed)
        .map_err(|problem| Diagnostic::error("export", problem).in_file(&file.path))?;
    for output in files {
        let path = args.out.join(&output.path);
        atomic_file::write(&path, &output.content)?;
        super::say(&path.display().to_string());
    }
    Ok(())
}

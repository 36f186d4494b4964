//! `faircat export`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::printer;
use crate::build::companion_file;
use crate::diagnostic::Diagnostic;
use crate::formats::format::{Companion, Format, PackedModel, Packer};
use crate::outside_world::{atomic_file, clock};
use crate::running::model;

/// Writes a record in another format.
///
/// What the site has beside the record's page goes to standard output, or to `--out`, and is the
/// same, byte for byte. A format of several files goes to the folder `--out`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat export hbb-jets-pythia --as croissant | head
  faircat export hbb-in-pythia --as bibtex --out references.bib
  faircat export hbb-in-pythia --as triton --out models
  docker run --rm -p8000:8000 -v \"$PWD/models:/models\" \\
    nvcr.io/nvidia/tritonserver:25.01-py3 \\
    tritonserver --model-repository=/models")]
pub(super) struct Args {
    /// Record, as `slug` or `models/slug`.
    #[arg(value_name = "SLUG")]
    slug: String,
    /// The format.
    #[arg(long = "as", value_name = "FORMAT", value_parser = super::formats::written())]
    format: &'static Format,
    /// File to write to, or a folder.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Export files also where their size or SHA-256 is not the one in the record.
    #[arg(long)]
    unverified: bool,
    /// Address of the published site, which is part of what is written.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

pub(super) fn run(args: Args) -> ExitCode {
    let outcome = match (&args.format.companion, args.format.package, &args.out) {
        (_, Some(pack), Some(folder)) => packed(&args, pack, folder),
        (Some(companion), _, _) => companion_of(&args, companion),
        _ => Err(vec![no_folder(args.format)]),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            printer::report(&problems, &args.root);
            let of_usage = ["unknown-record", "ambiguous-record", "no-folder"];
            let usage = problems.iter().any(|problem| of_usage.contains(&&*problem.code));
            ExitCode::from(if usage { super::USAGE } else { super::PROBLEMS })
        }
    }
}

fn no_folder(format: &Format) -> Diagnostic {
    let message = format!("`{}` has several files, and no folder is named for them", format.name);
    Diagnostic::error("no-folder", message).hint("name one: `--out models`")
}

#[allow(clippy::disallowed_methods, reason = "whether what a user names is a folder")]
fn companion_of(args: &Args, companion: &Companion) -> Result<(), Vec<Diagnostic>> {
    let Args { slug, format, root, base_url, .. } = args;
    let today = Some(clock::today());
    let content = companion_file(root, base_url.as_deref(), today, slug, format)?;
    let Some(out) = &args.out else {
        // Nobody is left to tell if standard output is closed.
        drop(io::stdout().write_all(&content));
        return Ok(());
    };
    let is_folder = out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/");
    let path = if is_folder { out.join(companion.file_name) } else { out.clone() };
    write(&path, &content).map_err(|problem| vec![problem])
}

fn packed(args: &Args, pack: Packer, folder: &Path) -> Result<(), Vec<Diagnostic>> {
    let model = model::open(&args.root, &args.slug)?;
    let file = model.file();
    if !args.unverified {
        file.check_described().map_err(|problem| vec![problem])?;
    }
    let slug = match &model.work {
        Some(work) => work.file.slug.as_str(),
        None => file.name.trim_end_matches(".onnx"),
    };
    let signature = model.section().and_then(|section| section.signature.as_ref());
    let packed = PackedModel { slug, bytes: &file.bytes, onnx: &file.onnx, signature };
    let refused = |problem| vec![Diagnostic::error("export", problem).in_file(&file.path)];
    for output in pack(&packed).map_err(refused)? {
        write(&folder.join(&output.path), &output.content).map_err(|problem| vec![problem])?;
    }
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    atomic_file::write(path, content)?;
    super::say(&path.display().to_string());
    Ok(())
}

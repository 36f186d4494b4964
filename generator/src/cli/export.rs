//! `faircat export`.

mod minid;
pub(super) mod package;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{output, printer};
use crate::build::{CompanionFile, Named, companion_file};
use crate::diagnostic::Diagnostic;
use crate::formats::format::{Companion, Format};
use crate::outside_world::{atomic_file, clock};

/// Writes a record in another format.
///
/// What the site has beside the record's page goes to standard output, or to `--out`, and is the
/// same, byte for byte. A format of several files goes to the folder `--out`, or into the archive if
/// that ends in `.zip`. Files beside the record are packed with it; those elsewhere are told of by
/// their addresses, unless `--with-files` fetches them.
///
/// A bag gets a minid of the service that `--minid-service` names, which is written into the record;
/// `MINID_TOKEN` of the environment lets you in there.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat export hbb-jets-pythia --as croissant | head
  faircat export hbb-in-pythia --as bibtex --out references.bib
  faircat export hbb-in-pythia --as triton --out models
  docker run --rm -p8000:8000 -v \"$PWD/models:/models\" \\
    nvcr.io/nvidia/tritonserver:25.01-py3 \\
    tritonserver --model-repository=/models
  faircat export hbb-in-pythia --as coffea --out .")]
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
    /// Fetch the files that are elsewhere, and pack them too.
    #[arg(long)]
    with_files: bool,
    /// Write into a folder that holds other files, or over an archive that is there.
    #[arg(long)]
    force: bool,
    /// Fetch from private networks too. Only for records whose authors are trusted.
    #[arg(long)]
    allow_private: bool,
    /// Export files also where their size or SHA-256 is not the one in the record.
    #[arg(long)]
    unverified: bool,
    /// Register a minid for a bag at this service, as https://identifiers.fair-research.org.
    #[arg(long, value_name = "URL")]
    minid_service: Option<String>,
    /// The minid is one for tests, which the service removes after some time.
    #[arg(long, requires = "minid_service")]
    sandbox: bool,
    /// Show what the service would be asked, and write nothing; needs neither token nor network.
    #[arg(long, requires = "minid_service")]
    dry_run: bool,
    /// Address of the published site, which is part of what is written.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// Codes of what is wrong with the command and not with the record.
const OF_USAGE: [&str; 6] =
    ["unknown-record", "ambiguous-record", "no-folder", "not-empty", "no-bag", "minid-service"];

pub(super) fn run(args: Args) -> ExitCode {
    let outcome = match (&args.format.companion, &args.format.package, &args.out) {
        (_, Some(package), Some(out)) if package::is_meant(&args, out) => {
            package::write(&args, package, out)
        }
        (Some(companion), _, _) => companion_of(&args, companion),
        (None, Some(package), Some(out)) => package::write(&args, package, out),
        _ => Err(vec![no_folder(args.format)]),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            printer::report(&problems, &args.root);
            let usage = problems.iter().any(|problem| OF_USAGE.contains(&&*problem.code));
            ExitCode::from(if usage { super::USAGE } else { super::PROBLEMS })
        }
    }
}

fn no_bag(format: &Format) -> Diagnostic {
    let message = format!("a minid is registered for a bag, and `{}` is none", format.name);
    Diagnostic::error("no-bag", message).hint("ask for one: `--as bagit`")
}

fn no_folder(format: &Format) -> Diagnostic {
    let message = format!("`{}` has several files, and no folder is named for them", format.name);
    Diagnostic::error("no-folder", message).hint("name one: `--out models`")
}

fn companion_of(args: &Args, companion: &Companion) -> Result<(), Vec<Diagnostic>> {
    if args.minid_service.is_some() {
        return Err(vec![no_bag(args.format)]);
    }
    let CompanionFile { content, notes } = companion_file(&named(args), args.format)?;
    printer::report(&notes, &args.root);
    let Some(out) = &args.out else {
        output::tell(&content);
        return Ok(());
    };
    let path = if is_folder(out) { out.join(companion.file_name) } else { out.clone() };
    atomic_file::write_named(&path, &content).map_err(|problem| vec![problem])?;
    super::say(&path.display().to_string());
    Ok(())
}

fn named(args: &Args) -> Named<'_> {
    Named {
        root: &args.root,
        name: &args.slug,
        base_url: args.base_url.as_deref(),
        today: Some(clock::today()),
    }
}

#[allow(clippy::disallowed_methods, reason = "whether what a user names is a folder")]
fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/")
}

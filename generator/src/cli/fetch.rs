//! `faircat fetch`.

use faircat_inference::figures::noun;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use indicatif::ProgressBar;

use super::{printer, progress};
use crate::diagnostic::Diagnostic;
use crate::outside_world::artifact_cache::ArtifactCache;
use crate::outside_world::download::{Downloader, Manners};
use crate::outside_world::fetching::{self, FetchError, Held, Origin, Placed, Replace, Reuse};
use crate::outside_world::one_record::{self, OneWork};
use crate::record::{Artifact, Kind, file_names};

/// Brings the artifacts of records to this machine.
///
/// Each file is checked against the size and the checksums that its record gives, and is written
/// whole or not at all. What was fetched before is taken from the cache, a transfer that broke off
/// goes on where it stopped.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat fetch hbb-interaction-network
  faircat fetch datasets/cms-hbb-jets --dest /data

The cache is ${XDG_CACHE_HOME:-~/.cache}/faircat/artifacts. Exit code 1 where a file was not had, 2 \
                         where a record does not exist.")]
pub(super) struct Args {
    /// Records, as `slug` or `models/slug`.
    #[arg(required = true, value_name = "SLUG")]
    slugs: Vec<String>,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Folder in which each record gets a folder of its own, named by its slug.
    #[arg(long, value_name = "DIR", default_value = ".")]
    dest: PathBuf,
    /// Fetch again what is in the cache, and replace files that differ.
    #[arg(long)]
    force: bool,
    /// Gigabytes of a file whose record gives no size, at most.
    #[arg(long, value_name = "GIGABYTES", default_value_t = 10)]
    max_size: u32,
    /// Minutes for one file, at most.
    #[arg(long, value_name = "MINUTES", default_value_t = 240, value_parser = clap::value_parser!(u32).range(1..))]
    max_time: u32,
    /// Fetch from private networks too. Only for records whose authors are trusted.
    #[arg(long)]
    allow_private: bool,
}

pub(super) fn run(args: Args) -> ExitCode {
    let mut works = Vec::new();
    for slug in &args.slugs {
        match one_record::find(&args.root, slug, &Kind::WORKS) {
            Ok(work) => works.push(work),
            Err(problems) => {
                printer::report(&problems, &args.root);
                return ExitCode::from(super::USAGE);
            }
        }
    }
    let problems = match Tools::new(&args.limits()) {
        Ok(tools) => works.iter().flat_map(|work| fetch_work(&args, &tools, work)).collect(),
        Err(problem) => vec![problem],
    };
    printer::report(&problems, &args.root);
    if problems.iter().any(Diagnostic::is_error) {
        ExitCode::from(super::PROBLEMS)
    } else {
        ExitCode::SUCCESS
    }
}

/// How much to fetch, and from whom.
pub(super) struct Limits {
    /// Bytes of a file whose record gives no size, at most.
    pub largest: u64,
    /// For one file, at most.
    pub time: Duration,
    pub allow_private: bool,
    /// Whether files of the cache are used again.
    pub reuse: Reuse,
}

impl Default for Limits {
    fn default() -> Limits {
        let Manners { largest, time, allow_private, .. } = Manners::default();
        Limits { largest, time, allow_private, reuse: Reuse::Cached }
    }
}

impl Args {
    fn limits(&self) -> Limits {
        Limits {
            largest: u64::from(self.max_size) * 1_000_000_000,
            time: Duration::from_secs(u64::from(self.max_time) * 60),
            allow_private: self.allow_private,
            reuse: if self.force { Reuse::Nothing } else { Reuse::Cached },
        }
    }
}

/// Code of the problem that an address is that of a folder.
pub(super) const LISTING: &str = "folder-listing";

/// What fetches artifacts.
pub(super) struct Tools {
    cache: ArtifactCache,
    downloader: Downloader,
    reuse: Reuse,
}

impl Tools {
    pub(super) fn new(limits: &Limits) -> Result<Tools, Diagnostic> {
        let cache = ArtifactCache::of_user().ok_or_else(|| {
            Diagnostic::error("no-cache", "there is no folder for the cache")
                .hint("let XDG_CACHE_HOME or HOME name one")
        })?;
        let Limits { largest, time, allow_private, reuse } = *limits;
        let manners = Manners { largest, time, allow_private, ..Manners::default() };
        let downloader = Downloader::new(manners).map_err(|error| {
            Diagnostic::error("fetch", format!("no server can be asked: {error}"))
        })?;
        Ok(Tools { cache, downloader, reuse })
    }

    /// Brings `artifact` to this machine, and shows how far it is. `place` is the folder that holds
    /// `catalog/` and that of the record, `record` its file.
    pub(super) fn fetch(
        &self,
        artifact: &Artifact,
        place: (&Path, Option<&Path>),
        record: &Path,
    ) -> Result<Held, Diagnostic> {
        let bar = progress_bar(artifact.display_name());
        let told = |received, total: Option<u64>| {
            if let Some(total) = total {
                bar.set_length(total);
            }
            bar.set_position(received);
        };
        let Tools { cache, downloader, reuse } = self;
        let outcome = fetching::fetch(artifact, place, cache, downloader, *reuse, &told);
        bar.finish_and_clear();
        outcome.map_err(|error| {
            let address = artifact.url.as_deref().or(artifact.path.as_deref()).unwrap_or_default();
            let code = if matches!(error, FetchError::Listing) { LISTING } else { "fetch" };
            Diagnostic::error(code, format!("<{address}>: {error}"))
                .in_file(record)
                .hint(error.hint())
        })
    }
}

fn fetch_work(args: &Args, tools: &Tools, work: &OneWork) -> Vec<Diagnostic> {
    let artifacts = &work.work.artifacts;
    if artifacts.is_empty() {
        let problem = Diagnostic::error("nothing-to-fetch", "the record has no artifacts");
        return vec![problem.in_file(&work.file.file)];
    }
    let folder = args.dest.join(&work.file.slug);
    if let Err(problem) = fetching::make_folder(&folder) {
        return vec![problem];
    }
    let names = file_names(artifacts);
    let mut problems = Vec::new();
    for (artifact, name) in artifacts.iter().zip(&names) {
        match fetch_artifact(args, tools, work, artifact, &folder.join(name)) {
            Ok(line) => super::say(&line),
            Err(problem) => problems.push(problem),
        }
    }
    problems
}

/// Fetches one artifact to `file` and tells how that went.
fn fetch_artifact(
    args: &Args,
    tools: &Tools,
    work: &OneWork,
    artifact: &Artifact,
    file: &Path,
) -> Result<String, Diagnostic> {
    let place = (args.root.as_path(), work.file.folder.as_deref());
    let held = tools.fetch(artifact, place, &work.file.file)?;
    let replace = if args.force { Replace::Always } else { Replace::Never };
    match fetching::place(&held, file, replace)? {
        Placed::Other => {
            let message = format!("there is another file at `{}`", file.display());
            Err(Diagnostic::error("file-exists", message).hint("--force replaces it"))
        }
        placed => Ok(summary(artifact, file, &held, placed)),
    }
}

fn summary(artifact: &Artifact, file: &Path, held: &Held, placed: Placed) -> String {
    let origin = match (placed, held.origin) {
        (Placed::Same, _) => "was there",
        (_, Origin::Record) => "from beside the record",
        (_, Origin::Cache) => "from the cache",
        (_, Origin::Server) => "fetched",
    };
    let mut text = format!(
        "{}: {origin}, {} {}, ",
        file.display(),
        held.size,
        noun(held.size, "byte", "bytes")
    );
    // Writing to a string cannot fail.
    let _ = match &artifact.sha256 {
        Some(_) => write!(text, "SHA-256 as in the record"),
        None => write!(text, "SHA-256 {} (the record gives none)", held.sha256),
    };
    for algorithm in fetching::algorithms(artifact, true) {
        let _ = write!(text, ", {algorithm} as in the record");
    }
    for algorithm in fetching::algorithms(artifact, false) {
        let _ = write!(text, ", {algorithm} not checked");
    }
    text
}

fn progress_bar(name: &str) -> ProgressBar {
    let template = "{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    progress::bar(0, template, name.to_owned())
}

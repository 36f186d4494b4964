//! `faircat attest`.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::printer;
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::evidence::attestation::SecretKey;
use crate::evidence::contradictions::Grounds;
use crate::loading;
use crate::outside_world::attesting::KEY_VARIABLE;
use crate::outside_world::{clock, site_folder};

/// Says who computed the evidence of records, or makes the key pair with which a site's own
/// workflow signs what it computes.
///
/// Evidence that comes with a record was computed by whoever wrote the record. What the site's own
/// workflow computed with `--attest`, of `faircat verify`, `bench --save`, `compare` or `explain`,
/// bears a signature, which `site/site.yaml` has the public key of.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat attest --new-key attestation.key --name \"nightly workflow\"
  export FAIRCAT_ATTESTATION_KEY=\"$(cat attestation.key)\"
  faircat verify --attest jet-tagger
  faircat attest jet-tagger")]
pub(super) struct Args {
    /// Records, as `slug` or `models/slug`. Without any: all that have evidence of a run.
    #[arg(value_name = "RECORD", conflicts_with = "new_key")]
    records: Vec<String>,
    /// Make a key pair: the secret key goes to this new file, the lines for `site/site.yaml` with
    /// the public key to standard output.
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,
    /// What pages call the new key.
    #[arg(long, default_value = "site workflow", requires = "new_key")]
    name: String,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

pub(super) fn run(args: Args) -> ExitCode {
    let outcome = match &args.new_key {
        Some(file) => new_key(file, &args.name).map_err(|problem| vec![problem]),
        None => tell(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            printer::report(&problems, &args.root);
            ExitCode::from(super::PROBLEMS)
        }
    }
}

/// Writes a new secret key to `file`, which must not be there yet, for its owner alone.
#[allow(
    clippy::disallowed_methods,
    reason = "a secret is written for its owner alone, and over nothing"
)]
fn new_key(file: &Path, name: &str) -> Result<(), Diagnostic> {
    let unwritten = |error: &dyn std::fmt::Display, hint: &str| {
        Diagnostic::error("attestation-key", format!("no key was made: {error}"))
            .in_file(file)
            .hint(hint)
    };
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| unwritten(&error, "the system has no random numbers to give"))?;
    let key = SecretKey::from_random(bytes);
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let written = opened.and_then(|mut file| writeln!(file, "{}", key.secret_text()));
    written.map_err(|error: io::Error| {
        let reason = match error.kind() {
            io::ErrorKind::AlreadyExists => "the file is there already".to_owned(),
            _ => error.to_string(),
        };
        unwritten(&reason, "name a file that is not there yet, outside of the repository")
    })?;
    let name = serde_json::Value::from(name);
    super::say(&format!(
        "# Add this to site/site.yaml. Give the workflow the content of the key's file as the secret\n\
         # {KEY_VARIABLE}, and keep the file nowhere else.\n\
         attestation_keys:\n  - name: {name}\n    key: {}",
        key.public_text()
    ));
    Ok(())
}

fn tell(args: &Args) -> Result<(), Vec<Diagnostic>> {
    let (site, problems) = site_folder::read_site(&args.root, None);
    let Some(site) = site else { return Err(problems) };
    let grounds = Grounds { today: Some(clock::today()), keys: site.keys };
    let (catalog, said) = loading::load_knowing(&args.root, &Default::default(), &grounds);
    let has_run = |entry: &&Entry| {
        let it = &entry.evidence;
        it.verification.is_some()
            || it.throughput.is_some()
            || it.comparison.is_some()
            || it.explanation.is_some()
    };
    let is_wanted = |entry: &&Entry| {
        args.records.is_empty()
            || args.records.iter().any(|name| *name == entry.slug || *name == entry.id())
    };
    let mut unknown = Vec::new();
    for name in &args.records {
        if !catalog.entries.iter().any(|entry| *name == entry.slug || *name == entry.id()) {
            let message = format!("no record is called `{name}`");
            unknown.push(Diagnostic::error("unknown-record", message));
        }
    }
    let mut told = 0;
    for entry in catalog.entries.iter().filter(is_wanted) {
        if has_run(&entry) {
            super::say(&lines(entry));
            told += 1;
        } else if !args.records.is_empty() {
            super::say(&format!("{}\n  there is no evidence of a run that is used", entry.id()));
            told += 1;
        }
    }
    if told == 0 && unknown.is_empty() {
        super::say("no record of this catalogue has evidence of a run");
    }
    let ours = |one: &Diagnostic| {
        matches!(&*one.code, "attestation" | "refused-evidence" | "stale-evidence")
    };
    printer::report(&said.into_iter().filter(ours).collect::<Vec<_>>(), &args.root);
    if unknown.is_empty() { Ok(()) } else { Err(unknown) }
}

/// Who computed what of one record.
fn lines(entry: &Entry) -> String {
    let evidence = &entry.evidence;
    let mut lines = vec![entry.id()];
    lines.extend(evidence.verification.as_deref().map(|it| match evidence.current() {
        Some(_) => format!("  claims: {}", evidence.verified_by.of_claims(&it.date)),
        None => "  claims: the verification is not used".to_owned(),
    }));
    let throughput = evidence.throughput.as_deref();
    lines.extend(
        throughput
            .map(|it| format!("  throughput: {}", evidence.measured_by.of_measurements(&it.date))),
    );
    let comparison = evidence.comparison.as_deref();
    lines.extend(
        comparison
            .map(|it| format!("  comparison: {}", evidence.compared_by.of_computation(&it.date))),
    );
    let explanation = evidence.explanation.as_deref();
    lines
        .extend(explanation.map(|it| {
            format!("  explanation: {}", evidence.explained_by.of_computation(&it.date))
        }));
    lines.join("\n")
}

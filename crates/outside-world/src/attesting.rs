//! Signing evidence that this program computed.

use std::env;
use std::path::Path;

use serde::Serialize;

use super::{atomic_file, checksum, evidence_files, site_folder};
use faircat_catalog::evidence::attestation::{Envelope, Resource, SecretKey, Statement};
use faircat_catalog::evidence::origin;
use faircat_record::diagnostic::Diagnostic;

/// The environment variable that holds the secret key.
pub const KEY_VARIABLE: &str = "FAIRCAT_ATTESTATION_KEY";

/// The secret key of the environment.
///
/// Errors: there is none, or none of that form; what it holds is not shown.
pub fn secret_key() -> Result<SecretKey, Diagnostic> {
    let problem = |message: String| {
        Diagnostic::error("attestation-key", message)
            .hint("`faircat attest --new-key FILE` makes a key pair; give its file's content there")
    };
    let text = env::var(KEY_VARIABLE)
        .map_err(|_| problem(format!("`--attest` needs the secret key in {KEY_VARIABLE}")))?;
    SecretKey::parse(&text).ok_or_else(|| {
        problem(format!("{KEY_VARIABLE} holds no secret key as `faircat attest` writes it"))
    })
}

/// A warning where the settings of the site below `root` have no public key for the secret one: what
/// it signs counts as submitted.
pub fn unknown_key(root: &Path) -> Option<Diagnostic> {
    let id = secret_key().ok()?.id();
    let (site, _) = site_folder::read_site(root, None);
    let keys = site.map(|site| site.keys).unwrap_or_default();
    if keys.iter().any(|key| key.id() == id) {
        return None;
    }
    let message = format!(
        "`attestation_keys` has no public key for the one in {KEY_VARIABLE}, so the site will say \
         that this evidence was submitted with the record"
    );
    let hint = "add the lines that `faircat attest --new-key` printed with this key";
    Some(Diagnostic::warning("attestation-key", message).in_file("site/site.yaml").hint(hint))
}

/// What is said of the evidence that has been written.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// `folder/slug` of the record.
    pub id: &'a str,
    /// Name of the evidence, as `verification`.
    pub name: &'a str,
    /// Whether all that was checked holds.
    pub passed: bool,
    /// The files that ran.
    pub used: &'a [Resource],
}

/// Writes `evidence` to `evidence/NAME.json` below `folder`, and its attestation, signed with
/// `key`, beside it. Without a key, an attestation of earlier evidence is taken away.
pub fn write<T: Serialize>(
    folder: &Path,
    evidence: &T,
    said: Said<'_>,
    key: Option<&SecretKey>,
) -> Result<(), Diagnostic> {
    evidence_files::refuse_links(folder)?;
    let folder = folder.join("evidence");
    let file = folder.join(format!("{}.json", said.name));
    let attestation = folder.join(format!("{}.attestation.json", said.name));
    let text = pretty(&file, evidence)?;
    // No moment has the new evidence beside a signature that could pass for its own.
    match std::fs::remove_file(&attestation) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(atomic_file::unwritable(&attestation, &error));
        }
        _ => {}
    }
    atomic_file::write(&file, &text)?;
    let Some(key) = key else { return Ok(()) };
    let name = format!("{}.json", said.name);
    let subject = origin::subject(said.id, &name, &checksum::of_bytes(&text));
    let statement = Statement::of_run(subject, said.passed, said.used, run_address().as_deref());
    atomic_file::write(&attestation, &pretty(&attestation, &Envelope::sign(&statement, key))?)
}

/// Address of the run of a workflow in which this is, by the variables of [GitHub] and [GitLab].
///
/// [GitHub]: https://docs.github.com/en/actions/reference/variables-reference#default-environment-variables
/// [GitLab]: https://docs.gitlab.com/ci/variables/predefined_variables/
fn run_address() -> Option<String> {
    let named = |name| env::var(name).ok().filter(|it| !it.is_empty());
    let of_github = || {
        let [server, repository, run] =
            ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"].map(named);
        Some(format!("{}/{}/actions/runs/{}", server?, repository?, run?))
    };
    of_github().or_else(|| named("CI_JOB_URL"))
}

fn pretty<T: Serialize>(file: &Path, value: &T) -> Result<Vec<u8>, Diagnostic> {
    let mut text = serde_json::to_vec_pretty(value)
        .map_err(|error| Diagnostic::error("evidence", error.to_string()).in_file(file))?;
    text.push(b'\n');
    Ok(text)
}

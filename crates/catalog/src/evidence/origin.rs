//! Who computed a piece of evidence.

use super::attestation::{Attested, Resource, TrustedKey, Unattested, attested};

/// Who computed a file of evidence, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// It came with the record, from whoever wrote that.
    #[default]
    Submitted,
    /// The site's own workflow, which signed with the key of this name, in the run at an address.
    Site { key: String, run: Option<String> },
}

impl Origin {
    /// As it is written in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Origin::Submitted => "submitted",
            Origin::Site { .. } => "site",
        }
    }

    /// The key that attests to it, where one does.
    pub fn key(&self) -> Option<&str> {
        match self {
            Origin::Submitted => None,
            Origin::Site { key, .. } => Some(key),
        }
    }

    /// Address of the run that computed it, where it is known.
    pub fn run(&self) -> Option<&str> {
        match self {
            Origin::Submitted => None,
            Origin::Site { run, .. } => run.as_deref(),
        }
    }

    /// Who recomputed claims, on the day `date`, for the end of a sentence.
    pub fn of_claims(&self, date: &str) -> String {
        match self {
            Origin::Submitted => {
                "submitted with the record, not recomputed by this site".to_owned()
            }
            Origin::Site { key, .. } => {
                format!("recomputed by this site's own workflow (key {key}, {date})")
            }
        }
    }

    /// Who measured the throughput, for the end of a sentence.
    pub fn of_measurements(&self, date: &str) -> String {
        match self {
            Origin::Submitted => "submitted with the record, not measured by this site".to_owned(),
            Origin::Site { key, .. } => {
                format!("measured by this site's own workflow (key {key}, {date})")
            }
        }
    }

    /// Who computed a comparison or an explanation, for the end of a sentence.
    pub fn of_computation(&self, date: &str) -> String {
        match self {
            Origin::Submitted => "submitted with the record, not computed by this site".to_owned(),
            Origin::Site { key, .. } => {
                format!("computed by this site's own workflow (key {key}, {date})")
            }
        }
    }
}

/// The origin of the file `name` below `evidence/` of the record `id` (`folder/slug`), which has
/// the digest `sha256` and comes with the envelope `attestation`.
///
/// Errors: why the envelope does not count; the file is then as submitted.
pub fn origin(
    attestation: Option<&str>,
    keys: &[TrustedKey],
    id: &str,
    name: &str,
    sha256: &str,
) -> Result<Origin, Unattested> {
    let Some(envelope) = attestation else { return Ok(Origin::Submitted) };
    let Attested { key, run } = attested(envelope, keys, &subject(id, name, sha256))?;
    Ok(Origin::Site { key: key.name.clone(), run })
}

/// What an attestation calls the file `name` below `evidence/` of the record `id`.
pub fn subject(id: &str, name: &str, sha256: &str) -> Resource {
    Resource::new(format!("{id}/evidence/{name}"), sha256)
}

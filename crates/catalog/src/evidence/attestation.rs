//! Signed statements that a site's own workflow computed a file of evidence.
//!
//! An attestation is a DSSE envelope (<https://github.com/secure-systems-lab/dsse>, protocol
//! `DSSEv1`) around an in-toto Statement of version 1, signed with Ed25519 (RFC 8032). Its one
//! subject is the file of evidence, named by the record that it belongs to and known by its
//! SHA-256, so it says nothing of another record or of other bytes.

mod keys;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _};
use faircat_text::is_web_address;
use serde::{Deserialize, Serialize};

pub use keys::{SecretKey, TrustedKey};

/// Media type of the payload, which the signature covers too.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// The predicate that in-toto defines for tests that ran.
const PREDICATE_TYPE: &str = "https://in-toto.io/attestation/test-result/v0.1";
/// More signatures than this are not looked at.
const MOST_SIGNATURES: usize = 16;

/// A DSSE envelope as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    /// The statement's JSON in Base64.
    pub payload: String,
    pub payload_type: String,
    pub signatures: Vec<EnvelopeSignature>,
}

/// One signature over the payload and its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvelopeSignature {
    /// A hint at the key; nothing is decided by it.
    #[serde(default)]
    pub keyid: String,
    /// 64 bytes in Base64.
    pub sig: String,
}

/// An in-toto Statement of version 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    #[serde(rename = "_type")]
    pub statement_type: String,
    pub subject: Vec<Resource>,
    pub predicate_type: String,
    pub predicate: serde_json::Value,
}

/// A file by name and SHA-256: a resource descriptor of in-toto.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    pub name: String,
    pub digest: Digest,
}

/// Digests of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// 64 hexadecimal digits in lower case.
    pub sha256: String,
}

/// Why an attestation does not show that the site's own workflow computed a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unattested {
    #[error("the attestation cannot be read: {0}")]
    Malformed(String),
    #[error("none of the site's keys made the signature")]
    Foreign,
    #[error("the signature is not one of the site's key `{0}`, which it names")]
    Wrong(String),
    #[error("the attestation is about `{0}`")]
    OtherFile(String),
    #[error("the file has changed since it was attested")]
    OtherBytes,
}

impl Resource {
    pub fn new(name: impl Into<String>, sha256: impl Into<String>) -> Resource {
        Resource { name: name.into(), digest: Digest { sha256: sha256.into() } }
    }
}

impl Statement {
    /// That a run gave `subject`, a file of evidence, from the files `used`; `passed` where all
    /// that was checked holds. `run` is the address at which the run can be looked at.
    pub fn of_run(
        subject: Resource,
        passed: bool,
        used: &[Resource],
        run: Option<&str>,
    ) -> Statement {
        let result = if passed { "PASSED" } else { "FAILED" };
        let mut predicate = serde_json::json!({ "result": result, "configuration": used });
        if let Some(run) = run {
            predicate["url"] = run.into();
        }
        Statement {
            statement_type: STATEMENT_TYPE.to_owned(),
            subject: vec![subject],
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate,
        }
    }
}

impl Envelope {
    /// `statement`, signed.
    pub fn sign(statement: &Statement, key: &SecretKey) -> Envelope {
        // Texts and lists of them always serialise.
        let payload = serde_json::to_vec(statement).unwrap_or_default();
        let signature = key.signing().sign(&signed_bytes(PAYLOAD_TYPE, &payload));
        Envelope {
            payload: BASE64.encode(payload),
            payload_type: PAYLOAD_TYPE.to_owned(),
            signatures: vec![EnvelopeSignature {
                keyid: keys::id(&key.public()),
                sig: BASE64.encode(signature.to_bytes()),
            }],
        }
    }
}

/// What an attestation shows of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested<'a> {
    pub key: &'a TrustedKey,
    /// Address of the run that computed it.
    pub run: Option<String>,
}

/// The key that attests, in `text`, to the file that `subject` names and whose SHA-256 is
/// `subject`'s, and the run that computed it.
///
/// Errors: everything that leaves open who computed the file.
pub fn attested<'a>(
    text: &str,
    keys: &'a [TrustedKey],
    subject: &Resource,
) -> Result<Attested<'a>, Unattested> {
    let malformed = |error: String| Unattested::Malformed(error);
    let envelope: Envelope =
        serde_json::from_str(text).map_err(|error| malformed(error.to_string()))?;
    if envelope.payload_type != PAYLOAD_TYPE {
        return Err(malformed(format!("its payload is no `{PAYLOAD_TYPE}`")));
    }
    let payload = decoded(&envelope.payload)
        .ok_or_else(|| malformed("its payload is not in Base64".to_owned()))?;
    // Nothing of the payload is read before it is known who signed it.
    let key = signer(&envelope, &payload, keys)?;
    let statement: Statement =
        serde_json::from_slice(&payload).map_err(|error| malformed(error.to_string()))?;
    if statement.statement_type != STATEMENT_TYPE || statement.predicate_type != PREDICATE_TYPE {
        return Err(malformed("it is no statement about a run".to_owned()));
    }
    about(&statement, subject)?;
    let run = statement.predicate.get("url").and_then(|it| it.as_str()).and_then(web_address);
    Ok(Attested { key, run })
}

fn signer<'a>(
    envelope: &Envelope,
    payload: &[u8],
    keys: &'a [TrustedKey],
) -> Result<&'a TrustedKey, Unattested> {
    let message = signed_bytes(&envelope.payload_type, payload);
    let signatures = &envelope.signatures[..envelope.signatures.len().min(MOST_SIGNATURES)];
    let made = |key: &TrustedKey, signature: &EnvelopeSignature| {
        let bytes = decoded(&signature.sig).and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
        bytes.is_some_and(|bytes| {
            key.verifying().verify_strict(&message, &Signature::from_bytes(&bytes)).is_ok()
        })
    };
    if let Some(key) = keys.iter().find(|key| signatures.iter().any(|one| made(key, one))) {
        return Ok(key);
    }
    let named = |key: &&TrustedKey| signatures.iter().any(|one| one.keyid == key.id());
    Err(keys
        .iter()
        .find(named)
        .map_or(Unattested::Foreign, |key| Unattested::Wrong(key.name.clone())))
}

/// `text`, where it is an address that a page may link to.
fn web_address(text: &str) -> Option<String> {
    let is_plain = text.bytes().all(|it| it.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&it));
    (is_web_address(text) && is_plain).then(|| text.to_owned())
}

fn about(statement: &Statement, wanted: &Resource) -> Result<(), Unattested> {
    let Some(found) = statement.subject.iter().find(|it| it.name == wanted.name) else {
        let first = statement.subject.first().map_or_else(String::new, |it| it.name.clone());
        return Err(Unattested::OtherFile(first));
    };
    if found.digest.sha256.eq_ignore_ascii_case(&wanted.digest.sha256) {
        Ok(())
    } else {
        Err(Unattested::OtherBytes)
    }
}

/// DSSE's pre-authentication encoding, which is what is signed.
fn signed_bytes(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_the_encoding_of_the_specification() {
        // The example of the DSSE protocol.
        let bytes = signed_bytes("http://example.com/HelloWorld", b"hello world");
        assert_eq!(bytes, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }
}

//! The key pairs of attestations.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// What precedes a public key, so that it is not taken for a secret one.
const PUBLIC: &str = "ed25519:";
/// What precedes a secret key.
const SECRET: &str = "ed25519-secret:";

/// A public key that `site/site.yaml` trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedKey {
    /// What the site calls the key.
    pub name: String,
    key: VerifyingKey,
}

/// A secret key. It is shown nowhere, also not by `Debug`.
pub struct SecretKey(SigningKey);

impl TrustedKey {
    /// Reads a public key as [`SecretKey::public_text`] writes it.
    ///
    /// Errors: what is wrong with `text`, in a sentence about the key.
    pub fn parse(name: &str, text: &str) -> Result<TrustedKey, String> {
        if text.trim().starts_with(SECRET) {
            return Err(
                "it is a secret key: replace the key pair, this one is no longer secret".to_owned()
            );
        }
        let form = || format!("it is not of the form `{PUBLIC}` with 32 bytes in Base64");
        let bytes = text.trim().strip_prefix(PUBLIC).and_then(bytes).ok_or_else(form)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| "it is no point of the curve")?;
        if key.is_weak() {
            return Err("anybody can sign for it".to_owned());
        }
        Ok(TrustedKey { name: name.to_owned(), key })
    }

    pub(super) fn verifying(&self) -> &VerifyingKey {
        &self.key
    }

    /// The hint at the key in an envelope.
    pub fn id(&self) -> String {
        id(&self.key)
    }
}

impl SecretKey {
    /// The key of 32 random bytes.
    pub fn from_random(bytes: [u8; 32]) -> SecretKey {
        SecretKey(SigningKey::from_bytes(&bytes))
    }

    /// Reads a key as [`SecretKey::secret_text`] writes it; `None` where it is not of that form.
    pub fn parse(text: &str) -> Option<SecretKey> {
        let bytes = text.trim().strip_prefix(SECRET).and_then(bytes)?;
        Some(SecretKey::from_random(bytes))
    }

    /// The key itself, for the file that keeps it and for nothing else.
    pub fn secret_text(&self) -> String {
        format!("{SECRET}{}", BASE64.encode(self.0.to_bytes()))
    }

    /// The public key, for `site/site.yaml`.
    pub fn public_text(&self) -> String {
        format!("{PUBLIC}{}", BASE64.encode(self.public().to_bytes()))
    }

    /// The hint at its public key, as [`TrustedKey::id`].
    pub fn id(&self) -> String {
        id(&self.public())
    }

    pub(super) fn signing(&self) -> &SigningKey {
        &self.0
    }

    pub(super) fn public(&self) -> VerifyingKey {
        self.0.verifying_key()
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey")
    }
}

/// SHA-256 of a public key in hexadecimal digits.
pub(super) fn id(key: &VerifyingKey) -> String {
    hex::encode(Sha256::digest(key.as_bytes()))
}

fn bytes(text: &str) -> Option<[u8; 32]> {
    BASE64.decode(text).ok()?.try_into().ok()
}

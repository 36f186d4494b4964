//! What lets a user into a repository.

use std::env;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use reqwest::header::HeaderValue;
use thiserror::Error;

/// Fewest bytes of a secret that no word holds by chance.
const LONG: usize = 6;

/// A token, or a name with a password. It is shown nowhere.
#[derive(Clone)]
pub struct Secret {
    header: HeaderValue,
    /// What may stand in no text, the longest first.
    parts: Vec<String>,
}

/// Why there is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoSecret {
    #[error("`{0}` is not set")]
    Absent(&'static str),
    #[error("`{0}` holds what no token has: blanks, line breaks or other signs")]
    Odd(&'static str),
}

impl Secret {
    /// The token in the environment's variable `name`.
    pub fn token(name: &'static str) -> Result<Secret, NoSecret> {
        let token = variable(name)?;
        Secret::of(format!("Bearer {token}"), vec![token]).ok_or(NoSecret::Odd(name))
    }

    /// The name and password in the environment's variables `user` and `password`.
    pub fn pair(user: &'static str, password: &'static str) -> Result<Secret, NoSecret> {
        let (user, secret) = (variable(user)?, variable(password)?);
        let coded = STANDARD.encode(format!("{user}:{secret}"));
        Secret::of(format!("Basic {coded}"), vec![coded, secret]).ok_or(NoSecret::Odd(password))
    }

    fn of(header: String, parts: Vec<String>) -> Option<Secret> {
        let mut header = HeaderValue::try_from(header).ok()?;
        header.set_sensitive(true);
        Some(Secret { header, parts })
    }

    pub(super) fn header(&self) -> HeaderValue {
        self.header.clone()
    }

    /// `text`, of somebody else, without the secret.
    pub(super) fn hidden(&self, text: &str) -> String {
        self.without(text, 1)
    }

    /// As [`Secret::hidden`], where the secret is too long to be a part of a word by chance.
    pub(super) fn hidden_where_long(&self, text: &str) -> String {
        self.without(text, LONG)
    }

    /// `text` without the parts of at least `shortest` bytes, also where it is an address, which
    /// writes some signs as `%2B`.
    fn without(&self, text: &str, shortest: usize) -> String {
        let parts = || self.parts.iter().filter(|it| it.len() >= shortest);
        let decoded = percent_decode_str(text).decode_utf8_lossy();
        let text = match parts().any(|it| decoded.contains(it.as_str())) {
            true => &decoded,
            false => text,
        };
        parts().fold(text.to_owned(), |text, part| text.replace(part, "…"))
    }
}

fn variable(name: &'static str) -> Result<String, NoSecret> {
    let text = match env::var(name) {
        Ok(text) => text.trim().to_owned(),
        Err(env::VarError::NotPresent) => return Err(NoSecret::Absent(name)),
        Err(env::VarError::NotUnicode(_)) => return Err(NoSecret::Odd(name)),
    };
    if text.is_empty() {
        return Err(NoSecret::Absent(name));
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain { Ok(text) } else { Err(NoSecret::Odd(name)) }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

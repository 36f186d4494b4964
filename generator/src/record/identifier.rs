//! Identifiers with their scheme, and what makes each well formed.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::identifier_forms as forms;

/// A family of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    Doi,
    Handle,
    Ark,
    Swhid,
    Arxiv,
    Orcid,
    Ror,
    Url,
    /// `scheme:value` of a scheme that we do not check.
    Other,
}

/// An identifier in its normal form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    pub scheme: Scheme,
    /// Name of the scheme as DataCite and identifiers.org write it in lower case: `doi`, `hdl`, …
    pub prefix: String,
    /// The identifier without its scheme.
    pub value: String,
}

/// Why a text is no identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    #[error("`{0}` has no scheme")]
    NoScheme(String),
    #[error("`{text}` is no {scheme}: {reason}")]
    Malformed { text: String, scheme: &'static str, reason: String },
}

impl Identifier {
    /// Reads `doi:10.…`, `https://doi.org/10.…`, `hdl:…`, `ark:/…`, `swh:1:…`, `arxiv:…`,
    /// `orcid:…`, `ror:…`, any `http(s)` URL, or `scheme:value`, and verifies form and check
    /// digits where the scheme has them.
    pub fn parse(text: &str) -> Result<Identifier, IdentifierError> {
        let text = text.trim();
        for (scheme, prefix, starts) in KNOWN {
            for start in *starts {
                let Some(head) = text.get(..start.len()) else { continue };
                if head.eq_ignore_ascii_case(start) {
                    let rest = &text[start.len()..];
                    let value = well_formed(*scheme, rest, start.starts_with("http"));
                    let value = value.map_err(|reason| IdentifierError::Malformed {
                        text: text.to_owned(),
                        scheme: scheme.name(),
                        reason,
                    })?;
                    return Ok(Identifier { scheme: *scheme, prefix: (*prefix).to_owned(), value });
                }
            }
        }
        if text.starts_with("https://") || text.starts_with("http://") {
            if let Err(reason) = forms::web_address(text) {
                let scheme = Scheme::Url.name();
                return Err(IdentifierError::Malformed { text: text.to_owned(), scheme, reason });
            }
            return Ok(Identifier {
                scheme: Scheme::Url,
                prefix: "url".to_owned(),
                value: text.to_owned(),
            });
        }
        match text.split_once(':') {
            Some((prefix, value))
                if !value.is_empty()
                    && prefix
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
                    && !prefix.is_empty() =>
            {
                Ok(Identifier {
                    scheme: Scheme::Other,
                    prefix: prefix.to_ascii_lowercase(),
                    value: value.to_owned(),
                })
            }
            _ => Err(IdentifierError::NoScheme(text.to_owned())),
        }
    }

    /// The address at which the identifier resolves, where its scheme has a resolver.
    pub fn url(&self) -> Option<String> {
        Some(match self.scheme {
            Scheme::Doi => format!("https://doi.org/{}", in_path(&self.value)),
            Scheme::Handle => format!("https://hdl.handle.net/{}", in_path(&self.value)),
            Scheme::Ark => format!("https://n2t.net/ark:/{}", in_path(&self.value)),
            Scheme::Swhid => format!("https://archive.softwareheritage.org/swh:1:{}", self.value),
            Scheme::Arxiv => format!("https://arxiv.org/abs/{}", self.value),
            Scheme::Orcid => format!("https://orcid.org/{}", self.value),
            Scheme::Ror => format!("https://ror.org/{}", self.value),
            Scheme::Url => self.value.clone(),
            Scheme::Other => return None,
        })
    }

    /// The same for any two ways to write the same identifier.
    pub fn key(&self) -> String {
        match self.scheme {
            // DOI and Handle names do not distinguish capitals.
            Scheme::Doi | Scheme::Handle => self.to_string().to_lowercase(),
            _ => self.to_string(),
        }
    }

    /// Whether somebody has promised to keep the identifier resolving.
    pub fn is_persistent(&self) -> bool {
        matches!(
            self.scheme,
            Scheme::Doi
                | Scheme::Handle
                | Scheme::Ark
                | Scheme::Swhid
                | Scheme::Arxiv
                | Scheme::Orcid
                | Scheme::Ror
        )
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scheme {
            Scheme::Url => f.write_str(&self.value),
            Scheme::Ark => write!(f, "ark:/{}", self.value),
            Scheme::Swhid => write!(f, "swh:1:{}", self.value),
            _ => write!(f, "{}:{}", self.prefix, self.value),
        }
    }
}

impl Scheme {
    /// What people call an identifier of the scheme.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Doi => "DOI",
            Scheme::Handle => "Handle",
            Scheme::Ark => "ARK",
            Scheme::Swhid => "SWHID",
            Scheme::Arxiv => "arXiv identifier",
            Scheme::Orcid => "ORCID iD",
            Scheme::Ror => "ROR identifier",
            Scheme::Url => "URL",
            Scheme::Other => "identifier",
        }
    }
}

/// The normal form of what follows the scheme; `in_url` where it was written as a URL.
fn well_formed(scheme: Scheme, text: &str, in_url: bool) -> Result<String, String> {
    let decoded = if in_url {
        percent_decode_str(text).decode_utf8().map_err(|_| "it is not UTF-8".to_owned())?
    } else {
        Cow::Borrowed(text)
    };
    let text = decoded.as_ref();
    match scheme {
        Scheme::Doi => forms::doi(text),
        Scheme::Handle => forms::handle(text),
        Scheme::Ark => forms::ark(text),
        Scheme::Swhid => forms::swhid(text),
        Scheme::Arxiv => forms::arxiv(text),
        Scheme::Orcid => forms::orcid(text),
        Scheme::Ror => forms::ror(text),
        Scheme::Url | Scheme::Other => Ok(text.to_owned()),
    }
}

/// What the path of a URL may not hold (RFC 3986, section 3.3).
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// `value` for the path of a URL; its slashes stay.
pub(crate) fn in_path(value: &str) -> impl fmt::Display {
    utf8_percent_encode(value, NOT_IN_PATH)
}

/// Scheme, prefix, and the beginnings under which it is written.
const KNOWN: &[(Scheme, &str, &[&str])] = &[
    (
        Scheme::Doi,
        "doi",
        &[
            "doi:",
            "https://doi.org/",
            "http://doi.org/",
            "https://dx.doi.org/",
            "http://dx.doi.org/",
        ],
    ),
    (Scheme::Handle, "hdl", &["hdl:", "https://hdl.handle.net/", "http://hdl.handle.net/"]),
    (Scheme::Ark, "ark", &["ark:/", "ark:", "https://n2t.net/ark:/", "https://n2t.net/ark:"]),
    (Scheme::Swhid, "swh", &["swh:1:", "https://archive.softwareheritage.org/swh:1:"]),
    (Scheme::Arxiv, "arxiv", &["arxiv:", "https://arxiv.org/abs/", "http://arxiv.org/abs/"]),
    (Scheme::Orcid, "orcid", &["orcid:", "https://orcid.org/", "http://orcid.org/"]),
    (Scheme::Ror, "ror", &["ror:", "https://ror.org/"]),
];

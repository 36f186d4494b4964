//! Identifiers with their scheme, and what makes each well formed.

use std::fmt;

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
    #[error("`{text}` is not a {scheme}: {reason}")]
    Malformed { text: String, scheme: &'static str, reason: String },
}

impl Identifier {
    /// Reads `doi:10.…`, `https://doi.org/10.…`, `hdl:…`, `ark:/…`, `swh:1:…`, `arxiv:…`,
    /// `orcid:…`, `ror:…`, any `http(s)` URL, or `scheme:value`.
    pub fn parse(text: &str) -> Result<Identifier, IdentifierError> {
        let text = text.trim();
        for (scheme, prefix, starts) in KNOWN {
            for start in *starts {
                let Some(head) = text.get(..start.len()) else { continue };
                if head.eq_ignore_ascii_case(start) {
                    let value = text[start.len()..].to_owned();
                    return Ok(Identifier { scheme: *scheme, prefix: (*prefix).to_owned(), value });
                }
            }
        }
        if text.starts_with("https://") || text.starts_with("http://") {
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
            Scheme::Doi => format!("https://doi.org/{}", self.value),
            Scheme::Handle => format!("https://hdl.handle.net/{}", self.value),
            Scheme::Ark => format!("https://n2t.net/ark:/{}", self.value),
            Scheme::Swhid => format!("https://archive.softwareheritage.org/swh:1:{}", self.value),
            Scheme::Arxiv => format!("https://arxiv.org/abs/{}", self.value),
            Scheme::Orcid => format!("https://orcid.org/{}", self.value),
            Scheme::Ror => format!("https://ror.org/{}", self.value),
            Scheme::Url => self.value.clone(),
            Scheme::Other => return None,
        })
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

//! Identifiers with their scheme, and what makes each well formed.

mod addresses;
mod schemes;

use std::borrow::Cow;
use std::fmt;

use addresses::{KNOWN, is_permanent, of_address};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::identifier_forms as forms;
use schemes::{KEPT_PREFIXES, OTHER_IRIS, OTHER_SCHEMES};

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
    /// A Uniform Resource Name (RFC 8141).
    Urn,
    /// An address below purl.org, w3id.org, identifiers.org and their like, which leads elsewhere.
    Purl,
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
    /// `orcid:…`, `ror:…`, `urn:…`, any `http(s)` URL, or `scheme:value`, and verifies form and
    /// check digits where the scheme has them.
    pub fn parse(text: &str) -> Result<Identifier, IdentifierError> {
        let text = text.trim();
        let beginning = without_case(text, "https://").or_else(|| without_case(text, "http://"));
        let found = match beginning {
            Some(address) => of_address(address),
            None => KNOWN.iter().find_map(|known| {
                let rest = known.starts.iter().find_map(|start| without_case(text, start))?;
                Some((known.scheme, rest.trim_start()))
            }),
        };
        if let Some((scheme, rest)) = found {
            return Identifier::of_scheme(scheme, rest, beginning.is_some())
                .map_err(|reason| malformed(text, scheme, reason));
        }
        if let Some(address) = beginning {
            if let Err(reason) = forms::web_address(text) {
                return Err(malformed(text, Scheme::Url, reason));
            }
            let scheme = if is_permanent(address) { Scheme::Purl } else { Scheme::Url };
            let prefix = if scheme == Scheme::Purl { "purl" } else { "url" }.to_owned();
            return Ok(Identifier { scheme, prefix, value: text.to_owned() });
        }
        match text.split_once(':') {
            Some((prefix, value)) if !value.is_empty() && is_prefix(prefix) => Ok(Identifier {
                scheme: Scheme::Other,
                prefix: prefix.to_ascii_lowercase(),
                value: value.to_owned(),
            }),
            _ => Err(IdentifierError::NoScheme(text.to_owned())),
        }
    }

    /// As [`Identifier::parse`], and reads `10.5281/zenodo.1` and the digits of an ORCID iD.
    pub fn recognize(text: &str) -> Result<Identifier, IdentifierError> {
        Identifier::parse(text).or_else(|error| {
            let text = text.trim();
            let text = without_case(text, "doi ").unwrap_or(text).trim();
            let bare = [Scheme::Doi, Scheme::Orcid];
            let found = bare.iter().find_map(|it| Identifier::of_scheme(*it, text, false).ok());
            found.ok_or(error)
        })
    }

    /// The identifier of `scheme` that `text` is without a scheme; errors in words.
    fn of_scheme(scheme: Scheme, text: &str, in_url: bool) -> Result<Identifier, String> {
        let value = well_formed(scheme, text, in_url)?;
        let prefix = KNOWN.iter().find(|known| known.scheme == scheme).map_or("", |it| it.prefix);
        Ok(Identifier { scheme, prefix: prefix.to_owned(), value })
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
            Scheme::Purl | Scheme::Url => self.value.clone(),
            Scheme::Urn | Scheme::Other => return None,
        })
    }

    /// The IRI that names the thing: the address at which the identifier resolves, or a URN (RFC 8141; ISBN
    /// and ISSN have namespaces of their own there); `None` where its scheme has neither.
    pub fn iri(&self) -> Option<String> {
        let value = in_path(&self.value);
        match (self.scheme, self.prefix.as_str()) {
            (Scheme::Urn, _) => Some(self.to_string()),
            (Scheme::Other, prefix) => {
                let (_, start) = OTHER_IRIS.iter().find(|(known, _)| *known == prefix)?;
                Some(format!("{start}{value}"))
            }
            _ => self.url(),
        }
    }

    /// Schema.org's `propertyID` of a known scheme: its address at identifiers.org, or its name.
    pub fn scheme_id(&self) -> Option<String> {
        let registered = |name: &str| format!("https://registry.identifiers.org/registry/{name}");
        match self.scheme {
            Scheme::Purl | Scheme::Url => Some("URL".to_owned()),
            Scheme::Urn => Some("URN".to_owned()),
            Scheme::Other => {
                let (_, name) = OTHER_SCHEMES.iter().find(|(prefix, _)| *prefix == self.prefix)?;
                Some(name.map_or_else(|| self.prefix.clone(), registered))
            }
            _ => Some(registered(&self.prefix)),
        }
    }

    /// The same for any two ways to write the same identifier.
    pub fn key(&self) -> String {
        match self.scheme {
            // DOI and Handle names do not distinguish capitals.
            Scheme::Doi | Scheme::Handle => self.to_string().to_lowercase(),
            _ => self.to_string(),
        }
    }

    /// Whether somebody has promised to keep the identifier, as F-UJI and FAIR4RS count them.
    pub fn is_persistent(&self) -> bool {
        match self.scheme {
            // These two namespaces are for names that nobody registers.
            Scheme::Urn => !matches!(
                self.value.split(':').next().unwrap_or_default().to_ascii_lowercase().as_str(),
                "uuid" | "example"
            ),
            Scheme::Other => KEPT_PREFIXES.contains(&self.prefix.as_str()),
            Scheme::Url => false,
            _ => !self.is_for_tests() && !self.is_placeholder(),
        }
    }

    /// Whether the identifier stands where one will be, as `10.5281/zenodo.XXXXXXX`.
    pub fn is_placeholder(&self) -> bool {
        // Names of other schemes are digests, or of letters that mean nothing.
        if !matches!(self.scheme, Scheme::Doi | Scheme::Handle) {
            return false;
        }
        let (_, name) = self.value.split_once('/').unwrap_or_default();
        let lower = name.to_ascii_lowercase();
        let is_blank = |word: &str| {
            let of_one = |sign| word.len() >= 3 && word.chars().all(|one| one == sign);
            of_one('x') || of_one('n') || ["tbd", "todo", "placeholder"].contains(&word)
        };
        lower == "example"
            || lower.contains('…')
            || holds_words_in_brackets(&lower)
            || lower.split(|c: char| !c.is_alphanumeric()).any(is_blank)
    }

    /// Whether the identifier has a prefix that is given to nobody, so that it is never registered:
    /// the test prefix of DOIs and Handles, that of a new DSpace, and that of ARKs.
    pub fn is_for_tests(&self) -> bool {
        let authority = self.value.split('/').next().unwrap_or_default();
        match self.scheme {
            Scheme::Doi => authority == "10.5072" || authority.starts_with("10.5072."),
            Scheme::Handle => ["10.5072", "123456789"].contains(&authority),
            Scheme::Ark => authority == "99999",
            _ => false,
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scheme {
            Scheme::Url | Scheme::Purl => f.write_str(&self.value),
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
            Scheme::Urn => "URN",
            Scheme::Purl => "permanent URL",
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
        Scheme::Urn => forms::urn(text),
        Scheme::Purl | Scheme::Url | Scheme::Other => Ok(text.to_owned()),
    }
}

/// Whether `<…>` or `{…}` in `name` holds words, as `<your-id>`. Old DOIs have brackets too, with a
/// colon within: `10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O`.
fn holds_words_in_brackets(name: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() || " -_.<{".contains(c);
    [('<', '>'), ('{', '}')].into_iter().any(|(open, close)| {
        let inner = name.split(open).skip(1).map(|rest| rest.split(close).next().unwrap_or(rest));
        inner.into_iter().any(|inner| inner.chars().all(is_of_word))
    })
}

fn malformed(text: &str, scheme: Scheme, reason: String) -> IdentifierError {
    IdentifierError::Malformed { text: text.to_owned(), scheme: scheme.name(), reason }
}

/// What follows `start` in `text`, whatever its capitals.
fn without_case<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
}

fn is_prefix(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
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
pub fn in_path(value: &str) -> impl fmt::Display {
    utf8_percent_encode(value, NOT_IN_PATH)
}

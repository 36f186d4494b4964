//! The site that a catalogue becomes: its settings, understood.

use faircat_record::credentials;
use url::Url;

use crate::evidence::attestation::TrustedKey;

pub use faircat_record::settings::{
    AttestationKey, FederatedCatalog, PLACEHOLDER, SiteConfig, SiteLink,
};

/// The settings, with the address understood.
#[derive(Clone, Debug)]
pub struct Site {
    pub config: SiteConfig,
    /// Ends with a slash, as does its path.
    pub base_url: Url,
    /// Whether the publisher gave that address; else it is [`PLACEHOLDER`].
    pub has_address: bool,
    /// The attestation keys, read.
    pub keys: Vec<TrustedKey>,
    /// Whether it has so many records that what some files say is left to others, or to the page.
    pub is_large: bool,
}

/// The attestation keys of `config`, read.
///
/// Errors: what is wrong with one of them, in a sentence.
pub fn keys(config: &SiteConfig) -> Result<Vec<TrustedKey>, String> {
    let read = |one: &AttestationKey| {
        TrustedKey::parse(&one.name, &one.key)
            .map_err(|error| format!("the attestation key `{}`: {error}", one.name))
    };
    config.attestation_keys.iter().map(read).collect()
}

impl Site {
    /// `base_url` overrides the address in `config`. Both must be absolute http(s) URLs. Keys that
    /// cannot be read are left out; [`keys`] says so.
    pub fn new(config: SiteConfig, base_url: Option<&str>) -> Result<Site, String> {
        let given = base_url.or(config.base_url.as_deref());
        let text = given.unwrap_or(PLACEHOLDER);
        let mut url = Url::parse(text).map_err(|error| {
            format!("`{}` is not an absolute URL: {error}", credentials::hidden(text))
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("`{}` is not an http or https URL", credentials::hidden(text)));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "the address of the site holds a user's name or password, which every page \
                        would publish"
                    .to_owned(),
            );
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(format!(
                "`{text}` ends in a query or a fragment, after which no path can stand"
            ));
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        let keys = keys(&config).unwrap_or_default();
        let has_address = given.is_some();
        Ok(Site { config, base_url: url, has_address, keys, is_large: false })
    }

    /// Absolute address of `path`, which is relative to the site's root.
    pub fn iri(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Address of `path` for others to follow from a page: absolute where the publisher gave the
    /// site's address, else from the root of the host.
    pub fn link(&self, path: &str) -> String {
        if self.has_address { self.iri(path) } else { self.href(path) }
    }

    /// Address of `path` for use in pages: absolute on the host, without the host.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.path())
    }
}

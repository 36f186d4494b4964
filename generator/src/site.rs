//! What a maintainer decides about the site as a whole: `site/site.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::credentials;
use crate::evidence::attestation::TrustedKey;

/// What identifiers of a site without an address begin with: linked data must name everything by an
/// absolute IRI, and this one answers while `faircat serve` runs.
pub const PLACEHOLDER: &str = "http://localhost:8000/";

/// The settings in `site/site.yaml`. Every field has a default, so the file may be absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SiteConfig {
    pub title: String,
    /// One sentence under the title on the home page.
    pub tagline: String,
    /// A paragraph that says what the catalogue holds and for whom, as Markdown.
    pub description: String,
    /// Address at which the site is published, with its path. Without one, identifiers begin with
    /// [`PLACEHOLDER`].
    pub base_url: Option<String>,
    /// Organization that publishes the catalogue: slug of a record.
    pub publisher: Option<String>,
    /// SPDX identifier of the licence of the metadata.
    pub license: String,
    /// BCP 47 tag of the language of the pages.
    pub language: String,
    /// Address of the repository that holds the records; pages link to each record's source there.
    pub repository: Option<String>,
    /// Address of the folder `catalog/` in a web view of the repository.
    pub edit_url: Option<String>,
    /// E-mail address or URL for questions.
    pub contact: Option<String>,
    /// Theme folder below `themes/`.
    pub theme: String,
    /// Public keys with which the site's own workflow signs the evidence that it computes.
    pub attestation_keys: Vec<AttestationKey>,
}

/// A public key of the site's own workflow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttestationKey {
    /// What pages call it, as `nightly workflow`.
    pub name: String,
    /// As `faircat attest --new-key` prints it.
    pub key: String,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            title: "Catalogue of AI models and datasets".to_owned(),
            tagline: String::new(),
            description: String::new(),
            base_url: None,
            publisher: None,
            license: "CC0-1.0".to_owned(),
            language: "en".to_owned(),
            repository: None,
            edit_url: None,
            contact: None,
            theme: "default".to_owned(),
            attestation_keys: Vec::new(),
        }
    }
}

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
}

impl SiteConfig {
    /// The attestation keys, read.
    ///
    /// Errors: what is wrong with one of them, in a sentence.
    pub fn keys(&self) -> Result<Vec<TrustedKey>, String> {
        let read = |one: &AttestationKey| {
            TrustedKey::parse(&one.name, &one.key)
                .map_err(|error| format!("the attestation key `{}`: {error}", one.name))
        };
        self.attestation_keys.iter().map(read).collect()
    }
}

impl Site {
    /// `base_url` overrides the address in `config`. Both must be absolute http(s) URLs. Keys that
    /// cannot be read are left out; [`SiteConfig::keys`] says so.
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
        let keys = config.keys().unwrap_or_default();
        let has_address = given.is_some();
        Ok(Site { config, base_url: url, has_address, keys })
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

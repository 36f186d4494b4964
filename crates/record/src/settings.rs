//! What a maintainer decides about the site as a whole, as it is written in `site/site.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What identifiers of a site without an address begin with: linked data must name everything by an
/// absolute IRI, and this one answers while `faircat serve` runs.
pub const PLACEHOLDER: &str = "http://localhost:8000/";

/// The settings in `site/site.yaml`. Every field has a default, so the file may be absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SiteConfig {
    /// Name of the catalogue.
    pub title: String,
    /// One sentence under the title on the home page.
    pub tagline: String,
    /// A paragraph that says what the catalogue holds and for whom, as Markdown.
    pub description: String,
    /// Address at which the site is published, with its path. Without one, identifiers begin with
    /// `http://localhost:8000/`.
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
    /// The entries of the main menu; without any, the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub menu: Vec<SiteLink>,
    /// What stands at the foot of every page, before what the program says there.
    pub footer: Footer,
    /// Public keys with which the site's own workflow signs the evidence that it computes.
    pub attestation_keys: Vec<AttestationKey>,
    /// Which formats the files beside records' pages are in.
    pub formats: FormatChoice,
    /// Other catalogues and hubs whose works are found beside one's own, once `faircat harvest` has
    /// read them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub federation: Vec<FederatedCatalog>,
    /// Services that open a notebook of the site, in the order of their links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_in: Vec<NotebookService>,
}

/// A service that opens notebooks, as Binder, Colab or one's own JupyterHub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotebookService {
    /// What links call it.
    pub name: String,
    /// Its address, in which `{path}` stands for the notebook's path in the site, and `{url}` for its
    /// whole address, encoded as a part of another.
    pub address: String,
}

/// A link in the menu or at the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteLink {
    /// What the page calls it.
    pub label: String,
    /// A page of the site from its root, as `models/` or `guide/start/`, or the URL of another.
    pub to: String,
}

/// The foot of every page, as far as the site decides it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Footer {
    /// A few sentences, as Markdown.
    pub text: String,
    /// Links below that text.
    pub links: Vec<SiteLink>,
}

/// Another catalogue or hub: exactly one of `catalog`, `oai_pmh`, `dcat`, `datacite`, `zenodo`,
/// `hugging_face_models` and `hugging_face_datasets` says how it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FederatedCatalog {
    /// Its folder below `federation/`, in small letters, digits and hyphens; without one, it is made of
    /// the address.
    pub name: Option<String>,
    /// What pages call it; else its host, or what is asked of it.
    pub title: Option<String>,
    /// Address of a site with a faircat dump or with a sitemap and JSON-LD in its pages.
    pub catalog: Option<String>,
    /// Address at which OAI-PMH is spoken, or of a static repository.
    pub oai_pmh: Option<String>,
    /// The set of OAI-PMH that is read; else everything.
    pub set: Option<String>,
    /// Address of a catalogue in DCAT: Turtle, RDF/XML, N-Triples or JSON-LD.
    pub dcat: Option<String>,
    /// What DataCite is asked for, in the words of its search.
    pub datacite: Option<String>,
    /// What Zenodo, or another repository that runs InvenioRDM, is asked for.
    pub zenodo: Option<String>,
    /// What the Hugging Face Hub is searched for among its models; `author:NAME` is all of an owner.
    pub hugging_face_models: Option<String>,
    /// The same among its datasets.
    pub hugging_face_datasets: Option<String>,
    /// Address of the service that is asked, where it is not DataCite's, Zenodo's or the Hub's own.
    pub at: Option<String>,
    /// Most works that are taken of it.
    pub most: Option<u32>,
}

/// Formats of the files beside records' pages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FormatChoice {
    /// Formats that are left out, by the names that `faircat export --as` takes, as `cyclonedx`.
    pub without: Vec<String>,
    /// Formats that a site of more than 1,000 records has all the same. Without this list, such a site
    /// leaves out those that say again what others say, and a build tells which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<Vec<String>>,
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
            menu: Vec::new(),
            footer: Footer::default(),
            attestation_keys: Vec::new(),
            formats: FormatChoice::default(),
            federation: Vec::new(),
            open_in: Vec::new(),
        }
    }
}

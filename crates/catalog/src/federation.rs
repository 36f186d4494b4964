//! The other catalogues that the settings name, understood.

use std::collections::BTreeMap;

use faircat_record::settings::FederatedCatalog;
use url::Url;

use crate::checks::plain_slug;

/// Most works that are taken of one catalogue, where the settings say nothing of it.
pub const MOST_WORKS: usize = 20_000;
/// Most works of one catalogue that the settings can ask for.
pub const MOST_WORKS_EVER: u32 = 200_000;

const DATACITE: &str = "https://api.datacite.org/";
const ZENODO: &str = "https://zenodo.org/";
const HUB: &str = "https://huggingface.co/";

/// Longest question to a hub, in characters.
const LONGEST_QUERY: usize = 500;

/// A catalogue or hub to harvest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCatalog {
    /// Its folder below `federation/`; of no other source.
    pub name: String,
    /// What pages call it.
    pub title: String,
    pub endpoint: Endpoint,
    /// Most works that are taken.
    pub most: usize,
}

/// Where a catalogue is asked, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A site with a dump, or a sitemap and JSON-LD in its pages.
    Site(Url),
    OaiPmh {
        address: Url,
        set: Option<String>,
    },
    Dcat(Url),
    DataCite {
        query: String,
        at: Url,
    },
    InvenioRdm {
        query: String,
        at: Url,
    },
    HuggingFace {
        query: String,
        datasets: bool,
        at: Url,
    },
}

impl Endpoint {
    /// The address that is asked first, and that a page leads to.
    pub fn address(&self) -> &Url {
        match self {
            Endpoint::Site(address) | Endpoint::Dcat(address) => address,
            Endpoint::OaiPmh { address, .. } => address,
            Endpoint::DataCite { at, .. }
            | Endpoint::InvenioRdm { at, .. }
            | Endpoint::HuggingFace { at, .. } => at,
        }
    }

    /// How it is read, as a phrase.
    pub fn in_words(&self) -> &'static str {
        match self {
            Endpoint::Site(_) => "site",
            Endpoint::OaiPmh { .. } => "OAI-PMH",
            Endpoint::Dcat(_) => "DCAT",
            Endpoint::DataCite { .. } => "DataCite",
            Endpoint::InvenioRdm { .. } => "InvenioRDM",
            Endpoint::HuggingFace { .. } => "Hugging Face Hub",
        }
    }

    /// What a hub is asked for; nothing of what is read wholly.
    pub fn query(&self) -> Option<&str> {
        match self {
            Endpoint::DataCite { query, .. }
            | Endpoint::InvenioRdm { query, .. }
            | Endpoint::HuggingFace { query, .. } => Some(query),
            Endpoint::OaiPmh { set, .. } => set.as_deref(),
            _ => None,
        }
    }
}

/// What is wrong with one of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Place of the catalogue in the list.
    pub index: usize,
    /// The field, where one is to blame.
    pub field: Option<&'static str>,
    pub message: String,
    pub hint: &'static str,
}

/// The sources that `catalogs` name, and what is wrong with the others.
pub fn sources(catalogs: &[FederatedCatalog]) -> (Vec<OtherCatalog>, Vec<Wrong>) {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    let mut names = BTreeMap::new();
    for (index, catalog) in catalogs.iter().enumerate() {
        match source(catalog) {
            Ok(source) => match names.insert(source.name.clone(), index) {
                None => found.push(source),
                Some(_) => wrong.push(Wrong {
                    index,
                    field: catalog.name.as_ref().map(|_| "name"),
                    message: format!("two catalogues would have the name `{}`", source.name),
                    hint: "give one of them another `name`",
                }),
            },
            Err((field, message, hint)) => wrong.push(Wrong { index, field, message, hint }),
        }
    }
    tell_apart(&mut found);
    (found, wrong)
}

/// Adds their names, of which there are no two, to titles that several catalogues have.
fn tell_apart(sources: &mut [OtherCatalog]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for source in &*sources {
        *counts.entry(source.title.clone()).or_default() += 1;
    }
    for source in sources.iter_mut().filter(|it| counts[&it.title] > 1) {
        source.title = format!("{} ({})", source.title, source.name);
    }
}

/// Field, message and hint.
type Refusal = (Option<&'static str>, String, &'static str);

fn source(catalog: &FederatedCatalog) -> Result<OtherCatalog, Refusal> {
    let endpoint = endpoint(catalog)?;
    let name = match &catalog.name {
        Some(name) if is_name(name) => name.clone(),
        Some(name) => {
            let message = format!("`{name}` cannot be the name of a folder");
            let hint = "write small letters and digits, with single hyphens between them";
            return Err((Some("name"), message, hint));
        }
        None => match own_name(&endpoint) {
            name if name.is_empty() => {
                let message = "no name of a folder can be made of this address".to_owned();
                return Err((None, message, "give it a `name` of small letters and digits"));
            }
            name => name,
        },
    };
    let most = match catalog.most {
        Some(most @ 1..=MOST_WORKS_EVER) => most as usize,
        Some(most) => {
            let message = format!("{most} is no number of works from 1 to {MOST_WORKS_EVER}");
            return Err((Some("most"), message, "leave it out, or write another number"));
        }
        None => MOST_WORKS,
    };
    let title = catalog.title.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let title = title.map_or_else(|| own_title(&endpoint), str::to_owned);
    Ok(OtherCatalog { name, title, endpoint, most })
}

fn endpoint(catalog: &FederatedCatalog) -> Result<Endpoint, Refusal> {
    let fields = [
        ("catalog", &catalog.catalog),
        ("oai_pmh", &catalog.oai_pmh),
        ("dcat", &catalog.dcat),
        ("datacite", &catalog.datacite),
        ("zenodo", &catalog.zenodo),
        ("hugging_face_models", &catalog.hugging_face_models),
        ("hugging_face_datasets", &catalog.hugging_face_datasets),
    ];
    let mut given = fields.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let hint = "write one of `catalog`, `oai_pmh`, `dcat`, `datacite`, `zenodo`, \
                `hugging_face_models` and `hugging_face_datasets`";
    let Some((field, text)) = given.next() else {
        return Err((None, "nothing says how this catalogue is read".to_owned(), hint));
    };
    if let Some((other, _)) = given.next() {
        let message = format!("both `{field}` and `{other}` say how this catalogue is read");
        return Err((Some(other), message, "make two catalogues of them"));
    }
    if catalog.set.is_some() && field != "oai_pmh" {
        let message = "only OAI-PMH has sets".to_owned();
        return Err((Some("set"), message, "leave it out"));
    }
    match field {
        "catalog" => Ok(Endpoint::Site(address(field, text)?)),
        "dcat" => Ok(Endpoint::Dcat(address(field, text)?)),
        "oai_pmh" => {
            Ok(Endpoint::OaiPmh { address: address(field, text)?, set: catalog.set.clone() })
        }
        _ => hub(field, text, catalog.at.as_deref()),
    }
    .and_then(|endpoint| match (&catalog.at, endpoint.query()) {
        (Some(_), None) => {
            let message = format!("`at` is for hubs; `{field}` is an address already");
            Err((Some("at"), message, "leave it out"))
        }
        _ => Ok(endpoint),
    })
}

/// A hub that is asked `query`, at the address `at` or its own.
fn hub(field: &'static str, query: &str, at: Option<&str>) -> Result<Endpoint, Refusal> {
    let query = query.trim().to_owned();
    if query.is_empty() || query.chars().count() > LONGEST_QUERY {
        let message = format!("a question has 1 to {LONGEST_QUERY} characters");
        return Err((Some(field), message, "write what the hub is to be searched for"));
    }
    let own = match field {
        "datacite" => DATACITE,
        "zenodo" => ZENODO,
        _ => HUB,
    };
    let at = address(if at.is_some() { "at" } else { field }, at.unwrap_or(own))?;
    Ok(match field {
        "datacite" => Endpoint::DataCite { query, at },
        "zenodo" => Endpoint::InvenioRdm { query, at },
        _ => Endpoint::HuggingFace { query, datasets: field == "hugging_face_datasets", at },
    })
}

/// An address that can be asked. That of a folder ends with a slash.
fn address(field: &'static str, text: &str) -> Result<Url, Refusal> {
    let hint = "begin with https://";
    let refused = |message: String| (Some(field), message, hint);
    let mut url = Url::parse(text.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| refused(format!("`{text}` is no web address")))?;
    if !url.username().is_empty() || url.password().is_some() {
        let message = "there is a user's name or password in the address".to_owned();
        return Err((Some(field), message, "name a catalogue that everybody can read"));
    }
    url.set_fragment(None);
    let last = url.path().rsplit('/').next().unwrap_or_default();
    if field == "catalog" || field == "at" {
        if !last.is_empty() && !last.contains('.') {
            url.set_path(&format!("{}/", url.path()));
        }
        if field == "at" {
            url.set_query(None);
        }
    }
    Ok(url)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 60 && plain_slug(text) == text
}

/// A name made of the host and the path, and of what a hub is asked for.
fn own_name(endpoint: &Endpoint) -> String {
    let url = endpoint.address();
    let port = url.port().map(|port| format!("-{port}")).unwrap_or_default();
    let host = url.host_str().unwrap_or_default();
    let rest = endpoint.query().unwrap_or_default();
    let name = plain_slug(&format!("{host}{port}-{}-{rest}", url.path()));
    let cut = name.char_indices().nth(60).map_or(name.as_str(), |(end, _)| &name[..end]);
    cut.trim_matches('-').to_owned()
}

fn own_title(endpoint: &Endpoint) -> String {
    let host = endpoint.address().host_str().unwrap_or_default().trim_start_matches("www.");
    match endpoint.query() {
        Some(query) => format!("{host}: {query}"),
        None => {
            let path = endpoint.address().path().trim_matches('/');
            let slash = if path.is_empty() { "" } else { "/" };
            let port = endpoint.address().port().map(|it| format!(":{it}")).unwrap_or_default();
            format!("{host}{port}{slash}{path}")
        }
    }
}

#[cfg(test)]
mod tests;

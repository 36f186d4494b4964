//! Identifiers of people and organizations in DataCite's terms.

use faircat_record::identifier::{Identifier, Scheme};

use super::terms::NameIdentifier;
use crate::party::Party;

/// What DOIs of Crossref's registry of funders begin with.
const FUNDERS: &str = "10.13039/";

/// Schemes other than ORCID and ROR: ours, DataCite's name, and the address of the scheme.
const SCHEMES: [(&str, &str, &str); 5] = [
    ("gnd", "GND", "https://d-nb.info/gnd/"),
    ("grid", "GRID", "https://www.grid.ac/"),
    ("isni", "ISNI", "https://isni.org/"),
    ("viaf", "VIAF", "https://viaf.org/"),
    ("wikidata", "Wikidata", "https://www.wikidata.org/"),
];

/// All of `party` that have a scheme known here.
pub(super) fn of_agent(party: &Party) -> Vec<NameIdentifier> {
    let own =
        [(&party.orcid, "ORCID", "https://orcid.org"), (&party.ror, "ROR", "https://ror.org")];
    let own = own.into_iter().filter_map(|(iri, scheme, uri)| Some((iri.clone()?, scheme, uri)));
    let others = party.identifiers.iter().filter_map(|text| {
        let Identifier { prefix, value, .. } = Identifier::parse(text).ok()?;
        let (_, scheme, uri) = SCHEMES.iter().find(|(known, ..)| *known == prefix)?;
        Some((value, *scheme, *uri))
    });
    let named = |(name_identifier, name_identifier_scheme, scheme_uri)| NameIdentifier {
        name_identifier,
        name_identifier_scheme,
        scheme_uri,
    };
    own.chain(others).map(named).collect()
}

/// The one of a funder that DataCite takes, and its type.
pub(super) fn of_funder(party: &Party) -> Option<(String, &'static str)> {
    if let Some(ror) = &party.ror {
        return Some((ror.clone(), "ROR"));
    }
    party.identifiers.iter().find_map(|text| {
        let found = Identifier::parse(text).ok()?;
        match (found.scheme, found.prefix.as_str()) {
            (Scheme::Doi, _) if found.value.starts_with(FUNDERS) => {
                Some((found.url()?, "Crossref Funder ID"))
            }
            (_, "grid") => Some((found.value, "GRID")),
            (_, "isni") => Some((found.value, "ISNI")),
            _ => None,
        }
    })
}

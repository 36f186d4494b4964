//! Identifiers in the forms in which people's pages have them.

use faircat_record::identifier::{Identifier, Scheme};

/// Addresses at which identifiers are found, without `https://` and `www.`, and what takes their
/// place.
const FOUND_AT: &[(&str, &str)] = &[
    ("doi.org/doi:", "https://doi.org/"),
    ("dx.doi.org/doi:", "https://doi.org/"),
    ("doi.org/https://doi.org/", "https://doi.org/"),
    ("zenodo.org/doi/", "https://doi.org/"),
    ("doi.pangaea.de/", "https://doi.org/"),
    ("commons.datacite.org/doi.org/", "https://doi.org/"),
    ("n2t.net/doi:", "https://doi.org/"),
    ("identifiers.org/doi/", "https://doi.org/"),
    ("archive.softwareheritage.org/browse/swh:1:", "swh:1:"),
    ("hdl.handle.net/hdl:", "https://hdl.handle.net/"),
    ("nbn-resolving.org/urn:", "urn:"),
    ("nbn-resolving.de/urn:", "urn:"),
    ("nbn-resolving.org/redirect/urn:", "urn:"),
    ("nbn-resolving.org/resolver?identifier=urn:", "urn:"),
    ("n2t.net/urn:", "urn:"),
    ("resolver.obvsg.at/urn:", "urn:"),
    ("persistent-identifier.nl/urn:", "urn:"),
    ("resolver.kb.nl/resolve?urn=urn:", "urn:"),
    ("urn.kb.se/resolve?urn=urn:", "urn:"),
    ("urn.fi/urn:", "urn:"),
    ("urn.nb.no/urn:", "urn:"),
    // The same without `https://`.
    ("doi.org/", "https://doi.org/"),
    ("dx.doi.org/", "https://doi.org/"),
    ("hdl.handle.net/", "https://hdl.handle.net/"),
    ("n2t.net/ark:", "ark:"),
    ("arxiv.org/abs/", "arxiv:"),
    ("orcid.org/", "orcid:"),
    ("ror.org/", "ror:"),
    ("w3id.org/", "https://w3id.org/"),
    ("purl.org/", "https://purl.org/"),
    ("identifiers.org/", "https://identifiers.org/"),
];

/// What `propertyID` calls a scheme, letters and digits alone, in words or as the end of an address:
/// of the scheme's own, of identifiers.org's registry, or of a property of Wikidata.
const CALLED: &[(&str, &str)] = &[
    ("doi", "doi:"),
    ("doiorg", "doi:"),
    ("dxdoiorg", "doi:"),
    ("digitalobjectidentifier", "doi:"),
    ("p356", "doi:"),
    ("hdl", "hdl:"),
    ("handle", "hdl:"),
    ("handlenet", "hdl:"),
    ("hdlhandlenet", "hdl:"),
    ("handlesystem", "hdl:"),
    ("handleid", "hdl:"),
    ("p1184", "hdl:"),
    ("ark", "ark:/"),
    ("arksorg", "ark:/"),
    ("archivalresourcekey", "ark:/"),
    ("p8091", "ark:/"),
    ("urn", "urn:"),
    ("uniformresourcename", "urn:"),
    ("nbn", "urn:nbn:"),
    ("urnnbn", "urn:nbn:"),
    ("p4109", "urn:nbn:"),
    ("swh", "swh:1:"),
    ("swhid", "swh:1:"),
    ("softwareheritageid", "swh:1:"),
    ("p6138", "swh:1:"),
    ("arxiv", "arxiv:"),
    ("arxivid", "arxiv:"),
    ("arxivorg", "arxiv:"),
    ("p818", "arxiv:"),
    ("orcid", "orcid:"),
    ("orcidid", "orcid:"),
    ("orcidorg", "orcid:"),
    ("p496", "orcid:"),
    ("ror", "ror:"),
    ("rorid", "ror:"),
    ("rororg", "ror:"),
    ("pubmed", "pmid:"),
    ("pubmedid", "pmid:"),
];

/// The identifier that `text` is, with or without its scheme, or at a resolver's address.
pub fn read(text: &str) -> Option<Identifier> {
    let text = text.trim();
    // `doi:https://doi.org/10.…`
    let inner = after(text, "doi:").or_else(|| after(text, "hdl:")).map(str::trim_start);
    let text = inner.filter(|rest| after(rest, "http").is_some()).unwrap_or(text);
    let address = after(text, "https://").or_else(|| after(text, "http://")).unwrap_or(text);
    let address = after(address, "www.").unwrap_or(address);
    let found = FOUND_AT.iter().find_map(|(start, place)| {
        let rest = after(address, start).filter(|rest| !rest.is_empty())?;
        parsed(&format!("{place}{rest}"))
    });
    found.or_else(|| Identifier::recognize(text).ok())
}

/// The identifier that has `value` in the scheme that `property` names, in words or by an address.
pub fn of_property(property: &str, value: &str) -> Option<Identifier> {
    if let Some(identifier) = read(value).filter(|it| it.scheme != Scheme::Other) {
        return Some(identifier);
    }
    let property = property.trim().trim_end_matches(['/', ':']);
    let last = property.rsplit(['/', ':', '#']).next().unwrap_or(property).to_lowercase();
    let word: String = last.chars().filter(|c| c.is_alphanumeric()).collect();
    let start = CALLED.iter().find(|(name, _)| *name == word).map(|(_, start)| *start);
    let start = start.map_or_else(|| format!("{last}:"), str::to_owned);
    let value = value.trim();
    // Some write the scheme in both places.
    let is_whole = after(value, &start).is_some();
    let text = if is_whole { value.to_owned() } else { format!("{start}{value}") };
    parsed(&text)
}

/// The identifier that `text` is with its scheme. Some leave the hyphens of an ORCID iD out; its
/// check digit tells whether it is one.
fn parsed(text: &str) -> Option<Identifier> {
    let grouped = || {
        let digits = after(text, "orcid:")?.trim().trim_end_matches('/');
        let is_one = digits.len() == 16 && digits.bytes().all(|it| it.is_ascii_alphanumeric());
        let group = |index: usize| &digits[4 * index..4 * (index + 1)];
        is_one.then(|| format!("orcid:{}-{}-{}-{}", group(0), group(1), group(2), group(3)))
    };
    Identifier::parse(text).ok().or_else(|| Identifier::parse(&grouped()?).ok())
}

/// What follows `start` in `text`, whatever its capitals.
fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
}

#[cfg(test)]
mod tests {
    use super::{of_property, read};

    #[test]
    fn an_orcid_id_may_go_without_its_hyphens() {
        let wanted = Some("orcid:0000-0002-1825-0097".to_owned());
        let said = |found: Option<super::Identifier>| found.map(|it| it.to_string());
        assert_eq!(said(read("https://orcid.org/0000000218250097")), wanted);
        assert_eq!(said(read("http://www.orcid.org/0000000218250097/")), wanted);
        assert_eq!(said(of_property("ORCID", "0000000218250097")), wanted);
        for other in ["0000000218250098", "000000021825009", "0000-000218250097", "ä00000021825009"]
        {
            assert_eq!(said(of_property("orcid", other)), None, "{other}");
        }
        // Sixteen digits alone may be anything.
        assert_eq!(read("0000000218250097"), None);
    }

    #[test]
    fn ontologies_have_permanent_addresses() {
        let term = read("http://purl.obolibrary.org/obo/GO_0008150");
        assert!(term.is_some_and(|it| it.is_persistent()));
    }
}

//! Schemes that are kept though nothing is known of their form.

/// Schemes whose form is not checked here, and whose registries keep what they assign.
pub(super) const KEPT_PREFIXES: &[&str] =
    &["pmid", "pmcid", "rrid", "ascl", "bibcode", "isbn", "igsn", "raid"];

/// Schemes whose form is not checked here, and under which name identifiers.org registers them,
/// where it does.
pub(super) const OTHER_SCHEMES: &[(&str, Option<&str>)] = &[
    ("pmid", Some("pubmed")),
    ("pmcid", Some("pmc")),
    ("rrid", Some("rrid")),
    ("ascl", Some("ascl")),
    ("isbn", Some("isbn")),
    ("issn", Some("issn")),
    ("minid", Some("minid")),
    ("wikidata", Some("wikidata")),
    ("isni", Some("isni")),
    ("viaf", Some("viaf")),
    ("bibcode", None),
    ("igsn", None),
    ("raid", None),
    ("inspire", None),
    ("gnd", None),
    ("grid", None),
    ("dblp", None),
    ("github", None),
];

/// What the IRIs begin with of identifiers of schemes that we do not check.
pub(super) const OTHER_IRIS: [(&str, &str); 14] = [
    ("ascl", "https://ascl.net/"),
    ("bibcode", "https://ui.adsabs.harvard.edu/abs/"),
    ("eissn", "urn:issn:"),
    ("gnd", "https://d-nb.info/gnd/"),
    ("igsn", "https://igsn.org/"),
    ("isbn", "urn:isbn:"),
    ("isni", "https://isni.org/isni/"),
    ("issn", "urn:issn:"),
    ("lsid", "urn:lsid:"),
    ("minid", "https://identifiers.org/minid:"),
    ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
    ("pmid", "https://pubmed.ncbi.nlm.nih.gov/"),
    ("viaf", "https://viaf.org/viaf/"),
    ("wikidata", "http://www.wikidata.org/entity/"),
];

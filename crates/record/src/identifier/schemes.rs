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

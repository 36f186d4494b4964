//! How works relate, and what they relate to.

use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::{Relation, RelationType};

use super::statements::says_nothing;
use crate::json_fields::JsonFields;

/// Every type of relation that a record can have.
const TYPES: [RelationType; 33] = {
    use RelationType as R;
    [
        R::Cites,
        R::IsCitedBy,
        R::References,
        R::IsReferencedBy,
        R::Documents,
        R::IsDocumentedBy,
        R::Describes,
        R::IsDescribedBy,
        R::IsPartOf,
        R::HasPart,
        R::IsVersionOf,
        R::HasVersion,
        R::IsNewVersionOf,
        R::IsPreviousVersionOf,
        R::IsVariantFormOf,
        R::IsOriginalFormOf,
        R::IsIdenticalTo,
        R::IsDerivedFrom,
        R::IsSourceOf,
        R::Requires,
        R::IsRequiredBy,
        R::IsSupplementTo,
        R::IsSupplementedBy,
        R::Compiles,
        R::IsCompiledBy,
        R::Continues,
        R::IsContinuedBy,
        R::Obsoletes,
        R::IsObsoletedBy,
        R::IsMetadataFor,
        R::HasMetadata,
        R::Reviews,
        R::IsReviewedBy,
    ]
};

/// The type that DataCite calls `name`, whatever its capitals: other systems have the same words as
/// `isSupplementTo` and `issupplementto`. What was once `isAlternateIdentifier` is none.
pub(crate) fn relation_type(name: &str) -> Option<RelationType> {
    TYPES.into_iter().find(|it| it.datacite().eq_ignore_ascii_case(name))
}

/// A statement of how the record relates to `target`, of which nothing else is said.
pub(crate) fn relation(kind: RelationType, target: String) -> Relation {
    Relation { kind, target, title: None, description: None }
}

/// What `text` names, as a record may name it: an identifier with its scheme, or a web address.
/// `scheme` is what the source calls its scheme, where it does.
pub(crate) fn target(text: &str, scheme: Option<&str>) -> Option<String> {
    let text = text.trim();
    if says_nothing(text) {
        return None;
    }
    let scheme = scheme.unwrap_or_default().trim().to_ascii_lowercase();
    let prefixed = match scheme.as_str() {
        "handle" => Some("hdl"),
        "bibcode" | "ads" => Some("bibcode"),
        "doi" | "arxiv" | "ark" | "hdl" | "isbn" | "issn" | "pmid" | "pmcid" | "igsn" | "minid"
        | "swh" | "ascl" | "rrid" | "raid" => Some(scheme.as_str()),
        "eissn" | "lissn" => Some("issn"),
        _ => None,
    };
    let own = Identifier::recognize(text);
    let found = match (own, prefixed) {
        (Ok(found), _) if !matches!(found.scheme, Scheme::Other) => found,
        (Ok(found), Some(prefix)) if found.prefix == prefix => found,
        // `ARK` and `swh` are parts of what they name.
        (_, Some(prefix)) => Identifier::parse(&format!("{prefix}:{text}")).ok()?,
        (Ok(found), None) if found.scheme_id().is_some() => found,
        _ => return None,
    };
    let is_known = !found.is_placeholder() && found.scheme_id().is_some();
    (is_known && !found.value.contains(char::is_whitespace)).then(|| found.to_string())
}

/// The target at `key` of `source`, whose scheme, at `scheme`, goes with it.
pub(crate) fn target_at(source: &mut JsonFields<'_>, key: &str, scheme: &str) -> Option<String> {
    let name = source.look(scheme).and_then(|it| it.as_str()).map(str::to_owned);
    let found =
        source.understood(key, "identifier known here", |it| target(it, name.as_deref()))?;
    source.take(scheme);
    Some(found)
}

#[cfg(test)]
mod tests {
    use faircat_record::RelationType;

    use super::{TYPES, relation_type, target};

    #[test]
    fn every_type_is_there_once() {
        for (at, kind) in TYPES.into_iter().enumerate() {
            assert!(TYPES.contains(&kind.inverse()), "{kind:?}");
            assert_eq!(TYPES.iter().position(|it| *it == kind), Some(at));
        }
    }

    #[test]
    fn words_of_datacite_are_known_in_any_case() {
        assert_eq!(relation_type("isSupplementTo"), Some(RelationType::IsSupplementTo));
        assert_eq!(relation_type("isnewversionof"), Some(RelationType::IsNewVersionOf));
        for none in ["isAlternateIdentifier", "isPublishedIn", ""] {
            assert_eq!(relation_type(none), None, "{none}");
        }
    }

    #[test]
    fn targets_have_their_scheme() {
        for (text, scheme, found) in [
            ("10.5281/zenodo.1", Some("DOI"), Some("doi:10.5281/zenodo.1")),
            ("https://doi.org/10.5281/zenodo.1", Some("DOI"), Some("doi:10.5281/zenodo.1")),
            ("https://doi.org/10.5281/zenodo.1", None, Some("doi:10.5281/zenodo.1")),
            ("arXiv:2008.08198", Some("arXiv"), Some("arxiv:2008.08198")),
            ("2008.08198", Some("arxiv"), Some("arxiv:2008.08198")),
            ("1924MNRAS..84..308E", Some("ads"), Some("bibcode:1924MNRAS..84..308E")),
            ("978-3-16-148410-0", Some("isbn"), Some("isbn:978-3-16-148410-0")),
            ("https://example.org/a", Some("URL"), Some("https://example.org/a")),
            ("ark:/12345/bcd", Some("ARK"), Some("ark:/12345/bcd")),
            ("urn:nbn:de:101:1-2", Some("URN"), Some("urn:nbn:de:101:1-2")),
            ("olgmRyIu8Am7", Some("minid"), Some("minid:olgmRyIu8Am7")),
            ("minid:olgmRyIu8Am7", Some("minid"), Some("minid:olgmRyIu8Am7")),
            ("101.234", Some("doi"), None),
            ("10.5281/zenodo.XXXXXXX", Some("doi"), None),
            ("see the paper", None, None),
            ("Note: a text", None, None),
            ("unknown", Some("isbn"), None),
        ] {
            assert_eq!(target(text, scheme).as_deref(), found, "{text}");
        }
    }
}

//! The identifiers by which a record is known, wherever it states them.

use super::Record;
use super::identifier::Identifier;

/// One identifier that a record claims for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnIdentifier<'a> {
    /// JSON pointer (RFC 6901) of the value within the record.
    pub pointer: String,
    /// As the author wrote it.
    pub text: &'a str,
    pub identifier: Identifier,
}

/// All well-formed identifiers of `record` itself, in the order of the fields.
///
/// Identifiers of its versions and publications name other things, which may have records of their
/// own.
pub fn own_identifiers(record: &Record) -> Vec<OwnIdentifier<'_>> {
    let (own, prefix, identifiers) = match record {
        Record::Work(work) => (None, "", &work.identifiers),
        Record::Person(person) => (person.orcid.as_deref(), "orcid", &person.identifiers),
        Record::Organization(organization) => {
            (organization.ror.as_deref(), "ror", &organization.identifiers)
        }
    };
    let own = own.and_then(|text| {
        let prefixed =
            if text.contains(':') { text.to_owned() } else { format!("{prefix}:{text}") };
        own_identifier(format!("/{prefix}"), text, &prefixed)
    });
    let listed = identifiers
        .iter()
        .enumerate()
        .filter_map(|(index, text)| own_identifier(format!("/identifiers/{index}"), text, text));
    own.into_iter().chain(listed).collect()
}

fn own_identifier<'a>(pointer: String, text: &'a str, prefixed: &str) -> Option<OwnIdentifier<'a>> {
    let identifier = Identifier::parse(prefixed).ok()?;
    Some(OwnIdentifier { pointer, text, identifier })
}

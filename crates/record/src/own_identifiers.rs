//! The identifiers by which a record is known, wherever it states them.

use serde_json::Value;

use super::identifier::{Identifier, Scheme};
use super::json_pointer::escape;
use super::{Record, Work, deposits};

/// The prefix of what a repository calls a deposit, which is no scheme that anybody registered.
pub const DEPOSIT: &str = "deposit";

/// One identifier that a record claims for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnIdentifier<'a> {
    /// JSON pointer (RFC 6901) of the value within the record.
    pub pointer: String,
    /// As the author wrote it.
    pub text: &'a str,
    pub identifier: Identifier,
}

/// All well-formed identifiers of `record` itself, in the order of the fields, and what repositories
/// call its deposits.
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
    let deposited = match record {
        Record::Work(work) => of_deposits(work),
        Record::Person(_) | Record::Organization(_) => Vec::new(),
    };
    own.into_iter().chain(listed).chain(deposited).collect()
}

fn of_deposits(work: &Work) -> Vec<OwnIdentifier<'_>> {
    let mut found = Vec::new();
    for (host, known) in deposits::deposits(work) {
        for key in ["id", "doi"] {
            let Some(text) = known.get(key).and_then(Value::as_str) else { continue };
            let value = format!("{host}/{text}").to_lowercase();
            let prefix = DEPOSIT.to_owned();
            found.push(OwnIdentifier {
                pointer: format!("/extensions/{}/{}/{key}", deposits::NAME, escape(host)),
                text,
                identifier: Identifier { scheme: Scheme::Other, prefix, value },
            });
        }
    }
    found
}

fn own_identifier<'a>(pointer: String, text: &'a str, prefixed: &str) -> Option<OwnIdentifier<'a>> {
    let identifier = Identifier::parse(prefixed).ok()?;
    Some(OwnIdentifier { pointer, text, identifier })
}

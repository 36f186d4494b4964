//! What a record says of its deposits, by which `faircat deposit` changes them.

use faircat_record::Work;
use faircat_record::deposits::{deposits, is_for_tests};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::identifier::{Identifier, Scheme};
use serde_json::Value;

use super::Fault;

/// A DOI of a deposit is written together with the record's identifier, so that one without the
/// other was not written by the program. A DOI for tests gives way to a real one.
pub(super) fn check(work: &Work, found: &mut Vec<Fault>) {
    for (host, known) in deposits(work).filter(|(host, _)| !is_for_tests(host)) {
        let Some(doi) = known.get("doi").and_then(Value::as_str) else { continue };
        if has(work, doi) {
            continue;
        }
        let message =
            format!("the deposit at {host} has the DOI `{doi}`, which is none of this record");
        let hint = "put it among `identifiers`; if it is of another work, remove this deposit";
        let problem = Diagnostic::error("deposit-doi", message).hint(hint);
        found.push(Fault::new("/extensions/deposit", problem));
    }
}

fn has(work: &Work, doi: &str) -> bool {
    let known = work.identifiers.iter().filter_map(|text| Identifier::parse(text).ok());
    let mut dois = known.filter(|it| it.scheme == Scheme::Doi);
    dois.any(|it| it.value.eq_ignore_ascii_case(doi))
}

//! Form and check digits of identifiers, wherever a record has one.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::identifier::{Identifier, IdentifierError, Scheme};
use faircat_record::references::references;
use faircat_record::{Record, Work};

use super::Fault;
use super::agents::inline;

pub(super) fn check(record: &Record, found: &mut Vec<Fault>) {
    for reference in references(record) {
        // A name without a scheme is a matter for the catalogue, which knows the records.
        if let Err(error @ IdentifierError::Malformed { .. }) = Identifier::parse(reference.text) {
            malformed(&reference.pointer, &error, found);
        }
    }
    for (pointer, agent) in inline(record) {
        of_scheme(&format!("{pointer}/orcid"), agent.orcid.as_deref(), Scheme::Orcid, found);
        of_scheme(&format!("{pointer}/ror"), agent.ror.as_deref(), Scheme::Ror, found);
        all(&format!("{pointer}/identifiers"), &agent.identifiers, found);
    }
    match record {
        Record::Work(work) => of_work(work, found),
        Record::Person(person) => {
            of_scheme("/orcid", person.orcid.as_deref(), Scheme::Orcid, found);
            all("/identifiers", &person.identifiers, found);
        }
        Record::Organization(organization) => {
            of_scheme("/ror", organization.ror.as_deref(), Scheme::Ror, found);
            all("/identifiers", &organization.identifiers, found);
        }
    }
}

fn of_work(work: &Work, found: &mut Vec<Fault>) {
    all("/identifiers", &work.identifiers, found);
    for (index, publication) in work.publications.iter().enumerate() {
        all(&format!("/publications/{index}/identifiers"), &publication.identifiers, found);
    }
    for (index, version) in work.versions.iter().enumerate() {
        if let Some(text) = &version.identifier {
            one(&format!("/versions/{index}/identifier"), text, found);
        }
    }
}

fn all(pointer: &str, texts: &[String], found: &mut Vec<Fault>) {
    for (index, text) in texts.iter().enumerate() {
        one(&format!("{pointer}/{index}"), text, found);
    }
}

fn one(pointer: &str, text: &str, found: &mut Vec<Fault>) {
    match Identifier::parse(text) {
        Ok(identifier) if identifier.scheme_id().is_none() => {
            let message =
                format!("`{}` is no scheme of identifiers that is known", identifier.prefix);
            let hint =
                "write a web address, or a scheme such as `doi:`, `hdl:`, `ark:` or `arxiv:`";
            let problem = Diagnostic::warning("identifier-scheme", message).hint(hint);
            found.push(Fault::new(pointer, problem));
        }
        Ok(_) => {}
        Err(error) => malformed(pointer, &error, found),
    }
}

/// A field that takes one scheme, with or without its prefix.
fn of_scheme(pointer: &str, text: Option<&str>, scheme: Scheme, found: &mut Vec<Fault>) {
    let Some(text) = text else { return };
    let prefix = if scheme == Scheme::Orcid { "orcid" } else { "ror" };
    let prefixed = if text.contains(':') { text.to_owned() } else { format!("{prefix}:{text}") };
    match Identifier::parse(&prefixed) {
        Ok(identifier) if identifier.scheme == scheme => {}
        Ok(_) => {
            let message = format!("`{text}` is no {}", scheme.name());
            found.push(Fault::new(pointer, Diagnostic::error("identifier", message)));
        }
        Err(error) => malformed(pointer, &error, found),
    }
}

fn malformed(pointer: &str, error: &IdentifierError, found: &mut Vec<Fault>) {
    let hint = match error {
        IdentifierError::NoScheme(text) if text.starts_with("10.") => format!("write `doi:{text}`"),
        IdentifierError::NoScheme(_) => "begin with the scheme, as in `doi:10.…`".to_owned(),
        IdentifierError::Malformed { .. } => "copy it again from its source".to_owned(),
    };
    let problem = Diagnostic::error("identifier", error.to_string()).hint(hint);
    found.push(Fault::new(pointer, problem));
}

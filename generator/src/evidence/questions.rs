//! What to ask the outside world about a record.

use super::Check;
use crate::record::identifier::Identifier;
use crate::record::{Record, Work};

/// One address to visit, with what should be found there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub check: Check,
    pub url: String,
    /// Declared size in bytes.
    pub size: Option<u64>,
    /// Declared media type.
    pub media_type: Option<String>,
}

/// The questions about `record`, each once. Only http and https addresses are visited.
pub fn questions(record: &Record) -> Vec<Question> {
    let mut found = Vec::new();
    match record {
        Record::Work(work) => of_work(work, &mut found),
        Record::Person(person) => {
            let orcid = person.orcid.as_ref().map(|text| prefixed("orcid", text));
            found.extend(orcid.and_then(|text| identifier(&text)));
            found.extend(person.identifiers.iter().filter_map(|text| identifier(text)));
            found.extend(person.url.as_deref().map(link));
        }
        Record::Organization(organization) => {
            let ror = organization.ror.as_ref().map(|text| prefixed("ror", text));
            found.extend(ror.and_then(|text| identifier(&text)));
            found.extend(organization.identifiers.iter().filter_map(|text| identifier(text)));
            found.extend(organization.url.as_deref().map(link));
        }
    }
    found.retain(|it| it.url.starts_with("https://") || it.url.starts_with("http://"));
    found.sort_by(|a, b| (a.check, &a.url).cmp(&(b.check, &b.url)));
    found.dedup_by(|a, b| (a.check, &a.url) == (b.check, &b.url));
    found
}

fn of_work(work: &Work, found: &mut Vec<Question>) {
    found.extend(work.identifiers.iter().filter_map(|text| identifier(text)));
    for publication in &work.publications {
        found.extend(publication.identifiers.iter().filter_map(|text| identifier(text)));
    }
    found.extend(work.artifacts.iter().filter_map(|artifact| {
        Some(Question {
            check: Check::ArtifactAnswers,
            url: artifact.url.clone()?,
            size: artifact.size,
            media_type: artifact.media_type.clone(),
        })
    }));
    let code = work.code.as_ref().and_then(|code| code.repository.as_deref());
    found.extend(work.url.as_deref().into_iter().chain(code).map(link));
}

fn prefixed(scheme: &str, text: &str) -> String {
    if text.contains(':') { text.to_owned() } else { format!("{scheme}:{text}") }
}

fn identifier(text: &str) -> Option<Question> {
    let url = Identifier::parse(text).ok()?.url()?;
    Some(Question { check: Check::IdentifierResolves, url, size: None, media_type: None })
}

fn link(url: &str) -> Question {
    let check = Check::LinkAnswers;
    Question { check, url: url.to_owned(), size: None, media_type: None }
}

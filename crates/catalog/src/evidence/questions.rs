//! What to ask the outside world about a record.

use faircat_inference::figures::noun;
use faircat_record::identifier::Identifier;
use faircat_record::{Record, Work};
use faircat_text::is_web_address;

use super::{Check, Fact};

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

/// Answers with which publishers keep programs out of a page that is there.
const KEEPS_OUT: [u16; 4] = [401, 403, 405, 429];

impl Question {
    /// How an answer of a server contradicts what the record says, in a sentence; `None` where it
    /// does not.
    pub fn contradiction(
        &self,
        status: u16,
        size: Option<u64>,
        media_type: Option<&str>,
    ) -> Option<String> {
        if !(200..300).contains(&status) {
            return Some(format!("the server answers with status {status}"));
        }
        match (self.size, size) {
            (Some(declared), Some(actual)) if declared != actual => {
                return Some(format!(
                    "the server has {actual} {}, the record says {declared}",
                    noun(actual, "byte", "bytes")
                ));
            }
            _ => {}
        }
        match (self.media_type.as_deref(), media_type) {
            (Some(declared), Some(actual)) if !same_type(declared, actual) => {
                Some(format!("the server says `{actual}`, the record says `{declared}`"))
            }
            _ => None,
        }
    }

    /// Whether an answer with `status` may come from a page that is there and keeps programs out:
    /// that a resolver led to it is what an identifier promises.
    pub fn may_keep_out(&self, status: u16) -> bool {
        self.check == Check::IdentifierResolves && KEEPS_OUT.contains(&status)
    }
}

impl Fact {
    /// Whether `holds` and `detail` are what the answer that the fact tells of comes to.
    pub fn agrees_with(&self, question: &Question) -> bool {
        let Some(status) = self.status else {
            return !self.holds && self.detail == ENDLESS;
        };
        if self.holds && question.may_keep_out(status) {
            return self.detail.starts_with(LEADS_TO)
                && !self.detail[LEADS_TO.len()..].contains(' ');
        }
        let media_type = self.media_type.as_deref();
        match question.contradiction(status, self.size, media_type) {
            Some(contradiction) => !self.holds && self.detail == contradiction,
            None => self.holds && self.detail == format!("the server answers with status {status}"),
        }
    }
}

/// What is said where redirections go in a circle.
pub const ENDLESS: &str = "the redirects do not end";
/// What precedes the host to which an identifier led.
pub const LEADS_TO: &str = "leads to ";

/// Servers call every format that they do not know a stream of bytes, which denies nothing.
fn same_type(declared: &str, actual: &str) -> bool {
    actual.eq_ignore_ascii_case(declared)
        || matches!(actual, "application/octet-stream" | "binary/octet-stream")
        || (actual == "text/plain" && declared.starts_with("text/"))
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
    found.retain(|it| is_web_address(&it.url));
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

//! Web addresses of works.

use url::Url;

use super::Finding;
use faircat_record::Work;
use faircat_record::diagnostic::Diagnostic;

pub(super) fn check(work: &Work, found: &mut Vec<Finding>) {
    let mut one = |pointer: String, text: Option<&String>| {
        let Some(text) = text else { return };
        let good =
            Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "ftp"));
        if !good {
            let problem = Diagnostic::error("url", format!("`{text}` is no web address"));
            found.push(Finding::new(pointer, problem.hint("begin with https://")));
        } else if let Some(problem) = blanks(text) {
            found.push(Finding::new(pointer, problem));
        }
    };
    one("/url".to_owned(), work.url.as_ref());
    for (index, text) in work.same_as.iter().enumerate() {
        one(format!("/same_as/{index}"), Some(text));
    }
    for (index, publication) in work.publications.iter().enumerate() {
        one(format!("/publications/{index}/url"), publication.url.as_ref());
    }
    for (index, version) in work.versions.iter().enumerate() {
        one(format!("/versions/{index}/url"), version.url.as_ref());
    }
    for (index, funding) in work.funding.iter().enumerate() {
        one(format!("/funding/{index}/url"), funding.url.as_ref());
    }
    if let Some(code) = &work.code {
        one("/code/repository".to_owned(), code.repository.as_ref());
        one("/code/issue_tracker".to_owned(), code.issue_tracker.as_ref());
    }
}

/// What to say of an address with blanks, which no address has though readers repair it.
pub(super) fn blanks(address: &str) -> Option<Diagnostic> {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    if !address.contains(is_blank) {
        return None;
    }
    let hint = match address.trim() {
        whole if whole.contains(is_blank) => {
            format!("write `%20` for each blank: `{}`", whole.replace(is_blank, "%20"))
        }
        whole => format!("write it without blanks around it: `{whole}`"),
    };
    Some(Diagnostic::warning("url", format!("the address `{address}` has blanks")).hint(hint))
}

//! Licence, language, addresses, description, and what belongs to the kind.

use url::Url;

use super::Finding;
use crate::diagnostic::Diagnostic;
use crate::record::schema::SECTIONS;
use crate::record::shape::{foreign_section, nearest};
use crate::record::{Status, Work};

/// Characters that dataset search engines want of a description.
const DESCRIPTION: std::ops::RangeInclusive<usize> = 50..=5000;

pub(super) fn check(work: &Work, found: &mut Vec<Finding>) {
    sections(work, found);
    status(work, found);
    if let Some(text) = &work.license {
        license("/license", text, found);
    }
    for (index, artifact) in work.artifacts.iter().enumerate() {
        if let Some(text) = &artifact.license {
            license(&format!("/artifacts/{index}/license"), text, found);
        }
    }
    if let Some(text) = &work.language
        && !is_language(text)
    {
        let message = format!("`{text}` is no language tag");
        let problem = Diagnostic::error("language", message).hint("write a tag such as `en`");
        found.push(Finding::new("/language", problem));
    }
    addresses(work, found);
    description(work, found);
}

fn sections(work: &Work, found: &mut Vec<Finding>) {
    let present = [
        work.model.is_some(),
        work.dataset.is_some(),
        work.software.is_some(),
        work.workflow.is_some(),
        work.training_material.is_some(),
    ];
    for ((section, owner), present) in SECTIONS.into_iter().zip(present) {
        if present && owner != work.kind {
            let problem = foreign_section(section, owner, work.kind);
            found.push(Finding::new(format!("/{section}"), problem));
        }
    }
}

fn status(work: &Work, found: &mut Vec<Finding>) {
    let problem = match (work.status, &work.withdrawn) {
        (Status::Withdrawn, None) => {
            Diagnostic::error("withdrawn", "the record is withdrawn without saying when and why")
                .hint("add `withdrawn:` with `date` and `reason`")
        }
        (Status::Withdrawn, Some(_)) | (_, None) => return,
        (_, Some(_)) => {
            Diagnostic::error("withdrawn", "`withdrawn` is given, but `status` says otherwise")
                .hint("write `status: withdrawn`")
        }
    };
    found.push(Finding::new("/status", problem));
}

fn license(pointer: &str, text: &str, found: &mut Vec<Finding>) {
    let Err(error) = spdx::Expression::parse(text) else { return };
    let part = text.get(error.span.clone()).filter(|part| !part.is_empty()).unwrap_or(text);
    let message = format!("`{text}` is no SPDX licence expression: {}", error.reason);
    let known = nearest(part, spdx::identifiers::LICENSES.iter().map(|license| license.name));
    let hint = match known {
        Some(known) => format!("did you mean `{known}`?"),
        None => {
            "use an identifier of spdx.org/licenses, or `LicenseRef-…` for other terms".to_owned()
        }
    };
    found.push(Finding::new(pointer, Diagnostic::error("license", message).hint(hint)));
}

/// BCP 47, section 2.1, in outline: a language of two or three letters, then subtags.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && letters(language)
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn addresses(work: &Work, found: &mut Vec<Finding>) {
    let mut one = |pointer: String, text: Option<&String>| {
        let Some(text) = text else { return };
        let good =
            Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "ftp"));
        if !good {
            let message = format!("`{text}` is no web address");
            let problem = Diagnostic::error("url", message).hint("begin with https://");
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
    if let Some(code) = &work.code {
        one("/code/repository".to_owned(), code.repository.as_ref());
        one("/code/issue_tracker".to_owned(), code.issue_tracker.as_ref());
    }
}

fn description(work: &Work, found: &mut Vec<Finding>) {
    let text = work.description.as_deref().or(work.summary.as_deref()).unwrap_or_default();
    let length = text.chars().take(DESCRIPTION.end() + 1).count();
    if length < *DESCRIPTION.start() {
        let message =
            format!("the description has {length} characters; harvesters want 50 or more");
        let problem = Diagnostic::warning("description", message);
        let problem = problem.hint("say what it is, what it is for and how it was made");
        found.push(Finding::new("/description", problem));
    }
}

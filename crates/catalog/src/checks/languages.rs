//! The languages of a work and of its record's texts.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::language::is_tag;
use faircat_record::{Translation, Work};

use super::Fault;

pub(super) fn check(work: &Work, found: &mut Vec<Fault>) {
    tag("/language", work.language.as_deref(), found);
    tag("/text_language", work.text_language.as_deref(), found);
    if let (Some(first), None) = (work.translations.first(), &work.text_language) {
        let message = "the texts are translated, and nothing tells from which language";
        let hint = format!(
            "add `text_language:` with the language of `title`, as `text_language: {}`",
            if first.is_in("en") { "de" } else { "en" }
        );
        let problem = Diagnostic::error("translation", message).hint(hint);
        found.push(Fault::new("/translations", problem));
    }
    for (index, one) in work.translations.iter().enumerate() {
        let pointer = format!("/translations/{index}");
        tag(&format!("{pointer}/language"), Some(&one.language), found);
        let before = &work.translations[..index];
        found.extend(twice(&pointer, one, before, work.text_language.as_deref()));
        found.extend(of_nothing(&pointer, one, work));
    }
}

fn tag(pointer: &str, text: Option<&str>, found: &mut Vec<Fault>) {
    let Some(text) = text.filter(|text| !is_tag(text)) else { return };
    let message = format!("`{text}` is no language tag");
    let problem = Diagnostic::error("language", message).hint("write a tag such as `en`");
    found.push(Fault::new(pointer, problem));
}

/// A language in which there are texts already.
fn twice(
    pointer: &str,
    one: &Translation,
    before: &[Translation],
    own: Option<&str>,
) -> Option<Fault> {
    let language = &one.language;
    let message = if own.is_some_and(|own| one.is_in(own)) {
        format!("`{language}` is the language of the record itself")
    } else if before.iter().any(|other| other.is_in(language)) {
        format!("there is a translation into `{language}` before")
    } else {
        return None;
    };
    let problem = Diagnostic::error("translation", message).hint("leave one of the two");
    Some(Fault::new(format!("{pointer}/language"), problem))
}

/// A translation without texts, or of texts that the record itself lacks, which a reader of the
/// record's own language would miss.
fn of_nothing(pointer: &str, one: &Translation, work: &Work) -> Option<Fault> {
    let language = &one.language;
    if one.is_empty() {
        let message = format!("nothing is translated into `{language}`");
        let hint = "add `title`, `summary`, `description` or `keywords`, or remove the entry";
        let problem = Diagnostic::warning("translation", message).hint(hint);
        return Some(Fault::new(pointer, problem));
    }
    let lacking = [
        ("summary", one.summary.is_some() && work.summary.is_none()),
        ("description", one.description.is_some() && work.description.is_none()),
    ];
    let (field, _) = lacking.into_iter().find(|(_, lacks)| *lacks)?;
    let message = format!("`{field}` is there in `{language}` only");
    let hint = format!("add `{field}:` in the language of the record itself");
    let problem = Diagnostic::warning("translation", message).hint(hint);
    Some(Fault::new(format!("{pointer}/{field}"), problem))
}

//! Descriptions in further languages that lie beside a record: `description.de.md`.

use faircat_catalog::RecordFile;
use faircat_catalog::checks::unseen;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Record, Work, markup};

/// The problem of the first that takes too much to show.
pub(super) fn costly(file: &RecordFile, texts: &[(String, String)]) -> Option<Diagnostic> {
    texts.iter().find_map(|(language, text)| {
        let excess = markup::excess(text)?;
        let message = format!("the description cannot be shown: {excess}");
        let problem = Diagnostic::error("markup", message).hint("write it simpler, or shorter");
        Some(at(problem, file, language))
    })
}

/// Gives `record` these `texts`. Warns of those that do not serve.
pub(super) fn add(
    file: &RecordFile,
    record: &mut Record,
    texts: Vec<(String, String)>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (language, text) in texts {
        let hidden = unseen::of_plain(&text);
        let unshown = match record {
            Record::Work(work) => add_one(work, &language, text),
            Record::Person(_) | Record::Organization(_) => Some(of_agent()),
        };
        found.extend(hidden.into_iter().chain(unshown).map(|it| at(it, file, &language)));
    }
    found
}

fn add_one(work: &mut Work, language: &str, text: String) -> Option<Diagnostic> {
    if work.text_language.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(language)) {
        let message = format!("this is not shown: `{language}` is the language of the record");
        return Some(warning(message, "name it `description.md`"));
    }
    let translation = work.translation_into(language);
    if translation.description.is_some() {
        let message = "this is not shown, because the record has this description itself";
        return Some(warning(message, "remove one of the two"));
    }
    translation.description = Some(text);
    None
}

fn of_agent() -> Diagnostic {
    let message = "this is not shown: people and organizations have no description";
    warning(message, "remove it")
}

fn warning(message: impl Into<String>, hint: &str) -> Diagnostic {
    Diagnostic::warning("unknown-file", message).hint(hint)
}

fn at(problem: Diagnostic, file: &RecordFile, language: &str) -> Diagnostic {
    match &file.folder {
        Some(folder) => problem.in_file(folder.join(format!("description.{language}.md"))),
        None => problem,
    }
}

//! What is found by a search: of each record and page its words, and what is shown of it.

use std::collections::BTreeMap;

use faircat_text::shorten;

use super::Document;
use crate::build::Shared;
use crate::catalog::{Agent, Entry};
use crate::linked_data::plain_text::plain_text;
use crate::pages::site::PageText;
use crate::record::identifier::Identifier;
use crate::record::language::other_than;
use crate::record::{AgentRef, Artifact, Record, Translation, Work};

/// Characters of a description that are indexed.
const LONGEST_TEXT: usize = 20_000;
/// Files of a record that are found by their names.
const MOST_FILES: usize = 40;
/// Longest summary of a result, in characters.
const LONGEST_SUMMARY: usize = 240;

/// The document of a page that is about no record; `own` is the tag of the pages' language.
pub(super) fn of_page(page: &PageText, own: &str) -> Document {
    let mut meta = meta_of(&page.title, &page.lead);
    meta.extend(languages(page.title_language(), page.language(), own));
    let mut text = String::new();
    [&page.title, &page.text].into_iter().for_each(|words| add_sentence(&mut text, words));
    Document {
        address: format!("/{}", page.path),
        text,
        meta,
        filters: BTreeMap::from([("kind".to_owned(), vec![page.kind.to_owned()])]),
    }
}

/// What is shown of a result: its title, and a sentence on it where there is one.
fn meta_of(title: &str, about: &str) -> BTreeMap<String, String> {
    let mut meta = BTreeMap::from([("title".to_owned(), title.to_owned())]);
    if !about.is_empty() {
        let mut sentence = shorten(about.trim_end(), LONGEST_SUMMARY).into_owned();
        // Commands are told of without the point.
        if !sentence.ends_with(['.', '!', '?', '…', ':']) {
            sentence.push('.');
        }
        meta.insert("summary".to_owned(), sentence);
    }
    meta
}

/// A record's document.
pub(super) fn of_entry(shared: &Shared, entry: &Entry) -> Document {
    let record = entry.record();
    let (mut text, mut filters) = match &record {
        Record::Work(work) => (text_of(shared, entry, work), filters(work)),
        Record::Person(_) | Record::Organization(_) => (text_of_agent(entry), BTreeMap::new()),
    };
    let kind = entry.kind.name();
    add_sentence(&mut text, &kind.replace('-', " "));
    filters.insert("kind".to_owned(), vec![kind.to_owned()]);
    // From the site's root, so that the index is the same wherever the site is published.
    Document {
        address: format!("/{}", entry.page()),
        text,
        meta: meta(entry, shared.theme.words().language()),
        filters,
    }
}

/// `own` is the tag of the pages' language.
fn meta(entry: &Entry, own: &str) -> BTreeMap<String, String> {
    let mut meta = meta_of(&entry.summary.title, &entry.summary.summary);
    if let Some(date) = &entry.summary.date {
        meta.insert("date".to_owned(), date.clone());
    }
    let summary = &entry.summary;
    meta.extend(languages(summary.title_language(), summary.summary_language(), own));
    meta
}

/// The tags of the languages of title and summary, where those are told and not `own`.
fn languages<'a>(
    title: Option<&'a str>,
    summary: Option<&'a str>,
    own: &'a str,
) -> impl Iterator<Item = (String, String)> + 'a {
    let all = [("title_language", title), ("summary_language", summary)];
    let told =
        move |(name, tag): (&str, _)| Some((name.to_owned(), other_than(own, tag)?.to_owned()));
    all.into_iter().filter_map(told)
}

/// The words by which a person or an organization is found.
fn text_of_agent(entry: &Entry) -> String {
    let agent = entry.summary.agent.as_ref();
    let identifiers = agent.into_iter().flat_map(|agent| [&agent.orcid, &agent.ror]).flatten();
    let mut text = String::new();
    let texts = [&entry.summary.title, &entry.summary.summary];
    texts.into_iter().chain(identifiers).for_each(|words| add_sentence(&mut text, words));
    text
}

/// An identifier as it is written, and as people copy it: without its scheme or resolver.
pub(in crate::build) fn forms_of_identifier(text: &str) -> Vec<String> {
    match Identifier::parse(text) {
        Ok(identifier) if identifier.value != text => vec![text.to_owned(), identifier.value],
        _ => vec![text.to_owned()],
    }
}

/// The words by which a work is found.
fn text_of(shared: &Shared, entry: &Entry, work: &Work) -> String {
    let mut text = String::new();
    let mut add = |words: &str| add_sentence(&mut text, words);
    add(&work.title);
    for words in work.translations.iter().flat_map(of_translation) {
        add(words);
    }
    work.summary.iter().for_each(|summary| add(summary));
    for author in &work.authors {
        add(author_name(shared, author));
    }
    for words in [&work.alternate_titles, &work.keywords, &work.experiments] {
        words.iter().for_each(|words| add(words));
    }
    let identifiers = work.identifiers.iter().flat_map(|text| forms_of_identifier(text));
    identifiers.for_each(|form| add(&form));
    work.license.iter().for_each(|license| add(license));
    for publication in &work.publications {
        let forms = publication.identifiers.iter().flat_map(|text| forms_of_identifier(text));
        forms.for_each(|form| add(&form));
    }
    if let Some(model) = &work.model {
        for words in [&model.task, &model.category, &model.framework] {
            words.iter().for_each(|words| add(words));
        }
        model.evaluations.iter().for_each(|evaluation| add(&evaluation.metric));
        for tensor in model.signature.iter().flat_map(|it| it.inputs.iter().chain(&it.outputs)) {
            add(&tensor.name);
            tensor.features.iter().for_each(|feature| add(&feature.name));
        }
    }
    if let Some(dataset) = &work.dataset {
        dataset.fields.iter().for_each(|field| add(&field.name));
    }
    if let Some(description) = &work.description {
        add(&plain_text(description, LONGEST_TEXT));
    }
    for description in work.translations.iter().filter_map(|it| it.description.as_ref()) {
        add(&plain_text(description, LONGEST_TEXT));
    }
    work.artifacts.iter().take(MOST_FILES).for_each(|it| {
        of_artifact(it).into_iter().for_each(&mut add);
    });
    add(&entry.slug);
    text
}

/// The words by which a file is found: its name, its format, and its checksum.
fn of_artifact(artifact: &Artifact) -> impl IntoIterator<Item = &str> {
    let place = artifact.path.as_deref().or(artifact.url.as_deref());
    let name = place.and_then(|it| it.rsplit('/').find(|part| !part.is_empty()));
    [
        artifact.name.as_deref(),
        name,
        artifact.format.as_deref(),
        artifact.media_type.as_deref(),
        artifact.sha256.as_deref(),
    ]
    .into_iter()
    .flatten()
}

/// What is short in a translation; descriptions come last.
fn of_translation(of: &Translation) -> impl Iterator<Item = &str> {
    let texts = of.title.iter().chain(&of.summary).chain(&of.keywords);
    texts.map(String::as_str)
}

/// Excerpts show this text, so a sentence that has its own end gets no other.
pub(in crate::build) fn add_sentence(text: &mut String, words: &str) {
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    text.push_str(words);
    text.push_str(if words.ends_with(['.', '!', '?']) { " " } else { ". " });
}

fn author_name<'a>(shared: &'a Shared, author: &'a AgentRef) -> &'a str {
    match (shared.catalog.agent(author), author) {
        (Some(Agent::Entry(entry)), _) => &entry.summary.title,
        (Some(Agent::Inline(inline)), _) => &inline.name,
        (None, AgentRef::Slug(slug)) => slug,
        (None, AgentRef::Inline(inline)) => &inline.name,
    }
}

fn filters(work: &Work) -> BTreeMap<String, Vec<String>> {
    let mut filters = BTreeMap::new();
    let mut add = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            filters.insert(name.to_owned(), values);
        }
    };
    add("experiment", work.experiments.clone());
    add("licence", work.license.iter().cloned().collect());
    if let Some(model) = &work.model {
        add("task", model.task.clone());
        add("framework", model.framework.clone());
    }
    filters
}

#[cfg(test)]
mod tests {
    use super::add_sentence;

    #[test]
    fn what_is_empty_is_no_sentence() {
        let mut text = String::new();
        for words in ["Ada Lovelace", " ", "Who was first?", ""] {
            add_sentence(&mut text, words);
        }
        assert_eq!(text, "Ada Lovelace. Who was first? ");
    }
}

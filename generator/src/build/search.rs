//! The full-text index, made by pagefind.
//!
//! Pagefind holds a whole index in memory, so the records are spread over several indexes that
//! the search page merges. A record stays in its index as others come and go, and an index none of
//! whose records changed is kept.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;

use super::Shared;
use super::fingerprints::Fingerprint;
use crate::catalog::{Agent, Entry};
use crate::diagnostic::Diagnostic;
use crate::linked_data::plain_text::plain_text;
use crate::record::identifier::Identifier;
use crate::record::{AgentRef, Record, Work};

/// Records for which another index is begun.
const PART: usize = 192;
/// Indexes that a browser can be asked to merge.
const MOST_PARTS: usize = 128;
/// Records being indexed at any moment, unless one index alone has more: pagefind takes about a
/// third of a megabyte for each.
const MOST_AT_ONCE: usize = 400;
/// Characters of a description that are indexed.
const LONGEST_TEXT: usize = 20_000;

/// Signs that make other words of those beside them: `C++`, `C#`, `R&D`, `√s`. The search page has them too
/// (`static/search-query.js`).
pub(super) const SIGNS: &str = "+#&√";

/// Program parts of pagefind that our own search page does without.
const UNUSED: [&str; 7] = [
    "pagefind-ui.js",
    "pagefind-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-modular-ui.css",
    "pagefind-component-ui.js",
    "pagefind-component-ui.css",
    "pagefind-highlight.js",
];

/// Writes every index, and the list of them; returns the indexes' fingerprints. Those that `old`
/// has too are kept.
pub(super) fn write_search(
    shared: &Shared,
    fingerprints: &[Fingerprint],
    old: &[Fingerprint],
) -> Result<Vec<Fingerprint>, Diagnostic> {
    let parts = parts(&shared.catalog.entries);
    let made: Vec<Fingerprint> = parts.iter().map(|part| of_part(part, fingerprints)).collect();
    let unchanged = |number: usize| old.len() == made.len() && old[number] == made[number];
    let next = AtomicUsize::new(0);
    let largest = parts.iter().map(Vec::len).max().unwrap_or_default().max(1);
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(parts.len())
        .min(MOST_AT_ONCE.div_ceil(largest));
    // Not on rayon's threads: pagefind hands its work from thread to thread, and would wait
    // forever for one that waits for it.
    let results: Vec<Result<(), Diagnostic>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| write_parts(shared, &parts, &unchanged, &next)))
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or(Err(panicked()))).collect()
    });
    results.into_iter().collect::<Result<(), Diagnostic>>()?;
    shared.writer.write("pagefind/shards.json", parts.len().to_string().as_bytes())?;
    Ok(made)
}

fn of_part(entries: &[&Entry], fingerprints: &[Fingerprint]) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    entries.iter().for_each(|entry| {
        hasher.update(&fingerprints[entry.index]);
    });
    *hasher.finalize().as_bytes()
}

pub(super) fn panicked() -> Diagnostic {
    Diagnostic::error("search", "the search index could not be made")
}

/// The entries of each index.
fn parts(entries: &[Entry]) -> Vec<Vec<&Entry>> {
    let count = entries.len().div_ceil(PART).clamp(1, MOST_PARTS);
    let mut parts = vec![Vec::new(); count];
    for entry in entries {
        let hash = blake3::hash(entry.id().as_bytes());
        let place = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        parts[(place % count as u64) as usize].push(entry);
    }
    parts
}

fn write_parts(
    shared: &Shared,
    parts: &[Vec<&Entry>],
    unchanged: &(dyn Fn(usize) -> bool + Sync),
    next: &AtomicUsize,
) -> Result<(), Diagnostic> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(failed)?;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(entries) = parts.get(number) else { return Ok(()) };
        if unchanged(number) && shared.writer.keep_folder(&format!("pagefind/{number}"))? {
            continue;
        }
        for file in runtime.block_on(index(shared, entries)).map_err(failed)? {
            let name = file.filename.to_string_lossy();
            if !UNUSED.contains(&name.as_ref()) {
                shared.writer.write(&format!("pagefind/{number}/{name}"), &file.contents)?;
            }
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error("search", format!("the search index could not be made: {error}"))
}

async fn index(
    shared: &Shared<'_>,
    entries: &[&Entry],
) -> Result<Vec<SyntheticFile>, Box<dyn std::error::Error + Send + Sync>> {
    let options = PagefindServiceConfig::builder()
        .force_language(shared.site.config.language.clone())
        .include_characters(SIGNS.to_owned())
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    for entry in entries {
        let record = entry.record();
        let (text, filters) = match &record {
            Record::Work(work) => (text_of(shared, entry, work), filters(work)),
            Record::Person(_) | Record::Organization(_) => (text_of_agent(entry), BTreeMap::new()),
        };
        let mut filters = filters;
        filters.insert("kind".to_owned(), vec![entry.kind.name().to_owned()]);
        // From the site's root, so that the index is the same wherever the site is published.
        let address = format!("/{}", entry.page());
        let language = shared.site.config.language.clone();
        index
            .add_custom_record(address, text, language, Some(meta(entry)), Some(filters), None)
            .await?;
    }
    Ok(index.get_files().await?)
}

fn meta(entry: &Entry) -> BTreeMap<String, String> {
    let mut meta = BTreeMap::from([("title".to_owned(), entry.summary.title.clone())]);
    if let Some(date) = &entry.summary.date {
        meta.insert("date".to_owned(), date.clone());
    }
    meta
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
fn forms_of_identifier(text: &str) -> Vec<String> {
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
    add(&entry.slug);
    text
}

/// Excerpts show this text, so a sentence that has its own end gets no other.
fn add_sentence(text: &mut String, words: &str) {
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

//! The full-text index, made by pagefind.
//!
//! Pagefind holds a whole index in memory, so the records are spread over several indexes that
//! the search page merges. A record stays in its index as others come and go, and an index none of
//! whose records changed is kept. The manual has an index of its own.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;

use super::Shared;
use super::fingerprints::Fingerprint;
use crate::assessment::indicators;
use crate::catalog::{Agent, Entry};
use crate::diagnostic::Diagnostic;
use crate::linked_data::plain_text::plain_text;
use crate::pages::site::{ManualText, SiteInput, manual_texts};
use crate::record::identifier::Identifier;
use crate::record::{AgentRef, Record, Translation, Work};

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

/// The folder of the manual's index, in the site.
const MANUAL: &str = "pagefind/manual";

/// What is found by a search, and how it is shown then.
pub(super) struct Document {
    /// Address of its page: whole, or from the site's root.
    pub address: String,
    pub text: String,
    pub meta: BTreeMap<String, String>,
    pub filters: BTreeMap<String, Vec<String>>,
}

/// Writes every index, and the list of them; returns the indexes' fingerprints. Those that `old`
/// has too are kept.
pub(super) fn write_search(
    shared: &Shared,
    fingerprints: &[Fingerprint],
    old: &[Fingerprint],
) -> Result<Vec<Fingerprint>, Diagnostic> {
    let parts = parts(&shared.catalog.entries, Entry::id);
    let mut made: Vec<Fingerprint> = parts.iter().map(|part| of_part(part, fingerprints)).collect();
    let manual = manual(shared);
    made.push(of_texts(&manual));
    let unchanged = |number: usize| old.len() == made.len() && old[number] == made[number];
    let document = |entry: &Entry| document(shared, entry);
    let making = Making { shared, folder: "pagefind", unchanged: &unchanged, document: &document };
    making.write(&parts)?;
    let is_kept = |_| unchanged(made.len() - 1);
    let making = Making { shared, folder: MANUAL, unchanged: &is_kept, document: &of_manual };
    making.write(&[manual.iter().collect()])?;
    shared.writer.write("pagefind/shards.json", parts.len().to_string().as_bytes())?;
    Ok(made)
}

/// The texts of the manual.
fn manual(shared: &Shared) -> Vec<ManualText> {
    manual_texts(&SiteInput {
        indicators,
        site: shared.site,
        catalog: shared.catalog,
        standings: &[],
        queries: &[],
        pages: &[],
        notebooks: &[],
        documents: &BTreeMap::new(),
        dump: None,
        federation: None,
        command: shared.command,
    })
}

fn of_texts(texts: &[ManualText]) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    for ManualText { path, title, text } in texts {
        [path, title, text].into_iter().for_each(|it| {
            hasher.update(it.as_bytes()).update(&[0]);
        });
    }
    *hasher.finalize().as_bytes()
}

fn of_manual(text: &ManualText) -> Document {
    Document {
        address: format!("/{}", text.path),
        text: format!("{}. {}", text.title, text.text),
        meta: BTreeMap::from([("title".to_owned(), text.title.clone())]),
        filters: BTreeMap::from([("kind".to_owned(), vec!["manual".to_owned()])]),
    }
}

/// Writes the indexes of `works`, each with its name, into `folder`; returns how many these are.
pub(super) fn write_index<T: Sync>(
    shared: &Shared,
    folder: &str,
    works: &[T],
    name_of: impl Fn(&T) -> String,
    document: &(dyn Fn(&T) -> Document + Sync),
) -> Result<usize, Diagnostic> {
    let parts = parts(works, name_of);
    Making { shared, folder, unchanged: &|_| false, document }.write(&parts)?;
    Ok(parts.len())
}

/// Indexes in the making.
struct Making<'a, T> {
    shared: &'a Shared<'a>,
    /// Where they go, in the site.
    folder: &'a str,
    /// Whether an index is in the old site already, by its number.
    unchanged: &'a (dyn Fn(usize) -> bool + Sync),
    document: &'a (dyn Fn(&T) -> Document + Sync),
}

impl<T: Sync> Making<'_, T> {
    fn write(&self, parts: &[Vec<&T>]) -> Result<(), Diagnostic> {
        let next = AtomicUsize::new(0);
        let largest = parts.iter().map(Vec::len).max().unwrap_or_default().max(1);
        let threads = thread::available_parallelism()
            .map_or(1, usize::from)
            .min(parts.len())
            .min(MOST_AT_ONCE.div_ceil(largest));
        // Not on rayon's threads: pagefind hands its work from thread to thread, and would wait
        // forever for one that waits for it.
        let results: Vec<Result<(), Diagnostic>> = thread::scope(|scope| {
            let workers: Vec<_> =
                (0..threads).map(|_| scope.spawn(|| self.write_parts(parts, &next))).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or(Err(panicked()))).collect()
        });
        results.into_iter().collect()
    }

    fn write_parts(&self, parts: &[Vec<&T>], next: &AtomicUsize) -> Result<(), Diagnostic> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(failed)?;
        let writer = self.shared.writer;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(number) else { return Ok(()) };
            let folder = format!("{}/{number}", self.folder);
            if (self.unchanged)(number) && writer.keep_folder(&folder)? {
                continue;
            }
            let language = &self.shared.site.config.language;
            let documents = part.iter().map(|one| (self.document)(one));
            for file in runtime.block_on(index(language, documents)).map_err(failed)? {
                let name = file.filename.to_string_lossy();
                if !UNUSED.contains(&name.as_ref()) {
                    writer.write(&format!("{folder}/{name}"), &file.contents)?;
                }
            }
        }
    }
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

/// The works of each index, by their names.
fn parts<T, N: AsRef<str>>(all: &[T], name_of: impl Fn(&T) -> N) -> Vec<Vec<&T>> {
    let count = all.len().div_ceil(PART).clamp(1, MOST_PARTS);
    let mut parts = vec![Vec::new(); count];
    for one in all {
        let hash = blake3::hash(name_of(one).as_ref().as_bytes());
        let place = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        parts[(place % count as u64) as usize].push(one);
    }
    parts
}

fn failed(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error("search", format!("the search index could not be made: {error}"))
}

async fn index(
    language: &str,
    documents: impl Iterator<Item = Document>,
) -> Result<Vec<SyntheticFile>, Box<dyn std::error::Error + Send + Sync>> {
    let options = PagefindServiceConfig::builder()
        .force_language(language.to_owned())
        .include_characters(SIGNS.to_owned())
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    for Document { address, text, meta, filters } in documents {
        let language = language.to_owned();
        index.add_custom_record(address, text, language, Some(meta), Some(filters), None).await?;
    }
    Ok(index.get_files().await?)
}

fn document(shared: &Shared, entry: &Entry) -> Document {
    let record = entry.record();
    let (mut text, mut filters) = match &record {
        Record::Work(work) => (text_of(shared, entry, work), filters(work)),
        Record::Person(_) | Record::Organization(_) => (text_of_agent(entry), BTreeMap::new()),
    };
    let kind = entry.kind.name();
    add_sentence(&mut text, &kind.replace('-', " "));
    filters.insert("kind".to_owned(), vec![kind.to_owned()]);
    // From the site's root, so that the index is the same wherever the site is published.
    Document { address: format!("/{}", entry.page()), text, meta: meta(entry), filters }
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
pub(super) fn forms_of_identifier(text: &str) -> Vec<String> {
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
    add(&entry.slug);
    text
}

/// What is short in a translation; descriptions come last.
fn of_translation(of: &Translation) -> impl Iterator<Item = &str> {
    let texts = of.title.iter().chain(&of.summary).chain(&of.keywords);
    texts.map(String::as_str)
}

/// Excerpts show this text, so a sentence that has its own end gets no other.
pub(super) fn add_sentence(text: &mut String, words: &str) {
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

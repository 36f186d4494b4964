//! The full-text index, made by pagefind.
//!
//! Pagefind holds a whole index in memory, so the records are spread over several indexes that
//! the search page merges. A record stays in its index as others come and go, and an index none of
//! whose records changed is kept. The manual, the principles and the site's own pages have an index of
//! their own.

mod documents;
pub(super) mod words;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;

pub(super) use self::documents::{add_sentence, forms_of_identifier};
use super::Shared;
use super::fingerprints::Fingerprint;
use crate::assessment::indicators;
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::pages::site::{PageText, SiteInput, page_texts};

/// Records for which another index is begun.
const PART: usize = 192;
/// Indexes that a browser can be asked to merge.
const MOST_PARTS: usize = 128;
/// Records being indexed at any moment, unless one index alone has more: pagefind takes about a
/// third of a megabyte for each.
const MOST_AT_ONCE: usize = 400;
/// Signs that make other words of those beside them: `C++`, `C#`, `R&D`, `√s`. The search page has them too
/// (`static/search-query.js`).
const SIGNS: &str = "+#&√";

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

/// The folder of the index of pages that are about no record, in the site.
const PAGES: &str = "pagefind/pages";

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
    texts: &[PageText],
    fingerprints: &[Fingerprint],
    old: &[Fingerprint],
) -> Result<Vec<Fingerprint>, Diagnostic> {
    let parts = parts(&shared.catalog.entries, Entry::id);
    let mut made: Vec<Fingerprint> = parts.iter().map(|part| of_part(part, fingerprints)).collect();
    let own = shared.theme.words().language();
    made.push(of_texts(texts, own));
    let unchanged = |number: usize| old.len() == made.len() && old[number] == made[number];
    let document = |entry: &Entry| documents::of_entry(shared, entry);
    let making = Making { shared, folder: "pagefind", unchanged: &unchanged, document: &document };
    making.write(&parts)?;
    let is_kept = |_| unchanged(made.len() - 1);
    let document = |page: &PageText| documents::of_page(page, own);
    let making = Making { shared, folder: PAGES, unchanged: &is_kept, document: &document };
    making.write(&[texts.iter().collect()])?;
    shared.writer.write("pagefind/shards.json", parts.len().to_string().as_bytes())?;
    Ok(made)
}

/// Everything that is found beside records.
pub(super) fn texts_of_pages(shared: &Shared) -> Vec<PageText> {
    let input = SiteInput {
        indicators,
        site: shared.site,
        catalog: shared.catalog,
        standings: &[],
        queries: &[],
        pages: &shared.own.pages,
        notebooks: &[],
        documents: &BTreeMap::new(),
        dump: None,
        federation: None,
        command: shared.command,
    };
    page_texts(shared.theme.words(), &input)
}

/// `own` is the tag of the pages' language.
fn of_texts(texts: &[PageText], own: &str) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(own.as_bytes()).update(&[0]);
    for PageText { path, title, lead, text, kind } in texts {
        [path, title, lead, text, *kind].into_iter().for_each(|it| {
            hasher.update(it.as_bytes()).update(&[0]);
        });
    }
    *hasher.finalize().as_bytes()
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

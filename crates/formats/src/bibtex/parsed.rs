//! The entries of a file, with what had to be left out of it: BibTeX goes on after an entry that it
//! does not understand.

use std::collections::HashMap;

use biblatex::{
    Bibliography, Entry, Pair, ParseError, ParseErrorKind, RawBibliography, RawChunk, RawEntry,
};
use faircat_record::diagnostic::Diagnostic;

use super::bounds;

/// Deepest nesting of braces.
const MAX_DEPTH: usize = 64;

/// Most entries that are left out of a file before the others are too.
const MOST_FAULTS: usize = 64;

/// What is in a file.
pub(super) struct Parsed {
    /// By keys of entries, the types that stand there, and where each begins.
    pub words: HashMap<String, (String, usize)>,
    /// With abbreviations and references resolved.
    pub entries: Vec<Entry>,
    /// What is wrong with others, each with the offset of its place.
    pub faults: Vec<(usize, Diagnostic)>,
}

/// What is in `text`; an error has the offset of its place.
pub(super) fn parsed(text: &str) -> Result<Parsed, (usize, String)> {
    if let Some(offset) = too_deep(text) {
        return Err((offset, format!("braces are nested more than {MAX_DEPTH} deep")));
    }
    let mut raw = RawBibliography::parse(text).map_err(told)?;
    let (mut words, mut faults) = (HashMap::new(), Vec::new());
    raw.entries.retain(|it| {
        let key = it.v.key.v;
        if words.contains_key(key) {
            faults.push((it.span.start, repeated(key)));
            return false;
        }
        words.insert(key.to_owned(), (it.v.kind.v.to_lowercase(), it.span.start));
        true
    });
    bounds::check(&raw)?;
    let most = faults.len() + MOST_FAULTS;
    let mut entries = loop {
        match Bibliography::from_raw(raw.clone()) {
            Ok(found) => break found.into_vec(),
            Err(error) if faults.len() < most => {
                faults.push(without(&mut raw, &error).ok_or_else(|| told(error))?);
            }
            Err(error) => return Err(told(error)),
        }
    };
    with_own_dates(&mut entries, raw);
    Ok(Parsed { words, entries, faults })
}

/// Fields that say when something was published.
const DATES: [&str; 4] = ["date", "year", "month", "day"];

/// Gives `entries` the dates that they have in `raw`: of one that refers to another, the crate puts the
/// date of that one in the place of its own.
fn with_own_dates(entries: &mut [Entry], mut raw: RawBibliography<'_>) {
    let mut refers = false;
    for entry in &mut raw.entries {
        let before = entry.v.fields.len();
        entry.v.fields.retain(|field| !is_link(field));
        refers |= entry.v.fields.len() < before;
    }
    let Some(own) = refers.then(|| Bibliography::from_raw(raw).ok()).flatten() else { return };
    for entry in entries {
        let Some(own) = own.get(&entry.key) else { continue };
        if !["date", "year"].iter().any(|key| own.fields.contains_key(*key)) {
            continue;
        }
        for key in DATES {
            match own.fields.get(key) {
                Some(chunks) => entry.set(key, chunks.clone()),
                None => drop(entry.remove(key)),
            }
        }
    }
}

fn told(error: ParseError) -> (usize, String) {
    (error.span.start, error.kind.to_string())
}

/// Takes out of `raw` what does not allow to read it: references to an entry, or the entry itself.
fn without(raw: &mut RawBibliography<'_>, error: &ParseError) -> Option<(usize, Diagnostic)> {
    let place = error.span.start;
    let at = raw.entries.iter().position(|it| it.span.contains(&place))?;
    let key = raw.entries[at].v.key.v;
    let message = &error.kind;
    let is_of_reference = matches!(message, ParseErrorKind::ResolutionError(_));
    let refers = |it: &RawEntry<'_>| it.fields.iter().any(|field| names(field, key));
    if is_of_reference && let Some(other) = raw.entries.iter_mut().find(|it| refers(&it.v)) {
        let message = format!(
            "the entry `{}` refers to `{key}`, of which not all is understood ({message}), and is \
             read without it",
            other.v.key.v
        );
        other.v.fields.retain(|field| !names(field, key));
        let problem = Diagnostic::warning("import-not-understood", message);
        return Some((other.span.start, problem.hint(format!("correct the entry `{key}`"))));
    }
    let message = format!("the entry `{key}` is left out: {message}");
    let problem = Diagnostic::error("import-malformed-bibtex", message);
    let start = raw.entries.remove(at).span.start;
    Some((start, problem.hint("correct it, or define what it names before it")))
}

/// Whether `field` refers to another entry, whose fields its entry has too.
fn is_link(field: &Pair<'_>) -> bool {
    ["crossref", "xdata"].iter().any(|it| field.key.v.eq_ignore_ascii_case(it))
}

/// Whether `field` refers to the entry `key`.
fn names(field: &Pair<'_>, key: &str) -> bool {
    is_link(field)
        && field.value.v.iter().any(|chunk| match chunk.v {
            RawChunk::Normal(text) => text.split(',').any(|it| it.trim() == key),
            RawChunk::Abbreviation(_) => false,
        })
}

fn repeated(key: &str) -> Diagnostic {
    let message = format!("an entry before has the key `{key}` too, so this one is left out");
    let hint = "give each entry a key of its own, or remove one of the two";
    Diagnostic::warning("import-duplicate-key", message).hint(hint)
}

/// Where braces are nested too deeply.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

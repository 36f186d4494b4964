//! A repository for the Hub: the card, its results, and the files, ready for `git push`.

use std::fmt::Write as _;

use faircat_record::{Kind, Usage, Work};
use faircat_text::fence;
use serde::Serialize;
use serde_json::{Value, json};

use super::body::is_known_heading;
use super::sections::sections;
use super::written_metadata::{left_open, metadata, one_line};
use super::written_terms::{id, repository};
use crate::bibtex::entry;
use crate::markdown::text::part;
use crate::package::{Content, Made, PackageFile, PackedWork, Payload, refuse_withdrawn};

const CARD: &str = "README.md";

/// Names of files that are no text, which the Hub wants in Git LFS whatever their size.
const BINARY: [&str; 20] = [
    "*.7z",
    "*.arrow",
    "*.bin",
    "*.bz2",
    "*.ckpt",
    "*.gz",
    "*.h5",
    "*.hdf5",
    "*.npy",
    "*.npz",
    "*.onnx",
    "*.parquet",
    "*.pb",
    "*.pickle",
    "*.pkl",
    "*.pt",
    "*.pth",
    "*.root",
    "*.safetensors",
    "*.zip",
];

/// Bytes from which the Hub refuses a file that is not in Git LFS.
const LARGE: u64 = 10 * 1024 * 1024;

/// The files of the repository.
///
/// Errors: a work that is neither a model nor a dataset.
pub(super) fn pack(packed: &PackedWork) -> Result<Made, String> {
    let work = packed.of.work;
    if !matches!(work.kind, Kind::Model | Kind::Dataset) {
        return Err("the Hub has models and datasets only".to_owned());
    }
    refuse_withdrawn(packed.of)?;
    let mut made = Made::default();
    made.files.push(PackageFile::made(CARD, card(packed)?.into_bytes()));
    made.notes.extend(left_open(work));
    made.files.push(PackageFile::made(".gitattributes", attributes(packed.payload).into_bytes()));
    if let Some(results) = results(work)? {
        let path = format!(".eval_results/{}.yaml", packed.view.dossier.source.entry.slug);
        made.files.push(PackageFile::made(path, results.into_bytes()));
        made.notes.push(
            "in `.eval_results`, `task_id` is the task in the words of the record; compare it with \
             `eval.yaml` of each dataset before you push"
                .to_owned(),
        );
    }
    for (at, it) in packed.payload.iter().enumerate() {
        match &it.packed {
            Some(_) => {
                let content = Content::Payload(at);
                made.files.push(PackageFile { path: place(it), content });
            }
            None => made.notes.push(format!(
                "`{}` is not in the repository, and the card names its address; --with-files \
                 packs it",
                it.artifact.display_name()
            )),
        }
    }
    Ok(made)
}

/// Where a file lies: at the top, unless a file of the Hub is called so.
fn place(payload: &Payload) -> String {
    let path = &payload.path;
    let first = path.split('/').next().unwrap_or_default();
    let is_own = first.starts_with('.') || path.eq_ignore_ascii_case(CARD);
    if is_own { format!("files/{path}") } else { path.clone() }
}

/// `.gitattributes`: what Git keeps apart, because it is large or no text.
fn attributes(payload: &[Payload]) -> String {
    let mut patterns: Vec<String> = BINARY.iter().map(|it| (*it).to_owned()).collect();
    for it in payload {
        if it.packed.as_ref().is_some_and(|digests| digests.size >= LARGE) {
            patterns.push(pattern(&place(it)));
        }
    }
    patterns.iter().map(|it| format!("{it} filter=lfs diff=lfs merge=lfs -text\n")).collect()
}

/// The pattern of Git that is `path` and no other.
fn pattern(path: &str) -> String {
    let mut pattern = String::from("/");
    for c in path.chars() {
        match c {
            ' ' => pattern.push_str("[[:space:]]"),
            '[' | ']' | '#' | '!' => {
                pattern.push('\\');
                pattern.push(c);
            }
            c => pattern.push(c),
        }
    }
    pattern
}

/// Results on datasets of the Hub, in the form of `.eval_results`; `None` where there are none.
fn results(work: &Work) -> Result<Option<String>, String> {
    let model = work.model.as_deref();
    let results = model.into_iter().flat_map(|it| &it.evaluations).filter_map(|it| {
        let dataset = repository(it.dataset.as_deref()?, true)?;
        let task = id(model?.task.first()?);
        let mut result = json!({"dataset": {"id": dataset, "task_id": task}, "value": it.value});
        if let Some(date) = &it.date {
            result["date"] = one_line(date).into();
        }
        if let Some(url) = it.source.as_deref().filter(|it| it.starts_with("https://")) {
            result["source"] = json!({"url": url});
        }
        result["notes"] = one_line(&it.title()).into();
        Some(result)
    });
    let results: Vec<Value> = results.collect();
    if results.is_empty() { Ok(None) } else { yaml(&results).map(Some) }
}

fn yaml(value: &impl Serialize) -> Result<String, String> {
    serde_saphyr::to_string(value).map_err(|error| error.to_string())
}

/// The card. Errors are those of YAML, which has a form for every text.
fn card(packed: &PackedWork) -> Result<String, String> {
    let (work, of) = (packed.of.work, packed.of);
    let mut card =
        format!("---\n{}---\n", ended(yaml(&metadata(&packed.view.dossier.source, of))?));
    // Writing to a string cannot fail.
    let _ = write!(card, "\n# {}\n", heading(&work.title));
    let description = work.description.as_deref().or(work.summary.as_deref());
    section(&mut card, None, description);
    if let Some(usage) = &work.usage {
        uses(&mut card, work.kind, usage);
    }
    if let Some(training) = work.model.as_ref().and_then(|it| it.training.as_ref()) {
        section(&mut card, Some("Training Procedure"), training.procedure.as_deref());
    }
    if let Some(dataset) = &work.dataset {
        section(&mut card, Some("Dataset Creation"), dataset.collection.as_deref());
    }
    elsewhere(&mut card, packed.payload);
    if !has_citation(description.unwrap_or_default()) {
        let _ = write!(card, "\n## Citation\n\n```bibtex\n{}```\n", ended(entry(of)));
    }
    if let Some(address) = of.cited_address() {
        let _ = write!(card, "\nPublished at <{address}>.\n");
    }
    Ok(card)
}

fn uses(card: &mut String, kind: Kind, usage: &Usage) {
    // One section of a card may have said both.
    let both = usage.intended_use.is_some() && usage.intended_use == usage.limitations;
    let title = if both { "Intended uses & limitations" } else { "Uses" };
    section(card, Some(title), usage.intended_use.as_deref());
    let started = match kind {
        Kind::Model => "How to Get Started with the Model",
        _ => "Usage",
    };
    section(card, Some(started), usage.instructions.as_deref());
    for snippet in &usage.snippets {
        section(card, None, snippet.description.as_deref());
        let fence = fence(&snippet.code, 3);
        let language: String =
            snippet.language.chars().filter(|it| it.is_ascii_alphanumeric()).collect();
        // Writing to a string cannot fail.
        let _ = write!(card, "\n{fence}{language}\n{}{fence}\n", ended(snippet.code.clone()));
    }
    let limitations = usage.limitations.as_deref().filter(|_| !both);
    section(card, Some("Out-of-Scope Use"), limitations);
    section(card, Some("Bias, Risks, and Limitations"), usage.risks.as_deref());
    section(card, Some("Ethical Considerations"), usage.ethical.as_deref());
}

fn section(card: &mut String, title: Option<&str>, text: Option<&str>) {
    let Some(text) = text.map(str::trim).filter(|it| !it.is_empty()) else { return };
    // A text that begins with a heading for the same has it from a card.
    if let Some(title) = title.filter(|_| !has_own_heading(text)) {
        // Writing to a string cannot fail.
        let _ = write!(card, "\n## {title}\n");
    }
    let _ = write!(card, "\n{}\n", part(text, 2));
}

/// Whether `text` begins with a heading of a section that has a field here.
fn has_own_heading(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix("## ").is_some_and(is_known_heading)
}

/// Whether a card's text has a section on how to cite.
fn has_citation(text: &str) -> bool {
    sections(text).iter().any(|it| it.name().starts_with("citation"))
}

/// The files that are not in the repository.
fn elsewhere(card: &mut String, payload: &[Payload]) {
    let others = payload.iter().filter(|it| it.packed.is_none());
    let lines = others.filter_map(|it| {
        let url = faircat_linked_data::safe_iri(it.artifact.url.as_deref()?)?;
        let digest = it.artifact.sha256.as_ref().map(|it| format!(" (SHA-256 `{it}`)"));
        let digest = digest.unwrap_or_default();
        Some(format!("- {}: <{url}>{digest}\n", heading(it.artifact.display_name())))
    });
    let lines: String = lines.collect();
    if !lines.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(card, "\n## Files elsewhere\n\n{lines}");
    }
}

/// `text` in one line, in which no sign means anything to Markdown.
fn heading(text: &str) -> String {
    let mut plain = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

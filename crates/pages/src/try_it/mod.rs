//! What a model's page needs to run the model in the visitor's browser: `try.json`, with examples
//! of the control set.
//!
//! Everything comes from the record, its local files and the evidence; nothing is run. Examples
//! are chosen by the reference outputs that the control set holds.

mod answers;
mod arrays;
mod decisions;
mod display;
mod distribution;
mod examples;
mod facts;
mod files;
mod layout;

pub use arrays::Array;
pub use decisions::{Curve, Decisions, KEPT};
pub use display::drawn;
pub use distribution::Distribution;
pub use examples::{Example, Kind};
pub use facts::{Facts, NamedFeature, PublishedFile, Shown, Verified, VerifiedEngine};
pub use layout::Layout;

use std::collections::BTreeMap;

use faircat_display::displays::shown_output;
use faircat_inference::engines::list::ENGINES;
use faircat_inference::formats::Limit;
use faircat_inference::verification::ControlSet;

use self::files::OnnxPair;
use faircat_catalog::evidence::contract;
use faircat_formats::dossier::Dossier;
use faircat_linked_data::content_url;
use faircat_outside_world::checksum;
use faircat_outside_world::local_files::Unread;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{ModelSection, Record, Work};

/// Largest control set that a build reads, in bytes, and the memory that it may take once read.
const LARGEST_CONTROL_SET: u64 = 64 << 20;
const LIMIT: Limit = Limit { bytes: 1 << 29 };

/// Gives at most so many bytes of a file below the record's folder.
pub type Read<'a> = dyn Fn(&str, u64) -> Result<Vec<u8>, Unread> + 'a;

/// What the page offers, if the record describes a model of which an ONNX file lies beside it;
/// and what was wrong with the control set.
pub fn make<'a>(dossier: &Dossier<'a>, read: &Read) -> (Option<Facts<'a>>, Vec<Diagnostic>) {
    let Record::Work(work) = dossier.source.record else { return (None, Vec::new()) };
    let Some(section) = work.model.as_deref().filter(|_| work.withdrawn.is_none()) else {
        return (None, Vec::new());
    };
    let Some(pair) = files::find(work, read) else { return (None, Vec::new()) };
    let mut facts = facts_of(dossier, work, section, &pair);
    let mut diagnostics = Vec::new();
    match control_set(&facts, section, read) {
        Ok(Some((control, file))) => {
            facts.control_set = of_control_set(dossier, work, section, &control, file);
            facts.distribution = distribution::of(&facts.signature, &control);
            facts.decisions = answers::scores(&facts.signature, &control)
                .and_then(|scores| decisions::of(&scores));
            facts.examples = examples::of(&facts.signature, &control);
            facts.shown = Shown::of(&facts.signature, facts.examples.len());
        }
        Ok(None) => {}
        Err(reason) => {
            let name = section.control_set.as_ref().and_then(|set| set.data.as_deref());
            let message = format!(
                "the control set `{}` cannot be shown on the page: {reason}",
                name.unwrap_or_default()
            );
            diagnostics.push(
                Diagnostic::warning("control-set", message)
                    .hint("the page goes without examples until the file is right")
                    .in_file(dossier.source.entry.file.as_ref()),
            );
        }
    }
    (Some(facts), diagnostics)
}

/// The facts without what the control set tells.
fn facts_of<'a>(
    dossier: &Dossier<'a>,
    work: &'a Work,
    section: &'a ModelSection,
    pair: &OnnxPair,
) -> Facts<'a> {
    let signature = pair.contract(section);
    let shown = shown_output(&signature);
    let output = shown.map(|output| output.name.clone());
    let classes = shown.map(|output| output.classes.clone()).unwrap_or_default();
    let binary = classes.len() == 2;
    let engines = pair.engines();
    let publish = |path: &str, sha256: &str, bytes: usize, form: Option<&str>| PublishedFile {
        path: published_path(dossier, work, path).unwrap_or_default(),
        sha256: sha256.to_owned(),
        bytes,
        form: form.map(str::to_owned),
    };
    let file =
        |it: &files::OnnxArtifact| publish(&it.path, &it.sha256, it.size, it.form.as_deref());
    Facts {
        name: &work.title,
        slug: &dossier.source.entry.slug,
        page: dossier.source.entry.page(),
        shown: Shown::of(&signature, 0),
        engines: engines.iter().map(|engine| engine.name).collect(),
        engine_names: ENGINES.iter().map(|it| (it.name, it.title)).collect(),
        engine_titles: engines.iter().filter_map(|it| Some((it.name, it.in_browser?))).collect(),
        explained_by: engines.iter().find(|engine| engine.explains).map(|engine| engine.name),
        model: file(&pair.model),
        published_form: pair.published.as_ref().map(file),
        features: features(section),
        layouts: signature.inputs.iter().map(|it| (it.name.clone(), Layout::of(it))).collect(),
        signature,
        control_set: None,
        claims: contract::claims(section),
        verified: facts::verified(dossier.evidence),
        output,
        classes,
        positive: binary.then_some(1),
        threshold: binary.then_some(0.5),
        distribution: None,
        decisions: None,
        examples: Vec::new(),
    }
}

/// Names, units and meanings of the inputs' features, by input.
fn features(section: &ModelSection) -> BTreeMap<&str, Vec<NamedFeature<'_>>> {
    let inputs = section.signature.iter().flat_map(|signature| &signature.inputs);
    inputs
        .map(|input| {
            let features = input.features.iter().map(|feature| NamedFeature {
                name: &feature.name,
                unit: feature.unit.as_deref(),
                meaning: feature.meaning.as_deref(),
            });
            (input.name.as_str(), features.collect())
        })
        .collect()
}

/// Where the site publishes the artifact `path`, relative to its root.
fn published_path(dossier: &Dossier, work: &Work, path: &str) -> Option<String> {
    let source = dossier.source;
    let artifact = work.artifacts.iter().find(|it| it.path.as_deref() == Some(path))?;
    let url = content_url(artifact, &source.iri())?;
    url.strip_prefix(dossier.source.site.base_url.as_str()).map(str::to_owned)
}

/// Path below the record's folder, SHA-256 and size of the control set's file.
type ControlFile = (String, String, usize);

/// The control set with its file; `None` where there is none on this machine.
fn control_set(
    facts: &Facts,
    section: &ModelSection,
    read: &Read,
) -> Result<Option<(ControlSet, ControlFile)>, String> {
    let data = section.control_set.as_ref().and_then(|set| set.data.as_deref());
    let Some(path) = data else { return Ok(None) };
    let bytes = match read(path, LARGEST_CONTROL_SET) {
        Ok(bytes) => bytes,
        Err(Unread::Absent) => return Ok(None),
        Err(Unread::TooLarge(size)) => {
            return Err(format!("it has {size} bytes; at most {LARGEST_CONTROL_SET} are read"));
        }
    };
    let control = ControlSet::read(&bytes, &facts.signature, LIMIT);
    let control = control.map_err(|error| error.to_string())?;
    Ok(Some((control, (path.to_owned(), checksum::of_bytes(&bytes), bytes.len()))))
}

/// `None` where the site does not publish the file, so that no page can fetch it.
fn of_control_set(
    dossier: &Dossier,
    work: &Work,
    section: &ModelSection,
    control: &ControlSet,
    (path, sha256, bytes): ControlFile,
) -> Option<facts::PublishedControlSet> {
    Some(facts::PublishedControlSet {
        path: published_path(dossier, work, &path)?,
        sha256,
        bytes,
        items: control.items(),
        tolerance: section.control_set.as_ref().and_then(|set| set.tolerance),
    })
}

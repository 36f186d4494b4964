//! The form of `try.json`.

use std::collections::BTreeMap;

use faircat_display::displays::{Display, display_of, shown_output};
use faircat_inference::signature::{Declared, Signature};
use faircat_inference::verification::{
    Claim, OutputDifference, Recomputed, ShownClaim, ShownOutput, Told, probabilities,
};
use serde::Serialize;

use super::{Decisions, Distribution, Example, Layout};
use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::verification::EngineRun;

/// What the page knows of a model before it loads anything. Paths are relative to the site's root.
#[derive(Serialize)]
pub struct Facts<'a> {
    pub name: &'a str,
    pub slug: &'a str,
    pub page: String,
    #[serde(flatten)]
    pub shown: Shown,
    /// The engines that run it, the preferred one first.
    pub engines: Vec<&'static str>,
    /// All engines as people call them, those too that only published evidence is of.
    pub engine_names: BTreeMap<&'static str, &'static str>,
    /// What a visitor chooses each of them by.
    pub engine_titles: BTreeMap<&'static str, &'static str>,
    /// The engine that can be asked why the model answers as it does.
    pub explained_by: Option<&'static str>,
    pub model: PublishedFile,
    /// The same network as it was published, where `model` is written otherwise.
    pub published_form: Option<PublishedFile>,
    /// Inputs and outputs in the order of the file.
    pub signature: Signature,
    /// Of the inputs, by name, as the record describes them.
    pub features: BTreeMap<&'a str, Vec<NamedFeature<'a>>>,
    /// Of the inputs, by name.
    pub layouts: BTreeMap<String, Layout>,
    pub control_set: Option<PublishedControlSet>,
    /// What the control set is to recompute.
    pub claims: Vec<Claim>,
    /// What `faircat verify` found, where it is about the files and claims at hand.
    pub verified: Option<Verified<'a>>,
    /// The output that the page shows: probabilities of the classes, or values.
    pub output: Option<String>,
    /// Empty for a regression.
    pub classes: Vec<String>,
    /// Of two classes, the one that the score is the probability of.
    pub positive: Option<usize>,
    pub threshold: Option<f64>,
    pub distribution: Option<Distribution>,
    /// For the page itself, which shows them without a script.
    #[serde(skip)]
    pub decisions: Option<Decisions>,
    pub examples: Vec<Example>,
}

impl Facts<'_> {
    /// What shows the model.
    pub fn display(&self) -> &'static dyn Display {
        display_of(&self.signature, self.examples.len())
    }

    /// Where the file of the facts lies, relative to the site's root.
    pub fn file(&self) -> String {
        format!("{}try.json", self.page)
    }

    /// Probabilities of the classes that the reference gives for an example.
    pub fn probabilities(&self, example: &Example) -> Option<Vec<f64>> {
        let output = shown_output(&self.signature).filter(|it| it.classes.len() >= 2)?;
        let values = example.reference.get(&output.name)?.iter().map(|it| it.to_f64()).collect();
        Some(probabilities(values, output.classes.len()))
    }

    /// How far the reference lies from the target of an example, and the unit of that.
    pub fn error(&self, example: &Example) -> Option<(f64, Option<&str>)> {
        let output = shown_output(&self.signature)?;
        let reference = example.reference.get(&output.name)?;
        let pairs = reference.iter().zip(example.target.as_deref()?);
        let square: f64 = pairs.map(|(a, b)| (a.to_f64() - b) * (a.to_f64() - b)).sum();
        let conversion = output.conversion.as_ref();
        let factor = conversion.map_or(1.0, |conversion| conversion.factor.abs());
        Some((factor * square.sqrt(), conversion.map(|conversion| conversion.unit.as_str())))
    }

    /// The content of that file.
    pub fn to_json(&self) -> Vec<u8> {
        // Maps with text keys and finite numbers, which is all that it holds, always serialise.
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// How the model is shown.
#[derive(Serialize)]
pub struct Shown {
    /// Name of the display, and of its page code.
    pub display: &'static str,
    /// What one item of an input's lists is called, by input.
    pub elements: BTreeMap<String, &'static str>,
}

impl Shown {
    pub(super) fn of(signature: &Signature, examples: usize) -> Shown {
        let display = display_of(signature, examples);
        let inputs = signature.inputs.iter();
        let element = |it: &Declared| Some((it.name.clone(), display.element(it)?));
        let elements = inputs.filter_map(element).collect();
        Shown { display: display.name(), elements }
    }
}

/// A file of the site.
#[derive(Serialize)]
pub struct PublishedFile {
    pub path: String,
    /// 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// Its size.
    pub bytes: usize,
    /// Form of the network, as `factorised`, where the file says.
    pub form: Option<String>,
}

/// The file of the control set.
#[derive(Serialize)]
pub struct PublishedControlSet {
    pub path: String,
    /// 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// Its size.
    pub bytes: usize,
    pub items: usize,
    /// Largest difference from the reference outputs that still agrees.
    pub tolerance: Option<f64>,
}

/// A feature with what the record says of it.
#[derive(Serialize)]
pub struct NamedFeature<'a> {
    pub name: &'a str,
    pub unit: Option<&'a str>,
    pub meaning: Option<&'a str>,
}

/// What engines on another machine made of the control set.
#[derive(Serialize)]
pub struct Verified<'a> {
    pub date: &'a str,
    /// `site` where the site's own workflow recomputed the claims, else `submitted`.
    pub computed_by: &'static str,
    /// The key with which that signed.
    pub key: Option<&'a str>,
    /// The same in words.
    pub origin: String,
    pub engines: Vec<VerifiedEngine<'a>>,
}

/// One run of one engine.
#[derive(Serialize)]
pub struct VerifiedEngine<'a> {
    pub engine: &'a str,
    pub version: &'a str,
    pub device: &'a str,
    /// The model's file below the record's folder.
    pub file: &'a str,
    /// Form of the network, as `factorised`, where the file says.
    pub form: Option<&'a str>,
    pub claims: Vec<Told<Recomputed, ShownClaim>>,
    pub outputs: Vec<Told<OutputDifference, ShownOutput>>,
}

/// The runs that worked.
pub(super) fn verified(evidence: &Evidence) -> Option<Verified<'_>> {
    let verification = evidence.current()?;
    let runs = verification.runs.iter().filter(|run| run.failure.is_none());
    Some(Verified {
        date: &verification.date,
        computed_by: evidence.verified_by.name(),
        key: evidence.verified_by.key(),
        origin: evidence.verified_by.of_claims(&verification.date),
        engines: runs.map(engine).collect(),
    })
}

fn engine(run: &EngineRun) -> VerifiedEngine<'_> {
    let differences = run.outputs.iter().map(|output| output.found.clone());
    VerifiedEngine {
        engine: &run.engine,
        version: &run.version,
        device: &run.device,
        file: &run.file,
        form: run.form.as_deref(),
        claims: run.metrics.iter().cloned().map(Recomputed::told).collect(),
        outputs: differences.map(OutputDifference::told).collect(),
    }
}

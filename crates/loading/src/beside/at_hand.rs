//! What the files of a record show to be wrong with its evidence.

use std::collections::BTreeMap;

use faircat_catalog::evidence::explanation::Explanation;
use faircat_catalog::evidence::throughput::Throughput;
use faircat_catalog::evidence::{contract, contradictions};
use faircat_inference::formats::Limit;
use faircat_inference::onnx::{self, OnnxFile};
use faircat_inference::verification::ControlSet;
use faircat_outside_world::local_files;
use faircat_record::{ModelSection, Work};

use super::Beside;
use crate::judge::LARGEST_CONTROL_SET;

/// Largest model that is read to bound how fast it can be, in bytes.
const LARGEST_MEASURED: u64 = 64 << 20;

impl Beside<'_> {
    /// What the control set at hand shows to be wrong with an explanation.
    pub(super) fn of_features(&self, found: &Explanation, work: Option<&Work>) -> Vec<String> {
        let model = work.and_then(|work| work.model.as_deref());
        let Some(model) = model else { return Vec::new() };
        match self.control_set(&found.control_set.file, model) {
            Some(Ok(control)) => contradictions::of_features(found, model, &control),
            Some(Err(reason)) => vec![reason],
            None => Vec::new(),
        }
    }

    /// The control set of `model` in `file`, where it is at hand; or why it cannot be used.
    pub(super) fn control_set(
        &self,
        file: &str,
        model: &ModelSection,
    ) -> Option<Result<ControlSet, String>> {
        let signature = contract::signature(model.signature.as_ref()?);
        let folder = self.file.folder.as_deref()?;
        let bytes = local_files::read(self.root, folder, file, LARGEST_CONTROL_SET).ok()?;
        let control = ControlSet::read(&bytes, &signature, Limit::default());
        Some(control.map_err(|error| format!("its control set cannot be used: {error}")))
    }

    /// What the measured files at hand show to be wrong with the measurements.
    pub(super) fn of_measured_files(&self, throughput: &Throughput) -> Vec<String> {
        let mut read: BTreeMap<&str, Option<OnnxFile>> = BTreeMap::new();
        let mut reasons = Vec::new();
        for one in &throughput.measurements {
            let Some(name) = one.file.as_deref() else { continue };
            let file = read.entry(name).or_insert_with(|| self.onnx_file(name));
            let found = file
                .as_ref()
                .map(|file| contradictions::of_measured_file(one, &throughput.machine, file));
            reasons.extend(found.unwrap_or_default());
        }
        reasons.sort();
        reasons.dedup();
        reasons
    }

    /// The model's file `name`, where it is at hand and a model.
    fn onnx_file(&self, name: &str) -> Option<OnnxFile> {
        let folder = self.file.folder.as_deref()?;
        let bytes = local_files::read(self.root, folder, name, LARGEST_MEASURED).ok()?;
        onnx::describe(&bytes).ok()
    }
}

//! What the files of a record show to be wrong with its evidence.

use faircat_catalog::evidence::explanation::Explanation;
use faircat_catalog::evidence::{contract, contradictions};
use faircat_inference::formats::Limit;
use faircat_inference::verification::ControlSet;
use faircat_outside_world::local_files;
use faircat_record::{ModelSection, Work};

use super::Beside;
use crate::judge::LARGEST_CONTROL_SET;

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
}

//! What was computed again of an explanation, and found the same.

use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::explanation::PartAgain;
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::verification::OriginView;

/// Changes by masking that were computed again, and other parts; all are the same.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct AgainView {
    pub changes: usize,
    /// Changes that the explanation states.
    pub of: usize,
    /// The neurons, where they were computed again.
    pub neurons: Option<PartView>,
    /// The shares of the features, where they were computed again.
    pub relevance: Option<PartView>,
    /// The integrated gradients, where they were computed again.
    pub integrated: Option<PartView>,
    pub date: String,
    /// Whose verification it was.
    pub origin: OriginView,
}

/// A part that was computed again for whole classes.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct PartView {
    pub classes: usize,
    /// Classes of the explanation.
    pub of: usize,
}

/// `None` where nobody whom the site knows computed anything again: what came with the record says
/// nothing of itself.
pub(super) fn view(evidence: &Evidence) -> Option<AgainView> {
    let (found, by) = (evidence.computed_again.as_ref()?, &evidence.verified_by);
    let date = evidence.current()?.date.clone();
    let view = AgainView {
        changes: found.changes,
        of: found.of,
        neurons: found.neurons.as_ref().and_then(part),
        relevance: found.relevance.as_ref().and_then(part),
        integrated: found.integrated.as_ref().and_then(part),
        date,
        origin: OriginView::of(by),
    };
    by.key().map(|_| view)
}

/// `None` where no class was computed again.
fn part(found: &PartAgain) -> Option<PartView> {
    (found.classes > 0).then_some(PartView { classes: found.classes, of: found.of })
}

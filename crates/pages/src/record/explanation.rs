//! What a model's answers rest on, as charts and tables.

mod again;
mod integrated;
mod masked;
mod portrayed;
mod shared;

use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::explanation::{Explanation, Neurons};
use faircat_catalog::evidence::verification::Machine;
use faircat_display::{Layer, neurons};
use faircat_inference::figures::{percent, width, with_uncertainty};
use schemars::JsonSchema;
use serde::Serialize;

use self::again::AgainView;
use self::integrated::IntegratedView;
use self::masked::{DroppedRow, FeatureRow, TogetherRow};
use self::portrayed::{CategoryRow, PairRow};
use self::shared::RelevanceView;
use super::charts::Chart;
use super::verification::{OriginView, name};
use crate::Html;
use crate::template_variables::Anything;
use crate::words::Words;

/// The file beside the page that holds every figure.
pub const FILE: &str = "explanation.json";

/// The explanation of a model.
#[derive(JsonSchema, Serialize)]
pub(super) struct ExplanationView<'a> {
    pub date: &'a str,
    pub faircat: &'a str,
    #[schemars(with = "Anything")]
    pub machine: &'a Machine,
    /// Who computed it.
    pub origin: OriginView,
    /// What the site's own workflow computed again of it.
    pub again: Option<AgainView>,
    /// The command that computes it again.
    pub command: String,
    /// The engine with its version.
    pub engine: String,
    /// Name of the file that holds every figure, beside the page.
    pub file: &'static str,
    /// Items of the control set.
    pub items: usize,
    /// Bootstrap samples.
    pub resamplings: usize,
    pub metric: &'a str,
    /// The metric on the items as they are.
    pub value: String,
    /// Features whose masking changes the metric by more than chance.
    pub significant: usize,
    /// The largest changes by a feature that is set to 0.
    pub chart: Option<Chart>,
    /// Features that were masked.
    pub count: usize,
    /// Those with the largest changes first.
    pub features: Vec<FeatureRow<'a>>,
    /// Median uncertainty of a change by one feature.
    pub usual: Option<String>,
    /// Whether answers are compared by fidelity.
    pub has_fidelity: bool,
    pub together: Vec<TogetherRow>,
    pub dropped: Vec<DroppedRow<'a>>,
    /// Input, and the largest change of the output by another order of its items.
    pub shuffled: Vec<(&'a str, String)>,
    pub classes: &'a [String],
    pub neurons: Option<NeuronsView<'a>>,
    pub relevance: Option<RelevanceView<'a>>,
    pub integrated: Option<IntegratedView<'a>>,
    /// Pairs of features that vary together.
    pub pairs: Vec<PairRow<'a>>,
    pub categories: Vec<CategoryRow<'a>>,
    /// What was not done, in sentences without a full stop.
    pub missing: &'a [String],
}

/// Which neurons are active.
#[derive(JsonSchema, Serialize)]
pub(super) struct NeuronsView<'a> {
    /// The file whose neurons they are.
    pub file: &'a str,
    pub count: usize,
    /// Class, and the share of neurons that are silent.
    pub silent: Vec<(&'a str, String)>,
    pub svg: Html,
}

/// `None` where there is no explanation that is believed.
pub(super) fn view<'a>(
    evidence: &'a Evidence,
    slug: &str,
    words: &Words,
) -> Option<ExplanationView<'a>> {
    let found: &Explanation = evidence.explanation.as_deref()?;
    let masking = &found.masking;
    Some(ExplanationView {
        date: &found.date,
        faircat: &found.faircat,
        machine: &found.machine,
        origin: OriginView::of(&evidence.explained_by),
        again: again::view(evidence),
        command: format!("faircat explain {slug}"),
        engine: format!("{} {}", name(&found.engine, words), found.engine_version),
        file: FILE,
        items: found.items,
        resamplings: found.resamplings,
        metric: &masking.metric,
        value: with_uncertainty(masking.value, masking.uncertainty),
        significant: masking.features.iter().filter(|it| it.zero.is_significant()).count(),
        chart: masked::chart(masking, words),
        count: masking.features.len(),
        features: masked::features(masking),
        usual: masked::usual_uncertainty(masking).map(width),
        has_fidelity: masking.features.iter().any(|it| it.zero.fidelity.is_some()),
        together: masked::together(masking),
        dropped: masked::dropped(masking),
        shuffled: masking
            .shuffled
            .iter()
            .map(|it| (it.input.as_str(), width(it.largest_difference)))
            .collect(),
        classes: &found.classes,
        neurons: found.neurons.as_ref().map(|it| neurons_view(it, words)),
        relevance: shared::view(found, words),
        integrated: integrated::view(found, words),
        pairs: portrayed::pairs(&found.features),
        categories: portrayed::categories(&found.features),
        missing: &found.missing,
    })
}

/// The places of `count` figures, those of the largest `size` first.
fn largest_first(count: usize, size: impl Fn(usize) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| size(b).total_cmp(&size(a)));
    order
}

fn neurons_view<'a>(found: &'a Neurons, words: &Words) -> NeuronsView<'a> {
    let activity = &found.activity;
    let layers: Vec<Layer> =
        activity.layers.iter().map(|it| Layer { name: &it.name, activity: &it.activity }).collect();
    let wide = |layer: &Layer| layer.activity.first().map_or(0, Vec::len);
    let count = layers.iter().map(wide).sum();
    let classes = activity.classes.iter().map(String::as_str);
    let silent: Vec<(&str, String)> =
        classes.zip(activity.sparsity.iter().map(|share| percent(*share))).collect();
    let shares: Vec<String> =
        silent.iter().map(|(class, share)| format!("{class} {share}")).collect();
    let spoken = words.say("explain-neurons-spoken", &[("shares", shares.join(", ").into())]);
    NeuronsView {
        file: &found.file.file,
        count,
        silent,
        svg: Html::from_trusted(neurons(&layers, &spoken)),
    }
}

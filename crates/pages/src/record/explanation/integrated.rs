//! What each feature contributes to the answers, by integrated gradients, and how these are shared
//! out among the features.

use faircat_catalog::evidence::explanation::Explanation;
use faircat_inference::explanation::{ClassIntegrated, Integrated};
use faircat_inference::figures::{brief, plain, signed, width};
use schemars::JsonSchema;
use serde::Serialize;

use super::largest_first;
use super::masked::CHARTED;
use crate::record::charts::{self, Bar, Chart};
use crate::words::Words;

/// Mean contributions by class, in units of the answer.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct IntegratedView<'a> {
    /// Steps of the midpoint rule.
    pub steps: usize,
    /// By how much completeness is missed for one item at most.
    pub residual: String,
    /// γ of the rule by which answers are shared out, where they are.
    pub gamma: Option<String>,
    /// By how much the relevances for one item and what biases keep miss its answer at most.
    pub unconserved: String,
    /// One for each class: its contributions, largest first.
    pub charts: Vec<Chart>,
    pub classes: Vec<AnswerView<'a>>,
    /// Of all features, the largest first.
    pub rows: Vec<ContributionRow<'a>>,
}

/// The answer that the contributions lead to, for one class.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct AnswerView<'a> {
    pub class: &'a str,
    /// Items that the means are over.
    pub items: usize,
    pub answer: String,
    /// The answer for the baseline.
    pub at_baseline: String,
    /// What biases keep of the answer where it is shared out.
    pub biases: Option<String>,
}

/// The contributions of one feature.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct ContributionRow<'a> {
    pub input: &'a str,
    pub feature: &'a str,
    /// One for each class.
    pub values: Vec<String>,
    /// One for each class whose answer is shared out.
    pub relevances: Vec<String>,
}

/// `None` where no gradients were integrated, or no feature is named.
pub(super) fn view<'a>(explanation: &'a Explanation, words: &Words) -> Option<IntegratedView<'a>> {
    let found = explanation.integrated.as_ref()?;
    let count = found.features.len();
    if count == 0 || found.classes.iter().any(|it| it.features.len() != count) {
        return None;
    }
    let largest =
        |at: usize| found.classes.iter().map(|it| it.features[at].abs()).fold(0.0, f64::max);
    let rows = largest_first(count, largest).into_iter().map(|at| ContributionRow {
        input: &found.features[at].input,
        feature: &found.features[at].feature,
        values: found.classes.iter().map(|it| contribution(it.features[at])).collect(),
        relevances: relevances(found, at),
    });
    let answer = |it: &'a ClassIntegrated| AnswerView {
        class: &it.class,
        items: it.items,
        answer: charts::with_minus(&brief(it.answer)),
        at_baseline: charts::with_minus(&brief(it.at_baseline)),
        biases: it.relevance.as_ref().map(|it| charts::with_minus(&brief(it.biases))),
    };
    Some(IntegratedView {
        steps: found.steps,
        residual: width(found.residual),
        gamma: found.gamma.map(plain),
        unconserved: width(found.classes.iter().filter_map(residual).fold(0.0, f64::max)),
        charts: found.classes.iter().filter_map(|it| chart(found, it, words)).collect(),
        classes: found.classes.iter().map(answer).collect(),
        rows: rows.collect(),
    })
}

/// By how much relevances miss the answer for an item at most.
fn residual(class: &ClassIntegrated) -> Option<f64> {
    class.relevance.as_ref().map(|it| it.residual)
}

/// Those of the feature at a place for all classes.
fn relevances(found: &Integrated, at: usize) -> Vec<String> {
    let of_classes = found.classes.iter().filter_map(|it| it.relevance.as_ref());
    of_classes.filter_map(|it| it.features.get(at)).map(|it| contribution(*it)).collect()
}

/// The largest contributions to the answer for one class.
fn chart(found: &Integrated, class: &ClassIntegrated, words: &Words) -> Option<Chart> {
    let order = largest_first(class.features.len(), |at| class.features[at].abs());
    let bar = |at: usize| Bar {
        label: found.features[at].feature.clone(),
        value: (1000.0 * class.features[at]).round() / 1000.0,
        uncertainty: None,
        unit: None,
    };
    let bars: Vec<Bar> = order.into_iter().take(CHARTED).map(bar).collect();
    let title = words.say("explain-contributions-to", &[("class", class.class.as_str().into())]);
    charts::chart(&title, &bars)
}

/// Adding zero makes a negative zero positive.
fn contribution(value: f64) -> String {
    charts::with_minus(&signed(value + 0.0))
}

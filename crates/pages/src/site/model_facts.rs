//! What a list tells of a model before anybody opens its page.

use faircat_catalog::evidence::checked_claims::checked_claims;
use faircat_catalog::evidence::origin::Origin;
use faircat_catalog::{Catalog, Entry, Target};
use faircat_inference::figures::{count, rate, size};
use faircat_inference::metrics::metric_by_name;
use faircat_inference::verification::Verdict;
use faircat_record::references::LinkRole;
use faircat_record::{Evaluation, Kind, RelationType};
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::{headline, value};

/// Steps from a variant to what it is a variant of, and so on; records may state them in a circle.
const MOST_STEPS: usize = 8;

/// A model in a few words and numbers.
#[derive(JsonSchema, Serialize)]
pub(super) struct ModelFacts<'a> {
    /// The metric that stands first on its page, its value with its uncertainty, and its split.
    metric: Option<&'a str>,
    value: Option<String>,
    split: Option<&'a str>,
    /// What came of its claims: `pass`, `submitted` where they hold by evidence that came with the
    /// record, `fail` or `unknown`; nothing where it claims nothing.
    check: Option<&'static str>,
    /// Whether its page can run it on a control set.
    runs: bool,
    parameters: Option<String>,
    size: Option<String>,
    /// Items a second, of the fastest engine.
    rate: Option<String>,
    /// Name of the model below which lists show it.
    variant_of: Option<&'a str>,
    /// The same as numbers, for whoever sorts.
    #[serde(skip)]
    pub(super) numbers: Numbers,
}

/// Numbers of a model by which lists are sorted: its value, whether more of it is better, parameters
/// and items a second.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Numbers(Option<f64>, Option<bool>, Option<u64>, Option<f64>);

/// `None` for what is no model.
pub(super) fn model_facts<'a>(catalog: &'a Catalog, entry: &'a Entry) -> Option<ModelFacts<'a>> {
    let model = entry.summary.model.as_deref()?;
    let first = headline(&model.evaluations);
    let measured = entry.evidence.throughput.as_deref();
    let rates = measured.into_iter().flat_map(|it| &it.measurements);
    let fastest = rates.map(|it| it.throughput_median).reduce(f64::max);
    Some(ModelFacts {
        metric: first.map(|it| it.metric.as_str()),
        value: first.map(value),
        split: first.and_then(|it| it.split.as_deref()),
        check: first.map(|_| check(entry)),
        runs: model.has_control_set,
        parameters: model.parameters.map(count),
        size: model.size.map(size),
        rate: fastest.map(rate),
        variant_of: variant_of(catalog, entry),
        numbers: Numbers(
            first.map(|it| it.value),
            first.and_then(more_is_better),
            model.parameters,
            fastest,
        ),
    })
}

fn more_is_better(evaluation: &Evaluation) -> Option<bool> {
    metric_by_name(&evaluation.metric).map(|it| it.more_is_better())
}

/// What came of the claims that were recomputed, the worst first.
fn check(entry: &Entry) -> &'static str {
    let claims = entry.evidence.current().map(checked_claims).unwrap_or_default();
    let has = |verdict| claims.iter().any(|claim| claim.verdict == verdict);
    if has(Verdict::Fails) {
        "fail"
    } else if has(Verdict::Holds) {
        match entry.evidence.verified_by {
            Origin::Site { .. } => "pass",
            Origin::Submitted => "submitted",
        }
    } else {
        "unknown"
    }
}

/// The model of which `entry` is a variant by its relations, and whose name its own begins with. The
/// relation alone would not do: a network trained on other data is a variant too, and no reader looks
/// for it below the first.
fn variant_of<'a>(catalog: &'a Catalog, entry: &'a Entry) -> Option<&'a str> {
    let first = original(catalog, entry);
    let ends = entry.slug.rmatch_indices('-').map(|(end, _)| end);
    ends.filter_map(|end| catalog.get(Kind::Model, &entry.slug[..end]))
        .find(|base| original(catalog, base).index == first.index)
        .map(|base| base.slug.as_str())
}

/// Where the statements begin of what is a variant of what.
fn original<'a>(catalog: &'a Catalog, entry: &'a Entry) -> &'a Entry {
    let role = LinkRole::Related(RelationType::IsVariantFormOf);
    let step = |entry: &&'a Entry| {
        let (_, target) = entry.links.iter().find(|(it, _)| *it == role)?;
        match catalog.resolve(target, role) {
            Target::Entry(other) if other.kind == Kind::Model => Some(other),
            _ => None,
        }
    };
    std::iter::successors(Some(entry), step).take(MOST_STEPS).last().unwrap_or(entry)
}

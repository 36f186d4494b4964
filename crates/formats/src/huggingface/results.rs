//! `model-index`: results of a model on datasets.

use faircat_inference::metrics::metric_by_name;
use faircat_record::{DatasetUse, Evaluation, ModelSection};
use serde_json::Value;

use super::metadata::in_words;
use super::{hub, written_terms};
use crate::import::record::Context;
use crate::import::statements::web_address;
use crate::json_fields::JsonFields;

/// What the condition of an evaluation begins with that was made on a subset of a dataset.
pub(super) const SUBSET: &str = "subset ";

/// Types by which a card says that the metric is none of the Hub.
const OF_ONES_OWN: [&str; 2] = [hub::ELSEWHERE, "other"];

pub(super) fn dataset_use(dataset: String) -> DatasetUse {
    DatasetUse { dataset, ..DatasetUse::default() }
}

/// What a name says again is taken; another name stays.
pub(super) fn fill(
    card: &mut JsonFields<'_>,
    title: &str,
    model: &mut ModelSection,
    context: &Context<'_>,
) {
    let found = card.objects("model-index", |index| {
        index.text_if("name", |name| (name == title).then_some(()));
        Some(index.objects("results", |result| Some(one(result, model, context))))
    });
    model.evaluations.extend(found.into_iter().flatten().flatten());
}

/// The evaluations of one result: what its task and dataset are holds for each of its metrics.
fn one(
    result: &mut JsonFields<'_>,
    model: &mut ModelSection,
    context: &Context<'_>,
) -> Vec<Evaluation> {
    let task = result.object("task", |task| {
        let id = task.said("type")?;
        task.text_if("name", |name| is_same(name, &id).then_some(()));
        Some(id)
    });
    if let Some(task) = task.flatten().map(|it| in_words(&it))
        && !model.task.contains(&task)
    {
        model.task.push(task);
    }
    let on = result.object("dataset", |dataset| dataset_of(dataset, context));
    if on.is_none() {
        let hint = "add the dataset with `type:` and `name:`, which the Hub asks for too";
        result.missing("dataset", "import-no-dataset", "does not say what was evaluated on", hint);
    }
    let on = on.unwrap_or_default();
    let source = result.object("source", |source| {
        let address = source.taken_if("url", web_address);
        source.text_if("name", |name| (Some(name) == address.as_deref()).then_some(()));
        address
    });
    let source = source.flatten();
    result.objects("metrics", |metric| evaluation(metric, &on, source.as_ref()))
}

/// What a result was had on.
#[derive(Default)]
struct On {
    dataset: Option<String>,
    split: Option<String>,
    /// Subset of the dataset.
    condition: Option<String>,
    /// The dataset in words, where it has no address.
    method: Option<String>,
}

fn dataset_of(dataset: &mut JsonFields<'_>, context: &Context<'_>) -> On {
    let address = dataset.taken_if("type", |text| hub::reference(text, true, context));
    let is_stand_in = dataset.look("type").and_then(Value::as_str) == Some(hub::ELSEWHERE);
    let named = dataset.look("name").and_then(Value::as_str).and_then(address_in);
    let elsewhere = named.filter(|_| is_stand_in && address.is_none());
    if elsewhere.is_some() {
        dataset.take("type");
        dataset.take("name");
    }
    let address = address.or(elsewhere);
    let method = match &address {
        None => dataset.said("name").map(|name| format!("On the dataset {name}.")),
        Some(address) => {
            let is_told = |name: &str| name == address || address.ends_with(&format!("/{name}"));
            dataset.text_if("name", |name| is_told(name).then_some(()));
            None
        }
    };
    let configuration = dataset.said("config").filter(|it| it != "default");
    On {
        dataset: address,
        split: dataset.said("split"),
        condition: configuration.map(|it| format!("{SUBSET}{it}")),
        method,
    }
}

/// The address that `name` is, or that stands in brackets at its end.
fn address_in(name: &str) -> Option<String> {
    let inner = name.trim().strip_suffix(')').and_then(|it| Some(it.rsplit_once(" (")?.1));
    web_address(inner.unwrap_or(name))
}

fn evaluation(metric: &mut JsonFields<'_>, on: &On, source: Option<&String>) -> Option<Evaluation> {
    let Some((value, unit)) = metric.look("value").and_then(number) else {
        metric.warn("value", "import-no-number", "is no number, so nothing is claimed");
        return None;
    };
    let (id, name) = (metric.said("type"), metric.said("name"));
    let Some((name, variant)) = named(id.as_deref(), name.as_deref()) else {
        let hint = "add the metric's name, as `type: accuracy`";
        metric.missing(
            "type",
            "import-no-metric",
            "does not say of which metric the value is",
            hint,
        );
        return None;
    };
    if let Some(id) = id.filter(|id| !is_metric(&name, id)) {
        metric.keep("type", Value::String(id));
    }
    metric.take("value");
    let conditions: Vec<String> = on.condition.clone().into_iter().chain(variant).collect();
    Some(Evaluation {
        metric: name,
        value,
        unit,
        dataset: on.dataset.clone(),
        split: on.split.clone(),
        condition: Some(conditions.join(", ")).filter(|it| !it.is_empty()),
        method: on.method.clone(),
        source: source.cloned(),
        ..Evaluation::default()
    })
}

/// The metric of a result, and what its name says beside it: `Top 1 Accuracy` is a variant of the
/// accuracy that its type says it is.
fn named(id: Option<&str>, name: Option<&str>) -> Option<(String, Option<String>)> {
    let (Some(id), Some(name)) = (id, name) else {
        return Some((id.or(name)?.to_owned(), None));
    };
    let is_known = |text: &str| metric_by_name(text).is_some();
    let is_of_ones_own = OF_ONES_OWN.contains(&id) || !is_known(id) && is_known(name);
    if is_of_ones_own || is_metric(name, id) {
        return Some((name.to_owned(), None));
    }
    // As cards are written here, the condition stands behind the metric.
    let mut ends = name.rmatch_indices(", ").map(|(at, _)| at);
    Some(match ends.find(|at| is_metric(&name[..*at], id)) {
        Some(at) => (name[..at].to_owned(), Some(name[at + 2..].to_owned())),
        None => (id.to_owned(), Some(name.to_owned())),
    })
}

/// Whether `id` is that of the metric `name`.
fn is_metric(name: &str, id: &str) -> bool {
    is_same(name, id) || written_terms::metric(name) == id
}

/// Whether `name` is `id` for people: the same letters and digits.
fn is_same(name: &str, id: &str) -> bool {
    written_terms::id(name) == written_terms::id(id)
}

/// The number that `value` is, also as a text, and its unit where that is percent.
pub(super) fn number(value: &Value) -> Option<(f64, Option<String>)> {
    let number = match value {
        Value::Number(number) => (number.as_f64()?, None),
        Value::String(text) => {
            let text = text.trim();
            let (digits, unit) = match text.strip_suffix('%') {
                Some(digits) => (digits.trim_end(), Some("%".to_owned())),
                None => (text, None),
            };
            let starts = digits.starts_with(|it: char| it.is_ascii_digit() || "+-.".contains(it));
            (starts.then(|| digits.parse().ok()).flatten()?, unit)
        }
        _ => return None,
    };
    number.0.is_finite().then_some(number)
}

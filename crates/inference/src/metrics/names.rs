//! Names of metrics as records write them.

use super::Metric;

/// The metric that a record means by `name`; `None` for what is not recomputed, as `throughput`.
///
/// Case and the space before a percent sign do not count: `ROC AUC`, `accuracy`, `log loss`,
/// `background rejection at 50 % signal efficiency`, `fidelity`, `Euclidean error, 95 %
/// quantile`, `mean Euclidean error`, `standard deviation of the Euclidean error`. A position
/// error is a Euclidean one.
#[must_use]
pub fn metric_by_name(name: &str) -> Option<Metric> {
    let name = plain(name);
    match name.as_str() {
        "accuracy" => return Some(Metric::Accuracy),
        "roc auc" | "auc" => return Some(Metric::RocAuc),
        "log loss" | "cross-entropy loss" | "cross-entropy" => return Some(Metric::LogLoss),
        "fidelity" => return Some(Metric::Fidelity),
        "mean euclidean error" => return Some(Metric::EuclideanMean),
        "median euclidean error" => return Some(Metric::EuclideanQuantile { quantile: 0.5 }),
        "standard deviation of the euclidean error" => {
            return Some(Metric::EuclideanStandardDeviation);
        }
        _ => {}
    }
    if let Some(rest) = name.strip_prefix("background rejection at ") {
        let efficiency = share(rest.strip_suffix(" signal efficiency")?)?;
        return Some(Metric::BackgroundRejection { efficiency });
    }
    let inner = name
        .strip_prefix("euclidean error, ")
        .and_then(|rest| rest.strip_suffix(" quantile"))
        .or_else(|| name.strip_suffix(" quantile of the euclidean error"))?;
    // The 0 % quantile is the best of all items, whatever the others are.
    let quantile = share(inner).filter(|it| *it > 0.0)?;
    Some(Metric::EuclideanQuantile { quantile })
}

/// Lower case, single spaces, no space before `%`, and `euclidean` for `position`.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase().replace(" %", "%").replace("position error", "euclidean error")
}

/// `95%` as 0.95.
fn share(text: &str) -> Option<f64> {
    let percent: f64 = text.strip_suffix('%')?.parse().ok()?;
    (0.0..=100.0).contains(&percent).then_some(percent / 100.0)
}

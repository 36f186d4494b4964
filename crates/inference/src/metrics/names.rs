//! Names of metrics as records write them.

use super::calibration::{BINS, MOST_BINS};
use super::{Average, Metric, Norm, Pairing, Score};

/// Each metric by a name that a record can give it, in the order in which they are told of.
pub const NAMES: [&str; 29] = [
    "accuracy",
    "balanced accuracy",
    "precision",
    "recall",
    "F1",
    "macro F1",
    "micro F1",
    "weighted F1",
    "ROC AUC",
    "ROC AUC (ovr, macro)",
    "ROC AUC (ovo, weighted)",
    "micro ROC AUC",
    "average precision",
    "macro average precision",
    "log loss",
    "Brier score",
    "expected calibration error (15 bins)",
    "background rejection at 50 % signal efficiency",
    "fidelity",
    "mean absolute error",
    "mean squared error",
    "root mean squared error",
    "R²",
    "mean absolute percentage error",
    "median absolute error",
    "pinball loss, 95 % quantile",
    "Euclidean error, 95 % quantile",
    "mean Euclidean error",
    "standard deviation of the Euclidean error",
];

/// The metric that a record means by `name`; `None` for what is not recomputed, as `throughput`.
///
/// Case, commas, brackets, hyphens and underscores do not count, so scikit-learn's own names are
/// read too: `F1 (macro)`, `macro-averaged F1` and `f1_macro` are the same. A position error is a
/// Euclidean one.
#[must_use]
pub fn metric_by_name(name: &str) -> Option<Metric> {
    let words = words(name);
    if let Some(metric) = of_physics(&words.join(" ")) {
        return Some(metric);
    }
    let said = Said::of(&words)?;
    let metric = said.metric()?;
    // What a name says beside the metric must be something that this metric takes.
    (said.taken_by(metric)).then_some(metric)
}

/// Background rejections and errors of positions.
fn of_physics(name: &str) -> Option<Metric> {
    let name = name.replace("position error", "euclidean error");
    match name.as_str() {
        "mean euclidean error" => return Some(Metric::EuclideanMean),
        "median euclidean error" => return Some(Metric::EuclideanQuantile { quantile: 0.5 }),
        "standard deviation of the euclidean error" => {
            return Some(Metric::EuclideanStandardDeviation);
        }
        _ => {}
    }
    if let Some(rest) = name.strip_prefix("background rejection at ") {
        let efficiency = percent(rest.strip_suffix(" signal efficiency")?)?;
        return Some(Metric::BackgroundRejection { efficiency });
    }
    let inner = name
        .strip_prefix("euclidean error ")
        .and_then(|rest| rest.strip_suffix(" quantile"))
        .or_else(|| name.strip_suffix(" quantile of the euclidean error"))?;
    // The 0 % quantile is the best of all items, whatever the others are.
    let quantile = percent(inner).filter(|it| *it > 0.0)?;
    Some(Metric::EuclideanQuantile { quantile })
}

/// What a name says: the metric, and how it is meant.
#[derive(Default)]
struct Said {
    name: String,
    average: Option<Average>,
    pairing: Option<Pairing>,
    threshold: Option<f64>,
    quantile: Option<f64>,
    bins: Option<u32>,
    norm: Option<Norm>,
    /// Whether it speaks of an average of the classes.
    averages: bool,
}

impl Said {
    /// `None` where it says one thing twice, a number that nothing can be, or an average without which.
    fn of(words: &[String]) -> Option<Said> {
        let mut said = Said::default();
        let mut rest: Vec<&str> = Vec::new();
        let mut at = 0;
        let word = |at: usize| words.get(at).map_or("", String::as_str);
        while at < words.len() {
            at += match (word(at), word(at + 1), word(at + 2)) {
                ("at", "threshold", value) => {
                    set(&mut said.threshold, threshold(value))?.then_some(3)?
                }
                ("threshold", value, _) => {
                    set(&mut said.threshold, threshold(value))?.then_some(2)?
                }
                ("one", "vs" | "versus", "rest" | "all") => {
                    set(&mut said.pairing, Some(Pairing::OneVsRest))?.then_some(3)?
                }
                ("one", "vs" | "versus", "one") => {
                    set(&mut said.pairing, Some(Pairing::OneVsOne))?.then_some(3)?
                }
                (value, "bins", _) => {
                    let bins = value.parse().ok().filter(|it| (1..=MOST_BINS).contains(it));
                    set(&mut said.bins, bins)?.then_some(2)?
                }
                (value, "quantile", _) if value.ends_with('%') => {
                    set(&mut said.quantile, percent(value))?.then_some(2)?
                }
                ("alpha", value, _) => set(&mut said.quantile, share(value))?.then_some(2)?,
                ("norm", value @ ("l1" | "l2"), _) | (value @ ("l1" | "l2"), "norm", _) => {
                    said.one_word(value)?.then_some(2)?
                }
                ("at", "alpha", _) => 1,
                ("at", value, "quantile") if value.ends_with('%') => 1,
                ("average", "precision", _) => {
                    rest.push("average");
                    1
                }
                ("average" | "averaged" | "avg", _, _) => {
                    said.averages = true;
                    1
                }
                (one, _, _) => {
                    if !said.one_word(one)? {
                        rest.push(one);
                    }
                    1
                }
            };
        }
        said.name = rest.join(" ");
        // Which average must be said: of those of scikit-learn each is another value.
        (!said.averages || said.average.is_some_and(|it| it != Average::Binary)).then_some(said)
    }

    /// Whether `word` says how the metric is meant.
    fn one_word(&mut self, word: &str) -> Option<bool> {
        match word {
            "binary" => set(&mut self.average, Some(Average::Binary)),
            "macro" => set(&mut self.average, Some(Average::Macro)),
            "micro" => set(&mut self.average, Some(Average::Micro)),
            "weighted" => set(&mut self.average, Some(Average::Weighted)),
            "ovr" => set(&mut self.pairing, Some(Pairing::OneVsRest)),
            "ovo" => set(&mut self.pairing, Some(Pairing::OneVsOne)),
            "l1" => set(&mut self.norm, Some(Norm::L1)),
            "l2" => set(&mut self.norm, Some(Norm::L2)),
            _ => Some(false),
        }
    }

    fn metric(&self) -> Option<Metric> {
        let average = self.average.unwrap_or(Average::Binary);
        let decided = |score: Score| Metric::Decided { score, average, threshold: self.threshold };
        let calibration = |norm: Norm| Metric::CalibrationError {
            bins: self.bins.unwrap_or(BINS),
            norm: self.norm.unwrap_or(norm),
        };
        let name = self.name.strip_suffix(" score").unwrap_or(&self.name);
        Some(match name {
            "accuracy" => Metric::Accuracy,
            "balanced accuracy" => Metric::BalancedAccuracy,
            "precision" => decided(Score::Precision),
            "recall" => decided(Score::Recall),
            "f1" => decided(Score::F1),
            "roc auc" | "auc" | "auroc" => self.roc_auc()?,
            "average precision" => Metric::AveragePrecision { average },
            "log loss" | "cross entropy loss" | "cross entropy" => Metric::LogLoss,
            "brier" | "brier loss" | "brier score loss" => Metric::BrierScore,
            "expected calibration error" | "ece" | "calibration error" => calibration(Norm::L1),
            "maximum calibration error" | "mce" => calibration(Norm::Max),
            "fidelity" => Metric::Fidelity,
            "mean absolute error" | "mae" => Metric::MeanAbsoluteError,
            "mean squared error" | "mse" => Metric::MeanSquaredError,
            "root mean squared error" | "root mean square error" | "rmse" => {
                Metric::RootMeanSquaredError
            }
            "r2" | "coefficient of determination" => Metric::RSquared,
            "mean absolute percentage error" | "mape" => Metric::MeanAbsolutePercentageError,
            "median absolute error" => Metric::MedianAbsoluteError,
            "pinball loss" | "mean pinball loss" | "quantile loss" => {
                Metric::PinballLoss { quantile: self.quantile? }
            }
            _ => return None,
        })
    }

    /// Each class against the rest, and all alike, where the name says only one of the two.
    fn roc_auc(&self) -> Option<Metric> {
        let average = self.average.unwrap_or(Average::Macro);
        match (self.pairing, self.average) {
            (None, None | Some(Average::Binary)) => Some(Metric::RocAuc),
            // No pair of classes has all items, which a micro average counts together.
            (_, Some(Average::Binary)) | (Some(Pairing::OneVsOne), Some(Average::Micro)) => None,
            (pairing, _) => {
                let pairing = pairing.unwrap_or(Pairing::OneVsRest);
                Some(Metric::RocAucOfSeveral { pairing, average })
            }
        }
    }

    fn taken_by(&self, metric: Metric) -> bool {
        let is_decided = matches!(metric, Metric::Decided { .. });
        let is_roc = matches!(metric, Metric::RocAuc | Metric::RocAucOfSeveral { .. });
        let is_calibration = matches!(metric, Metric::CalibrationError { .. });
        let averages = is_decided || is_roc || matches!(metric, Metric::AveragePrecision { .. });
        let of_two =
            !matches!(metric, Metric::Decided { average, .. } if average != Average::Binary);
        (self.average.is_none() || averages)
            && (self.pairing.is_none() || is_roc)
            && (self.threshold.is_none() || is_decided && of_two)
            && (self.quantile.is_none() || matches!(metric, Metric::PinballLoss { .. }))
            && (self.bins.is_none() && self.norm.is_none() || is_calibration)
    }
}

/// `None` where there is no value, or there was one already.
fn set<T>(place: &mut Option<T>, value: Option<T>) -> Option<bool> {
    (value.is_some() && place.is_none()).then(|| {
        *place = value;
        true
    })
}

/// In lower case, without what only separates words and without articles; a percent sign belongs to
/// its number.
fn words(name: &str) -> Vec<String> {
    let plain = name.to_lowercase().replace('²', "2").replace("^2", "2");
    let separates = |it: char| it.is_whitespace() || ",;:=()[]_-–".contains(it);
    let mut words: Vec<String> = Vec::new();
    for word in plain.split(separates).filter(|word| !word.is_empty()) {
        match (word, words.last_mut()) {
            ("%", Some(last)) => last.push('%'),
            ("a", _) => {}
            ("of", Some(last)) if last == "threshold" => {}
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// `95%` as 0.95.
fn percent(text: &str) -> Option<f64> {
    let percent: f64 = text.strip_suffix('%')?.parse().ok()?;
    (0.0..=100.0).contains(&percent).then_some(percent / 100.0)
}

/// As [`share`]; above 0, where every item passes whatever a model answers.
fn threshold(text: &str) -> Option<f64> {
    share(text).filter(|it| *it > 0.0)
}

/// `0.95` or `95%`.
fn share(text: &str) -> Option<f64> {
    let number = || text.parse().ok().filter(|it| (0.0..=1.0).contains(it));
    if text.ends_with('%') { percent(text) } else { number() }
}

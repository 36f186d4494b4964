//! Words of records, as the Hub writes them.

use faircat_inference::metrics::{Metric, Score, metric_by_name};

use super::terms::{LIBRARIES, LICENCES};

/// Licences whose identifiers on the Hub are those of SPDX in small letters.
const SAME: [&str; 44] = [
    "afl-3.0",
    "apache-2.0",
    "artistic-2.0",
    "bsd-2-clause",
    "bsd-3-clause",
    "bsd-3-clause-clear",
    "bsl-1.0",
    "c-uda-1.0",
    "cc-by-2.0",
    "cc-by-2.5",
    "cc-by-3.0",
    "cc-by-4.0",
    "cc-by-nc-2.0",
    "cc-by-nc-3.0",
    "cc-by-nc-4.0",
    "cc-by-nc-nd-3.0",
    "cc-by-nc-nd-4.0",
    "cc-by-nc-sa-2.0",
    "cc-by-nc-sa-3.0",
    "cc-by-nc-sa-4.0",
    "cc-by-nd-4.0",
    "cc-by-sa-3.0",
    "cc-by-sa-4.0",
    "cc0-1.0",
    "cdla-permissive-1.0",
    "cdla-permissive-2.0",
    "cdla-sharing-1.0",
    "ecl-2.0",
    "epl-1.0",
    "epl-2.0",
    "etalab-2.0",
    "eupl-1.1",
    "eupl-1.2",
    "isc",
    "lppl-1.3c",
    "mit",
    "mpl-2.0",
    "ms-pl",
    "ncsa",
    "ofl-1.1",
    "osl-3.0",
    "postgresql",
    "unlicense",
    "wtfpl",
];

/// [Tasks of the Hub](https://huggingface.co/tasks).
const TASKS: [&str; 43] = [
    "any-to-any",
    "audio-classification",
    "audio-to-audio",
    "audio-text-to-text",
    "automatic-speech-recognition",
    "depth-estimation",
    "document-question-answering",
    "feature-extraction",
    "fill-mask",
    "graph-ml",
    "image-classification",
    "image-feature-extraction",
    "image-segmentation",
    "image-text-to-text",
    "image-to-3d",
    "image-to-image",
    "image-to-text",
    "image-to-video",
    "keypoint-detection",
    "mask-generation",
    "object-detection",
    "question-answering",
    "reinforcement-learning",
    "robotics",
    "sentence-similarity",
    "summarization",
    "table-question-answering",
    "tabular-classification",
    "tabular-regression",
    "text-classification",
    "text-generation",
    "text-ranking",
    "text-to-3d",
    "text-to-audio",
    "text-to-image",
    "text-to-speech",
    "text-to-video",
    "time-series-forecasting",
    "token-classification",
    "translation",
    "unconditional-image-generation",
    "video-classification",
    "zero-shot-classification",
];

/// The Hub's identifier of a licence; `None` where it has none of its own.
pub(super) fn licence(spdx: &str) -> Option<String> {
    let lower = spdx.trim().to_ascii_lowercase();
    let known =
        LICENCES.iter().find(|(_, it)| it.is_some_and(|it| it.eq_ignore_ascii_case(&lower)));
    let known = known.map(|(id, _)| (*id).to_owned());
    known.or_else(|| SAME.contains(&lower.as_str()).then_some(lower))
}

/// What stands for a licence that the Hub does not know: the words of an SPDX expression, as
/// `mit-or-apache-2.0`, and terms of one's own without `LicenseRef-`.
pub(super) fn licence_name(spdx: &str) -> String {
    let own = |word: &str| word.strip_prefix("LicenseRef-").unwrap_or(word).to_lowercase();
    let plain = |c: char| if c == '(' || c == ')' { ' ' } else { c };
    let words: String = super::written_metadata::one_line(spdx).chars().map(plain).collect();
    words.split_whitespace().map(own).collect::<Vec<_>>().join("-")
}

/// The Hub's task that a text in words names.
pub(super) fn task(words: &str) -> Option<&'static str> {
    let id = id(words);
    TASKS.into_iter().find(|it| *it == id)
}

/// The Hub's identifier of a library by its name.
pub(super) fn library(name: &str) -> Option<&'static str> {
    LIBRARIES.iter().find(|(_, it)| it.eq_ignore_ascii_case(name.trim())).map(|(id, _)| *id)
}

/// `words` as an identifier of letters, digits and hyphens.
pub(super) fn id(words: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let words: String = words.to_lowercase().chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

/// The Hub's identifier of a [metric](https://huggingface.co/metrics) by its name.
pub(super) fn metric(name: &str) -> String {
    let own = match metric_by_name(name) {
        Some(Metric::Decided { score: Score::Precision, .. }) => "precision",
        Some(Metric::Decided { score: Score::Recall, .. }) => "recall",
        Some(Metric::Decided { score: Score::F1, .. }) => "f1",
        Some(Metric::RocAuc | Metric::RocAucOfSeveral { .. }) => "roc_auc",
        Some(Metric::BrierScore) => "brier_score",
        Some(Metric::MeanAbsoluteError) => "mae",
        Some(Metric::MeanSquaredError) => "mse",
        Some(Metric::MeanAbsolutePercentageError) => "mape",
        Some(Metric::RSquared) => "r_squared",
        _ => return id(name),
    };
    own.to_owned()
}

/// What stands in addresses of the Hub that are of no model before a name.
const NO_OWNERS: [&str; 9] =
    ["blog", "collections", "docs", "learn", "metrics", "papers", "posts", "spaces", "tasks"];

/// The repository of the Hub at `address`.
pub(super) fn repository(address: &str, is_dataset: bool) -> Option<&str> {
    let path = address.trim().trim_end_matches('/').strip_prefix("https://huggingface.co/")?;
    let is_other = path.split_once('/').is_some_and(|(first, _)| NO_OWNERS.contains(&first));
    let id = match path.strip_prefix("datasets/") {
        Some(id) if is_dataset => id,
        None if !is_dataset && !is_other => path,
        _ => return None,
    };
    super::hub::hub_id(id).map(|_| id)
}

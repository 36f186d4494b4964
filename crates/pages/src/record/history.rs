//! The curves of a training, from what its run wrote of itself in `training.json`.
//!
//! The file holds a list `history` with an object for each epoch: its number `epoch`, counted from
//! 1, and figures whose names begin with what they are of, as `training_loss` and
//! `validation_loss`. `best_epoch` is the one of the weights that were kept.

use std::collections::BTreeMap;

use faircat_display::{Axis, Curves, curves, digits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Html;
use crate::words::Words;

/// Largest file that is read, in bytes.
pub const LARGEST: u64 = 4 << 20;
/// Most epochs, and figures of one, that are shown.
const MOST_EPOCHS: usize = 20_000;
const MOST_FIGURES: usize = 12;
/// Most rows of the table behind the curves.
const MOST_ROWS: usize = 200;
/// Words with which names of figures begin that are compared.
const PARTS: [&str; 3] = ["training_", "validation_", "test_"];

/// The history of a training.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct History {
    #[serde(default)]
    history: Vec<BTreeMap<String, serde_json::Value>>,
    #[serde(default)]
    best_epoch: Option<u64>,
}

/// What `record-training.html` shows of it.
#[derive(JsonSchema, Serialize)]
pub(super) struct HistoryView {
    pub panels: Vec<Panel>,
    pub best_epoch: Option<u64>,
    pub epochs: usize,
    /// Names of the columns behind the epoch.
    pub columns: Vec<String>,
    /// Epoch and figures.
    pub rows: Vec<(String, Vec<String>)>,
    /// Whether the table leaves out epochs.
    pub is_thinned: bool,
}

/// The curves of one quantity.
#[derive(JsonSchema, Serialize)]
pub(super) struct Panel {
    pub quantity: String,
    pub svg: Html,
    /// Of what each curve is: `training`, `validation` or `test`.
    pub parts: Vec<&'static str>,
}

impl History {
    /// What `bytes` hold; `None` where they are no history that is shown.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<History> {
        let mut history: History = serde_json::from_slice(bytes).ok()?;
        history.history.truncate(MOST_EPOCHS);
        (history.history.len() > 1).then_some(history)
    }

    fn epoch(&self, index: usize) -> f64 {
        let stated = self.history.get(index).and_then(|it| it.get("epoch")?.as_f64());
        stated.unwrap_or(index as f64 + 1.0)
    }

    /// Names of figures that every epoch has.
    fn names(&self) -> Vec<&str> {
        let Some(first) = self.history.first() else { return Vec::new() };
        let is_there = |name: &str| {
            self.history.iter().all(|epoch| epoch.get(name).is_some_and(|it| it.as_f64().is_some()))
        };
        let names = first.keys().map(String::as_str);
        names.filter(|name| *name != "epoch" && is_there(name)).take(MOST_FIGURES).collect()
    }

    fn values(&self, name: &str) -> Vec<(f64, f64)> {
        let value = |epoch: &BTreeMap<String, serde_json::Value>| epoch.get(name)?.as_f64();
        let points = self.history.iter().enumerate();
        points.filter_map(|(index, epoch)| Some((self.epoch(index), value(epoch)?))).collect()
    }
}

pub(super) fn view(history: &History, words: &Words) -> Option<HistoryView> {
    let names = history.names();
    let panels: Vec<Panel> = quantities(&names)
        .into_iter()
        .filter_map(|(quantity, parts)| panel(history, quantity, &parts, words))
        .collect();
    if panels.is_empty() {
        return None;
    }
    let epochs = history.history.len();
    let step = epochs.div_ceil(MOST_ROWS);
    let columns: Vec<Vec<(f64, f64)>> = names.iter().map(|name| history.values(name)).collect();
    let row = |index: usize| {
        let cells = columns.iter().map(|column| digits(column[index].1));
        (history.epoch(index).to_string(), cells.collect())
    };
    Some(HistoryView {
        panels,
        best_epoch: history.best_epoch,
        epochs,
        columns: names.iter().map(|name| name.replace('_', " ")).collect(),
        rows: (0..epochs).step_by(step).map(row).collect(),
        is_thinned: step > 1,
    })
}

/// `loss` as `Loss`, `auc` as `AUC`.
fn title(quantity: &str) -> String {
    const LONGEST_ACRONYM: usize = 3;
    let words = quantity.replace('_', " ");
    if words.len() <= LONGEST_ACRONYM {
        return words.to_uppercase();
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What is measured, with the parts of the data of which it is; what was measured while fitting
/// first. Settings and times are none of them.
fn quantities<'a>(names: &[&'a str]) -> Vec<(&'a str, Vec<&'static str>)> {
    let mut found: Vec<(&str, Vec<&'static str>)> = Vec::new();
    for part in PARTS {
        for quantity in names.iter().filter_map(|name| name.strip_prefix(part)) {
            if quantity == "seconds" {
                continue;
            }
            match found.iter_mut().find(|(known, _)| *known == quantity) {
                Some((_, parts)) => parts.push(part),
                None => found.push((quantity, vec![part])),
            }
        }
    }
    found
}

fn panel(
    history: &History,
    quantity: &str,
    parts: &[&'static str],
    words: &Words,
) -> Option<Panel> {
    let series: Vec<_> =
        parts.iter().map(|part| history.values(&format!("{part}{quantity}"))).collect();
    let epoch = words.word("curves-epoch");
    let last = history.epoch(history.history.len() - 1);
    let across = Axis { name: &epoch, low: history.epoch(0), high: last, logarithmic: false };
    let up = Axis::of(quantity, series.iter().flatten().map(|(_, value)| *value))?;
    let name = title(quantity);
    let ends = |points: &Vec<(f64, f64)>| Some((points.first()?.1, points.last()?.1));
    let (from, to) = series.last().and_then(ends)?;
    let spoken = words.say(
        "curves-spoken",
        &[
            ("quantity", name.as_str().into()),
            ("from", digits(from).as_str().into()),
            ("to", digits(to).as_str().into()),
            ("epochs", history.history.len().into()),
        ],
    );
    let best = history.best_epoch.map(|it| it as f64);
    let kept = words.word("curves-kept");
    let mark = best.filter(|it| *it <= last).map(|it| (it, kept.as_str()));
    let svg = curves(&Curves { spoken: &spoken, across, up, series: &series, mark });
    let parts = parts.iter().map(|part| part.trim_end_matches('_')).collect();
    Some(Panel { quantity: name, svg: Html::from_trusted(svg), parts })
}

#[cfg(test)]
mod tests {
    use super::{History, quantities};

    #[test]
    fn figures_of_one_quantity_share_a_panel() {
        let names = ["learning_rate", "training_loss", "training_seconds", "validation_loss"];
        assert_eq!(quantities(&names), [("loss", vec!["training_", "validation_"])]);
        assert!(History::read(b"{\"history\": 3}").is_none());
        assert!(History::read(b"{}").is_none());
    }
}

//! How a classifier decides on its control set: the curve of what passes, or who is taken for whom.

use faircat_display::{Axis, Curves, curves};
use faircat_inference::figures::{below, percent, with_interval, with_uncertainty};
use faircat_inference::metrics::{Count, FEWEST_COUNTED};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Html;
use crate::try_it::{Curve, Decisions, Facts, KEPT};
use crate::words::Words;

/// Least number of items that a share may be of, on an axis by powers of ten.
const LEAST: f64 = 0.5;
/// Classes of which a table is shown.
const MOST_CLASSES: usize = 20;

/// What `record-evaluations.html` shows of it.
#[derive(JsonSchema, Serialize)]
pub(super) struct DecisionsView<'a> {
    pub items: u64,
    pub curve: Option<CurveView<'a>>,
    pub confusion: Option<ConfusionView<'a>>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct CurveView<'a> {
    pub svg: Html,
    pub positive: &'a str,
    pub negative: &'a str,
    /// Number of items of each.
    pub positives: u64,
    pub negatives: u64,
    /// Area under the curve, with its uncertainty.
    pub area: String,
    /// Share of the positive class that is kept; of the negative one that passes, as [`share`]
    /// writes it; its count.
    pub rows: Vec<(String, String, u64)>,
    /// Below so many that pass there is only a limit.
    pub fewest: usize,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct ConfusionView<'a> {
    pub classes: &'a [String],
    /// For each true class, count and shade of each answer.
    pub rows: Vec<(&'a str, Vec<(u64, u8)>)>,
    /// The part of the items whose class is right.
    pub right: String,
}

/// `None` where the control set does not tell.
pub(super) fn view<'a>(facts: &'a Facts, words: &Words) -> Option<DecisionsView<'a>> {
    match facts.decisions.as_ref()? {
        Decisions::Curve(curve) => {
            let [negative, positive] = facts.classes.as_slice() else { return None };
            let items = curve.items.iter().sum();
            let curve = Some(curve_view(curve, negative, positive, words));
            Some(DecisionsView { items, curve, confusion: None })
        }
        Decisions::Confusion(counts) if counts.len() <= MOST_CLASSES => {
            let items = counts.iter().flatten().sum();
            let confusion = Some(confusion(counts, &facts.classes, items));
            Some(DecisionsView { items, curve: None, confusion })
        }
        Decisions::Confusion(_) => None,
    }
}

fn curve_view<'a>(
    curve: &Curve,
    negative: &'a str,
    positive: &'a str,
    words: &Words,
) -> CurveView<'a> {
    let [negatives, positives] = curve.items;
    let area = with_uncertainty(curve.area, Some(curve.uncertainty()));
    let across = words.say("decisions-kept-share", &[("class", positive.into())]);
    let spoken = words.say(
        "decisions-spoken",
        &[
            ("positive", positive.into()),
            ("negative", negative.into()),
            ("area", area.as_str().into()),
        ],
    );
    // A share below that of one item is no share: the curve begins where the first one passes.
    let floor = LEAST / negatives as f64;
    let points: Vec<(f64, f64)> =
        curve.points.iter().map(|[kept, passing]| (*kept, passing.max(floor))).collect();
    let low = 10f64.powf(floor.log10().floor()).min(0.01);
    let svg = curves(&Curves {
        spoken: &spoken,
        across: Axis { name: &across, low: 0.0, high: 1.0, logarithmic: false },
        up: Axis { name: "", low, high: 1.0, logarithmic: true },
        series: &[points],
        mark: None,
    });
    let rows = KEPT.iter().zip(curve.passing);
    let rows = rows.map(|(kept, passing)| (percent(*kept), share(passing, negatives), passing));
    CurveView {
        svg: Html::from_trusted(svg),
        positive,
        negative,
        positives,
        negatives,
        area,
        rows: rows.collect(),
        fewest: FEWEST_COUNTED,
    }
}

/// The part of `all` items that `passing` are, in per cent: with its interval, or as a limit where
/// so few pass that a rejection is none either.
fn share(passing: u64, all: u64) -> String {
    let count = Count { of_kind: passing as usize, all: all as usize };
    let written = if count.of_kind < FEWEST_COUNTED {
        below(100.0 * count.upper_limit())
    } else {
        let value = passing as f64 / all as f64;
        with_interval(100.0 * value, count.interval().map(|it| 100.0 * it))
    };
    format!("{written}\u{a0}%")
}

fn confusion<'a>(counts: &[Vec<u64>], classes: &'a [String], items: u64) -> ConfusionView<'a> {
    let shade = |count: u64, all: u64| match count as f64 / all.max(1) as f64 {
        0.0 => 0,
        share => 1 + (share * 3.999) as u8,
    };
    let row = |(class, counts): (&'a String, &Vec<u64>)| {
        let all = counts.iter().sum();
        let cells = counts.iter().map(|count| (*count, shade(*count, all)));
        (class.as_str(), cells.collect())
    };
    let right: u64 = counts.iter().enumerate().filter_map(|(class, row)| row.get(class)).sum();
    ConfusionView {
        classes,
        rows: classes.iter().zip(counts).map(row).collect(),
        right: percent(right as f64 / items.max(1) as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn few_items_give_a_limit_and_more_an_interval() {
        assert_eq!(share(1, 1309), "< 0.37\u{a0}%");
        assert_eq!(share(39, 20_000), "0.195 (+0.034 −0.029)\u{a0}%");
    }
}

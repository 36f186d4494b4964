//! One claim as a line: the declared value, the tolerance around it, and what the engines found.
//!
//! Places are percentages, so that the line fills any width.

use std::fmt::Write as _;

use faircat_inference::verification::{Claim, Recomputed};
use faircat_text::escape;

use crate::Html;
use crate::words::Words;

const HEIGHT: f64 = 22.0;
/// Percent of the width within which every mark stands.
const LEFT: f64 = 4.0;
const RIGHT: f64 = 96.0;

/// What one engine found.
pub(super) struct Mark {
    pub label: String,
    pub value: f64,
    /// The value in words, rounded to its uncertainty.
    pub shown: String,
    pub holds: bool,
}

/// Draws the claim; `None` where there is no tolerance to compare with or nothing was found.
pub(super) fn strip(check: &Recomputed, marks: &[Mark], words: &Words) -> Option<Html> {
    let Claim { value: declared, tolerance, .. } = check.claim;
    let tolerance = tolerance.filter(|size| size.is_finite() && *size > 0.0)?;
    let reach = marks.iter().map(|mark| (mark.value - declared).abs()).fold(0.0, f64::max);
    if marks.is_empty() || !reach.is_finite() || !declared.is_finite() {
        return None;
    }
    let half = (1.6 * tolerance).max(1.12 * reach);
    let place = |value: f64| {
        let share = (value - declared + half) / (2.0 * half);
        LEFT + share * (RIGHT - LEFT)
    };
    let middle = HEIGHT / 2.0;
    let mut svg = String::with_capacity(700);
    let _ = write!(
        svg,
        "<svg class=\"chart strip\" width=\"100%\" height=\"{HEIGHT}\" role=\"img\" aria-label=\"{}\">\
         <line class=\"rail\" x1=\"{LEFT}%\" x2=\"{RIGHT}%\" y1=\"{middle}\" y2=\"{middle}\"/>\
         <rect class=\"band\" x=\"{:.2}%\" width=\"{:.2}%\" y=\"4\" height=\"{}\" rx=\"3\"/>\
         <line class=\"claimed\" x1=\"50%\" x2=\"50%\" y1=\"2\" y2=\"{}\"/>",
        escape(&spoken(check, marks, words)),
        place(declared - tolerance),
        place(declared + tolerance) - place(declared - tolerance),
        HEIGHT - 8.0,
        HEIGHT - 2.0,
    );
    for mark in marks {
        let class = if mark.holds { "found pass" } else { "found fail" };
        let x = place(mark.value);
        let _ = write!(svg, "<circle class=\"{class}\" cx=\"{x:.2}%\" cy=\"{middle}\" r=\"4.5\"/>");
    }
    svg.push_str("</svg>");
    Some(Html::from_trusted(svg))
}

/// The line in a sentence, for those who do not see it.
fn spoken(check: &Recomputed, marks: &[Mark], words: &Words) -> String {
    let shown = check.shown();
    let (declared, tolerance) = (shown.declared, shown.tolerance.unwrap_or_default());
    let values = [
        ("metric", (&check.claim.metric).into()),
        ("declared", declared.into()),
        ("tolerance", tolerance.into()),
    ];
    let mut text = words.say("strip", &values);
    for mark in marks {
        let side = words.word(if mark.holds { "strip-within" } else { "strip-outside" });
        let _ = write!(text, " {} {} ({side});", mark.label, mark.shown);
    }
    text.pop();
    text
}

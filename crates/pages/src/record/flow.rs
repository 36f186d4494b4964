//! A workflow as a drawing: what it reads on the left, its steps from top to bottom, what it makes
//! on the right.

use std::fmt::Write as _;

use faircat_text::escape;

use super::layered::{GAP_X, GAP_Y, HEIGHT, WIDTH, path};
use super::lineage::{Shown, draw_node, tip};
use super::links::WorkLink;
use crate::Html;
use crate::filters;
use crate::words::Words;

/// Works of one side, and steps, that are drawn.
const MOST: usize = 30;
/// Room around all, for strokes.
const EDGE: f64 = 2.0;

/// The drawing, with names of steps in `language`; `None` where it would be a single box.
pub(super) fn flow(
    steps: &[&str],
    inputs: &[WorkLink],
    outputs: &[WorkLink],
    language: Option<&str>,
    words: &Words,
) -> Option<Html> {
    if steps.is_empty() || steps.len() + inputs.len() + outputs.len() < 2 {
        return None;
    }
    let count = |all: usize| all.min(MOST);
    let (steps, inputs, outputs) = (
        &steps[..count(steps.len())],
        &inputs[..count(inputs.len())],
        &outputs[..count(outputs.len())],
    );
    let tallest = steps.len().max(inputs.len()).max(outputs.len());
    let height = column_height(tallest) + 2.0 * EDGE;
    let first = if inputs.is_empty() { EDGE } else { EDGE + WIDTH + GAP_X };
    let last = first + WIDTH + GAP_X;
    let width = if outputs.is_empty() { first + WIDTH } else { last + WIDTH } + EDGE;
    let room = |count: usize| height - 2.0 * EDGE - column_height(count);
    let top = room(steps.len()) / 2.0;
    // What is read stands beside the first step, and what is made beside the last.
    let read = column(EDGE, inputs.len(), top.min(room(inputs.len())));
    let done = column(first, steps.len(), top);
    let below = room(outputs.len()) - top;
    let made = column(last, outputs.len(), below.max(0.0));
    let mut svg = format!(
        "<svg class=\"lineage flow\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\"{}\">{}",
        escape(&spoken(steps, inputs, outputs, words)),
        tip("flow")
    );
    for place in &read {
        edge(&mut svg, "input", &path(&[middle(*place), middle(done[0])]));
    }
    for pair in done.windows(2) {
        let (x, from, to) = (pair[0].0 + WIDTH / 2.0, pair[0].1 + HEIGHT, pair[1].1 - 2.0);
        edge(&mut svg, "derived", &format!("M{x} {from}V{to}"));
    }
    for place in &made {
        edge(&mut svg, "derived", &path(&[middle(done[done.len() - 1]), middle(*place)]));
    }
    for (works, places, said) in [(inputs, &read, "flow-reads"), (outputs, &made, "flow-makes")] {
        for (work, place) in works.iter().zip(places) {
            draw_node(&mut svg, &Shown::of(work, words.word(said), words), *place);
        }
    }
    for (index, (name, place)) in steps.iter().zip(&done).enumerate() {
        let kind = words.say("flow-step", &[("number", (index + 1).into())]);
        let href = Some(format!("#step-{}", index + 1));
        let spoken = filters::spoken(language, words.language());
        draw_node(&mut svg, &Shown { title: name, spoken, kind, href, class: "node own" }, *place);
    }
    svg.push_str("</svg>");
    Some(Html::from_trusted(svg))
}

fn column_height(count: usize) -> f64 {
    count as f64 * (HEIGHT + GAP_Y) - GAP_Y
}

/// The places of `count` boxes in a column that begins at the height `top`.
fn column(x: f64, count: usize, top: f64) -> Vec<(f64, f64)> {
    (0..count).map(|row| (x, EDGE + top + row as f64 * (HEIGHT + GAP_Y))).collect()
}

fn middle((x, y): (f64, f64)) -> (f64, f64) {
    (x, y + HEIGHT / 2.0)
}

fn edge(svg: &mut String, class: &str, path: &str) {
    let _ =
        write!(svg, "<path class=\"edge {class}\" marker-end=\"url(#flow-tip)\" d=\"{path}\"/>");
}

fn spoken(steps: &[&str], inputs: &[WorkLink], outputs: &[WorkLink], words: &Words) -> String {
    let names = |works: &[WorkLink]| match works {
        [] => "–".to_owned(),
        works => works.iter().map(|work| work.title.as_str()).collect::<Vec<_>>().join(", "),
    };
    words.say(
        "flow-spoken",
        &[
            ("inputs", names(inputs).as_str().into()),
            ("steps", steps.len().into()),
            ("outputs", names(outputs).as_str().into()),
        ],
    )
}

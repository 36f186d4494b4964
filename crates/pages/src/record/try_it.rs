//! The section in which a model is tried: pictures of examples, drawn here, and a place for the
//! page code that runs the model.

use faircat_display::displays::Sign;
use faircat_display::{Histogram, Series, score_distribution};
use faircat_inference::figures::{percent, width};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Html;
use crate::try_it::{Array, Distribution, Example, Facts, Kind, drawn};
use crate::words::Words;

/// The module of `static/` that fills the section.
pub(super) const SCRIPT: &str = "run/try.js";
/// Numbers of an input that are shown where nothing is drawn.
const MOST_NUMBERS: usize = 6;

/// What `record-try.html` shows.
#[derive(JsonSchema, Serialize)]
pub(super) struct TryItView<'a> {
    /// Of `try.json`, relative to the site's root.
    pub facts: String,
    pub display: &'static str,
    /// What shapes and colours mean, line by line, where pictures need that.
    pub legend: &'static [&'static [Sign]],
    pub examples: Vec<ExampleView>,
    pub distribution: Option<DistributionView<'a>>,
}

/// One item of the control set.
#[derive(JsonSchema, Serialize)]
pub(super) struct ExampleView {
    pub row: usize,
    pub picture: Option<Html>,
    /// The input in numbers, where there is no picture.
    pub numbers: Option<String>,
    /// The class that the reference output gives, and its probability.
    pub answer: Option<String>,
    pub probability: Option<String>,
    /// The true class, or how far the answer is off.
    pub truth: Option<String>,
    pub kind: &'static str,
    /// The end of the message that says why it was chosen.
    pub why: &'static str,
}

/// The reference outputs of the whole control set.
#[derive(JsonSchema, Serialize)]
pub(super) struct DistributionView<'a> {
    pub svg: Html,
    pub quantity: String,
    pub items: u64,
    /// Whether the last bin holds everything beyond its edge.
    pub open_ended: bool,
    /// Names with the number of their items.
    pub series: Vec<(&'a str, u64)>,
}

pub(super) fn view<'a>(facts: &'a Facts, words: &Words) -> TryItView<'a> {
    let examples = facts.examples.iter().enumerate();
    let display = facts.display();
    TryItView {
        facts: facts.file(),
        display: display.name(),
        legend: display.legend(),
        examples: examples
            .map(|(index, example)| example_view(facts, index, example, words))
            .collect(),
        distribution: facts.distribution.as_ref().map(|it| distribution(facts, it)),
    }
}

fn example_view(facts: &Facts, index: usize, example: &Example, words: &Words) -> ExampleView {
    let title = words.say("try-example", &[("number", (index + 1).into())]);
    let picture = drawn(facts.display(), &facts.signature, example, &title);
    let (answer, probability) = answer(facts, example).unzip();
    ExampleView {
        row: example.row,
        numbers: picture.is_none().then(|| numbers(facts, example)),
        picture: picture.map(Html::from_trusted),
        answer,
        probability,
        truth: truth(facts, example),
        kind: kind_name(example.kind),
        why: why(facts, example.kind),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Easy => "easy",
        Kind::Typical => "typical",
        Kind::Hard => "hard",
        Kind::Wrong => "wrong",
    }
}

fn why(facts: &Facts, kind: Kind) -> &'static str {
    match (kind, facts.classes.is_empty()) {
        (Kind::Easy, _) => "easy",
        (Kind::Hard, false) => "hard",
        (Kind::Hard, true) => "far",
        (Kind::Wrong, _) => "wrong",
        (Kind::Typical, _) => "typical",
    }
}

/// The first numbers of every input, by feature where the features have names.
fn numbers(facts: &Facts, example: &Example) -> String {
    let of_input = |(name, array): (&String, &Array)| {
        let declared = facts.signature.inputs.iter().find(|input| input.name == *name);
        let features = declared.map_or(&[][..], |input| &input.features);
        let named = features.len() == array.values.len();
        let shown = array.values.iter().take(MOST_NUMBERS).enumerate().map(|(index, value)| {
            if named { format!("{} {value}", features[index].name) } else { value.to_string() }
        });
        let more = if array.values.len() > MOST_NUMBERS { ", …" } else { "" };
        format!("{name}: {}{more}", shown.collect::<Vec<_>>().join(", "))
    };
    example.inputs.iter().map(of_input).collect::<Vec<_>>().join("; ")
}

/// The most probable class and its probability.
fn answer(facts: &Facts, example: &Example) -> Option<(String, String)> {
    let scores = facts.probabilities(example)?;
    let best = (0..scores.len()).fold(
        0,
        |best, next| {
            if scores[next] > scores[best] { next } else { best }
        },
    );
    Some((facts.classes.get(best)?.clone(), percent(scores[best])))
}

fn truth(facts: &Facts, example: &Example) -> Option<String> {
    if let Some(label) = example.label {
        return facts.classes.get(label).cloned();
    }
    let (error, unit) = facts.error(example)?;
    Some(format!("{}{}", width(error), unit.map(|unit| format!(" {unit}")).unwrap_or_default()))
}

fn distribution<'a>(facts: &Facts, it: &'a Distribution) -> DistributionView<'a> {
    let unit = it.unit.as_deref().map(|unit| format!(" in {unit}")).unwrap_or_default();
    let quantity = format!("{}{unit}", it.quantity);
    let pairs = || it.series.iter().zip(&it.counts);
    let series: Vec<Series> = pairs().map(|(name, counts)| Series { name, counts }).collect();
    let histogram = Histogram {
        quantity: &quantity,
        edges: &it.edges,
        series: &series,
        threshold: facts.threshold,
    };
    let svg = Html::from_trusted(score_distribution(&histogram));
    let series: Vec<(&str, u64)> =
        pairs().map(|(name, counts)| (name.as_str(), counts.iter().sum())).collect();
    let items = series.iter().map(|(_, count)| count).sum();
    DistributionView { svg, quantity, items, open_ended: facts.classes.is_empty(), series }
}

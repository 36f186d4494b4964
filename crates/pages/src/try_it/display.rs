//! Pictures of examples.

use faircat_display::Detail;
use faircat_display::displays::{Display, Item, shown_output};
use faircat_inference::signature::{Declared, Signature};

use super::arrays::Number;
use super::examples::Example;

/// A small picture of an example; `None` where the display draws nothing.
pub fn drawn(
    display: &dyn Display,
    signature: &Signature,
    example: &Example,
    title: &str,
) -> Option<String> {
    let view = display.views().first()?;
    let values = |input: &Declared| Some(example.inputs.get(&input.name)?.to_f32());
    let inputs: Option<Vec<Vec<f32>>> = signature.inputs.iter().map(values).collect();
    let (mut answer, mut truth) = (Vec::new(), Vec::new());
    if let Some(output) = shown_output(signature) {
        // Without a conversion the values have the unit in which people state them.
        let factor = output.conversion.as_ref().map_or(1.0, |conversion| conversion.factor);
        let reference = example.reference.get(&output.name).map_or(&[][..], Vec::as_slice);
        answer.extend(reference.iter().map(|value| factor * Number::to_f64(*value)));
        truth.extend(example.target.iter().flatten().map(|value| factor * value));
    }
    let item = Item { title, inputs: &inputs?, answer: &answer, truth: &truth, relevance: &[] };
    display.draw(signature, &item, view, Detail::Thumbnail)
}

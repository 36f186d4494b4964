//! A square image with one position in it.

use faircat_inference::signature::{Declared, Role, Signature};

use super::{Display, Item, Sign, is_real, place, shown_output};
use crate::{Detail, Peak, peak};

/// Largest side of an image that is taken for a peak, in pixels.
const LARGEST_IMAGE: usize = 64;

const LEGEND: [&[Sign]; 2] = [
    &[Sign { mark: "+", ..Sign::of("cross", "display-peak-predicted") }],
    &[Sign::of("ring", "display-peak-true")],
];

pub(super) struct PeakDisplay;

impl Display for PeakDisplay {
    fn name(&self) -> &'static str {
        "peak"
    }

    /// One image of one channel, and two coordinates.
    fn suits(&self, signature: &Signature) -> bool {
        match (signature.inputs.as_slice(), shown_output(signature)) {
            ([image], Some(output)) => is_image(image) && is_position(output),
            _ => false,
        }
    }

    fn views(&self) -> &'static [&'static str] {
        &["peak"]
    }

    fn draw(&self, _: &Signature, item: &Item, view: &str, detail: Detail) -> Option<String> {
        let image = item.inputs.first().filter(|_| view == "peak")?;
        let (predicted, truth) = (place(item.answer), place(item.truth));
        Some(peak(&Peak { title: item.title, image, predicted, truth }, detail))
    }

    fn legend(&self) -> &'static [&'static [Sign]] {
        &LEGEND
    }
}

/// Square and small, of real numbers, and of no other role.
fn is_image(input: &Declared) -> bool {
    let side = input.size(2).filter(|side| (2..=LARGEST_IMAGE).contains(side));
    is_real(input)
        && input.role.is_none_or(|role| role == Role::Image)
        && input.shape.len() == 4
        && input.size(1) == Some(1)
        && side.is_some()
        && side == input.size(3)
}

fn is_position(output: &Declared) -> bool {
    output.role.is_none_or(|role| role == Role::Position)
        && output.shape.len() == 2
        && output.size(1) == Some(2)
        && output.classes.is_empty()
}

#[cfg(test)]
mod tests {
    use faircat_inference::signature::{Declared, Role, Signature};

    use super::super::display_of;

    fn declared(name: &str, dtype: &str, shape: &[&str]) -> Declared {
        let shape = shape.iter().map(|&size| size.to_owned()).collect();
        Declared { name: name.to_owned(), dtype: dtype.to_owned(), shape, ..Declared::default() }
    }

    fn images(dtype: &str) -> Signature {
        Signature {
            inputs: vec![declared("image", dtype, &["batch", "1", "2", "2"])],
            outputs: vec![
                declared("rounds", "int64", &["batch"]),
                declared("position", "float32", &["batch", "2"]),
            ],
        }
    }

    #[test]
    fn a_peak_is_an_image_of_real_numbers_and_two_coordinates() {
        let name = |signature: &Signature| display_of(signature, 0).name();
        assert_eq!(name(&images("float32")), "peak");
        assert_eq!(name(&images("float64")), "peak");
        assert_eq!(name(&images("uint16")), "form");
        let mut stated = images("float32");
        stated.outputs[1].role = Some(Role::Position);
        assert_eq!(name(&stated), "peak");
        stated.inputs[0].role = Some(Role::Tracks);
        assert_eq!(name(&stated), "form");
    }
}

//! How a model's inputs are shown, and pictures of examples.

use faircat_display::{Detail, Items, Jet, Peak};
use faircat_inference::signature::{Declared, Signature};
use serde::Serialize;

use super::answers::judged;
use super::examples::Example;

/// Largest side of an image that is taken for a peak, in pixels.
const LARGEST_IMAGE: usize = 64;

/// What the page draws of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Display {
    /// Tracks and secondary vertices of a jet.
    Jet,
    /// A square image with one position in it.
    Peak,
    /// Nothing: fields to fill in.
    Form,
}

impl Display {
    /// The display that suits a signature.
    pub fn of(signature: &Signature) -> Display {
        if is_jet(signature) {
            Display::Jet
        } else if is_peak(signature) {
            Display::Peak
        } else {
            Display::Form
        }
    }
}

impl Display {
    /// The same, where the examples are what the display takes them for: a peak is shown, moved
    /// and drawn as an image from 0 to 1.
    pub(super) fn suited_to(self, examples: &[Example]) -> Display {
        let is_scaled = |example: &Example| {
            let values = || example.inputs.values().flat_map(|array| &array.values);
            let (low, high) = values()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| {
                    (low.min(it.to_f64()), high.max(it.to_f64()))
                });
            low.abs() < 1e-6 && (high - 1.0).abs() < 1e-6
        };
        match self {
            Display::Peak if !examples.iter().all(is_scaled) => Display::Form,
            other => other,
        }
    }
}

/// Real numbers; what is drawn is also changed, by factors and by parts of pixels.
fn is_real(declared: &Declared) -> bool {
    matches!(declared.dtype.as_str(), "float32" | "float64")
}

fn input<'a>(signature: &'a Signature, name: &str) -> Option<&'a Declared> {
    signature.inputs.iter().find(|input| input.name == name)
}

/// Tracks with a place, each feature in a row.
fn is_jet(signature: &Signature) -> bool {
    let inputs = (input(signature, "tracks"), input(signature, "vertices"));
    let (Some(tracks), Some(vertices)) = inputs else { return false };
    let rows = |it: &Declared| it.shape.len() == 3 && it.feature_axis() == Some(1) && is_real(it);
    let placed = tracks.features.iter().any(|feature| feature.name == "track_etarel");
    signature.inputs.len() == 2 && rows(tracks) && rows(vertices) && placed
}

/// One image of one channel, and two coordinates.
fn is_peak(signature: &Signature) -> bool {
    let ([image], Some(output)) = (signature.inputs.as_slice(), judged(signature)) else {
        return false;
    };
    let side = image.size(2).filter(|side| (2..=LARGEST_IMAGE).contains(side));
    is_real(image)
        && image.shape.len() == 4
        && image.size(1) == Some(1)
        && side.is_some()
        && side == image.size(3)
        && output.shape.len() == 2
        && output.size(1) == Some(2)
        && output.classes.is_empty()
}

/// A small picture of a jet; `None` where the example is none.
pub fn drawn_jet(signature: &Signature, example: &Example, title: &str) -> Option<String> {
    let names = |name: &str| -> Option<Vec<&str>> {
        Some(input(signature, name)?.features.iter().map(|it| it.name.as_str()).collect())
    };
    let (tracks, vertices) = (names("tracks")?, names("vertices")?);
    let values = |name: &str| Some(example.inputs.get(name)?.to_f32());
    let (track_values, vertex_values) = (values("tracks")?, values("vertices")?);
    let jet = Jet {
        title,
        tracks: Items { features: &tracks, values: &track_values },
        vertices: Items { features: &vertices, values: &vertex_values },
    };
    Some(faircat_display::jet(&jet, None, Detail::Thumbnail))
}

/// A small picture of a peak with its predicted and true position; `None` where the example is
/// none.
pub fn drawn_peak(signature: &Signature, example: &Example, title: &str) -> Option<String> {
    let image = example.inputs.get(&signature.inputs.first()?.name)?.to_f32();
    let output = judged(signature)?;
    // Positions are in units of the output; without a conversion they are taken for pixels.
    let factor = output.conversion.as_ref().map_or(1.0, |conversion| conversion.factor);
    let predicted = example.reference.get(&output.name).and_then(|position| match position[..] {
        [column, row] => Some((factor * column.to_f64(), factor * row.to_f64())),
        _ => None,
    });
    let truth = example.target.as_deref().and_then(|target| match *target {
        [column, row] => Some((factor * column, factor * row)),
        _ => None,
    });
    let peak = Peak { title, image: &image, predicted, truth };
    Some(faircat_display::peak(&peak, Detail::Thumbnail))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use faircat_inference::signature::{Declared, Signature};
    use faircat_inference::tensor::{Data, Tensor};

    use super::super::{Array, Example, Kind};
    use super::Display;

    fn declared(name: &str, dtype: &str, shape: &[&str]) -> Declared {
        let shape = shape.iter().map(|&size| size.to_owned()).collect();
        Declared { name: name.to_owned(), dtype: dtype.to_owned(), shape, ..Declared::default() }
    }

    fn peak(dtype: &str) -> Signature {
        Signature {
            inputs: vec![declared("image", dtype, &["batch", "1", "2", "2"])],
            outputs: vec![
                declared("rounds", "int64", &["batch"]),
                declared("position", "float32", &["batch", "2"]),
            ],
        }
    }

    fn example(values: [f32; 4]) -> Example {
        let tensor = Tensor::new(vec![1, 1, 2, 2], Data::Float32(values.to_vec())).unwrap();
        Example {
            row: 0,
            kind: Kind::Typical,
            label: None,
            target: None,
            inputs: BTreeMap::from([("image".to_owned(), Array::of(&tensor).unwrap())]),
            reference: BTreeMap::new(),
        }
    }

    #[test]
    fn a_peak_is_an_image_of_real_numbers_from_0_to_1_and_the_output_that_pages_look_at() {
        assert_eq!(Display::of(&peak("float32")), Display::Peak);
        assert_eq!(Display::of(&peak("float64")), Display::Peak);
        assert_eq!(Display::of(&peak("uint16")), Display::Form);
        let scaled = example([0.0, 0.5, 0.25, 1.0]);
        assert_eq!(Display::Peak.suited_to(&[scaled]), Display::Peak);
        let counts = example([3.0, 120.0, 40.0, 0.0]);
        assert_eq!(Display::Peak.suited_to(&[counts]), Display::Form);
        assert_eq!(Display::Form.suited_to(&[example([3.0; 4])]), Display::Form);
    }
}

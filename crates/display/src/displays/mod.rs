//! The displays, one file each: which models each suits, how it draws an item, and what its shapes and
//! colours mean. What an item is called, the theme's words say: `display-<name>-one` and `-many`.
//!
//! A display is chosen by the signature, and by the roles of inputs, outputs and features that the
//! record states. Its page code is `themes/default/static/run/<name>.js`.

mod form;
mod jet;
mod peak;

use faircat_inference::signature::{Declared, Signature};
use faircat_inference::verification::Outputs;

use crate::Detail;

/// A way to show what a model takes and answers.
pub trait Display: Sync {
    /// In `try.json`, in classes of the style sheet, and of its page code.
    fn name(&self) -> &'static str;

    /// Whether it draws what models of this signature take.
    fn suits(&self, signature: &Signature) -> bool;

    /// Whether there is nothing to show without an example, because nobody makes one up by hand.
    fn needs_examples(&self) -> bool {
        false
    }

    /// What one item of the lists that `input` holds is called: `track`. Pictures carry its place
    /// in the list as `data-track`.
    fn element(&self, _input: &Declared) -> Option<&'static str> {
        None
    }

    /// Names of its pictures, the one of the gallery first.
    fn views(&self) -> &'static [&'static str];

    /// The picture `view` as SVG; `None` where there is none of this item.
    fn draw(
        &self,
        signature: &Signature,
        item: &Item,
        view: &str,
        detail: Detail,
    ) -> Option<String>;

    /// What its shapes and colours mean, line by line; empty where that needs no words.
    fn legend(&self) -> &'static [&'static [Sign]] {
        &[]
    }
}

/// A shape or colour with what it means; without a swatch, what a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "templates", derive(schemars::JsonSchema, serde::Serialize))]
pub struct Sign {
    /// Its class in the style sheet, beside `swatch`.
    pub swatch: Option<&'static str>,
    /// What stands in the swatch.
    pub mark: &'static str,
    /// The message that says what it means.
    pub word: &'static str,
}

impl Sign {
    const fn about(word: &'static str) -> Sign {
        Sign { swatch: None, mark: "", word }
    }

    const fn of(swatch: &'static str, word: &'static str) -> Sign {
        Sign { swatch: Some(swatch), mark: "", word }
    }
}

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// What the picture is called.
    pub title: &'a str,
    /// Of each input in the order of the signature, row-major.
    pub inputs: &'a [Vec<f32>],
    /// Values of [`shown_output`] that the model gave, and the true ones; empty where they are not
    /// known. They are in the unit of its conversion.
    pub answer: &'a [f64],
    pub truth: &'a [f64],
    /// What each item of each input contributed to the answer; empty where nobody asked.
    pub relevance: &'a [Vec<f32>],
}

/// All displays. The first that suits a signature shows it, and the last suits all.
pub static DISPLAYS: [&dyn Display; 3] = [&jet::JetDisplay, &peak::PeakDisplay, &form::Form];

/// The display for models of this signature, with so many examples at hand.
#[must_use]
pub fn display_of(signature: &Signature, examples: usize) -> &'static dyn Display {
    first_that_suits(&DISPLAYS, signature, examples).unwrap_or(&form::Form)
}

/// The first of `displays` for models of this signature, with so many examples at hand.
#[must_use]
pub fn first_that_suits<'a>(
    displays: &[&'a dyn Display],
    signature: &Signature,
    examples: usize,
) -> Option<&'a dyn Display> {
    let mut displays = displays.iter().copied();
    displays.find(|it| it.suits(signature) && (examples > 0 || !it.needs_examples()))
}

/// The display of this name.
#[must_use]
pub fn display_named(name: &str) -> Option<&'static dyn Display> {
    DISPLAYS.into_iter().find(|display| display.name() == name)
}

/// The output that a page shows.
#[must_use]
pub fn shown_output(signature: &Signature) -> Option<&Declared> {
    Outputs { signature, tensors: &[], control: None }.for_page()
}

/// Real numbers; what is drawn is also changed, by factors and by parts of pixels.
fn is_real(declared: &Declared) -> bool {
    matches!(declared.dtype.as_str(), "float32" | "float64")
}

/// Two numbers as a place.
fn place(values: &[f64]) -> Option<(f64, f64)> {
    match *values {
        [column, row] => Some((column, row)),
        _ => None,
    }
}

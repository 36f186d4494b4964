//! What each rubric asks, in our own words.

mod dataset;
mod model;
mod software;

use super::Rubric;

/// One principle of a rubric.
#[derive(Debug)]
pub struct Principle {
    /// As `R1.1`. With the rubric's page it is the principle's permanent address.
    pub id: &'static str,
    /// A few words, as `Clear licence`.
    pub title: &'static str,
    /// What it asks, in our words.
    pub text: &'static str,
    /// What is lost without it.
    pub why: &'static str,
}

impl Principle {
    /// The word that the first letter of the id stands for.
    pub fn group(&self) -> &'static str {
        match self.id.as_bytes().first() {
            Some(b'F') => "Findable",
            Some(b'A') => "Accessible",
            Some(b'I') => "Interoperable",
            _ => "Reusable",
        }
    }
}

/// The principles of `rubric`, in the order of their source.
pub fn principles(rubric: Rubric) -> &'static [Principle] {
    match rubric {
        Rubric::Model => model::PRINCIPLES,
        Rubric::Dataset => dataset::PRINCIPLES,
        Rubric::Software => software::PRINCIPLES,
    }
}

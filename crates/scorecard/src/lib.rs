//! What is asked of a record and what was found: principles, indicators in words, scorecards, and
//! how these are written as a badge, as JSON and as linked data.
//!
//! Nothing here tests a record; the rules are in `faircat-assessment`, and what only shows
//! scorecards is not compiled again when they change.

pub mod badge;
mod indicator;
pub mod json;
mod outcome;
pub mod principles;
pub mod quality;
pub mod remedies;
mod rubric;
mod scorecard;

pub use indicator::Indicator;
pub use outcome::Outcome;
pub use principles::{Principle, principles};
pub use rubric::{Citation, Rubric};
pub use scorecard::{Counts, Finding, Scorecard, Standing, principle_outcomes};

//! Small models that are made here, of which the right answers are short formulas.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

mod blocks;
mod defaults;
mod models;
mod resizing;

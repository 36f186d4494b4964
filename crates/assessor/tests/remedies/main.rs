//! Whoever does what a remedy says, in the format's own words, passes the indicator.

#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

mod applying;
mod filling;
#[path = "../../../../tests/src/inputs.rs"]
mod inputs;
mod real;
mod small;

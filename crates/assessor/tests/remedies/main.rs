//! Whoever does what a remedy says, in the format's own words, passes the indicator.

#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a test says what it tried")]

mod applying;
mod filling;
#[path = "../../../../tests/src/inputs.rs"]
mod inputs;
mod markup;
mod real;
mod small;

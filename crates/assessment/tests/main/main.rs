//! What every indicator finds, in records as documents and on pages of others.

#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod case;
mod foreign;
mod foreign_card;
mod foreign_contexts;
mod foreign_statements;
mod foreign_works;
mod indicators;
#[path = "../../../../tests/src/inputs.rs"]
mod inputs;
mod pages;
mod rubrics;
mod sentences;

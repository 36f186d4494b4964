//! Scorecards of documents of others.

#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

mod broken;
mod formats;
mod works;

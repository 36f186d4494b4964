//! The samples of `../shared/faults`, beside the checkout: where faircat was once wrong.
//!
//! A test of a group of samples asks [`folder`] for it, and ends where the answer is `None`: what
//! must always be tested has a fixture in the project.

mod assess;
mod data;
mod engines;
mod first_steps;
mod hostile;
mod sparql;
mod trust;
mod verify;

use std::path::PathBuf;

use crate::program::shared;

/// The folder `name` of the samples, `None` with a printed reason where it is absent.
///
/// The samples lie in `../shared/faults` beside the checkout, or in `$FAIRCAT_SHARED/faults`.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    shared(&format!("faults/{name}"))
}

//! A minid for a bag.

use serde_json::Value;

use super::super::deposit::waits;
use super::super::printer;
use super::{Args, no_bag};
use crate::build::MadePackage;
use crate::depositing::minid::{self, Registration};
use crate::depositing::target::Service;
use crate::diagnostic::Diagnostic;
use crate::formats::package::REGISTRATION;

/// Registers the bag `made` at the service with this address, or shows how that would be asked.
pub(super) fn register(
    args: &Args,
    address: &str,
    made: &MadePackage,
) -> Result<(), Vec<Diagnostic>> {
    let service = Service::of_minids(address).map_err(|problem| vec![problem])?;
    let about = made.made(REGISTRATION).and_then(|it| serde_json::from_slice::<Value>(it).ok());
    let about = about.ok_or_else(|| vec![no_bag(args.format)])?;
    let outcome = minid::register(&Registration {
        service: &service,
        is_for_tests: args.sandbox,
        about: &about,
        root: &args.root,
        record: &made.record,
        dry_run: args.dry_run,
        waits,
    });
    if outcome.problems.iter().any(Diagnostic::is_error) {
        return Err(outcome.problems);
    }
    printer::report(&outcome.problems, &args.root);
    let told = outcome.said.iter().map(|it| faircat_text::visible(it));
    told.chain(outcome.requests).for_each(|it| super::super::say(&it));
    Ok(())
}

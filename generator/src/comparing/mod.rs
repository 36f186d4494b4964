//! What a change does to a catalogue: both sides loaded, and what differs of them assessed, for
//! `faircat-review`, which compares.

mod candidates;
mod loaded;
mod published;
mod states;
pub mod vanished;

use std::collections::BTreeMap;
use std::path::Path;

use faircat_review::{Review, Side, State, review};
use jiff::civil::Date;

use self::loaded::{Asked, Loaded};
use crate::diagnostic::Diagnostic;
use crate::outside_world::catalog_folder;
use crate::outside_world::compared_place::{self, Place};
use crate::threads;

/// What to compare.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The folder that revisions are of.
    pub root: &'a Path,
    /// Folders, revisions, or sites.
    pub old: &'a str,
    pub new: &'a str,
    /// The folder of the new side in which `faircat verify` ran: claims are as it found them.
    pub recomputed: Option<&'a str>,
    /// Evidence of a later day is not believed.
    pub today: Option<Date>,
}

/// A review, and warnings of what is not in it.
#[derive(Debug)]
pub struct Compared {
    pub review: Review,
    pub warnings: Vec<Diagnostic>,
}

/// Compares two sides. A record that cannot be read is reported, and the others are compared.
///
/// # Errors
/// Sides that are not there, or hold no catalogue.
pub fn compare(wish: &Wish) -> Result<Compared, Vec<Diagnostic>> {
    // On a thread whose stack is known, as all that follows.
    threads::guarded(wish.root, || compared(wish)).unwrap_or_else(|problem| Err(vec![problem]))
}

fn compared(wish: &Wish) -> Result<Compared, Vec<Diagnostic>> {
    let locate = |name| compared_place::locate(wish.root, name);
    let places = both(rayon::join(|| locate(wish.old), || locate(wish.new)))?;
    let ((old, mut warnings), (new, said)) = match &places {
        (Place::Site(_), _) | (_, Place::Site(_)) => {
            if let Some(name) = wish.recomputed {
                return Err(vec![no_folder(name)]);
            }
            let side = |name, place| published::side(name, place, wish.today);
            both(rayon::join(|| side(wish.old, &places.0), || side(wish.new, &places.1)))?
        }
        (
            old @ (Place::Folder(of_old) | Place::Revision(of_old)),
            new @ (Place::Folder(of_new) | Place::Revision(of_new)),
        ) => {
            // The change that brings a catalogue is one, too; none of the whole is to be lost.
            if !catalog_folder::exists(&of_new.path) {
                let message = format!("the revision `{}` has no folder `catalog` here", wish.new);
                let problem = Diagnostic::error("no-catalog", message);
                return Err(vec![
                    problem.hint("name the folder that holds `catalog/` with --root"),
                ]);
            }
            let place = wish.recomputed.map(locate).transpose().map_err(|problem| vec![problem])?;
            let verified = match (wish.recomputed, &place) {
                (Some(name), Some(place @ Place::Folder(root))) => Some((name, place, root)),
                (Some(name), _) => return Err(vec![no_folder(name)]),
                (None, _) => None,
            };
            let (old, new) = ((wish.old, old, of_old), (wish.new, new, of_new));
            let (old, new) = sources(old, new, verified, wish.today);
            ((old, of_old.said.clone()), (new, of_new.said.clone()))
        }
    };
    warnings.extend(said);
    Ok(Compared { review: review(&old, &new), warnings })
}

fn no_folder(name: &str) -> Diagnostic {
    let message = format!("no claims of these two can have been recomputed in `{name}`");
    let problem = Diagnostic::error("recomputed", message);
    problem.hint("compare revisions or folders, and name the folder in which `faircat verify` ran")
}

/// Both, or what is wrong with either.
fn both<T>(
    pair: (Result<T, Diagnostic>, Result<T, Diagnostic>),
) -> Result<(T, T), Vec<Diagnostic>> {
    match pair {
        (Ok(old), Ok(new)) => Ok((old, new)),
        (old, new) => Err([old.err(), new.err()].into_iter().flatten().collect()),
    }
}

/// Two sides of records, the new one with the claims of `verified`, a copy of it, where there is
/// one.
fn sources(old: Asked, new: Asked, verified: Option<Asked>, today: Option<Date>) -> (Side, Side) {
    let (old, new) = loaded::both(old, new, today);
    let (old_records, new_records) = records(&old, &new);
    let anew = verified.map(|asked| {
        let verified = loaded::after(&new, asked);
        let (before, after) = records(&new, &verified);
        (before, verified.side(after))
    });
    let (mut old, mut new) = (old.side(old_records), new.side(new_records));
    if let Some((before, verified)) = &anew {
        new.take_claims(&mut old, before, verified);
    }
    (old, new)
}

/// The records of both sides that may not be the same.
fn records(old: &Loaded, new: &Loaded) -> (BTreeMap<String, State>, BTreeMap<String, State>) {
    let names = candidates::between(old, new);
    rayon::join(|| states::of(old, &names), || states::of(new, &names))
}

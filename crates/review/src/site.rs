//! What happens to a site as a whole.

use crate::concern::Concern;
use crate::licences::LicenceTurn;
use crate::review::{KeyTurn, SiteReview};
use crate::side::Side;

pub(crate) fn review(old: &Side, new: &Side) -> SiteReview {
    let moves = old.address.is_some() && old.address != new.address;
    let both = old.own.as_ref().zip(new.own.as_ref());
    let gone = both.into_iter().flat_map(|(before, after)| before.difference(after));
    SiteReview {
        old_address: old.address.clone().filter(|_| moves),
        new_address: new.address.clone().filter(|_| moves),
        vanished: gone.cloned().collect(),
        licence: licence(old, new),
        keys: keys(old, new),
    }
}

/// A site that moves takes all of its addresses along.
pub(crate) fn concerns(site: &SiteReview) -> impl Iterator<Item = Concern> + use<> {
    let vanishes = site.old_address.is_some() || !site.vanished.is_empty();
    let is_licensed_anew = site.licence.is_some();
    [(Concern::VanishedAddress, vanishes), (Concern::ChangedLicence, is_licensed_anew)]
        .into_iter()
        .filter_map(|(concern, is_so)| is_so.then_some(concern))
}

fn licence(old: &Side, new: &Side) -> Option<LicenceTurn> {
    let (before, after) = old.licence.as_ref().zip(new.licence.as_ref())?;
    let turn = || LicenceTurn { file: None, old: Some(before.clone()), new: Some(after.clone()) };
    (before != after).then(turn)
}

fn keys(old: &Side, new: &Side) -> Vec<KeyTurn> {
    let only = |one: &Side, other: &Side, change: &'static str| {
        let is_only = |(_, key): &&(String, String)| other.keys.iter().all(|(_, it)| it != key);
        let turn = |(name, key): &(String, String)| KeyTurn {
            name: name.clone(),
            key: key.clone(),
            change,
        };
        one.keys.iter().filter(is_only).map(turn).collect::<Vec<_>>()
    };
    [only(new, old, "added"), only(old, new, "removed")].concat()
}

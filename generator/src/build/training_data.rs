//! The standings of the datasets that models were trained on, which the models' own ask for.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Input, statements};
use crate::assessment::{Scorecard, Standing};
use crate::catalog::{Entry, Target};
use crate::record::Kind;
use crate::record::references::LinkRole;
use crate::threads;

/// Assesses every record that a model names as training data, by its IRI.
///
/// They are few, so assessing them once more with all others costs less than a second pass over
/// the whole catalogue in order of dependence.
pub fn standings(input: &Input) -> BTreeMap<String, Standing> {
    standings_for(input, input.catalog.of_kind(Kind::Model))
}

/// As [`standings`], of what `models` name.
pub fn standings_for<'a>(
    input: &Input<'a>,
    models: impl IntoIterator<Item = &'a Entry>,
) -> BTreeMap<String, Standing> {
    let mut needed: Vec<&Entry> = Vec::new();
    for model in models {
        for (role, text) in &model.links {
            if *role != LinkRole::TrainedOn {
                continue;
            }
            if let Target::Entry(entry) = input.catalog.resolve(text, *role) {
                needed.push(entry);
            }
        }
    }
    needed.sort_by_key(|entry| entry.index);
    needed.dedup_by_key(|entry| entry.index);
    needed
        .into_par_iter()
        .filter(|entry| entry.kind != Kind::Model)
        .filter_map(|entry| {
            let made = threads::guarded(&entry.file, || statements::make(input, entry, &|_| None));
            let said = made.ok()?.ok()?;
            let standing = said.scorecard.as_ref().map(Scorecard::standing)?;
            Some((input.site.iri(&entry.page()), standing))
        })
        .collect()
}

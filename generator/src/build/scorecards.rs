//! Scorecards by themselves, without building a site.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Input, statements, training_data};
use crate::assessment::Scorecard;
use crate::catalog::{Catalog, Entry};
use crate::diagnostic::Diagnostic;
use crate::evidence::contradictions::Grounds;
use crate::formats::companions::lighten;
use crate::loading;
use crate::outside_world::{one_record, site_folder};

/// The scorecard of one record of the catalogue.
#[derive(Debug)]
pub struct RecordScorecard {
    /// `folder/slug` of the record.
    pub id: String,
    /// IRI of the record.
    pub iri: String,
    pub title: String,
    pub scorecard: Scorecard,
}

/// Assesses the records of the folder `root` that `wanted` names by slug or `folder/slug`; all,
/// where it names none. A name that no record has is an error. Evidence of a day after `today` is
/// not believed.
pub fn scorecards(
    root: &Path,
    wanted: &[String],
    today: Option<Date>,
) -> (Vec<RecordScorecard>, Vec<Diagnostic>) {
    let (site, mut diagnostics) = site_folder::read_site(root, None);
    let Some(mut site) = site else { return (Vec::new(), diagnostics) };
    let grounds = Grounds { today, keys: site.keys.clone() };
    let (mut catalog, problems) = loading::load_knowing(root, &HashMap::new(), &grounds);
    catalog.speak(&site.config.language);
    lighten(&mut site, catalog.entries.len());
    diagnostics.extend(problems);
    let entries = select(&catalog, wanted, &mut diagnostics);
    let input = Input { root, site: &site, catalog: &catalog };
    let of_training_data = training_data::standings(&input);
    let made: Vec<Result<Option<RecordScorecard>, Diagnostic>> = entries
        .par_iter()
        .map(|entry| {
            let said = statements::make(&input, entry, &|iri| of_training_data.get(iri).cloned())?;
            Ok(said.scorecard.map(|scorecard| RecordScorecard {
                id: entry.id(),
                iri: site.iri(&entry.page()),
                title: entry.summary.title.clone(),
                scorecard,
            }))
        })
        .collect();
    let mut scorecards = Vec::new();
    for one in made {
        match one {
            Ok(scorecard) => scorecards.extend(scorecard),
            Err(problem) => diagnostics.push(problem),
        }
    }
    (scorecards, diagnostics)
}

fn select<'a>(
    catalog: &'a Catalog,
    wanted: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<&'a Entry> {
    if wanted.is_empty() {
        return catalog.entries.iter().collect();
    }
    let mut entries = Vec::new();
    for name in wanted {
        let found = catalog.entries.iter().filter(|one| one.slug == *name || one.id() == *name);
        let before = entries.len();
        entries.extend(found.filter(|entry| !entry.kind.is_agent()));
        if entries.len() == before {
            diagnostics.push(unknown(catalog, name));
        }
    }
    entries
}

fn unknown(catalog: &Catalog, name: &str) -> Diagnostic {
    let works = catalog.entries.iter().filter(|entry| !entry.kind.is_agent());
    let known: Vec<String> = works.map(Entry::id).collect();
    let problem = Diagnostic::error("unknown-record", format!("no work is called `{name}`"));
    match one_record::nearest(&known, name) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => {
            problem.hint("give the slug of a record, `folder/slug`, a file that exists, or a URL")
        }
    }
}

//! The statements that are asked.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use faircat_sparql::dataset::Dataset;
use faircat_sparql::load::{self, LoadError, Reading};

use super::Refusal;
use crate::serve::State;
use crate::sparql::federated::{LARGEST, LIST, files};

const DUMP: &str = "dump.nq.gz";

/// Whose statements are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Reach {
    /// The site's own.
    Site,
    /// These, and those of the catalogues that were harvested.
    Federation,
}

/// Statements that were read, with the number of the build that they are of.
#[derive(Debug, Default)]
pub(in crate::serve) struct Kept {
    site: Mutex<Option<(u64, Arc<Dataset>)>>,
    federation: Mutex<Option<(u64, Arc<Dataset>)>>,
}

/// The statements as they are now, read when they are first asked.
pub(super) fn dataset(state: &State, reach: Reach) -> Result<Arc<Dataset>, Refusal> {
    let kept = match reach {
        Reach::Site => &state.dataset.site,
        Reach::Federation => &state.dataset.federation,
    };
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let generation = state.generation();
    if let Some((of, dataset)) = &*kept
        && *of == generation
    {
        return Ok(Arc::clone(dataset));
    }
    // Room for the new one before it is read.
    *kept = None;
    let mut names = vec![DUMP.to_owned()];
    if reach == Reach::Federation {
        names.extend(others(state)?);
    }
    let dataset = Arc::new(read(state, &names).map_err(|error| {
        let text = format!("The statements are not there: {error}. Is the site built?");
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, text)
    })?);
    *kept = Some((generation, Arc::clone(&dataset)));
    Ok(dataset)
}

#[allow(clippy::disallowed_methods, reason = "the files are of the site")]
fn read(state: &State, names: &[String]) -> Result<Dataset, LoadError> {
    let mut reading = Reading::default();
    for name in names {
        reading.add(File::open(state.out.join(name))?, load::format_of(name)?, "")?;
    }
    Ok(reading.finish())
}

/// The files of statements of the other catalogues.
#[allow(clippy::disallowed_methods, reason = "the file is of the site")]
fn others(state: &State) -> Result<Vec<String>, Refusal> {
    let mut list = Vec::new();
    let read = File::open(state.out.join(LIST));
    let read = read.and_then(|file| file.take(LARGEST).read_to_end(&mut list));
    let found = read.and_then(|_| files(&list).map_err(io::Error::from));
    found.map_err(|error| {
        let text = format!(
            "The site knows no other catalogue: `{LIST}` cannot be read: {error}\nhelp: name some in \
             `site/site.yaml`, and run `faircat harvest`"
        );
        Refusal::new(StatusCode::NOT_FOUND, text)
    })
}

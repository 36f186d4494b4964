//! Reading other catalogues into the folder `federation/` of a site.
//!
//! Each is read for itself: what one sends, or does not, costs the others nothing. What was learnt
//! before stays where a catalogue cannot be read now, and is said to be from before.

mod collecting;
mod dcat;
mod hubs;
mod oai_pmh;
mod pages;
mod site;

use std::path::Path;

use faircat_federation::harvest::{FORM, ForeignWork, Harvest, StatementsFile};
use faircat_federation::statements::{self, Member, Packed};

use self::collecting::Collected;
use crate::catalog::federation::{Endpoint, Source};
use crate::diagnostic::Diagnostic;
use crate::outside_world::federation_folder;
use crate::outside_world::polite::{Manners, NoReply, Visitor};

/// What is told of a harvest while it goes on.
pub type Told<'a> = &'a (dyn Fn(&str) + Sync);

/// How to harvest.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The folder of the site.
    pub root: &'a Path,
    /// Where the site itself is published, of whose pages nobody else tells.
    pub own: Option<&'a str>,
    pub manners: Manners,
    /// The day in UTC, as `2026-11-26`.
    pub today: &'a str,
}

impl Wish<'_> {
    /// Whether `address` is a page of the site itself.
    fn is_own(&self, address: &str) -> bool {
        self.own.is_some_and(|own| address.starts_with(own))
    }
}

/// What came of a catalogue.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub harvest: Harvest,
    /// Requests that were made.
    pub requests: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads `source` and keeps what it has.
///
/// # Errors
/// The folder cannot be read or written; nothing was changed then.
pub fn harvest(source: &Source, wish: Wish<'_>, told: Told<'_>) -> Result<Outcome, Diagnostic> {
    let (old, mut diagnostics) = match federation_folder::read::<Harvest>(wish.root, &source.name) {
        Ok(old) => (old.filter(|it| it.check().is_ok()), Vec::new()),
        Err(problem) => {
            (None, vec![Diagnostic { severity: crate::diagnostic::Severity::Warning, ..problem }])
        }
    };
    // What was read elsewhere, or of another question, says nothing of this one.
    let old = old.filter(|it| {
        it.catalog == source.endpoint.address().as_str()
            && it.query.as_deref() == source.endpoint.query()
    });
    let visitor = Visitor::new(wish.manners).map_err(|reason| {
        Diagnostic::error("federation", format!("nobody can be asked: {reason}"))
    })?;
    let mut collected = Collected::new(source, wish, visitor, old.as_ref(), told);
    let end = match &source.endpoint {
        Endpoint::Site(address) => site::read(&mut collected, address),
        Endpoint::Dcat(address) => dcat::read(&mut collected, address),
        Endpoint::OaiPmh { address, set } => oai_pmh::read(&mut collected, address, set.as_deref()),
        Endpoint::DataCite { query, at } => {
            hubs::read(&mut collected, at, hubs::datacite(at, query))
        }
        Endpoint::InvenioRdm { query, at } => {
            hubs::read(&mut collected, at, hubs::invenio_rdm(at, query))
        }
        Endpoint::HuggingFace { query, datasets, at } => {
            hubs::read(&mut collected, at, hubs::hugging_face(at, query, *datasets))
        }
    };
    let requests = collected.requests();
    let (harvest, packed) = settle(source, wish, old.as_ref(), collected, end)?;
    let file = (harvest.statements.file.as_str(), packed.bytes.as_slice());
    federation_folder::write(wish.root, &source.name, &harvest, file)?;
    diagnostics.extend(problems(source, &harvest));
    Ok(Outcome { harvest, requests, diagnostics })
}

/// The new harvest, with its statements where these are new.
fn settle(
    source: &Source,
    wish: Wish<'_>,
    old: Option<&Harvest>,
    collected: Collected<'_>,
    end: Result<(), NoReply>,
) -> Result<(Harvest, Packed), Diagnostic> {
    let failure = |reason: String| Diagnostic::error("federation", reason);
    if let (Some(old), true) = (old, collected.is_unchanged()) {
        let same = Harvest {
            asked: wish.today.to_owned(),
            harvested: Some(wish.today.to_owned()),
            failed: None,
            ..old.clone()
        };
        return Ok((same, Packed::default()));
    }
    let learnt = !collected.works.is_empty();
    let mut harvest = Harvest {
        form: FORM,
        catalog: source.endpoint.address().to_string(),
        query: source.endpoint.query().map(str::to_owned),
        read_as: collected.read_as.to_owned(),
        harvested: learnt.then(|| wish.today.to_owned()),
        asked: wish.today.to_owned(),
        complete: learnt && end.is_ok() && !collected.is_cut,
        failed: None,
        problems: collected.problems,
        more_problems: collected.more_problems,
        version: collected.version,
        statements: StatementsFile::default(),
        passed: collected.passed,
        works: Vec::new(),
    };
    if !learnt {
        harvest.failed = Some(match (&end, harvest.problems.first()) {
            (Err(error), _) => error.to_string(),
            (Ok(()), Some(first)) => first.problem.clone(),
            (Ok(()), None) => "no work was found there".to_owned(),
        });
        if let Some(old) = old {
            let (asked, failed) = (harvest.asked, harvest.failed);
            let (problems, more_problems) = (harvest.problems, harvest.more_problems);
            let kept = Harvest { asked, failed, problems, more_problems, ..old.clone() };
            return Ok((kept, Packed::default()));
        }
        return Ok((harvest, Packed::default()));
    }
    let (works, mut members): (Vec<ForeignWork>, Vec<(String, Member)>) =
        collected.works.into_iter().map(|(home, (work, member))| (work, (home, member))).unzip();
    let homes = works.iter().map(|it| it.home.as_str());
    let (name, graph) = statements::provenance(source.endpoint.address().as_str(), homes);
    let provenance = statements::member(&source.name, &name, &graph).map_err(failure)?;
    members.extend(collected.others);
    members.push((name, provenance));
    members.sort_by(|a, b| a.0.cmp(&b.0));
    let packed = statements::assemble(members.iter().map(|it| &it.1)).map_err(failure)?;
    harvest.works = works;
    harvest.statements = StatementsFile {
        file: federation_folder::statements_file(&packed.digest),
        statements: packed.statements,
    };
    Ok((harvest, packed))
}

/// What the maintainer is told.
fn problems(source: &Source, harvest: &Harvest) -> Vec<Diagnostic> {
    let file = federation_folder::index_file(&source.name);
    let mut found = Vec::new();
    let mut add = |code: &'static str, message: String| {
        found.push(Diagnostic::warning(code, message).in_file(&file));
    };
    if let Some(reason) = &harvest.failed {
        let kept = match &harvest.harvested {
            Some(day) => format!("; what it had on {day} is kept"),
            None => String::new(),
        };
        let address = &harvest.catalog;
        add("not-harvested", format!("`{address}` cannot be harvested: {reason}{kept}"));
    }
    for problem in &harvest.problems {
        add("harvest", format!("<{}>: {}", problem.address, problem.problem));
    }
    if harvest.more_problems > 0 {
        add("harvest", format!("there are {} more such problems", harvest.more_problems));
    }
    found
}

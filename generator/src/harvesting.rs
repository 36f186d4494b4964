//! Reading other catalogues into the folder `federation/` of a site.
//!
//! Each is read for itself: what one sends, or does not, costs the others nothing. What was learnt
//! before stays where a catalogue cannot be read now, and is said to be from before.

mod collecting;
mod dcat;
mod hubs;
mod oai_pmh;
mod pages;
mod parts;
mod site;
mod unfinished;

use std::path::Path;

use faircat_federation::extract::is_below;
use faircat_federation::harvest::{FORM, ForeignWork, Harvest, StatementsFile};
use faircat_federation::statements::{self, Member, Packed};

use self::collecting::Collected;
use crate::catalog::federation::{Endpoint, OtherCatalog};
use crate::diagnostic::Diagnostic;
use crate::outside_world::federation_folder::{self, Stage};
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
        self.own.is_some_and(|own| is_below(address, own))
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
pub fn harvest(
    source: &OtherCatalog,
    wish: Wish<'_>,
    told: Told<'_>,
) -> Result<Outcome, Diagnostic> {
    let read = federation_folder::read::<Harvest>(wish.root, &source.name, Stage::Whole);
    let (old, mut diagnostics) = match read {
        Ok(old) => (old.filter(|it| it.check().is_ok()), Vec::new()),
        Err(problem) => {
            (None, vec![Diagnostic { severity: crate::diagnostic::Severity::Warning, ..problem }])
        }
    };
    // What was read elsewhere, or of another question, says nothing of this one.
    let old = old.filter(|it| is_of(it, source));
    let visitor = Visitor::new(wish.manners).map_err(|reason| {
        Diagnostic::error("federation", format!("nobody can be asked: {reason}"))
    })?;
    let mut collected = Collected::new(source, wish, visitor, old.as_ref(), told);
    collected.take_up();
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
    let is_left = collected.leave_off();
    let (harvest, packed) = settle(wish, old.as_ref(), collected, end, is_left)?;
    let file = (harvest.statements.file.as_str(), packed.bytes.as_slice());
    federation_folder::write(wish.root, &source.name, Stage::Whole, &harvest, file)?;
    if !is_left {
        federation_folder::forget_unfinished(wish.root, &source.name);
    }
    diagnostics.extend(problems(source, &harvest));
    Ok(Outcome { harvest, requests, diagnostics })
}

/// Whether `harvest` is of what `source` asks.
fn is_of(harvest: &Harvest, source: &OtherCatalog) -> bool {
    harvest.catalog == source.endpoint.address().as_str()
        && harvest.query.as_deref() == source.endpoint.query()
}

/// The new harvest, with its statements where these are new.
fn settle(
    wish: Wish<'_>,
    old: Option<&Harvest>,
    mut collected: Collected<'_>,
    end: Result<(), NoReply>,
    is_left: bool,
) -> Result<(Harvest, Packed), Diagnostic> {
    if let (Some(old), true) = (old, collected.is_unchanged()) {
        let same = Harvest {
            asked: wish.today.to_owned(),
            harvested: Some(wish.today.to_owned()),
            failed: None,
            problems: if old.failed.is_some() { Vec::new() } else { old.problems.clone() },
            more_problems: if old.failed.is_some() { 0 } else { old.more_problems },
            ..old.clone()
        };
        return Ok((same, Packed::default()));
    }
    if let Err(error) = &end {
        collected.tell_of_end(error);
    }
    // Of a list that goes on later the beginning says less than all of it did.
    let says_less = is_left && old.is_some_and(|it| it.works.len() > collected.works.len());
    let learnt = !collected.works.is_empty() && !says_less;
    let is_complete = end.is_ok() && !collected.is_cut;
    if learnt {
        return gathered(&collected, is_complete, Stage::Whole);
    }
    let mut harvest = outline(&collected, false);
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
    Ok((harvest, Packed::default()))
}

/// What is known of the harvest as a whole, without its works.
fn outline(collected: &Collected<'_>, is_complete: bool) -> Harvest {
    let (source, today) = (collected.source, collected.wish.today);
    Harvest {
        form: FORM,
        catalog: source.endpoint.address().to_string(),
        query: source.endpoint.query().map(str::to_owned),
        read_as: collected.read_as.to_owned(),
        harvested: (!collected.works.is_empty()).then(|| today.to_owned()),
        asked: today.to_owned(),
        complete: is_complete,
        failed: None,
        problems: collected.problems.clone(),
        more_problems: collected.more_problems,
        version: collected.version.clone(),
        statements: StatementsFile::default(),
        passed: collected.passed.clone(),
        answers: collected.answers.clone(),
        resume: None,
        others: collected.others.keys().cloned().collect(),
        works: Vec::new(),
    }
}

/// What was gathered, with its statements.
fn gathered(
    collected: &Collected<'_>,
    is_complete: bool,
    stage: Stage,
) -> Result<(Harvest, Packed), Diagnostic> {
    let failure = |reason: String| Diagnostic::error("federation", reason);
    let source = collected.source;
    let homes = collected.works.keys().map(String::as_str);
    let (name, graph) = statements::provenance(source.endpoint.address().as_str(), homes);
    let provenance = statements::member(&source.name, &name, &graph).map_err(failure)?;
    let works = collected.works.iter().map(|(home, (_, member))| (home, member));
    let mut members: Vec<(&String, &Member)> = works.chain(&collected.others).collect();
    members.push((&name, &provenance));
    members.sort_by_key(|it| it.0);
    let packed = statements::assemble(members.iter().map(|it| it.1)).map_err(failure)?;
    let statements = StatementsFile {
        file: stage.statements_file(&packed.digest),
        statements: packed.statements,
    };
    let works: Vec<ForeignWork> = collected.works.values().map(|(work, _)| work.clone()).collect();
    Ok((Harvest { statements, works, ..outline(collected, is_complete) }, packed))
}

/// What the maintainer is told.
fn problems(source: &OtherCatalog, harvest: &Harvest) -> Vec<Diagnostic> {
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

//! What is gathered of a catalogue, within bounds.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use faircat_federation::documents::Described;
use faircat_federation::dump::{self, Bounds, Texts};
use faircat_federation::harvest::{ForeignWork, Harvest, MOST_PROBLEMS, PageVersion, Problem};
use faircat_federation::statements::{self, Member};
use faircat_linked_data::graph::Graph;
use faircat_text::shorten;
use url::Url;

use super::{Told, Wish};
use crate::catalog::federation::OtherCatalog;
use crate::credentials;
use crate::outside_world::clock::Pace;
use crate::outside_world::federation_folder::{self, Stage};
use crate::outside_world::polite::{NoReply, Page, Question, Reply, Version, Visitor};

/// Failures of the server in a row after which it is left in peace.
const MOST_FAILURES: usize = 5;
/// Most persons and organizations, if there are not more works.
const MOST_OTHERS: usize = 1000;
/// Most works that are named where they are not taken.
const MOST_NAMED: usize = 3;
/// Longest name of those, in characters.
const LONGEST_NAME: usize = 60;
/// Longest text of a problem, in characters.
const LONGEST_PROBLEM: usize = 300;

/// A harvest on its way.
pub(super) struct Collected<'a> {
    pub source: &'a OtherCatalog,
    pub wish: Wish<'a>,
    pub old: Option<&'a Harvest>,
    visitor: Visitor,
    told: Told<'a>,
    pub read_as: &'static str,
    /// By their homes, each with its statements.
    pub works: BTreeMap<String, (ForeignWork, Member)>,
    /// Statements of what is no work, as of persons, by the names of their graphs.
    pub others: BTreeMap<String, Member>,
    pub problems: Vec<Problem>,
    pub more_problems: usize,
    pub version: Option<PageVersion>,
    /// Pages that are of no work.
    pub passed: Vec<PageVersion>,
    /// The answers of a list that were taken whole, in order.
    pub answers: Vec<PageVersion>,
    /// Where a list goes on, of which a part was taken before; at the end, where it is left.
    pub resume: Option<Url>,
    /// When what was gathered is kept again.
    pub(super) pace: Pace,
    /// Whether there is more than was taken.
    pub is_cut: bool,
    /// Records that are of no kind that is held.
    pub of_no_kind: usize,
    /// How many pages describe works beside the one that is taken, and the first of them with what
    /// these are called.
    beside: (usize, Option<(String, Vec<String>)>),
    unchanged: bool,
    failures: usize,
    /// The statements of the last harvest, once somebody asks, and whether they are as they were kept.
    old_texts: OnceCell<Texts>,
    is_old_sound: OnceCell<bool>,
}

impl<'a> Collected<'a> {
    pub(super) fn new(
        source: &'a OtherCatalog,
        wish: Wish<'a>,
        visitor: Visitor,
        old: Option<&'a Harvest>,
        told: Told<'a>,
    ) -> Collected<'a> {
        Collected {
            source,
            wish,
            old,
            visitor,
            told,
            read_as: source.endpoint.in_words(),
            works: BTreeMap::new(),
            others: BTreeMap::new(),
            problems: Vec::new(),
            more_problems: 0,
            version: None,
            passed: Vec::new(),
            answers: Vec::new(),
            resume: None,
            pace: Pace::begin(),
            is_cut: false,
            of_no_kind: 0,
            beside: (0, None),
            unchanged: false,
            failures: 0,
            old_texts: OnceCell::new(),
            is_old_sound: OnceCell::new(),
        }
    }

    pub(super) fn requests(&self) -> usize {
        self.visitor.requests()
    }

    pub(super) fn is_unchanged(&self) -> bool {
        self.unchanged
    }

    /// Notes that all is as it was at the last harvest.
    pub(super) fn unchanged(&mut self) {
        self.unchanged = true;
    }

    /// Whether the server failed at the last question.
    pub(super) fn is_troubled(&self) -> bool {
        self.failures > 0
    }

    pub(super) fn tell(&self, text: &str) {
        (self.told)(text);
    }

    /// Asks for `url`. `Ok(None)`: it cannot be had, which is noted as a problem. Errors end the
    /// harvest.
    pub(super) fn ask(
        &mut self,
        url: &Url,
        accept: &'static str,
        largest: u64,
        known: Option<&Version>,
    ) -> Result<Option<Reply>, NoReply> {
        match self.try_ask(url, accept, largest, known)? {
            Ok(reply) => Ok(Some(reply)),
            Err(error) => {
                self.problem(url.as_str(), error.to_string());
                Ok(None)
            }
        }
    }

    /// As [`Collected::ask`]; what cannot be had is no problem, but told.
    pub(super) fn try_ask(
        &mut self,
        url: &Url,
        accept: &'static str,
        largest: u64,
        known: Option<&Version>,
    ) -> Result<Result<Reply, NoReply>, NoReply> {
        match self.visitor.ask(&Question { url, accept, known, largest }) {
            Ok(reply) => {
                self.failures = 0;
                Ok(Ok(reply))
            }
            Err(error) if error.ends_harvest() => Err(error),
            Err(error) => {
                self.failures = if error.is_of_server() { self.failures + 1 } else { 0 };
                if self.failures >= MOST_FAILURES { Err(error) } else { Ok(Err(error)) }
            }
        }
    }

    /// The page at `url`, where there is one; that there is none is no problem.
    pub(super) fn look(
        &mut self,
        url: &Url,
        accept: &'static str,
        largest: u64,
    ) -> Result<Option<Page>, NoReply> {
        match self.try_ask(url, accept, largest, None)? {
            Ok(Reply::Page(page)) => Ok(Some(*page)),
            Ok(Reply::Unchanged) | Err(NoReply::Status(404 | 410)) => Ok(None),
            Err(error) => {
                self.problem(url.as_str(), error.to_string());
                Ok(None)
            }
        }
    }

    /// Whether there is time left, also for reading what was sent.
    pub(super) fn has_time(&self) -> bool {
        self.visitor.has_time()
    }

    pub(super) fn sitemaps(&mut self, url: &Url) -> Vec<Url> {
        self.visitor.sitemaps(url)
    }

    /// Notes what cannot be read at `address`.
    pub(super) fn problem(&mut self, address: &str, problem: impl AsRef<str>) {
        if self.problems.len() == MOST_PROBLEMS {
            self.more_problems += 1;
            return;
        }
        let safe = |text: &str| {
            let text = credentials::hidden(text);
            shorten(&faircat_text::visible(&text), LONGEST_PROBLEM).into_owned()
        };
        self.problems.push(Problem { address: safe(address), problem: safe(problem.as_ref()) });
    }

    /// Notes why the harvest ended before its end, unless that is told of a page already.
    pub(super) fn tell_of_end(&mut self, error: &NoReply) {
        let reason = error.to_string();
        if !self.works.is_empty() && self.problems.iter().all(|it| it.problem != reason) {
            self.problem(self.source.endpoint.address().as_str(), reason);
        }
    }

    /// Whether there is room for another work.
    pub(super) fn has_room(&mut self) -> bool {
        if self.works.len() < self.source.most {
            return true;
        }
        if !self.is_cut {
            self.is_cut = true;
            let most = self.source.most;
            let problem =
                format!("there are more than {most} works; `most` in the settings takes more");
            self.problem(self.source.endpoint.address().as_str(), problem);
        }
        false
    }

    /// Adds a work. Of two with one home, that of the home's own page counts, else the one of which
    /// more is said.
    pub(super) fn add(&mut self, new: Described) {
        if self.wish.is_own(&new.work.home) || !self.has_room() {
            return;
        }
        let is_at_home =
            |it: &ForeignWork| it.page.as_ref().is_some_and(|page| page.address == it.home);
        let Described { work, graph } = new;
        let known = self.works.get(&work.home);
        let is_better = known.is_none_or(|(known, member)| {
            (is_at_home(&work), graph.triples().len() as u64)
                > (is_at_home(known), member.statements)
        });
        if is_better {
            match statements::member(&self.source.name, &work.home, &graph) {
                Ok(member) => drop(self.works.insert(work.home.clone(), (work, member))),
                Err(reason) => self.problem(&work.home, reason),
            }
        }
    }

    /// Notes that the page at `address` describes `others` beside the work that is taken.
    pub(super) fn passes(&mut self, address: &Url, others: Vec<String>) {
        if !others.is_empty() {
            self.beside.0 += 1;
            self.beside.1.get_or_insert((address.to_string(), others));
        }
    }

    /// Tells what pages describe that was not taken, once for all of them.
    pub(super) fn tell_of_passed(&mut self) {
        let (count, Some((address, others))) = std::mem::take(&mut self.beside) else { return };
        let mut names: Vec<String> = others
            .iter()
            .take(MOST_NAMED)
            .map(|it| shorten(it, LONGEST_NAME).into_owned())
            .collect();
        if others.len() > MOST_NAMED {
            names.push("…".to_owned());
        }
        let more = match count {
            1 => String::new(),
            2 => "; another page describes more than one too".to_owned(),
            count => format!("; {} other pages describe more than one too", count - 1),
        };
        let names = names.join(", ");
        let problem = format!("of a page one work is taken, not what is beside it: {names}{more}");
        self.problem(&address, problem);
    }

    /// Adds the statements of a graph that is of no work.
    pub(super) fn add_other(&mut self, name: &str, graph: &Graph) {
        if self.others.len() >= MOST_OTHERS.max(self.source.most) {
            self.is_cut = true;
            return;
        }
        match statements::member(&self.source.name, name, graph) {
            Ok(member) => drop(self.others.insert(name.to_owned(), member)),
            Err(reason) => self.problem(name, reason),
        }
    }

    /// Whether the statements of the last harvest are as they were kept.
    pub(super) fn has_old_statements(&self) -> bool {
        *self.is_old_sound.get_or_init(|| {
            let file = self.old.map(|it| it.statements.file.as_str()).unwrap_or_default();
            let read = federation_folder::read_statements(self.wish.root, &self.source.name, file);
            let name = |bytes: Vec<u8>| Stage::Whole.statements_file(&statements::digest(&bytes));
            read.is_ok_and(|bytes| name(bytes) == file)
        })
    }

    /// The statements of the last harvest about the work whose home is `home`.
    pub(super) fn old_graph(&self, home: &str) -> Option<Graph> {
        let texts = self.old_texts.get_or_init(|| {
            let file = self.old.map(|it| it.statements.file.as_str()).unwrap_or_default();
            let read = federation_folder::read_statements(self.wish.root, &self.source.name, file);
            let bounds = Bounds::of_own(dump::LARGEST);
            let split = read.ok().and_then(|bytes| dump::split(&bytes, bounds).ok());
            split.map(|it| it.texts).unwrap_or_default()
        });
        texts.get(home).map(|text| dump::graph(text))
    }
}

/// What is kept of a page by which its server can tell whether it changed.
pub(super) fn version_of(page: &Page, address: &Url, changed: Option<String>) -> PageVersion {
    let Version { etag, last_modified } = page.version.clone();
    PageVersion { address: address.to_string(), etag, last_modified, changed, next: None }
}

/// The same for a question.
pub(super) fn known(version: &PageVersion) -> Option<Version> {
    let known =
        Version { etag: version.etag.clone(), last_modified: version.last_modified.clone() };
    (known != Version::default()).then_some(known)
}

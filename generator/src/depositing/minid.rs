//! A minid for a bag, by the REST API of the FAIR Research identifiers service, as its
//! [client](https://github.com/fair-research/fair-identifiers-client) speaks it.
//!
//! A bag's minid is found by its checksum before one is asked for, so nothing is registered twice,
//! whatever became of an answer.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::exchange::shown;
use super::invenio::{ATTEMPTS, get, post};
use super::refusals::words_of;
use super::target::Service;
use super::{Outcome, edit};
use crate::diagnostic::Diagnostic;
use crate::formats::package::is_minid;
use crate::outside_world::atomic_file;
use crate::outside_world::imported_records::{self, Existing};
use crate::outside_world::repository_api::{Answer, NoAnswer, Repository, Request, Sent};
use crate::record::{Status, Work, reading};

/// How identifiers of the service begin, by the schemes in which it writes them.
const PREFIXES: [&str; 3] = ["minid:", "hdl:20.500.12582/", "ark:/57799/"];
/// The same of those for tests.
const PREFIXES_OF_TESTS: [&str; 3] = ["minid.test:", "hdl:20.500.12633/", "ark:/99999/"];

/// What is registered.
pub struct Registration<'a> {
    pub service: &'a Service,
    /// Whether it is for tests, so that the service removes it after some time.
    pub is_for_tests: bool,
    /// What the bag says for it: `title`, `checksums`, of what they are, and `location`.
    pub about: &'a Value,
    /// The folder that holds `catalog/`.
    pub root: &'a Path,
    /// The record's file below it.
    pub record: &'a Path,
    /// Whether the requests are shown, and nothing is asked or written.
    pub dry_run: bool,
    /// Called before each pause that the service asks for.
    pub waits: fn(Duration),
}

/// A record on the disk.
struct Written {
    text: String,
    work: Work,
}

/// Finds or registers the minid of a bag and writes it into the record; one for tests is only told
/// of.
pub fn register(order: &Registration) -> Outcome {
    if order.dry_run {
        let path = order.lookup();
        let looked_up = Request { query: &[("function", "sha256")], ..get(&path) };
        let body = order.body();
        let path = order.path();
        let made = order.request(&path, &body);
        let requests = [looked_up, made].map(|it| shown(order.service, &it));
        return Outcome { requests: requests.into(), ..Outcome::default() };
    }
    match order.registered() {
        Ok(outcome) => outcome,
        Err(problem) => Outcome { problems: vec![problem], ..Outcome::default() },
    }
}

impl Registration<'_> {
    fn registered(&self) -> Result<Outcome, Diagnostic> {
        let record = self.open()?;
        let secret = self.service.secret()?;
        let repository = Repository::new(self.service.base.clone(), secret, self.waits);
        let repository =
            repository.map_err(|error| self.problem(&format!("nothing can be asked: {error}")))?;
        let known = &record.work.identifiers;
        let mut outcome = Outcome::default();
        let minid = match self.found(&repository, known)? {
            Some(minid) => {
                outcome.said.push(format!("{minid} is registered for this bag already"));
                minid
            }
            None => {
                let minid = self.made(&repository, known)?;
                outcome.said.push(format!("{minid} registered at {}", self.service.host()));
                minid
            }
        };
        if self.is_for_tests {
            outcome.said.push("it is for tests, so the record does not get it".to_owned());
            return Ok(outcome);
        }
        let others = known.iter().filter(|it| is_minid(it) && **it != minid);
        outcome.problems = others.map(|it| self.of_other_files(it)).collect();
        if !known.contains(&minid) {
            self.write(&record, &minid)?;
            outcome.said.push(format!("{minid} written to `{}`", self.record.display()));
        }
        Ok(outcome)
    }

    fn open(&self) -> Result<Written, Diagnostic> {
        let text = match imported_records::existing(&self.root.join(self.record))? {
            Existing::Text(text) => text,
            Existing::Nothing => String::new(),
        };
        let work = reading::parse::<Work>(&text).map_err(|error| {
            self.problem(&format!("the record cannot be read: {error}"))
                .hint("`faircat check` says what is wrong with it")
        })?;
        if work.status == Status::Draft {
            return Err(self
                .problem("the record is a draft, so no minid is registered for it")
                .hint("take out `status: draft` first"));
        }
        match work.withdrawn {
            Some(_) => Err(self
                .problem("the work was withdrawn, so no minid is registered for it")
                .hint("leave `--minid-service` away to pack it without one")),
            None => Ok(Written { text, work }),
        }
    }

    fn write(&self, record: &Written, minid: &str) -> Result<(), Diagnostic> {
        let mut wanted = record.work.clone();
        wanted.identifiers.push(minid.to_owned());
        let text = edit::edited(&record.text, &record.work, &wanted).ok_or_else(|| {
            self.problem(&format!("the record is not written so that {minid} could be added"))
                .hint(format!("add it by hand: `identifiers: [\"{minid}\"]`"))
        })?;
        atomic_file::write(&self.root.join(self.record), text.as_bytes())
    }

    /// SHA-256, by which the service finds what it registered.
    fn checksum(&self) -> &str {
        self.about.pointer("/checksums/0/value").and_then(Value::as_str).unwrap_or_default()
    }

    fn lookup(&self) -> [&str; 2] {
        ["checksum", self.checksum()]
    }

    fn path(&self) -> [&'static str; 3] {
        ["namespace", if self.is_for_tests { "minid-test" } else { "minid" }, "identifier"]
    }

    fn body(&self) -> Value {
        json!({
            "checksums": self.about["checksums"],
            "location": self.about["location"],
            "metadata": { "title": self.about["title"], "checksum_of": self.about["checksum_of"] },
            "visible_to": ["public"],
        })
    }

    fn request<'a>(&self, path: &'a [&'a str], body: &'a Value) -> Request<'a> {
        Request { sent: Sent::Json(body, "application/json"), repeatable: false, ..post(path) }
    }

    /// The minid that the service has for the bag: one that the record knows, or else the newest.
    fn found(
        &self,
        repository: &Repository,
        known: &[String],
    ) -> Result<Option<String>, Diagnostic> {
        let what = "the minid cannot be looked up";
        let path = self.lookup();
        let request = Request { query: &[("function", "sha256")], ..get(&path) };
        let answer = repository.ask(&request).map_err(|why| self.unanswered(what, &why))?;
        if answer.status == 404 {
            return Ok(None);
        }
        if !answer.is_success() {
            return Err(self.refused(what, &answer));
        }
        let Some(listed) = answer.body.get("identifiers").and_then(Value::as_array) else {
            return Err(self.odd("it does not say which identifiers it has for a checksum"));
        };
        let created = |it: &&Value| it["created"].as_str().unwrap_or_default().to_owned();
        let mut listed: Vec<&Value> = listed.iter().filter(|it| is_valid(it)).collect();
        listed.sort_by_key(created);
        let minids: Vec<String> = listed.into_iter().filter_map(|it| self.minid_in(it)).collect();
        let in_record = minids.iter().find(|it| known.contains(it));
        Ok(in_record.or(minids.last()).cloned())
    }

    /// Registers the bag, once: where nobody knows whether that was done, it is looked up.
    fn made(&self, repository: &Repository, known: &[String]) -> Result<String, Diagnostic> {
        let what = "no minid could be registered";
        let body = self.body();
        let path = self.path();
        let request = self.request(&path, &body);
        let mut attempt = 1;
        loop {
            let is_last = attempt == ATTEMPTS;
            match repository.ask(&request) {
                Ok(answer) if answer.is_success() => {
                    let named = self.minid_in(&answer.body);
                    return named.ok_or_else(|| self.odd("what it registers is no minid"));
                }
                Ok(answer) if is_last || answer.status < 500 => {
                    return Err(self.refused(what, &answer));
                }
                Err(why) if is_last || !why.leaves_open() => {
                    return Err(self.unanswered(what, &why));
                }
                _ => repository.pause(attempt),
            }
            if let Some(minid) = self.found(repository, known)? {
                return Ok(minid);
            }
            attempt += 1;
        }
    }

    /// What the service calls `entry`, as `minid:…`.
    fn minid_in(&self, entry: &Value) -> Option<String> {
        let prefixes = if self.is_for_tests { PREFIXES_OF_TESTS } else { PREFIXES };
        let identifier = entry.get("identifier")?.as_str()?;
        let name = prefixes.iter().find_map(|it| identifier.strip_prefix(it))?;
        let is_sign = |it: u8| it.is_ascii_alphanumeric() || b"-_.".contains(&it);
        let is_name = !name.is_empty() && name.bytes().all(is_sign);
        is_name.then(|| format!("{}{name}", prefixes[0]))
    }

    fn problem(&self, message: &str) -> Diagnostic {
        Diagnostic::error("minid", message.to_owned()).in_file(self.record)
    }

    fn odd(&self, what: &str) -> Diagnostic {
        let host = self.service.host();
        self.problem(&format!("{host} does not answer as a service of minids does: {what}"))
            .hint("check the address that --minid-service names")
    }

    fn of_other_files(&self, minid: &str) -> Diagnostic {
        let message = format!("the record has {minid} too, which is not of this bag");
        Diagnostic::warning("minid-other", message)
            .in_file(self.record)
            .hint("remove it, if it is of files that the record had before")
    }

    fn unanswered(&self, what: &str, why: &NoAnswer) -> Diagnostic {
        let hint = match why {
            NoAnswer::Redirect(_) => "check the address that --minid-service names",
            _ => "run the command again; it registers nothing twice",
        };
        self.problem(&faircat_text::visible(&format!("{what}: {why}"))).hint(hint)
    }

    fn refused(&self, what: &str, answer: &Answer) -> Diagnostic {
        let (host, status) = (self.service.host(), answer.status);
        let words = words_of(&answer.body).map(|it| format!(": {it}")).unwrap_or_default();
        let hint = match status {
            401 | 403 => format!(
                "check that {} holds a token of Globus that may write at {host}",
                self.service.variables_in_words()
            ),
            404 => "check the address that --minid-service names".to_owned(),
            429 | 500.. => "run the command again later".to_owned(),
            _ => "correct what the service names, and run the command again".to_owned(),
        };
        self.problem(&format!("{what}: {host} answers with status {status}{words}")).hint(hint)
    }
}

/// Whether what the service has is still meant.
fn is_valid(entry: &Value) -> bool {
    entry.get("active") != Some(&Value::Bool(false)) && entry["replaced_by"].is_null()
}

//! A DOI by the REST API of DataCite (<https://support.datacite.org/docs/api>), which takes no files.
//!
//! The DOI is chosen here and written into the record before it is asked for, so that it is asked for
//! again, and no other, where an answer did not come.

use serde_json::{Value, json};

use super::invenio::get;
use super::memory::Deposited;
use super::ownership::{of_datacite, sign};
use super::{Action, Deposit, Failed};
use crate::diagnostic::Diagnostic;
use crate::outside_world::repository_api::{Method, Request, Sent};

const JSON: &str = "application/vnd.api+json";

impl Deposit<'_> {
    /// Registers the record's DOI, or hides it.
    pub(super) fn by_datacite(&mut self, action: Action) -> Result<(), Failed> {
        let known = self.record.deposited()?.unwrap_or_default();
        let doi = match (&known.doi, action) {
            (Some(doi), _) => doi.clone(),
            (None, Action::Withdraw) => return Err(self.nothing_to_withdraw()),
            (None, _) => self.chosen()?,
        };
        self.must_be_below_prefix(&doi)?;
        let state = self.state_of_own(&doi, known.mark.as_ref())?;
        match action {
            Action::Withdraw => self.hide(&doi, state.as_deref()),
            _ => self.register(&doi, state, action, known),
        }
    }

    fn must_be_below_prefix(&self, doi: &str) -> Result<(), Failed> {
        let of_doi = doi.split('/').next();
        match &self.plan.prefix {
            Some(prefix) if of_doi != Some(prefix) => {
                let message = format!("the record's DOI {doi} is not below the prefix {prefix}");
                let hint = "name the prefix of that DOI, or remove the deposit that the record \
                            knows below `extensions.deposit`";
                let problem = Diagnostic::error("deposit-prefix", message);
                Err(problem.in_file(&self.record.shown).hint(hint).into())
            }
            _ => Ok(()),
        }
    }

    /// A DOI that nobody has, below the prefix of the user.
    fn chosen(&self) -> Result<String, Failed> {
        let Some(prefix) = &self.plan.prefix else {
            let problem =
                Diagnostic::error("no-prefix", "DataCite gives DOIs below a prefix of yours");
            return Err(problem
                .hint("name it: `--prefix 10.1234`, or export `DATACITE_PREFIX`")
                .into());
        };
        Ok(format!("{prefix}/{}", self.plan.suffix))
    }

    /// `draft`, `registered` or `findable`; `None` where there is no such DOI. An error where it is
    /// another's.
    fn state_of_own(&self, doi: &str, mark: Option<&String>) -> Result<Option<String>, Failed> {
        let what = "the DOI cannot be looked up";
        let answer = self.ask(what, &get(&at(doi)))?;
        if answer.status == 404 {
            return Ok(None);
        }
        if !answer.is_success() {
            return Err(self.refused(what, &answer));
        }
        let attributes = answer.body.pointer("/data/attributes").unwrap_or(&Value::Null);
        let Some(state) = attributes.get("state").and_then(Value::as_str) else {
            return Err(self.odd("it does not say what state the DOI is in"));
        };
        self.must_be_own_doi(doi, mark, attributes)?;
        Ok(Some(state.to_owned()))
    }

    fn register(
        &mut self,
        doi: &str,
        state: Option<String>,
        action: Action,
        known: Deposited,
    ) -> Result<(), Failed> {
        let Value::Object(mut attributes) = self.plan.metadata.clone() else {
            return Err(self.no_year());
        };
        if action == Action::Publish && !attributes.contains_key("url") {
            let message = "a DOI leads to the record's page, and the site has no address";
            let problem = Diagnostic::error("no-address", message);
            return Err(problem.hint("write `base_url` into `site/site.yaml`").into());
        }
        let is_public = matches!(state.as_deref(), Some("findable" | "registered"));
        if is_public && action != Action::Publish {
            self.say(format!(
                "{doi} is public, and stays as it is; with --publish DataCite is told what is new"
            ));
            return Ok(());
        }
        if state.as_deref() == Some("registered") {
            self.say(format!("{doi} was hidden, and is found at DataCite again"));
        }
        let is_new = known.doi.is_none();
        let mark = known.mark.clone().unwrap_or_else(|| self.plan.mark.clone());
        let known = Deposited { mark: Some(mark.clone()), doi: Some(doi.to_owned()), ..known };
        self.record.remember(&known)?;
        if is_new {
            let file = self.record.shown.display().to_string();
            self.say(format!("DOI {doi} chosen, and written to `{file}`"));
        }
        if state.is_some() {
            // What is not sent stays as it was.
            for name in LISTS {
                attributes.entry(name).or_insert_with(|| json!([]));
            }
            for name in TEXTS {
                attributes.entry(name).or_insert(Value::Null);
            }
        }
        attributes.insert("doi".to_owned(), json!(doi));
        if action == Action::Publish {
            attributes.insert("event".to_owned(), json!("publish"));
        }
        let mut attributes = Value::Object(attributes);
        sign(&mut attributes, "alternateIdentifiers", of_datacite(&mark));
        let put = Put { doi, mark: Some(&mark), what: "the DOI could not be registered" };
        self.put(&put, state.is_some(), attributes)?;
        self.say(match action {
            Action::Publish => format!("published: https://doi.org/{doi}"),
            _ => format!("{doi} is a draft, which leads nowhere; run it with --publish"),
        });
        Ok(())
    }

    fn hide(&mut self, doi: &str, state: Option<&str>) -> Result<(), Failed> {
        match state {
            None => self.say(format!("there is no {doi} at DataCite")),
            Some("draft") => {
                let path = at(doi);
                let request = Request { method: Method::Delete, ..get(&path) };
                let what = "the draft could not be deleted";
                let answer = self.ask(what, &request)?;
                if !answer.is_success() && answer.status != 404 {
                    return Err(self.refused(what, &answer));
                }
                self.say(format!("{doi} deleted, which was a draft"));
            }
            Some(_) => {
                let put = Put { doi, mark: None, what: "the DOI could not be hidden" };
                self.put(&put, true, json!({ "event": "hide" }))?;
                self.say(format!(
                    "{doi} is found at DataCite no longer, and leads where it led; it stays in the \
                     record"
                ));
                if !self.record.is_withdrawn() {
                    let message = "the page to which the DOI leads does not say that the work was \
                                   withdrawn";
                    let problem = Diagnostic::warning("deposit-withdrawn", message);
                    let hint =
                        "write `status: withdrawn`, and `withdrawn` with a date and a reason";
                    let problem = problem.in_file(&self.record.shown).hint(hint);
                    self.told.borrow_mut().push(problem);
                }
                return Ok(());
            }
        }
        Ok(self.record.forget(None)?)
    }

    /// Sends attributes of a DOI, which is there already or not.
    fn put(&self, put: &Put, is_there: bool, attributes: Value) -> Result<(), Failed> {
        let Put { doi, mark, what } = *put;
        let body = json!({ "data": { "id": doi, "type": "dois", "attributes": attributes } });
        let sent = Sent::Json(&body, JSON);
        let request = |method, path| Request { method, path, query: &[], sent, repeatable: true };
        let answer = match is_there {
            true => self.ask(what, &request(Method::Put, &at(doi)))?,
            false => {
                let answer = self.ask(what, &request(Method::Post, &["dois"]))?;
                // It may have been made by a request whose answer did not come.
                let may_be_there = matches!(answer.status, 409 | 422);
                if may_be_there && self.state_of_own(doi, mark)?.is_some() {
                    return self.put(put, true, attributes);
                }
                answer
            }
        };
        if !answer.is_success() {
            return Err(self.refused(what, &answer));
        }
        let named = answer.body.pointer("/data/id").and_then(Value::as_str);
        match named.is_some_and(|it| it.eq_ignore_ascii_case(doi)) || self.exchange.is_pretended() {
            true => Ok(()),
            false => Err(self.odd("it does not say that it has the DOI now")),
        }
    }

    fn no_year(&self) -> Failed {
        let problem =
            Diagnostic::error("no-year", "DataCite asks for a year, and the record has no date");
        problem.in_file(&self.record.shown).hint("write `date_published`").into()
    }
}

/// Lists that a record of a work may give and need not.
const LISTS: [&str; 12] = [
    "contributors",
    "subjects",
    "dates",
    "alternateIdentifiers",
    "relatedIdentifiers",
    "relatedItems",
    "sizes",
    "formats",
    "rightsList",
    "descriptions",
    "geoLocations",
    "fundingReferences",
];

/// Texts of that sort.
const TEXTS: [&str; 2] = ["version", "language"];

/// What is changed of a DOI.
struct Put<'a> {
    doi: &'a str,
    /// By which it is known to be of this record.
    mark: Option<&'a String>,
    /// What did not happen, if it fails.
    what: &'a str,
}

/// The path of a DOI, whose slashes are those of the path.
fn at(doi: &str) -> Vec<&str> {
    std::iter::once("dois").chain(doi.split('/')).collect()
}

//! A DOI by the REST API of DataCite (<https://support.datacite.org/docs/api>), which takes no files.
//!
//! The DOI is chosen here and written into the record before it is asked for, so that it is asked for
//! again, and no other, where an answer did not come.

use serde_json::{Value, json};

use super::invenio::get;
use super::memory::Deposited;
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
        let state = self.state_of(&doi)?;
        match action {
            Action::Withdraw => self.hide(&doi, state.as_deref()),
            _ => self.register(&doi, state, action, known),
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

    /// `draft`, `registered` or `findable`; `None` where there is no such DOI.
    fn state_of(&self, doi: &str) -> Result<Option<String>, Failed> {
        let what = "the DOI cannot be looked up";
        let answer = self.ask(what, &get(&at(doi)))?;
        if answer.status == 404 {
            return Ok(None);
        }
        if !answer.is_success() {
            return Err(self.refused(what, &answer));
        }
        let state = answer.body.pointer("/data/attributes/state").and_then(Value::as_str);
        Ok(Some(state.unwrap_or("draft").to_owned()))
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
        if known.doi.is_none() {
            self.record.remember(&Deposited { doi: Some(doi.to_owned()), ..known })?;
            let file = self.record.shown.display().to_string();
            self.say(format!("DOI {doi} chosen, and written to `{file}`"));
        }
        attributes.insert("doi".to_owned(), json!(doi));
        if action == Action::Publish {
            attributes.insert("event".to_owned(), json!("publish"));
        }
        self.put(doi, state.is_some(), json!(attributes), "the DOI could not be registered")?;
        self.say(match (action, state.as_deref()) {
            (Action::Publish, _) => format!("published: https://doi.org/{doi}"),
            (_, Some("findable" | "registered")) => format!("what DataCite knows of {doi} is new"),
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
                self.put(doi, true, json!({ "event": "hide" }), "the DOI could not be hidden")?;
                self.say(format!(
                    "{doi} is found at DataCite no longer, and leads where it led; it stays in the \
                     record, whose `withdrawn` says why"
                ));
                return Ok(());
            }
        }
        Ok(self.record.forget(None)?)
    }

    /// Sends attributes of a DOI, which is there already or not.
    fn put(&self, doi: &str, is_there: bool, attributes: Value, what: &str) -> Result<(), Failed> {
        let body = json!({ "data": { "id": doi, "type": "dois", "attributes": attributes } });
        let sent = Sent::Json(&body, JSON);
        let request = |method, path| Request { method, path, query: &[], sent, repeatable: true };
        let answer = match is_there {
            true => self.ask(what, &request(Method::Put, &at(doi)))?,
            false => {
                let answer = self.ask(what, &request(Method::Post, &["dois"]))?;
                // It may have been made by a request whose answer did not come.
                let may_be_there = matches!(answer.status, 409 | 422);
                if may_be_there && self.state_of(doi)?.is_some() {
                    return self.put(doi, true, attributes, what);
                }
                answer
            }
        };
        if answer.is_success() { Ok(()) } else { Err(self.refused(what, &answer)) }
    }

    fn no_year(&self) -> Failed {
        let problem =
            Diagnostic::error("no-year", "DataCite asks for a year, and the record has no date");
        problem.in_file(&self.record.shown).hint("write `date_published`").into()
    }
}

/// The path of a DOI, whose slashes are those of the path.
fn at(doi: &str) -> Vec<&str> {
    std::iter::once("dois").chain(doi.split('/')).collect()
}

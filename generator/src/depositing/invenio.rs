//! A deposit by the REST API of InvenioRDM
//! (<https://inveniordm.docs.cern.ch/reference/rest_api_drafts_records/>).
//!
//! Each step asks what is there and does what is missing, so a run goes on where another stopped.
//! What must not be done twice is written into the record before it is asked for: a draft is found
//! again by a mark of its own, which its metadata carry (`ownership.rs`).

use serde_json::{Value, json};

use super::memory::{Deposited, Published, is_name, is_plain_doi};
use super::{Action, Deposit, Failed, ownership, refusals};
use super::{files, ownership::has_mark};
use crate::diagnostic::Diagnostic;
use crate::outside_world::repository_api::{Answer, Method, Request, Sent};

/// Attempts at what is looked up between them.
pub(super) const ATTEMPTS: u32 = 5;
const JSON: &str = "application/json";

/// A draft that is to be filled.
struct Turn {
    draft: Value,
    /// Whether it changes the metadata of what is published, with its DOI and its files.
    is_edit: bool,
}

impl Deposit<'_> {
    /// Deposits the record, or withdraws the draft.
    pub(super) fn by_invenio(&mut self, action: Action) -> Result<(), Failed> {
        let known = self.record.deposited()?;
        if action == Action::Withdraw {
            return self.withdraw(known.unwrap_or_default());
        }
        let Some((mut known, Turn { draft, is_edit })) = self.draft(known.unwrap_or_default())?
        else {
            return Ok(());
        };
        let id = known.id.clone().unwrap_or_default();
        let pids = match is_edit {
            true => draft["pids"].clone(),
            false => self.reserve(&id, &draft, &mut known)?,
        };
        let index = draft.pointer("/versions/index").and_then(Value::as_u64).unwrap_or(1);
        let date = draft.pointer("/metadata/publication_date").filter(|_| is_edit);
        let faults = self.describe(&id, &pids, (known.mark.as_deref(), date))?;
        if !self.plan.files.is_empty() && !is_edit {
            files::send(self, &id, index > 1)?;
        }
        match action {
            // All requests are shown.
            Action::Publish if faults && !self.exchange.is_pretended() => Err(Failed::Told),
            Action::Publish => {
                self.publish(&id, &known)?;
                known.published = Some(self.plan.digests());
                Ok(self.record.remember(&known)?)
            }
            _ => {
                let place = self.page(&["uploads", &id]);
                self.say(format!("not published: look at {place}, then run it with --publish"));
                Ok(())
            }
        }
    }

    /// The draft to fill; `None` where what is published needs none.
    fn draft(&mut self, known: Deposited) -> Result<Option<(Deposited, Turn)>, Failed> {
        let fill = |(known, draft)| Some((known, Turn { draft, is_edit: false }));
        let Some(id) = known.id.clone() else { return self.new_draft(known).map(fill) };
        let found = self.ask_draft(&id)?;
        let published = |it: &Value| it.get("is_published").and_then(Value::as_bool) == Some(true);
        if let Some(draft) = found.filter(|it| !published(it)) {
            self.must_be_own(&known, &draft, true)?;
            self.say(format!("draft {id} goes on"));
            return Ok(fill((known, draft)));
        }
        let what = format!("what was deposited as {id} is not found");
        let record = self.must(&what, &get(&["api", "records", &id]))?;
        self.must_be_own(&known, &record.body, false)?;
        if !self.is_as_published(&id, &record.body, known.published.as_ref())? {
            return self.new_version(&id, known).map(fill);
        }
        let doi = known.doi.as_deref().unwrap_or("without a DOI");
        if known.published.as_ref().is_some_and(|it| it.metadata == self.plan.digests().metadata) {
            self.say(format!(
                "published already as {doi}, with the same files, version and metadata"
            ));
            return Ok(None);
        }
        // Metadata of what is published may change, and the DOI stays.
        let what = "what is published could not be opened to change its metadata";
        let draft = self.must(what, &post(&["api", "records", &id, "draft"]))?.body;
        self.say(format!("{doi} stays, with the same files and version; its metadata change"));
        Ok(Some((known, Turn { draft, is_edit: true })))
    }

    fn ask_draft(&self, id: &str) -> Result<Option<Value>, Failed> {
        let what = "the draft cannot be looked at";
        let answer = self.ask(what, &get(&["api", "records", id, "draft"]))?;
        match answer.status {
            404 | 410 => Ok(None),
            _ if answer.is_success() => self.in_json(answer).map(|it| Some(it.body)),
            _ => Err(self.refused(what, &answer)),
        }
    }

    fn new_draft(&mut self, mut known: Deposited) -> Result<(Deposited, Value), Failed> {
        let began_before = known.mark.is_some();
        let mark = known.mark.get_or_insert_with(|| self.plan.mark.clone()).clone();
        self.record.remember(&known)?;
        let found = if began_before { self.marked(&mark)? } else { None };
        let draft = match found {
            Some(draft) => draft,
            None => self.made(&mark)?,
        };
        let id = self.name_of(&draft)?;
        known.id = Some(id.clone());
        self.record.remember(&known)?;
        self.say(format!("draft {id} made at {}", self.page(&["uploads", &id])));
        Ok((known, draft))
    }

    /// What the repository calls `draft`.
    fn name_of(&self, draft: &Value) -> Result<String, Failed> {
        let id = match draft.get("id") {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => return Err(self.odd("a draft has no `id`")),
        };
        match is_name(&id) || self.exchange.is_pretended() {
            true => Ok(id),
            false => Err(self.odd("the `id` of a draft is no name of letters and digits")),
        }
    }

    /// Makes a draft with `mark`, once: where nobody knows whether it was made, it is looked for.
    fn made(&self, mark: &str) -> Result<Value, Failed> {
        let body = self.signed(Some(mark));
        let path = ["api", "records"];
        let sent = Sent::Json(&body, JSON);
        let request =
            Request { method: Method::Post, path: &path, query: &[], sent, repeatable: false };
        let what = "no draft could be made";
        for attempt in 1.. {
            let answer = self.exchange.ask(&request);
            match answer {
                Ok(answer) if answer.is_success() => {
                    let draft = self.in_json(answer)?.body;
                    self.warn_of_faults(&draft);
                    return Ok(draft);
                }
                Ok(answer) if answer.status < 500 => return Err(self.refused(what, &answer)),
                Err(why) if !why.leaves_open() => return Err(self.unanswered(what, &why)),
                Ok(answer) if attempt == ATTEMPTS => return Err(self.refused(what, &answer)),
                Err(why) if attempt == ATTEMPTS => return Err(self.unanswered(what, &why)),
                _ => {}
            }
            self.exchange.pause(attempt);
            if let Some(draft) = self.marked(mark)? {
                return Ok(draft);
            }
        }
        Err(Failed::Told)
    }

    /// The user's draft with `mark`, if there is one.
    fn marked(&self, mark: &str) -> Result<Option<Value>, Failed> {
        let asked = format!("\"{mark}\"");
        let query = [("q", asked.as_str()), ("size", "25"), ("sort", "newest")];
        let path = ["api", "user", "records"];
        let request = Request { query: &query, ..get(&path) };
        let found = self.must("drafts cannot be looked for", &request)?.body;
        let hits = found.pointer("/hits/hits").and_then(Value::as_array);
        let mut hits = hits.into_iter().flatten();
        Ok(hits.find(|it| has_mark(&it["metadata"], mark)).cloned())
    }

    /// Whether the repository has the version and the files that the record has. Where it is not asked,
    /// what was published by this record's own account.
    fn is_as_published(
        &self,
        id: &str,
        record: &Value,
        published: Option<&Published>,
    ) -> Result<bool, Failed> {
        if self.exchange.is_pretended() {
            return Ok(published.is_some_and(|it| it.files == self.plan.digests().files));
        }
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let there = text(record.pointer("/metadata/version"));
        if there != text(self.plan.metadata.pointer("/metadata/version")) {
            return Ok(false);
        }
        if self.plan.files.is_empty() {
            return Ok(true);
        }
        let path = ["api", "records", id, "files"];
        let listed = self.must("the published files cannot be looked at", &get(&path))?.body;
        let listed = files::listed(&listed);
        let is_there = |file| listed.iter().any(|it| files::is_same(it, file));
        Ok(listed.len() == self.plan.files.len() && self.plan.files.iter().all(is_there))
    }

    /// A draft of a new version, which the repository makes once; the files of the last are in it.
    fn new_version(&mut self, id: &str, known: Deposited) -> Result<(Deposited, Value), Failed> {
        let what = "no new version could be made";
        let made = self.must(what, &post(&["api", "records", id, "versions"]))?.body;
        let new = self.name_of(&made)?;
        let mark = known.mark.clone();
        let previous = Some(Box::new(Deposited { previous: None, ..known }));
        let known = Deposited { mark, id: Some(new.clone()), previous, ..Deposited::default() };
        self.record.remember(&known)?;
        self.say(format!("draft {new} made, a new version of {id}"));
        if !self.plan.files.is_empty() {
            // Where files are there already, or cannot be taken over, they are looked at one by one.
            let path = ["api", "records", &new, "draft", "actions", "files-import"];
            self.ask("files cannot be taken over", &Request { repeatable: false, ..post(&path) })?;
        }
        Ok((known, made))
    }

    /// Reserves a DOI, unless the draft has one, and writes it into the record; the draft's `pids`.
    fn reserve(&mut self, id: &str, draft: &Value, known: &mut Deposited) -> Result<Value, Failed> {
        let what = "no DOI could be reserved";
        let mut pids = draft.get("pids").cloned().unwrap_or(json!({}));
        if doi_in(&pids).is_none() {
            let answer = self.ask(what, &post(&["api", "records", id, "draft", "pids", "doi"]))?;
            pids = match answer.is_success() {
                true => answer.body.get("pids").cloned().unwrap_or(Value::Null),
                // It may have been reserved by a request whose answer did not come.
                false => match self.ask_draft(id)? {
                    Some(draft) if doi_in(&draft["pids"]).is_some() => draft["pids"].clone(),
                    _ => return Err(self.refused(what, &answer)),
                },
            };
        }
        let Some(doi) = doi_in(&pids) else { return Err(self.odd("it reserves no DOI")) };
        self.must_be_reserved(&doi, &pids)?;
        if known.doi.as_ref() != Some(&doi) {
            known.doi = Some(doi.clone());
            self.record.remember(known)?;
            self.say(format!(
                "DOI {doi} reserved, and written to `{}`",
                self.record.shown.display()
            ));
        }
        Ok(pids)
    }

    /// An error where what the repository calls a DOI is none of its own.
    fn must_be_reserved(&self, doi: &str, pids: &Value) -> Result<(), Failed> {
        if self.exchange.is_pretended() {
            return Ok(());
        }
        if !is_plain_doi(doi) {
            return Err(self.odd("what it reserves is no DOI"));
        }
        match pids.pointer("/doi/provider").and_then(Value::as_str) {
            Some("external") => Err(self.odd(&format!("the DOI {doi} is not reserved there"))),
            _ => Ok(()),
        }
    }

    /// The record's metadata with `mark`.
    fn signed(&self, mark: Option<&str>) -> Value {
        let mut body = self.plan.metadata.clone();
        if let Some(mark) = mark {
            ownership::sign(&mut body["metadata"], "identifiers", ownership::of_invenio(mark));
        }
        body
    }

    /// Gives the draft the record's metadata; whether the repository finds fault with them.
    fn describe(
        &self,
        id: &str,
        pids: &Value,
        (mark, date): (Option<&str>, Option<&Value>),
    ) -> Result<bool, Failed> {
        let mut body = self.signed(mark);
        body["pids"] = pids.clone();
        // The record has no date of its own, and was published on that day.
        if let Some(date) = date.filter(|_| self.plan.is_undated) {
            body["metadata"]["publication_date"] = date.clone();
        }
        let path = ["api", "records", id, "draft"];
        let sent = Sent::Json(&body, JSON);
        let request =
            Request { method: Method::Put, path: &path, query: &[], sent, repeatable: true };
        let answer = self.must("the draft could not be described", &request)?;
        self.say("metadata sent".to_owned());
        Ok(self.warn_of_faults(&answer.body))
    }

    /// Tells what a draft that was taken lacks until it can be published.
    fn warn_of_faults(&self, body: &Value) -> bool {
        let faults = refusals::of_fields(&self.said(), body);
        let found = !faults.is_empty();
        let mut told = self.told.borrow_mut();
        for fault in faults {
            if !told.contains(&fault) {
                told.push(fault);
            }
        }
        found
    }

    fn publish(&self, id: &str, known: &Deposited) -> Result<(), Failed> {
        let what = "the draft could not be published";
        let path = ["api", "records", id, "draft", "actions", "publish"];
        let request = Request { repeatable: false, ..post(&path) };
        for attempt in 1.. {
            let answer = self.exchange.ask(&request);
            let is_last = attempt == ATTEMPTS;
            match &answer {
                Ok(answer) if answer.is_success() => {
                    self.in_json(answer.clone())?;
                    break;
                }
                Ok(answer) if answer.status < 500 && answer.status != 404 => {
                    return Err(self.refused(what, answer));
                }
                Err(why) if !why.leaves_open() => return Err(self.unanswered(what, why)),
                _ => {}
            }
            // It may be published by a request whose answer did not come.
            let there = self.ask(what, &get(&["api", "records", id]))?;
            if there.is_success() {
                self.in_json(there)?;
                break;
            }
            match answer {
                Ok(answer) if is_last || answer.status == 404 => {
                    return Err(self.refused(what, &answer));
                }
                Err(why) if is_last => return Err(self.unanswered(what, &why)),
                _ => self.exchange.pause(attempt),
            }
        }
        let doi = known.doi.as_deref().unwrap_or_default();
        self.say(format!("published: https://doi.org/{doi}, {}", self.page(&["records", id])));
        Ok(())
    }

    fn withdraw(&mut self, known: Deposited) -> Result<(), Failed> {
        let host = self.target.service.host();
        let found = match (&known.id, &known.mark) {
            (Some(id), _) => Some(id.clone()),
            (None, Some(mark)) => {
                let draft = self.marked(mark)?;
                draft.and_then(|it| Some(it.get("id")?.as_str()?.to_owned()))
            }
            (None, None) => return Err(self.nothing_to_withdraw()),
        };
        if let Some(id) = &found {
            let draft = self.ask_draft(id)?;
            let draft = draft.filter(|it| it.get("is_published") != Some(&Value::Bool(true)));
            if let Some(draft) = draft {
                self.must_be_own(&known, &draft, false)?;
                let path = ["api", "records", id, "draft"];
                let request = Request { method: Method::Delete, ..get(&path) };
                let what = "the draft could not be deleted";
                let answer = self.ask(what, &request)?;
                if !answer.is_success() && !matches!(answer.status, 404 | 410) {
                    return Err(self.refused(what, &answer));
                }
            } else if self
                .ask("what is published cannot be looked at", &get(&["api", "records", id]))?
                .is_success()
            {
                return Err(self.is_published(id));
            }
        }
        self.record.forget(known.previous.as_deref())?;
        let id = found.unwrap_or_default();
        self.say(format!("draft {id} deleted at {host}; the record has its DOI no longer"));
        Ok(())
    }

    fn is_published(&self, id: &str) -> Failed {
        let page = self.page(&["records", id]);
        let message = format!("{page} is published, and cannot be taken back from here");
        let hint = "write `status: withdrawn` and `withdrawn` with a reason into the record, whose page \
                    stays as a tombstone; to have the files removed, ask the repository's support";
        let problem = Diagnostic::error("deposit-published", message);
        Failed::Because(vec![problem.in_file(&self.record.shown).hint(hint)])
    }

    /// Asks, and takes nothing but success.
    pub(super) fn must(&self, what: &str, request: &Request) -> Result<Answer, Failed> {
        let answer = self.ask(what, request)?;
        if answer.is_success() { self.in_json(answer) } else { Err(self.refused(what, &answer)) }
    }

    /// `answer`, if it says anything: a page to log in at is sent with status 200 too.
    fn in_json(&self, answer: Answer) -> Result<Answer, Failed> {
        match answer.body.is_object() {
            true => Ok(answer),
            false => Err(self.odd("an answer that should be JSON is none")),
        }
    }
}

fn doi_in(pids: &Value) -> Option<String> {
    pids.pointer("/doi/identifier").and_then(Value::as_str).map(str::to_owned)
}

pub(super) fn get<'a>(path: &'a [&'a str]) -> Request<'a> {
    Request { method: Method::Get, path, query: &[], sent: Sent::Nothing, repeatable: true }
}

/// A request that does the same however often it is made.
pub(super) fn post<'a>(path: &'a [&'a str]) -> Request<'a> {
    Request { method: Method::Post, ..get(path) }
}

//! Asking a repository, or showing what would be asked.

use std::cell::RefCell;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::expected;
use super::memory::Deposited;
use super::ownership::of_invenio;
use super::target::{Service, Target};
use crate::outside_world::repository_api::{
    Answer, Method, NoAnswer, Repository, Request, Sent, address_of,
};

/// A repository, or what stands in for it.
pub(super) trait Exchange {
    fn ask(&self, request: &Request) -> Result<Answer, NoAnswer>;

    /// Waits before something is tried again for the `attempt`th time, from 1.
    fn pause(&self, attempt: u32);

    /// Whether nothing is asked in truth.
    fn is_pretended(&self) -> bool;
}

impl Exchange for Repository {
    fn ask(&self, request: &Request) -> Result<Answer, NoAnswer> {
        Repository::ask(self, request)
    }

    fn pause(&self, attempt: u32) {
        Repository::pause(self, attempt);
    }

    fn is_pretended(&self) -> bool {
        false
    }
}

/// Answers as a repository would where all goes well, and keeps what it was asked.
pub(super) struct Pretended<'a> {
    target: &'a Target,
    /// What the record knows of the deposit.
    known: Deposited,
    shown: RefCell<Vec<String>>,
}

/// What stands for what only the repository knows.
pub(super) const ID: &str = "{id}";
pub(super) const DOI: &str = "{doi}";

impl<'a> Pretended<'a> {
    pub(super) fn new(target: &'a Target, known: Deposited) -> Pretended<'a> {
        Pretended { target, known, shown: RefCell::default() }
    }

    /// The requests, each as a block of lines.
    pub(super) fn shown(self) -> Vec<String> {
        self.shown.into_inner()
    }

    fn answer(&self, request: &Request) -> (u16, Value) {
        let doi = self.known.doi.as_ref().map(|it| json!({ "doi": { "identifier": it } }));
        let marks: Vec<Value> = self.known.mark.iter().map(|it| of_invenio(it)).collect();
        let is_published = self.known.published.is_some();
        let draft = |id: &str| {
            let is_new = id == ID;
            let pids = doi.clone().filter(|_| !is_new).unwrap_or(json!({}));
            let metadata = json!({ "title": "{title}", "identifiers": marks });
            json!({
                "id": id,
                "is_published": is_published && !is_new,
                "pids": pids,
                "versions": { "index": 1 },
                "metadata": metadata,
            })
        };
        let faults = || match request.sent {
            Sent::Json(body, _) => expected::faults(&self.target.service, body),
            Sent::Nothing | Sent::File(..) => Vec::new(),
        };
        match (request.method, request.path) {
            (Method::Post, ["api", "records"]) => (201, faulted(draft(ID), &faults())),
            (Method::Put, ["api", "records", id, "draft"]) => (200, faulted(draft(id), &faults())),
            (Method::Get, ["api", "records", id, "draft"]) if is_published && *id != ID => {
                (404, Value::Null)
            }
            (Method::Post, ["api", "records", _, "versions"]) => (201, draft(ID)),
            (
                Method::Post | Method::Get,
                ["api", "records", id] | ["api", "records", id, "draft"],
            ) => (200, draft(id)),
            (Method::Post, [.., "pids", "doi"]) => {
                (201, json!({ "pids": { "doi": { "identifier": DOI } } }))
            }
            (Method::Get, ["dois", ..]) if self.known.doi.is_none() => (404, Value::Null),
            (Method::Get, ["dois", ..]) => {
                (200, json!({ "data": { "attributes": { "state": "draft" } } }))
            }
            (Method::Delete, _) => (204, Value::Null),
            _ => (200, json!({})),
        }
    }
}

/// `draft` with what is wrong with it.
fn faulted(mut draft: Value, faults: &[Value]) -> Value {
    draft["errors"] = json!(faults);
    draft
}

/// `request` to `service` as a block of lines, without what lets the user in.
pub(super) fn shown(service: &Service, request: &Request) -> String {
    let address = address_of(&service.base, request).to_string();
    let address = address.replace("%7B", "{").replace("%7D", "}");
    let header = service.header_in_words();
    let mut text =
        format!("{} {address}\n{header}\nAccept: application/json\n", request.method.name());
    // Writing to a string cannot fail.
    let _ = match request.sent {
        Sent::Nothing => Ok(()),
        Sent::Json(body, media_type) => writeln!(text, "Content-Type: {media_type}\n\n{body:#}"),
        Sent::File(file, size) => writeln!(
            text,
            "Content-Type: application/octet-stream\nContent-Length: {size}\n\n<{}>",
            file.display()
        ),
    };
    text
}

impl Exchange for Pretended<'_> {
    fn ask(&self, request: &Request) -> Result<Answer, NoAnswer> {
        self.shown.borrow_mut().push(shown(&self.target.service, request));
        let (status, body) = self.answer(request);
        Ok(Answer { status, body })
    }

    fn pause(&self, _: u32) {}

    fn is_pretended(&self) -> bool {
        true
    }
}

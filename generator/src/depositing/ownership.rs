//! Whether what a repository has is of this record.
//!
//! A record may be a stranger's, and names the deposit that a run changes. So what is there must show
//! that it was made of this record, by a mark that it carries and the record knows, before it is
//! written over, given a new version, or deleted.

use serde_json::{Value, json};

use super::memory::Deposited;
use super::target::System;
use super::{Deposit, Failed};
use crate::diagnostic::Diagnostic;

/// The identifier that shows it, as InvenioRDM has it.
pub(super) fn of_invenio(mark: &str) -> Value {
    json!({ "scheme": "urn", "identifier": mark })
}

/// The identifier that shows it, as DataCite has it.
pub(super) fn of_datacite(mark: &str) -> Value {
    json!({ "alternateIdentifier": mark, "alternateIdentifierType": "UUID" })
}

/// Puts `identifier` at the end of the list `key` of `metadata`.
pub(super) fn sign(metadata: &mut Value, key: &str, identifier: Value) {
    match metadata.get_mut(key).and_then(Value::as_array_mut) {
        Some(identifiers) => identifiers.push(identifier),
        None => metadata[key] = json!([identifier]),
    }
}

/// Whether `metadata`, of either system, have the identifier `mark`.
pub(super) fn has_mark(metadata: &Value, mark: &str) -> bool {
    let lists = [("identifiers", "identifier"), ("alternateIdentifiers", "alternateIdentifier")];
    lists.iter().any(|(list, key)| {
        let items = metadata.get(list).and_then(Value::as_array).into_iter().flatten();
        let mut texts = items.filter_map(|it| it.get(key)?.as_str());
        texts.any(|it| it == mark)
    })
}

fn is_empty(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Object(fields)) => fields.is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        other => other.is_none_or(Value::is_null),
    }
}

/// Whether a draft of InvenioRDM says nothing and holds no file, so that nobody loses it.
fn is_blank(copy: &Value) -> bool {
    is_empty(copy.get("metadata")) && is_empty(copy.pointer("/files/entries"))
}

impl Deposit<'_> {
    /// An error unless the draft or record `copy` of InvenioRDM is of this record. What `may_be_blank`
    /// is filled where it is.
    pub(super) fn must_be_own(
        &self,
        known: &Deposited,
        copy: &Value,
        may_be_blank: bool,
    ) -> Result<(), Failed> {
        let marked = |mark: &String| has_mark(&copy["metadata"], mark);
        let is_own = known.mark.as_ref().is_some_and(marked);
        if is_own || may_be_blank && is_blank(copy) {
            return Ok(());
        }
        Err(self.not_own(known.id.as_deref().unwrap_or_default(), &copy["metadata"]["title"]))
    }

    /// As [`Deposit::must_be_own`], of the attributes of a DOI at DataCite, which may also show it by
    /// the address of the record's page.
    pub(super) fn must_be_own_doi(
        &self,
        doi: &str,
        mark: Option<&String>,
        attributes: &Value,
    ) -> Result<(), Failed> {
        let page = self.plan.metadata.get("url").filter(|it| it.is_string());
        let is_page = page.is_some() && page == attributes.get("url");
        let is_marked = mark.is_some_and(|mark| has_mark(attributes, mark));
        let is_blank = ["url", "titles", "creators"].iter().all(|it| is_empty(attributes.get(it)));
        if is_page || is_marked || is_blank {
            return Ok(());
        }
        Err(self.not_own(doi, &attributes["titles"][0]["title"]))
    }

    fn not_own(&self, name: &str, title: &Value) -> Failed {
        let host = self.target.service.host();
        let called = match title.as_str() {
            Some(title) => format!(", “{}”,", faircat_text::beginning(title, 80)),
            None => String::new(),
        };
        let message = format!(
            "nothing at {host} shows that {name}{called} is of this record, so it is left as it is"
        );
        let hint = match self.target.system {
            System::Invenio => format!(
                "if it is, write its identifier `urn:uuid:…` as `mark` beside `id`, or give it one; \
                 else remove `{host}` below `extensions.deposit`"
            ),
            System::DataCite => format!(
                "if it is, let its `url` at DataCite be the record's page; else remove `{host}` \
                 below `extensions.deposit`"
            ),
        };
        let problem = Diagnostic::error("deposit-not-own", faircat_text::visible(&message));
        problem.in_file(&self.record.shown).hint(hint).into()
    }
}

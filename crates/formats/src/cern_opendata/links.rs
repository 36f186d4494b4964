//! Links to pages and to other records.

use faircat_record::{Relation, RelationType};

use super::{PORTAL, slug};
use crate::html;
use crate::import::statements::doi;
use crate::json_fields::JsonFields;
use crate::reader::Known;

/// Collects the relations found all over a record.
pub(super) struct Relations<'k> {
    known: &'k Known,
    pub(super) found: Vec<Relation>,
}

impl<'k> Relations<'k> {
    pub(super) fn new(known: &'k Known) -> Self {
        Relations { known, found: Vec::new() }
    }

    /// The `relations` of the record.
    pub(super) fn declared(&mut self, source: &mut JsonFields<'_>) {
        let found = source.objects("relations", |relation| {
            let Some(target) = self.declared_target(relation) else {
                relation.notes.warn("import-no-target", "a relation has no target");
                return None;
            };
            Some(Relation {
                kind: relation
                    .understood("type", "known type of relation", relation_type)
                    .unwrap_or(RelationType::References),
                target,
                title: plain(relation, "title"),
                description: plain(relation, "description"),
            })
        });
        found.into_iter().for_each(|relation| self.push(relation));
    }

    /// The record of the catalogue, or else the DOI, the record in the portal, or the address.
    fn declared_target(&self, relation: &mut JsonFields<'_>) -> Option<String> {
        if let Some(target) = relation.taken_if("recid", |recid| self.in_catalogue(recid)) {
            return Some(target);
        }
        relation
            .taken_if("doi", doi)
            .or_else(|| relation.taken_if("recid", record_page))
            .or_else(|| relation.taken_if("url", web_address))
    }

    /// The links of a section, as the items of a Markdown list. Those to records become relations
    /// too.
    pub(super) fn section(&mut self, section: &mut JsonFields<'_>) -> Vec<String> {
        section.objects("links", |link| {
            let recid =
                link.taken_if("recid", |recid| record_page(recid).map(|_| recid.to_owned()));
            let (address, label) = match &recid {
                Some(recid) => (record_page(recid)?, format!("Record {recid}")),
                None => {
                    let address = link.taken_if("url", web_address)?;
                    (address.clone(), address)
                }
            };
            let title = plain(link, "title");
            let description = plain(link, "description");
            if let Some(recid) = recid {
                self.push(Relation {
                    kind: RelationType::References,
                    target: self.in_catalogue(&recid).unwrap_or_else(|| address.clone()),
                    title: title.clone(),
                    description: description.clone(),
                });
            }
            let (label, remark) = match (title, description) {
                (Some(title), description) => (title, description),
                (None, Some(description)) => (description, None),
                (None, None) => (label, None),
            };
            let remark = remark.map_or(String::new(), |text| format!(": {}", html::escape(&text)));
            Some(format!("- {}{remark}", html::link(&label, &address)))
        })
    }

    /// The `links` of the record itself.
    pub(super) fn pages(&mut self, source: &mut JsonFields<'_>) {
        let found = source.objects("links", |link| {
            let target = link
                .taken_if("recid", |recid| self.in_catalogue(recid).or_else(|| record_page(recid)))
                .or_else(|| link.taken_if("url", web_address))?;
            let (title, description) = (plain(link, "title"), plain(link, "description"));
            Some(Relation { kind: RelationType::References, target, title, description })
        });
        found.into_iter().for_each(|relation| self.push(relation));
    }

    /// Notes that the work needs the record at `key`.
    pub(super) fn required(&mut self, section: &mut JsonFields<'_>, key: &str) {
        let target =
            section.taken_if(key, |recid| self.in_catalogue(recid).or_else(|| record_page(recid)));
        if let Some(target) = target {
            let kind = RelationType::Requires;
            self.push(Relation { kind, target, title: None, description: None });
        }
    }

    /// Reference to the record of the catalogue.
    fn in_catalogue(&self, recid: &str) -> Option<String> {
        let slug = slug(recid);
        self.known.get(&slug).map(|kind| format!("{}/{slug}", kind.folder()))
    }

    fn push(&mut self, relation: Relation) {
        // Two sections may point to one record; one statement of it is enough where they agree.
        if !self.found.contains(&relation) {
            self.found.push(relation);
        }
    }
}

/// The text at `key` without its markup.
pub(super) fn plain(source: &mut JsonFields<'_>, key: &str) -> Option<String> {
    let text = html::to_plain_text(&source.text(key)?, PORTAL);
    Some(text).filter(|text| !text.is_empty())
}

/// Address of the page of a record in the portal.
pub(super) fn record_page(recid: &str) -> Option<String> {
    let sound = !recid.is_empty() && recid.len() <= 40;
    let sound = sound && recid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    sound.then(|| format!("{PORTAL}/record/{recid}"))
}

/// `text` as an absolute address; it may be relative to the portal.
pub(super) fn web_address(text: &str) -> Option<String> {
    let address = html::absolute(text, PORTAL);
    html::is_web_address(&address).then_some(address)
}

/// The portal's words for how records relate.
fn relation_type(text: &str) -> Option<RelationType> {
    Some(match text {
        "isChildOf" => RelationType::IsDerivedFrom,
        "isParentOf" => RelationType::IsSourceOf,
        "isPartOf" => RelationType::IsPartOf,
        "hasPart" => RelationType::HasPart,
        "isRelatedTo" => RelationType::References,
        "isVersionOf" => RelationType::IsVersionOf,
        "isContinuedBy" => RelationType::IsContinuedBy,
        "continues" => RelationType::Continues,
        _ => return None,
    })
}

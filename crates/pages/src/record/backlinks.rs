//! Which other records name this one, by why they do.

use std::collections::HashSet;

use serde::Serialize;

use super::links::{WorkLink, entry_link};
use faircat_catalog::{Catalog, Entry, Target};
use faircat_formats::dossier::Dossier;
use faircat_record::RelationType;
use faircat_record::references::LinkRole;

/// Records listed for one reason; an organization can be named by every record there is.
const MOST: usize = 200;

/// Records that name this one for the same reason.
#[derive(Serialize)]
pub(super) struct Backlinks {
    pub label: String,
    pub count: usize,
    pub links: Vec<WorkLink>,
}

/// In the order of their roles. What this record says of another in its own words is not repeated
/// as what the other says of it.
pub(super) fn backlinks(dossier: &Dossier) -> Vec<Backlinks> {
    let (catalog, entry) = (dossier.source.catalog, dossier.source.entry);
    let own = own_relations(catalog, entry);
    let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
    for link in catalog.backlinks(entry) {
        let seen_from_here = relation(link.role).map(RelationType::inverse);
        if seen_from_here.is_some_and(|relation| own.contains(&(relation, link.source))) {
            continue;
        }
        let label = label(link.role);
        let place = groups.iter().position(|(known, _)| *known == label).unwrap_or_else(|| {
            groups.push((label, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(link.source);
    }
    groups.into_iter().map(|(label, sources)| group(dossier, label, sources)).collect()
}

fn group(dossier: &Dossier, label: String, mut sources: Vec<u32>) -> Backlinks {
    let mut seen = HashSet::new();
    sources.retain(|source| seen.insert(*source));
    let entries = sources.iter().take(MOST);
    let entries = entries.filter_map(|&source| dossier.source.catalog.entries.get(source as usize));
    let links = entries.map(|entry| entry_link(dossier, entry)).collect();
    Backlinks { label, count: sources.len(), links }
}

/// How `entry` says that it relates to others of `catalog`, with the index of each.
fn own_relations(catalog: &Catalog, entry: &Entry) -> HashSet<(RelationType, u32)> {
    let links = entry.links.iter();
    let related = links.filter_map(|(role, text)| match catalog.resolve(text, *role) {
        Target::Entry(target) => Some((relation(*role)?, target.index as u32)),
        Target::External(_) | Target::Name(_) => None,
    });
    related.collect()
}

/// What a place of its own in the record says as a relation does.
fn relation(role: LinkRole) -> Option<RelationType> {
    match role {
        LinkRole::Related(relation) => Some(relation),
        LinkRole::DerivedFrom | LinkRole::MadeFrom => Some(RelationType::IsDerivedFrom),
        LinkRole::DependsOn => Some(RelationType::Requires),
        _ => None,
    }
}

/// What the naming records are to the named one.
fn label(role: LinkRole) -> String {
    let text = match role {
        LinkRole::Author => "Author of",
        LinkRole::Contributor => "Contributor to",
        LinkRole::Maintainer => "Maintainer of",
        LinkRole::Publisher => "Publisher of",
        LinkRole::CopyrightHolder => "Holder of the copyright of",
        LinkRole::SharedBy => "Shared",
        LinkRole::Funder => "Funder of",
        LinkRole::Affiliation => "People",
        LinkRole::ParentOrganization => "Parts of the organization",
        LinkRole::MadeBy => "Carried out steps in the making of",
        LinkRole::TrainedOn => "Trained on it",
        LinkRole::ValidatedOn => "Validated on it",
        LinkRole::TestedOn => "Tested on it",
        LinkRole::EvaluatedOn => "Evaluated on it",
        LinkRole::FineTunedFrom => "Fine-tuned from it",
        LinkRole::TrainedWith => "Trained with it",
        LinkRole::EvaluatedWith => "Evaluated with it",
        LinkRole::DerivedFrom | LinkRole::MadeFrom => "Made from it",
        LinkRole::MadeWith => "Made with it",
        LinkRole::DependsOn => "Need it",
        LinkRole::WorkflowInput => "Workflows that read it",
        LinkRole::WorkflowOutput => "Workflows that make it",
        LinkRole::Teaches => "Teach with it",
        LinkRole::ReplacedBy => "Replaced by it",
        LinkRole::Related(relation) => return inverse(relation),
    };
    text.to_owned()
}

/// The relation as seen from its target.
fn inverse(relation: RelationType) -> String {
    use RelationType as R;
    let text = match relation {
        R::Cites => "Cited by",
        R::IsCitedBy => "Cites",
        R::References => "Referenced by",
        R::IsReferencedBy => "References",
        R::Documents => "Documented by",
        R::IsDocumentedBy => "Documents",
        R::Describes => "Described by",
        R::IsDescribedBy => "Describes",
        R::IsPartOf => "Has part",
        R::HasPart => "Part of",
        R::IsVersionOf => "Has version",
        R::HasVersion => "Version of",
        R::IsNewVersionOf => "Previous version of",
        R::IsPreviousVersionOf => "New version of",
        R::IsVariantFormOf => "Original form of",
        R::IsOriginalFormOf => "Variant form of",
        R::IsIdenticalTo => "Identical to",
        R::IsDerivedFrom => "Source of",
        R::IsSourceOf => "Derived from",
        R::Requires => "Required by",
        R::IsRequiredBy => "Requires",
        R::IsSupplementTo => "Supplemented by",
        R::IsSupplementedBy => "Supplement to",
        R::Compiles => "Compiled by",
        R::IsCompiledBy => "Compiles",
        R::Continues => "Continued by",
        R::IsContinuedBy => "Continues",
        R::Obsoletes => "Obsoleted by",
        R::IsObsoletedBy => "Obsoletes",
        R::IsMetadataFor => "Has metadata",
        R::HasMetadata => "Metadata for",
        R::Reviews => "Reviewed by",
        R::IsReviewedBy => "Reviews",
    };
    text.to_owned()
}

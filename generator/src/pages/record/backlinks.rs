//! Which other records name this one, by why they do.

use serde::Serialize;

use super::links::{WorkLink, entry_link};
use crate::dossier::Dossier;
use crate::record::RelationType;
use crate::record::references::LinkRole;

/// Records listed for one reason; an organization can be named by every record there is.
const MOST: usize = 200;

/// Records that name this one for the same reason.
#[derive(Serialize)]
pub(super) struct Backlinks {
    pub label: String,
    pub count: usize,
    pub links: Vec<WorkLink>,
}

pub(super) fn backlinks(dossier: &Dossier) -> Vec<Backlinks> {
    let all = dossier.source.catalog.backlinks(dossier.source.entry);
    all.chunk_by(|a, b| a.role == b.role)
        .map(|group| Backlinks {
            label: label(group[0].role),
            count: group.len(),
            links: group
                .iter()
                .take(MOST)
                .filter_map(|link| dossier.source.catalog.entries.get(link.source as usize))
                .map(|entry| entry_link(dossier, entry))
                .collect(),
        })
        .collect()
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

//! How a work is related to another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A qualified link to another work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// How this record relates to the target.
    #[serde(rename = "type")]
    pub kind: RelationType,
    /// A reference to a record, an identifier, or a URL.
    pub target: String,
    /// Title of the target, where it is not in this catalogue.
    pub title: Option<String>,
    /// What the relation consists in, in plain words.
    pub description: Option<String>,
}

/// DataCite 4.7, relationType (appendix 1, table 9): the part that catalogues use.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum RelationType {
    Cites,
    IsCitedBy,
    References,
    IsReferencedBy,
    Documents,
    IsDocumentedBy,
    Describes,
    IsDescribedBy,
    IsPartOf,
    HasPart,
    IsVersionOf,
    HasVersion,
    IsNewVersionOf,
    IsPreviousVersionOf,
    IsVariantFormOf,
    IsOriginalFormOf,
    IsIdenticalTo,
    IsDerivedFrom,
    IsSourceOf,
    Requires,
    IsRequiredBy,
    IsSupplementTo,
    IsSupplementedBy,
    Compiles,
    IsCompiledBy,
    Continues,
    IsContinuedBy,
    Obsoletes,
    IsObsoletedBy,
    IsMetadataFor,
    HasMetadata,
    Reviews,
    IsReviewedBy,
}

impl RelationType {
    /// The relation as it is from the other side.
    pub fn inverse(self) -> RelationType {
        use RelationType as R;
        const PAIRS: [(R, R); 16] = [
            (R::Cites, R::IsCitedBy),
            (R::References, R::IsReferencedBy),
            (R::Documents, R::IsDocumentedBy),
            (R::Describes, R::IsDescribedBy),
            (R::IsPartOf, R::HasPart),
            (R::IsVersionOf, R::HasVersion),
            (R::IsNewVersionOf, R::IsPreviousVersionOf),
            (R::IsVariantFormOf, R::IsOriginalFormOf),
            (R::IsDerivedFrom, R::IsSourceOf),
            (R::Requires, R::IsRequiredBy),
            (R::IsSupplementTo, R::IsSupplementedBy),
            (R::Compiles, R::IsCompiledBy),
            (R::Continues, R::IsContinuedBy),
            (R::Obsoletes, R::IsObsoletedBy),
            (R::IsMetadataFor, R::HasMetadata),
            (R::Reviews, R::IsReviewedBy),
        ];
        let other = |(a, b)| match self {
            it if it == a => Some(b),
            it if it == b => Some(a),
            _ => None,
        };
        // The one without a pair is the same from both sides.
        PAIRS.into_iter().find_map(other).unwrap_or(R::IsIdenticalTo)
    }
}

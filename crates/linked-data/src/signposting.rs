//! What [FAIR Signposting](https://signposting.org/FAIR/) calls a record, in pages and link sets.

use faircat_record::Kind;

/// The type of the thing that a page is about, as `rel="type"` names it beside
/// [`super::vocabulary::ABOUT_PAGE`]: an `https:` address, as the profile writes schema.org's.
pub fn signposting_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Model | Kind::Dataset => "https://schema.org/Dataset",
        Kind::Software | Kind::Workflow => "https://schema.org/SoftwareSourceCode",
        Kind::TrainingMaterial => "https://schema.org/LearningResource",
        Kind::Person => "https://schema.org/Person",
        Kind::Organization => "https://schema.org/Organization",
    }
}

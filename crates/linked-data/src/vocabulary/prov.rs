//! [PROV-O](https://www.w3.org/TR/prov-o/).

vocabulary! {
    "prov:", "http://www.w3.org/ns/prov#";
    /// Something done over a time.
    ACTIVITY = "Activity";
    /// A thing.
    ENTITY = "Entity";
    /// Intended steps.
    PLAN = "Plan";
    /// A running program.
    SOFTWARE_AGENT = "SoftwareAgent";
    /// What it was made from.
    WAS_DERIVED_FROM = "wasDerivedFrom";
    /// The activity that made it.
    WAS_GENERATED_BY = "wasGeneratedBy";
    /// Who is responsible.
    WAS_ATTRIBUTED_TO = "wasAttributedTo";
    /// What an activity used.
    USED = "used";
    /// Who did an activity.
    WAS_ASSOCIATED_WITH = "wasAssociatedWith";
    /// When an activity ended.
    ENDED_AT_TIME = "endedAtTime";
    /// First-hand source.
    HAD_PRIMARY_SOURCE = "hadPrimarySource";
    /// What it revises.
    WAS_REVISION_OF = "wasRevisionOf";
    /// What ended it.
    WAS_INVALIDATED_BY = "wasInvalidatedBy";
    /// When it ceased to be offered.
    INVALIDATED_AT_TIME = "invalidatedAtTime";
    /// A qualified attribution.
    ATTRIBUTION = "Attribution";
    /// An attribution with its role.
    QUALIFIED_ATTRIBUTION = "qualifiedAttribution";
    /// Who an attribution names.
    AGENT = "agent";
}

//! Who may have a work.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who may get at the work, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Who may have it; absent where only the price or the conditions are known.
    pub rights: Option<AccessRights>,
    /// What one has to do or accept, in plain words.
    pub conditions: Option<String>,
    /// Whether it costs nothing.
    #[serde(default, deserialize_with = "crate::scalars::optional_truth")]
    pub free: Option<bool>,
    /// How one proves who one is, where that is needed.
    pub authentication: Option<String>,
    /// ISO 8601 date on which an embargo ends.
    pub embargo_until: Option<String>,
}

/// Access rights in the words of the COAR vocabulary.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AccessRights {
    /// Everybody may have it.
    Open,
    /// Everybody may have it from a date on.
    Embargoed,
    /// Some may have it, under conditions.
    Restricted,
    /// Nobody may have it; only its description is public.
    MetadataOnly,
}

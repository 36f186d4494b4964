//! The page about the catalogues whose works are found beside one's own.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Meta, Press};

pub(super) const PATH: &str = "federation/";

/// Groups that the page shows.
pub const MOST_GROUPS: usize = 200;

/// What is known of other catalogues.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct FederationView {
    /// In the order of the settings.
    pub catalogs: Vec<FederatedCatalogView>,
    /// Works of other catalogues, and how many of these have some.
    pub works: usize,
    pub found: usize,
    /// Works that several catalogues tell of, the first [`MOST_GROUPS`] of them.
    pub groups: Vec<GroupView>,
    /// How many there are.
    pub all_groups: usize,
}

/// One of the other catalogues.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct FederatedCatalogView {
    pub name: String,
    pub title: String,
    pub address: String,
    pub query: Option<String>,
    pub read_as: String,
    /// The day of the harvest, and that of the last try.
    pub harvested: Option<String>,
    pub asked: Option<String>,
    /// Whether all that it has was read.
    pub complete: bool,
    /// Why it could not be read when it was last asked.
    pub failed: Option<String>,
    /// Why what was harvested is not shown.
    pub unusable: Option<String>,
    pub works: usize,
    pub statements: u64,
    pub problems: Vec<ProblemView>,
    /// Problems that are not listed.
    pub more_problems: usize,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ProblemView {
    pub address: String,
    pub problem: String,
}

/// A work that several catalogues tell of.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct GroupView {
    pub members: Vec<MemberView>,
    /// The identifiers and checksums by which that is known.
    pub shared: Vec<String>,
    /// On what they do not agree.
    pub differences: Vec<DifferenceView>,
}

/// What one catalogue has of the work.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct MemberView {
    /// Title of the catalogue; `None` for one's own.
    pub catalog: Option<String>,
    pub title: String,
    /// What it says of the work, for the search only.
    #[serde(skip)]
    pub summary: String,
    /// Address of its page: whole, or of one's own from the site's root.
    pub href: String,
}

/// What catalogues say of one thing, each in the order of the members.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct DifferenceView {
    pub field: &'static str,
    /// Empty where a member says nothing.
    pub values: Vec<String>,
}

/// The page.
pub(super) fn federation_page(press: &Press, federation: &FederationView) {
    let about = press.word("federation-about");
    let meta = Meta::new(PATH, press.word("base-federation"), about).section("federation");
    press.page("site-federation.html", &meta, federation);
}

//! What is shown of catalogues, and of works that several of them tell of.

use faircat_federation::harvest::{ForeignWork, Harvest};
use faircat_federation::joining::{Group, Place};

use super::{Federation, Held};
use crate::pages::site::{
    DifferenceView, FederatedCatalogView, FederationView, GroupView, MOST_GROUPS, MemberView,
    ProblemView,
};
use crate::site::Site;

/// Marks that a group shows.
const MOST_SHARED: usize = 10;

pub(super) fn view(federation: &Federation, site: &Site) -> FederationView {
    let catalogs: Vec<FederatedCatalogView> = federation.held.iter().map(catalog).collect();
    FederationView {
        works: catalogs.iter().map(|it| it.works).sum(),
        found: catalogs.iter().filter(|it| it.works > 0).count(),
        catalogs,
        groups: all(federation, site).take(MOST_GROUPS).collect(),
        all_groups: federation.groups.len(),
    }
}

fn catalog(held: &Held) -> FederatedCatalogView {
    let Held { source, harvest, unusable, .. } = held;
    let known = FederatedCatalogView {
        name: source.name.clone(),
        title: source.title.clone(),
        address: source.endpoint.address().to_string(),
        query: source.endpoint.query().map(str::to_owned),
        read_as: source.endpoint.in_words().to_owned(),
        unusable: unusable.clone(),
        ..FederatedCatalogView::default()
    };
    let Some(harvest) = harvest else { return known };
    let Harvest { read_as, harvested, asked, complete, failed, .. } = harvest.clone();
    let problems = harvest
        .problems
        .iter()
        .map(|it| ProblemView { address: it.address.clone(), problem: it.problem.clone() });
    FederatedCatalogView {
        read_as,
        harvested,
        asked: Some(asked),
        complete,
        failed,
        works: harvest.works.len(),
        statements: harvest.statements.statements,
        problems: problems.collect(),
        more_problems: harvest.more_problems,
        ..known
    }
}

/// Every group.
pub(super) fn all<'a>(
    federation: &'a Federation,
    site: &'a Site,
) -> impl Iterator<Item = GroupView> + 'a {
    federation.groups.iter().map(move |it| group(federation, site, it))
}

fn group(federation: &Federation, site: &Site, group: &Group) -> GroupView {
    let works: Vec<&ForeignWork> = group.works.iter().map(|it| federation.work(*it)).collect();
    let members = group.works.iter().map(|it| member(federation, site, *it));
    GroupView {
        members: members.collect(),
        shared: group.shared.iter().take(MOST_SHARED).map(|it| in_words(it)).collect(),
        differences: differences(&works),
    }
}

/// A mark as people know it: an address is compared without its scheme.
fn in_words(mark: &str) -> String {
    if mark.starts_with("//") { format!("https:{mark}") } else { mark.to_owned() }
}

/// The work at `place`, as one of several.
pub(super) fn member(federation: &Federation, site: &Site, place: Place) -> MemberView {
    let work = federation.work(place);
    let catalog = place.0.checked_sub(1).map(|it| federation.held[it].source.title.clone());
    let own = work.home.strip_prefix(site.base_url.as_str()).filter(|_| catalog.is_none());
    let href = own.unwrap_or(&work.home).to_owned();
    MemberView { catalog, title: work.title.clone(), summary: work.summary.clone(), href }
}

/// A field, and what a work has for it.
type Field = (&'static str, fn(&ForeignWork) -> String);

const FIELDS: [Field; 6] = [
    ("Title", |it| it.title.clone()),
    ("Kind", |it| it.kind.name().to_owned()),
    ("Date", |it| it.date.clone().unwrap_or_default()),
    ("Version", |it| it.version.clone().unwrap_or_default()),
    ("Licence", |it| it.licence.clone().unwrap_or_default()),
    ("Creators", |it| it.creators.join("; ")),
];

/// The fields for which two works have something, and not the same.
fn differences(works: &[&ForeignWork]) -> Vec<DifferenceView> {
    let of = |(field, value): &Field| {
        let values: Vec<String> = works.iter().map(|work| value(work)).collect();
        let mut stated =
            values.iter().map(|it| it.trim().to_lowercase()).filter(|it| !it.is_empty());
        let first = stated.next()?;
        stated.any(|it| it != first).then_some(DifferenceView { field, values })
    };
    FIELDS.iter().filter_map(of).collect()
}

impl Federation {
    /// The work at `place`.
    pub(super) fn work(&self, (catalog, index): Place) -> &ForeignWork {
        match catalog.checked_sub(1) {
            None => &self.own[index],
            Some(held) => &self.held[held].works()[index],
        }
    }
}

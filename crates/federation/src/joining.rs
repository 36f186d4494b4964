//! Which works of several catalogues are one.
//!
//! Two are joined by an identifier that both have, or by the SHA-256 of a file of both. Within one
//! catalogue no two works are joined, as it tells them apart itself: what two of its works share
//! identifies neither, and a group has at most one work of each catalogue.

use std::collections::{BTreeMap, HashMap};

use faircat_record::Kind;

/// A work, by its catalogue and its place in the list of that.
pub type Place = (usize, usize);

/// What joins a work with others.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    pub kind: Kind,
    /// Identifiers, each in one spelling.
    pub identifiers: &'a [String],
    /// SHA-256 of files, in small letters.
    pub sha256: &'a [String],
}

/// Works that are one, in the order of the catalogues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub works: Vec<Place>,
    /// What all or some of them share, as it is shown; sorted.
    pub shared: Vec<String>,
}

/// The groups of `catalogs`, each a list of works: those of two works or more, in order.
pub fn groups(catalogs: &[Vec<Marks<'_>>]) -> Vec<Group> {
    let mut joining = Joining::default();
    let by_identifier = shared(catalogs, |marks| marks.identifiers, |_| None);
    // DOIs say most of all, so they come first: what is joined rules out other pairs.
    let (dois, others): (Vec<_>, Vec<_>) =
        by_identifier.into_iter().partition(|((mark, _), _)| mark.starts_with("doi:"));
    // The same file may be a model's weights and in a dataset of models.
    let by_sum = shared(catalogs, |marks| marks.sha256, |marks| Some(marks.kind));
    for ((mark, _), places) in dois.into_iter().chain(others) {
        joining.join(mark.to_owned(), &places);
    }
    for ((sum, _), places) in by_sum {
        joining.join(format!("sha256:{sum}"), &places);
    }
    joining.finish()
}

type Shared<'a> = BTreeMap<(&'a str, Option<Kind>), Vec<Place>>;

/// The works of each mark that works of several catalogues have.
fn shared<'a>(
    catalogs: &[Vec<Marks<'a>>],
    marks_of: impl Fn(&Marks<'a>) -> &'a [String],
    kind_of: impl Fn(&Marks<'a>) -> Option<Kind>,
) -> Shared<'a> {
    let mut shared = Shared::new();
    for (catalog, works) in catalogs.iter().enumerate() {
        let mut own: BTreeMap<(&str, Option<Kind>), Vec<Place>> = BTreeMap::new();
        for (index, work) in works.iter().enumerate() {
            for mark in marks_of(work) {
                own.entry((mark, kind_of(work))).or_default().push((catalog, index));
            }
        }
        for (mark, places) in own.into_iter().filter(|(_, places)| places.len() == 1) {
            shared.entry(mark).or_default().extend(places);
        }
    }
    shared.retain(|_, places| places.len() > 1);
    shared
}

/// Groups on their way.
#[derive(Default)]
struct Joining {
    group_of: HashMap<Place, usize>,
    groups: Vec<Group>,
}

impl Joining {
    /// Joins the works at `places`, of one catalogue each, as far as none of these has two then.
    fn join(&mut self, mark: String, places: &[Place]) {
        let Some((first, others)) = places.split_first() else { return };
        let home = self.group(*first);
        for place in others {
            let other = self.group(*place);
            if other != home && self.may_join(home, other) {
                let moved = std::mem::take(&mut self.groups[other]);
                for place in &moved.works {
                    self.group_of.insert(*place, home);
                }
                self.groups[home].works.extend(moved.works);
                self.groups[home].shared.extend(moved.shared);
            }
            if self.group(*place) == home {
                self.groups[home].shared.push(mark.clone());
            }
        }
    }

    fn group(&mut self, place: Place) -> usize {
        let next = self.groups.len();
        let group = *self.group_of.entry(place).or_insert(next);
        if group == next {
            self.groups.push(Group { works: vec![place], shared: Vec::new() });
        }
        group
    }

    fn may_join(&self, one: usize, other: usize) -> bool {
        let catalogs: Vec<usize> = self.groups[one].works.iter().map(|it| it.0).collect();
        !self.groups[other].works.iter().any(|(catalog, _)| catalogs.contains(catalog))
    }

    fn finish(self) -> Vec<Group> {
        let mut groups: Vec<Group> =
            self.groups.into_iter().filter(|group| group.works.len() > 1).collect();
        for group in &mut groups {
            group.works.sort_unstable();
            group.shared.sort();
            group.shared.dedup();
        }
        groups.sort_by(|a, b| a.works.cmp(&b.works));
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, groups};
    use faircat_record::Kind;

    type Words = (Vec<String>, Vec<String>);

    fn words(identifiers: &[&str], sums: &[&str]) -> Words {
        let owned = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect();
        (owned(identifiers), owned(sums))
    }

    fn joined(catalogs: &[Vec<Words>]) -> Vec<Vec<(usize, usize)>> {
        let marks = |work: &'static Words| Marks {
            kind: Kind::Model,
            identifiers: &work.0,
            sha256: &work.1,
        };
        let catalogs: Vec<Vec<Words>> = catalogs.to_vec();
        let catalogs: &'static Vec<Vec<Words>> = Box::leak(Box::new(catalogs));
        let catalogs: Vec<Vec<Marks>> =
            catalogs.iter().map(|it| it.iter().map(marks).collect()).collect();
        groups(&catalogs).into_iter().map(|group| group.works).collect()
    }

    #[test]
    fn an_identifier_or_a_file_joins_works_of_two_catalogues() {
        let one = vec![words(&["doi:10.1/a"], &[]), words(&[], &["aa"])];
        let two = vec![words(&["ark:/b"], &["aa"]), words(&["doi:10.1/a"], &[])];
        assert_eq!(joined(&[one, two]), [vec![(0, 0), (1, 1)], vec![(0, 1), (1, 0)]]);
    }

    #[test]
    fn what_two_works_of_a_catalogue_share_identifies_neither() {
        let one = vec![words(&[], &["licence"]), words(&[], &["licence"])];
        let two = vec![words(&[], &["licence"])];
        let three = vec![words(&[], &["licence"])];
        assert_eq!(joined(&[one, two, three]), [vec![(1, 0), (2, 0)]]);
    }

    #[test]
    fn no_stranger_makes_one_of_two_works() {
        let one = vec![words(&["doi:10.1/a"], &[]), words(&["doi:10.1/b"], &[])];
        let stranger = vec![words(&["doi:10.1/a", "doi:10.1/b"], &[])];
        assert_eq!(joined(&[one, stranger]), [vec![(0, 0), (1, 0)]]);
    }
}

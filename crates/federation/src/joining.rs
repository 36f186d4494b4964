//! Which works of several catalogues are one.
//!
//! Two are joined by an identifier that both have, or by the SHA-256 of a file of both where they are of
//! one kind: the same file may be a model's weights and in a dataset of models, and an identifier is of
//! one work, whatever a catalogue takes it for. Within one catalogue no two works are joined, as it
//! tells them apart itself: what two of its works share identifies neither, and a group has at most one
//! work of each catalogue.
//!
//! No catalogue joins works of two others: each pair of a group has something in common, or each of it
//! with a work of this catalogue, which is believed of itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// The catalogue in the list of [`groups`] whose own site this is.
pub const OWN: usize = 0;

/// The groups of `catalogs`, each a list of works: those of two works or more, in order.
pub fn groups(catalogs: &[Vec<Marks<'_>>]) -> Vec<Group> {
    let mut links = Links::default();
    let by_identifier = shared(catalogs, |marks| marks.identifiers, |_| None);
    for ((mark, _), places) in &by_identifier {
        // DOIs say most of all.
        let strength = if mark.starts_with("doi:") { Strength::Doi } else { Strength::Identifier };
        links.add(strength, (*mark).to_owned(), places);
    }
    for ((sum, _), places) in &shared(catalogs, |marks| marks.sha256, |marks| Some(marks.kind)) {
        links.add(Strength::File, format!("sha256:{sum}"), places);
    }
    let mut joining = Joining { links: &links, group_of: HashMap::new(), groups: Vec::new() };
    for (_, one, other) in links.in_order() {
        joining.join(one, other);
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

/// How much it says that two works share something, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Doi,
    Identifier,
    File,
}

/// What pairs of works of two catalogues share.
#[derive(Default)]
struct Links {
    marks: BTreeMap<(Place, Place), (Strength, BTreeSet<String>)>,
}

impl Links {
    /// Notes what all works at `places` share, which are of one catalogue each and in their order.
    fn add(&mut self, strength: Strength, mark: String, places: &[Place]) {
        for (number, one) in places.iter().enumerate() {
            for other in &places[number + 1..] {
                let link = self.marks.entry((*one, *other));
                let link = link.or_insert_with(|| (strength, BTreeSet::new()));
                link.0 = link.0.min(strength);
                link.1.insert(mark.clone());
            }
        }
    }

    fn of(&self, one: Place, other: Place) -> Option<&BTreeSet<String>> {
        self.marks.get(&(one.min(other), one.max(other))).map(|(_, marks)| marks)
    }

    /// The pairs, first those with a work of this catalogue: what is joined rules out others.
    fn in_order(&self) -> BTreeSet<((bool, Strength), Place, Place)> {
        let pairs = self.marks.iter();
        pairs.map(|((one, other), link)| ((one.0 != OWN, link.0), *one, *other)).collect()
    }
}

/// Groups on their way.
struct Joining<'a> {
    links: &'a Links,
    group_of: HashMap<Place, usize>,
    groups: Vec<Vec<Place>>,
}

impl Joining<'_> {
    fn join(&mut self, one: Place, other: Place) {
        let (home, other) = (self.group(one), self.group(other));
        if home != other && self.may_join(home, other) {
            let moved = std::mem::take(&mut self.groups[other]);
            for place in &moved {
                self.group_of.insert(*place, home);
            }
            self.groups[home].extend(moved);
        }
    }

    fn group(&mut self, place: Place) -> usize {
        let next = self.groups.len();
        let group = *self.group_of.entry(place).or_insert(next);
        if group == next {
            self.groups.push(vec![place]);
        }
        group
    }

    fn may_join(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.groups[one], &self.groups[other]);
        let own = one.iter().chain(other).find(|it| it.0 == OWN);
        let is_linked = |a: Place, b: Place| self.links.of(a, b).is_some();
        let through_own = |a: Place, b: Place| {
            own.is_some_and(|own| [a, b].iter().all(|it| it == own || is_linked(*it, *own)))
        };
        let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
        pairs.all(|(a, b)| a.0 != b.0 && (is_linked(a, b) || through_own(a, b)))
    }

    fn finish(self) -> Vec<Group> {
        let found = self.groups.into_iter().filter(|works| works.len() > 1);
        let mut groups: Vec<Group> = found
            .map(|mut works| {
                works.sort_unstable();
                let pairs = works.iter().flat_map(|a| works.iter().map(move |b| (*a, *b)));
                let pairs = pairs.filter(|(a, b)| a < b);
                let marks = pairs.filter_map(|(a, b)| self.links.of(a, b)).flatten();
                let shared: BTreeSet<&String> = marks.collect();
                let shared = shared.into_iter().cloned().collect();
                Group { works, shared }
            })
            .collect();
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

    #[test]
    fn a_third_catalogue_joins_no_two_others() {
        let ours = vec![words(&["//ours.org/a"], &[])];
        let theirs = vec![words(&["//theirs.org/b"], &[])];
        let bridge = vec![words(&["//ours.org/a", "//theirs.org/b"], &[])];
        let empty = Vec::new();
        let expected = [vec![(0, 0), (2, 0)]];
        assert_eq!(joined(&[ours.clone(), theirs.clone(), bridge.clone()]), expected);
        assert_eq!(joined(&[ours, bridge.clone(), theirs.clone()]), [vec![(0, 0), (1, 0)]]);
        let other = vec![words(&["//ours.org/a"], &[])];
        assert_eq!(joined(&[empty, theirs, other, bridge]), [vec![(1, 0), (3, 0)]]);
    }

    #[test]
    fn a_stranger_keeps_nobody_from_this_catalogue() {
        let ours = vec![words(&[], &["aa"])];
        let theirs = vec![words(&["doi:10.1/b"], &["aa"])];
        let thief = vec![words(&["doi:10.1/b"], &[])];
        assert_eq!(joined(&[ours, thief, theirs]), [vec![(0, 0), (2, 0)]]);
    }

    #[test]
    fn what_each_shares_with_this_catalogue_is_one() {
        let ours = vec![words(&["doi:10.1/a", "//ours.org/a"], &["aa"])];
        let (two, three) = (vec![words(&["doi:10.1/a"], &[])], vec![words(&["//ours.org/a"], &[])]);
        let four = vec![words(&[], &["aa"])];
        assert_eq!(joined(&[ours, two, three, four]), [vec![(0, 0), (1, 0), (2, 0), (3, 0)]]);
    }

    #[test]
    fn three_that_share_one_identifier_are_one_work() {
        let one = || vec![words(&["doi:10.1/a"], &[])];
        assert_eq!(joined(&[Vec::new(), one(), one(), one()]), [vec![(1, 0), (2, 0), (3, 0)]]);
    }
}

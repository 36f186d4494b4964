//! The files by which browsers and programs have the other catalogues: search indexes, and what tells
//! of them and of their statements.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use faircat_federation::harvest::ForeignWork;
use faircat_federation::joining::Place;
use faircat_federation::licences;
use faircat_text::shorten;
use serde::Serialize;

use super::published_statements::{Names, PublishedFile, write_joined, write_statements};
use super::{Federation, Held, joined};
use crate::build::Shared;
use crate::build::memory::Memory;
use crate::build::search::{self, Document, add_sentence, forms_of_identifier};
use crate::diagnostic::Diagnostic;
use crate::pages::site::MemberView;

/// Licences of one catalogue by which its works can be chosen, and the one for all others.
const MOST_LICENCES: usize = 20;
const OTHER_LICENCE: &str = "other";
/// Longest summary in a list of results, in characters.
const LONGEST_SUMMARY: usize = 300;

/// What pages load first.
#[derive(Serialize)]
struct Published<'a> {
    catalogs: Vec<PublishedCatalog<'a>>,
    /// The statements that works of several catalogues are the same.
    joined: Option<PublishedFile>,
}

#[derive(Serialize)]
struct PublishedCatalog<'a> {
    name: &'a str,
    title: &'a str,
    address: &'a str,
    harvested: Option<&'a str>,
    works: usize,
    /// Where they are listed, from the site's root.
    list: String,
    /// Folders of its search index, from the site's root.
    search: Vec<String>,
    statements: Option<PublishedFile>,
}

/// The works of one catalogue, for programs.
#[derive(Serialize)]
struct List<'a> {
    works: &'a [ForeignWork],
}

/// Writes all files but the page. What the last build made of the same is kept.
pub(in crate::build) fn write(
    shared: &Shared,
    federation: &Federation,
    old: &Memory,
) -> Result<BTreeMap<String, ([u8; 32], usize)>, Diagnostic> {
    let mut remembered = BTreeMap::new();
    let mut names = Names::of(federation);
    let mut catalogs = Vec::new();
    for (number, held) in (1..).zip(&federation.held) {
        let Some(harvest) = &held.harvest else { continue };
        let name = held.source.name.as_str();
        let indexed = indexed(federation, shared, number);
        let common = common_licences(&indexed);
        let print = fingerprint(shared, &indexed, &common);
        let parts = match old.federation.get(name) {
            Some((known, parts))
                if *known == print
                    && shared.writer.keep_folder(&format!("federation/{name}/search"))? =>
            {
                *parts
            }
            _ => write_index(shared, name, &indexed, &common)?,
        };
        remembered.insert(name.to_owned(), (print, parts));
        let list = format!("federation/{name}/works.json");
        write_json(shared, &list, &List { works: &harvest.works })?;
        catalogs.push(PublishedCatalog {
            name,
            title: &held.source.title,
            address: &harvest.catalog,
            harvested: harvest.harvested.as_deref(),
            works: harvest.works.len(),
            list,
            search: (0..parts).map(|it| format!("federation/{name}/search/{it}/")).collect(),
            statements: write_statements(shared, held, harvest, &mut names)?,
        });
    }
    let joined = write_joined(shared, federation)?;
    let published = Published { catalogs, joined };
    write_json(shared, "federation/catalogs.json", &published)?;
    let groups: Vec<_> = joined::all(federation, shared.site).collect();
    write_json(shared, "federation/joined.json", &groups)?;
    let works = federation.held.iter().flat_map(Held::works);
    let texts = works.flat_map(|it| [it.title.as_str()].into_iter().chain(texts_of(it)));
    let words = search::words::words_of(texts);
    shared.writer.write("federation/words.txt", words.as_bytes())?;
    Ok(remembered)
}

fn texts_of(work: &ForeignWork) -> impl Iterator<Item = &str> {
    work.creators.iter().chain(&work.keywords).map(String::as_str)
}

fn write_json(shared: &Shared, path: &str, value: &impl Serialize) -> Result<(), Diagnostic> {
    let text = serde_json::to_vec(value)
        .map_err(|error| Diagnostic::error("federation", error.to_string()))?;
    shared.writer.write(path, &text)
}

/// A work in the index of a catalogue, with the works that are the same.
struct Indexed<'a> {
    work: &'a ForeignWork,
    /// Title of its catalogue.
    catalog: &'a str,
    /// The same in other catalogues, this one's own among them.
    others: Vec<(Place, &'a ForeignWork)>,
    /// Titles of the other catalogues that are not this one.
    catalogs: Vec<&'a str>,
    /// What is shown of the others, as JSON.
    also: String,
}

/// The works of the catalogue `number` that its index has: of those that several other catalogues tell
/// of, the first one has them.
fn indexed<'a>(federation: &'a Federation, shared: &Shared, number: usize) -> Vec<Indexed<'a>> {
    let mut groups: HashMap<usize, &[Place]> = HashMap::new();
    for group in &federation.groups {
        for (_, index) in group.works.iter().filter(|(catalog, _)| *catalog == number) {
            groups.insert(*index, &group.works);
        }
    }
    let title = |catalog: usize| federation.held[catalog - 1].source.title.as_str();
    let works = federation.held[number - 1].works().iter().enumerate();
    works
        .filter_map(|(index, work)| {
            let all = groups.get(&index).copied().unwrap_or_default();
            let foreign = || all.iter().filter(|(catalog, _)| *catalog > 0);
            if foreign().next().is_some_and(|(catalog, _)| *catalog != number) {
                return None;
            }
            let others = all.iter().filter(|(catalog, _)| *catalog != number);
            let also: Vec<Also> = others
                .clone()
                .map(|it| also(joined::member(federation, shared.site, *it)))
                .collect();
            Some(Indexed {
                work,
                catalog: title(number),
                others: others.map(|it| (*it, federation.work(*it))).collect(),
                catalogs: foreign().skip(1).map(|(catalog, _)| title(*catalog)).collect(),
                also: serde_json::to_string(&also).unwrap_or_default(),
            })
        })
        .collect()
}

/// A member of a group as the search shows it.
#[derive(Serialize)]
struct Also {
    #[serde(flatten)]
    member: MemberView,
    /// What this catalogue says of the work; of others nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
}

fn also(member: MemberView) -> Also {
    let own = if member.catalog.is_none() { member.summary.as_str() } else { "" };
    let summary = shorten(own, LONGEST_SUMMARY).into_owned();
    Also { member, summary }
}

fn fingerprint(shared: &Shared, indexed: &[Indexed], common: &BTreeSet<&str>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(shared.site.config.language.as_bytes());
    for one in indexed {
        let document = document(one, common);
        for text in [&document.address, &document.text] {
            hasher.update(text.as_bytes());
            hasher.update(b"\0");
        }
        hasher.update(format!("{:?} {:?}\0", document.meta, document.filters).as_bytes());
    }
    *hasher.finalize().as_bytes()
}

fn write_index(
    shared: &Shared,
    name: &str,
    indexed: &[Indexed],
    common: &BTreeSet<&str>,
) -> Result<usize, Diagnostic> {
    if indexed.is_empty() {
        return Ok(0);
    }
    let folder = format!("federation/{name}/search");
    let document = |it: &Indexed| document(it, common);
    search::write_index(shared, &folder, indexed, |it| it.work.home.clone(), &document)
}

/// The licences of the SPDX list that most works have. The search loads the works of each value of a
/// facet, so a catalogue has a bounded number of values.
fn common_licences<'a>(indexed: &[Indexed<'a>]) -> BTreeSet<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let stated = indexed.iter().filter_map(|it| it.work.licence.as_deref());
    stated.filter(|it| licences::is_listed(it)).for_each(|it| *counts.entry(it).or_default() += 1);
    let mut sorted: Vec<(&str, usize)> = counts.into_iter().collect();
    sorted.sort_by_key(|(licence, count)| (Reverse(*count), *licence));
    sorted.into_iter().take(MOST_LICENCES).map(|(licence, _)| licence).collect()
}

fn document(one: &Indexed, common: &BTreeSet<&str>) -> Document {
    let mut text = String::new();
    add_words(&mut text, one.work);
    one.others.iter().filter(|((catalog, _), _)| *catalog > 0).for_each(|(_, work)| {
        add_words(&mut text, work);
    });
    let mut meta = BTreeMap::from([
        ("title".to_owned(), one.work.title.clone()),
        ("catalogue".to_owned(), one.catalog.to_owned()),
    ]);
    meta.extend(one.work.date.clone().map(|date| ("date".to_owned(), date)));
    if !one.others.is_empty() {
        meta.insert("also".to_owned(), one.also.clone());
        // The words by which it was found may be another catalogue's.
        meta.insert("summary".to_owned(), shorten(&one.work.summary, LONGEST_SUMMARY).into_owned());
    }
    let catalogs = [one.catalog].into_iter().chain(one.catalogs.iter().copied());
    let mut filters = BTreeMap::from([
        ("kind".to_owned(), vec![one.work.kind.name().to_owned()]),
        ("catalogue".to_owned(), catalogs.map(str::to_owned).collect()),
    ]);
    filters.extend(one.work.licence.as_deref().map(|it| {
        let value = if common.contains(it) { it } else { OTHER_LICENCE };
        ("licence".to_owned(), vec![value.to_owned()])
    }));
    Document { address: one.work.home.clone(), text, meta, filters }
}

/// The words by which a work of another catalogue is found.
fn add_words(text: &mut String, work: &ForeignWork) {
    add_sentence(text, &work.title);
    add_sentence(text, &work.summary);
    work.creators.iter().chain(&work.keywords).for_each(|words| add_sentence(text, words));
    for identifier in work.identifiers.iter().filter(|it| !it.starts_with("//")) {
        forms_of_identifier(identifier).iter().for_each(|form| add_sentence(text, form));
    }
    work.licence.iter().for_each(|words| add_sentence(text, words));
}

//! The files by which browsers and programs have the other catalogues: search indexes, statements,
//! and what tells of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use faircat_federation::dump;
use faircat_federation::harvest::{ForeignWork, Harvest};
use faircat_federation::joining::Place;
use faircat_federation::statements::{self, Graphs, Packed};
use serde::Serialize;

use super::{Federation, Held, joined};
use crate::build::memory::Memory;
use crate::build::search::{self, Document, add_sentence, forms_of_identifier};
use crate::build::{Shared, search_words};
use crate::diagnostic::Diagnostic;
use crate::pages::site::PublishedDump;

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
    /// Folders of its search index, from the site's root.
    search: Vec<String>,
    statements: Option<PublishedFile>,
}

#[derive(Serialize)]
struct PublishedFile {
    /// From the site's root.
    path: String,
    #[serde(flatten)]
    dump: PublishedDump,
}

/// Writes all files but the page. What the last build made of the same is kept.
pub(in crate::build) fn write(
    shared: &Shared,
    federation: &Federation,
    old: &Memory,
) -> Result<BTreeMap<String, ([u8; 32], usize)>, Diagnostic> {
    let mut remembered = BTreeMap::new();
    let mut homes = BTreeSet::new();
    let mut catalogs = Vec::new();
    for (number, held) in (1..).zip(&federation.held) {
        let Some(harvest) = &held.harvest else { continue };
        let name = held.source.name.as_str();
        let indexed = indexed(federation, shared, number);
        let print = fingerprint(shared, &indexed);
        let parts = match old.federation.get(name) {
            Some((known, parts))
                if *known == print
                    && shared.writer.keep_folder(&format!("federation/{name}/search"))? =>
            {
                *parts
            }
            _ => write_index(shared, name, &indexed)?,
        };
        remembered.insert(name.to_owned(), (print, parts));
        catalogs.push(PublishedCatalog {
            name,
            title: &held.source.title,
            address: &harvest.catalog,
            harvested: harvest.harvested.as_deref(),
            works: harvest.works.len(),
            search: (0..parts).map(|it| format!("federation/{name}/search/{it}/")).collect(),
            statements: write_statements(shared, held, harvest, &mut homes)?,
        });
    }
    let joined = write_joined(shared, federation)?;
    let published = Published { catalogs, joined };
    write_json(shared, "federation/catalogs.json", &published)?;
    let groups: Vec<_> = joined::all(federation, shared.site).collect();
    write_json(shared, "federation/joined.json", &groups)?;
    let works = federation.held.iter().flat_map(Held::works);
    let texts = works.flat_map(|it| [it.title.as_str()].into_iter().chain(texts_of(it)));
    let words = search_words::words_of(texts);
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

/// The statements of a catalogue, as they were harvested. A page that an earlier catalogue tells of
/// too gets a graph of its own, so that it is known who says what.
fn write_statements<'a>(
    shared: &Shared,
    held: &Held,
    harvest: &'a Harvest,
    homes: &mut BTreeSet<&'a str>,
) -> Result<Option<PublishedFile>, Diagnostic> {
    if held.statements.is_empty() {
        return Ok(None);
    }
    let name = &held.source.name;
    let own: Vec<&str> = harvest.works.iter().map(|it| it.home.as_str()).collect();
    let met: BTreeSet<&str> = own.iter().copied().filter(|it| homes.contains(it)).collect();
    let (bytes, count) = match met.is_empty() {
        true => (Cow::Borrowed(&held.statements), harvest.statements.statements),
        false => {
            let Packed { bytes, statements, .. } = renamed(held, &met)?;
            (Cow::Owned(bytes), statements)
        }
    };
    homes.extend(own);
    let path = format!("federation/{name}/statements.nq.gz");
    shared.writer.write(&path, &bytes)?;
    Ok(Some(published(path, &bytes, count)))
}

fn published(path: String, bytes: &[u8], statements: u64) -> PublishedFile {
    let digest = statements::digest(bytes);
    PublishedFile { path, dump: PublishedDump { bytes: bytes.len() as u64, statements, digest } }
}

/// The statements of `held` with the graphs of the pages in `met` under names of their own.
fn renamed(held: &Held, met: &BTreeSet<&str>) -> Result<Packed, Diagnostic> {
    let failed = |reason| Diagnostic::error("federation", reason);
    let (texts, _) = dump::split(&held.statements, dump::LARGEST).map_err(failed)?;
    let name = &held.source.name;
    let graphs: Graphs = texts
        .iter()
        .map(|(graph, text)| match met.contains(graph.as_str()) {
            true => (format!("{graph}#in-{name}"), dump::graph(text)),
            false => (graph.clone(), dump::graph(text)),
        })
        .collect();
    statements::pack(name, graphs.iter().map(|(name, graph)| (name.as_str(), graph)))
        .map_err(failed)
}

fn write_joined(
    shared: &Shared,
    federation: &Federation,
) -> Result<Option<PublishedFile>, Diagnostic> {
    if federation.groups.is_empty() {
        return Ok(None);
    }
    let pairs = federation.groups.iter().flat_map(|group| {
        let first = federation.work(group.works[0]).home.as_str();
        group.works[1..].iter().map(move |it| (first, federation.work(*it).home.as_str()))
    });
    let graph = statements::sameness(pairs);
    let name = shared.site.iri("federation/");
    let packed = statements::pack("", [(name.as_str(), &graph)].into_iter())
        .map_err(|reason| Diagnostic::error("federation", reason))?;
    let path = "federation/joined.nq.gz".to_owned();
    shared.writer.write(&path, &packed.bytes)?;
    Ok(Some(published(path, &packed.bytes, packed.statements)))
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
            let also: Vec<_> =
                others.clone().map(|it| joined::member(federation, shared.site, *it)).collect();
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

fn fingerprint(shared: &Shared, indexed: &[Indexed]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(shared.site.config.language.as_bytes());
    for one in indexed {
        let document = document(one);
        for text in [&document.address, &document.text] {
            hasher.update(text.as_bytes());
            hasher.update(b"\0");
        }
        hasher.update(format!("{:?} {:?}\0", document.meta, document.filters).as_bytes());
    }
    *hasher.finalize().as_bytes()
}

fn write_index(shared: &Shared, name: &str, indexed: &[Indexed]) -> Result<usize, Diagnostic> {
    if indexed.is_empty() {
        return Ok(0);
    }
    let folder = format!("federation/{name}/search");
    search::write_index(shared, &folder, indexed, |it| it.work.home.clone(), &document)
}

fn document(one: &Indexed) -> Document {
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
    }
    let catalogs = [one.catalog].into_iter().chain(one.catalogs.iter().copied());
    let mut filters = BTreeMap::from([
        ("kind".to_owned(), vec![one.work.kind.name().to_owned()]),
        ("catalogue".to_owned(), catalogs.map(str::to_owned).collect()),
    ]);
    filters.extend(one.work.licence.clone().map(|it| ("licence".to_owned(), vec![it])));
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

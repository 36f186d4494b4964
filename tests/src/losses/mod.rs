//! The matrix of losses: each field of records, written in a format and read again, comes back, comes
//! back in `extensions`, comes back in part, or is lost. The records are those that have every field,
//! awkward ones, and the FAIR4HEP catalogue.

pub(crate) mod round_trip;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use faircat::catalog::Entry;
use faircat::formats::companions::formats_of;
use faircat::formats::format::Format;
use faircat::formats::list::{FORMATS, recognised};
use faircat::formats::losses::{Fate, losses};
use faircat::formats::reader::Input;
use faircat::record::Kind;
use rayon::prelude::*;

use self::round_trip::Written;
use crate::program::{repository, writes_anew};
use crate::subjects::Fixture;

/// What the program knows of losses.
const TABLE: &str = "crates/formats/src/losses.tsv";

/// How many fields each format may keep in `extensions` only, keep in part, and lose. These numbers only become
/// smaller; a field that is new in records may be added to them by hand.
const BUDGET: &str = "tests/fixtures/losses/budget.tsv";

/// By field, in the order of records; and then by format.
type Table = Vec<(String, BTreeMap<&'static str, Fate>)>;

fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|it| it.reader.is_some() && it.is_written())
}

fn table() -> Table {
    let every = Fixture::named("every-field");
    let mut table: Table = Vec::new();
    for kind in Kind::WORKS {
        add(&mut table, &every, every.catalog.get(kind, "full").unwrap());
    }
    let named = ["round-trips", "awkward", "exports"].map(Fixture::named);
    for fixture in named.iter().chain([&Fixture::own_catalog()]) {
        Kind::WORKS
            .into_iter()
            .flat_map(|kind| fixture.catalog.of_kind(kind))
            .for_each(|entry| add(&mut table, fixture, entry));
    }
    table
}

/// Adds what becomes of the fields of a record in each format.
fn add(table: &mut Table, fixture: &Fixture, entry: &Entry) {
    let fates: Vec<_> = formats()
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter_map(|format| Some((format, Written::new(fixture, entry, format)?.fates())))
        .collect();
    for (format, fates) in fates {
        for (field, fate) in fates {
            let place = table.iter().position(|(known, _)| *known == field);
            let place = place.unwrap_or_else(|| {
                table.push((field, BTreeMap::new()));
                table.len() - 1
            });
            let of_all = table[place].1.entry(format.name).or_insert(fate);
            *of_all = of_all.and(fate);
        }
    }
}

/// A file that lies beside a page is known as what it is by whoever imports it.
#[test]
fn what_is_written_is_known_by_what_is_in_it() {
    let mut unknown = Vec::new();
    for fixture in ["every-field", "exports", "awkward", "round-trips"] {
        Fixture::named(fixture).each(|view| {
            for format in formats_of(view).iter().filter(|it| it.reader.is_some()) {
                let Some(companion) = format.companion else { continue };
                let bytes = companion.write(view);
                let input = Input::new(Path::new(companion.file_name), &bytes);
                let found = recognised(&input).map_or("nothing", |it| it.name);
                let is_work = view.work.is_some();
                if is_work && found != format.name {
                    unknown.push(format!("{} of {} as {found}", format.name, view.iri));
                }
            }
        });
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

fn text_of(table: &Table) -> String {
    let names: Vec<&str> = formats().map(|it| it.name).collect();
    let mut text = format!("field\t{}\n", names.join("\t"));
    for (field, fates) in table {
        let word = |name: &&str| fates.get(name).map_or("-", |it| it.word());
        let words: Vec<&str> = names.iter().map(word).collect();
        text.push_str(&format!("{field}\t{}\n", words.join("\t")));
    }
    text
}

#[test]
fn the_published_matrix_is_what_round_trips_give() {
    let text = text_of(&table());
    let file = repository().join(TABLE);
    if writes_anew() {
        fs::write(&file, &text).unwrap();
    }
    let published = fs::read_to_string(&file).unwrap();
    let wrong = published.lines().zip(text.lines()).filter(|(one, other)| one != other);
    let wrong: Vec<String> = wrong.map(|(one, other)| format!("- {one}\n+ {other}")).collect();
    let count = (published.lines().count(), text.lines().count());
    assert!(
        wrong.is_empty() && count.0 == count.1,
        "{TABLE} is not true any more (INSTA_UPDATE=always writes it anew): {count:?}\n{}",
        wrong.join("\n")
    );
}

/// Of each format, how many fields come back in `extensions` only, in part, and not at all.
fn counts() -> BTreeMap<String, (usize, usize, usize)> {
    let losses = losses();
    let count = |(column, format): (usize, &&'static Format)| {
        let of = |fate| losses.count(column, fate);
        (format.name.to_owned(), (of(Fate::InExtensions), of(Fate::Partly), of(Fate::Lost)))
    };
    losses.formats.iter().enumerate().map(count).collect()
}

fn budget() -> BTreeMap<String, (usize, usize, usize)> {
    let text = fs::read_to_string(repository().join(BUDGET)).unwrap_or_default();
    let line = |line: &str| {
        let mut cells = line.split('\t');
        let mut number = || cells.next()?.parse().ok();
        let counts = (number()?, number()?, number()?);
        Some((cells.next()?.to_owned(), counts))
    };
    text.lines().filter_map(line).collect()
}

#[test]
fn formats_lose_no_more_than_they_did() {
    let (counts, mut budget) = (counts(), budget());
    let mut worse = Vec::new();
    for (format, now) in &counts {
        let allowed = *budget.entry(format.clone()).or_insert(*now);
        let sum = |it: (usize, usize, usize)| it.0 + it.1 + it.2;
        if now.2 > allowed.2 || now.1 + now.2 > allowed.1 + allowed.2 || sum(*now) > sum(allowed) {
            worse.push(format!("{format}: {now:?}, and {allowed:?} are allowed"));
        }
    }
    assert!(worse.is_empty(), "in extensions, in part, and lost, of {}", worse.join("; "));
    if writes_anew() {
        let line = |(format, (kept, partly, lost)): (&String, &(usize, usize, usize))| {
            format!("{kept}\t{partly}\t{lost}\t{format}\n")
        };
        let text: String = counts.iter().map(line).collect();
        let head = "in extensions\tin part\tlost\tformat\n";
        fs::write(repository().join(BUDGET), format!("{head}{text}")).unwrap();
        budget = self::budget();
    }
    assert_eq!(counts, budget, "{BUDGET} is larger than it need be; INSTA_UPDATE=always writes it");
}

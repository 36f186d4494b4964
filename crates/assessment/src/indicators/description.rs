//! What one needs in order to find the work: F2.

use std::collections::HashSet;

use oxrdf::{NamedNodeRef, Term};

use super::outcome::{Tested, count, fail, pass, shortened, some_of, some_phrases};
use crate::Rubric;
use crate::plain_statements::{is_dated, length_of_words, says_nothing};
use crate::view::{Alternatives, NAME, View, plain, values};
use faircat_linked_data::vocabulary::{dcat, dcterms, rdf, schema};
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::yaml_scalar::quoted;

pub(super) const CREATOR: Alternatives = &[schema::CREATOR, schema::AUTHOR, dcterms::CREATOR];
const DESCRIPTION: Alternatives = &[schema::DESCRIPTION, dcterms::DESCRIPTION, schema::ABSTRACT];
const DATE: Alternatives =
    &[schema::DATE_PUBLISHED, schema::DATE_CREATED, dcterms::ISSUED, dcterms::DATE];
const PUBLISHER: Alternatives = &[schema::PUBLISHER, dcterms::PUBLISHER];
const KEYWORDS: Alternatives = &[schema::KEYWORDS, dcat::KEYWORD, schema::ABOUT, dcat::THEME];
const IDENTIFIER: Alternatives = &[schema::IDENTIFIER, dcterms::IDENTIFIER];

/// Shortest description that dataset search accepts, in characters.
const SHORTEST: usize = 50;

/// Core elements: what they are called, where they are found, what to add.
const CORE: &[(&str, Alternatives, &str)] = &[
    ("title", NAME, "title: \"<title>\""),
    ("description", DESCRIPTION, "description: |\n  <what it is and what it is good for>"),
    ("creator", CREATOR, "authors:\n  - name: \"<full name>\""),
    ("date of publication", DATE, "date_published: \"<year, or year-month-day>\""),
    (
        "publisher",
        PUBLISHER,
        "publisher:\n  name: \"<organization that publishes it>\"\n  organization: true",
    ),
    ("identifier", IDENTIFIER, "identifiers:\n  - \"doi:<the DOI>\""),
    ("keywords", KEYWORDS, "keywords:\n  - \"<keyword>\""),
    ("type", &[rdf::TYPE], "# Give the node a type, as schema:Dataset."),
];

/// All that a citation and a search need.
pub(super) fn core_elements(view: &View<'_>) -> Tested {
    let missing: Vec<&(&str, Alternatives, &str)> =
        CORE.iter().filter(|(name, alternatives, _)| !is_told(view, name, alternatives)).collect();
    if missing.is_empty() {
        return pass(format!(
            "`{}` has {}.",
            shortened(view.text(NAME).unwrap_or_default()),
            some_of(CORE.iter().map(|(name, ..)| *name), CORE.len())
        ));
    }
    let remedies: Vec<&str> = missing.iter().map(|(.., remedy)| *remedy).collect();
    let missing: Vec<String> =
        missing.iter().map(|(name, stated, _)| missing_element(view, name, stated)).collect();
    fail(format!("Missing: {}.", some_phrases(&missing, CORE.len())), remedies.join("\n"))
}

/// Whether the core element `name` has a value that says what it should.
fn is_told(view: &View<'_>, name: &str, stated: Alternatives) -> bool {
    match name {
        "description" => descriptions(view).any(|text| length_of_words(text) > 0),
        "date of publication" => date(view, stated).is_some(),
        "keywords" => !all_keywords(view).is_empty(),
        _ => view.text(stated).is_some(),
    }
}

/// What is missing, with the value that stands in its place.
fn missing_element(view: &View<'_>, name: &str, stated: Alternatives) -> String {
    let instead = view.values(stated).map(|term| view.text_of(term)).find(|text| !text.is_empty());
    match instead {
        Some(text) => format!("{name} (`{}` says none)", shortened(text)),
        None => name.to_owned(),
    }
}

/// What describes the root. The title again, as DCAT's lists have it where nothing else is said, does
/// not.
fn descriptions<'a>(view: &View<'a>) -> impl Iterator<Item = &'a str> {
    let titles: HashSet<&str> = view.values(NAME).map(|term| plain(term).trim()).collect();
    let all = view.values(DESCRIPTION).map(plain);
    all.filter(move |text| !titles.contains(text.trim()))
}

/// The first of the root's dates that is one.
pub(super) fn date<'a>(view: &View<'a>, dates: Alternatives) -> Option<&'a str> {
    view.values(dates).map(plain).find(|text| is_dated(text, view.assessed.today))
}

/// A description that says something.
pub(super) fn description(view: &View<'_>) -> Tested {
    let lengths = descriptions(view).map(|text| length_of_words(text).min(5000));
    let length = lengths.max().unwrap_or_default();
    if length >= SHORTEST {
        return pass(format!("The description has {} characters.", at_most_5000(length)));
    }
    fail(
        format!("The description has {length} characters of words; {SHORTEST} are the least."),
        "description: |\n  <what it is, how it was made, what it is good for>",
    )
}

fn at_most_5000(length: usize) -> String {
    if length == 5000 { "5000 or more".to_owned() } else { length.to_string() }
}

/// At least half of the creators are identified beyond their names.
pub(super) fn creators_identified(view: &View<'_>) -> Tested {
    let mut creators: Vec<_> = view.values(CREATOR).collect();
    // By the term: nodes without a name have no text to be told apart by.
    creators.sort_by_cached_key(ToString::to_string);
    creators.dedup();
    let anonymous: Vec<_> =
        creators.iter().copied().filter(|term| !is_identified(view, term)).collect();
    let identified = creators.len() - anonymous.len();
    if identified > 0 && identified * 2 >= creators.len() {
        return pass(format!(
            "{identified} of {} identified by ORCID, ROR or ISNI.",
            count(creators.len(), "creator")
        ));
    }
    let Some(first) = anonymous.first() else {
        return fail(
            "No creator is named.",
            "authors:\n  - name: \"<full name>\"\n    orcid: \"<ORCID iD>\"",
        );
    };
    fail(
        format!(
            "{identified} of {} identified by ORCID, ROR or ISNI; not so: {}.",
            count(creators.len(), "creator"),
            some_of(anonymous.iter().map(|term| view.text_of(term)), 3)
        ),
        identify(view, first),
    )
}

/// The line that identifies the agent `term`: in the agent's own record, where there is one.
fn identify(view: &View<'_>, term: &Term) -> String {
    let own_record = view
        .iri()
        .and_then(|root| root.trim_end_matches('/').rsplitn(3, '/').nth(2))
        .and_then(|base| plain(term).strip_prefix(base));
    match own_record.map(|path| path.trim_matches('/')) {
        Some(path) if path.starts_with("people/") => {
            format!("# In catalog/{path}.yaml:\norcid: \"<ORCID iD>\"")
        }
        Some(path) if path.starts_with("organizations/") => {
            format!("# In catalog/{path}.yaml:\nror: \"<ROR identifier>\"")
        }
        _ => format!(
            "authors:\n  - name: {}\n    orcid: \"<ORCID iD; for an organization, ror: instead>\"",
            quoted(view.text_of(term))
        ),
    }
}

/// An ORCID iD, a ROR or an ISNI of an agent, however it is written.
fn is_identified(view: &View<'_>, term: &Term) -> bool {
    const STATED_BY: Alternatives =
        &[schema::SAME_AS, schema::IDENTIFIER, schema::URL, dcterms::IDENTIFIER];
    let is_of_agent = |found: Identifier| {
        matches!(found.scheme, Scheme::Orcid | Scheme::Ror)
            || (found.prefix == "isni" && !found.value.is_empty())
            || (found.scheme == Scheme::Url && found.value.contains("://isni.org/isni/"))
    };
    let itself = Some(term).filter(|term| !matches!(term, Term::BlankNode(_)));
    itself
        .into_iter()
        .chain(values(view.about(term), STATED_BY))
        .filter_map(|term| view.identifier(term))
        .any(is_of_agent)
}

/// What the root has for one property of keywords.
fn words_of<'a>(view: &View<'a>, property: &'static NamedNodeRef<'static>) -> Vec<&'a str> {
    let terms = values(view.statements(), std::slice::from_ref(property));
    let stated: Vec<&str> = terms.filter_map(|term| view.telling(term)).collect();
    let words = match stated.as_slice() {
        // On other people's pages a single text may hold a list.
        [one] if !view.is_of_this_site() => one.split([',', ';']).collect(),
        _ => stated,
    };
    words.into_iter().map(str::trim).filter(|word| !says_nothing(word)).collect()
}

/// The words of all properties of keywords: one word is often stated by several of them.
fn all_keywords<'a>(view: &View<'a>) -> Vec<&'a str> {
    let mut words: Vec<&str> = KEYWORDS.iter().flat_map(|it| words_of(view, it)).collect();
    let mut seen = HashSet::new();
    words.retain(|word| seen.insert(word.to_lowercase()));
    words
}

/// Words to search by.
pub(super) fn keywords(view: &View<'_>) -> Tested {
    let words = all_keywords(view);
    if words.len() >= 2 {
        return pass(format!("{}: {}.", count(words.len(), "keyword"), some_of(words, 4)));
    }
    fail(
        format!("{} given; two are the least.", count(words.len(), "keyword")),
        match view.rubric {
            Rubric::Model => {
                "keywords:\n  - \"<what it works on>\"\n  - \"<kind of network or method>\""
            }
            _ => "keywords:\n  - \"<subject>\"\n  - \"<method or instrument>\"",
        },
    )
}

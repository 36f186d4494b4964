//! A field as its page shows it.

use faircat_formats::losses::Fate;
use faircat_record::Kind;
use faircat_record::schema::SECTIONS;
use faircat_scorecard::{Indicator, Rubric};
use serde::Serialize;

use super::facts::{Facts, facts_of};
use super::tree::{Choice, Field};
use super::{EVERY_WORK, SETTINGS, path_of};
use crate::Html;
use crate::site::SiteInput;
use crate::site::manual::inline_code::with_code;

/// What fields belong to: the same name means something else there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Works,
    /// People or organizations.
    Agents(Kind),
    Settings,
}

/// Where fields are shown.
pub(super) struct Place<'a> {
    pub(super) input: &'a SiteInput<'a>,
    pub(super) owner: Owner,
    /// All fields of the records that the page tells of.
    pub(super) all: &'a [Field],
    /// How many fields hold those of the page that are not inside others of it.
    pub(super) outermost: usize,
}

#[derive(Serialize)]
pub(super) struct FieldView {
    /// Its name after those of the fields that hold it; its anchor too.
    pub(super) path: String,
    /// The names of those that hold it, with a point at the end.
    above: String,
    name: String,
    /// Whether a field of the same page holds it.
    is_inner: bool,
    is_required: bool,
    type_words: String,
    meaning: Html,
    /// The meaning as plain text.
    #[serde(skip)]
    pub(super) plain: String,
    choices: Vec<ChoiceView>,
    default: Option<String>,
    /// Where the fields inside it are told of.
    same_as: Option<Link>,
    properties: Vec<&'static str>,
    indicators: Vec<Link>,
    exports: Option<Exports>,
    example: Option<String>,
}

#[derive(Serialize)]
struct ChoiceView {
    value: String,
    meaning: Option<Html>,
}

#[derive(Serialize)]
struct Link {
    text: String,
    /// From the site's root.
    path: String,
    /// What it leads to, in a sentence.
    title: &'static str,
}

/// What becomes of a field in the formats that are read and written.
#[derive(Serialize)]
struct Exports {
    all: usize,
    kept: Vec<&'static str>,
    partly: Vec<&'static str>,
}

impl Owner {
    pub(super) fn of(kind: Kind) -> Owner {
        if Kind::WORKS.contains(&kind) { Owner::Works } else { Owner::Agents(kind) }
    }

    fn facts(self, path: &str) -> Facts {
        match self {
            Owner::Works => facts_of(path),
            Owner::Agents(kind) => facts_of(&format!("{}:{path}", kind.name())),
            Owner::Settings => Facts::default(),
        }
    }
}

impl FieldView {
    pub(super) fn new(place: &Place, field: &Field) -> FieldView {
        let (above, name) = field.path.rsplit_once('.').unwrap_or(("", &field.path));
        let facts = facts_of_all(place, field);
        let plain = faircat_text::single_spaced(&field.meaning);
        FieldView {
            path: field.path.clone(),
            above: if above.is_empty() { String::new() } else { format!("{above}.") },
            name: name.to_owned(),
            is_inner: field.path.matches('.').count() > place.outermost,
            is_required: field.is_required,
            type_words: field.type_words.clone(),
            meaning: with_code(&plain),
            plain,
            choices: field.choices.iter().map(ChoiceView::of).collect(),
            default: field.default.clone(),
            same_as: field.same_as.as_deref().map(|path| link_to_field(place.owner, path)),
            indicators: indicators(place.input, &facts.indicators),
            exports: Exports::of(&facts),
            example: (!facts.example.is_empty()).then(|| format!("{name}: {}", facts.example)),
            properties: facts.properties,
        }
    }
}

/// What is known of `field`, and of the same field inside those that are told of by reference to the
/// one that holds it.
fn facts_of_all(place: &Place, field: &Field) -> Facts {
    let mut facts = place.owner.facts(&field.path);
    let Some((holder, name)) = field.path.rsplit_once('.') else { return facts };
    let same = place.all.iter().filter(|it| it.same_as.as_deref() == Some(holder));
    for other in same.map(|it| place.owner.facts(&format!("{}.{name}", it.path))) {
        facts.properties.extend(other.properties);
        facts.indicators.extend(other.indicators);
        if facts.example.is_empty() {
            facts.example = other.example;
        }
        if facts.fates.is_empty() {
            facts.fates = other.fates;
        }
    }
    let mut known = Vec::new();
    facts.properties.retain(|it| {
        !known.contains(it) && {
            known.push(it);
            true
        }
    });
    facts
}

fn link_to_field(owner: Owner, path: &str) -> Link {
    let page = match owner {
        Owner::Works => path_of(section_owner(path).map_or(EVERY_WORK, Kind::name)),
        Owner::Agents(kind) => path_of(kind.name()),
        Owner::Settings => SETTINGS.to_owned(),
    };
    Link { text: path.to_owned(), path: format!("{page}#{path}"), title: "" }
}

/// The kind in whose section the field at `path` stands.
fn section_owner(path: &str) -> Option<Kind> {
    let section = path.split('.').next().unwrap_or_default();
    SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, kind)| *kind)
}

impl ChoiceView {
    fn of(choice: &Choice) -> ChoiceView {
        let meaning = choice.meaning.as_deref().map(|it| with_code(it.trim_end_matches('.')));
        ChoiceView { value: choice.value.clone(), meaning }
    }
}

/// Links to the indicators called `names`, those that several rubrics have once.
fn indicators(input: &SiteInput, names: &[&str]) -> Vec<Link> {
    let known = Rubric::ALL.into_iter().flat_map(|rubric| {
        (input.indicators)(rubric).iter().map(move |indicator| (rubric, indicator))
    });
    let mut links: Vec<Link> = Vec::new();
    for (rubric, indicator) in known.filter(|(_, indicator)| names.contains(&indicator.id)) {
        let link = link_to_indicator(rubric, indicator);
        if !links.iter().any(|it| it.text == link.text) {
            links.push(link);
        }
    }
    links
}

/// What it is called does without the rubric, which the page says.
fn link_to_indicator(rubric: Rubric, indicator: &Indicator) -> Link {
    let text = indicator.id.split_once('-').map_or(indicator.id, |(_, rest)| rest).to_owned();
    Link { text, path: format!("{}#{}", rubric.page(), indicator.id), title: indicator.question }
}

impl Exports {
    fn of(facts: &Facts) -> Option<Exports> {
        let with = |fate: Fate| {
            let some = facts.fates.iter().filter(move |(_, it)| *it == fate);
            some.map(|(format, _)| format.title).collect::<Vec<_>>()
        };
        let all = facts.fates.len();
        (all > 0).then(|| Exports { all, kept: with(Fate::Kept), partly: with(Fate::Partly) })
    }
}

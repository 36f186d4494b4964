//! The text of a card: sections with a home among the fields of a record, and the rest.

use faircat_record::{Kind, Relation, RelationType, Usage, Work};

use super::sections::{
    Section, filled, sections, without_comments, without_placeholders, without_title,
};
use super::terms::{Home, SECTIONS, SUMMARIES};
use crate::html;
use crate::import::record::unless_empty;
use crate::import::statements::{identifier, says_nothing, web_address};
use crate::json_fields::Notes;
use crate::openml::requirements;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// Distributes the text of a card over the fields of `work`.
pub(super) fn fill(body: &str, work: &mut Work, notes: &Notes) {
    let body = without_comments(body);
    let mut sections = sections(&body);
    sections.iter_mut().for_each(|it| it.text = without_placeholders(&it.text));
    for contents in sections.iter().filter(|it| it.is_contents()) {
        let why = "a table of contents is made of the headings";
        notes.drop_because("README", contents.heading, why);
    }
    sections.retain(|it| !it.is_contents());
    without_title(&mut sections, &work.title);
    let kept = filled(&sections);
    links(&kept, work);
    work.summary = summary(&kept);
    let homes = homes(&kept, work.kind);
    let text = |home: Home| {
        let of_home: Vec<&Section<'_>> =
            kept.iter().zip(&homes).filter(|(_, it)| **it == home).map(|(it, _)| *it).collect();
        markdown(&of_home, home)
    };
    work.description = text(Home::Description);
    let both = text(Home::UseAndLimitations);
    let usage = Usage {
        intended_use: joined(text(Home::IntendedUse), both.clone()),
        instructions: text(Home::Instructions),
        limitations: joined(text(Home::Limitations), both),
        risks: text(Home::Risks),
        ethical: text(Home::Ethical),
        ..Usage::default()
    };
    work.usage = unless_empty(usage);
    if let Some(dataset) = &mut work.dataset {
        dataset.collection = text(Home::Collection);
    }
    specifications(&text, work);
}

/// What sections say of how a model is built, trained and run.
fn specifications(text: &dyn Fn(Home) -> Option<String>, work: &mut Work) {
    let Some(model) = work.model.as_mut() else { return };
    if let Some(text) = text(Home::Training) {
        model.training.get_or_insert_default().procedure = Some(text);
    }
    if let Some(text) = text(Home::Hardware) {
        model.training.get_or_insert_default().hardware = Some(text);
    }
    model.architecture = text(Home::Architecture).or(model.architecture.take());
    if let Some(text) = text(Home::Preprocessing) {
        model.signature.get_or_insert_default().preprocessing = Some(text);
    }
    let Some(text) = text(Home::Software) else { return };
    let lines = text.lines().map(|it| it.trim_start_matches(['-', '*', ' ']));
    // A list of packages, or else what the training ran in.
    match requirements(&lines.collect::<Vec<_>>().join("\n")) {
        Some(found) => {
            let known = &mut work.code.get_or_insert_default().dependencies;
            known.extend(found.into_iter().filter(|it| it.version.is_some()));
        }
        None => model.training.get_or_insert_default().environment = Some(text),
    }
}

fn joined(one: Option<String>, more: Option<String>) -> Option<String> {
    match (one, more) {
        (Some(one), Some(more)) => Some(format!("{one}\n\n{more}")),
        (one, more) => one.or(more),
    }
}

/// Whether sections under `heading` have a field.
pub(super) fn is_known_heading(heading: &str) -> bool {
    let section = Section { level: 2, heading, text: String::new() };
    SECTIONS.iter().any(|(name, _)| *name == section.name())
}

/// The home of each section: its own, or that of the section above.
fn homes(sections: &[&Section<'_>], kind: Kind) -> Vec<Home> {
    let mut above: Vec<(usize, Home)> = Vec::new();
    let fits = |home: &Home| match home {
        Home::Training
        | Home::Architecture
        | Home::Preprocessing
        | Home::Hardware
        | Home::Software => kind == Kind::Model,
        Home::Collection => kind == Kind::Dataset,
        _ => true,
    };
    let home = |section: &&Section<'_>| {
        above.retain(|(level, _)| *level < section.level);
        let name = section.name();
        let own = SECTIONS.iter().find(|(it, _)| *it == name).map(|(_, home)| *home).filter(&fits);
        let home = own.or(above.last().map(|(_, home)| *home)).unwrap_or(Home::Description);
        if section.level > 0 {
            above.push((section.level, home));
        }
        home
    };
    sections.iter().map(home).collect()
}

/// The text of `sections`; where it is one with a heading that the field says, without it.
fn markdown(sections: &[&Section<'_>], home: Home) -> Option<String> {
    let is_named = home != Home::Description && sections.len() == 1;
    let mut out = String::new();
    for section in sections {
        if !section.heading.is_empty() && !is_named {
            out.push_str(&format!("{} {}\n\n", "#".repeat(section.level), section.heading));
        }
        if !section.text.trim().is_empty() {
            out.push_str(&section.text);
            out.push_str("\n\n");
        }
    }
    let text = out.trim_end();
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// The section that says in short what the work is, else the first text before any other section.
fn summary(sections: &[&Section<'_>]) -> Option<String> {
    let named = sections.iter().find(|it| SUMMARIES.contains(&&*it.name()));
    let first = || sections.iter().find(|it| it.level == 0 && !it.text.is_empty());
    let section = named.filter(|it| !it.text.is_empty()).or_else(first)?;
    let text = html::first_sentences(&section.text, SUMMARY);
    (!says_nothing(&text)).then_some(text)
}

/// What the list at the head of a card of the template links: page, code and paper.
fn links(sections: &[&Section<'_>], work: &mut Work) {
    for line in sections.iter().flat_map(|it| it.text.lines()) {
        let Some((label, value)) = labelled(line) else { continue };
        let Some(address) = only_address(value) else { continue };
        match &*label {
            "homepage" if work.url.is_none() => work.url = Some(address),
            "repository" => {
                let code = work.code.get_or_insert_default();
                code.repository = code.repository.take().or(Some(address));
            }
            "paper" | "paper [optional]" => {
                let target = identifier(&address).unwrap_or(address);
                let kind = RelationType::IsDescribedBy;
                work.relations.push(Relation { kind, target, title: None, description: None });
            }
            _ => {}
        }
    }
}

/// The label in small letters, and what follows it.
fn labelled(line: &str) -> Option<(String, &str)> {
    let text = line.trim();
    let text = text.strip_prefix(['-', '*', '+']).filter(|it| it.starts_with(' ')).unwrap_or(text);
    let (label, value) = text.trim().strip_prefix("**")?.split_once("**")?;
    let label = label.trim_matches([':', ' ']);
    Some((label.to_lowercase(), value.trim().trim_start_matches(':').trim()))
}

/// The address that `text` is, plain or as a link.
fn only_address(text: &str) -> Option<String> {
    let link = text.strip_prefix('[').and_then(|it| it.split_once("](")?.1.strip_suffix(')'));
    web_address(link.unwrap_or(text).trim_matches(['<', '>']))
}

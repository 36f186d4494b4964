//! The text of a card: sections with a home among the fields of a record, the rest, and what a
//! template left.

use faircat_record::{Kind, Relation, RelationType, Usage, Work};

use super::terms::{Home, SECTIONS, SUMMARIES};
use crate::html;
use crate::import::record::unless_empty;
use crate::import::statements::{identifier, says_nothing, web_address};
use crate::json_fields::Notes;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// How titles of cards begin, in small letters.
const TITLES: [&str; 3] = ["dataset card for ", "model card for ", "data card for "];

/// A heading with the text up to the next one.
#[derive(Debug)]
struct Section<'a> {
    /// From 1; 0 for the text before the first heading.
    level: usize,
    heading: &'a str,
    text: String,
}

impl Section<'_> {
    fn name(&self) -> String {
        let plain = self.heading.trim_matches(['*', '_', ':', ' ']);
        plain.to_lowercase()
    }

    /// Whether there is nothing but links to other sections.
    fn is_contents(&self) -> bool {
        let mut lines = self.text.lines().filter(|line| !line.trim().is_empty()).peekable();
        lines.peek().is_some() && lines.all(|line| line.contains("](#"))
    }
}

fn sections(body: &str) -> Vec<Section<'_>> {
    let mut sections = vec![Section { level: 0, heading: "", text: String::new() }];
    let mut fence: Option<&str> = None;
    for line in body.lines() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|it| start.starts_with(it));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let heading = if fence.is_none() && mark.is_none() { heading(line) } else { None };
        match heading {
            Some((level, heading)) => {
                sections.push(Section { level, heading, text: String::new() });
            }
            None => {
                if let Some(last) = sections.last_mut() {
                    last.text.push_str(line);
                    last.text.push('\n');
                }
            }
        }
    }
    sections
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|it| *it == b'#').count();
    let text = line[level..].strip_prefix([' ', '\t'])?;
    let text = text.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && !text.is_empty()).then_some((level, text))
}

/// What the first heading of the text calls the work.
pub(super) fn title(body: &str) -> Option<String> {
    let sections = sections(body);
    let first = sections.iter().find(|it| it.level == 1).map(|it| it.heading.to_owned());
    let heading = first.or_else(|| html_title(body)).or_else(|| underlined_title(body))?;
    let text = html::first_sentences(&heading, 200);
    let text = text.trim_end_matches("..").trim();
    let name = without_start(text);
    let is_of_template =
        matches!(&*name.to_lowercase(), "model id" | "dataset name" | "model name");
    (!is_of_template && !says_nothing(name) && !name.contains("{{")).then(|| name.to_owned())
}

/// The text of the first `<h1>`.
fn html_title(body: &str) -> Option<String> {
    let lower = body.to_ascii_lowercase();
    let start = lower.find("<h1")?;
    let text = start + lower[start..].find('>')? + 1;
    let end = text + lower[text..].find("</h1>")?;
    let title = html::to_plain_text(&body[text..end], "");
    (title.len() <= 300).then_some(title)
}

/// The line above the first one of `=`.
fn underlined_title(body: &str) -> Option<String> {
    let lines = || body.lines().map(str::trim);
    let is_underline = |line: &str| line.len() > 2 && line.bytes().all(|it| it == b'=');
    let pair = lines().zip(lines().skip(1)).find(|(above, line)| {
        is_underline(line) && !above.is_empty() && !above.starts_with(['|', '`'])
    });
    pair.map(|(above, _)| above.to_owned())
}

fn without_start(text: &str) -> &str {
    let lower = text.to_lowercase();
    let start = TITLES.iter().find(|it| lower.starts_with(*it));
    start.and_then(|it| text.get(it.len()..)).unwrap_or(text).trim()
}

/// Whether the first heading says that the card is of a dataset, or of a model.
pub(super) fn told_kind(body: &str) -> Option<bool> {
    let sections = sections(body);
    let first = sections.iter().find(|it| it.level == 1)?.name();
    if first.starts_with("dataset card") || first.starts_with("data card") {
        return Some(true);
    }
    first.starts_with("model card").then_some(false)
}

/// Distributes the text of a card over the fields of `work`.
pub(super) fn fill(body: &str, work: &mut Work, notes: &Notes) {
    let body = without_comments(body);
    let mut sections = sections(&body);
    sections.iter_mut().for_each(|it| it.text = without_placeholders(&it.text));
    for contents in sections.iter().filter(|it| it.is_contents()) {
        notes.drop("README", contents.heading);
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
    let usage = Usage {
        intended_use: text(Home::IntendedUse),
        instructions: text(Home::Instructions),
        limitations: text(Home::Limitations),
        risks: text(Home::Risks),
        ethical: text(Home::Ethical),
        ..Usage::default()
    };
    work.usage = unless_empty(usage);
    if let Some(dataset) = &mut work.dataset {
        dataset.collection = text(Home::Collection);
    }
    if let Some((model, text)) = work.model.as_mut().zip(text(Home::Training)) {
        model.training.get_or_insert_default().procedure = Some(text);
    }
}

/// `body` without comments of HTML, in which templates say what to write.
fn without_comments(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        let Some((_, after)) = after.split_once("-->") else {
            // Never closed, it is text.
            out.push_str("<!--");
            rest = after;
            continue;
        };
        rest = after;
    }
    out.push_str(rest);
    out
}

fn without_placeholders(text: &str) -> String {
    let lines = text.lines().filter(|line| !is_placeholder(line));
    let mut out = String::with_capacity(text.len());
    lines.for_each(|line| {
        out.push_str(line);
        out.push('\n');
    });
    out.trim_matches('\n').trim_end().to_owned()
}

/// Whether a line is what a template has where something should be said: `[More Information Needed]`,
/// `- **Paper:**`.
fn is_placeholder(line: &str) -> bool {
    let text = line.trim();
    let text = text.strip_prefix(['-', '*', '+']).filter(|it| it.starts_with(' ')).unwrap_or(text);
    let text = text.trim();
    let labelled = text.strip_prefix("**").and_then(|it| {
        let (label, value) = it.split_once("**")?;
        (label.ends_with(':') || value.starts_with(':')).then(|| value.trim_start_matches(':'))
    });
    let value = labelled.unwrap_or(text).trim();
    let has_letters = |text: &str| text.contains(char::is_alphabetic);
    if value.is_empty() {
        return labelled.is_some();
    }
    let shown = value.strip_prefix('[').and_then(|it| it.split_once("](")).map_or(value, |it| it.0);
    has_letters(shown) && says_nothing(shown)
}

/// Without the heading that is the title.
fn without_title(sections: &mut Vec<Section<'_>>, title: &str) {
    let Some(index) = sections.iter().position(|it| it.level == 1) else { return };
    let heading = html::first_sentences(sections[index].heading, 200);
    let heading = without_start(heading.trim_end_matches("..").trim());
    let same = heading.eq_ignore_ascii_case(title)
        || sections[index].name().starts_with("model card for")
        || sections[index].name().starts_with("dataset card for");
    if same {
        sections[index].heading = "";
        sections[index].level = 0;
    }
}

/// The sections that hold text, or have one below that does.
fn filled<'s, 'a>(sections: &'s [Section<'a>]) -> Vec<&'s Section<'a>> {
    let has_text = |index: usize| {
        let own: &Section<'_> = &sections[index];
        let below =
            sections[index + 1..].iter().take_while(|it| own.level > 0 && it.level > own.level);
        std::iter::once(own).chain(below).any(|it| !it.text.trim().is_empty())
    };
    (0..sections.len()).filter(|index| has_text(*index)).map(|index| &sections[index]).collect()
}

/// The home of each section: its own, or that of the section above.
fn homes(sections: &[&Section<'_>], kind: Kind) -> Vec<Home> {
    let mut above: Vec<(usize, Home)> = Vec::new();
    let fits = |home: &Home| match home {
        Home::Training => kind == Kind::Model,
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

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn lines_of_the_template_are_placeholders() {
        for line in [
            "[More Information Needed]",
            "- **Paper:** [More Information Needed](https://example.org/how)",
            "- **Repository:** ",
            "- **Leaderboard:**",
            "[Needs More Information]",
            "{{ model_description }}",
        ] {
            assert!(is_placeholder(line), "{line}");
        }
        for line in
            ["", "---", "- **Paper:** A paper", "**Important:** read this", "| a | b |", "- x"]
        {
            assert!(!is_placeholder(line), "{line}");
        }
    }
}

//! The text of a card by its headings: titles, sections, and what a template left in them.

use crate::html;
use crate::import::statements::says_nothing;

/// How titles of cards begin, in small letters.
const TITLES: [&str; 3] = ["dataset card for ", "model card for ", "data card for "];

/// Titles that name no work, in small letters.
const OF_TEMPLATES: [&str; 8] = [
    "data card",
    "dataset card",
    "dataset name",
    "model card",
    "model description",
    "model id",
    "model name",
    "readme",
];

/// A heading with the text up to the next one.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// From 1; 0 for the text before the first heading.
    pub level: usize,
    pub heading: &'a str,
    pub text: String,
}

impl Section<'_> {
    pub(super) fn name(&self) -> String {
        let plain = self.heading.trim_matches(['*', '_', ':', ' ']);
        plain.to_lowercase()
    }

    /// Whether there is nothing but links to other sections.
    pub(super) fn is_contents(&self) -> bool {
        let mut lines = self.text.lines().filter(|line| !line.trim().is_empty()).peekable();
        lines.peek().is_some() && lines.all(|line| line.contains("](#"))
    }
}

pub(super) fn sections(body: &str) -> Vec<Section<'_>> {
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
    let is_of_template = OF_TEMPLATES.contains(&&*name.to_lowercase());
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

/// `body` without comments of HTML, in which templates say what to write.
pub(super) fn without_comments(body: &str) -> String {
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

pub(super) fn without_placeholders(text: &str) -> String {
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
pub(super) fn without_title(sections: &mut Vec<Section<'_>>, title: &str) {
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
pub(super) fn filled<'s, 'a>(sections: &'s [Section<'a>]) -> Vec<&'s Section<'a>> {
    let has_text = |index: usize| {
        let own: &Section<'_> = &sections[index];
        let below =
            sections[index + 1..].iter().take_while(|it| own.level > 0 && it.level > own.level);
        std::iter::once(own).chain(below).any(|it| !it.text.trim().is_empty())
    };
    (0..sections.len()).filter(|index| has_text(*index)).map(|index| &sections[index]).collect()
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

//! Markdown in the making: no text of a record can end the part in which it stands.

use std::ops::Range;

use faircat_record::markup;
use faircat_text::{fence, single_spaced};
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::html::{escape, is_web_address};

/// A document under construction.
#[derive(Default)]
pub(super) struct Document(String);

impl Document {
    pub(super) fn heading(&mut self, level: usize, text: &str) -> &mut Self {
        self.block(&format!("{} {}", "#".repeat(level), line(text)))
    }

    /// A paragraph of plain text.
    pub(super) fn paragraph(&mut self, text: &str) -> &mut Self {
        self.block(&first_escaped(&line(text)))
    }

    /// Names with what they are, those that are there.
    pub(super) fn facts(&mut self, facts: &[(&str, Option<String>)]) -> &mut Self {
        let told = facts.iter().filter_map(|(name, fact)| Some((name, fact.as_ref()?)));
        let lines: Vec<String> = told.map(|(name, it)| format!("- **{name}:** {it}")).collect();
        self.lines(&lines)
    }

    /// A list of what is Markdown already, an item a line.
    pub(super) fn list(&mut self, items: impl Iterator<Item = String>) -> &mut Self {
        let lines: Vec<String> = items.map(|item| format!("- {item}")).collect();
        self.lines(&lines)
    }

    /// A table of what is Markdown already; nothing without rows.
    pub(super) fn table(&mut self, head: &[&str], rows: Vec<Vec<String>>) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let head: Vec<String> = head.iter().map(|&it| it.to_owned()).collect();
        let rule = vec!["---".to_owned(); head.len()];
        let rows = rows.iter().map(|cells| {
            let cells: Vec<String> = cells.iter().map(|it| it.replace('|', "\\|")).collect();
            row(&cells)
        });
        let lines: Vec<String> = [row(&head), row(&rule)].into_iter().chain(rows).collect();
        self.lines(&lines)
    }

    /// An author's own Markdown, quoted: whatever it begins ends with the quotation.
    pub(super) fn quotation(&mut self, markdown: &str) -> &mut Self {
        let tame = tame(markdown);
        let lines: Vec<String> =
            tame.trim().lines().map(|it| format!("> {it}").trim_end().to_owned()).collect();
        self.lines(&lines)
    }

    /// A block of code in `language`.
    pub(super) fn code(&mut self, language: &str, code: &str) -> &mut Self {
        let fence = fence(code, 3);
        let language: String = language.chars().filter(|it| it.is_alphanumeric()).collect();
        self.block(&format!("{fence}{language}\n{}\n{fence}", code.trim_end()))
    }

    fn lines(&mut self, lines: &[String]) -> &mut Self {
        if lines.is_empty() { self } else { self.block(&lines.join("\n")) }
    }

    fn block(&mut self, text: &str) -> &mut Self {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(text);
        self.0.push('\n');
        self
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// Plain text within a line: its markup escaped, and its ends of lines spaces.
pub(crate) fn line(text: &str) -> String {
    let text = single_spaced(&text.replace(char::is_control, " "));
    escape(&text).replace('<', "&lt;").replace("\\&lt;", "&lt;")
}

/// Text in a span of code, which holds something.
pub(super) fn code(text: &str) -> String {
    let text = single_spaced(text);
    if text.is_empty() || text.contains('`') { line(&text) } else { format!("`{text}`") }
}

/// A link, where `address` is one of the web; else its text.
pub(super) fn link(text: &str, address: &str) -> String {
    let is_plain = |it: char| it.is_ascii_graphic() && !matches!(it, '<' | '>' | '\\');
    match is_web_address(address) && address.chars().all(is_plain) {
        true => format!("[{}](<{address}>)", line(text)),
        false => line(text),
    }
}

/// A line that begins no list, quotation or rule, whichever Markdown is read. Texts of records have
/// one reader, and fewer backslashes (`html/escaping.rs`).
fn first_escaped(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some('#' | '>' | '=' | '-' | '+' | ':') if digits == 0 => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// An author's own Markdown as a part of a document, whose headings are below `level`: whatever it
/// begins ends with it.
pub(crate) fn part(markdown: &str, level: usize) -> String {
    let mut text = tame(markdown.trim());
    let parsed = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter();
    let headings: Vec<Range<usize>> = parsed
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Heading { level: own, .. }) if (*own as usize) <= level))
        .map(|(_, range)| range)
        .collect();
    for range in headings.into_iter().rev() {
        let heading = below(&text[range.clone()], level);
        text.replace_range(range, &heading);
    }
    if let Some(fence) = open_fence(&text) {
        text.push('\n');
        text.push_str(&fence);
    }
    text
}

/// `heading`, with its signs or the line below it, as one below `level`.
fn below(heading: &str, level: usize) -> String {
    let marks = "#".repeat(level + 1);
    let end = &heading[heading.trim_end().len()..];
    if let Some(rest) = heading.trim_start().strip_prefix('#') {
        return format!("{marks} {}{end}", rest.trim_start_matches('#').trim());
    }
    let is_rule = |it: &&str| !it.trim().trim_start_matches(['=', '-']).is_empty();
    let words: Vec<&str> = heading.lines().filter(is_rule).map(str::trim).collect();
    format!("{marks} {}{end}", words.join(" "))
}

/// The fence that ends a block of code which `text` begins and does not end.
fn open_fence(text: &str) -> Option<String> {
    let mut open: Option<String> = None;
    for line in text.lines() {
        let plain = line.trim_start_matches([' ', '>']);
        let Some(sign) = plain.chars().next().filter(|it| matches!(it, '`' | '~')) else {
            continue;
        };
        let length = plain.chars().take_while(|it| *it == sign).count();
        let fence = sign.to_string().repeat(length);
        match &open {
            None if length >= 3 && !(sign == '`' && plain[length..].contains('`')) => {
                open = Some(fence);
            }
            Some(known)
                if fence.starts_with(known.as_str()) && plain[length..].trim().is_empty() =>
            {
                open = None;
            }
            _ => {}
        }
    }
    open
}

/// Markdown without HTML, without images of others, and without links that lead elsewhere than to the
/// web.
fn tame(markdown: &str) -> String {
    if !markup::is_parsable(markdown) {
        return line(markdown);
    }
    let mut text = markdown.replace(|it: char| it.is_control() && it != '\n' && it != '\t', " ");
    let parsed: Vec<(Event, Range<usize>)> =
        Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter().collect();
    let mut places: Vec<(usize, &str)> = Vec::new();
    for (event, range) in &parsed {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                let signs = text[range.clone()].match_indices('<');
                places.extend(signs.map(|(at, _)| (range.start + at, "&lt;")));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if leads_astray(dest_url) =>
            {
                let sign = if text[range.start..].starts_with('<') { "&lt;" } else { "\\[" };
                let opening = text[range.clone()].find(['[', '<']).unwrap_or_default();
                places.push((range.start + opening, sign));
            }
            // A reader's program would ask the other host for it: what is left is a link.
            Event::Start(Tag::Image { dest_url, .. }) if is_elsewhere(dest_url) => {
                places.push((range.start, ""));
            }
            _ => {}
        }
    }
    places.sort_unstable();
    places.dedup();
    for (at, sign) in places.into_iter().rev() {
        text.replace_range(at..=at, sign);
    }
    text
}

/// Whether an address names a host.
fn is_elsewhere(address: &str) -> bool {
    address.starts_with("//") || address.contains("://")
}

/// Whether an address has a scheme, and one that is not for reading.
fn leads_astray(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().and_then(|it| it.split_once(':'));
    scheme.is_some_and(|(scheme, _)| {
        !["http", "https", "mailto", "doi"].contains(&scheme.trim().to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::{Document, code, line, link, part, tame};

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(line("a *b*\n# c <script>"), "a \\*b\\* # c &lt;script>");
        assert_eq!(code("a|b"), "`a|b`");
        assert_eq!(link("x", "javascript:alert(1)"), "x");
        assert_eq!(link("[x]", "https://example.org/"), "[\\[x\\]](<https://example.org/>)");
        let mut document = Document::default();
        document.paragraph("---").paragraph("1. one").code("sh\n", "```\n");
        let text = String::from_utf8(document.finish()).unwrap();
        assert_eq!(text, "\\---\n\n1\\. one\n\n````sh\n```\n````\n");
    }

    #[test]
    fn an_author_s_markdown_ends_with_its_quotation_and_has_no_html() {
        let mut document = Document::default();
        document.quotation("# Title\n\n```\nopen <b>").paragraph("after");
        let text = String::from_utf8(document.finish()).unwrap();
        assert_eq!(text, "> # Title\n>\n> ```\n> open <b>\n\nafter\n");
        assert_eq!(tame("a <b>bold</b> 1<2"), "a &lt;b>bold&lt;/b> 1<2");
        assert_eq!(tame("[a](javascript:x) [b](c)"), "\\[a](javascript:x) [b](c)");
        assert_eq!(tame("<javascript:x>"), "&lt;javascript:x>");
        assert_eq!(
            tame("![i](https://evil.example/t.png) ![j](j.png)"),
            "[i](https://evil.example/t.png) ![j](j.png)"
        );
    }

    #[test]
    fn a_part_stays_a_part() {
        assert_eq!(
            part("# Forged\n\ntext\n\nTwo\nlines\n===\n\n#### own", 2),
            "### Forged\n\ntext\n\n### Two lines\n\n#### own"
        );
        assert_eq!(part("a\n\n````sh\n```\nb", 2), "a\n\n````sh\n```\nb\n````");
        assert_eq!(part("```\nx\n```", 2), "```\nx\n```");
        assert_eq!(part("<h1>x</h1>", 2), "&lt;h1>x&lt;/h1>");
    }
}

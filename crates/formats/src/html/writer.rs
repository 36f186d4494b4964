//! Writes Markdown from tags and text.

use faircat_text::single_spaced;

use super::addresses::{absolute, destination, is_web_address};
use super::escaping::{escape, escape_start};
use super::scan::{self, Element};
use super::table::table;
use faircat_text::fence;

/// Deepest quotation and list written; deeper ones are drawn at this depth.
const DEEPEST: usize = 8;

/// Markdown in the making: finished blocks, and the block that is being filled.
pub(super) struct Writer<'a> {
    base: &'a str,
    out: String,
    /// The block being filled.
    line: String,
    marks: Vec<Mark>,
    quotes: usize,
    /// Depth of quotation of the last block written.
    written_quotes: usize,
    lists: Vec<List>,
    /// `- ` or `1. `, where the next block begins a list item.
    marker: Option<String>,
    /// `## `, where the block being filled is a heading.
    heading: Option<String>,
}

/// Something opened in the block being filled, and where in it.
struct Mark {
    name: &'static str,
    start: usize,
    href: Option<String>,
}

struct List {
    ordered: bool,
    items: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(base: &'a str) -> Self {
        Writer {
            base,
            out: String::new(),
            line: String::new(),
            marks: Vec::new(),
            quotes: 0,
            written_quotes: 0,
            lists: Vec::new(),
            marker: None,
            heading: None,
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.out
    }

    /// Takes in a tag that comes before `rest`; gives what is still to be read.
    pub(super) fn tag<'h>(&mut self, tag: &Element<'_>, rest: &'h str) -> &'h str {
        match tag.name {
            "pre" if !tag.closing => return self.preformatted(rest),
            "table" if !tag.closing => {
                let (table, rest) = table(rest, self.base);
                self.block(&table);
                return rest;
            }
            "b" | "strong" | "i" | "em" | "code" | "tt" | "kbd" | "samp" | "sub" | "sup" | "a" => {
                self.mark(tag);
            }
            "br" => self.line_break(),
            "img" => self.image(tag),
            "ul" | "ol" => self.list(tag),
            "li" | "dt" | "dd" => self.item(tag),
            "blockquote" => self.quotation(tag),
            "hr" => self.block("---"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(tag),
            "p" | "div" | "center" | "section" | "article" | "address" | "figure"
            | "figcaption" | "dl" | "table" | "pre" => self.flush(),
            "td" | "th" => self.text(" "),
            _ => {}
        }
        rest
    }

    /// Adds text: white space in one, and what Markdown would take for markup escaped.
    pub(super) fn text(&mut self, text: &str) {
        if self.marks.iter().any(|mark| is_code(mark.name)) {
            self.line.push_str(&collapse(&scan::decode(text), self.line.is_empty()));
            return;
        }
        let blank = self.line.is_empty() || self.line.ends_with(char::is_whitespace);
        let text = collapse(&text.replace("&nbsp;", " "), blank);
        escape(&text, &mut self.line);
    }

    fn mark(&mut self, tag: &Element<'_>) {
        let name = if is_code(tag.name) { "code" } else { tag.name };
        if tag.closing {
            if let Some(at) = self.marks.iter().rposition(|mark| mark.name == name) {
                self.close_marks(at);
            }
            return;
        }
        let open = |mark: &Mark| mark.name == name || is_code(mark.name) || mark.name == "a";
        if let Some(at) = self.marks.iter().position(open).filter(|_| name == "a") {
            self.close_marks(at);
        }
        if self.marks.iter().any(|mark| mark.name == name || is_code(mark.name)) {
            return;
        }
        let href = tag.attribute("href").filter(|href| !href.trim().is_empty());
        self.marks.push(Mark { name, start: self.line.len(), href });
    }

    /// Closes the marks from the one at `first` on, the innermost first.
    fn close_marks(&mut self, first: usize) {
        while self.marks.len() > first {
            let Some(mark) = self.marks.pop() else { return };
            let inner = self.line.split_off(mark.start.min(self.line.len()));
            let text = inner.trim();
            let leading = &inner[..inner.len() - inner.trim_start().len()];
            let trailing = &inner[inner.trim_end().len().max(leading.len())..];
            self.line.push_str(leading);
            self.line.push_str(&self.marked(&mark, text));
            self.line.push_str(trailing);
        }
    }

    fn marked(&self, mark: &Mark, text: &str) -> String {
        match mark.name {
            "a" => self.link(mark.href.as_deref(), text),
            _ if text.is_empty() => String::new(),
            "b" | "strong" => format!("**{text}**"),
            "i" | "em" => format!("*{text}*"),
            "code" => {
                let fence = fence(text, 1);
                let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
                format!("{fence}{space}{text}{space}{fence}")
            }
            name => format!("<{name}>{text}</{name}>"),
        }
    }

    fn link(&self, href: Option<&str>, text: &str) -> String {
        let Some(href) = href else { return text.to_owned() };
        let address = absolute(href, self.base);
        if !is_web_address(&address) {
            let mut shown = text.to_owned();
            shown.push_str(" (");
            escape(&address, &mut shown);
            shown.push(')');
            return shown;
        }
        if text.is_empty() || text == address {
            return format!("<{address}>");
        }
        format!("[{text}]({})", destination(&address))
    }

    fn image(&mut self, tag: &Element<'_>) {
        let Some(source) = tag.attribute("src").map(|source| absolute(&source, self.base)) else {
            return;
        };
        let mut alternative = String::new();
        escape(&collapse(&tag.attribute("alt").unwrap_or_default(), true), &mut alternative);
        if is_web_address(&source) {
            self.line.push_str(&format!("![{alternative}]({})", destination(&source)));
        }
    }

    fn line_break(&mut self) {
        if self.line.trim().is_empty() || self.line.ends_with('\n') {
            self.flush();
        } else {
            self.line.truncate(self.line.trim_end().len());
            self.line.push('\n');
        }
    }

    fn list(&mut self, tag: &Element<'_>) {
        self.flush();
        self.marker = None;
        if tag.closing {
            self.lists.pop();
        } else if self.lists.len() < DEEPEST {
            self.lists.push(List { ordered: tag.name == "ol", items: 0 });
        }
    }

    fn item(&mut self, tag: &Element<'_>) {
        self.flush();
        if tag.closing || tag.name != "li" {
            return;
        }
        if self.lists.is_empty() {
            self.lists.push(List { ordered: false, items: 0 });
        }
        if let Some(list) = self.lists.last_mut() {
            list.items += 1;
            self.marker =
                Some(if list.ordered { format!("{}. ", list.items) } else { "- ".to_owned() });
        }
    }

    fn quotation(&mut self, tag: &Element<'_>) {
        self.flush();
        if tag.closing {
            self.quotes = self.quotes.saturating_sub(1);
        } else {
            self.quotes = (self.quotes + 1).min(DEEPEST);
        }
    }

    fn heading(&mut self, tag: &Element<'_>) {
        self.flush();
        if !tag.closing {
            let level = tag.name[1..].parse().unwrap_or(6);
            self.heading = Some(format!("{} ", "#".repeat(level)));
        }
    }

    /// Text as it stands, up to the end tag.
    fn preformatted<'h>(&mut self, html: &'h str) -> &'h str {
        let mut code = String::new();
        let mut rest = html;
        while !rest.is_empty() {
            let (token, after) = scan::next(rest);
            rest = after;
            match token {
                scan::Token::Tag(tag) if tag.name == "pre" && tag.closing => break,
                scan::Token::Tag(tag) if tag.name == "br" => code.push('\n'),
                scan::Token::Tag(_) => {}
                scan::Token::Text(text) => code.push_str(&scan::decode(text)),
            }
        }
        let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
        let code = lines.join("\n");
        let code = code.trim_matches('\n');
        if !code.trim().is_empty() {
            let fence = fence(code, 3);
            self.block(&format!("{fence}\n{code}\n{fence}"));
        }
        rest
    }

    /// Ends the block being filled.
    fn flush(&mut self) {
        self.close_marks(0);
        let line = std::mem::take(&mut self.line);
        let heading = self.heading.take();
        let text = line.trim();
        if text.is_empty() {
            return;
        }
        if let Some(marks) = heading {
            return self.write(&format!("{marks}{}", text.replace('\n', " ")));
        }
        let lines: Vec<String> = text.lines().map(|line| escape_start(line.trim())).collect();
        self.write(&lines.join("\\\n"));
    }

    /// Writes a block of its own after ending the one being filled.
    fn block(&mut self, text: &str) {
        self.flush();
        self.write(text);
    }

    fn write(&mut self, text: &str) {
        let quote = "> ".repeat(self.quotes);
        let both = "> ".repeat(self.quotes.min(self.written_quotes));
        self.written_quotes = self.quotes;
        let marker = self.marker.take();
        let depth = self.lists.len().saturating_sub(usize::from(marker.is_some()));
        let indent: usize =
            self.lists[..depth].iter().map(|list| if list.ordered { 3 } else { 2 }).sum();
        let indent = " ".repeat(indent);
        if !self.out.is_empty() {
            let follows_item =
                marker.is_some() && self.lists.last().is_some_and(|list| list.items > 1);
            self.out.push('\n');
            if !follows_item {
                self.out.push_str(both.trim_end());
                self.out.push('\n');
            }
        }
        let continued = " ".repeat(marker.as_ref().map_or(0, String::len));
        for (number, line) in text.lines().enumerate() {
            if number > 0 {
                self.out.push('\n');
            }
            let lead = if number == 0 { marker.as_deref().unwrap_or("") } else { &continued };
            self.out.push_str(format!("{quote}{indent}{lead}{line}").trim_end());
        }
    }
}

fn is_code(name: &str) -> bool {
    matches!(name, "code" | "tt" | "kbd" | "samp")
}

/// `text` with each run of white space as one space; `blank` drops a leading one.
fn collapse(text: &str, blank: bool) -> String {
    let words = single_spaced(text);
    let begins = !blank && text.starts_with(char::is_whitespace);
    let ends = !words.is_empty() && text.ends_with(char::is_whitespace);
    format!("{}{words}{}", if begins { " " } else { "" }, if ends { " " } else { "" })
}

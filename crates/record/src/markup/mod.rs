//! Markdown of records to HTML within a budget, not yet sanitised.
//!
//! Some texts of a few kilobytes keep a parser busy for minutes, or break its stack: containers
//! and formulas nested by the thousand, elements that are never closed. They are told from
//! ordinary texts before they are parsed, or before the HTML is parsed once more to be sanitised.

mod html;
mod lines;
mod math;

use faircat_text::escape;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as markdown_html};

use self::math::MathDisplay;

/// Longest text, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

/// Deepest nesting of lists, quotes, emphasis and everything else that Markdown has.
pub const DEEPEST: usize = 50;

/// Longest HTML that is made of a text, in bytes.
const LONGEST_HTML: usize = 1 << 24;

/// Headings in a text start below the page's own: `#` becomes `h3`.
const HEADING_SHIFT: usize = 2;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_MATH);

/// Why a text is not shown as Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    #[error("it has more than {LONGEST_TEXT} bytes")]
    Length,
    #[error("its lists, quotes or emphasis are nested more than {DEEPEST} deep")]
    Depth,
    #[error("a table has more than {} columns", lines::MOST_COLUMNS)]
    Columns,
    #[error(
        "a formula is nested more than {} deep, or has more than {} commands",
        math::DEEPEST,
        math::MOST_COMMANDS
    )]
    Formula,
    #[error("it defines more than {} links and footnotes", lines::MOST_DEFINITIONS)]
    Definitions,
    #[error("its HTML elements are nested too deep, not closed, or have too many attributes")]
    Elements,
    #[error("its HTML would have more than {LONGEST_HTML} bytes")]
    Growth,
}

/// Why `text` is not shown as Markdown, if it is not.
pub fn excess(text: &str) -> Option<Excess> {
    // What is so short cannot be expensive.
    if text.len() < 200 { None } else { raw_html("/", text).err() }
}

/// Whether `text` may be parsed as Markdown at all: a quick look at its lines.
pub fn is_parsable(text: &str) -> bool {
    lines::within_budget(text).is_ok()
}

/// HTML of `text`, well formed as far as a parser of HTML is kept from surprises, but not
/// sanitised. Links that begin with a slash begin at `base`.
pub fn raw_html(base: &str, text: &str) -> Result<String, Excess> {
    lines::within_budget(text)?;
    let mut excess = None;
    let mut depth = 0_usize;
    let parser = Parser::new_ext(text, OPTIONS).take_while(|event| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::InlineMath(formula) | Event::DisplayMath(formula)
                if !math::within_budget(formula) =>
            {
                excess = Some(Excess::Formula);
            }
            _ => {}
        }
        if depth > DEEPEST {
            excess = Some(Excess::Depth);
        }
        excess.is_none()
    });
    let mut raw = String::with_capacity(text.len() * 3 / 2);
    markdown_html::push_html(&mut raw, parser.map(|event| adapt(base, event)));
    if let Some(excess) = excess {
        return Err(excess);
    }
    if raw.len() > LONGEST_HTML {
        return Err(Excess::Growth);
    }
    html::within_budget(&raw)
}

/// Shifts headings, typesets formulas, and keeps of an image only its text. Footnotes carry their
/// label at both ends instead of links, because several texts share a page and its ids.
fn adapt<'a>(base: &str, event: Event<'a>) -> Event<'a> {
    match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id })
            if dest_url.starts_with('/') && !dest_url.starts_with("//") =>
        {
            let dest_url = format!("{base}{}", &dest_url[1..]).into();
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: shift(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(shift(level))),
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        Event::FootnoteReference(label) => {
            Event::InlineHtml(format!("<sup>{}</sup>", escape(&label)).into())
        }
        Event::Start(Tag::FootnoteDefinition(label)) => {
            Event::Html(format!("<div><sup>{}</sup> ", escape(&label)).into())
        }
        Event::End(TagEnd::FootnoteDefinition) => Event::Html("</div>\n".into()),
        Event::InlineMath(formula) => {
            Event::InlineHtml(math::typeset(&formula, MathDisplay::Inline).into())
        }
        Event::DisplayMath(formula) => {
            Event::InlineHtml(math::typeset(&formula, MathDisplay::Block).into())
        }
        other => other,
    }
}

fn shift(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + HEADING_SHIFT).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Excess, excess, raw_html};

    /// Texts that once took seconds, or the program's stack, are refused at once.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "the time is what is tested")]
    fn expensive_texts_are_refused_at_once() {
        let many = |text: &str| text.repeat(20_000);
        for (text, expected) in [
            (format!("{}x", many("- ")), Excess::Depth),
            (format!("{}x", many("> ")), Excess::Depth),
            (format!("{}x", many(">")), Excess::Depth),
            (format!("{}x", many("1. ")), Excess::Depth),
            (format!("{}x", many("- > ")), Excess::Depth),
            (format!("{}x", many("+\t")), Excess::Depth),
            (many("- > "), Excess::Depth),
            (format!("{}\n{}\n{}", many("|a"), many("|-"), many("|a\n")), Excess::Columns),
            (many("<div>"), Excess::Elements),
            (many("<div>\n"), Excess::Elements),
            (format!("{}\n\n{}", "<b id=x>".repeat(200), many("<p>x")), Excess::Elements),
            (format!("<a {}>", many("a ")), Excess::Elements),
            (format!("$${}$$", many("\\sqrt")), Excess::Formula),
            (format!("${}x$", many("\\sqrt[a]")), Excess::Formula),
            (format!("${}{}$", many("{"), many("}")), Excess::Formula),
            (format!("${}{}$", many("x^{"), many("}")), Excess::Formula),
            (format!("${}{}$", many("\\left("), many("\\right)")), Excess::Formula),
            ("a ".repeat(1 << 20), Excess::Length),
            (many("[a]: /x\n"), Excess::Definitions),
            (many("> - [^a\n> b]: x\n"), Excess::Definitions),
        ] {
            let start = Instant::now();
            assert_eq!(excess(&text), Some(expected), "{}", &text[..40]);
            assert!(start.elapsed().as_secs() < 2, "{}", &text[..40]);
        }
    }

    #[test]
    fn ordinary_texts_are_shown() {
        let nested =
            "- a\n  - b\n    > c\n\n| a | b |\n|---|---|\n| $x^{y_{z}}$ | <b>c</b> |\n".repeat(200);
        assert_eq!(excess(&nested), None);
        assert_eq!(excess(&format!("{}\n", "- ".repeat(400))), None, "a line across");
        let json = format!("```json\n{}\n```\n", "{\"a\": [1]},\n".repeat(500));
        assert_eq!(excess(&json), None);
        let html = raw_html("/", "<table><tr><td>a<td>b</table>\n\n1 < 2 <3 a<b c>d & <br/>");
        assert!(html.is_ok_and(|html| html.contains("<td>b</table>")));
    }
}

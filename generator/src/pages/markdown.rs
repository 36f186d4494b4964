//! Markdown of records to HTML that cannot do harm.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{RenderConfig, Storage, push_mathml};

use super::filters::escape;

/// Headings in a text start below the page's own: `#` becomes `h3`.
const HEADING_SHIFT: usize = 2;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_MATH);

/// Elements of MathML Core that the formulas use.
const MATH_ELEMENTS: [&str; 25] = [
    "math",
    "annotation",
    "semantics",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mtable",
    "mtr",
    "mtd",
    "mstyle",
    "mpadded",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(MATH_ELEMENTS)
        .add_tag_attributes("math", ["display"])
        .add_tag_attributes("mo", ["stretchy", "form", "fence", "separator", "lspace", "rspace"])
        .add_tag_attributes("mi", ["mathvariant"])
        .add_tag_attributes("mover", ["accent"])
        .add_tag_attributes("munder", ["accentunder"])
        .add_tag_attributes("mfrac", ["linethickness"])
        .add_tag_attributes("mspace", ["width"])
        .add_tag_attributes("th", ["scope"])
        .rm_tags(["img", "area", "map", "bdo"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("nofollow noopener"));
    builder
});

/// HTML of `text` for a site at the root of its host.
pub fn to_html(text: &str) -> String {
    to_html_below("/", text)
}

/// HTML of `text` for a site at the path `base`, where links that begin with a slash begin. Scripts,
/// styles, forms, images and foreign frames do not survive.
pub fn to_html_below(base: &str, text: &str) -> String {
    if is_plain(text) {
        return plain(text);
    }
    let events = Parser::new_ext(text, OPTIONS).map(|event| adapt(base, event));
    let mut raw = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut raw, events);
    // A wide table scrolls by itself on a narrow screen, so the keyboard must reach it (WCAG 2.1.1).
    SANITISER.clean(&raw).to_string().replace("<table>", "<table tabindex=\"0\">")
}

/// Whether `text` has no character that Markdown or HTML gives a meaning to.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| {
        matches!(
            byte,
            b'<' | b'>' | b'&' | b'*' | b'_' | b'`' | b'#' | b'[' | b'\\' | b'|' | b'~' | b'$'
        )
    }) && text.lines().all(|line| {
        let start = line.trim_start();
        line.len() - start.len() < 4
            && !line.ends_with("  ")
            && !start.starts_with(['-', '+', '=', '\t'])
            && !start.starts_with(|first: char| first.is_ascii_digit())
    })
}

/// The paragraphs of a text that `is_plain`.
fn plain(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 32);
    for paragraph in text.replace('\r', "").split("\n\n") {
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            html.push_str("<p>");
            html.push_str(&escape(paragraph));
            html.push_str("</p>\n");
        }
    }
    html
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
        Event::InlineMath(formula) => Event::InlineHtml(math(&formula, DisplayMode::Inline)),
        Event::DisplayMath(formula) => Event::InlineHtml(math(&formula, DisplayMode::Block)),
        other => other,
    }
}

fn shift(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + HEADING_SHIFT).unwrap_or(HeadingLevel::H6)
}

/// MathML of a LaTeX formula; the formula itself as code where it has a mistake.
fn math(formula: &str, display_mode: DisplayMode) -> CowStr<'static> {
    let storage = Storage::new();
    let parser = pulldown_latex::Parser::new(formula, &storage);
    let events: Result<Vec<_>, _> = parser.collect();
    let mut mathml = String::new();
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let written = events.map_err(|_| ()).and_then(|events| {
        let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
        push_mathml(&mut mathml, events, config).map_err(|_| ())
    });
    match written {
        Ok(()) => mathml.into(),
        Err(()) => format!("<code>{}</code>", escape(formula)).into(),
    }
}

//! Markdown of records to HTML that cannot do harm.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;
use faircat_text::escape;

use faircat_record::invisible::visible;
use faircat_record::markup;

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
/// styles, forms, images and foreign frames do not survive. A text beyond the budget, of which the
/// checks tell, stays as it is written.
pub fn to_html_below(base: &str, text: &str) -> String {
    let text = &*visible(text);
    if is_plain(text) {
        return plain(text);
    }
    let Ok(raw) = markup::raw_html(base, text) else {
        return format!("<p>{}</p>", escape(text));
    };
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

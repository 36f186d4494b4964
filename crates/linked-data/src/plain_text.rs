//! Markdown to the plain text that metadata formats want.

use faircat_record::markup;
use faircat_text::shorten;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Longest description that dataset search engines accept, in characters
/// (developers.google.com, structured data for datasets).
pub const LONGEST_DESCRIPTION: usize = 5000;

/// The words of `markdown`, paragraphs apart, without markup and without HTML tags, cut at
/// `limit` characters.
pub fn plain_text(markdown: &str, limit: usize) -> String {
    if !markup::is_parsable(markdown) {
        return shorten(markdown.trim(), limit).into_owned();
    }
    let mut text = String::with_capacity(markdown.len().min(limit));
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::InlineHtml(tag) if is_word(&tag, markdown) => text.push_str(&tag),
            Event::Html(html) => without_tags(&html, &mut text),
            Event::Start(Tag::Item) => text.push_str("- "),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock) => {
                text.push_str("\n\n");
            }
            Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => text.push('\n'),
            Event::End(TagEnd::TableCell) => text.push(' '),
            _ => {}
        }
        // Four bytes hold any character, so beyond this nothing more can be shown.
        if text.len() > limit * 4 {
            break;
        }
    }
    shorten(text.trim(), limit).into_owned()
}

/// The words of `markdown`, where there is some, as many as a description may have.
pub fn plain_description(markdown: Option<&String>) -> Option<String> {
    markdown.map(|text| plain_text(text, LONGEST_DESCRIPTION))
}

/// Elements of HTML, also those of its past.
const ELEMENTS: &str = "\
    a abbr acronym address area article aside audio b base bdi bdo big blockquote body br \
    button canvas caption center cite code col colgroup data datalist dd del details dfn \
    dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 \
    head header hgroup hr html i iframe img input ins kbd label legend li link main map mark \
    math menu meta meter nav noscript object ol optgroup option output p param picture pre \
    progress q rp rt ruby s samp script search section select slot small source span strike \
    strong style sub summary sup svg table tbody td template textarea tfoot th thead time \
    title tr track tt u ul var video wbr";

/// Whether `tag` is none of HTML or of another markup of `markdown`, but a word in angle brackets,
/// as in `vector<float>`: it has no attributes and no end.
fn is_word(tag: &str, markdown: &str) -> bool {
    let name = tag.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap_or_default();
    let is_name = name.starts_with(char::is_alphabetic) && !name.contains(['=', '/']);
    let is_of_html = || ELEMENTS.split(' ').any(|it| it.eq_ignore_ascii_case(name));
    is_name && !is_of_html() && !markdown.contains(&format!("</{name}"))
}

/// What stands between the tags of a block of HTML.
fn without_tags(html: &str, text: &mut String) {
    for piece in html.split('<') {
        let words = piece.split_once('>').map_or("", |(_, words)| words);
        text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn markup_and_tags_leave_only_words() {
        let markdown = "# A *title*\n\nSome `code` and a [link](x).\n\n<p>Raw <b>html</b></p>\n";
        assert_eq!(plain_text(markdown, 100), "A title\n\nSome code and a link.\n\nRaw html");
    }

    #[test]
    fn words_in_angle_brackets_stay() {
        let markdown =
            "A vector<float>, *or* <angle> as in <b>bold</b><br>, <mi>x</mi> <!-- not -->.";
        let wanted = "A vector<float>, or <angle> as in bold, x .";
        assert_eq!(plain_text(markdown, 100), wanted);
    }
}

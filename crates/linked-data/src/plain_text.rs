//! Markdown to the plain text that metadata formats want.

use faircat_record::markup;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Longest description that dataset search engines accept, in characters
/// (developers.google.com, structured data for datasets).
pub const LONGEST_DESCRIPTION: usize = 5000;

/// The words of `markdown`, paragraphs apart, without markup and without HTML tags, cut at
/// `limit` characters.
pub fn plain_text(markdown: &str, limit: usize) -> String {
    if !markup::is_parsable(markdown) {
        return shorten(markdown.trim(), limit);
    }
    let mut text = String::with_capacity(markdown.len().min(limit));
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
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
    shorten(text.trim(), limit)
}

/// What stands between the tags of a block of HTML.
fn without_tags(html: &str, text: &mut String) {
    for piece in html.split('<') {
        let words = piece.split_once('>').map_or("", |(_, words)| words);
        text.push_str(words);
    }
}

/// `text`, cut before a word with an ellipsis where it is longer than `limit` characters.
pub fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    let kept = cut.trim_end();
    // The ellipsis needs a place of its own.
    match kept.char_indices().nth(limit.saturating_sub(1)) {
        Some((end, _)) => format!("{}…", &kept[..end]),
        None => format!("{kept}…"),
    }
}

#[cfg(test)]
mod tests {
    use super::{plain_text, shorten};

    #[test]
    fn markup_and_tags_leave_only_words() {
        let markdown = "# A *title*\n\nSome `code` and a [link](x).\n\n<p>Raw <b>html</b></p>\n";
        assert_eq!(plain_text(markdown, 100), "A title\n\nSome code and a link.\n\nRaw html");
    }

    #[test]
    fn long_texts_end_before_a_word() {
        assert_eq!(shorten("one two three", 9), "one two…");
        assert_eq!(shorten("onetwothree", 5), "onet…");
        assert_eq!(shorten("short", 5), "short");
    }
}

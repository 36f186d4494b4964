//! Comments and helps as HTML, and what lists show of longer texts.

use faircat_text::escape;

use crate::Html;

/// `text` with what stands between backticks as code.
pub(super) fn with_code(text: &str) -> Html {
    // A comment of ours that names a constant says so as rustdoc has it.
    let text = text.replace("[`", "`").replace("`]", "`");
    let parts: Vec<&str> = text.split('`').collect();
    let mut html = String::with_capacity(text.len() + 16);
    for (place, part) in parts.iter().enumerate() {
        // A lone backtick at the end opens nothing.
        match place % 2 == 1 && place + 1 < parts.len() {
            true => html.push_str(&format!("<code>{}</code>", escape(part))),
            false => html.push_str(&escape(part)),
        }
    }
    Html::from_trusted(html)
}

/// The first sentence of `text`, with its point.
pub(super) fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

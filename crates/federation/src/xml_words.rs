//! The text of XML, however it is written.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// What `event` adds to the text of its element: plain text, a section of it, or the sign that a name
/// such as `&amp;` stands for. `None` of anything else, and of names that XML does not know.
pub(crate) fn words_of<'e>(event: &'e Event<'_>) -> Option<Cow<'e, str>> {
    match event {
        Event::Text(words) => Some(Cow::Borrowed(words)),
        Event::CData(words) => Some(Cow::Borrowed(words)),
        Event::GeneralRef(name) => {
            unescape(&format!("&{};", &**name)).ok().map(|sign| Cow::Owned(sign.into_owned()))
        }
        _ => None,
    }
}

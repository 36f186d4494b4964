//! Texts that are in another encoding than UTF-8 and say so: pages, XML, and what begins with a mark of
//! its order of bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

/// So many bytes are searched for the name of their encoding, as browsers do.
const HEAD: usize = 1024;

/// What stands before the name of an encoding, in small letters: in a `meta` element of HTML, alone or
/// after a media type, and in the first line of XML.
const BEFORE: [&str; 2] = ["charset=", "encoding="];

/// The text that `bytes` are, in the encoding that `declared` names, by whom they were served; else in
/// that of which they tell themselves; else in UTF-8.
///
/// `None` where they are no text of that encoding.
#[must_use]
pub fn text<'a>(bytes: &'a [u8], declared: Option<&str>) -> Option<Cow<'a, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decoded(&bytes[length..], encoding);
    }
    let named = declared.and_then(|it| Encoding::for_label(it.trim().as_bytes()));
    let encoding = named.or_else(|| stated(bytes)).unwrap_or(UTF_8);
    // Bytes of another encoding are hardly ever UTF-8, and names are often wrong.
    decoded(bytes, UTF_8).or_else(|| decoded(bytes, encoding))
}

fn decoded<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// The encoding that markup names itself.
fn stated(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let (_, rest) = BEFORE.iter().find_map(|it| head.split_once(it))?;
    let name = rest.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|it: char| !it.is_ascii_alphanumeric() && !"-_:.".contains(it));
    Encoding::for_label(&name.as_bytes()[..end.unwrap_or(name.len())])
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn an_encoding_is_that_which_is_named() {
        let latin = b"<html><meta charset=\"iso-8859-1\"><title>Gr\xfc\xdfe</title>";
        assert!(text(latin, None).is_some_and(|it| it.ends_with("Gr\u{fc}\u{df}e</title>")));
        let xml = b"<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>";
        assert!(text(xml, None).is_some_and(|it| it.ends_with("\u{20ac}</a>")));
        assert_eq!(text(b"Gr\xfc", Some("latin1")).as_deref(), Some("Gr\u{fc}"));
        assert_eq!(text(b"\xff\xfe{\0}\0", None).as_deref(), Some("{}"));
        assert_eq!(text(b"<p>Gr\xfc", None), None);
        assert_eq!(text(b"{\"charset=latin1\": \"\xfc\"}", None), None);
        assert_eq!(text("Grü".as_bytes(), Some("iso-8859-1")).as_deref(), Some("Grü"));
        assert_eq!(text(b"\x81", Some("shift_jis")), None);
    }
}

//! The one escaper for HTML, SVG and XML.

use std::fmt::{Display, Formatter, Result as Written};

const QUOTE: &str = "&quot;";
const APOSTROPHE: &str = "&#39;";

/// Passes `text` on in parts, for the inside of an element or of a quoted attribute: with the five
/// characters that mean something in markup escaped, and U+FFFD for those that no XML can hold.
///
/// # Errors
/// Those of `write`.
pub fn escape_into<E>(text: &str, mut write: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut rest = text;
    let mut from = 0;
    while let Some(place) = rest.as_bytes()[from..].iter().position(|&it| MEANT[usize::from(it)]) {
        let place = from + place;
        let (instead, length) = match rest.as_bytes()[place..] {
            [b'&', ..] => ("&amp;", 1),
            [b'<', ..] => ("&lt;", 1),
            [b'>', ..] => ("&gt;", 1),
            [b'"', ..] => (QUOTE, 1),
            [b'\'', ..] => (APOSTROPHE, 1),
            [0xef, 0xbf, 0xbe | 0xbf, ..] => ("\u{fffd}", 3),
            [0xef, ..] => {
                from = place + 1;
                continue;
            }
            _ => ("\u{fffd}", 1),
        };
        write(&rest[..place])?;
        write(instead)?;
        rest = &rest[place + length..];
        from = 0;
    }
    write(rest)
}

/// Bytes that may have to be replaced: a look-up is the fastest way past all others.
const MEANT: [bool; 256] = {
    let mut meant = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        meant[byte] = !matches!(byte as u8, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    meant[b'&' as usize] = true;
    meant[b'<' as usize] = true;
    meant[b'>' as usize] = true;
    meant[b'"' as usize] = true;
    meant[b'\'' as usize] = true;
    // With it begin U+FFFE and U+FFFF.
    meant[0xef] = true;
    meant
};

/// Whether a document of XML 1.0 can hold `c`, escaped or not (section 2.2).
#[must_use]
pub fn is_in_xml(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// `text` as [`escape_into`] writes it.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let _: Result<(), ()> = escape_into(text, |part| {
        escaped.push_str(part);
        Ok(())
    });
    escaped
}

/// `text` for the inside of an element only, where quotes mean nothing and stay.
#[must_use]
pub fn escape_content(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    // No part of the text itself looks so, because its `&` are escaped.
    let _: Result<(), ()> = escape_into(text, |part| {
        escaped.push_str(match part {
            QUOTE => "\"",
            APOSTROPHE => "'",
            part => part,
        });
        Ok(())
    });
    escaped
}

/// A text that is shown as [`escape_into`] writes it.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Written {
        escape_into(self.0, |part| formatter.write_str(part))
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaped, escape, escape_content, is_in_xml};

    #[test]
    fn what_means_something_is_escaped() {
        let text = "<a href=\"x\" title='y'>&amp;</a>";
        let escaped = "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;";
        assert_eq!(escape(text), escaped);
        assert_eq!(Escaped(text).to_string(), escaped);
        assert_eq!(escape_content("<it's \"&#39;\">"), "&lt;it's \"&amp;#39;\"&gt;");
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_nothing_else() {
        assert_eq!(escape("a\u{0}b\tc\r\n\u{1f}"), "a\u{fffd}b\tc\r\n\u{fffd}");
        assert_eq!(escape("\u{ffff}x\u{fffe}"), "\u{fffd}x\u{fffd}");
        assert_eq!(escape("full width：\u{fffd}＆ μ"), "full width：\u{fffd}＆ μ");
        for c in ('\u{0}'..='\u{ffff}').filter(|c| !"&<>\"'\u{fffd}".contains(*c)) {
            assert_eq!(escape(&c.to_string()) == c.to_string(), is_in_xml(c), "{c:?}");
        }
    }
}

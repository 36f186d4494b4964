//! Texts that are too long for where they are shown.

use std::borrow::Cow;

/// The first `most` characters of `text` for quoting it, and an ellipsis where there are more.
#[must_use]
pub fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()).into(),
        None => text.into(),
    }
}

/// The first 80 characters of the first line of `text`, for quoting in a sentence.
#[must_use]
pub fn first_line(text: &str) -> Cow<'_, str> {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or_default();
    match beginning(line, MOST) {
        Cow::Borrowed(line) if line.len() < text.trim_end().len() => format!("{line}…").into(),
        shown => shown,
    }
}

/// `text` for reading: where it is longer than `most` characters, cut after a word and without the
/// sign that follows it, with an ellipsis as the last of at most so many.
#[must_use]
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.into() };
    let cut = &text[..end];
    let cut = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    let kept = cut.trim_end_matches(|c: char| c.is_whitespace() || ",;.:".contains(c));
    // The ellipsis needs a place of its own.
    let end = kept.char_indices().nth(most.saturating_sub(1)).map_or(kept.len(), |(end, _)| end);
    format!("{}…", &kept[..end]).into()
}

#[cfg(test)]
mod tests {
    use super::{beginning, shorten};

    #[test]
    fn a_quotation_says_that_it_was_cut() {
        assert_eq!(beginning("jets", 4), "jets");
        assert_eq!(beginning("jets of b quarks", 4), "jets…");
        assert_eq!(beginning("jets of b quarks", 5), "jets…");
        assert_eq!(beginning("μμμ", 2), "μμ…");
    }

    #[test]
    fn long_texts_end_after_a_word() {
        assert_eq!(shorten("one two three", 9), "one two…");
        assert_eq!(shorten("one, two", 7), "one…");
        assert_eq!(shorten("onetwothree", 5), "onet…");
        assert_eq!(shorten("short", 5), "short");
        assert_eq!(shorten("äöüß", 2), "ä…");
        assert_eq!(shorten("", 0), "");
    }

    #[test]
    fn no_text_is_longer_than_it_may_be() {
        for most in 1..20 {
            assert!(shorten("a text, of some words; and more", most).chars().count() <= most);
        }
    }
}

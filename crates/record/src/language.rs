//! Tags of languages, after BCP 47.

use oxilangtag::LanguageTag;

/// Whether `text` is a language tag that begins with a language of two or three letters, as all of
/// people's languages do.
pub fn is_tag(text: &str) -> bool {
    let Ok(tag) = LanguageTag::parse(text) else { return false };
    matches!(tag.primary_language().len(), 2 | 3)
}

/// `tag`, and what is left of it as its last parts are taken away (RFC 4647, section 3.4). A single
/// letter only introduces what follows it.
pub fn ranges(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |longer| {
        let (shorter, _) = longer.rsplit_once('-')?;
        match shorter.rsplit_once('-') {
            Some((before, last)) if last.len() == 1 => Some(before),
            _ => Some(shorter),
        }
    })
}

/// `tag`, the language of a text, where that has to be said of it among texts in `own`.
pub fn other_than<'a>(own: &str, tag: Option<&'a str>) -> Option<&'a str> {
    tag.filter(|it| *it != own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_language_has_to_be_said() {
        assert_eq!(other_than("en", Some("de")), Some("de"));
        assert_eq!(other_than("en", Some("en")), None);
        assert_eq!(other_than("en", None), None);
    }

    #[test]
    fn tags_are_those_of_bcp_47() {
        let tags = ["en", "pt-BR", "de-CH-1996", "zh-Hant-TW", "gsw", "de-x-plain"];
        assert!(tags.into_iter().all(is_tag));
        let others =
            ["", "German", "e", "en_GB", "de-", "de--AT", "de-a", "x-own", "en-toolongpart"];
        assert!(!others.into_iter().any(is_tag), "{:?}", others.map(is_tag));
    }

    #[test]
    fn ranges_lose_their_last_part() {
        let found: Vec<_> = ranges("zh-Hant-x-own").collect();
        assert_eq!(found, ["zh-Hant-x-own", "zh-Hant", "zh"]);
    }
}

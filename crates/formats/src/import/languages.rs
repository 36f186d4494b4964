//! Languages as sources write them, as BCP 47 tags.

use faircat_record::{Translation, Work};

use super::statements;

/// What is wrong with a translated title beside one of which no language is told.
pub(crate) const UNTOLD_LANGUAGE: &str =
    "is a translation, and nothing tells in which language the title is";

/// ISO 639-2 and 639-3 codes of three letters, which BCP 47 (section 2.2.1) writes in two.
const SHORTER: [(&str, &str); 62] = [
    ("afr", "af"),
    ("ara", "ar"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("chi", "zh"),
    ("cym", "cy"),
    ("cze", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("dut", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("eus", "eu"),
    ("fas", "fa"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gle", "ga"),
    ("glg", "gl"),
    ("gre", "el"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("ice", "is"),
    ("ind", "id"),
    ("isl", "is"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("msa", "ms"),
    ("nld", "nl"),
    ("nor", "no"),
    ("per", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swa", "sw"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("vie", "vi"),
    ("wel", "cy"),
    ("zho", "zh"),
];

/// English names of languages.
const NAMES: [(&str, &str); 24] = [
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("norwegian", "no"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];

/// Codes of two letters that IANA's registry of subtags has, in its order, with the deprecated ones.
const OF_TWO_LETTERS: &str = "\
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs \
    cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha \
    he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj \
    kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr \
    ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro \
    ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl \
    tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes that name no one language (ISO 639-2, special situations).
const NONE: [&str; 4] = ["mis", "mul", "und", "zxx"];

/// The tag of the language that `text` is, by a code or its English name.
pub(crate) fn language(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "-");
    let lower = text.to_ascii_lowercase();
    if NONE.contains(&lower.as_str()) {
        return None;
    }
    let known = SHORTER.iter().chain(&NAMES).find(|(name, _)| *name == lower);
    known.map(|(_, tag)| (*tag).to_owned()).or_else(|| statements::language(&text))
}

/// As [`language`], of a language that there is: no code of two letters that stands for none, as `xx`.
pub(crate) fn known_language(text: &str) -> Option<String> {
    language(text).filter(|tag| {
        let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        first.len() != 2 || OF_TWO_LETTERS.split(' ').any(|it| it == first)
    })
}

/// The language `tag`, where a text in it is a translation of `work`: the language of the record
/// itself is told and another, and the translation that is there, if any, `is_free` for the text.
pub(crate) fn translatable(
    work: &Work,
    tag: String,
    is_free: impl Fn(&Translation) -> bool,
) -> Option<String> {
    let own = work.text_language.as_deref()?;
    let before = work.translations.iter().find(|one| one.is_in(&tag));
    (!own.eq_ignore_ascii_case(&tag) && before.is_none_or(is_free)).then_some(tag)
}

/// The code of three letters (ISO 639-3) of the language that the tag `tag` begins with.
pub(crate) fn three_letters(tag: &str) -> Option<String> {
    let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    // Of two codes of a language, the terminological one is that of ISO 639-3.
    const BIBLIOGRAPHIC: [&str; 9] =
        ["chi", "cze", "dut", "fre", "ger", "gre", "ice", "per", "rum"];
    let is_named = |(long, short): &&(&str, &str)| {
        *short == first && *long != "wel" && !BIBLIOGRAPHIC.contains(long)
    };
    let known = SHORTER.iter().find(is_named).map(|(long, _)| (*long).to_owned());
    known.or_else(|| (first.len() == 3 && !NONE.contains(&first.as_str())).then_some(first))
}

#[cfg(test)]
mod tests {
    use super::{known_language, language, three_letters};

    #[test]
    fn a_code_that_stands_for_no_language_is_none() {
        for (text, tag) in
            [("xx", None), ("JP", None), ("de-CH", Some("de-CH")), ("zu", Some("zu"))]
        {
            assert_eq!(known_language(text).as_deref(), tag, "{text}");
        }
    }

    #[test]
    fn tags_have_codes_of_three_letters() {
        for (tag, code) in [("en", Some("eng")), ("de-CH", Some("deu")), ("cy", Some("cym"))] {
            assert_eq!(three_letters(tag).as_deref(), code);
        }
        assert_eq!(three_letters("gsw").as_deref(), Some("gsw"));
        assert_eq!(three_letters("mul"), None);
        assert_eq!(three_letters("xx"), None);
    }

    #[test]
    fn codes_and_names_become_tags() {
        for (text, tag) in [
            ("eng", Some("en")),
            ("en", Some("en")),
            ("en-US", Some("en-US")),
            ("en_US", Some("en-US")),
            ("English", Some("en")),
            ("gsw", Some("gsw")),
            ("mul", None),
            ("Klingon", None),
        ] {
            assert_eq!(language(text).as_deref(), tag, "{text}");
        }
    }
}

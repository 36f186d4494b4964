//! Which plural form a language uses for a number of things.
//!
//! The rules are those of [CLDR 47](https://cldr.unicode.org/index/cldr-spec/plural-rules) for
//! whole numbers. `plurals.txt` has them for a test here, and `tests/browser/plurals.mjs` compares it
//! with those of a browser, which page code follows. The crate `icu_plurals` has them for every language, with six crates and half a megabyte
//! of tables, of which a site would use one row.

/// The form of `number` things in `language`: `zero`, `one`, `two`, `few`, `many` or `other`.
pub(super) fn category(language: &str, number: u64) -> &'static str {
    let (last, two) = (number % 10, number % 100);
    let is_few = (2..=4).contains(&last) && !(12..=14).contains(&two);
    match super::primary(language) {
        "id" | "ja" | "ko" | "ms" | "th" | "vi" | "zh" => "other",
        "fa" | "fr" | "hi" | "hy" | "pt" if number < 2 => "one",
        "be" | "bs" | "hr" | "ru" | "sr" | "uk" if last == 1 && two != 11 => "one",
        "be" | "bs" | "hr" | "ru" | "sr" | "uk" if is_few => "few",
        "be" | "ru" | "uk" => "many",
        "pl" if number != 1 => {
            if is_few {
                "few"
            } else {
                "many"
            }
        }
        "cs" | "sk" if (2..=4).contains(&number) => "few",
        "lt" if last == 1 && two != 11 => "one",
        "lt" if last >= 2 && !(11..=19).contains(&two) => "few",
        "lv" if last == 0 || (11..=19).contains(&two) => "zero",
        "lv" if last == 1 => "one",
        "ro" if number == 0 || (number != 1 && (1..=19).contains(&two)) => "few",
        "sl" => ["other", "one", "two", "few", "few"].get(two as usize).copied().unwrap_or("other"),
        "bs" | "hr" | "sr" | "lt" | "lv" => "other",
        "ca" | "es" | "fr" | "it" | "pt" if number > 0 && number.is_multiple_of(1_000_000) => {
            "many"
        }
        _ if number == 1 => "one",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    /// A line for each language: its forms of 0 to 120, of a million, one more, and two.
    const TABLE: &str = include_str!("plurals.txt");

    #[test]
    fn forms_are_those_of_the_table() {
        let numbers = || (0..=120).chain([1_000_000, 1_000_001, 2_000_000]);
        for line in TABLE.lines() {
            let (language, letters) = line.split_once('\t').unwrap();
            assert_eq!(letters.len(), numbers().count(), "{language}");
            for (number, letter) in numbers().zip(letters.chars()) {
                let category = match letter {
                    'z' => "zero",
                    '1' => "one",
                    '2' => "two",
                    'f' => "few",
                    'm' => "many",
                    _ => "other",
                };
                assert_eq!(super::category(language, number), category, "{number} in {language}");
            }
        }
    }
}

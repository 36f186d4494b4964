//! The file `LICENSE` of a project.

use super::super::templates;
use crate::catalog::checks::licence;

/// Those among which a template has places for year and holder.
const WITH_NOTICE: [&str; 6] = ["0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Zlib"];

/// The licences that `expression` names, each once; none where it has exceptions, later versions or
/// terms of one's own.
pub(super) fn names(expression: &str) -> Vec<&'static str> {
    let words = expression.split(|it: char| it.is_whitespace() || matches!(it, '(' | ')'));
    let mut found = Vec::new();
    for word in words.filter(|it| !matches!(*it, "" | "AND" | "OR")) {
        let alone = licence::choices(word);
        let &[name] = alone.as_slice() else { return Vec::new() };
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Whether the program has the text of every licence that `expression` names.
pub(super) fn is_known(expression: &str) -> bool {
    let all = names(expression);
    !all.is_empty() && all.iter().all(|name| templates::licence(file_of(name)).is_some())
}

/// The text of the licence that `expression` is, or of all that it names, where the program has
/// them; else a notice with the places of the texts.
pub(super) fn text(expression: &str, author: &str, year: i16) -> String {
    if let Some(text) = known(expression, author, year) {
        return text;
    }
    let begin = format!("Copyright (c) {year} {author}\n\nSPDX-License-Identifier: {expression}\n");
    let all = names(expression);
    if all.is_empty() {
        return begin
            + "\nPut the text of these terms here. Those of SPDX's list are on\n\
               https://spdx.org/licenses/.\n";
    }
    let is_choice = !licence::choices(expression).is_empty();
    let texts: Option<Vec<String>> = all.iter().map(|name| known(name, author, year)).collect();
    match texts {
        Some(texts) => match texts.as_slice() {
            [one] => one.clone(),
            _ => format!("{begin}{}", together(&all, &texts, is_choice)),
        },
        None => format!("{begin}{}", places(&all, is_choice)),
    }
}

/// Several licences one after the other, below how they go together.
fn together(names: &[&str], texts: &[String], is_choice: bool) -> String {
    let told = match is_choice {
        true => "You may choose between these licences.",
        false => "How these licences apply together, the line above says.",
    };
    let line = format!("\n{}\n\n", "-".repeat(72));
    let parts = names.iter().zip(texts).map(|(name, text)| format!("{name}\n\n{text}"));
    format!("\n{told}\n{line}{}", parts.collect::<Vec<_>>().join(&line))
}

/// Where the texts are of which the program lacks one.
fn places(names: &[&str], is_choice: bool) -> String {
    let told = match (names.len(), is_choice) {
        (1, _) => "The text is on",
        (_, true) => "You may choose. The texts are on",
        (_, false) => "The texts are on",
    };
    let places = names.iter().map(|name| format!("    https://spdx.org/licenses/{name}.html\n"));
    format!("\n{told}\n\n{}", places.collect::<String>())
}

/// The text of the licence `name`, with its notice, where it is part of the program.
fn known(name: &str, author: &str, year: i16) -> Option<String> {
    let text = templates::licence(file_of(name))?;
    if !WITH_NOTICE.contains(&name) {
        return Some(text);
    }
    let holder = ["<copyright holders>", "<owner>"];
    let text = text.replacen("<year>", &year.to_string(), 1);
    let place = holder.iter().find(|it| text.contains(**it)).copied().unwrap_or("\0");
    Some(text.replacen(place, author, 1))
}

/// The name of the file with the text of the licence `name`. The licences of GNU have one text,
/// whether later versions may be taken or not.
fn file_of(name: &str) -> &str {
    ["-only", "-or-later"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{is_known, text};

    const TEXTS: [&str; 26] = [
        "0BSD",
        "AGPL-3.0-only",
        "AGPL-3.0-or-later",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC0-1.0",
        "CECILL-2.1",
        "EUPL-1.2",
        "GPL-2.0-only",
        "GPL-2.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "ISC",
        "LGPL-2.1-only",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT OR Apache-2.0",
        "MPL-2.0",
        "Unlicense",
        "Zlib",
    ];

    #[test]
    fn every_text_is_there_and_has_its_notice() {
        for name in TEXTS {
            assert!(is_known(name), "{name}");
            let text = text(name, "Ada <b> Example", 2026);
            assert!(text.len() > 500, "{name}: {text}");
            let has_notice = text.contains("2026 Ada <b> Example");
            let wanted = super::WITH_NOTICE.contains(&name) || name.contains(" OR ");
            assert_eq!(has_notice, wanted, "{name}");
        }
        // The terms of the lesser one are those of the other, and some more.
        assert!(text("LGPL-3.0-only", "Ada", 2026).contains("TERMS AND CONDITIONS"));
    }

    #[test]
    fn another_licence_is_named_with_the_place_of_its_text() {
        for name in ["OSL-3.0", "MIT OR OSL-3.0", "MIT WITH X", "LicenseRef-ours"] {
            assert!(!is_known(name), "{name}");
        }
        let one = text("OSL-3.0", "Ada", 2026);
        assert!(one.starts_with("Copyright (c) 2026 Ada\n\nSPDX-License-Identifier: OSL-3.0\n"));
        assert!(one.contains("https://spdx.org/licenses/OSL-3.0.html"));
        assert!(text("MIT OR OSL-3.0", "Ada", 2026).contains("licenses/MIT.html"));
        let both = text("MIT OR Apache-2.0", "Ada", 2026);
        assert!(both.contains("Copyright (c) 2026 Ada\n\nPermission is hereby granted"), "{both}");
        assert!(both.contains("TERMS AND CONDITIONS FOR USE"), "{both}");
        assert!(text("LicenseRef-ours", "Ada", 2026).contains("Put the text"));
        let all = text("(MIT OR ISC) AND CC-BY-4.0", "Ada", 2026);
        assert!(is_known("(MIT OR ISC) AND CC-BY-4.0"));
        assert!(all.contains("apply together") && all.contains("Creative Commons"), "{all}");
        for one in ["(MIT)", "MIT OR MIT"] {
            assert_eq!(text(one, "Ada", 2026), text("MIT", "Ada", 2026));
        }
    }
}

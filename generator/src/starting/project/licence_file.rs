//! The file `LICENSE` of a project.

use super::super::templates;
use crate::catalog::checks::licence;

/// Licences whose text is part of the program, and the file that has it.
const TEXTS: [(&str, &str); 10] = [
    ("Apache-2.0", "Apache-2.0"),
    ("BSD-2-Clause", "BSD-2-Clause"),
    ("BSD-3-Clause", "BSD-3-Clause"),
    ("CC-BY-4.0", "CC-BY-4.0"),
    ("CC0-1.0", "CC0-1.0"),
    ("GPL-3.0-only", "GPL-3.0"),
    ("GPL-3.0-or-later", "GPL-3.0"),
    ("ISC", "ISC"),
    ("MIT", "MIT"),
    ("MPL-2.0", "MPL-2.0"),
];

/// Those among which a template has places for year and holder.
const WITH_NOTICE: [&str; 4] = ["BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];

/// The text of the licence that `expression` is, where the program has it; else a notice with the
/// places of the texts.
pub(super) fn text(expression: &str, author: &str, year: i16) -> String {
    let known = TEXTS.iter().find(|(name, _)| *name == expression);
    match known.and_then(|(_, file)| templates::licence(file)) {
        Some(text) if WITH_NOTICE.contains(&expression) => {
            let holder = ["<copyright holders>", "<owner>"];
            let text = text.replacen("<year>", &year.to_string(), 1);
            let place = holder.iter().find(|it| text.contains(**it)).copied().unwrap_or("\0");
            text.replacen(place, author, 1)
        }
        Some(text) => text,
        None => notice(expression, author, year),
    }
}

fn notice(expression: &str, author: &str, year: i16) -> String {
    let begin = format!("Copyright (c) {year} {author}\n\nSPDX-License-Identifier: {expression}\n");
    let choices = licence::choices(expression);
    if choices.is_empty() {
        return begin
            + "\nPut the text of these terms here. Those of SPDX's list are on\n\
               https://spdx.org/licenses/.\n";
    }
    let places: String =
        choices.iter().map(|name| format!("    https://spdx.org/licenses/{name}.html\n")).collect();
    let told =
        if choices.len() == 1 { "The text is on" } else { "You may choose. The texts are on" };
    format!("{begin}\n{told}\n\n{places}")
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, text};

    #[test]
    fn every_text_is_there_and_has_its_notice() {
        for (name, _) in TEXTS {
            let text = text(name, "Ada <b> Example", 2026);
            assert!(text.len() > 500, "{name}: {text}");
            let has_notice = text.contains("2026 Ada <b> Example");
            assert_eq!(has_notice, super::WITH_NOTICE.contains(&name), "{name}");
        }
    }

    #[test]
    fn another_licence_is_named_with_the_place_of_its_text() {
        let one = text("EUPL-1.2", "Ada", 2026);
        assert!(one.starts_with("Copyright (c) 2026 Ada\n\nSPDX-License-Identifier: EUPL-1.2\n"));
        assert!(one.contains("https://spdx.org/licenses/EUPL-1.2.html"));
        assert!(text("MIT OR Apache-2.0", "Ada", 2026).contains("licenses/Apache-2.0.html"));
        assert!(text("LicenseRef-ours", "Ada", 2026).contains("Put the text"));
    }
}

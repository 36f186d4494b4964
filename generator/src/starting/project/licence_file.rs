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

/// The text of the licence that `expression` is, or of all that it lets one choose from, where the
/// program has it; else a notice with the places of the texts.
pub(super) fn text(expression: &str, author: &str, year: i16) -> String {
    if let Some(text) = known(expression, author, year) {
        return text;
    }
    let begin = format!("Copyright (c) {year} {author}\n\nSPDX-License-Identifier: {expression}\n");
    let choices = licence::choices(expression);
    if choices.is_empty() {
        return begin
            + "\nPut the text of these terms here. Those of SPDX's list are on\n\
               https://spdx.org/licenses/.\n";
    }
    let texts: Option<Vec<String>> = choices
        .iter()
        .map(|name| Some(format!("{name}\n\n{}", known(name, author, year)?)))
        .collect();
    if let Some(texts) = texts {
        let line = format!("\n{}\n\n", "-".repeat(72));
        return format!(
            "{begin}\nYou may choose between these licences.\n{line}{}",
            texts.join(&line)
        );
    }
    let places: String =
        choices.iter().map(|name| format!("    https://spdx.org/licenses/{name}.html\n")).collect();
    let told =
        if choices.len() == 1 { "The text is on" } else { "You may choose. The texts are on" };
    format!("{begin}\n{told}\n\n{places}")
}

/// The text of the licence `name`, with its notice, where it is part of the program.
fn known(name: &str, author: &str, year: i16) -> Option<String> {
    let (_, file) = TEXTS.iter().find(|(known, _)| *known == name)?;
    let text = templates::licence(file)?;
    if !WITH_NOTICE.contains(&name) {
        return Some(text);
    }
    let holder = ["<copyright holders>", "<owner>"];
    let text = text.replacen("<year>", &year.to_string(), 1);
    let place = holder.iter().find(|it| text.contains(**it)).copied().unwrap_or("\0");
    Some(text.replacen(place, author, 1))
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
        assert!(text("MIT OR EUPL-1.2", "Ada", 2026).contains("licenses/MIT.html"));
        let both = text("MIT OR Apache-2.0", "Ada", 2026);
        assert!(both.contains("Copyright (c) 2026 Ada\n\nPermission is hereby granted"), "{both}");
        assert!(both.contains("TERMS AND CONDITIONS FOR USE"), "{both}");
        assert!(text("LicenseRef-ours", "Ada", 2026).contains("Put the text"));
    }
}

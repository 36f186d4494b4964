//! The file `LICENSE` of a project.

use super::super::templates;
use crate::catalog::checks::licence;

/// Those among which a template has places for year and holder.
const WITH_NOTICE: [&str; 6] = ["0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Zlib"];

/// What an expression names: a licence or an exception of SPDX's list, or terms of one's own.
#[derive(Clone, Copy, PartialEq)]
struct Term<'a> {
    name: &'a str,
    /// The identifier, where it is a licence of the list and that version alone.
    licence: Option<&'static str>,
}

/// What `expression` names, each once.
fn terms(expression: &str) -> Vec<Term<'_>> {
    let words = expression.split(|it: char| it.is_whitespace() || matches!(it, '(' | ')'));
    let mut found = Vec::new();
    for name in words.filter(|it| !matches!(*it, "" | "AND" | "OR" | "WITH")) {
        let term = Term { name, licence: licence::choices(name).first().copied() };
        if !found.contains(&term) {
            found.push(term);
        }
    }
    found
}

/// The licences that `expression` names, each once; none where it has exceptions, later versions or
/// terms of one's own.
pub(super) fn names(expression: &str) -> Vec<&'static str> {
    let licences = terms(expression).into_iter().map(|term| term.licence);
    licences.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// What `expression` names of which the program lacks the text.
pub(super) fn lacking(expression: &str) -> Vec<&str> {
    let terms = terms(expression).into_iter().map(|term| term.name);
    terms.filter(|name| templates::licence(file_of(name)).is_none()).collect()
}

/// The text of the licence that `expression` is, or all that it names one after the other, with the
/// place of each text that the program lacks.
pub(super) fn text(expression: &str, author: &str, year: i16) -> String {
    let terms = terms(expression);
    if let [alone] = terms.as_slice()
        && let Some(text) = known(alone.name, author, year)
    {
        return text;
    }
    let told = match (terms.len(), licence::choices(expression).is_empty()) {
        (1, _) => "",
        (_, false) => "\nYou may choose between these licences.\n",
        (_, true) => "\nHow these terms apply together, the line above says.\n",
    };
    let parts = terms.iter().map(|term| {
        let text = known(term.name, author, year).unwrap_or_else(|| place(term.name));
        format!("\n{}\n\n{}\n\n{text}", "-".repeat(72), term.name)
    });
    format!(
        "Copyright (c) {year} {author}\n\nSPDX-License-Identifier: {expression}\n{told}{}",
        parts.collect::<String>()
    )
}

/// What stands in place of a text that the program lacks.
fn place(name: &str) -> String {
    match ["LicenseRef-", "AdditionRef-", "DocumentRef-"].iter().any(|it| name.starts_with(it)) {
        true => "Put the text of these terms here.\n".to_owned(),
        false => {
            let name = name.trim_end_matches('+');
            format!("Put the text here that is on\n\n    https://spdx.org/licenses/{name}.html\n")
        }
    }
}

/// The text of the licence or exception `name`, with its notice, where it is part of the program.
fn known(name: &str, author: &str, year: i16) -> Option<String> {
    let text = templates::licence(file_of(name))?;
    if !WITH_NOTICE.contains(&name.trim_end_matches('+')) {
        return Some(text);
    }
    let holder = ["<copyright holders>", "<owner>"];
    let text = text.replacen("<year>", &year.to_string(), 1);
    let place = holder.iter().find(|it| text.contains(**it)).copied().unwrap_or("\0");
    Some(text.replacen(place, author, 1))
}

/// The name of the file with the text of `name`. A licence has one text, whether later versions may
/// be taken or not.
fn file_of(name: &str) -> &str {
    let name = name.trim_end_matches('+');
    ["-only", "-or-later"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{lacking, names, text};

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
            assert!(lacking(name).is_empty(), "{name}");
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
    fn a_text_that_is_not_there_is_named_with_its_place() {
        for (expression, lacks) in [
            ("OSL-3.0", "OSL-3.0"),
            ("MIT OR OSL-3.0", "OSL-3.0"),
            ("GPL-2.0-only WITH Bison-exception-2.2", "Bison-exception-2.2"),
            ("MIT AND LicenseRef-ours", "LicenseRef-ours"),
        ] {
            assert_eq!(lacking(expression), [lacks], "{expression}");
        }
        let one = text("OSL-3.0", "Ada", 2026);
        assert!(one.starts_with("Copyright (c) 2026 Ada\n\nSPDX-License-Identifier: OSL-3.0\n"));
        assert!(one.contains("https://spdx.org/licenses/OSL-3.0.html"), "{one}");
        let both = text("MIT AND LicenseRef-ours", "Ada", 2026);
        assert!(both.contains("Permission is hereby granted"), "{both}");
        assert!(
            both.ends_with("\nLicenseRef-ours\n\nPut the text of these terms here.\n"),
            "{both}"
        );
    }

    #[test]
    fn all_that_an_expression_names_is_there_once() {
        let both = text("MIT OR Apache-2.0", "Ada", 2026);
        assert!(both.contains("Copyright (c) 2026 Ada\n\nPermission is hereby granted"), "{both}");
        assert!(both.contains("TERMS AND CONDITIONS FOR USE"), "{both}");
        let all = text("(MIT OR ISC) AND CC-BY-4.0", "Ada", 2026);
        assert!(all.contains("apply together") && all.contains("Creative Commons"), "{all}");
        let with = text("Apache-2.0 WITH LLVM-exception", "Ada", 2026);
        assert!(with.contains("TERMS AND CONDITIONS FOR USE"), "{with}");
        assert!(with.contains("LLVM Exceptions to the Apache 2.0 License"), "{with}");
        for exception in ["GCC-exception-3.1", "Classpath-exception-2.0", "LLVM-exception"] {
            assert!(lacking(&format!("GPL-3.0-or-later WITH {exception}")).is_empty());
        }
        assert!(names("Apache-2.0 WITH LLVM-exception").is_empty());
        assert_eq!(names("MIT AND (ISC OR MIT)"), ["MIT", "ISC"]);
        for one in ["(MIT)", "MIT OR MIT"] {
            assert_eq!(text(one, "Ada", 2026), text("MIT", "Ada", 2026));
        }
    }
}

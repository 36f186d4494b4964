//! What is left of TeX in the texts of entries.

use std::borrow::Cow;

use biblatex::{Chunk, Chunks};

/// Fields whose signs mean themselves (biblatex, section 2.2.1).
const VERBATIM: [&str; 6] = ["doi", "eprint", "file", "pdf", "url", "urlraw"];

/// Commands that choose a font or nothing, of which a text of no fonts has none.
const OF_FONTS: [&str; 30] = [
    "bf",
    "bfseries",
    "em",
    "emph",
    "it",
    "itshape",
    "mdseries",
    "normalfont",
    "protect",
    "relax",
    "rm",
    "rmfamily",
    "sc",
    "scshape",
    "sf",
    "sffamily",
    "sl",
    "slshape",
    "textbf",
    "textit",
    "textmd",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textsl",
    "texttt",
    "textup",
    "tt",
    "ttfamily",
];

/// A space within a number, which TeX writes as `\,`.
pub(super) const THIN_SPACE: char = '\u{202f}';

/// Stands for a thin space while the crate reads: a noncharacter, which no text has.
const HELD: char = '\u{fdd0}';

/// Stands for `\\`, by which TeX ends a line, while the crate reads.
const LINE_END: char = '\u{fdd1}';

/// What puts an accent on the letter after it.
const ACCENTS: &[u8] = b"'`^\"~=.uvHk";

/// `text` with braces around a letter without a dot that has an accent: of `\'\i`, as most styles write
/// it, the crate puts the accent on the backslash. Every line stays, and no offset.
pub(super) fn with_dotless_letters(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut written = 0;
    let bytes = text.as_bytes();
    for (place, _) in text.match_indices('\\') {
        let [_, accent, b'\\', letter @ (b'i' | b'j'), after @ ..] = &bytes[place..] else {
            continue;
        };
        let ends = after.first().is_none_or(|it| !it.is_ascii_alphabetic());
        if place < written || !ends || !ACCENTS.contains(accent) {
            continue;
        }
        plain.push_str(&text[written..place + 2]);
        plain.push_str(if *letter == b'i' { "{\\i}" } else { "{\\j}" });
        // Blanks only end the command.
        written = place + 4 + after.iter().take_while(|it| matches!(**it, b' ' | b'\t')).count();
    }
    match written {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(plain + &text[written..]),
    }
}

/// `text` with [`HELD`] for each thin space behind a digit and before more of its number or unit,
/// as itself or as `\,`: the crate would make a blank of the one, and take what follows the other
/// for the command's name. Every line stays, and no offset.
pub(super) fn with_thin_spaces(text: &str) -> Cow<'_, str> {
    let mut held = String::new();
    let mut written = 0;
    for (place, sign) in text.match_indices(['\\', THIN_SPACE]) {
        let after = &text[place + sign.len()..];
        let after = if sign == "\\" { after.strip_prefix(',') } else { Some(after) };
        let goes_on = after.filter(|it| it.starts_with(char::is_alphanumeric));
        let is_behind_digit = text[..place].ends_with(|it: char| it.is_ascii_digit());
        if let Some(after) = goes_on.filter(|_| is_behind_digit) {
            held.push_str(&text[written..place]);
            held.push(HELD);
            written = text.len() - after.len();
        }
    }
    match written {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(held + &text[written..]),
    }
}

/// `text` with [`LINE_END`] for each `\\`, of which the crate would make one backslash. Every line
/// stays, and no offset.
pub(super) fn with_line_ends(text: &str) -> Cow<'_, str> {
    match text.contains("\\\\") {
        true => Cow::Owned(text.replace("\\\\", LINE_END.encode_utf8(&mut [0; 4]))),
        false => Cow::Borrowed(text),
    }
}

/// `text` with a blank where TeX ends a line, and what TeX is told with that: `\\*`, `\\[2pt]`.
fn without_line_ends(text: &str) -> String {
    let mut parts = text.split(LINE_END);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let part = part.strip_prefix('*').unwrap_or(part);
        let space = part.strip_prefix('[').and_then(|it| it.split_once(']'));
        let is_length = |text: &str| text.starts_with(|it: char| it.is_ascii_digit() || it == '-');
        let part = space.filter(|(text, _)| is_length(text)).map_or(part, |(_, after)| after);
        plain.truncate(plain.trim_end().len());
        plain.push(' ');
        plain.push_str(part.trim_start());
    }
    plain
}

/// The value of the field `name`, with blanks where TeX has them, and without what chooses fonts.
pub(super) fn without_tex(name: &str, chunks: &Chunks) -> Chunks {
    let mut chunks = chunks.clone();
    let is_verbatim = VERBATIM.contains(&name);
    for chunk in &mut chunks {
        match &mut chunk.v {
            Chunk::Normal(text) | Chunk::Verbatim(text) if !is_verbatim => {
                let plain = without_fonts(&with_blanks(&without_line_ends(text)));
                let plain = with_quotes(&plain);
                *text = plain.chars().map(|it| if it == HELD { THIN_SPACE } else { it }).collect();
            }
            // What TeX is to read has TeX's command.
            Chunk::Normal(text) | Chunk::Verbatim(text) | Chunk::Math(text) => {
                *text = text.replace(HELD, "\\,").replace(LINE_END, "\\\\");
            }
        }
    }
    chunks
}

/// `text` with a blank for each tie; those of addresses are theirs.
fn with_blanks(text: &str) -> String {
    let word = |it: &str| if it.contains("://") { it.to_owned() } else { it.replace('~', " ") };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

/// Deepest nesting of groups that is looked into.
const DEEPEST: usize = 16;

fn without_fonts(text: &str) -> String {
    without_commands(text, 0)
}

/// `text` without commands that say nothing to a reader of plain text, and with what they are about.
fn without_commands(text: &str, depth: usize) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, behind) = after.split_at(letters);
        let inner = group(behind).filter(|_| depth < DEEPEST);
        match (name, inner) {
            // The address is not what is read there.
            ("href", Some((_, after))) => match group(after) {
                Some((shown, after)) => {
                    plain.push_str(&without_commands(shown, depth + 1));
                    rest = after;
                }
                None => rest = after,
            },
            ("url", Some((address, after))) => {
                plain.push_str(address);
                rest = after;
            }
            (name, Some((inner, after))) if OF_FONTS.contains(&name) => {
                plain.push_str(&without_commands(inner, depth + 1));
                rest = after;
            }
            (name, _) if OF_FONTS.contains(&name) => rest = behind.trim_start(),
            ("", _) if behind.starts_with([',', ';', ':']) => {
                plain.push(' ');
                rest = &behind[1..];
            }
            ("newline" | "linebreak" | "par", _) => {
                plain.push(' ');
                rest = behind.strip_prefix("{}").unwrap_or(behind).trim_start();
            }
            // Where a word may be divided, and what draws two signs together.
            ("", _) if behind.starts_with(['-', '!']) => rest = &behind[1..],
            _ => {
                plain.push('\\');
                plain.push_str(name);
                rest = behind;
            }
        }
    }
    plain + rest
}

/// What is in the group of braces that `text` begins with, and what follows it.
fn group(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (place, sign) in text.strip_prefix('{')?.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => return Some((&text[1..=place], &text[place + 2..])),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `text` with quotation marks in the place of the signs that TeX makes them of.
fn with_quotes(text: &str) -> String {
    text.replace("``", "\u{201c}").replace("''", "\u{201d}")
}

#[cfg(test)]
mod tests {
    use super::{
        with_blanks, with_dotless_letters, with_line_ends, with_quotes, with_thin_spaces,
        without_fonts, without_line_ends,
    };

    #[test]
    fn letters_without_dots_are_in_braces_behind_an_accent() {
        for (written, wanted) in [
            (r"Garc{\'\i}a", r"Garc{\'{\i}}a"),
            (r"Garc\'\i a, na\u\i\'\i", r"Garc\'{\i}a, na\u{\i}\'{\i}"),
            (r"{\^\j}", r"{\^{\j}}"),
            (r"\'{\i} \i \'\it \'i", r"\'{\i} \i \'\it \'i"),
        ] {
            assert_eq!(with_dotless_letters(written), wanted);
        }
    }

    #[test]
    fn ties_are_blanks_but_in_addresses() {
        assert_eq!(with_blanks("J.~R. Smith"), "J. R. Smith");
        assert_eq!(
            with_blanks("see https://x.org/~a/b~c at~once"),
            "see https://x.org/~a/b~c at once"
        );
    }

    #[test]
    fn ends_of_lines_are_blanks() {
        let read = |written: &str| without_line_ends(&with_line_ends(written));
        assert_eq!(read(r"one\\two \\* three\\[2pt]four"), "one two three four");
        assert_eq!(read(r"one\\[two] \& three"), r"one [two] \& three");
        assert_eq!(without_fonts(r"one\newline two"), "one two");
    }

    #[test]
    fn thin_spaces_within_numbers_are_held() {
        for (written, wanted) in [
            (r"25\,554, of 5\,GeV", "25\u{fdd0}554, of 5\u{fdd0}GeV"),
            ("280\u{202f}000\u{202f} jets", "280\u{fdd0}000\u{202f} jets"),
            (r"Smith\,J, 50\,\% and 5\\, 6", r"Smith\,J, 50\,\% and 5\\, 6"),
        ] {
            assert_eq!(with_thin_spaces(written), wanted);
        }
    }

    #[test]
    fn fonts_are_left_out_and_other_commands_stay() {
        assert_eq!(without_fonts(r"\em fast jets"), "fast jets");
        assert_eq!(without_fonts(r"a \relax Charles"), "a Charles");
        assert_eq!(
            without_fonts(r"\emptyset of \alpha and 5\% \"),
            r"\emptyset of \alpha and 5\% \"
        );
        assert_eq!(without_fonts(r"\textbf{bold \emph{and} more} text"), "bold and more text");
        assert_eq!(
            without_fonts(r"\href{https://x.org}{links} at \url{https://y.org}"),
            "links at https://y.org"
        );
        assert_eq!(
            without_fonts(r"50\,\% of Mac\-millan \textbf{open"),
            r"50 \% of Macmillan {open"
        );
    }

    #[test]
    fn quotation_marks_are_those_of_texts() {
        assert_eq!(with_quotes("a ``quoted'' word"), "a \u{201c}quoted\u{201d} word");
    }
}

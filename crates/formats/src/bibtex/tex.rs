//! What is left of TeX in the texts of entries.

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

/// The value of the field `name`, with blanks where TeX has them, and without what chooses fonts.
pub(super) fn without_tex(name: &str, chunks: &Chunks) -> Chunks {
    let mut chunks = chunks.clone();
    if VERBATIM.contains(&name) {
        return chunks;
    }
    for chunk in &mut chunks {
        if let Chunk::Normal(text) | Chunk::Verbatim(text) = &mut chunk.v {
            *text = without_fonts(&with_blanks(text));
        }
    }
    chunks
}

/// `text` with a blank for each tie; those of addresses are theirs.
fn with_blanks(text: &str) -> String {
    let word = |it: &str| if it.contains("://") { it.to_owned() } else { it.replace('~', " ") };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

fn without_fonts(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, behind) = after.split_at(letters);
        match OF_FONTS.contains(&name) {
            true => rest = behind.trim_start(),
            false => {
                plain.push('\\');
                plain.push_str(name);
                rest = behind;
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::{with_blanks, without_fonts};

    #[test]
    fn ties_are_blanks_but_in_addresses() {
        assert_eq!(with_blanks("J.~R. Smith"), "J. R. Smith");
        assert_eq!(
            with_blanks("see https://x.org/~a/b~c at~once"),
            "see https://x.org/~a/b~c at once"
        );
    }

    #[test]
    fn fonts_are_left_out_and_other_commands_stay() {
        assert_eq!(without_fonts(r"\em fast jets"), "fast jets");
        assert_eq!(without_fonts(r"a \relax Charles"), "a Charles");
        assert_eq!(
            without_fonts(r"\emptyset of \alpha and 5\% \"),
            r"\emptyset of \alpha and 5\% \"
        );
    }
}

//! Names as the format has them: plain letters, digits and underscores, which no other has.

/// Words of Python, which are no names there.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// The title of a description: letters, digits, `_`, `+`, `-`, parentheses and spaces.
pub(super) fn title(text: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "_+-()".contains(it);
    let spaced: String = text.chars().map(|it| if plain(it) { it } else { ' ' }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_TITLE).collect::<String>().trim_end().to_owned()
}

const LONGEST_TITLE: usize = 128;

/// Fewest characters of a title.
pub(super) const SHORTEST_TITLE: usize = 5;

/// Names that are in use.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    /// `text` as a name of at most `most` characters that no other has.
    pub(super) fn free(&mut self, text: &str, most: usize) -> String {
        let wanted = identifier(text, most);
        let mut name = wanted.clone();
        let mut number = 2;
        while self.0.contains(&name) {
            let ending = format!("_{number}");
            let kept = wanted.len().min(most.saturating_sub(ending.len()));
            name = format!("{}{ending}", &wanted[..kept]);
            number += 1;
        }
        self.0.push(name.clone());
        name
    }
}

/// `text` as an identifier of Python, in plain letters.
fn identifier(text: &str, most: usize) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() { it } else { '_' };
    let mut name: String = text.trim().chars().map(plain).collect();
    if name.is_empty() || name.starts_with(|it: char| it.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if KEYWORDS.contains(&name.as_str()) {
        name.push('_');
    }
    // It is ASCII by now.
    name.truncate(most);
    name
}

#[cfg(test)]
mod tests {
    use super::{Names, title};

    #[test]
    fn names_are_identifiers_and_differ() {
        let mut names = Names::default();
        let made = ["pt", "pt", "p t/√s", "3rd", "lambda", ""].map(|it| names.free(it, 6));
        assert_eq!(made, ["pt", "pt_2", "p_t__s", "_3rd", "lambda", "_"].map(String::from));
    }

    #[test]
    fn titles_have_plain_characters() {
        assert_eq!(title("H→bb jets, 25,554 (a+b)\n"), "H bb jets 25 554 (a+b)");
    }
}

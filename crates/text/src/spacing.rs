//! Texts of several lines, or with room between words, in one line.

/// White space that stands within a number, as in `25 554`: U+202F, as wide as a thin space, and
/// U+2007, as wide as a digit. Neither is where a line may break.
const WITHIN_NUMBERS: [char; 2] = ['\u{202f}', '\u{2007}'];

/// `text` in one line: white space at its ends goes, and is one space elsewhere. What groups digits
/// stays between two signs that are no white space, so that a number stays one.
#[must_use]
pub fn single_spaced(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if !sign.is_whitespace() {
            line.push(sign);
        } else if line.ends_with(|last: char| !last.is_whitespace()) {
            let goes_on = signs.peek().is_some_and(|next| !next.is_whitespace());
            line.push(if goes_on && WITHIN_NUMBERS.contains(&sign) { sign } else { ' ' });
        }
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::single_spaced;

    #[test]
    fn white_space_is_one_space() {
        assert_eq!(single_spaced(" jets\n\tof \u{a0} b\r\nquarks "), "jets of b quarks");
        assert_eq!(single_spaced(" \n\u{202f}"), "");
    }

    #[test]
    fn what_groups_digits_stays_within_numbers() {
        let grouped = "25\u{202f}554 and 1\u{2007}000";
        assert_eq!(single_spaced(grouped), grouped);
        assert_eq!(single_spaced("\u{202f}25\u{202f} 554 \u{202f}\n000\u{2007}"), "25 554 000");
        assert_eq!(single_spaced("1\u{202f}\u{202f}0"), "1 0");
    }
}

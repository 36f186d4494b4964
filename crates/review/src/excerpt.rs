//! The parts of two long texts that differ.

use std::borrow::Cow;

use faircat_text::beginning;

/// Characters that are shown around what differs.
const AROUND: usize = 24;

/// The two texts, each cut to about `most` characters around what differs.
pub(crate) fn both<'a>(old: &'a str, new: &'a str, most: usize) -> [Cow<'a, str>; 2] {
    if old.len() <= most && new.len() <= most {
        return [old.into(), new.into()];
    }
    let start = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let skipped = start.saturating_sub(AROUND);
    let ends = old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).count();
    [old, new].map(|text| part(text, skipped, ends.saturating_sub(AROUND), most).into())
}

/// `text` without its first `skipped` and its last `ends` characters, at most `most` of it.
fn part(text: &str, skipped: usize, ends: usize, most: usize) -> String {
    let length = text.chars().count();
    // What is alike at the beginning and at the end may overlap in the shorter text.
    let kept = length.saturating_sub(skipped + ends);
    let middle: String = text.chars().skip(skipped).take(kept).collect();
    let before = if skipped > 0 { "…" } else { "" };
    let shown = beginning(&middle, most);
    let after = if skipped + kept < length && !shown.ends_with('…') { "…" } else { "" };
    format!("{before}{shown}{after}")
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn what_differs_is_shown_wherever_it_stands() {
        let long = "All words before it are alike, and there are many of them, so ";
        let end = " and what follows is the same again in both of the two texts.";
        let [old, new] =
            [format!("{long}4000 jets{end}"), format!("{long}five thousand jets{end}")];
        let [old, new] = both(&old, &new, 80);
        assert_eq!(old, "…re are many of them, so 4000 jets and what follows i…");
        assert_eq!(new, "…re are many of them, so five thousand jets and what follows i…");
    }

    #[test]
    fn short_texts_stay_whole_and_long_ones_are_cut() {
        assert_eq!(both("a", "b", 5), ["a", "b"]);
        assert_eq!(both("", &"x".repeat(9), 5), ["", "xxxxx…"]);
        assert_eq!(both("aaaaaaaa", "aaaa", 5), ["aaaaa…", "aaaa"]);
    }
}

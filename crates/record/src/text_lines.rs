//! Where the lines of a text stand that is a field of a YAML file.

use super::yaml::Place;

/// The line of `source` in which line `line` of the text of a field stands, both counted from 1; its
/// name stands at `key`. Only a block that keeps its lines (`|`) tells that by itself: in any other
/// form it is the first line that can be meant and holds `part`, a piece of the text. `None` where
/// there is none.
pub fn line_of(source: &str, key: Place, line: usize, part: &str) -> Option<usize> {
    let lines: Vec<&str> = source.lines().collect();
    let first = *lines.get(key.line.checked_sub(1)?)?;
    let after_key: String = first.chars().skip(key.column.saturating_sub(1) + key.length).collect();
    let header = header(&after_key);
    if header.starts_with('|') {
        return Some(key.line + line).filter(|line| *line <= lines.len());
    }
    // Quoted texts may have several lines in one of the file.
    let passed = if header.starts_with(['"', '\'']) { 0 } else { line.saturating_sub(1) };
    let is_within = |line: &str| line.trim().is_empty() || indentation(line) >= key.column;
    let rest = lines[key.line..].iter().take_while(|line| is_within(line));
    let mut of_field = std::iter::once(&first).chain(rest).enumerate().skip(passed);
    let (at, _) = of_field.find(|(_, text)| text.contains(part))?;
    Some(key.line + at)
}

/// What tells the form of a value, behind its anchor and tag.
fn header(after_key: &str) -> &str {
    let mut rest = after_key.trim_start().strip_prefix(':').unwrap_or(after_key).trim_start();
    while rest.starts_with(['&', '!']) {
        rest = rest.split_once(' ').map_or("", |(_, rest)| rest.trim_start());
    }
    rest
}

fn indentation(line: &str) -> usize {
    line.chars().take_while(|it| *it == ' ').count()
}

#[cfg(test)]
mod tests {
    use super::line_of;
    use crate::positions::locate_key;

    #[test]
    fn lines_of_texts_are_found_in_every_form() {
        let source = "\
title: A
description: |2
  One.

  [two](b/)
usage:
  risks: &risks >-
    words
    [three](c/)

    [four](d/)
  legal: \"[five](e/)\\n\\n[six](f/)\"
  ethical:
    plain
    [seven](g/)
other: [eight](h/)
";
        let found = |pointer: &str, line: usize, part: &str| {
            line_of(source, locate_key(source, pointer).unwrap(), line, part)
        };
        assert_eq!(found("/description", 3, "b/"), Some(5));
        assert_eq!(found("/usage/risks", 1, "c/"), Some(9));
        assert_eq!(found("/usage/risks", 2, "d/"), Some(11));
        assert_eq!(found("/usage/legal", 3, "f/"), Some(12));
        assert_eq!(found("/usage/ethical", 1, "g/"), Some(15));
        assert_eq!(found("/usage/ethical", 1, "h/"), None);
    }
}

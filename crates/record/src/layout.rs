//! Where the layout of a YAML text goes wrong: what a parser tells of lines later.

use super::yaml::Place;

/// What is wrong with the layout, and what to do.
pub(super) struct Misfit {
    pub message: String,
    pub hint: String,
    pub place: Place,
}

/// A line of block style: a field or an item of a list.
struct Line {
    number: usize,
    /// Spaces before it.
    indentation: usize,
}

/// The cause in the layout of `source` of an error that the parser found at the line `found`.
pub(super) fn misfit(source: &str, found: usize) -> Option<Misfit> {
    tab(source, found).or_else(|| indentation(source, found))
}

/// A tab among the spaces before the text of a line that is near.
fn tab(source: &str, found: usize) -> Option<Misfit> {
    let near = source.lines().enumerate().skip(found.saturating_sub(2)).take(3);
    let mut columns = near.filter_map(|(index, line)| {
        let before = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        Some((index + 1, before.find('\t')? + 1)).filter(|_| before.len() < line.len())
    });
    let (line, column) = columns.next()?;
    Some(Misfit {
        message: "this is not YAML: a tab stands before the text of this line".to_owned(),
        hint: "indent with spaces".to_owned(),
        place: Place { line, column, length: 1 },
    })
}

/// A line up to `found` that is indented neither as one that encloses it nor as the one beside it.
fn indentation(source: &str, found: usize) -> Option<Misfit> {
    let mut open: Vec<Line> = Vec::new();
    let mut text_below: Option<usize> = None;
    let mut depth = 0;
    for (index, text) in source.lines().enumerate().take(found) {
        let trimmed = text.trim_start_matches(' ');
        let indentation = text.len() - trimmed.len();
        if trimmed.is_empty() || text_below.is_some_and(|parent| indentation > parent) {
            continue;
        }
        text_below = None;
        // Within brackets the layout says nothing.
        let is_within = depth > 0;
        depth += brackets(trimmed);
        if is_within || !begins_field(trimmed) {
            continue;
        }
        let items = trimmed.len() - trimmed.trim_start_matches("- ").len();
        if ["|", ">", "|-", ">-"].iter().any(|it| trimmed.trim_end().ends_with(it)) {
            text_below = Some(indentation + items);
        }
        let mut closed = None;
        while let Some(last) = open.pop_if(|last| last.indentation > indentation) {
            closed = Some(last);
        }
        let enclosing = open.last().map_or(0, |last| last.indentation);
        let line = Line { number: index + 1, indentation };
        if let Some(closed) = closed
            && enclosing != indentation
        {
            return Some(told(line, closed, open.pop(), source));
        }
        for deeper in [indentation, indentation + items] {
            if open.last().is_none_or(|last| last.indentation < deeper) {
                open.push(Line { number: index + 1, indentation: deeper });
            }
        }
    }
    None
}

/// A line stands between the columns of one that it closes and of one that encloses it. Where only
/// the latter is not indented in steps of two, or left the field above it empty, that is the wrong
/// one.
fn told(line: Line, closed: Line, enclosing: Option<Line>, source: &str) -> Misfit {
    let is_odd = |line: &Line| line.indentation % 2 == 1;
    let is_odd_one = |it: &Line| is_odd(it) && !is_odd(&line);
    let wrong = enclosing
        .and_then(|it| after_empty(&line, &it, source).or_else(|| Some(it).filter(is_odd_one)));
    let (wrong, right) = match wrong {
        Some(enclosing) => (enclosing, line),
        None => (line, closed),
    };
    let (column, beside) = (wrong.indentation + 1, right.indentation + 1);
    let number = right.number;
    Misfit {
        message: format!(
            "this is not YAML: this line begins in column {column}, the field of line {number} in \
             column {beside}"
        ),
        hint: format!("begin it in column {beside}, if it belongs beside line {number}"),
        place: Place { line: wrong.number, column, length: 1 },
    }
}

/// The last line before `line` in the column of `enclosing`, where the line before that is a field in
/// the same column without a value.
fn after_empty(line: &Line, enclosing: &Line, source: &str) -> Option<Line> {
    let lines: Vec<&str> = source.lines().take(line.number - 1).collect();
    let is_beside = |text: &&str| {
        let trimmed = text.trim_start_matches(' ');
        !trimmed.is_empty() && text.len() - trimmed.len() == enclosing.indentation
    };
    let index = lines.iter().rposition(is_beside)?;
    let before = index.checked_sub(1).map(|before| lines[before])?;
    (is_beside(&before) && before.trim_end().ends_with(':'))
        .then_some(Line { number: index + 1, indentation: enclosing.indentation })
}

/// How many more brackets a line opens than it closes.
fn brackets(line: &str) -> isize {
    let count = |signs: [char; 2]| line.matches(signs).count() as isize;
    count(['[', '{']) - count([']', '}'])
}

fn begins_field(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or_default();
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    text.starts_with("- ") || (name.len() < text.len() && is_name(name))
}

/// Characters that look like the spaces and the hyphen of YAML, with what they are called and what
/// to write.
const LOOK_ALIKES: [(char, &str, &str); 7] = [
    ('\u{a0}', "a no-break space (U+00A0)", "a plain space"),
    ('\u{202f}', "a narrow no-break space (U+202F)", "a plain space"),
    ('\u{3000}', "an ideographic space (U+3000)", "a plain space"),
    ('–', "an en dash (U+2013)", "a hyphen, `-`,"),
    ('—', "an em dash (U+2014)", "a hyphen, `-`,"),
    ('−', "a minus sign (U+2212)", "a hyphen, `-`,"),
    ('•', "a bullet (U+2022)", "a hyphen, `-`,"),
];

pub(super) fn is_look_alike(character: char) -> bool {
    LOOK_ALIKES.iter().any(|(it, ..)| *it == character)
}

/// A character at the start of a line that only looks as if it were part of the layout, where
/// `line`, counted from 1, is at or near the trouble.
pub(super) fn look_alike(source: &str, line: usize) -> Option<Misfit> {
    let near = source.lines().enumerate().skip(line.saturating_sub(1)).take(2);
    near.filter_map(|(index, text)| {
        let trimmed = text.trim_start_matches(' ');
        let first = trimmed.chars().next()?;
        let (_, name, plain) = LOOK_ALIKES.iter().find(|(it, ..)| *it == first)?;
        let column = text[..text.len() - trimmed.len()].chars().count() + 1;
        Some(Misfit {
            message: format!("this line begins with {name}, which is text to YAML"),
            hint: format!("write {plain} in its place"),
            place: Place { line: index + 1, column, length: 1 },
        })
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::misfit;

    #[test]
    fn the_line_that_does_not_fit_is_told() {
        for (text, found, line) in [
            ("artifacts:\n  - role: weights\n\tpath: m\n", 2, 3),
            ("m:\n  s:\n   inputs:\n      - {name: x}\n    outputs:\n      - {name: y}\n", 5, 3),
            ("m:\n  s:\n    inputs: []\n evaluations:\n    - metric: x\n  control: {}\n", 6, 4),
            ("a:\n  - b: 1\n   c: 2\n", 3, 3),
            ("model:\nsignature:\n    inputs: []\n  evaluations: []\n", 4, 2),
            ("a:\n  - b: |\n      text\n     less\n    c: 2\n   d: 3\n", 6, 6),
        ] {
            assert_eq!(misfit(text, found).map(|it| it.place.line), Some(line), "{text}");
        }
        for (text, found) in [
            ("a: \"b\nc: d\n", 2),
            ("a:\n  b: long\n    text: here\n  c: [\n", 4),
            ("a: {\n    b: [],\n  c: 1\n}\nd: [\n", 5),
            ("a: |\n    deep\n  less: text\n b: c\n", 4),
        ] {
            assert_eq!(misfit(text, found).map(|it| it.place.line), None, "{text}");
        }
    }
}

//! A review as a comment on a pull request, in the Markdown of GitHub and GitLab.
//!
//! All that a record says stands in code spans: within them nobody is mentioned, nothing is linked or
//! shown, and no HTML begins. Backslashes would not do: mentions are found in what was rendered.

use faircat_inference::figures::counted;
use faircat_text::{beginning, fence, visible};

use crate::review::Review;
use crate::telling::{self, Line, Section, Span};

/// Most characters of a comment that GitHub takes.
pub const LARGEST_COMMENT: usize = 65_536;

/// By this line a workflow finds its own comment again.
const MARK: &str = "<!-- faircat diff -->\n";

/// Longest text of others in one place, in characters.
const LONGEST: usize = 300;

/// Kept for the last sentence.
const RESERVE: usize = 300;

/// `review` in at most `most` bytes, of which 4,000 are always enough for what matters most. What is
/// left out is said.
#[must_use]
pub fn markdown(review: &Review, most: usize) -> String {
    let mut text = format!("{MARK}### What this change does to the catalogue\n\n");
    for line in telling::lead(review) {
        text.push_str(&format!("{}\n\n", spans(&line)));
    }
    let mut left_out = Vec::new();
    for section in telling::sections(review) {
        let left = most.saturating_sub(text.len() + RESERVE);
        // Half for each leaves something for those that follow.
        let (shown, omitted) = written(&section, left / 2);
        text.push_str(&shown);
        if omitted > 0 {
            let lines = counted(omitted as u64, "line", "lines");
            left_out.push(format!("{lines} of “{}”", section.heading));
        }
    }
    if !left_out.is_empty() {
        text.push_str(&format!(
            "\nLeft out, as a comment holds only so much: {}. `faircat diff` on the command line \
             shows all.\n",
            left_out.join(", ")
        ));
    }
    text
}

/// `section` in at most `most` bytes, and how many of its lines that leaves out.
fn written(section: &Section, most: usize) -> (String, usize) {
    let heading = section.heading;
    let (mut text, end) = match section.folded {
        true => {
            let count = section.lines.len();
            let start = format!("<details><summary>{heading}: {count}</summary>\n\n");
            (start, "\n</details>\n\n")
        }
        false => (format!("#### {heading}\n\n"), "\n"),
    };
    let note = match section.note {
        "" => String::new(),
        note => format!("\n{note}\n"),
    };
    let mut omitted = 0;
    let mut all = String::new();
    for line in &section.lines {
        let used = text.len() + all.len() + note.len() + end.len();
        let room = most.saturating_sub(used);
        omitted += add(&mut all, line, 0, room);
    }
    if all.is_empty() {
        return (String::new(), omitted);
    }
    text.push_str(&all);
    (text + &note + end, omitted)
}

/// Adds `line` with those below as far as they fit into `room` bytes; how many do not.
fn add(text: &mut String, line: &Line, depth: usize, room: usize) -> usize {
    let own = format!("{}- {}\n", "  ".repeat(depth), spans(line));
    if own.len() > room {
        return 1 + line.below.iter().map(lines).sum::<usize>();
    }
    let end = text.len() + room;
    text.push_str(&own);
    line.below.iter().fold(0, |omitted, below| {
        let room = end.saturating_sub(text.len());
        omitted + add(text, below, depth + 1, room)
    })
}

fn lines(line: &Line) -> usize {
    1 + line.below.iter().map(lines).sum::<usize>()
}

fn spans(line: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Words(words) => words.clone(),
        Span::Said(said) => code(said),
    };
    line.spans.iter().map(span).collect()
}

/// `text` as a code span (CommonMark 0.31, section 6.1).
fn code(text: &str) -> String {
    let text = visible(&beginning(text, LONGEST).replace('\n', "↵"));
    if text.trim().is_empty() {
        return "(empty)".to_owned();
    }
    let fence = fence(&text, 1);
    // One blank on either side goes away, so that a backtick or a blank there stays.
    let is_edge = |c: char| c == '`' || c == ' ';
    let pad = if text.starts_with(is_edge) || text.ends_with(is_edge) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_text_never_ends_its_code_span() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`@all`"), "`` `@all` ``");
        assert_eq!(code("``` x"), "```` ``` x ````");
        assert_eq!(code("a\nb"), "`a↵b`");
        assert_eq!(code(" "), "(empty)");
        assert_eq!(code("\u{202e}a"), "`\\u{202e}a`");
    }
}

//! What the lines of several sections are made with.

use super::Line;
use crate::excerpt;
use crate::review::{RecordReview, Review};

/// Longest text of a value, in characters.
const LONGEST: usize = 120;

/// Problems of one file, and names of fields, that are told one by one, at most.
pub(super) const MOST: usize = 8;

pub(super) fn of(record: &RecordReview) -> Line {
    Line::default().said(&record.id)
}

/// `line` with the first few of those below it, and the number of the others.
pub(super) fn with_most(line: Line) -> Line {
    with_at_most(line, MOST)
}

/// `line` with the first `most` of those below it, and the number of the others.
pub(super) fn with_at_most(mut line: Line, most: usize) -> Line {
    let more = line.below.len().saturating_sub(most);
    if more > 0 {
        line.below.truncate(most);
        line.below.push(Line::default().words(format!("and {more} more")));
    }
    line
}

/// `line` with what was and what is.
pub(super) fn from_to(line: Line, old: Option<String>, new: Option<String>) -> Line {
    match (old, new) {
        (Some(old), Some(new)) => {
            let [old, new] = excerpt::both(&old, &new, LONGEST);
            line.said(old).words(" → ").said(new)
        }
        (None, Some(new)) => line.said(cut(&new)).words(" is new"),
        (Some(old), None) => line.said(cut(&old)).words(" is left out"),
        (None, None) => line,
    }
}

/// The lines of each record that has some: one beside its name, several below it.
pub(super) fn each(review: &Review, lines: impl Fn(&RecordReview) -> Vec<Line>) -> Vec<Line> {
    let of_record = |record: &RecordReview| {
        let mut lines = lines(record);
        match lines.len() {
            0 => None,
            1 => {
                let mut line = of(record).words(": ");
                line.spans.append(&mut lines[0].spans);
                Some(line)
            }
            _ => Some(of(record).over(lines)),
        }
    };
    review.records.iter().filter_map(of_record).collect()
}

pub(super) fn cut(text: &str) -> String {
    faircat_text::beginning(text, 2 * LONGEST).into_owned()
}

//! Comments of YAML, which are told from other text by what remains without them.

use crate::record::{Work, reading};

/// Most signs `#` of a field that are looked at: each takes a reading of the record.
const MOST: usize = 200;

/// The comments in `part`, a part of `body`, which is the YAML of `work`: each on a line of its own at
/// the margin.
pub(super) fn within(part: &str, body: &str, work: &Work) -> String {
    let start = part.as_ptr().addr().wrapping_sub(body.as_ptr().addr());
    let (mut found, mut looked_at, mut at) = (String::new(), 0, 0);
    for line in part.split_inclusive('\n') {
        let end = line.trim_end_matches(['\n', '\r']).len();
        for (sign, _) in line[..end].match_indices('#') {
            let is_apart = line[..sign].chars().next_back().is_none_or(char::is_whitespace);
            if !is_apart || looked_at == MOST {
                continue;
            }
            looked_at += 1;
            let place = start + at;
            if is_needless(body, place + sign, place + end, work) {
                found.push_str(&line[sign..end]);
                found.push('\n');
                break;
            }
        }
        at += line.len();
    }
    found
}

/// Whether `body` says the same without the text from `start` to `end`.
fn is_needless(body: &str, start: usize, end: usize, work: &Work) -> bool {
    let (Some(above), Some(below)) = (body.get(..start), body.get(end..)) else { return false };
    let without = format!("{above}{below}");
    reading::parse::<Work>(&without).is_ok_and(|read| read == *work)
}

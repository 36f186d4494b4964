//! Lines on what formats do not carry.

use std::collections::BTreeSet;

use super::Line;
use super::parts::MOST;
use crate::losses::Loss;
use crate::review::{RecordReview, Review};
use faircat_text::listed;

/// Of each format, the new fields that it does not carry, of whichever record.
pub(super) fn losses(review: &Review) -> Vec<Line> {
    let losses =
        || review.records.iter().flat_map(|it| it.losses.iter().map(move |loss| (it, loss)));
    let formats: BTreeSet<&'static str> = losses().map(|(_, loss)| loss.format).collect();
    let of_format = |format: &'static str| {
        let found: Vec<(&RecordReview, &Loss)> =
            losses().filter(|(_, loss)| loss.format == format).collect();
        let ways = [("lost", of_lost as fn(&Loss) -> &Vec<String>), ("in part", of_partly)];
        ways.into_iter().filter_map(move |(how, of)| lost(format, how, &found, of))
    };
    formats.into_iter().flat_map(of_format).collect()
}

/// What `format` carries of the new fields of some records `how`.
fn lost(
    format: &str,
    how: &str,
    found: &[(&RecordReview, &Loss)],
    of: fn(&Loss) -> &Vec<String>,
) -> Option<Line> {
    let some = found.iter().filter(|(_, loss)| !of(loss).is_empty());
    let records: Vec<&RecordReview> = some.map(|(record, _)| *record).collect();
    let names: BTreeSet<&String> = found.iter().flat_map(|(_, loss)| of(loss)).collect();
    let line = Line::default().words(format!("{format}, {how}: ")).said(listed(names, MOST));
    match records.as_slice() {
        [] => None,
        [one] => Some(line.words(", of ").said(&one.id)),
        several => Some(line.words(format!(", of {} records", several.len()))),
    }
}

fn of_lost(loss: &Loss) -> &Vec<String> {
    &loss.lost
}

fn of_partly(loss: &Loss) -> &Vec<String> {
    &loss.partly
}

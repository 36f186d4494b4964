//! The lines of each section.

use std::collections::BTreeSet;

use faircat_inference::figures::{self, noun};
use faircat_scorecard::Outcome;
use serde_json::{Map, Value};

use super::{Line, is_whole};
use crate::claims::{ClaimTurn, Standing};
use crate::evidence::EvidenceTurn;
use crate::excerpt;
use crate::fields::FieldChange;
use crate::licences::LicenceTurn;
use crate::losses::Loss;
use crate::review::{Change, Problem, RecordReview, Review};
use crate::scores::{IndicatorTurn, LetterScore, Score};

/// Longest text of a value, in characters.
const LONGEST: usize = 120;

/// Problems of one file, and names of fields, that are told one by one, at most.
const MOST: usize = 8;

fn of(record: &RecordReview) -> Line {
    Line::default().said(&record.id)
}

/// Of each file, its problems on the new side: those of the old one alone are mended or gone.
pub(super) fn problems(review: &Review) -> Vec<Line> {
    let mut lines: Vec<(String, Line)> = Vec::new();
    for problem in review.problems.iter().filter(|it| it.side != "old") {
        let place = problem.diagnostic.location.as_ref();
        let file = place.map(|it| it.file.display().to_string()).unwrap_or_default();
        let told = of_problem(problem);
        match lines.iter_mut().find(|(known, _)| *known == file) {
            Some((_, line)) => line.below.push(told),
            None => lines.push((file.clone(), Line::default().said(file).over(vec![told]))),
        }
    }
    lines.into_iter().map(|(_, line)| with_most(line)).collect()
}

fn of_problem(problem: &Problem) -> Line {
    let found = &problem.diagnostic;
    let place = found.location.as_ref().filter(|it| it.line > 0);
    let place = place.map(|it| format!("line {}", it.line));
    let known = (problem.side == "both").then(|| "before the change too".to_owned());
    let words: Vec<String> = [place, known].into_iter().flatten().collect();
    let colon = if words.is_empty() { "" } else { ": " };
    let line = Line::default().words(format!("{}{colon}", words.join(", "))).said(&found.message);
    match &found.hint {
        Some(hint) => line.words("; help: ").said(hint),
        None => line,
    }
}

/// `line` with the first of those below it, and the number of the others.
fn with_most(mut line: Line) -> Line {
    let more = line.below.len().saturating_sub(MOST);
    if more > 0 {
        line.below.truncate(MOST);
        line.below.push(Line::default().words(format!("and {more} more")));
    }
    line
}

pub(super) fn keys(review: &Review) -> Vec<Line> {
    let line = |turn: &crate::review::KeyTurn| {
        let consequence = match turn.change {
            "added" => "is added: what it signed counts as submitted until the key is known",
            _ => "is removed: what it signed counts as submitted",
        };
        Line::default()
            .said(&turn.name)
            .words(", ")
            .said(&turn.key)
            .words(format!(" {consequence}"))
    };
    review.keys.iter().map(line).collect()
}

pub(super) fn claims(review: &Review) -> Vec<Line> {
    each(review, |record| {
        let taken_back = |it: &&ClaimTurn| it.before == Some(Standing::Holds) && it.after.is_none();
        let told = record.claims.iter().filter(|it| it.broken || taken_back(it));
        told.map(|turn| claim(record, turn)).collect()
    })
}

fn claim(record: &RecordReview, turn: &ClaimTurn) -> Line {
    let line = Line::default().said(&turn.claim).words(": ");
    let line = match (turn.before, turn.after) {
        (Some(Standing::Holds), Some(after)) => line.words(format!("held, and {}", after.words())),
        (Some(before), Some(after)) => {
            line.words(format!("{} now; before it {}", after.words(), before.words()))
        }
        (None, Some(after)) => line.words(format!("is new, and {}", after.words())),
        (_, None) if record.change == Change::Removed => line.words("held; the record is removed"),
        (_, None) if record.change == Change::Broken => {
            line.words("held; the record cannot be read")
        }
        (_, None) => line.words("held, and is no longer claimed"),
    };
    match &turn.because {
        Some(reason) => line.words(" (").said(cut(reason)).words(")"),
        None => line,
    }
}

pub(super) fn evidence(review: &Review) -> Vec<Line> {
    let told = |record: &RecordReview| {
        record.evidence.iter().map(|turn| of_evidence(record, turn)).collect()
    };
    each(review, told)
}

fn of_evidence(record: &RecordReview, turn: &EvidenceTurn) -> Line {
    let line = Line::default().said(&turn.file);
    let change = match turn.change {
        "new" => "is new",
        "changed" => "changes",
        "removed" => return line.words(" is removed"),
        _ => "is the same",
    };
    let line = match &turn.key {
        Some(key) => line.words(format!(" {change}, signed by the site's key ")).said(key),
        None if turn.change == "same" => line.words(" is the same, and counts as submitted now"),
        None => line.words(format!(" {change}: submitted, not signed by the site's workflow")),
    };
    match turn.file == "verification.json" {
        true => line.words(resting(record)),
        false => line,
    }
}

/// What of the claims of `record` rests on its verification.
fn resting(record: &RecordReview) -> String {
    let is = |it: &&ClaimTurn, standing| it.after == Some(standing);
    let count = |standing| record.claims.iter().filter(|it| is(it, standing)).count();
    let (hold, fail) = (count(Standing::Holds), count(Standing::Fails));
    match hold + fail {
        0 => String::new(),
        all => {
            let rest = noun(all as u64, "claim rests", "claims rest");
            format!("; {all} {rest} on it, of which {hold} {}", noun(hold as u64, "holds", "hold"))
        }
    }
}

pub(super) fn vanished(review: &Review) -> Vec<Line> {
    each(review, |record| {
        let line = |it: &crate::addresses::Address| {
            Line::default().words(format!("{}: ", it.kind.words())).said(&it.address)
        };
        record.vanished.iter().map(line).collect()
    })
}

pub(super) fn licences(review: &Review) -> Vec<Line> {
    each(review, |record| {
        let line = |turn: &LicenceTurn| {
            let line = match &turn.file {
                Some(file) => Line::default().words("file ").said(file).words(": "),
                None => Line::default(),
            };
            from_to(line, turn.old.clone(), turn.new.clone())
        };
        record.licences.iter().map(line).collect()
    })
}

pub(super) fn scores(review: &Review) -> Vec<Line> {
    let differs = |record: &RecordReview| {
        let both = record.scores.iter().all(|it| it.before.is_some() && it.after.is_some());
        let same = record.scores.iter().all(|it| it.before == it.after);
        !record.scores.is_empty() && (!both || !same || !record.indicators.is_empty())
    };
    let told: Vec<&RecordReview> = review.records.iter().filter(|it| differs(it)).collect();
    let several = told.iter().filter(|it| !is_whole(it.change)).count() > 1;
    let total = several.then(|| {
        Line::default().words(format!("all changed records together: {}", letters(&review.scores)))
    });
    let line = |record: &&RecordReview| {
        let change = if is_whole(record.change) { record.change.words() } else { "" };
        let change = if change.is_empty() { String::new() } else { format!(", {change}") };
        let indicators = record.indicators.iter().map(indicator).collect();
        of(record).words(format!("{change}: {}", letters(&record.scores))).over(indicators)
    };
    total.into_iter().chain(told.iter().map(line)).collect()
}

fn letters(scores: &[LetterScore]) -> String {
    let of = |score: Score| format!("{}/{}", score.pass, score.of);
    let one = |it: &LetterScore| match (it.before, it.after) {
        (Some(before), Some(after)) if before != after => {
            format!("{} {} → {}", it.letter, of(before), of(after))
        }
        (Some(score), _) | (None, Some(score)) => format!("{} {}", it.letter, of(score)),
        (None, None) => it.letter.to_string(),
    };
    scores.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn indicator(turn: &IndicatorTurn) -> Line {
    let label = |it: Option<Outcome>| it.map_or("not asked", Outcome::label);
    let symbol = turn.after.map_or("–", Outcome::symbol);
    let turned = format!(": {} → {}", label(turn.before), label(turn.after));
    let line = Line::default().words(format!("{symbol} ")).said(&turn.indicator).words(turned);
    match &turn.because {
        Some(reason) => line.words(": ").said(cut(reason)),
        None => line,
    }
}

pub(super) fn records(review: &Review) -> Vec<Line> {
    let line = |record: &RecordReview| {
        let what = record.change.words();
        let title = cut(&record.title);
        let fields = record.fields.iter().map(field);
        let files = record.files.iter().map(|it| {
            let change = match it.change {
                "new" => "is new",
                "removed" => "is removed",
                _ => "has other bytes",
            };
            Line::default().words("the file ").said(&it.file).words(format!(" {change}"))
        });
        of(record).words(format!(" {what}: ")).said(title).over(fields.chain(files).collect())
    };
    // What happens to others is told above.
    let is_told = |it: &&RecordReview| {
        it.change != Change::Changed || !it.fields.is_empty() || !it.files.is_empty()
    };
    review.records.iter().filter(is_told).map(line).collect()
}

fn field(change: &FieldChange) -> Line {
    let mut line = Line::default().said(&change.field);
    if let Some(item) = &change.item {
        line = line.words(" (").said(item).words(")");
    }
    let [old, new] = [&change.old, &change.new].map(|it| it.as_ref().map(text));
    from_to(line.words(": "), old, new)
}

/// `line` with what was and what is.
fn from_to(line: Line, old: Option<String>, new: Option<String>) -> Line {
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

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => figures::plain(float),
            _ => number.to_string(),
        },
        other => without_false(other).to_string(),
    }
}

/// `value` without what every item has of which nobody wrote it.
fn without_false(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, it)| **it != Value::Bool(false));
            Value::Object(
                kept.map(|(name, it)| (name.clone(), without_false(it))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => items.iter().map(without_false).collect(),
        other => other.clone(),
    }
}

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
    let line = Line::default().words(format!("{format}, {how}: ")).said(listed(&names));
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

/// The first names, and the number of the others.
fn listed(names: &BTreeSet<&String>) -> String {
    let first: Vec<&str> = names.iter().take(MOST).map(|it| it.as_str()).collect();
    match names.len().saturating_sub(MOST) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// The lines of each record that has some: one beside its name, several below it.
fn each(review: &Review, lines: impl Fn(&RecordReview) -> Vec<Line>) -> Vec<Line> {
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

fn cut(text: &str) -> String {
    faircat_text::beginning(text, 2 * LONGEST).into_owned()
}

//! The lines of each section.

use faircat_inference::figures::{self, counted, noun};
use faircat_scorecard::Outcome;
use serde_json::{Map, Value};

use super::{Line, is_whole};
use crate::claims::{ClaimTurn, Standing};
use crate::evidence::EvidenceTurn;
use crate::excerpt;
use crate::fields::FieldChange;
use crate::licences::LicenceTurn;
use crate::losses::Loss;
use crate::review::{Change, RecordReview, Review};
use crate::scores::{IndicatorTurn, LetterScore, Score};

/// Longest text of a value, in characters.
const LONGEST: usize = 120;

/// Names of fields that are told one by one, at most.
const NAMES: usize = 6;

fn of(record: &RecordReview) -> Line {
    Line::default().said(&record.id)
}

pub(super) fn problems(review: &Review) -> Vec<Line> {
    let line = |problem: &crate::review::Problem| {
        let found = &problem.diagnostic;
        let side = match problem.side {
            "new" => "",
            "old" => " (before the change only)",
            _ => " (before the change too)",
        };
        let mut line = Line::default();
        if let Some(place) = &found.location {
            line = line.said(place.file.display().to_string());
            if place.line > 0 {
                line = line.words(format!(", line {}", place.line));
            }
        }
        let line = line.words(format!("{side}: ")).said(&found.message);
        let hint = found.hint.iter().map(|hint| Line::default().words("help: ").said(hint));
        line.over(hint.collect())
    };
    review.problems.iter().map(line).collect()
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
    let line = of(record).words(", ").said(&turn.claim).words(": ");
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
    each(review, |record| record.evidence.iter().map(|turn| of_evidence(record, turn)).collect())
}

fn of_evidence(record: &RecordReview, turn: &EvidenceTurn) -> Line {
    let line = of(record).words(", ").said(&turn.file);
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
            of(record).words(format!(", {}: ", it.kind.words())).said(&it.address)
        };
        record.vanished.iter().map(line).collect()
    })
}

pub(super) fn licences(review: &Review) -> Vec<Line> {
    each(review, |record| {
        let line = |turn: &LicenceTurn| {
            let line = match &turn.file {
                Some(file) => of(record).words(", file ").said(file),
                None => of(record),
            };
            from_to(line.words(": "), turn.old.clone(), turn.new.clone())
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
    review.records.iter().map(line).collect()
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

pub(super) fn losses(review: &Review) -> Vec<Line> {
    let line = |record: &RecordReview| {
        let new = record.losses.iter().map(|it| it.of).max()?;
        let line =
            of(record).words(format!(", {}", counted(new as u64, "new field", "new fields")));
        Some(line.over(record.losses.iter().map(loss).collect()))
    };
    review.records.iter().filter_map(line).collect()
}

fn loss(loss: &Loss) -> Line {
    let count = |names: &[String], how: &str| match names.len() {
        0 => None,
        number => Some(format!("{number} {how}")),
    };
    let counts = [count(&loss.lost, "lost"), count(&loss.partly, "in part")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let line = Line::default().words(format!("{}: {}", loss.format, counts.join(", ")));
    let names: Vec<&String> = loss.lost.iter().chain(&loss.partly).collect();
    match names.len() <= NAMES {
        true => line.words(": ").said(names.into_iter().cloned().collect::<Vec<_>>().join(", ")),
        false => line,
    }
}

fn each(review: &Review, lines: impl Fn(&RecordReview) -> Vec<Line>) -> Vec<Line> {
    review.records.iter().flat_map(lines).collect()
}

fn cut(text: &str) -> String {
    faircat_text::beginning(text, 2 * LONGEST).into_owned()
}

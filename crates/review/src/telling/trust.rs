//! Lines on what a change is to be believed: problems, keys, claims and evidence.

use faircat_inference::figures::{counted, noun};
use faircat_record::diagnostic::Diagnostic;

use super::Line;
use super::parts::{cut, each, with_most};
use crate::claims::{ClaimTurn, Standing};
use crate::evidence::EvidenceTurn;
use crate::review::{Change, KeyTurn, Problem, RecordReview, Review};

/// Of each file, its problems on the new side: those of the old one alone are mended or gone.
pub(super) fn problems(review: &Review) -> Vec<Line> {
    let mut files: Vec<(String, Vec<&Problem>)> = Vec::new();
    for problem in review.problems.iter().filter(|it| it.side != "old") {
        let place = problem.diagnostic.location.as_ref();
        let file = place.map(|it| it.file.display().to_string()).unwrap_or_default();
        match files.iter_mut().find(|(known, _)| *known == file) {
            Some((_, all)) => all.push(problem),
            None => files.push((file, vec![problem])),
        }
    }
    // What the change brings comes first.
    files.sort_by_key(|(_, all)| all.iter().all(|it| it.side == "both"));
    files.into_iter().map(|(file, all)| of_file(file, &all)).collect()
}

fn of_file(file: String, problems: &[&Problem]) -> Line {
    let (new, known): (Vec<&Problem>, Vec<&Problem>) =
        problems.iter().partition(|it| it.side == "new");
    let line = Line::default().said(file);
    let known = match (known.len(), new.len()) {
        (0, _) => None,
        (count, 0) => {
            let count = counted(count as u64, "problem", "problems");
            return line.words(format!(": {count}, as before the change"));
        }
        (count, _) => Some(Line::default().words(format!("and {count} as before the change"))),
    };
    let mut told: Vec<(&Diagnostic, Vec<String>)> = Vec::new();
    for problem in &new {
        let found = &problem.diagnostic;
        let at = found.location.as_ref().filter(|it| it.line > 0).map(|it| it.line.to_string());
        match told.iter_mut().find(|(known, _)| known.message == found.message) {
            Some((_, lines)) => lines.extend(at),
            None => told.push((found, at.into_iter().collect())),
        }
    }
    let mut line = with_most(line.over(told.iter().map(of_problem).collect()));
    line.below.extend(known);
    line
}

/// A problem with the lines of its file on which it stands.
fn of_problem((found, lines): &(&Diagnostic, Vec<String>)) -> Line {
    let line = match lines.as_slice() {
        [] => Line::default(),
        [one] => Line::default().words(format!("line {one}: ")),
        several => Line::default().words(format!("lines {}: ", several.join(", "))),
    };
    let line = line.said(cut(&found.message));
    match &found.hint {
        Some(hint) => line.words("; help: ").said(cut(hint)),
        None => line,
    }
}

pub(super) fn keys(review: &Review) -> Vec<Line> {
    let line = |turn: &KeyTurn| {
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
    review.site.keys.iter().map(line).collect()
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
    let count = |standing| record.claims.iter().filter(|it| it.after == Some(standing)).count();
    let (hold, fail) = (count(Standing::Holds), count(Standing::Fails));
    if count(Standing::Refused) > 0 {
        return "; it is not believed, and no claim rests on it".to_owned();
    }
    if count(Standing::Outdated) > 0 {
        return "; it is of other files or claims, and none rests on it".to_owned();
    }
    match hold + fail {
        0 => String::new(),
        all => {
            let rest = noun(all as u64, "claim rests", "claims rest");
            format!("; {all} {rest} on it, of which {hold} {}", noun(hold as u64, "holds", "hold"))
        }
    }
}

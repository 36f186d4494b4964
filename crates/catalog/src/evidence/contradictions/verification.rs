//! What shows that a verification did not run so.

use faircat_inference::figures::noun;
use faircat_inference::verification::Recomputed;
use faircat_record::{ModelSection, Work, checksum};

use super::files::of_files;
use super::metric::of_metric;
use super::output::of_output;
use super::uncertainty::of_uncertainty;
use super::{Grounds, of_age, of_date, of_engine, of_form, of_machine, of_program, short};
use crate::evidence::currency::is_about;
use crate::evidence::verification::{
    Agreement, EngineRun, FileCheck, OutputCheck, Verdict, Verification,
};

/// How far sums of rounded differences may miss each other, as a share of them.
pub(super) const SLACK: f64 = 1e-6;

/// What is wrong with `verification` of the model that `work` describes, in phrases; empty where
/// nothing is.
pub fn of_verification(
    verification: &Verification,
    work: Option<&Work>,
    grounds: &Grounds,
) -> Vec<String> {
    let section = work.and_then(|work| work.model.as_deref());
    let machine = &verification.machine;
    let mut found: Vec<String> = of_date(&verification.date, grounds.today).into_iter().collect();
    found.extend(of_age(&verification.date, work));
    found.extend(of_program(&verification.faircat));
    found.extend(of_machine(machine));
    found.extend(of_items(verification));
    found.extend(of_digests(verification));
    found.extend(verification.files.iter().filter_map(of_file));
    for (place, run) in verification.runs.iter().enumerate() {
        found.extend(of_engine(&run.engine, &run.version, &run.device, machine));
        found.extend(of_run(run, verification, section));
        if verification.runs[..place].iter().any(|other| are_one(other, run)) {
            found.push(format!("{} on `{}` is told twice", run.engine, short(&run.file)));
        }
    }
    found.extend(of_files(verification, work));
    found.extend(of_agreement(verification));
    if verification.verdict == Verdict::Holds && !verification.reasons.is_empty() {
        found.push("it holds, and gives reasons why it does not".to_owned());
    }
    if verification.explanation.as_ref().is_some_and(|it| !it.adds_up()) {
        found.push("what it computed again of the explanation does not add up".to_owned());
    }
    if verification.verdict != verification.derived() {
        found.push(wrong_verdict("the whole", verification.verdict, verification.derived()));
    }
    found.dedup();
    found
}

pub(super) fn wrong_verdict(what: &str, said: Verdict, derived: Verdict) -> String {
    format!(
        "the verdict on {what} is said to be `{}`, but its numbers give `{}`",
        said.name(),
        derived.name()
    )
}

fn of_items(verification: &Verification) -> Vec<String> {
    let set = &verification.control_set;
    let mut found = Vec::new();
    if set.items == 0 {
        found.push("a control set without items checks nothing".to_owned());
    }
    if set.verdict != set.derived() {
        found.push(wrong_verdict("the control set's items", set.verdict, set.derived()));
    }
    if let Some(tolerance) = set.tolerance.filter(|size| cannot_be(*size)) {
        found.push(format!("the tolerance {tolerance} cannot be"));
    }
    found
}

/// One file has one digest.
fn of_digests(verification: &Verification) -> Vec<String> {
    let set = &verification.control_set;
    let runs = verification.runs.iter().map(|run| (run.file.as_str(), run.sha256.as_str()));
    let files = verification.files.iter().map(|file| (file.file.as_str(), file.sha256.as_str()));
    let all: Vec<(&str, &str)> =
        [(set.file.as_str(), set.sha256.as_str())].into_iter().chain(runs).chain(files).collect();
    let mut found = Vec::new();
    for (place, (file, sha256)) in all.iter().enumerate() {
        if checksum::digest(sha256, checksum::SHA256).is_none() {
            found.push(format!("the SHA-256 of `{}` has no 64 hexadecimal digits", short(file)));
        }
        let differs =
            |(other, digest): &&(&str, &str)| other == file && !digest.eq_ignore_ascii_case(sha256);
        if all[..place].iter().any(|other| differs(&other)) {
            found.push(format!("`{}` is said to have two SHA-256", short(file)));
        }
    }
    let mut names: Vec<&str> = verification.files.iter().map(|file| file.file.as_str()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        found.push(format!("`{}` is told twice", short(twice[0])));
    }
    found
}

fn of_file(file: &FileCheck) -> Option<String> {
    let derived = file.derived();
    let what = format!("`{}`", short(&file.file));
    (file.verdict != derived).then(|| wrong_verdict(&what, file.verdict, derived))
}

/// Whether two runs are one told twice.
fn are_one(a: &EngineRun, b: &EngineRun) -> bool {
    (&a.engine, &a.device, &a.file) == (&b.engine, &b.device, &b.file)
}

fn of_run(
    run: &EngineRun,
    verification: &Verification,
    section: Option<&ModelSection>,
) -> Vec<String> {
    let mut found: Vec<String> = of_form(run.form.as_deref()).into_iter().collect();
    let items = verification.control_set.items;
    let engine = &run.engine;
    if run.failure.is_some() {
        if !run.outputs.is_empty() || !run.metrics.is_empty() {
            found.push(format!("{engine} is said to have failed and to have given outputs"));
        }
        if run.verdict == Verdict::Holds {
            found.push(format!("{engine} is said to have failed and to hold"));
        }
        return found;
    }
    if run.items != items {
        found.push(format!(
            "{engine} ran {} of {items} {}",
            run.items,
            noun(items as u64, "item", "items")
        ));
    }
    if run.outputs.is_empty() {
        found.push(format!("{engine} gave no output"));
    }
    for (place, output) in run.outputs.iter().enumerate() {
        found.extend(of_output(output, verification, section));
        if run.outputs[..place].iter().any(|other| other.found.name == output.found.name) {
            found.push(format!("output `{}` is told twice", short(&output.found.name)));
        }
    }
    for (place, check) in run.metrics.iter().enumerate() {
        found.extend(of_metric(check, run, items, section));
        let mut evaluations = section.iter().flat_map(|it| &it.evaluations);
        let evaluation = evaluations.find(|it| is_about(&check.claim, it));
        found.extend(of_uncertainty(check, evaluation, items));
        if run.metrics[..place].iter().any(|other| is_same_claim(other, check)) {
            found.push(format!("`{}` is told twice", short(&check.claim.metric)));
        }
    }
    if run.verdict != run.derived() {
        found.push(wrong_verdict(&format!("the run of {engine}"), run.verdict, run.derived()));
    }
    found
}

fn is_same_claim(a: &Recomputed, b: &Recomputed) -> bool {
    let (a, b) = (&a.claim, &b.claim);
    a.metric == b.metric && a.condition == b.condition && a.value == b.value
}

/// Every pair of runs is compared in every output that both have, and no pair lies further apart,
/// or closer, than the differences of both from the reference allow.
fn of_agreement(verification: &Verification) -> Vec<String> {
    let mut found = Vec::new();
    let runs = &verification.runs;
    for (place, pair) in verification.agreement.iter().enumerate() {
        let [first, second] = pair.runs;
        let outputs = (output(runs, first, &pair.output), output(runs, second, &pair.output));
        let (Some(a), Some(b)) = outputs else {
            found.push(format!(
                "`{}` is compared between runs that did not give it",
                short(&pair.output)
            ));
            continue;
        };
        let twice = verification.agreement[..place]
            .iter()
            .any(|other| (other.runs, &other.output) == (pair.runs, &pair.output));
        if first >= second || twice {
            found.push(format!("`{}` is compared twice, or with itself", short(&pair.output)));
        }
        let derived = pair.derived(verification.control_set.tolerance);
        if pair.verdict != derived {
            let what = format!("the agreement in `{}`", short(&pair.output));
            found.push(wrong_verdict(&what, pair.verdict, derived));
        }
        if !is_applied(pair, b, verification.control_set.tolerance) {
            found.push(format!(
                "the tolerance of the agreement in `{}` is not the declared one, applied",
                short(&pair.output)
            ));
        }
        if !is_possible(pair, a, b) {
            found.push(format!(
                "the engines cannot lie {} apart in `{}` and so far from its reference",
                pair.largest_difference,
                short(&pair.output)
            ));
        }
    }
    let missing = missing_pairs(verification);
    if missing > 0 {
        found.push(format!("{missing} comparisons of engines are missing"));
    }
    found
}

fn output<'a>(runs: &'a [EngineRun], place: usize, name: &str) -> Option<&'a OutputCheck> {
    runs.get(place)?.outputs.iter().find(|output| output.found.name == name)
}

/// Whether the tolerance of `pair` can be what the range of the second output `b` makes of the one
/// that is declared: `b` is no larger than its reference and what it is off. That none was applied
/// decides nothing, as where no one scale describes `b`.
fn is_applied(pair: &Agreement, b: &OutputCheck, declared: Option<f64>) -> bool {
    match (declared, pair.tolerance, b.found.tolerance.zip(b.found.largest)) {
        (Some(declared), Some(applied), Some((of_reference, apart))) => {
            let most = of_reference + declared * apart;
            (declared..=most * (1.0 + SLACK)).contains(&(applied * (1.0 + 0.5 * SLACK)))
        }
        (_, None, _) => true,
        (declared, Some(_), _) => declared.is_some(),
    }
}

/// The triangle inequality of the largest absolute difference.
fn is_possible(pair: &Agreement, a: &OutputCheck, b: &OutputCheck) -> bool {
    let (Some(left), Some(right)) = (a.found.largest, b.found.largest) else {
        return true;
    };
    let apart = pair.largest_difference;
    let slack = SLACK * (left + right + apart);
    apart <= left + right + slack && (left - right).abs() <= apart + slack
}

fn missing_pairs(verification: &Verification) -> usize {
    let runs = &verification.runs;
    let compared = |first: usize, second: usize, name: &str| {
        verification
            .agreement
            .iter()
            .any(|pair| pair.runs == [first, second] && pair.output == name)
    };
    let mut missing = 0;
    for second in 0..runs.len() {
        for first in 0..second {
            let both = runs[first]
                .outputs
                .iter()
                .filter(|it| output(runs, second, &it.found.name).is_some());
            missing += both.filter(|it| !compared(first, second, &it.found.name)).count();
        }
    }
    missing
}

/// Whether a width is no number, or below zero.
pub(super) fn cannot_be(width: f64) -> bool {
    width.is_nan() || width < 0.0
}

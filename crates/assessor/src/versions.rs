//! What a file of Croissant has of the version that it says it follows.
//!
//! That it says so is no proof: what that version demands is looked for, and found or missing.

use faircat_assessment::{Outcome, Scorecard};
use faircat_formats::croissant::Conformity;
use faircat_record::diagnostic::{Diagnostic, Severity};
use faircat_text::listed;

/// The end of the name of the indicator that asks for a standard.
const STANDARD: &str = "-R1.3-data-standard";

/// Most missing properties that are named.
const LISTED: usize = 6;

/// What to write for a missing property, by its name.
const LINES: [(&str, &str); 10] = [
    ("name", r#""name": "<title>""#),
    ("description", r#""description": "<what it is>""#),
    ("license", r#""license": "https://spdx.org/licenses/<SPDX identifier, as CC-BY-4.0>""#),
    ("url", r#""url": "<address of its page>""#),
    ("creator", r#""creator": [{"@type": "Person", "name": "<full name>"}]"#),
    ("datePublished", r#""datePublished": "<year, or year-month-day>""#),
    ("encodingFormat", r#""encodingFormat": "<IANA media type>""#),
    ("contentUrl", r#""contentUrl": "<address of the file>""#),
    ("includes", r#""includes": "<pattern of the files' names>""#),
    ("sha256", r#""sha256": "<64 hexadecimal digits>""#),
];

/// Puts what was looked for in the place of what the file says of itself.
pub(super) fn judge(scorecard: &mut Scorecard, conformity: &Conformity) {
    for finding in &mut scorecard.findings {
        if finding.indicator.ends_with(STANDARD) {
            finding.evidence = evidence(conformity);
            let is_whole = conformity.is_whole();
            finding.outcome = if is_whole { Outcome::Pass } else { Outcome::Fail };
            finding.remedy = (!is_whole).then(|| remedy(conformity));
        }
    }
}

/// What a library fails at, as warnings: a description that it cannot load has a scorecard all the same.
pub(super) fn faults(conformity: &Conformity) -> Vec<Diagnostic> {
    let warning = |it: &Diagnostic| {
        let it = Diagnostic { severity: Severity::Warning, ..it.clone() };
        it.hint(
            "correct the file: a library that loads it fails here, and nothing of it is imported",
        )
    };
    conformity.faults.iter().map(warning).collect()
}

fn evidence(conformity: &Conformity) -> String {
    let Conformity { version, has, lacks, foreign, faults, is_known } = conformity;
    let says = format!("It says that it follows Croissant {version}");
    if !is_known {
        return format!("{says}, a version that is not known here.");
    }
    let required = format!("{} properties", has + lacks.len());
    if conformity.is_whole() {
        return format!("{says}, and has all {required} that this requires of it and its files.");
    }
    let mut parts = vec![format!("{says}, and has {has} of {required} that this requires")];
    if !lacks.is_empty() {
        parts.push(format!("missing: {}", listed(lacks, LISTED)));
    }
    if !foreign.is_empty() {
        parts.push(format!("of another version: {}", foreign.join(", ")));
    }
    if let Some(first) = faults.first() {
        let count = match faults.len() {
            1 => "a fault".to_owned(),
            several => format!("{several} faults"),
        };
        parts.push(format!("{count} by which it cannot be loaded: {}", first.message));
    }
    parts.join("; ") + "."
}

/// The lines that are missing, those of the dataset first.
fn remedy(conformity: &Conformity) -> String {
    let of_dataset = conformity.lacks.iter().filter(|it| !it.contains('.'));
    let line = |name: &str| LINES.iter().find(|(it, _)| *it == name).map(|(_, line)| *line);
    let lines: Vec<&str> = of_dataset.filter_map(|it| line(it)).collect();
    let mut of_files: Vec<&str> = Vec::new();
    let inner = conformity.lacks.iter().filter_map(|it| it.rsplit_once('.'));
    for found in inner.filter_map(|(_, name)| line(name)) {
        if !of_files.contains(&found) {
            of_files.push(found);
        }
    }
    let mut parts: Vec<String> = Vec::new();
    if !lines.is_empty() {
        parts.push(lines.join(",\n"));
    }
    if !of_files.is_empty() {
        parts.push(format!("in each file of `distribution`:\n{}", of_files.join(",\n")));
    }
    if !conformity.is_known || !conformity.foreign.is_empty() {
        parts.push(r#""conformsTo": "http://mlcommons.org/croissant/<1.0 or 1.1>""#.to_owned());
    }
    parts.extend(conformity.faults.iter().map(|it| format!("# {}", it.message)));
    parts.join("\n")
}

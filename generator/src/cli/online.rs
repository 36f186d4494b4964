//! `faircat check --online`: gathers evidence and tells what does not hold.

use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::evidence::questions::questions;
use crate::outside_world::evidence_files;
use crate::outside_world::online::{self, Manners};

/// Asks about every record of `catalog` what is not known from the last `days` days, and keeps
/// the answers below `root`. What does not hold comes back as warnings.
pub(super) fn gather(
    root: &Path,
    catalog: &Catalog,
    days: i32,
    manners: Manners,
) -> Vec<Diagnostic> {
    let mut asked = Vec::new();
    let mut owners = Vec::new();
    for entry in &catalog.entries {
        for question in questions(&entry.record()) {
            let known = entry.evidence.find(question.check, &question.url);
            if !known.is_some_and(|fact| fact.holds && online::is_fresh(fact, days)) {
                owners.push(entry.index);
                asked.push(question);
            }
        }
    }
    let progress = ProgressBar::new(asked.len() as u64);
    if !std::io::stderr().is_terminal() {
        progress.set_draw_target(ProgressDrawTarget::hidden());
    }
    let answers = match online::ask(&asked, manners, &|| progress.inc(1)) {
        Ok(answers) => answers,
        Err(error) => {
            return vec![Diagnostic::error("online", format!("cannot ask anybody: {error}"))];
        }
    };
    progress.finish_and_clear();
    let mut diagnostics = Vec::new();
    for entry in &catalog.entries {
        let first = owners.partition_point(|owner| *owner < entry.index);
        let end = owners.partition_point(|owner| *owner <= entry.index);
        let mut evidence = entry.evidence.clone();
        let mut changed = false;
        for (index, question) in asked.iter().enumerate().take(end).skip(first) {
            let url = &question.url;
            let failure = match answers.get(&index) {
                Some(Ok(fact)) => {
                    evidence.facts.retain(|old| (old.check, &old.url) != (fact.check, &fact.url));
                    evidence.facts.push(fact.clone());
                    changed = true;
                    if fact.holds { continue } else { fact.detail.clone() }
                }
                Some(Err(reason)) => reason.clone(),
                None => "there was no time left to ask".to_owned(),
            };
            let problem = Diagnostic::warning("online", format!("<{url}>: {failure}"));
            diagnostics.push(problem.in_file(entry.file.as_path()));
        }
        if changed {
            evidence.facts.sort_by(|a, b| (a.check, &a.url).cmp(&(b.check, &b.url)));
            let folder = root.join("catalog").join(entry.kind.folder()).join(&entry.slug);
            diagnostics.extend(evidence_files::write(&folder, "online.json", &evidence).err());
        }
    }
    diagnostics
}

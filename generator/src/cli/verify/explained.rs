//! What `faircat verify` says of the explanation beside a record.

use crate::cli;
use crate::evidence::explanation::{ComputedAgain, PartAgain};
use crate::evidence::verification::Verdict;

/// Says what became of the explanation beside the record; whether it stands.
pub(super) fn told(again: &ComputedAgain) -> Verdict {
    let ComputedAgain { changes, of, differences, .. } = again;
    let drawn = if changes == of { String::new() } else { format!(" {changes} of") };
    let same = if differences.is_empty() { ", and are the same" } else { "" };
    say(&format!("{drawn} {of} changes by masking were computed again{same}"));
    let parts = [
        ("neurons", &again.neurons),
        ("relevance", &again.relevance),
        ("integrated gradients", &again.integrated),
    ];
    for (what, part) in parts {
        part.iter().for_each(|it| say(&of_part(what, it)));
    }
    if differences.is_empty() {
        return Verdict::Holds;
    }
    for difference in differences {
        say(&format!(" {difference}"));
    }
    cli::say("  `faircat explain` writes it anew; a build will not publish this one");
    Verdict::Fails
}

fn say(text: &str) {
    cli::say(&format!("  explanation:{text}"));
}

fn of_part(what: &str, part: &PartAgain) -> String {
    let PartAgain { classes, of, left_out } = part;
    match left_out {
        None => format!(" {what}: computed again for all classes ({of})"),
        Some(reason) if *classes == 0 => format!(" {what}: not computed again: {reason}"),
        Some(reason) => {
            format!(" {what}: computed again for {classes} of {of} classes; {reason}")
        }
    }
}

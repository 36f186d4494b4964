//! A review in words, for people: sections of lines, in which what records say is kept apart from
//! what is said of them.

mod changes;
mod losses;
mod parts;
mod scores;
mod trust;

use faircat_inference::figures::counted;

use crate::concern::Concern;
use crate::review::Review;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Our own words.
    Words(String),
    /// A text of others: of a record, of a file, or of the command line.
    Said(String),
}

/// A line, with those that belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) spans: Vec<Span>,
    pub(crate) below: Vec<Line>,
}

impl Line {
    pub(crate) fn words(mut self, words: impl Into<String>) -> Line {
        self.spans.push(Span::Words(words.into()));
        self
    }

    pub(crate) fn said(mut self, text: impl Into<String>) -> Line {
        self.spans.push(Span::Said(text.into()));
        self
    }

    pub(crate) fn over(mut self, below: Vec<Line>) -> Line {
        self.below = below;
        self
    }
}

/// Lines about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) heading: &'static str,
    /// What to make of it.
    pub(crate) note: &'static str,
    /// Whether it is shown only to who opens it.
    pub(crate) folded: bool,
    pub(crate) lines: Vec<Line>,
}

/// What stands first: what is compared, how many records change, and what gets worse.
pub(crate) fn lead(review: &Review) -> Vec<Line> {
    let names = Line::default().said(&review.old.name).words(" → ").said(&review.new.name);
    let counts: Vec<String> = review
        .counts
        .iter()
        .enumerate()
        .map(|(at, (change, count))| match at {
            0 => format!("{} {}", counted(*count as u64, "record", "records"), change.words()),
            _ => format!("{count} {}", change.words()),
        })
        .collect();
    let counts = match counts.as_slice() {
        [] => "no record changes".to_owned(),
        some => some.join(", "),
    };
    let moves = review.site.old_address.iter().map(|_| "the site has another address".to_owned());
    let told = Concern::ALL.iter().filter_map(|it| worse(review, *it));
    let told: Vec<String> = moves.chain(told).collect();
    let verdict = match told.as_slice() {
        [] => "Nothing gets worse.".to_owned(),
        some => format!("To look at: {}.", some.join("; ")),
    };
    vec![names.words(format!(": {counts}.")), Line::default().words(verdict)]
}

/// How much of a sort gets worse; `None` where nothing does.
fn worse(review: &Review, concern: Concern) -> Option<String> {
    let records = review.records.iter().filter(|it| it.concerns.contains(&concern));
    let (number, [one, many]) = match concern {
        Concern::BrokenRecord => {
            (records.count(), ["record cannot be read", "records cannot be read"])
        }
        Concern::BrokenClaim => (
            records.flat_map(|it| &it.claims).filter(|it| it.broken).count(),
            ["claim does not hold any more", "claims do not hold any more"],
        ),
        Concern::VanishedAddress => (
            records.map(|it| it.vanished.len()).sum::<usize>() + review.site.vanished.len(),
            ["identifier or address vanishes", "identifiers or addresses vanish"],
        ),
        Concern::ChangedLicence => (
            records.map(|it| it.licences.len()).sum::<usize>()
                + usize::from(review.site.licence.is_some()),
            ["licence changes", "licences change"],
        ),
        Concern::UnattestedEvidence => (
            records.flat_map(|it| &it.evidence).filter(|it| it.is_unattested()).count(),
            ["file of evidence came with the change", "files of evidence came with the change"],
        ),
        Concern::WorseScore => {
            (records.count(), ["record has a worse score", "records have a worse score"])
        }
    };
    (number > 0).then(|| counted(number as u64, one, many))
}

/// All that is told, what matters most first; no section is empty.
pub(crate) fn sections(review: &Review) -> Vec<Section> {
    let all = of_trust(review).into_iter().chain(of_changes(review));
    all.filter(|it| !it.lines.is_empty()).collect()
}

/// What is to be believed no more, or not yet.
fn of_trust(review: &Review) -> [Section; 4] {
    [
        Section {
            heading: "Records that cannot be read",
            note: "Each is left out of what is compared, and of a site.",
            lines: trust::problems(review),
            ..Section::default()
        },
        Section {
            heading: "Keys of the site's own workflow",
            note: "Only keys that both sides know attest to anything here.",
            lines: trust::keys(review),
            ..Section::default()
        },
        Section {
            heading: "Claims that do not hold any more",
            lines: trust::claims(review),
            ..Section::default()
        },
        Section {
            heading: "Evidence that is new or came with the change",
            note: match review.recomputed {
                Some(_) => {
                    "What is submitted with a change proves nothing by itself: claims are told as \
                     `faircat verify` left them, which recomputes those of models that it can run."
                }
                None => {
                    "What is submitted with a change proves nothing until it is recomputed: \
                     `faircat verify` does that."
                }
            },
            lines: trust::evidence(review),
            ..Section::default()
        },
    ]
}

/// What is another.
fn of_changes(review: &Review) -> [Section; 5] {
    [
        Section {
            heading: "Identifiers and addresses that vanish",
            lines: changes::vanished(review),
            ..Section::default()
        },
        Section {
            heading: "Licences that change",
            lines: changes::licences(review),
            ..Section::default()
        },
        Section {
            heading: "FAIR scores",
            note: "Indicators that pass, of those that apply, by the letters of FAIR.",
            lines: scores::scores(review),
            ..Section::default()
        },
        Section {
            heading: "Records that change",
            folded: true,
            lines: changes::records(review),
            ..Section::default()
        },
        Section {
            heading: "What formats do not carry of the new fields",
            folded: true,
            lines: losses::losses(review),
            ..Section::default()
        },
    ]
}

//! Two sides in, a review out.

use std::collections::{BTreeMap, BTreeSet};

use faircat_formats::losses::{Losses, losses};
use faircat_record::Status;
use faircat_record::diagnostic::Diagnostic;

use crate::addresses::{self, Address, AddressKind};
use crate::claims::{self, ClaimTurn, Standing};
use crate::concern::Concern;
use crate::evidence::{self, EvidenceTurn};
use crate::fields;
use crate::files;
use crate::licences::{self, LicenceTurn};
use crate::losses::{self as lost, Loss};
use crate::moves::{Moves, moves};
use crate::review::{Change, Problem, RecordReview, Review, SideName};
use crate::scores;
use crate::side::{Side, State};
use crate::site;

/// What it does to a catalogue to become `new` where it was `old`.
#[must_use]
pub fn review(old: &Side, new: &Side) -> Review {
    let known = new.records.values().flat_map(|it| &it.addresses).map(Address::key).collect();
    let compared = Compared { old, new, known, moves: moves(old, new), losses: losses() };
    let sound = old.records.keys().chain(new.records.keys());
    let ids: BTreeSet<&String> = sound.chain(&old.broken).chain(&new.broken).collect();
    let records: Vec<RecordReview> = ids.into_iter().filter_map(|id| compared.record(id)).collect();
    let mut counts = BTreeMap::new();
    for record in &records {
        *counts.entry(record.change).or_default() += 1;
    }
    let site = site::review(old, new);
    let of_records = records.iter().flat_map(|it| it.concerns.iter().copied());
    Review {
        old: SideName { name: old.name.clone(), form: old.form },
        new: SideName { name: new.name.clone(), form: new.form },
        counts,
        recomputed: new.recomputed.clone(),
        scores: scores::total(records.iter().map(|it| it.scores.as_slice())),
        problems: problems(old, new),
        concerns: of_records.chain(site::concerns(&site)).collect(),
        site,
        records,
    }
}

struct Compared<'a> {
    old: &'a Side,
    new: &'a Side,
    /// The keys of all addresses of the new side's records.
    known: BTreeSet<(bool, String)>,
    moves: Moves<'a>,
    losses: Losses,
}

impl Compared<'_> {
    /// What happens to the record `id`; `None` where nothing does.
    fn record(&self, id: &str) -> Option<RecordReview> {
        let then = self.old.records.get(id);
        let now = self.new.records.get(id);
        let (was_broken, is_broken) = (self.old.broken.contains(id), self.new.broken.contains(id));
        // It is told of under its new name.
        if self.moves.has_moved(id) {
            return None;
        }
        let mut made = match (then, now, self.before(id)) {
            (Some(then), Some(now), _) => self.changed((id, then), (id, now))?,
            (None, Some(now), Some(then)) => self.moved(then, (id, now))?,
            (None, Some(now), None) => {
                let change = if was_broken { Change::Mended } else { Change::Added };
                self.added(id, change, now)
            }
            (Some(then), None, _) if is_broken => broken(id, Some(then)),
            (Some(then), None, _) => self.removed(id, then),
            (None, None, _) if was_broken && is_broken => return None,
            (None, None, _) if is_broken => broken(id, None),
            (None, None, _) => empty(id, Change::Removed, None),
        };
        made.concerns = concerns(&made);
        Some(made)
    }

    /// What the record `id` was before it moved there.
    fn before(&self, id: &str) -> Option<(&str, &State)> {
        let from = self.moves.before(id)?;
        Some((from, self.old.records.get(from)?))
    }

    fn moved(&self, then: (&str, &State), now: (&str, &State)) -> Option<RecordReview> {
        let made = self.changed(then, now)?;
        let change = match made.change {
            Change::Changed => Change::Moved,
            other => other,
        };
        Some(RecordReview { change, moved_from: Some(then.0.to_owned()), ..made })
    }

    fn changed(
        &self,
        (old_id, then): (&str, &State),
        (id, now): (&str, &State),
    ) -> Option<RecordReview> {
        let is_withdrawn = now.status == Status::Withdrawn;
        let change = match is_withdrawn && then.status != Status::Withdrawn {
            true => Change::Withdrawn,
            false => Change::Changed,
        };
        let evidence = evidence::turns(&then.evidence, &now.evidence);
        let is_verified_anew = evidence.iter().any(|it| it.file == "verification.json");
        let has_file = |file: &str| [describes(then, old_id, file), describes(now, id, file)];
        let made = RecordReview {
            fields: fields::changes(&then.fields, &now.fields),
            files: files::turns(&then.files, &now.files),
            scores: scores::letters(&then.findings, &now.findings),
            indicators: scores::turns(&then.findings, &now.findings),
            claims: claims::turns(&then.claims, &now.claims, is_verified_anew),
            evidence,
            vanished: addresses::vanished(&then.addresses, is_withdrawn, &self.known),
            licences: licences::turns(&then.licences, &now.licences, &has_file),
            losses: self.losses_of(Some(then), now),
            ..empty(id, change, Some(now))
        };
        is_any(&made).then_some(made)
    }

    fn added(&self, id: &str, change: Change, now: &State) -> RecordReview {
        RecordReview {
            scores: scores::letters(&[], &now.findings),
            indicators: scores::failing(&now.findings),
            claims: claims::turns(&[], &now.claims, true),
            evidence: evidence::turns(&[], &now.evidence),
            losses: self.losses_of(None, now),
            ..empty(id, change, Some(now))
        }
    }

    fn removed(&self, id: &str, then: &State) -> RecordReview {
        RecordReview {
            scores: scores::letters(&then.findings, &[]),
            claims: held(then),
            vanished: addresses::vanished(&then.addresses, false, &self.known),
            ..empty(id, Change::Removed, Some(then))
        }
    }

    fn losses_of(&self, then: Option<&State>, now: &State) -> Vec<Loss> {
        lost::of_new_fields(&self.losses, then.map(|it| &it.fields), &now.fields, &now.formats)
    }
}

/// Whether `state` describes the file of that path or address.
fn describes(state: &State, id: &str, file: &str) -> bool {
    let published = format!("{id}/files/{file}");
    let is_it = |it: &Address| match it.kind {
        AddressKind::File => it.address == published,
        AddressKind::Artifact => it.address == file,
        _ => false,
    };
    state.addresses.iter().any(is_it)
}

fn broken(id: &str, then: Option<&State>) -> RecordReview {
    let page = |it: &&Address| it.kind == AddressKind::Page;
    // Nobody took them back.
    let lost = |claim: ClaimTurn| ClaimTurn { broken: true, ..claim };
    RecordReview {
        claims: then.map(held).unwrap_or_default().into_iter().map(lost).collect(),
        // The rest is there again with the record.
        vanished: then.into_iter().flat_map(|it| &it.addresses).filter(page).cloned().collect(),
        ..empty(id, Change::Broken, then)
    }
}

/// The claims of a record that is no longer there, as far as they held.
fn held(then: &State) -> Vec<ClaimTurn> {
    let held: Vec<_> =
        then.claims.iter().filter(|it| it.standing == Standing::Holds).cloned().collect();
    claims::turns(&held, &[], false)
}

fn empty(id: &str, change: Change, state: Option<&State>) -> RecordReview {
    RecordReview {
        id: id.to_owned(),
        moved_from: None,
        kind: state.map(|it| it.kind),
        title: state.map_or_else(|| id.to_owned(), |it| it.title.clone()),
        change,
        fields: Vec::new(),
        files: Vec::new(),
        scores: Vec::new(),
        indicators: Vec::new(),
        claims: Vec::new(),
        evidence: Vec::new(),
        vanished: Vec::new(),
        licences: Vec::new(),
        losses: Vec::new(),
        concerns: BTreeSet::new(),
    }
}

/// Whether anything at all happens to a record that is on both sides.
fn is_any(it: &RecordReview) -> bool {
    let scores_differ = it.scores.iter().any(|score| score.before != score.after);
    !(it.fields.is_empty()
        && it.files.is_empty()
        && it.indicators.is_empty()
        && it.claims.is_empty()
        && it.evidence.is_empty()
        && it.vanished.is_empty())
        || scores_differ
}

fn concerns(it: &RecordReview) -> BTreeSet<Concern> {
    let has = |concern: &Concern| match concern {
        Concern::BrokenRecord => it.change == Change::Broken,
        Concern::BrokenClaim => it.claims.iter().any(|claim| claim.broken),
        Concern::VanishedAddress => !it.vanished.is_empty(),
        Concern::ChangedLicence => it.licences.iter().any(LicenceTurn::is_concern),
        Concern::UnattestedEvidence => it.evidence.iter().any(EvidenceTurn::is_unattested),
        Concern::WorseScore => scores::is_worse(&it.scores, &it.indicators),
    };
    Concern::ALL.into_iter().filter(has).collect()
}

/// The problems of both sides, those that both have once, with the place on the new one.
fn problems(old: &Side, new: &Side) -> Vec<Problem> {
    let file = |it: &Diagnostic| it.location.as_ref().map(|place| place.file.clone());
    let is_same = |a: &Diagnostic, b: &Diagnostic| {
        (&a.code, &a.message, file(a)) == (&b.code, &b.message, file(b))
    };
    let of_new = new.problems.iter().map(|it| {
        let is_known = old.problems.iter().any(|other| is_same(it, other));
        Problem { side: if is_known { "both" } else { "new" }, diagnostic: it.clone() }
    });
    let is_gone = |it: &&Diagnostic| new.problems.iter().all(|other| !is_same(it, other));
    let of_old = old.problems.iter().filter(is_gone);
    of_new.chain(of_old.map(|it| Problem { side: "old", diagnostic: it.clone() })).collect()
}

//! One model in a table: its figure, and how far it is to be trusted.

use faircat_inference::verification::Verdict;
use faircat_record::Evaluation;

use crate::Entry;
use crate::evidence::checked_claims::checked_claims;
use crate::evidence::comparison::Figure;
use crate::evidence::currency::is_about;
use crate::evidence::origin::Origin;
use crate::evidence::throughput::Measurement;

/// How far a figure is to be trusted, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The record says so.
    Declared,
    /// Recomputed on the control set, by evidence that came with the record.
    Submitted,
    /// Recomputed by the site's own workflow, which signed for it.
    Site,
}

impl Tier {
    /// As it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Declared => "declared",
            Tier::Submitted => "recomputed-with-the-record",
            Tier::Site => "recomputed-by-the-site",
        }
    }
}

/// One model's figure.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub entry: &'a Entry,
    pub evaluation: &'a Evaluation,
    /// What was recomputed, where something was; else what is declared.
    pub value: f64,
    /// One standard deviation.
    pub uncertainty: Option<f64>,
    pub tier: Tier,
    /// Whether what was recomputed contradicts the claim.
    pub contradicted: bool,
    /// From 1; ties share theirs. 0 where nothing is ranked, or no uncertainty of it is known.
    pub rank: usize,
    /// What makes it tied with the best of its rank, or tells it from the best of the rank before;
    /// `None` for the first.
    pub tie: Option<super::Tie>,
    /// What is known of it beside the row above by the paired bootstrap, where `tie` is of another
    /// row or rule.
    pub above: Option<super::Tie>,
}

impl<'a> Row<'a> {
    pub(super) fn new(entry: &'a Entry, evaluation: &'a Evaluation) -> Row<'a> {
        let mut row = Row {
            entry,
            evaluation,
            value: evaluation.value,
            uncertainty: evaluation.uncertainty,
            tier: Tier::Declared,
            contradicted: false,
            rank: 0,
            tie: None,
            above: None,
        };
        row.take_recomputed();
        row
    }

    fn take_recomputed(&mut self) {
        let evidence = &self.entry.evidence;
        let Some(verification) = evidence.current().filter(|_| self.evaluation.control_set) else {
            return;
        };
        let claims = checked_claims(verification);
        let about = |claim: &&crate::evidence::checked_claims::CheckedClaim| {
            is_about(&claim.declared.claim, self.evaluation)
        };
        let Some(claim) = claims.iter().find(about) else { return };
        let recomputed = claim.checks.iter().find_map(|(_, check)| Some((check, check.value?)));
        let Some((check, value)) = recomputed.filter(|_| claim.verdict != Verdict::NotChecked)
        else {
            return;
        };
        (self.value, self.uncertainty) = (value, check.spread().or(self.uncertainty));
        self.contradicted = claim.verdict == Verdict::Fails;
        self.tier = match evidence.verified_by {
            Origin::Submitted => Tier::Submitted,
            Origin::Site { .. } => Tier::Site,
        };
    }

    /// Items of the control set on which the claim was recomputed, as the evidence counts them.
    pub fn items(&self) -> Option<usize> {
        let current = self.entry.evidence.current().filter(|_| self.evaluation.control_set)?;
        current.runs.iter().find(|it| it.failure.is_none()).map(|it| it.items)
    }

    /// The figure of the model's comparison that this claim is.
    pub fn compared(&self) -> Option<&'a Figure> {
        let comparison = self.entry.evidence.comparison.as_deref()?;
        let of_claim =
            |it: &&Figure| it.metric == self.evaluation.metric && it.unit == self.evaluation.unit;
        comparison.metrics.iter().find(of_claim).filter(|_| self.evaluation.control_set)
    }

    /// The fastest measurement of each engine, by engine.
    pub fn throughput(&self) -> Vec<&'a Measurement> {
        let throughput = self.entry.evidence.throughput.as_deref();
        let mut fastest: Vec<&Measurement> = Vec::new();
        for one in throughput.iter().flat_map(|it| &it.measurements) {
            match fastest
                .iter_mut()
                .find(|it| (&it.engine, &it.device) == (&one.engine, &one.device))
            {
                Some(known) if known.throughput_median >= one.throughput_median => {}
                Some(known) => *known = one,
                None => fastest.push(one),
            }
        }
        fastest
    }
}

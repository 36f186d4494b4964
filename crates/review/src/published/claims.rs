//! Claims as a page states them, and what it says was recomputed.

use std::collections::BTreeMap;

use faircat_linked_data::vocabulary::{fair4ml, schema};

use super::Page;
use crate::claims::{Claim, Standing};

impl Page<'_> {
    pub(super) fn claims(&self) -> Vec<Claim> {
        let checks = self.checks();
        let parts = self.parts();
        let mut found: Vec<(usize, Claim)> = parts
            .keys()
            .filter_map(|part| {
                let iri = self.evaluation(part)?;
                let place = part.rsplit('-').next()?.parse().ok()?;
                Some((place, self.claim(&iri, checks.get(&iri))?))
            })
            .collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, claim)| claim).collect()
    }

    fn claim(&self, iri: &str, verdicts: Option<&Vec<&str>>) -> Option<Claim> {
        let title = self.text(iri, schema::NAME)?.to_owned();
        let value = self.text(iri, fair4ml::EVALUATION_METRICS)?;
        let value = Some(self.text(value, schema::VALUE)?.parse().ok()?);
        let dataset = self.text(iri, fair4ml::EVALUATION_DATASET).unwrap_or_default();
        let dataset = dataset.strip_prefix(self.base).unwrap_or(dataset);
        let on_control_set = !self.graph.of(&format!("{iri}-control-set"), false).is_empty();
        let standing = match verdicts {
            Some(verdicts) if verdicts.contains(&"fails") => Standing::Fails,
            Some(verdicts) if verdicts.iter().all(|it| *it == "holds") => Standing::Holds,
            Some(_) => Standing::NotChecked,
            None if on_control_set => Standing::NotRecomputed,
            None => Standing::Declared,
        };
        Some(Claim { key: format!("{title}\n{dataset}"), title, value, standing, why: None })
    }

    /// The verdicts of all engines on each claim, by its IRI.
    fn checks(&self) -> BTreeMap<String, Vec<&str>> {
        let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for part in self.parts().keys().filter(|it| it.starts_with("#verification-")) {
            let iri = format!("{}{part}", self.root);
            let verdict = self.text(&format!("{iri}-verdict"), schema::VALUE);
            let claim = self.text(&iri, schema::IS_BASED_ON);
            if let Some((claim, verdict)) = claim.zip(verdict) {
                found.entry(claim.to_owned()).or_default().push(verdict);
            }
        }
        found
    }
}

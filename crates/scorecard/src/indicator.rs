//! What is tested.

/// One automated test of a principle, in words. The tests themselves are in `faircat-assessment`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// As `model-R1.1-licence`: stable, part of addresses.
    pub id: &'static str,
    /// Id of the principle it tests.
    pub principle: &'static str,
    /// What is asked, as a question.
    pub question: &'static str,
    /// How it is tested, in a sentence.
    pub method: &'static str,
    /// Indicators of the RDA FAIR Data Maturity Model (doi:10.15497/rda00050).
    pub rda: &'static [&'static str],
    /// Metrics of F-UJI: FAIRsFAIR metrics 0.8 (doi:10.5281/zenodo.4081213) for models and
    /// datasets, FRSM metrics (doi:10.5281/zenodo.10047401) for software.
    pub fuji: &'static [&'static str],
    /// Metrics of FAIRshake's rubric 146, FAIR for Machine Learning Models.
    pub fairshake: &'static [&'static str],
}

impl Indicator {
    /// What it is called under its principle, as `standard licence`: the last part of its id.
    pub fn label(&self) -> String {
        self.id.splitn(3, '-').last().unwrap_or(self.id).replace('-', " ")
    }
}

//! What is published of the model of which this one is a variant, beside what this one came to.
//!
//! Of networks of which others were trained on other data, as those of Duarte et al., Mach. Learn.
//! Sci. Technol. 4 (2023) 045062, tables 9 and 10.

mod family;
mod masked;
mod networks;

use faircat_catalog::Entry;
use faircat_formats::dossier::Dossier;
use faircat_record::references::LinkRole;
use faircat_record::{ModelSection, Record, RelationType, Work};
use schemars::JsonSchema;
use serde::Serialize;

pub use family::shown_beside;

use self::masked::MaskedBeside;
use self::networks::NetworksBeside;
use super::links::{WorkLink, entry_link, work_link};

/// The published figures beside those of the model.
#[derive(JsonSchema, Serialize)]
pub(super) struct BesideView {
    /// The model that was published.
    pub theirs: WorkLink,
    /// What that was trained on.
    pub their_data: Vec<WorkLink>,
    /// What this one was trained on.
    pub our_data: Vec<WorkLink>,
    /// How the two are related, in the words of the record.
    pub relation: Option<String>,
    /// Items on which masking and neurons were measured.
    pub items: Option<usize>,
    pub networks: Option<NetworksBeside>,
    pub masked: Option<MaskedBeside>,
}

/// `None` where nothing is published of a model of which this one is a variant on other data.
pub(super) fn view(dossier: &Dossier, work: &Work) -> Option<BesideView> {
    let (catalog, entry) = (dossier.source.catalog, dossier.source.entry);
    let theirs = family::published(catalog, entry)?;
    let stated = section(theirs)?;
    let explanation = dossier.evidence.explanation.as_deref();
    let masked = masked::view(&stated.evaluations, explanation.map(|it| &it.masking));
    let networks = networks::view(dossier, &family::pairs(catalog, entry, theirs));
    if masked.is_none() && networks.is_none() {
        return None;
    }
    let relation = work.relations.iter().find(|it| it.kind == RelationType::IsVariantFormOf);
    Some(BesideView {
        theirs: entry_link(dossier, theirs),
        their_data: training_data(dossier, theirs),
        our_data: training_data(dossier, entry),
        relation: relation.and_then(|it| it.description.clone()),
        items: explanation.map(|it| it.items),
        networks,
        masked,
    })
}

/// What the record of a model says of it.
fn section(entry: &Entry) -> Option<Box<ModelSection>> {
    match entry.published() {
        Record::Work(work) => work.model,
        Record::Person(_) | Record::Organization(_) => None,
    }
}

fn training_data(dossier: &Dossier, entry: &Entry) -> Vec<WorkLink> {
    let links = entry.links.iter().filter(|(role, _)| *role == LinkRole::TrainedOn);
    links.map(|(role, text)| work_link(dossier, text, *role, None)).collect()
}

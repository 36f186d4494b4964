//! Parts of what the page of a work shows, of which templates know nothing: to them all is one.

use faircat_formats::dossier::Dossier;
use faircat_formats::format::Format;
use faircat_record::references::LinkRole;
use faircat_record::{
    Access, DatasetSection, Snippet, SoftwareSection, Subject, TrainingMaterialSection, Usage, Work,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::Held;
use super::super::backlinks::{self, WorkOf};
use super::super::beside::{self, BesideView};
use super::super::decisions::{self, DecisionsView};
use super::super::evaluations::{self, Evaluations};
use super::super::explanation::{self, ExplanationView};
use super::super::history::{self, HistoryView};
use super::super::languages;
use super::super::lineage::{Lineage, lineage};
use super::super::links::{IdentifierView, WorkLink, identifier};
use super::super::running::{self, Running};
use super::super::sample::{self, FieldView, SampleView};
use super::super::throughput::{self, ThroughputView};
use super::super::try_it::{self, TryItView};
use super::super::verification::{self, VerificationView};
use super::super::versions::{self, VersionsView};
use super::code::{CodeView, WorkflowView, code_view, workflow};
use super::links;
use super::model::{ModelView, model_view};
use super::relations::{PublicationView, RelationView, publications, relations};
use crate::words::Words;

/// On which terms a work is had, and by which words it is found.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct Terms<'a> {
    /// SPDX expression, as it is written.
    pub license: Option<&'a str>,
    /// Address of the licence, where it is a single one.
    pub license_href: Option<String>,
    /// Who may get at the files, and how.
    pub access: Option<&'a Access>,
    /// Words by which people look for it.
    pub keywords: &'a [String],
    /// Those of the language in which the title is shown, where the record is in another.
    pub translated_keywords: &'a [String],
    /// Terms of controlled vocabularies.
    pub subjects: &'a [Subject],
    /// Experiments or collaborations.
    pub experiments: &'a [String],
    /// Tag of the language of the work itself.
    pub language: Option<&'a str>,
}

/// What only a model has.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct OfModel<'a> {
    /// What only a model has.
    pub model: Option<ModelView<'a>>,
    /// The model that runs in the page, where it can.
    pub try_it: Option<TryItView<'a>>,
    /// What the record claims, with what was recomputed.
    pub evaluations: Option<Evaluations<'a>>,
    /// How a classifier decides on its control set.
    pub decisions: Option<DecisionsView<'a>>,
    /// The curves of the training.
    pub history: Option<HistoryView>,
    /// What came of running the model on its control set.
    pub verification: Option<VerificationView<'a>>,
    /// What the model's answers rest on.
    pub explanation: Option<ExplanationView<'a>>,
    /// What is published of a model of which this one is a variant, beside what this one came to.
    pub beside: Option<BesideView>,
    /// How fast engines ran the model.
    pub throughput: Option<ThroughputView<'a>>,
    /// How the model is run by this program.
    pub running: Option<Running>,
}

/// What only a dataset has.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct OfDataset<'a> {
    /// What only a dataset has.
    pub dataset: Option<&'a DatasetSection>,
    /// The fields of a dataset, with what a sample holds of each.
    pub fields: Vec<FieldView<'a>>,
    /// Where that sample comes from.
    pub sample: Option<SampleView>,
    /// Workflows and training materials that use a dataset.
    pub analyses: Vec<WorkLink>,
    /// Programs that a dataset was made with.
    pub generators: Vec<WorkLink>,
}

/// What works of other kinds have, and how a work is used.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct OfUse<'a> {
    /// What only software has.
    pub software: Option<&'a SoftwareSection>,
    /// What only a workflow has.
    pub workflow: Option<WorkflowView<'a>>,
    /// What only a training material has.
    pub material: Option<&'a TrainingMaterialSection>,
    /// Works that a training material teaches.
    pub uses: Vec<WorkLink>,
    /// How to use the work, and how not to.
    pub usage: Option<&'a Usage>,
    /// Examples of its use.
    pub snippets: &'a [Snippet],
    /// Where the source code is and what it needs.
    pub code: Option<CodeView<'a>>,
}

/// What a work stands among.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct Context<'a> {
    /// Works that this one was made from.
    pub derived_from: Vec<WorkLink>,
    /// Standards that the work follows.
    pub conforms_to: Vec<IdentifierView>,
    /// Papers, notes and theses about it.
    pub publications: Vec<PublicationView<'a>>,
    /// How it relates to other works.
    pub relations: Vec<RelationView<'a>>,
    /// Records that name this one, each once, with why it does.
    pub backlinks: Vec<WorkOf>,
    /// How many there are, of which a page lists so many only.
    pub backlinks_count: usize,
    /// The versions of the work, where there are several.
    pub versions: Option<VersionsView>,
    /// A drawing of what the work was made from, and what was made from it.
    pub lineage: Option<Lineage>,
}

pub(super) fn terms<'a>(dossier: &'a Dossier, work: &'a Work) -> Terms<'a> {
    let language = dossier.source.site.config.language.as_str();
    Terms {
        license: work.license.as_deref(),
        license_href: dossier.source.license_iri(work),
        access: work.access.as_ref(),
        keywords: &work.keywords,
        translated_keywords: languages::keywords(work, language),
        subjects: &work.subjects,
        experiments: &work.experiments,
        language: work.language.as_deref(),
    }
}

pub(super) fn of_model<'a>(
    dossier: &'a Dossier,
    work: &'a Work,
    files: &'a [Format],
    held: Held<'a>,
    words: &Words,
) -> OfModel<'a> {
    let (model, facts) = (work.model.as_deref(), held.facts);
    let source = dossier.source;
    let address = source.site.link(&source.entry.page());
    OfModel {
        model: model.map(|section| model_view(dossier, work, section, &address)),
        try_it: facts.map(|facts| try_it::view(facts, words)),
        evaluations: model.and_then(|section| evaluations::view(dossier, section, words)),
        decisions: facts.and_then(|facts| decisions::view(facts, words)),
        history: held.history.and_then(|it| history::view(it, words)),
        verification: verification::view(dossier, work, words),
        explanation: explanation::view(dossier.evidence, &source.entry.slug, words),
        beside: model.and_then(|_| beside::view(dossier, work)),
        throughput: throughput::view(dossier.evidence, &source.entry.slug, words),
        running: running::view(&source, work, files),
    }
}

pub(super) fn of_dataset<'a>(
    dossier: &'a Dossier,
    work: &'a Work,
    held: Held<'a>,
    words: &Words,
) -> OfDataset<'a> {
    let dataset = work.dataset.as_deref();
    let declared = dataset.map_or(&[][..], |dataset| &dataset.fields);
    let address = dossier.source.site.link(&dossier.source.entry.page());
    OfDataset {
        dataset,
        fields: sample::fields(declared, held.sample, words),
        sample: held.sample.map(|it| sample::view(it, declared, &address)),
        analyses: backlinks::analyses(dossier),
        generators: dataset.map_or_else(Vec::new, |section| {
            links(dossier, &section.generators, LinkRole::MadeWith)
        }),
    }
}

pub(super) fn of_use<'a>(dossier: &'a Dossier, work: &'a Work, words: &Words) -> OfUse<'a> {
    let material = work.training_material.as_deref();
    OfUse {
        software: work.software.as_deref(),
        workflow: workflow(dossier, work, words),
        material,
        uses: material
            .map_or_else(Vec::new, |section| links(dossier, &section.uses, LinkRole::Teaches)),
        usage: work.usage.as_ref(),
        snippets: work.usage.as_ref().map_or(&[], |usage| &usage.snippets),
        code: work.code.as_ref().map(|code| code_view(dossier, code)),
    }
}

pub(super) fn context<'a>(dossier: &'a Dossier, work: &'a Work, words: &Words) -> Context<'a> {
    let (backlinks, backlinks_count) = backlinks::naming(dossier);
    Context {
        derived_from: links(dossier, &work.derived_from, LinkRole::DerivedFrom),
        conforms_to: work.conforms_to.iter().map(|text| identifier(text)).collect(),
        publications: publications(work),
        relations: relations(dossier, work),
        backlinks,
        backlinks_count,
        versions: versions::view(dossier, work),
        lineage: lineage(dossier, words),
    }
}

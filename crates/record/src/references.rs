//! Every place in a record that names another record, identifier or URL.

use serde::{Deserialize, Serialize};

use super::{AgentRef, DatasetUse, Kind, Record, RelationType, Work};

/// Why one record names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LinkRole {
    Author,
    Contributor,
    Maintainer,
    Publisher,
    CopyrightHolder,
    SharedBy,
    Funder,
    Affiliation,
    ParentOrganization,
    TrainedOn,
    ValidatedOn,
    TestedOn,
    EvaluatedOn,
    FineTunedFrom,
    TrainedWith,
    EvaluatedWith,
    DerivedFrom,
    MadeFrom,
    MadeWith,
    MadeBy,
    DependsOn,
    WorkflowInput,
    WorkflowOutput,
    Teaches,
    ReplacedBy,
    Related(RelationType),
}

impl LinkRole {
    /// Whether the target lies upstream in the history of the record: used for lineage, and must
    /// not run in a circle.
    pub fn is_lineage(self) -> bool {
        matches!(
            self,
            LinkRole::TrainedOn
                | LinkRole::FineTunedFrom
                | LinkRole::DerivedFrom
                | LinkRole::MadeFrom
                | LinkRole::WorkflowInput
                | LinkRole::Related(RelationType::IsDerivedFrom | RelationType::IsNewVersionOf)
        )
    }

    /// Whether the target is a person or an organization.
    pub fn names_agent(self) -> bool {
        matches!(
            self,
            LinkRole::Author
                | LinkRole::Contributor
                | LinkRole::Maintainer
                | LinkRole::Publisher
                | LinkRole::CopyrightHolder
                | LinkRole::SharedBy
                | LinkRole::Funder
                | LinkRole::Affiliation
                | LinkRole::ParentOrganization
                | LinkRole::MadeBy
        )
    }

    /// The kinds of record that fit in the place.
    pub fn takes(self) -> &'static [Kind] {
        match self {
            LinkRole::TrainedOn
            | LinkRole::ValidatedOn
            | LinkRole::TestedOn
            | LinkRole::EvaluatedOn => &[Kind::Dataset],
            LinkRole::FineTunedFrom => &[Kind::Model],
            LinkRole::Affiliation | LinkRole::ParentOrganization => &[Kind::Organization],
            _ if self.names_agent() => &[Kind::Person, Kind::Organization],
            _ => &Kind::WORKS,
        }
    }

    /// Whether the target must be a record, because a bare name there means nothing else.
    pub fn must_be_record(self) -> bool {
        !matches!(self, LinkRole::MadeWith | LinkRole::DependsOn | LinkRole::EvaluatedWith)
    }
}

/// One reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// JSON pointer (RFC 6901) of the value within the record.
    pub pointer: String,
    pub role: LinkRole,
    /// As the author wrote it.
    pub text: &'a str,
}

/// All references of `record`, in the order of the fields.
pub fn references(record: &Record) -> Vec<Reference<'_>> {
    let mut found = Collector(Vec::new());
    match record {
        Record::Work(work) => found.work(work),
        Record::Person(person) => {
            found.agents("/affiliations", LinkRole::Affiliation, &person.affiliations)
        }
        Record::Organization(organization) => {
            found.agent("/parent", LinkRole::ParentOrganization, organization.parent.as_ref());
        }
    }
    found.0
}

struct Collector<'a>(Vec<Reference<'a>>);

impl<'a> Collector<'a> {
    fn text(&mut self, pointer: String, role: LinkRole, text: &'a str) {
        self.0.push(Reference { pointer, role, text });
    }

    fn maybe(&mut self, pointer: &str, role: LinkRole, text: Option<&'a String>) {
        if let Some(text) = text {
            self.text(pointer.to_owned(), role, text);
        }
    }

    fn texts(&mut self, pointer: &str, role: LinkRole, texts: &'a [String]) {
        for (index, text) in texts.iter().enumerate() {
            self.text(format!("{pointer}/{index}"), role, text);
        }
    }

    fn agent(&mut self, pointer: &str, role: LinkRole, agent: Option<&'a AgentRef>) {
        if let Some(AgentRef::Slug(slug)) = agent {
            self.text(pointer.to_owned(), role, slug);
        }
    }

    fn agents(&mut self, pointer: &str, role: LinkRole, agents: &'a [AgentRef]) {
        for (index, agent) in agents.iter().enumerate() {
            self.agent(&format!("{pointer}/{index}"), role, Some(agent));
        }
    }

    fn uses(&mut self, pointer: &str, role: LinkRole, uses: &'a [DatasetUse]) {
        for (index, used) in uses.iter().enumerate() {
            self.text(format!("{pointer}/{index}/dataset"), role, &used.dataset);
        }
    }

    fn work(&mut self, work: &'a Work) {
        if let Some(withdrawn) = &work.withdrawn {
            self.maybe(
                "/withdrawn/replaced_by",
                LinkRole::ReplacedBy,
                withdrawn.replaced_by.as_ref(),
            );
        }
        self.agents("/authors", LinkRole::Author, &work.authors);
        for (index, contribution) in work.contributors.iter().enumerate() {
            self.agent(
                &format!("/contributors/{index}/agent"),
                LinkRole::Contributor,
                Some(&contribution.agent),
            );
        }
        self.agents("/maintainers", LinkRole::Maintainer, &work.maintainers);
        self.agent("/publisher", LinkRole::Publisher, work.publisher.as_ref());
        self.agent("/copyright_holder", LinkRole::CopyrightHolder, work.copyright_holder.as_ref());
        self.agent("/shared_by", LinkRole::SharedBy, work.shared_by.as_ref());
        for (index, funding) in work.funding.iter().enumerate() {
            self.agent(
                &format!("/funding/{index}/funder"),
                LinkRole::Funder,
                Some(&funding.funder),
            );
        }
        for (index, relation) in work.relations.iter().enumerate() {
            self.text(
                format!("/relations/{index}/target"),
                LinkRole::Related(relation.kind),
                &relation.target,
            );
        }
        if let Some(code) = &work.code {
            for (index, dependency) in code.dependencies.iter().enumerate() {
                self.text(
                    format!("/code/dependencies/{index}/name"),
                    LinkRole::DependsOn,
                    &dependency.name,
                );
            }
        }
        for (index, activity) in work.provenance.iter().enumerate() {
            let pointer = format!("/provenance/{index}");
            self.texts(&format!("{pointer}/software"), LinkRole::MadeWith, &activity.software);
            self.texts(&format!("{pointer}/inputs"), LinkRole::MadeFrom, &activity.inputs);
            self.agent(&format!("{pointer}/agent"), LinkRole::MadeBy, activity.agent.as_ref());
        }
        self.texts("/derived_from", LinkRole::DerivedFrom, &work.derived_from);
        self.sections(work);
    }

    fn sections(&mut self, work: &'a Work) {
        if let Some(model) = &work.model {
            if let Some(training) = &model.training {
                self.uses("/model/training/datasets", LinkRole::TrainedOn, &training.datasets);
                self.maybe("/model/training/code", LinkRole::TrainedWith, training.code.as_ref());
            }
            self.uses("/model/validated_on", LinkRole::ValidatedOn, &model.validated_on);
            self.uses("/model/tested_on", LinkRole::TestedOn, &model.tested_on);
            self.uses("/model/evaluated_on", LinkRole::EvaluatedOn, &model.evaluated_on);
            self.maybe(
                "/model/fine_tuned_from",
                LinkRole::FineTunedFrom,
                model.fine_tuned_from.as_ref(),
            );
            for (index, evaluation) in model.evaluations.iter().enumerate() {
                let pointer = format!("/model/evaluations/{index}");
                self.maybe(
                    &format!("{pointer}/dataset"),
                    LinkRole::EvaluatedOn,
                    evaluation.dataset.as_ref(),
                );
                self.maybe(
                    &format!("{pointer}/software"),
                    LinkRole::EvaluatedWith,
                    evaluation.software.as_ref(),
                );
            }
            if let Some(control_set) = &model.control_set {
                self.maybe(
                    "/model/control_set/dataset",
                    LinkRole::EvaluatedOn,
                    control_set.dataset.as_ref(),
                );
            }
        }
        if let Some(dataset) = &work.dataset {
            self.texts("/dataset/generators", LinkRole::MadeWith, &dataset.generators);
        }
        if let Some(workflow) = &work.workflow {
            for (index, step) in workflow.steps.iter().enumerate() {
                self.maybe(
                    &format!("/workflow/steps/{index}/software"),
                    LinkRole::MadeWith,
                    step.software.as_ref(),
                );
            }
            self.texts("/workflow/inputs", LinkRole::WorkflowInput, &workflow.inputs);
            self.texts("/workflow/outputs", LinkRole::WorkflowOutput, &workflow.outputs);
        }
        if let Some(material) = &work.training_material {
            self.texts("/training_material/uses", LinkRole::Teaches, &material.uses);
        }
    }
}

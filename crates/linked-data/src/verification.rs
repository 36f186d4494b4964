//! A model's claims as they were recomputed: FAIR4ML evaluations, each made by a PROV activity.
//!
//! Run 2 of a verification is the activity `#verification-2`; its check of the third claim is the
//! evaluation `#verification-2-metric-3`, which is based on the declared one, and that of its first
//! output is `#verification-2-output-1`. Where the site's own workflow signed the verification, its
//! evaluations are attributed to that; else nobody is named, and the activity says how it came.

use faircat_catalog::evidence::currency::is_about;
use faircat_catalog::evidence::origin::Origin;
use faircat_catalog::evidence::verification::{EngineRun, OutputCheck, Verdict, Verification};
use faircat_inference::verification::Recomputed;
use faircat_record::{Evaluation, ModelSection, Record};
use serde_json::{Value, json};

use super::Source;
use super::node::{Node, decimal};
use super::vocabulary::{dcterms, fair4ml, prov, schema};

/// The evaluations of every run of the record's verification; none where there is no verification
/// of the files and claims at hand.
pub(super) fn evaluations(source: &Source, model: &ModelSection) -> Vec<Value> {
    let Some(verification) = source.entry.evidence.current() else { return Vec::new() };
    let runs = verification.runs.iter().enumerate();
    runs.flat_map(|(index, run)| {
        let about = Run { source, verification, run, iri: source.part("verification", index + 1) };
        let mut made = about.outputs();
        made.extend(about.metrics(&model.evaluations));
        // The first evaluation tells of the activity in full.
        if let Some(first) = made.first_mut() {
            first.set(prov::key::WAS_GENERATED_BY, about.activity());
        }
        made.into_iter().map(Value::from).collect::<Vec<_>>()
    })
    .collect()
}

/// One run with what its nodes need.
struct Run<'a> {
    source: &'a Source<'a>,
    verification: &'a Verification,
    run: &'a EngineRun,
    iri: String,
}

impl Run<'_> {
    fn outputs(&self) -> Vec<Node> {
        let outputs = self.run.outputs.iter().enumerate();
        outputs
            .filter_map(|(index, output)| {
                let iri = format!("{}-output-{}", self.iri, index + 1);
                Some(self.output(&iri, output, output.found.largest?))
            })
            .collect()
    }

    fn output(&self, iri: &str, output: &OutputCheck, difference: f64) -> Node {
        let metric = format!("largest difference from reference output {}", output.found.name);
        let mut node = self.evaluation(iri, &metric);
        let mut value = measured(iri, "value", &metric, difference, None);
        let mut secondary = vec![verdict(iri, output.found.verdict())];
        secondary.extend(
            output
                .found
                .tolerance
                .map(|size| measured(iri, "tolerance", "tolerance", size, None).into()),
        );
        value.set(schema::key::VALUE_REFERENCE, secondary);
        node.set(fair4ml::key::EVALUATION_METRICS, value);
        node
    }

    fn metrics(&self, declared: &[Evaluation]) -> Vec<Node> {
        let checks = self.run.metrics.iter().enumerate();
        checks
            .map(|(index, check)| {
                let iri = format!("{}-metric-{}", self.iri, index + 1);
                let mut node = self.metric(&iri, check);
                let claim = declared.iter().position(|claim| is_about(&check.claim, claim));
                if let Some(place) = claim {
                    node.link(schema::key::IS_BASED_ON, self.source.part("evaluation", place + 1));
                }
                node
            })
            .collect()
    }

    fn metric(&self, iri: &str, check: &Recomputed) -> Node {
        let mut node = self.evaluation(iri, &check.claim.metric);
        node.text(schema::key::DESCRIPTION, check.reason.as_ref());
        let unit = check.claim.unit.as_deref();
        let mut secondary = vec![
            measured(iri, "declared", "declared value", check.claim.value, unit).into(),
            verdict(iri, check.verdict()),
        ];
        let widths = [
            ("tolerance", "tolerance", check.claim.tolerance),
            ("uncertainty", "standard deviation", check.uncertainty),
        ];
        secondary.extend(widths.into_iter().filter_map(|(suffix, name, width)| {
            Some(measured(iri, suffix, name, width?, unit).into())
        }));
        secondary.extend(check.interval.map(|[low, high]| {
            let mut node = property(iri, "interval", "interval of 68.3 %");
            node.set(schema::key::MIN_VALUE, decimal(low));
            node.set(schema::key::MAX_VALUE, decimal(high));
            node.set(schema::key::UNIT_TEXT, unit);
            node.into()
        }));
        let mut value = match (check.limit, check.value) {
            // What is only known to be above a limit has no value.
            (Some(limit), _) => {
                let mut node = property(iri, "value", &check.claim.metric);
                node.set(schema::key::MIN_VALUE, decimal(limit));
                node.set(schema::key::UNIT_TEXT, unit);
                node
            }
            (None, Some(recomputed)) => {
                measured(iri, "value", &check.claim.metric, recomputed, unit)
            }
            (None, None) => property(iri, "value", &check.claim.metric),
        };
        value.set(schema::key::VALUE_REFERENCE, secondary);
        node.set(fair4ml::key::EVALUATION_METRICS, value);
        node
    }

    /// What all evaluations of the run have in common.
    fn evaluation(&self, iri: &str, metric: &str) -> Node {
        let mut node = Node::typed(iri, fair4ml::key::ML_MODEL_EVALUATION);
        let engine = self.run.engine_line();
        node.set(schema::key::NAME, format!("{metric}, recomputed with {engine}"));
        node.link(fair4ml::key::EVALUATED_ML_MODEL, self.source.iri());
        node.link(fair4ml::key::EVALUATION_DATASET, self.control_set());
        node.link(fair4ml::key::EVALUATION_SOFTWARE, self.engine_iri());
        node.set(schema::key::DATE_CREATED, self.verification.date.as_str());
        node.link(prov::key::WAS_GENERATED_BY, self.iri.as_str());
        if let Some(key) = self.origin().key() {
            node.link(prov::key::WAS_ATTRIBUTED_TO, self.workflow_iri(key));
        }
        node
    }

    fn origin(&self) -> &Origin {
        &self.source.entry.evidence.verified_by
    }

    fn workflow_iri(&self, key: &str) -> String {
        self.source.fragment("workflow", key)
    }

    /// The site's own workflow, by the key with which it signed.
    fn workflow(&self, key: &str) -> Value {
        let classes = json!([prov::key::SOFTWARE_AGENT, schema::key::SOFTWARE_APPLICATION]);
        let mut node = Node::typed(self.workflow_iri(key), classes);
        node.set(schema::key::NAME, key);
        node.set(schema::key::DESCRIPTION, "The site's own workflow, which signs with this key");
        node.into()
    }

    fn activity(&self) -> Node {
        let mut node = Node::typed(self.iri.as_str(), prov::key::ACTIVITY);
        let Run { run, verification, .. } = self;
        node.set(
            schema::key::NAME,
            format!("Verification with {} on {}", run.engine_line(), run.device),
        );
        node.set(dcterms::key::DATE, verification.date.as_str());
        let used = [&run.file, &verification.control_set.file];
        let used = used.map(|file| Value::from(Node::new(self.file_iri(file))));
        node.set(prov::key::USED, used.to_vec());
        let mut agents = vec![
            self.agent(&self.engine_iri(), &run.engine, &run.version),
            self.agent(
                &self.source.fragment("engine", &format!("faircat {}", verification.faircat)),
                "faircat",
                &verification.faircat,
            ),
        ];
        agents.extend(self.origin().key().map(|key| self.workflow(key)));
        node.set(prov::key::WAS_ASSOCIATED_WITH, agents);
        node.set(schema::key::ADDITIONAL_PROPERTY, self.conditions());
        node
    }

    fn conditions(&self) -> Vec<Value> {
        let machine = &self.verification.machine;
        let conditions = [
            ("origin", self.origin().of_claims(&self.verification.date)),
            ("device", self.run.device.clone()),
            ("form", self.run.form.clone().unwrap_or_default()),
            ("items", self.run.items.to_string()),
            // What was run; the file's own checksum is for the record to declare.
            ("SHA-256 of the model", self.run.sha256.clone()),
            ("SHA-256 of the control set", self.verification.control_set.sha256.clone()),
            ("processor", machine.processor.clone()),
            ("instructions", machine.instruction_sets.join(", ")),
            ("system", machine.system.clone()),
            ("accelerators", machine.accelerators.join(", ")),
        ];
        let told = conditions.into_iter().filter(|(_, value)| !value.is_empty());
        told.map(|(name, value)| {
            let mut node = property(&self.iri, &name.to_lowercase().replace(' ', "-"), name);
            node.set(schema::key::VALUE, value);
            node.into()
        })
        .collect()
    }

    fn agent(&self, iri: &str, name: &str, version: &str) -> Value {
        let classes = json!([prov::key::SOFTWARE_AGENT, schema::key::SOFTWARE_APPLICATION]);
        let mut node = Node::typed(iri, classes);
        node.set(schema::key::NAME, name);
        node.set(schema::key::VERSION, version);
        node.into()
    }

    fn engine_iri(&self) -> String {
        self.source.fragment("engine", &self.run.engine_line())
    }

    fn control_set(&self) -> String {
        self.file_iri(&self.verification.control_set.file)
    }

    /// A file of the record: its distribution, where the record describes it.
    fn file_iri(&self, file: &str) -> String {
        let artifacts = match self.source.record {
            Record::Work(work) => work.artifacts.as_slice(),
            Record::Person(_) | Record::Organization(_) => &[],
        };
        match artifacts.iter().position(|artifact| artifact.path.as_deref() == Some(file)) {
            Some(place) => self.source.part("artifact", place + 1),
            None => self.source.fragment("file", file),
        }
    }
}

fn property(iri: &str, suffix: &str, name: &str) -> Node {
    let mut node = Node::typed(format!("{iri}-{suffix}"), schema::key::PROPERTY_VALUE);
    node.set(schema::key::NAME, name);
    node
}

fn measured(iri: &str, suffix: &str, name: &str, value: f64, unit: Option<&str>) -> Node {
    let mut node = property(iri, suffix, name);
    node.set(schema::key::VALUE, decimal(value));
    node.set(schema::key::UNIT_TEXT, unit);
    node
}

/// The verdict as `holds`, `fails` or `not-checked`.
fn verdict(iri: &str, verdict: Verdict) -> Value {
    let mut node = property(iri, "verdict", "verdict");
    node.set(schema::key::VALUE, verdict.name());
    node.into()
}

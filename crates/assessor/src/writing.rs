//! How a document of DCAT is written: its own statements tell that, not those of the record that it
//! becomes.

use std::collections::HashMap;

use faircat_assessment::{Assessed, Outcome, Published, Scorecard, assess};
use faircat_catalog::evidence::Evidence;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{dcat, rdf};
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

use super::imported::OF_WRITING;

/// Classes of works.
const WORKS: [NamedNodeRef<'static>; 2] =
    [dcat::DATASET, NamedNodeRef::new_unchecked("http://data.europa.eu/it6/MachineLearningModel")];

/// The end of the name of the indicator that asks for a class, which models of DCAT do not have.
const OF_CLASS: &str = "-metadata-standard";

/// What the record has another word for than the document.
const IN_DCAT: [(&str, &str); 5] = [
    ("`http://schema.org/Dataset`", "`dcat:Dataset`"),
    ("`schema:name`", "`dct:title`"),
    ("`schema:description`", "`dct:description`"),
    ("`schema:identifier`", "`dct:identifier`"),
    (
        "No `schema:includedInDataCatalog` names a catalogue that lists it.",
        "No catalogue lists it by `dcat:dataset`.",
    ),
];

/// What a document states, by its nodes.
#[derive(Debug, Default)]
pub(super) struct Writing {
    stated: HashMap<NamedOrBlankNode, Vec<Triple>>,
    /// The works by the addresses of their pages.
    of_pages: HashMap<String, NamedOrBlankNode>,
    works: Vec<NamedOrBlankNode>,
}

impl Writing {
    pub(super) fn of(triples: Vec<Triple>) -> Writing {
        let mut found = Writing::default();
        for triple in triples {
            if let Term::NamedNode(object) = &triple.object {
                if triple.predicate == dcat::LANDING_PAGE {
                    found.of_pages.insert(object.as_str().to_owned(), triple.subject.clone());
                }
                let is_class = triple.predicate == rdf::TYPE && WORKS.contains(&object.as_ref());
                if is_class && found.works.last() != Some(&triple.subject) {
                    found.works.push(triple.subject.clone());
                }
            }
            found.stated.entry(triple.subject.clone()).or_default().push(triple);
        }
        found
    }

    /// The node of which the record about `root` was made, with what is stated of it.
    pub(super) fn about(&self, root: &NamedOrBlankNode) -> Option<(NamedOrBlankNode, Graph)> {
        let of_page = match root {
            NamedOrBlankNode::NamedNode(page) => self.of_pages.get(page.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        let itself = self.stated.get_key_value(root).map(|(node, _)| node);
        let only = self.works.first().filter(|_| self.works.len() == 1);
        let node = of_page.or(itself).or(only)?;
        Some((node.clone(), Graph::new(self.stated.get(node)?.clone())))
    }
}

/// Puts what `graph` says of `root` in the place of what is open for want of the document's own
/// statements.
pub(super) fn judge(scorecard: &mut Scorecard, root: &NamedOrBlankNode, graph: &Graph) {
    let published = Published::default();
    let subject = Assessed {
        root,
        graph,
        evidence: &Evidence::default(),
        files: &[],
        dataset_standing: &|_| None,
        published: &published,
        today: None,
    };
    for own in assess(scorecard.rubric, &subject).findings {
        let is_of_writing = OF_WRITING.iter().any(|end| own.indicator.ends_with(end));
        let is_open = own.indicator.ends_with(OF_CLASS) && own.outcome != Outcome::Pass;
        let mut findings = scorecard.findings.iter_mut();
        if let Some(finding) = findings.find(|it| it.indicator == own.indicator)
            && is_of_writing
            && !is_open
        {
            *finding = own;
        }
    }
}

/// Tells what `scorecard` found in the words of DCAT.
pub(super) fn in_dcat(scorecard: &mut Scorecard) {
    for finding in &mut scorecard.findings {
        for (ours, theirs) in IN_DCAT {
            if finding.evidence.contains(ours) {
                finding.evidence = finding.evidence.replace(ours, theirs);
            }
        }
    }
}

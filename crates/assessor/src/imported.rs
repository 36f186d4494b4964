//! Documents that are not assessed on their own statements, as the records that they become.

use std::collections::HashSet;
use std::path::PathBuf;

use faircat_assessment::foreign::Foreign;
use faircat_assessment::{Outcome, Published, Rubric, Scorecard};
use faircat_catalog::evidence::Evidence;
use faircat_catalog::site::{Site, SiteConfig};
use faircat_catalog::{Catalog, Entry, RecordFile};
use faircat_formats::format::Format;
use faircat_formats::reader::{ForeignRecord, Imported, Input, Known, Reader};
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::schema;
use faircat_linked_data::{Source, document as json_ld};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, ArtifactRole, Record};
use faircat_text::listed;
use oxrdf::{BlankNode, NamedNode, NamedOrBlankNode, Term, Triple};

use super::listing::{self, Listing};
use super::notation::Notation;
use super::words::{DCAT, DCAT_JSON_LD, INVENIO_RDM, OLDER_BIOIMAGEIO, OPENML_WITH_CHECKSUM};
use super::writing::Writing;
use super::{Beside, Document, Found, Wish, Work, given, licence, remedies};

/// Ends of the names of indicators that ask how the metadata is written. What a record is written
/// in here says nothing about its source.
pub(super) const OF_WRITING: [&str; 5] = [
    "-I1-formal-metadata",
    "-I1-vocabularies",
    "-I2-vocabularies",
    "-R1.3-metadata-standard",
    "-R3-metadata-standard",
];

/// A file of no more works than this is imported as a whole to tell their titles; of more, works
/// that nobody wished for are told by their identifiers.
const TITLED: usize = 100;

/// Names that a message lists.
const LISTED: usize = 20;

/// The works of `input`, which is of `format`, that are wished for.
pub(super) fn works(
    input: &Input<'_>,
    document: Document<'_>,
    (format, reader): (&'static Format, Reader),
    wish: Wish<'_>,
) -> Result<Found, Box<Diagnostic>> {
    let read = (reader.read)(input);
    let are_many = read.records.len() > TITLED;
    let triples = listing::triples(document, format);
    let listing = Listing::of(&triples);
    let writing = Writing::of(triples);
    let stating = licence::Stating::new();
    let mut found = Found { diagnostics: read.diagnostics, ..Found::default() };
    let mut names = Vec::new();
    for record in read.records {
        let id = record.id().to_owned();
        let is_full = wish.most.is_some_and(|most| found.works.len() >= most);
        if is_full && are_many {
            found.others.push(Beside { title: id.clone(), wanted: id });
            continue;
        }
        let (work, more) = work(record, document, format, (&listing, &writing, &stating));
        let (title, work) = match work {
            Ok(work) => (work.title.clone(), Some(work)),
            Err(problem) => {
                found.diagnostics.push(*problem);
                (id.clone(), None)
            }
        };
        let is_wanted = |wanted| wanted == id || wanted == title || is_at(&work, wanted);
        if !is_full && wish.work.is_none_or(is_wanted) {
            found.diagnostics.extend(more);
            found.works.extend(work);
        } else if work.is_some() {
            found.others.push(Beside { wanted: id, title: title.clone() });
        }
        names.push(title);
    }
    match wish.work {
        Some(wanted) if found.works.is_empty() && !names.is_empty() => {
            let message =
                format!("no work is called `{wanted}`; there is {}", listed(&names, LISTED));
            let problem = Diagnostic::error("no-statements", message).in_file(document.place);
            Err(Box::new(problem.hint("name the work by its identifier, its address or its name")))
        }
        _ => Ok(found),
    }
}

fn is_at(work: &Option<Work>, wanted: &str) -> bool {
    let is_named = |root: &NamedOrBlankNode| matches!(root, NamedOrBlankNode::NamedNode(it) if it.as_str() == wanted);
    work.as_ref().is_some_and(|work| {
        is_named(&work.said.root) || work.said.published.page.as_deref() == Some(wanted)
    })
}

/// A record as something to assess, with what its import told.
fn work<'a>(
    record: Box<dyn ForeignRecord>,
    document: Document<'a>,
    format: &'static Format,
    (listing, writing, stating): (&Listing, &Writing, &licence::Stating<'a>),
) -> (Result<Work, Box<Diagnostic>>, Vec<Diagnostic>) {
    let Imported { slug, mut work, diagnostics, losses, .. } = record.import(&Known::new());
    without_reading(&mut work);
    let licence = licence::unknown(&work, &losses);
    let in_source = licence::in_source(document, format, &work, &losses, stating);
    let title = work.title.clone();
    let kind = work.kind;
    // Who gave the document answers for its own address, whatever page the work has elsewhere.
    let asked = document.address.map(str::to_owned);
    let page = work.url.clone().or_else(|| asked.clone());
    let Some(rubric) = Rubric::of(kind) else {
        let message = format!("`{title}` is {}, of which nothing is asked", kind.in_words());
        let problem = Diagnostic::error("no-statements", message).in_file(document.place);
        let hint = "give a description of a model, a dataset or software";
        return (Err(Box::new(problem.hint(hint))), diagnostics);
    };
    let published = Published {
        from_file: document.address.is_none(),
        page: asked.or_else(|| page.clone()),
        formats: vec![media_type(document, format).to_owned()],
        ..Published::default()
    };
    let said = statements(slug, work, page.as_deref(), licence);
    let said = said.map(|(root, graph)| Foreign {
        graph: graph.with(Graph::new(listing.statement(&root).into_iter().collect())),
        root,
        rubric,
        published,
        left_out: Vec::new(),
        passed_over: None,
        beside: Vec::new(),
    });
    let said = said.map_err(|reason| {
        let message = format!("`{title}` makes no valid JSON-LD: {reason}");
        Box::new(Diagnostic::error("no-statements", message).in_file(document.place))
    });
    let written = said.as_ref().ok().and_then(|it| writing.about(&it.root));
    let dialect = dialect(document, format);
    let notation = notation(document, format);
    let made = |said| Work {
        title,
        format,
        dialect,
        notation,
        said,
        is_linked_data: false,
        written,
        licence: in_source,
        conformity: None,
    };
    (said.map(made), diagnostics)
}

/// The table of what `document` writes otherwise than most of its format: descriptions of bioimage.io
/// before format 0.5 have other tensors, DCAT has not the names of MLDCAT-AP's context, OpenML has no
/// checksum but that of the file at `url`, and InvenioRDM has other words than Zenodo's first API.
fn dialect(document: Document<'_>, format: &Format) -> Option<&'static str> {
    let text = std::str::from_utf8(document.bytes).ok()?;
    match format.name {
        "openml" => text.contains("md5_checksum").then_some(OPENML_WITH_CHECKSUM),
        "mldcat-ap" if !given::begins_with(document.bytes, b"{[") => Some(DCAT),
        "mldcat-ap" => {
            let has_names =
                ["\"Dataset.", "\"MachineLearningModel."].iter().any(|it| text.contains(it));
            (!has_names).then_some(DCAT_JSON_LD)
        }
        "zenodo" => {
            let mut own = ["\"person_or_org\"", "\"pids\"", "\"relation_type\""].into_iter();
            own.any(|it| text.contains(it)).then_some(INVENIO_RDM)
        }
        "bioimageio" => {
            let version = text.lines().find_map(|line| {
                let line = line.trim_start().strip_prefix("format_version")?.trim_start();
                Some(line.strip_prefix(':')?.trim().trim_matches(['"', '\'']))
            });
            let second = version?.strip_prefix("0.")?.split('.').next()?.parse::<u32>().ok()?;
            (second < 5).then_some(OLDER_BIOIMAGEIO)
        }
        _ => None,
    }
}

/// The notation of `document`, of whose format the table is in JSON.
pub(super) fn notation(document: Document<'_>, format: &Format) -> Notation {
    let is_json = given::begins_with(document.bytes, b"{[");
    match format.name {
        "turtle" if !is_json && !given::is_page(document.bytes) => Notation::Turtle,
        "openml" if !is_json => Notation::Xml,
        _ => Notation::OfTable,
    }
}

/// The media type of `document`, of whose format most have another notation.
fn media_type(document: Document<'_>, format: &Format) -> &'static str {
    let is_json = given::begins_with(document.bytes, b"{[");
    match format.name {
        "openml" if !is_json => "application/xml",
        "mldcat-ap" if !is_json => "text/turtle",
        _ => format.media_type,
    }
}

/// Leaves out what is there to be read, of which sources tell the address alone: it is none of the
/// files that the work consists of.
fn without_reading(work: &mut faircat_record::Work) {
    let is_linked =
        |it: &Artifact| it.sha256.is_none() && it.checksums.is_empty() && it.size.is_none();
    work.artifacts.retain(|it| it.role != ArtifactRole::Documentation || !is_linked(it));
}

/// What a record states, about the node that is its `page`, where it has one.
fn statements(
    slug: String,
    work: faircat_record::Work,
    page: Option<&str>,
    licence: Option<Term>,
) -> Result<(NamedOrBlankNode, Graph), String> {
    let site = Site::new(SiteConfig::default(), None)?;
    let file = RecordFile { kind: work.kind, slug, file: PathBuf::new(), folder: None };
    let record = Record::Work(Box::new(work));
    let entry = Entry::new(file, &record, Evidence::default(), [0; 32]);
    let catalog = Catalog::default();
    let source = Source { site: &site, catalog: &catalog, entry: &entry, record: &record };
    let graph = Graph::of_document(&json_ld(&source)).map_err(|error| error.to_string())?;
    let own = Own { site: site.base_url.as_str(), root: site.iri(&entry.page()), page };
    let root = own.node(&own.root);
    let mut stated = own.stated(&graph, &root);
    stated.extend(licence.map(|it| Triple::new(root.clone(), schema::LICENSE, it)));
    Ok((root, Graph::new(stated)))
}

/// The addresses that the record would have in a catalogue, which it is not in.
struct Own<'a> {
    site: &'a str,
    root: String,
    page: Option<&'a str>,
}

impl Own<'_> {
    /// The statements of `graph` that its source makes: not those that only a catalogue of ours would,
    /// nor nodes beside `root` of which such a statement tells the value.
    fn stated(&self, graph: &Graph, root: &NamedOrBlankNode) -> Vec<Triple> {
        let mut emptied: HashSet<Term> = HashSet::new();
        let mut triples = Vec::new();
        for triple in graph.triples() {
            let subject = self.renamed(&triple.subject.clone().into());
            let object = self.renamed(&triple.object);
            match (subject, object) {
                (Some(Term::NamedNode(node)), Some(object)) => {
                    triples.push(Triple::new(node, triple.predicate.clone(), object));
                }
                (Some(Term::BlankNode(node)), Some(object)) => {
                    triples.push(Triple::new(node, triple.predicate.clone(), object));
                }
                (Some(subject), None) => drop(emptied.insert(subject)),
                _ => {}
            }
        }
        emptied.remove(&Term::from(root.clone()));
        triples.retain(|triple| {
            !emptied.contains(&triple.object)
                && !emptied.contains(&Term::from(triple.subject.clone()))
        });
        triples
    }

    /// What its source calls a node or value; `None` for those of a catalogue of ours.
    fn renamed(&self, term: &Term) -> Option<Term> {
        match term {
            Term::NamedNode(node) if node.as_str().starts_with(&self.root) => {
                Some(self.node(node.as_str()).into())
            }
            Term::NamedNode(node) if node.as_str().starts_with(self.site) => None,
            Term::Literal(text) if text.value().starts_with(self.site) => None,
            other => Some(other.clone()),
        }
    }

    /// What the node is that is `iri` here: its place in the page, or one without a name.
    fn node(&self, iri: &str) -> NamedOrBlankNode {
        let part = iri.strip_prefix(&self.root).unwrap_or_default();
        let address = self.page.map(|page| format!("{page}{part}"));
        match address.and_then(|address| NamedNode::new(address).ok()) {
            Some(node) => node.into(),
            None => BlankNode::new_unchecked(label(part)).into(),
        }
    }
}

/// A label of a blank node for `part`, another for another part.
fn label(part: &str) -> String {
    format!("own{}", hex::encode(part))
}

/// Leaves open what `scorecard` says of how the metadata is written, which is of its `own`
/// format.
pub(super) fn leave_open(scorecard: &mut Scorecard, own: &remedies::Own) {
    let why = match own.is_rdf() {
        true => "of which the terms alone are read; how they are written was not looked at",
        false => "which is no linked data; whether its page has any was not looked at",
    };
    for finding in &mut scorecard.findings {
        if OF_WRITING.iter().any(|end| finding.indicator.ends_with(end)) {
            finding.outcome = Outcome::Unknown;
            finding.remedy = None;
            finding.evidence = format!("Read from {}, {why}.", own.title());
        }
    }
}

//! Our index against the store of Oxigraph, over the statements of the same dumps: the queries of
//! the site, and some hundred that are made up of the dumps' own terms.

mod generated;

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use faircat::sparql::prefixes::prefixes;
use faircat_sparql::dataset::Dataset;
use faircat_sparql::limited::{self, Limits};
use faircat_sparql::load;
use faircat_sparql::query::Query;
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};
use oxigraph::io::RdfFormat;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, Literal, Term, Triple};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::outcome::{self, Outcome};
use crate::program::{faircat, repository};

/// The statements of one dump, in our index and in Oxigraph's store.
struct Both {
    ours: Arc<Dataset>,
    reference: Store,
}

impl Both {
    /// Of the site that is built from the catalogue in `root`.
    fn of(root: &Path) -> Both {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let mut build = faircat();
        build.args(["build", "--base-url", "https://example.org/catalog/", "--root"]);
        assert!(build.arg(root).arg("--out").arg(&site).output().unwrap().status.success());
        let dump = fs::read(site.join("dump.nq.gz")).unwrap();
        let ours = load::read(&*dump, load::format_of("dump.nq.gz").unwrap(), "").unwrap();
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(&*dump).read_to_string(&mut text).unwrap();
        let reference = Store::new().unwrap();
        reference.load_from_slice(RdfFormat::NQuads, text.as_bytes()).unwrap();
        // Our default graph is the merge of all; Oxigraph's union would count a statement once for
        // each graph that has it.
        let merged: HashSet<Triple> =
            reference.iter().map(|quad| Triple::from(quad.unwrap())).collect();
        assert_eq!(ours.len(), merged.len());
        reference
            .extend(
                merged.iter().map(|triple| triple.as_ref().in_graph(GraphNameRef::DefaultGraph)),
            )
            .unwrap();
        Both { ours: Arc::new(ours), reference }
    }

    /// What is different between the two answers to `query`.
    fn difference(&self, query: &str) -> Option<String> {
        let formats = Formats { rows: RowFormat::Json, graph: GraphFormat::NTriples };
        let ours = Query::new(query, prefixes().clone());
        let ours = match limited::ask(&self.ours, ours, formats, Limits::default()) {
            Ok(answer) => outcome::answered(&answer),
            Err(error) => return Some(error.to_string()),
        };
        ours.map(comparable).differs(&self.reference(query).map(comparable), false)
    }

    fn reference(&self, query: &str) -> Outcome {
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, namespace) in prefixes().iter() {
            evaluator = evaluator.with_prefix(prefix, namespace).unwrap();
        }
        let query = evaluator.parse_query(query).unwrap();
        match query.on_store(&self.reference).execute().unwrap() {
            QueryResults::Boolean(truth) => Outcome::Truth(truth),
            QueryResults::Graph(triples) => {
                Outcome::Graph(Box::new(triples.map(Result::unwrap).collect()))
            }
            QueryResults::Solutions(rows) => Outcome::Rows(
                rows.map(|row| {
                    let row = row.unwrap();
                    row.iter().map(|(v, term)| (v.as_str().to_owned(), term.clone())).collect()
                })
                .collect(),
            ),
        }
    }
}

/// A term without what Oxigraph does not keep (of integers' types that there are several), and what
/// SPARQL leaves open (in which order texts are concatenated).
fn comparable(term: Term) -> Term {
    let Term::Literal(literal) = &term else { return term };
    if literal.datatype() == xsd::NON_NEGATIVE_INTEGER {
        return Literal::new_typed_literal(literal.value(), xsd::INTEGER).into();
    }
    if literal.datatype() != xsd::STRING || !literal.value().contains("; ") {
        return term;
    }
    let mut parts: Vec<&str> = literal.value().split("; ").collect();
    parts.sort_unstable();
    Literal::from(parts.join("; ")).into()
}

fn site_queries() -> Vec<PathBuf> {
    let folder = fs::read_dir(repository().join("site/queries")).unwrap();
    folder.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn the_queries_of_the_site_have_the_answers_of_oxigraph() {
    for root in [repository(), repository().join("tests/fixtures/verified")] {
        let both = Both::of(&root);
        for file in site_queries() {
            let text = fs::read_to_string(&file).unwrap();
            let difference = both.difference(&text);
            assert_eq!(difference, None, "{}", file.display());
        }
    }
}

#[test]
fn generated_queries_have_the_answers_of_oxigraph() {
    let both = Both::of(&repository().join("tests/fixtures/every-field"));
    let (mut asked, mut with_rows) = (0, 0);
    let mut wrong = Vec::new();
    for query in generated::queries(&both.reference, 300) {
        asked += 1;
        with_rows += usize::from(!both.reference(&query).is_empty());
        wrong.extend(both.difference(&query).map(|what| format!("{query}\n{what:.600}\n")));
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(with_rows > asked / 2, "{with_rows} of {asked} have an answer that is not empty");
}

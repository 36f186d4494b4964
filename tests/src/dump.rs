//! What the site says of its dump, and what follows from the vocabularies it is written in.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use oxrdf::vocab::rdf;
use oxrdf::{Quad, Term, Triple};
use oxttl::{NQuadsParser, TurtleParser};
use tempfile::TempDir;

use crate::build::build;
use crate::program::repository;

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const VOID: &str = "http://rdfs.org/ns/void#";

/// A site of the folder `root`.
fn site(root: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = build(root, &folder.path().join("site"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// The different statements of the site's dump, and the number of its lines.
fn dump(folder: &TempDir) -> (BTreeSet<String>, Vec<Triple>, usize) {
    let file = File::open(folder.path().join("site/dump.nq.gz")).unwrap();
    let quads = NQuadsParser::new().for_reader(MultiGzDecoder::new(file));
    let quads: Vec<Quad> = quads.map(Result::unwrap).collect();
    let lines = quads.len();
    let triples: Vec<Triple> = quads.into_iter().map(Triple::from).collect();
    (triples.iter().map(Triple::to_string).collect(), triples, lines)
}

fn void(folder: &TempDir) -> Vec<Triple> {
    let text = fs::read(folder.path().join("site/void.ttl")).unwrap();
    TurtleParser::new().for_slice(&text).map(Result::unwrap).collect()
}

fn objects(triples: &[Triple], predicate: &str) -> Vec<String> {
    let named = triples.iter().filter(|triple| triple.predicate.as_str() == predicate);
    let text = |triple: &Triple| match &triple.object {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.as_str().to_owned(),
    };
    named.map(text).collect()
}

#[test]
fn void_counts_each_statement_once_and_names_vocabularies_that_occur() {
    for root in [repository(), repository().join("tests/fixtures/every-field")] {
        let folder = site(&root);
        let (distinct, triples, lines) = dump(&folder);
        let void = void(&folder);
        assert!(distinct.len() < lines);
        assert_eq!(objects(&void, &format!("{VOID}triples")), [distinct.len().to_string()]);
        let vocabularies = objects(&void, &format!("{VOID}vocabulary"));
        assert!(vocabularies.len() > 3);
        for namespace in vocabularies {
            let is_used = |triple: &Triple| {
                triple.predicate.as_str().starts_with(&namespace)
                    || triple.predicate == rdf::TYPE
                        && triple.object.to_string().starts_with(&format!("<{namespace}"))
            };
            assert!(triples.iter().any(is_used), "{namespace}");
        }
    }
}

#[test]
fn a_build_that_takes_groups_over_counts_as_a_fresh_one() {
    let root = crate::build::records();
    let out = root.path().join("site");
    assert!(build(root.path(), &out).status.success());
    let first = fs::read(out.join("void.ttl")).unwrap();
    assert!(build(root.path(), &out).status.success());
    assert_eq!(fs::read(out.join("void.ttl")).unwrap(), first);
}

#[test]
fn what_dcat_says_of_its_properties_is_true() {
    let folder = site(&repository());
    let (distinct, triples, _) = dump(&folder);
    let text = fs::read(folder.path().join("site/catalog.ttl")).unwrap();
    let catalog: Vec<Triple> = TurtleParser::new().for_slice(&text).map(Result::unwrap).collect();
    let listed: BTreeSet<String> = catalog.iter().map(Triple::to_string).collect();
    let mut seen = 0;
    for (statements, all) in [(&triples, &distinct), (&catalog, &listed)] {
        for triple in statements {
            // Range of `dcat:dataset`, domain of `dcat:distribution`, range of the same.
            let classes = match triple.predicate.as_str().strip_prefix(DCAT) {
                Some("dataset") => vec![(triple.object.to_string(), "Dataset")],
                Some("distribution") => vec![
                    (triple.subject.to_string(), "Dataset"),
                    (triple.object.to_string(), "Distribution"),
                ],
                _ => continue,
            };
            for (node, class) in classes {
                let said = format!("{node} {} <{DCAT}{class}>", rdf::TYPE);
                assert!(all.contains(&said), "{said}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100);
}

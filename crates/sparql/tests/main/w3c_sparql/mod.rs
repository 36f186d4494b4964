//! The tests of SPARQL 1.0 and 1.1 Query by the W3C, on our index. They lie in
//! `../shared/data/w3c-sparql` beside the checkout, or in `$FAIRCAT_SHARED/data/w3c-sparql`.

mod expected;
mod manifest;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use faircat_sparql::dataset::{Builder, Dataset};
use faircat_sparql::limited::{self, Limits};
use faircat_sparql::prefixes::Prefixes;
use faircat_sparql::query::Query;
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};
use oxrdf::{GraphName, NamedNode};
use oxrdfio::{RdfFormat, RdfParser};

use self::manifest::{Kind, Test};
use crate::inputs::shared;
use crate::outcome;

/// The tests' data stand in graphs of their own, because ours is a default graph of all graphs.
const DEFAULT: &str = "urn:default";

#[test]
fn the_tests_of_the_w3c_have_their_answers_but_for_those_listed() {
    let Some(folder) = shared("data/w3c-sparql") else { return };
    let manifests = [
        "sparql10/manifest-evaluation.ttl",
        "sparql10/manifest-syntax.ttl",
        "sparql11/manifest-sparql11-query.ttl",
    ];
    let tests: Vec<Test> =
        manifests.iter().flat_map(|path| manifest::tests(&folder.join(path))).collect();
    assert!(tests.len() > 500, "{} tests", tests.len());
    let mut wrong: Vec<String> = tests
        .iter()
        .filter_map(|test| difference(test).map(|what| (test.name(&folder), what)))
        .inspect(|(name, what)| println!("{name}: {what}"))
        .map(|(name, _)| name)
        .collect();
    wrong.sort();
    wrong.dedup();
    let mut expected: Vec<&str> = expected::DIFFERENCES.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(wrong, expected, "of {} tests", tests.len());
}

fn difference(test: &Test) -> Option<String> {
    let text = std::fs::read_to_string(&test.query).ok()?;
    let base = address(&test.query);
    let mut query = Query { base_iri: Some(base), ..Query::new(text, Prefixes::default()) };
    match test.kind {
        Kind::Good => limited::check(query).err().map(|error| error.to_string()),
        Kind::Bad => {
            limited::check(query).is_ok().then(|| "it is taken for well-formed".to_owned())
        }
        Kind::Evaluation => {
            let mut files: Vec<PathBuf> = test.graphs.clone();
            if !query.text.contains("FROM") {
                query.default_graphs = vec![DEFAULT.to_owned()];
                query.named_graphs = test.graphs.iter().map(|file| address(file)).collect();
            } else {
                files = beside(&test.query);
            }
            let dataset = Arc::new(dataset(&test.data, &files));
            evaluated(test, query, &dataset)
        }
    }
}

fn evaluated(test: &Test, query: Query, dataset: &Arc<Dataset>) -> Option<String> {
    let result = test.result.as_ref()?;
    let formats = Formats { rows: RowFormat::Json, graph: GraphFormat::NTriples };
    let is_ordered = result.to_string_lossy().contains("/sort/");
    let answer = match limited::ask(dataset, query, formats, Limits::default()) {
        Ok(answer) => answer,
        Err(error) => return Some(error.to_string()),
    };
    let answered = outcome::answered(&answer);
    let expected = outcome::expected(result);
    answered.differs(&expected, is_ordered)
}

/// The files of data beside a query, which it may name with FROM.
fn beside(query: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(query.parent().unwrap()).unwrap();
    let paths = files.map(|entry| entry.unwrap().path());
    let is_data = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("data") && name.ends_with(".ttl")
    };
    let mut paths: Vec<PathBuf> = paths.filter(is_data).collect();
    paths.sort();
    paths
}

fn address(file: &Path) -> String {
    url::Url::from_file_path(file).unwrap().into()
}

fn dataset(default: &[PathBuf], named: &[PathBuf]) -> Dataset {
    let mut builder = Builder::default();
    for file in default {
        add(&mut builder, file, DEFAULT);
    }
    for file in named {
        add(&mut builder, file, &address(file));
    }
    builder.build()
}

fn add(builder: &mut Builder, file: &Path, graph: &str) {
    let graph = GraphName::from(NamedNode::new(graph).unwrap());
    let format = RdfFormat::from_extension(file.extension().unwrap().to_str().unwrap()).unwrap();
    let parser = RdfParser::from_format(format)
        .with_base_iri(address(file))
        .unwrap()
        .without_named_graphs()
        .rename_blank_nodes()
        .with_default_graph(graph);
    for quad in parser.for_slice(&std::fs::read(file).unwrap()) {
        assert!(builder.add(quad.unwrap().as_ref()));
    }
}

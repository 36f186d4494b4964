//! Models ranked by what they claim: each table as a page, as files and as a query.

use std::fs;
use std::sync::Arc;

use clap::CommandFactory;
use faircat::build::{BuildOptions, Scope, Silent, build};
use faircat::cli::Cli;
use faircat::sparql::prefixes::prefixes;
use faircat_sparql::limited::{self, Limits};
use faircat_sparql::load;
use faircat_sparql::query::Query;
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};
use serde_json::Value;

use crate::program::repository;

/// The rows of the query of each table are the models of the table with what they declare.
#[test]
fn each_table_is_a_query_too() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let options = BuildOptions {
        root: repository(),
        out: out.clone(),
        base_url: Some("https://example.org/catalog/".to_owned()),
        strict: false,
        scope: Scope::Everything,
        drafts: false,
        today: None,
        command: Cli::command(),
    };
    assert!(build(&options, &Silent).published);
    let dump = fs::File::open(out.join("dump.nq.gz")).unwrap();
    let format = load::format_of("dump.nq.gz").unwrap();
    let dataset = Arc::new(load::read(dump, format, "").unwrap());
    let index = fs::read_to_string(out.join("compare/index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let tables = index["tables"].as_array().unwrap();
    assert!(tables.len() >= 3);
    for table in tables {
        let formats = Formats { rows: RowFormat::Csv, graph: GraphFormat::NTriples };
        let query = Query::new(table["query"].as_str().unwrap(), prefixes());
        let answer = limited::ask(&dataset, query, formats, Limits::default()).unwrap();
        let answer = String::from_utf8(answer.content).unwrap();
        let mut answered: Vec<(String, f64)> = answer.lines().skip(1).map(row).collect();
        let rows = table["rows"].as_array().unwrap().iter();
        let mut expected: Vec<(String, f64)> = rows
            .map(|it| (it["model"].as_str().unwrap().to_owned(), it["declared"].as_f64().unwrap()))
            .collect();
        answered.sort_by(|a, b| a.0.cmp(&b.0));
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(answered, expected, "{}", table["slug"]);
        for ending in ["csv", "json", "yaml"] {
            let file = format!("compare/{}.{ending}", table["slug"].as_str().unwrap());
            assert!(out.join(file).is_file());
        }
    }
}

fn row(line: &str) -> (String, f64) {
    let mut cells = line.split(',');
    let model = cells.next().unwrap().to_owned();
    (model, cells.next().unwrap().parse().unwrap())
}

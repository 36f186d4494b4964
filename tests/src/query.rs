//! Asking the statements of a catalogue: the queries that the site offers, and the command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::CommandFactory;
use faircat::build::{BuildOptions, Silent, build};
use faircat::cli::Cli;
use faircat::sparql::prefixes::prefixes;
use faircat_sparql::dataset::Dataset;
use faircat_sparql::limited::{self, Limits};
use faircat_sparql::load;
use faircat_sparql::query::{Query, QueryError};
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};

use crate::program::{faircat, repository, writes_anew};

const QUADS: &str = r#"
<https://x.org/models/a/> <http://schema.org/name> "Model A" <https://x.org/models/a/record.jsonld> .
<https://x.org/models/a/> <http://schema.org/author> <https://x.org/people/p/> <https://x.org/models/a/record.jsonld> .
<https://x.org/people/p/> <http://schema.org/name> "Ada"@en <https://x.org/models/a/record.jsonld> .
<https://x.org/people/p/> <http://schema.org/name> "Ada"@en <https://x.org/people/p/record.jsonld> .
"#;

#[test]
fn every_query_of_the_site_has_its_expected_answer() {
    let own = built(&repository());
    // Whether a claim fails is asked of models that make wrong ones.
    let verified = built(&repository().join("tests/fixtures/verified"));
    let mut wrong = Vec::new();
    let files = queries();
    assert!(files.len() >= 14);
    for file in &files {
        let about_claims = file.to_str().unwrap().contains("-claims-");
        wrong.extend(difference(if about_claims { &verified } else { &own }, file));
    }
    assert!(wrong.is_empty(), "{}\n(INSTA_UPDATE=always writes anew)", wrong.join("\n"));
}

/// The dump of the site that is built from `root`.
fn built(root: &Path) -> Arc<Dataset> {
    let folder = tempfile::tempdir().unwrap();
    let options = BuildOptions {
        root: root.to_owned(),
        out: folder.path().join("site"),
        // As published: without an address, what rests on it would be unknown.
        base_url: Some("https://example.org/catalog/".to_owned()),
        strict: false,
        scope: faircat::build::Scope::Everything,
        drafts: false,
        today: None,
        command: Cli::command(),
    };
    assert!(build(&options, &Silent).published);
    let dump = fs::File::open(options.out.join("dump.nq.gz")).unwrap();
    let format = load::format_of("dump.nq.gz").unwrap();
    Arc::new(load::read(dump, format, "").unwrap())
}

fn queries() -> Vec<PathBuf> {
    let folder = fs::read_dir(repository().join("site/queries")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn difference(dataset: &Arc<Dataset>, file: &Path) -> Option<String> {
    let name = file.file_stem().unwrap().to_str().unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.lines().take(2).all(|line| line.starts_with("# ")), "{name} says what it asks");
    let answer = ask(dataset, &text).replace('\r', "");
    let expected = repository().join("tests/fixtures/queries").join(format!("{name}.csv"));
    if writes_anew() {
        fs::create_dir_all(expected.parent().unwrap()).unwrap();
        fs::write(&expected, &answer).unwrap();
    }
    assert!(answer.lines().count() > 1, "{name} has an answer");
    let expected = fs::read_to_string(&expected).unwrap_or_default();
    (answer != expected)
        .then(|| format!("{name}\n--- expected\n{expected}\n--- answered\n{answer}"))
}

fn ask(dataset: &Arc<Dataset>, text: &str) -> String {
    let formats = Formats { rows: RowFormat::Csv, graph: GraphFormat::NTriples };
    let answer =
        limited::ask(dataset, Query::new(text, prefixes()), formats, Limits::default()).unwrap();
    String::from_utf8(answer.content).unwrap()
}

fn small() -> Arc<Dataset> {
    let format = load::format_of("x.nq").unwrap();
    Arc::new(load::read(QUADS.as_bytes(), format, "").unwrap())
}

#[test]
fn the_default_graph_holds_each_statement_once_and_graph_tells_where() {
    let dataset = small();
    assert_eq!(dataset.len(), 3);
    assert_eq!(ask(&dataset, "SELECT (COUNT(*) AS ?n) { ?s schema:name ?name }"), "n\r\n2\r\n");
    let everywhere = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s schema:name ?name } }";
    assert_eq!(ask(&dataset, everywhere), "n\r\n3\r\n");
    let one = "SELECT ?name { GRAPH <https://x.org/people/p/record.jsonld> { ?s ?p ?name } }";
    assert_eq!(ask(&dataset, one), "name\r\nAda\r\n");
    let from = "SELECT ?name FROM <https://x.org/people/p/record.jsonld> { ?s ?p ?name }";
    assert_eq!(ask(&dataset, from), "name\r\nAda\r\n");
    let graphs = "SELECT (COUNT(*) AS ?n) { GRAPH ?g {} }";
    assert_eq!(ask(&dataset, graphs), "n\r\n2\r\n");
}

#[test]
fn every_pattern_finds_the_same_statement() {
    let dataset = small();
    let (s, p, o) = ("<https://x.org/models/a/>", "schema:name", "\"Model A\"");
    for [s, p, o] in [[s, p, o], [s, p, "?o"], [s, "?p", o], ["?s", p, o], ["?s", "?p", o]] {
        for open in ["", "GRAPH ?g ", "GRAPH <https://x.org/models/a/record.jsonld> "] {
            let text = format!("SELECT (COUNT(*) AS ?n) {{ {open} {{ {s} {p} {o} }} }}");
            assert_eq!(ask(&dataset, &text), "n\r\n1\r\n", "{text}");
        }
    }
}

#[test]
fn a_query_that_takes_too_long_is_given_up() {
    let dataset = small();
    let formats = Formats { rows: RowFormat::Json, graph: GraphFormat::Turtle };
    let limits = Limits { time: Duration::from_millis(200), ..Limits::default() };
    let patterns: String = (0..20).map(|n| format!("?a{n} ?b{n} ?c{n} . ")).collect();
    let start = Instant::now();
    let text = format!("SELECT (COUNT(*) AS ?n) {{ {patterns} }}");
    let answer = limited::ask(&dataset, Query::new(text, prefixes()), formats, limits);
    assert!(matches!(answer, Err(QueryError::Timeout(_))));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_answer_that_is_too_large_is_not_given() {
    let formats = Formats { rows: RowFormat::Json, graph: GraphFormat::Turtle };
    let limits = Limits { bytes: 100, ..Limits::default() };
    let query = Query::new("SELECT * { ?s ?p ?o }", prefixes());
    let answer = limited::ask(&small(), query, formats, limits);
    assert!(matches!(answer, Err(QueryError::TooLarge(100))));
}

fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.nq"), QUADS).unwrap();
    faircat().arg("query").args(arguments).current_dir(folder.path()).output().unwrap()
}

fn output(query: &str, format: &str) -> String {
    let output = run(&["--dump", "small.nq", "--format", format, query]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().replace('\r', "")
}

fn failure(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// A column is as wide as its widest text, so that one of a megabyte would fill up all rows.
#[test]
fn a_table_cuts_long_texts_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("<http://e/s> <http://e/p> \"{}\" .\n", "é".repeat(500_000));
    let rows: String =
        (0..3_000).map(|n| format!("<http://e/s{n}> <http://e/p> {n} .\n")).collect();
    fs::write(folder.path().join("rows.ttl"), long + &rows).unwrap();
    let query = "SELECT ?o ?s { ?s ?p ?o }";
    let arguments = ["query", "--dump", "rows.ttl", "--memory", "64", query];
    let output = faircat().args(arguments).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "note: texts that end in `…` were cut; `--format csv` gives all\n"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 3_002);
    assert!(text.len() < 10_000_000, "{}", text.len());
    let cut = text.lines().find(|line| line.starts_with('é')).unwrap();
    assert_eq!(cut.chars().take_while(|it| *it == 'é').count(), 1_000);
}

#[test]
fn the_command_answers_in_every_format() {
    let rows = "SELECT ?s ?n { ?s schema:name ?n FILTER(LANG(?n) = \"en\") }";
    assert_eq!(output(rows, "table"), "s                        n\nhttps://x.org/people/p/  Ada\n");
    assert_eq!(output(rows, "csv"), "s,n\nhttps://x.org/people/p/,Ada\n");
    assert_eq!(output(rows, "tsv"), "?s\t?n\n<https://x.org/people/p/>\t\"Ada\"@en\n");
    assert!(output(rows, "json").contains(r#"{"type":"literal","value":"Ada","xml:lang":"en"}"#));
    assert!(output(rows, "xml").contains("<literal xml:lang=\"en\">Ada</literal>"));
    assert_eq!(output("ASK { ?s schema:name \"Model A\" }", "table"), "answer\nyes\n");
    let graph = "CONSTRUCT { ?s a schema:Person } { ?x schema:author ?s }";
    let statement = "<https://x.org/people/p/> \
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Person> .\n";
    assert_eq!(output(graph, "ntriples"), statement);
    assert!(output(graph, "turtle").ends_with("<https://x.org/people/p/> a schema:Person .\n"));
    assert!(output(graph, "jsonld").contains("http://schema.org/Person"));
}

#[test]
fn a_mistake_is_shown_where_it_stands() {
    let message = failure(&["--dump", "small.nq", "SELECT ?x WHERE {\n  ?x foo \"é\" }"], 1);
    let expected = "error: the query is not well-formed at `foo` (line 2, column 6)\n  |\n\
        2 |   ?x foo \"é\" }\n  |      ^\n  help: ";
    assert!(message.starts_with(expected), "{message}");
    let message = failure(&["--dump", "small.nq", "SELECT * { ?x schma:name ?n }"], 1);
    let expected = "error: the prefix `schma` is not declared (line 1, column 15)\n";
    assert!(message.starts_with(expected), "{message}");
    let message = failure(&["--dump", "small.nq", "SELECT * { ?x ?y"], 1);
    assert!(
        message.starts_with("error: the query ends too early (line 1, column 17)"),
        "{message}"
    );
}

#[test]
fn updates_and_other_servers_are_refused() {
    let message = failure(&["--dump", "small.nq", "DELETE WHERE { ?s ?p ?o }"], 1);
    assert!(message.starts_with("error: this is an update"), "{message}");
    let service = "SELECT * { SERVICE SILENT <http://localhost/> { ?s ?p ?o } }";
    let message = failure(&["--dump", "small.nq", service], 1);
    assert!(message.starts_with("error: SERVICE is not allowed"), "{message}");
    let text = "SELECT * { ?s schema:name \"SERVICE\" } # SERVICE";
    assert_eq!(output(text, "csv"), "s\n");
}

#[test]
fn queries_that_no_person_writes_are_refused_and_not_evaluated() {
    let deep = format!("SELECT * {{ FILTER{}1{} }}", "(".repeat(9000), ")".repeat(9000));
    let message = failure(&["--dump", "small.nq", &deep], 1);
    assert!(message.contains("nested more than 64 levels deep"), "{message}");
    let wide = format!("SELECT * {{ FILTER({}1) }}", "!".repeat(60_000));
    let message = failure(&["--dump", "small.nq", &wide], 1);
    assert!(message.starts_with("error: the query is not well-formed"), "{message}");
    assert!(message.len() < 1000, "a long line is cut");
    let long = format!("ASK {{ }} #{}", " ".repeat(70_000));
    assert!(failure(&["--dump", "small.nq", &long], 1).contains("longer than 64 kB"));
}

#[test]
fn a_missing_dump_and_a_wrong_command_line_say_what_to_do() {
    let message = failure(&["ASK {}"], 1);
    let expected = "error: there is no dump at `_site/dump.nq.gz`\n  help: run `faircat build` \
        first, or name another with --dump FILE|URL\n";
    assert_eq!(message, expected);
    assert!(failure(&["--dump", "small.nq", "--format", "turtle", "ASK {}"], 2).contains("rows"));
    assert!(failure(&["--dump", "small.txt", "ASK {}"], 1).contains("small.txt"));
    failure(&[], 2);
}

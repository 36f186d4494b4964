//! The samples of queries and of statements that were answered wrongly, or not at all.

use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use super::folder;
use crate::program::faircat;

fn query(folder: &Path, arguments: &[&str]) -> Output {
    faircat().arg("query").args(arguments).current_dir(folder).output().unwrap()
}

/// The answer in CSV, without its heading.
fn rows(folder: &Path, dump: &str, text: &str) -> Vec<String> {
    let output = query(folder, &["--dump", dump, "--format", "csv", text]);
    assert!(output.status.success(), "{text}: {}", String::from_utf8_lossy(&output.stderr));
    let answer = String::from_utf8(output.stdout).unwrap();
    answer.lines().skip(1).map(str::to_owned).collect()
}

fn refusal(folder: &Path, arguments: &[&str]) -> String {
    let output = query(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn decimals_of_any_length_are_numbers() {
    let Some(folder) = folder("04-decimal-no-number") else { return };
    let average = "SELECT (COUNT(*) AS ?n) (AVG(?v) AS ?avg) { ?x <http://e/p> ?v }";
    assert_eq!(rows(&folder, "dec.ttl", average), ["2,0.250690905404034801"]);
    let small = "SELECT ?v { ?x <http://e/p> ?v FILTER(?v < 1 && isNumeric(?v)) } ORDER BY ?v";
    assert_eq!(rows(&folder, "dec.ttl", small), ["0.0013818108080696024", "0.5"]);
}

#[test]
fn what_is_neither_grouped_nor_aggregated_is_named() {
    let Some(folder) = folder("04-decimal-no-number") else { return };
    let text = "SELECT ?s (COUNT(*) AS ?n) WHERE { ?s ?p ?o }";
    let message = refusal(&folder, &["--dump", "dec.ttl", text]);
    assert!(message.starts_with("error: `?s` is neither grouped by nor aggregated"), "{message}");
    let text = "SELECT * WHERE { ?s ?p ?o } GROUP BY ?s";
    let message = refusal(&folder, &["--dump", "dec.ttl", text]);
    assert!(message.contains("SELECT * cannot be asked for groups"), "{message}");
    let text = "SELECT (?s AS ?a AS ?b) WHERE { ?s ?p ?o }";
    let message = refusal(&folder, &["--dump", "dec.ttl", text]);
    assert!(message.contains("AS stands where no name can be given"), "{message}");
}

#[test]
fn paths_keep_duplicates_and_have_length_zero_anywhere() {
    let Some(folder) = folder("22-sparql-paths") else { return };
    let rows = |text: &str| rows(&folder, "d2.trig", &format!("PREFIX : <http://e.org/> {text}"));
    let [b, c] = ["http://e.org/b", "http://e.org/c"];
    assert_eq!(rows("SELECT ?y WHERE { :a (:p|:q2) ?y } ORDER BY ?y"), [b, b, c]);
    assert_eq!(rows("SELECT ?x { :unknown :p* ?x }"), ["http://e.org/unknown"]);
    assert_eq!(rows("SELECT (1 AS ?one) { :unknown :p* :unknown }"), ["1"]);
    assert_eq!(rows("SELECT ?g { GRAPH ?g { :unknown :p? :unknown } }"), ["http://e.org/g1"]);
}

#[test]
fn nested_negations_do_not_hang_the_parser() {
    let Some(folder) = folder("sparql/exponential-not") else { return };
    let start = Instant::now();
    let message = refusal(&folder, &["--file", "q.rq", "--dump", "../from-duplicates/d.nq"]);
    assert!(message.contains("nests `!`"), "{message}");
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn graphs_are_merged_as_sets() {
    let Some(folder) = folder("sparql/from-duplicates") else { return };
    let text = "SELECT ?s FROM <http://e/g1> FROM <http://e/g2> { ?s ?p ?o }";
    assert_eq!(rows(&folder, "d.nq", text), ["http://e/a"]);
}

#[test]
fn the_greatest_least_and_a_sample_join_with_the_statements() {
    let Some(folder) = folder("sparql/max-join-noncanonical") else { return };
    for (aggregate, property, subject) in
        [("MAX", "p", "a"), ("SAMPLE", "d", "c"), ("MIN", "n", "c"), ("MIN", "p", "b")]
    {
        let text = format!(
            "SELECT ?s {{ {{ SELECT ({aggregate}(?v) AS ?m) {{ ?x <http://e/{property}> ?v }} }} \
             ?s <http://e/{property}> ?m }}"
        );
        assert_eq!(rows(&folder, "d.nq", &text), [format!("http://e/{subject}")], "{text}");
    }
}

#[test]
fn texts_that_double_are_given_up() {
    let Some(folder) = folder("sparql/memory") else { return };
    let dump = "../from-duplicates/d.nq";
    let message = refusal(&folder, &["--file", "doubling.rq", "--dump", dump]);
    assert!(message.starts_with("error: the query needs more than 512 MB of memory"), "{message}");
}

#[test]
fn evaluations_end_with_their_time_or_memory() {
    let Some(folder) = folder("hostile/sparql") else { return };
    // As many statements as the samples need to grow.
    let scratch = tempfile::tempdir().unwrap();
    let dump = scratch.path().join("many.nt");
    let statement = |n| format!("<http://e/{n}> <http://e/p> \"{n}\" .\n");
    std::fs::write(&dump, (0..20_000).map(statement).collect::<String>()).unwrap();
    let dump = dump.to_str().unwrap();
    for file in ["concat.rq", "groupc.rq", "repl.rq"] {
        let start = Instant::now();
        let limits = ["--timeout", "4", "--memory", "100"];
        let arguments = [&["--file", file, "--dump", dump], limits.as_slice()].concat();
        let message = refusal(&folder, &arguments);
        let is_given_up =
            message.contains("of memory") || message.contains("longer than 4 seconds");
        assert!(is_given_up, "{file}: {message}");
        assert!(start.elapsed() < Duration::from_secs(60), "{file}");
    }
}

#[test]
fn mixed_terms_have_an_order() {
    let Some(folder) = folder("sparql/order-by-panic") else { return };
    let text = "SELECT ?v { ?s ?p ?v } ORDER BY ?v";
    assert_eq!(rows(&folder, "cycle.nq", text), ["9", "10", "5 GeV"]);
    let sorted = rows(&folder, "panic-11.nq", text);
    let first_text = sorted.iter().position(|value| value.ends_with('%')).unwrap();
    let (numbers, texts) = sorted.split_at(first_text);
    assert!(numbers.iter().map(|n| n.parse::<u32>().unwrap()).is_sorted());
    assert!(texts.is_sorted() && texts.iter().all(|text| text.ends_with('%')));
}

#[test]
fn relative_addresses_of_a_file_begin_where_it_is() {
    let Some(folder) = folder("sparql/relative-iri-ttl") else { return };
    let subjects = rows(&folder, "rel.ttl", "SELECT ?s { ?s <http://e/knows> ?o }");
    assert!(subjects[0].starts_with("file:///") && subjects[0].ends_with("/rel.ttl#me"));
}

#[test]
fn a_name_that_ends_in_service_asks_nobody() {
    let Some(folder) = folder("sparql/service-name-refused") else { return };
    let output = query(&folder, &["--file", "q.rq", "--dump", "../from-duplicates/d.nq"]);
    assert!(output.status.success());
}

#[test]
fn xml_that_would_not_be_well_formed_is_not_written() {
    let Some(folder) = folder("sparql/xml-control-char") else { return };
    let text = "SELECT ?o { ?s ?p ?o }";
    let message = refusal(&folder, &["--dump", "d.nq", "--format", "xml", text]);
    assert!(message.contains("U+0001"), "{message}");
    assert_eq!(rows(&folder, "d.nq", text), ["a\u{1}b"]);
}

#[test]
fn construct_answers_in_rdf_xml() {
    let Some(folder) = folder("sparql/construct-406") else { return };
    let arguments = ["--file", "q.rq", "--dump", "../relative-iri-ttl/rel.ttl"];
    let output = query(&folder, &[arguments.as_slice(), &["--format", "rdfxml"]].concat());
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("<rdf:RDF"));
}

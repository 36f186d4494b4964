//! What SPARQL says of aggregates and orders, and how long a query may take to plan.

use std::sync::Arc;
use std::time::{Duration, Instant};

use faircat_sparql::dataset::Dataset;
use faircat_sparql::limited::{self, Limits};
use faircat_sparql::load;
use faircat_sparql::prefixes::Prefixes;
use faircat_sparql::query::{Query, QueryError};
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};

const TERMS: &str = r#"
@prefix : <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:numbers :p 1.50, 1.5, 2, 2e0 .
:dates :p "2024-02-01"^^xsd:date .
:names :p "a"@en, "a"@fr, "b" .
:things :p :x .
:nameless :p [] .
:rows :q :e, :d, :c, :b, :a .
:e :n 1 . :d :n 1.0 . :c :n 1.00 . :b :n 1 . :a :n 1e0 .
"#;

fn terms() -> Arc<Dataset> {
    let format = load::format_of("x.ttl").unwrap();
    Arc::new(load::read(TERMS.as_bytes(), format, "http://e/").unwrap())
}

pub(crate) fn ask(text: &str) -> Result<String, QueryError> {
    let formats = Formats { rows: RowFormat::Csv, graph: GraphFormat::NTriples };
    let query = Query::new(format!("PREFIX : <http://e/> {text}"), Prefixes::default());
    let answer = limited::ask(&terms(), query, formats, Limits::default())?;
    Ok(String::from_utf8(answer.content).unwrap())
}

/// The rows of an answer with one column.
fn rows(text: &str) -> Vec<String> {
    ask(text).unwrap().lines().skip(1).map(str::to_owned).collect()
}

/// SPARQL 1.1, section 18.5.1.7: the texts that STR returns, of different terms each once.
#[test]
fn texts_of_all_terms_are_concatenated() {
    let concatenated = |subject: &str, distinct: &str| -> Vec<String> {
        let text = format!(
            "SELECT (GROUP_CONCAT({distinct} ?v; separator='|') AS ?all) {{ :{subject} :p ?v }}"
        );
        let mut parts: Vec<String> = rows(&text)[0].split('|').map(str::to_owned).collect();
        parts.sort();
        parts
    };
    assert_eq!(concatenated("numbers", ""), ["1.5", "1.50", "2", "2e0"]);
    assert_eq!(concatenated("numbers", "DISTINCT"), ["1.5", "1.50", "2", "2e0"]);
    assert_eq!(concatenated("dates", ""), ["2024-02-01"]);
    assert_eq!(concatenated("names", "DISTINCT"), ["a", "a", "b"]);
    assert_eq!(concatenated("things", ""), ["http://e/x"]);
    assert_eq!(concatenated("unknown", ""), [""]);
    // A blank node has no text.
    let bound = "SELECT (BOUND(?all) AS ?is) { \
         { SELECT (GROUP_CONCAT(?v) AS ?all) { :nameless :p ?v } } }";
    assert_eq!(rows(bound), ["false"]);
    // Separators are told apart, and the text has no language.
    let two = "SELECT (CONCAT(?a, '/', ?b, '/', LANG(?a)) AS ?both) { \
         { SELECT (GROUP_CONCAT(?v) AS ?a) (GROUP_CONCAT(?v; separator='') AS ?b) \
           { VALUES ?v { 'x'@en 'y'@en } } } }";
    assert_eq!(rows(two), ["x y/xy/"]);
    let sums = "SELECT (GROUP_CONCAT(?v + 1) AS ?all) { VALUES ?v { 1.50 } }";
    assert_eq!(rows(sums), ["2.5"]);
}

/// What `LIMIT` and `OFFSET` cut is the same, whatever the order of the statements.
#[test]
fn rows_with_equal_keys_have_an_order() {
    let text = "SELECT ?s { :rows :q ?s . ?s :n ?n } ORDER BY DESC(?n)";
    let expected = ["a", "b", "c", "d", "e"].map(|name| format!("http://e/{name}"));
    assert_eq!(rows(text), expected);
    let values = "SELECT ?v { VALUES ?v { 2e0 1.5 2 1.50 2.0 } } ORDER BY ?v";
    assert_eq!(rows(values), ["1.5", "1.50", "2", "2.0", "2e0"]);
    let many: String = (0..200).rev().map(|n| format!("'{n:03}' ")).collect();
    let all = rows(&format!("SELECT ?v {{ VALUES ?v {{ {many} }} }} ORDER BY STRLEN(?v)"));
    assert!(all.len() == 200 && all.is_sorted());
}

/// `?s ?p<n> ?o<n>` for each of `count`, wrapped by `next`.
fn nested(count: usize, next: impl Fn(usize, String) -> String) -> String {
    let inner = (0..count).fold("?s ?p ?o".to_owned(), |inner, n| next(n, inner));
    format!("SELECT * {{ ?s <http://e/none> ?none . {inner} }}")
}

fn joined(count: usize) -> String {
    nested(count, |n, inner| format!("{inner} . ?s ?p{n} ?o{n}"))
}

fn grouped(count: usize) -> String {
    nested(count, |n, inner| format!("{{ SELECT ?s {{ ?s ?p{n} ?o{n} . {inner} }} GROUP BY ?s }}"))
}

fn optional(count: usize) -> String {
    nested(count, |n, inner| format!("{inner} OPTIONAL {{ ?s ?p{n} ?o{n} }}"))
}

fn optional_within(count: usize) -> String {
    nested(count, |n, inner| format!("?s ?p{n} ?o{n} OPTIONAL {{ {inner} MINUS {{ ?s :q ?o }} }}"))
}

/// Nothing interrupts the planner of the evaluator.
#[test]
fn queries_that_take_too_long_to_plan_are_refused() {
    for text in [joined(70), grouped(12), optional(60), optional_within(8)] {
        assert!(ask(&text).is_ok(), "{text}");
    }
    for text in [joined(190), grouped(28), optional(90), optional_within(28)] {
        let start = Instant::now();
        let error = ask(&text).unwrap_err().to_string();
        assert_eq!(error, "the query would take too long to plan", "{text}");
        assert!(start.elapsed() < Duration::from_secs(5), "{text}");
    }
}

/// SPARQL 1.1, section 17.4.2.5: the lexical form, also of a constant.
#[test]
fn str_returns_constants_as_they_are_written() {
    for (constant, text) in [
        ("\"01\"^^<http://www.w3.org/2001/XMLSchema#integer>", "01"),
        ("1.50", "1.50"),
        ("1e3", "1e3"),
        ("\"1\"^^<http://www.w3.org/2001/XMLSchema#boolean>", "1"),
        ("\"a\"@en", "a"),
        ("<http://e/x>", "http://e/x"),
        ("STRDT(\"01\", <http://www.w3.org/2001/XMLSchema#integer>)", "01"),
        ("IF(1 = 1, 1.50, 2.50)", "1.50"),
        ("<http://www.w3.org/2001/XMLSchema#integer>(\"01\")", "1"),
    ] {
        let query = format!("SELECT (STR({constant}) AS ?text) {{}}");
        assert_eq!(rows(&query), [text], "{constant}");
    }
    assert_eq!(rows("SELECT (STR(?v) AS ?text) { BIND(1.50 AS ?v) }"), ["1.50"]);
}

#[test]
fn what_is_grouped_by_has_the_name_that_it_is_given() {
    let both = |text: &str| ask(text).unwrap().replace('\r', "");
    let expected = "k,n\n1,2\n";
    for group in ["(?v AS ?k)", "( ?v\nas ?k )", "((?v) AS ?k)", "($v AS $k)", "(?v AS ?k) ?v"] {
        let text = format!(
            "SELECT ?k (COUNT(*) AS ?n) {{ ?s :n ?v }} GROUP BY {group} HAVING(COUNT(*) > 1)"
        );
        assert_eq!(both(&text), expected, "{group}");
    }
    let inner =
        "SELECT ?k { { SELECT ?k { :numbers :p ?v } GROUP BY (?v AS ?k) } } ORDER BY STR(?k)";
    assert_eq!(rows(inner), ["1.5", "1.50", "2", "2e0"]);
    let error = ask("SELECT ?v { ?s :n ?v } GROUP BY (?v AS ?k)").unwrap_err().to_string();
    assert!(error.starts_with("`?v` is neither grouped by nor aggregated"), "{error}");
    let error = ask("SELECT ?k { ?s :n ?v } GROUP BY (?v AS ?k) LIMIT x").unwrap_err().to_string();
    assert!(error.contains("`x` (line 1, column 71)"), "{error}");
}

/// SPARQL 1.1, section 19.8, rules 10 and 12: they have groups as SELECT has.
#[test]
fn queries_that_select_nothing_have_groups() {
    for (text, answer) in [
        ("ASK { ?s :n ?v } GROUP BY ?v", "true"),
        ("ASK { ?s :n ?v } GROUP BY ?v HAVING(COUNT(*) > 1) # twice", "true"),
        ("ask where { ?s :n ?any } group by (str(?any)) having (count(*) > 5)", "false"),
        ("ASK{?s :n ?v}HAVING(COUNT(*) = 5)", "true"),
        ("ASK { { SELECT ?v { ?s :n ?v } GROUP BY ?v } }", "true"),
        (
            "CONSTRUCT { ?k :is 1 } { ?k :n ?v } GROUP BY ?k (?v AS ?w) HAVING(?k = :e)",
            "<http://e/e> <http://e/is> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .",
        ),
    ] {
        assert_eq!(ask(text).unwrap().trim(), answer, "{text}");
    }
    let error = ask("ASK { ?s :n ?v } GROUP BY ?v LIMIT x").unwrap_err().to_string();
    assert!(error.contains("`x` (line 1, column 57)"), "{error}");
    let error = ask("CONSTRUCT WHERE { ?s :n ?v } GROUP BY ?v").unwrap_err().to_string();
    assert_eq!(error, "neither DESCRIBE * nor CONSTRUCT WHERE makes groups");
    let error = ask("SELECT * { ?s :n ?v } GROUP BY ?v").unwrap_err().to_string();
    assert!(error.contains("(line 1, column 29)"), "{error}");
}

#[test]
fn common_mistakes_are_named() {
    for (text, said) in [
        (
            "SELECT ?s { ?s ?p _:a . { _:a ?p ?o } }",
            "the blank node `_:a` stands in two groups of patterns (line 1, column 48)",
        ),
        ("SELECT ?s { ?s a <http://x y> }", "`<http://x y>` is no IRI: it holds a blank"),
        ("SELECT ?s { ?s a <http://x{y> }", "`<http://x{y>` is no IRI: it holds `{`"),
        ("SELECT ?s { ?s ?p ?o FILTER(COUNT(?s) > 1) }", "COUNT stands among the patterns"),
        ("SELECT ?s { ?s ?p ?o BIND(sum(?o) AS ?n) }", "SUM stands among the patterns"),
        ("INSERT DATA { <a> <b> <c> }", "this is an update, and the statements can only be read"),
        ("DELETE WHERE {", "this is an update, and the statements can only be read"),
        ("SELECT COUNT(*) { ?s ?p ?o }", "an expression of SELECT needs brackets and a name"),
        ("SELECT (COUNT(*)) { ?s ?p ?o }", "an expression of SELECT needs brackets and a name"),
        ("SELECT ?s STR(?o) { ?s ?p ?o }", "an expression of SELECT needs brackets and a name"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "`?s` is neither grouped by nor aggregated"),
        (
            "SELECT ?s { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } } GROUP BY ?p",
            "`?s` is neither grouped by nor aggregated",
        ),
    ] {
        let error = ask(text).unwrap_err().to_string();
        assert!(error.starts_with(said), "{text}: {error}");
    }
}

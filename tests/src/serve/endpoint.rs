//! The SPARQL endpoint: its protocol, its limits, and that nothing runs for nobody.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::server::{Server, answer, send, start};
use crate::waiting::{PATIENCE, poll_until};

#[test]
fn the_endpoint_speaks_the_sparql_protocol() {
    let server = start();
    let rows = "SELECT ?name { ?s a schema:Dataset ; schema:name ?name }";
    let encoded = "SELECT+%3Fname+%7B%3Fs+a+schema%3ADataset%3B+schema%3Aname+%3Fname%7D";
    let got = server.get(&format!("/cat/sparql?query={encoded}"));
    assert_eq!(got.header("content-type"), "application/sparql-results+json");
    assert!(got.body.contains("First title"), "{got:?}");
    let form = ["Content-Type: application/x-www-form-urlencoded", "Accept: text/csv"];
    let posted = server.request("POST", "/cat/sparql/", &form, &format!("query={encoded}"));
    assert_eq!((posted.status, posted.body.as_str()), (200, "name\r\nFirst title\r\n"));
    for (accept, media_type) in [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/tab-separated-values, text/csv;q=0.5", "text/tab-separated-values; charset=utf-8"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
    ] {
        let answer = server.ask(rows, &format!("Accept: {accept}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type));
    }
    let graph = "DESCRIBE <datasets/tiny/>";
    for (accept, media_type) in [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json, text/turtle;q=0.9", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
    ] {
        let answer = server.ask(graph, &format!("Accept: {accept}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type));
        assert!(answer.body.contains("https://example.org/cat/datasets/tiny/"), "{answer:?}");
    }
    assert_eq!(server.ask(rows, "Accept: image/png").status, 406);
    let graph = "default-graph-uri=https%3A%2F%2Fexample.org%2Fnone";
    let alone = server.get("/cat/sparql/federated?query=ASK%7B%3Fs+%3Fp+%3Fo%7D");
    assert_eq!(alone.status, 404);
    assert!(alone.body.contains("faircat harvest"), "{alone:?}");
    let none = server.get(&format!("/cat/sparql?query=ASK%7B%3Fs+%3Fp+%3Fo%7D&{graph}"));
    assert!(none.body.contains("false"), "{none:?}");
}

#[test]
fn the_endpoint_refuses_what_it_does_not_do() {
    let server = start();
    let form = ["Content-Type: application/x-www-form-urlencoded"];
    let post = |body: &str| server.request("POST", "/cat/sparql", &form, body).status;
    assert_eq!(post("update=DROP+ALL"), 400);
    assert_eq!(post("query=ASK%7B%7D&query=ASK%7B%7D"), 400);
    assert_eq!(post("nothing=1"), 400);
    let update = server.ask("DROP ALL", "Accept: */*");
    assert_eq!(update.status, 400);
    assert!(update.body.starts_with("this is an update"));
    let service = server.ask("ASK { SERVICE <http://localhost/> {} }", "Accept: */*");
    assert_eq!(service.status, 400);
    let syntax = server.ask("SELECT * { ?x foo }", "Accept: */*");
    assert!(syntax.body.contains("\n1 | SELECT * { ?x foo }\n  |               ^\n"), "{syntax:?}");
    let kind = ["Content-Type: text/plain"];
    assert_eq!(server.request("POST", "/cat/sparql", &kind, "ASK {}").status, 415);
    let delete = server.request("DELETE", "/cat/sparql", &[], "");
    assert_eq!((delete.status, delete.header("allow")), (405, "GET, HEAD, POST, OPTIONS"));
    let patterns: String = (0..9).map(|n| format!("?a{n} ?b{n} ?c{n} . ")).collect();
    let slow = format!("SELECT (COUNT(*) AS ?n) {{ {patterns} }}");
    let slow = server.ask(&slow, "Accept: */*");
    assert_eq!(slow.status, 503);
    assert!(slow.body.starts_with("the query took longer than 1 seconds"), "{slow:?}");
}

#[test]
fn the_endpoint_is_open_to_pages_of_other_sites() {
    let server = start();
    let origin = ["Origin: https://elsewhere.example", "Access-Control-Request-Method: POST"];
    let preflight = server.request("OPTIONS", "/cat/sparql", &origin, "");
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-origin"), "*");
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
    assert!(preflight.header("access-control-allow-headers").contains("Content-Type"));
    for query in ["ASK {}", "no query"] {
        let answer = server.ask(query, "Accept: */*");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{answer:?}");
    }
}

#[test]
fn parameters_that_are_no_utf_8_are_refused() {
    let server = start();
    let bad = server.get("/cat/sparql?query=ASK%7B%7D%23%FF");
    assert_eq!(
        (bad.status, bad.body.as_str()),
        (400, "The parameters are not written in UTF-8.\n")
    );
    assert_eq!(server.get("/cat/sparql?query=ASK%7B%7D%23%C3%A9").status, 200);
}

/// A query that would take hours, of as many threads as it is given.
const ENDLESS: &str = "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }";

/// Seconds of processor time that `process` has used.
#[cfg(target_os = "linux")]
fn processor_time(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    let ticks: u32 = fields[11].parse::<u32>().unwrap() + fields[12].parse::<u32>().unwrap();
    f64::from(ticks) / 100.0
}

#[test]
#[cfg(target_os = "linux")]
fn a_short_query_does_not_wait_behind_long_ones() {
    let server = start();
    assert_eq!(server.ask("ASK {}", "Accept: */*").status, 200);
    let kind = ["Content-Type: application/sparql-query"];
    let idle = processor_time(server.program.id());
    let ask_long = |_| send(&server.address, "POST", "/cat/sparql", &kind, ENDLESS);
    let long: Vec<_> = (0..8).map(ask_long).collect();
    poll_until("the long queries are evaluated", || {
        (processor_time(server.program.id()) > idle + 0.05).then_some(())
    });
    let began = Instant::now();
    let short = server.ask("ASK { ?s ?p ?o }", "Accept: */*");
    let elapsed = began.elapsed();
    assert_eq!(short.status, 200);
    let statuses: Vec<u16> = long.into_iter().map(|one| answer(one).status).collect();
    assert_eq!(statuses, [503; 8]);
    assert!(elapsed < Duration::from_secs(5), "{elapsed:?}");
}

/// Waits until the server uses no processor time while it is looked at 200 times.
#[cfg(target_os = "linux")]
fn rests(server: &Server) {
    let mut looks = (0.0, 0);
    poll_until("the server rests", || {
        let now = processor_time(server.program.id());
        looks = if now > looks.0 { (now, 0) } else { (now, looks.1 + 1) };
        (looks.1 == 200).then_some(())
    });
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_runs_on_after_an_evaluation_is_given_up() {
    let server = start();
    assert_eq!(server.ask(ENDLESS, "Accept: */*").status, 503);
    rests(&server);
    // One that nobody waits for ends too.
    let idle = processor_time(server.program.id());
    let kind = ["Content-Type: application/sparql-query"];
    let gone = send(&server.address, "POST", "/cat/sparql", &kind, ENDLESS);
    poll_until("the query is evaluated", || {
        (processor_time(server.program.id()) > idle + 0.05).then_some(())
    });
    drop(gone);
    rests(&server);
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let server = start();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let head = "POST /cat/sparql HTTP/1.1\r\nHost: localhost\r\n\
                Content-Type: application/sparql-query\r\n";
    write!(stream, "{head}Content-Length: 99999999999\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 413"), "{text}");
    let mut slow = TcpStream::connect(&server.address).unwrap();
    slow.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(slow, "{head}Content-Length: 1000\r\n\r\nASK").unwrap();
    let mut text = String::new();
    slow.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 408"), "{text}");
}

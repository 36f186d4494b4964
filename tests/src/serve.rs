//! The server, run as a user runs it and asked over HTTP.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program::faircat;
use crate::waiting::{PATIENCE, poll_until};

struct Server {
    root: TempDir,
    program: Child,
    address: String,
    lines: Receiver<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already where a test has stopped it.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn write_record(root: &Path, title: &str) {
    let folder = root.join("catalog/datasets/tiny");
    fs::create_dir_all(&folder).unwrap();
    let text = format!("kind: dataset\ntitle: {title}\nsummary: A dataset for tests.\n");
    fs::write(folder.join("record.yaml"), text).unwrap();
}

fn start() -> Server {
    let root = tempfile::tempdir().unwrap();
    write_record(root.path(), "First title");
    fs::create_dir(root.path().join("site")).unwrap();
    let settings = "title: Tests\nbase_url: https://example.org/cat/\n";
    fs::write(root.path().join("site/site.yaml"), settings).unwrap();
    fs::write(root.path().join("secret.txt"), "secret").unwrap();
    let mut program = faircat()
        .args(["serve", "--port", "0", "--query-timeout", "1", "--root"])
        .arg(root.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, lines) = mpsc::channel();
    let (output, errors) = (program.stdout.take().unwrap(), program.stderr.take().unwrap());
    let error_sender = sender.clone();
    thread::spawn(move || {
        BufReader::new(output).lines().try_for_each(|line| sender.send(line.unwrap()))
    });
    thread::spawn(move || {
        BufReader::new(errors).lines().try_for_each(|line| error_sender.send(line.unwrap()))
    });
    let mut server = Server { root, program, address: String::new(), lines };
    let line = server.line("serving http://");
    let url = line.split_whitespace().nth(1).unwrap();
    let host = url.strip_prefix("http://").unwrap();
    server.address = host.split('/').next().unwrap().to_owned();
    assert!(url.ends_with("/cat/"), "{url}");
    server.line("built 1 record");
    server
}

/// An answer, as status, lower-case headers and body.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let line = self.headers.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default()
    }
}

fn request(address: &str, method: &str, target: &str, headers: &[&str], body: &str) -> Answer {
    answer(send(address, method, target, headers, body))
}

fn send(address: &str, method: &str, target: &str, headers: &[&str], body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let more: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Content-Length: {length}\r\n{more}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head[9..12].parse().unwrap();
    Answer { status, headers: head.to_owned(), body: body.to_owned() }
}

impl Server {
    /// The next line of the program that begins with `start`.
    fn line(&self, start: &str) -> String {
        let [line] = self.lines([start]);
        line
    }

    /// The next lines of the program that begin with `starts`, in any order.
    fn lines<const N: usize>(&self, starts: [&str; N]) -> [String; N] {
        let end = Instant::now() + PATIENCE;
        let mut found = [const { None }; N];
        while found.iter().any(Option::is_none) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("the program does not say {starts:?}: {found:?}")
            };
            if let Some(index) = starts.iter().position(|start| line.starts_with(start)) {
                found[index].get_or_insert(line);
            }
        }
        found.map(Option::unwrap_or_default)
    }

    fn request(&self, method: &str, target: &str, headers: &[&str], body: &str) -> Answer {
        request(&self.address, method, target, headers, body)
    }

    fn get(&self, target: &str) -> Answer {
        self.request("GET", target, &[], "")
    }

    fn ask(&self, query: &str, accept: &str) -> Answer {
        let headers = ["Content-Type: application/sparql-query", accept];
        self.request("POST", "/cat/sparql", &headers, query)
    }
}

#[test]
fn the_site_is_served_below_its_base_path() {
    let server = start();
    assert_eq!(server.get("/").header("location"), "/cat/");
    assert_eq!(server.get("/cat").header("location"), "/cat/");
    let folder = server.get("/cat/datasets/tiny?x=1");
    assert_eq!((folder.status, folder.header("location")), (302, "/cat/datasets/tiny/?x=1"));
    let page = server.get("/cat/datasets/tiny/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("First title"));
    assert!(page.body.contains("<script type=\"module\" src=\"/-/reload.js?seen=1\"></script>"));
    for (file, media_type) in [
        ("datasets/tiny/record.jsonld", "application/ld+json"),
        ("datasets/tiny/record.ttl", "text/turtle; charset=utf-8"),
        ("datasets/tiny/linkset.json", "application/linkset+json"),
        ("dump.nq.gz", "application/gzip"),
        ("sitemap.xml", "application/xml"),
    ] {
        let answer = server.get(&format!("/cat/{file}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type), "{file}");
        assert!(!answer.body.contains("/-/reload.js"), "{file}");
        let head = server.request("HEAD", &format!("/cat/{file}"), &[], "");
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        let known = format!("If-None-Match: \"other\", {}", answer.header("etag"));
        let again = server.request("GET", &format!("/cat/{file}"), &[&known], "");
        assert_eq!((again.status, again.body.as_str()), (304, ""));
    }
    assert_eq!(server.get("/cat/nothing").status, 404);
    assert_eq!(server.get("/elsewhere").status, 404);
    let post = server.request("POST", "/cat/", &[], "");
    assert_eq!((post.status, post.header("allow")), (405, "GET, HEAD"));
    for path in ["/cat/../secret.txt", "/cat/%2e%2e/secret.txt", "/cat/..%2fsecret.txt"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("secret"));
    }
}

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
        (processor_time(server.program.id()) > idle + 0.2).then_some(())
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
        (processor_time(server.program.id()) > idle + 0.2).then_some(())
    });
    drop(gone);
    rests(&server);
}

#[test]
fn an_edited_record_is_rebuilt_and_open_pages_are_told() {
    let server = start();
    assert!(server.get("/-/reload.js").body.contains("EventSource"));
    let address = server.address.clone();
    let event = thread::spawn(move || request(&address, "GET", "/-/reload?seen=1", &[], ""));
    write_record(server.root.path(), "Second title");
    server.line("built 1 record");
    let event = event.join().unwrap();
    assert_eq!(event.header("content-type"), "text/event-stream");
    assert_eq!(event.body, "event: reload\ndata: built\n\n");
    assert!(server.get("/cat/datasets/tiny/").body.contains("Second title"));
    let query = "ASK { ?s schema:name \"Second title\" }";
    assert!(server.ask(query, "Accept: */*").body.contains("true"));
}

#[test]
fn a_build_that_fails_is_explained_and_the_old_site_stays() {
    let server = start();
    let record = server.root.path().join("catalog/datasets/tiny/record.yaml");
    fs::write(record, "kind: dataset\ntitel: Wrong\n").unwrap();
    // They come by standard error and standard output, hence in either order.
    server.lines(["error[", "not built"]);
    assert!(server.get("/cat/datasets/tiny/").body.contains("First title"));
    write_record(server.root.path(), "Third title");
    server.line("built 1 record");
    assert!(server.get("/cat/datasets/tiny/").body.contains("Third title"));
}

#[test]
fn a_port_in_use_is_a_problem_with_a_remedy() {
    let server = start();
    let port = server.address.rsplit(':').next().unwrap();
    let output = faircat()
        .args(["serve", "--port", port, "--root"])
        .arg(server.root.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("choose another port with --port"), "{message}");
}

#[test]
fn an_interrupt_ends_it_in_order() {
    let mut server = start();
    let id = server.program.id().to_string();
    let status = std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(status.success());
    let status = poll_until("the server ends", || server.program.try_wait().unwrap());
    assert_eq!(status.code(), Some(0));
}

#[test]
fn only_names_of_ours_are_answered() {
    let server = start();
    let status = |host: &str| {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        write!(stream, "GET /cat/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text[9..12].to_owned()
    };
    assert_eq!(status("localhost:8000"), "200");
    assert_eq!(status(&server.address), "200");
    for host in ["evil.example", "localhost.evil.example", "evil.example\r\nHost: localhost"] {
        assert_ne!(status(host), "200", "{host}");
    }
    assert_eq!(status("evil.example:80"), "403");
}

/// RFC 9112, section 3.2.
#[test]
fn a_request_without_a_host_is_a_bad_one() {
    let server = start();
    let status = |request: &str| {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        write!(stream, "{request}\r\nConnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text[9..12].to_owned()
    };
    assert_eq!(status("GET /cat/ HTTP/1.1"), "400");
    assert_eq!(status("GET http://localhost/cat/ HTTP/1.1"), "400");
    assert_eq!(status("GET /cat/ HTTP/1.1\r\nHost: localhost\r\nHost: localhost"), "400");
    assert_eq!(status("GET /cat/ HTTP/1.1\r\nHost: a b"), "400");
    assert_eq!(status("GET /cat/ HTTP/1.1\r\nHost:"), "400");
    assert_eq!(status("GET /cat/ HTTP/1.0"), "200");
    assert_eq!(status("GET /cat/ HTTP/1.0\r\nHost: evil.example"), "403");
}

#[test]
fn a_link_out_of_the_catalogue_does_not_stop_rebuilds() {
    let server = start();
    std::os::unix::fs::symlink("/proc", server.root.path().join("catalog/datasets/all")).unwrap();
    server.line("built ");
    write_record(server.root.path(), "Second title");
    server.line("built ");
    assert!(server.get("/cat/datasets/tiny/").body.contains("Second title"));
}

#[test]
fn a_warning_is_told_once() {
    let server = start();
    let bare = server.root.path().join("catalog/datasets/bare.yaml");
    fs::write(bare, "kind: dataset\ntitle: Bare\n").unwrap();
    server.line("warning[description]");
    write_record(server.root.path(), "Second title");
    let told = server.line("built 2 records");
    let told = if told.contains("as before") { told } else { server.line("built 2 records") };
    assert!(told.ends_with("as before"), "{told}");
    assert!(server.lines.try_iter().all(|line| !line.starts_with("warning[description]")));
}

#[test]
fn an_output_within_the_catalogue_is_refused() {
    let root = tempfile::tempdir().unwrap();
    write_record(root.path(), "Title");
    let mut command = faircat();
    command.args(["serve", "--port", "0", "--root"]).arg(root.path());
    let output = command.arg("--out").arg(root.path().join("catalog/out")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("what the site is made from"), "{words}");
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

#[test]
fn the_name_in_the_target_counts_too() {
    let server = start();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let request = "GET http://evil.example/cat/ HTTP/1.1\r\nHost: localhost\r\n";
    write!(stream, "{request}Connection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 403"), "{text}");
}

//! The server, run as a user runs it and asked over HTTP.

mod endpoint;
pub(crate) mod server;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

use crate::program::{faircat, says};
use crate::waiting::poll_until;
use server::{request, save, start, write_record};

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
fn a_folder_without_a_catalogue_is_not_served() {
    let root = tempfile::tempdir().unwrap();
    let served = faircat().args(["serve", "--port", "0", "--root"]).arg(root.path()).output();
    let served = served.unwrap();
    assert_eq!(served.status.code(), Some(1));
    let told = String::from_utf8_lossy(&served.stderr);
    says(&told, "has no folder `catalog`");
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
    for host in ["evil.example:80", "0.0.0.0", "10.1.2.3"] {
        assert_eq!(status(host), "403", "{host}");
    }
    assert_eq!(status("localhost:evil"), "400");
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
    assert_eq!(status("GET /cat/ HTTP/1.0"), "400");
    assert_eq!(status("GET /cat/ HTTP/1.0\r\nHost: localhost"), "200");
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
    save(&bare, "kind: dataset\ntitle: Bare\n");
    server.line("warning[description]");
    assert!(server.line("built 2 records").ends_with("; 2 warnings as before"));
    write_record(server.root.path(), "Second title");
    let told = server.lines_until("built 2 records");
    assert!(told.last().unwrap().ends_with("; 3 warnings as before"), "{told:?}");
    assert!(told.iter().all(|line| !line.starts_with("warning[description]")), "{told:?}");
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
fn the_name_in_the_target_counts_too() {
    let server = start();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let request = "GET http://evil.example/cat/ HTTP/1.1\r\nHost: localhost\r\n";
    write!(stream, "{request}Connection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 403"), "{text}");
}

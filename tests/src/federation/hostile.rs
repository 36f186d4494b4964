//! Catalogues that are broken or mean harm.

use std::time::Instant;

use super::server::{Reply, Server};
use super::{build, harvest, hub, index, names, read, text};
use crate::program::{faircat, says};

fn page(script: &str) -> String {
    format!("<html><script type=\"application/ld+json\">{script}</script></html>")
}

fn dataset(fields: &str) -> String {
    page(&format!("{{\"@context\":\"https://schema.org\",\"@type\":\"Dataset\",{fields}}}"))
}

/// A site with these pages, which its sitemap names.
fn site(
    pages: &'static [(&str, &str)],
    other: impl Fn(&str) -> Reply + Send + Sync + 'static,
) -> Server {
    Server::start(move |request| {
        let base = format!("http://{}", request.header("host").unwrap());
        let known = pages.iter().find(|(path, _)| *path == request.path);
        match (request.path.as_str(), known) {
            ("/sitemap.xml", _) => {
                let urls: String = pages
                    .iter()
                    .map(|(path, _)| format!("<url><loc>{base}{path}</loc></url>"))
                    .collect();
                Reply::ok("application/xml", format!("<urlset>{urls}</urlset>"))
            }
            (_, Some((_, fields))) if !fields.is_empty() => Reply::ok("text/html", dataset(fields)),
            (path, _) => other(path),
        }
    })
}

#[test]
fn a_broken_page_costs_itself_and_is_told() {
    let server = site(
        &[
            ("/good", "\"name\":\"Good\""),
            ("/cut", ""),
            ("/endless", ""),
            ("/fails", ""),
            ("/loop", ""),
        ],
        |path| match path {
            "/cut" => Reply::ok("text/html", page("{\"@context\":\"https://schema.org\",")),
            "/endless" => Reply::endless("<p>and so on</p>"),
            "/fails" => Reply::of("500 Oops", "text/plain", ""),
            "/loop" => Reply::of("302 Found", "text/plain", "").with("Location: /loop"),
            _ => Reply::missing(),
        },
    );
    let root = hub(&names(&[("one", &server)]));
    let output = harvest(root.path(), &[]);
    assert!(output.status.success(), "{}", text(&output));
    let told = text(&output);
    says(&told, "one: read in part, 1 work");
    for wanted in
        ["the JSON-LD cannot be read", "status 500", "redirections do not end", "/endless>"]
    {
        says(&told, wanted);
    }
    assert_eq!(index(root.path(), "one")["works"].as_array().unwrap().len(), 1);
}

#[test]
fn a_sitemap_that_is_cut_short_is_read_in_part() {
    let server = Server::start(|request| {
        let base = format!("http://{}", request.header("host").unwrap());
        match request.path.as_str() {
            "/sitemap.xml" => {
                let text = format!("<urlset><url><loc>{base}/good</loc></url><url><loc>{base}/o");
                Reply::ok("application/xml", text)
            }
            "/good" => Reply::ok("text/html", dataset("\"name\":\"Good\"")),
            _ => Reply::missing(),
        }
    });
    let root = hub(&names(&[("one", &server)]));
    let told = text(&harvest(root.path(), &[]));
    says(&told, "one: read in part, 1 work");
    says(&told, "/sitemap.xml>: not all of the sitemap is read");
    assert_eq!(index(root.path(), "one")["complete"], false);
}

#[test]
fn scripts_in_texts_are_texts() {
    let fields = "\"name\":\"\\u003cscript>alert(1)\\u003c/script>\\u202eevil\",\"url\":\"javascript:alert(2)\",\
                  \"license\":\"javascript:alert(3)\",\"creator\":{\"@type\":\"Person\",\"name\":\"<img src=x onerror=alert(4)>Eve\"},\
                  \"identifier\":\"https://doi.org/10.5555/full-datasets\"";
    let server = site(Box::leak(Box::new([("/evil", fields)])), |_| Reply::missing());
    let root = hub(&names(&[("one", &server)]));
    assert!(harvest(root.path(), &[]).status.success());
    build(root.path());
    let html = read(root.path(), "federation/index.html");
    assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "{html}");
    assert!(!html.contains("href=\"javascript") && !html.contains('\u{202e}'), "{html}");
    says(&html, "evil");
    let joined = read(root.path(), "federation/joined.json");
    assert!(!joined.contains("\"href\":\"javascript"), "{joined}");
}

#[test]
fn what_robots_forbid_is_left_alone() {
    let closed = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => Reply::ok("text/plain", "User-agent: faircat\nDisallow: /\n"),
        _ => Reply::ok("text/html", dataset("\"name\":\"Secret\"")),
    });
    let root = hub(&names(&[("closed", &closed)]));
    let output = harvest(root.path(), &[]);
    assert!(!output.status.success());
    says(&text(&output), "its robots.txt asks programs not to read it");
    assert_eq!(closed.asked(), ["/robots.txt"]);

    let pages: &'static [(&str, &str)] =
        &[("/open", "\"name\":\"Open\""), ("/private/a", "\"name\":\"Secret\"")];
    let half = site(pages, |path| match path {
        "/robots.txt" => Reply::ok("text/plain", "User-agent: *\nDisallow: /private/\n"),
        _ => Reply::missing(),
    });
    let root = hub(&names(&[("half", &half)]));
    assert!(harvest(root.path(), &[]).status.success());
    assert!(!half.asked().contains(&"/private/a".to_owned()));
    assert_eq!(index(root.path(), "half")["works"][0]["title"], "Open");
}

#[test]
fn a_dump_that_is_none_is_told_and_pages_are_read_instead() {
    let pages: &'static [(&str, &str)] = &[("/a", "\"name\":\"From a page\"")];
    let server = site(pages, |path| match path {
        "/void.ttl" => {
            Reply::ok("text/turtle", "<> <http://rdfs.org/ns/void#dataDump> <dump.nq.gz> .")
        }
        "/dump.nq.gz" => Reply::ok("application/gzip", b"\x1f\x8b\x08 no gzip at all".to_vec()),
        _ => Reply::missing(),
    });
    let root = hub(&names(&[("one", &server)]));
    let output = harvest(root.path(), &[]);
    assert!(output.status.success());
    says(&text(&output), "the dump is not read");
    assert_eq!(index(root.path(), "one")["works"][0]["title"], "From a page");
}

#[test]
fn nobody_speaks_for_our_own_pages_or_leads_to_private_ones() {
    let graph = "https://hub.example/datasets/ours/record.jsonld";
    let page = "https://hub.example/datasets/ours/";
    let line = |subject: &str, graph: &str| {
        let class = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Dataset>";
        let name = "<http://schema.org/name> \"Taken over\"";
        format!("<{subject}> {class} <{graph}> .\n<{subject}> {name} <{graph}> .\n")
    };
    let other = "https://elsewhere.example/a/";
    let dump = line(page, graph) + &line(other, &format!("{other}record.jsonld"));
    let server = Server::start(move |request| match request.path.as_str() {
        "/dump.nq" => Reply::ok("application/n-quads", dump.clone()),
        _ => Reply::missing(),
    });
    let settings = format!("federation:\n- {{catalog: '{}dump.nq', name: one}}\n", server.base);
    let root = hub(&settings);
    assert!(harvest(root.path(), &[]).status.success());
    let works = &index(root.path(), "one")["works"];
    assert_eq!(works.as_array().unwrap().len(), 1, "{works}");
    assert_eq!(works[0]["home"], other);

    let mut command = faircat();
    let output = command.args(["harvest", "--root"]).arg(root.path()).output().unwrap();
    assert!(!output.status.success());
    says(&text(&output), "leads to a private one");
}

#[test]
fn a_server_that_never_answers_or_is_busy_ends() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", silent.local_addr().unwrap());
    let busy = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => Reply::missing(),
        _ => Reply::of("429 Slow down", "text/plain", "").with("Retry-After: 3600"),
    });
    let settings =
        format!("{}- {{catalog: '{address}', name: silent}}\n", names(&[("busy", &busy)]));
    let root = hub(&settings);
    let began = Instant::now();
    let output = harvest(root.path(), &[]);
    assert!(began.elapsed().as_secs() < 30);
    assert!(!output.status.success());
    says(&text(&output), "the server asks to wait for 3600 seconds");
    says(&text(&output), "no answer in time");
}

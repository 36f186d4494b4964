//! Servers that are busy, that lead elsewhere, and pages that are not what was asked for.

use std::sync::atomic::{AtomicBool, Ordering};

use super::server::{Reply, Request, Server};
use super::{harvest, hub, index, names, text};
use crate::program::says;

fn page(title: &str) -> String {
    format!(
        "<script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\
         \"@type\":\"Dataset\",\"name\":\"{title}\"}}</script>"
    )
}

/// A site with the pages `/p0` to `/p9`, each as `answer` gives it.
fn ten(answer: impl Fn(usize) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |request| match request.path.as_str() {
        "/sitemap.xml" => sitemap(request, &(0..10).map(|it| format!("p{it}")).collect::<Vec<_>>()),
        path => match path.strip_prefix("/p").and_then(|it| it.parse().ok()) {
            Some(number) => answer(number),
            None => Reply::missing(),
        },
    })
}

fn sitemap(request: &Request, pages: &[String]) -> Reply {
    let base = format!("http://{}/", request.header("host").unwrap());
    let urls: String = pages.iter().map(|it| format!("<url><loc>{base}{it}</loc></url>")).collect();
    Reply::ok("application/xml", format!("<urlset>{urls}</urlset>"))
}

fn works(root: &std::path::Path) -> usize {
    index(root, "one")["works"].as_array().unwrap().len()
}

#[test]
fn a_page_that_leads_to_another_host_costs_itself() {
    let fails = Server::start(|_| Reply::of("503 No", "text/plain", ""));
    let waits =
        Server::start(|_| Reply::of("429 No", "text/plain", "").with("Retry-After: 100000"));
    let gone = "http://127.0.0.1:9/gone".to_owned();
    for elsewhere in [gone, fails.base.clone(), waits.base.clone()] {
        let server = ten(move |number| match number {
            3 => Reply::of("302 Found", "text/plain", "").with(format!("Location: {elsewhere}")),
            _ => Reply::ok("text/html", page(&format!("P{number}"))),
        });
        let root = hub(&names(&[("one", &server)]));
        let told = text(&harvest(root.path(), &[]));
        says(&told, "one: read in part, 9 works");
        says(&told, "/p3>: it leads to 127.0.0.1: ");
    }
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again() {
    let first = AtomicBool::new(true);
    let server = ten(move |number| {
        let reply = Reply::ok("text/html", page(&format!("P{number}")));
        let is_cut = number == 3 && first.swap(false, Ordering::Relaxed);
        if is_cut { reply.cut() } else { reply }
    });
    let root = hub(&names(&[("one", &server)]));
    assert!(harvest(root.path(), &[]).status.success());
    assert_eq!(works(root.path()), 10);
    assert_eq!(server.asked().iter().filter(|it| *it == "/p3").count(), 2);
}

#[test]
fn a_server_that_has_too_much_of_it_is_left_alone() {
    for header in ["X-Nothing: 1", "Retry-After: Thu, 26 Nov 2099 10:00:00 GMT"] {
        let server = ten(move |_| Reply::of("429 Slow down", "text/plain", "").with(header));
        let root = hub(&names(&[("one", &server)]));
        assert!(!harvest(root.path(), &[]).status.success());
        let asked = server.asked().into_iter().filter(|it| it.starts_with("/p")).count();
        assert!(asked <= 15, "{asked} with {header}");
    }
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => Reply::of("429 Slow down", "text/plain", ""),
        _ => Reply::ok("text/html", page("Secret")),
    });
    let root = hub(&names(&[("one", &server)]));
    says(&text(&harvest(root.path(), &[])), "its robots.txt cannot be had");
    assert!(server.asked().iter().all(|it| it == "/robots.txt"));
}

#[test]
fn pages_that_always_fail_keep_no_other_from_being_read() {
    let server = ten(|number| match number {
        0..6 => Reply::of("500 Oops", "text/plain", ""),
        _ => Reply::ok("text/html", page(&format!("P{number}"))),
    });
    let root = hub(&names(&[("one", &server)]));
    says(&text(&harvest(root.path(), &[])), "status 500");
    says(&text(&harvest(root.path(), &[])), "one: read in part, 4 works");
    assert_eq!(works(root.path()), 4);
}

#[test]
fn a_page_that_cannot_be_read_is_no_whole_catalogue() {
    let server = ten(|number| match number {
        3 => Reply::ok("text/html", "<script type='application/ld+json'>{</script>"),
        4 => Reply::of("304 Not Modified", "text/plain", ""),
        5 => Reply::missing(),
        _ => Reply::ok("text/html", page(&format!("P{number}"))),
    });
    let root = hub(&names(&[("one", &server)]));
    let told = text(&harvest(root.path(), &[]));
    says(&told, "one: read in part, 7 works");
    says(&told, "/p4>: the server answers with status 304");
    assert_eq!(index(root.path(), "one")["complete"], false);
}

#[test]
fn what_a_page_describes_beside_its_work_is_told() {
    let server = Server::start(|request| match request.path.as_str() {
        "/sitemap.xml" => sitemap(request, &["many".to_owned()]),
        "/many" => Reply::ok("text/html", page("One of two") + &page("Two of two")),
        _ => Reply::missing(),
    });
    let root = hub(&names(&[("one", &server)]));
    let told = text(&harvest(root.path(), &[]));
    says(&told, "/many>: of a page one work is taken, not what is beside it: ");
    says(&told, "of two");
}

#[test]
fn a_catalogue_may_be_named_by_its_first_page() {
    let server = Server::start(|request| match request.path.as_str() {
        "/cat/sitemap.xml" => sitemap(request, &["cat/a".to_owned(), "other/b".to_owned()]),
        "/cat/a" => Reply::ok("text/html", page("A")),
        _ => Reply::missing(),
    });
    let settings =
        format!("federation:\n- {{catalog: '{}cat/index.html', name: one}}\n", server.base);
    let root = hub(&settings);
    says(&text(&harvest(root.path(), &[])), "one: read, 1 work");
}

#[test]
fn why_a_list_ends_is_told() {
    let server = Server::start(|request| {
        let base = format!("http://{}/", request.header("host").unwrap());
        let number: usize = match request.path.trim_start_matches("/c.ttl").trim_start_matches('?')
        {
            "" if request.path == "/c.ttl" => 0,
            rest => match rest.parse() {
                Ok(number) => number,
                Err(_) => return Reply::missing(),
            },
        };
        if number == 3 {
            return Reply::of("429 Slow down", "text/plain", "").with("Retry-After: 99999");
        }
        Reply::ok(
            "text/turtle",
            format!(
                "<https://x.org/{number}> a <http://www.w3.org/ns/dcat#Dataset> ; \
                 <http://purl.org/dc/terms/title> \"W{number}\" .\n\
                 <> <http://www.w3.org/ns/hydra/core#next> <{base}c.ttl?{}> .",
                number + 1
            ),
        )
    });
    let root = hub(&format!("federation:\n- {{dcat: '{}c.ttl', name: one}}\n", server.base));
    let told = text(&harvest(root.path(), &[]));
    says(&told, "one: read in part, 3 works");
    says(&told, "the server asks to wait for 99999 seconds");
    let problems = index(root.path(), "one")["problems"].clone();
    assert_eq!(problems.as_array().unwrap().len(), 1, "{problems}");
}

//! Harvests that are interrupted go on where they were, and lists that are as they were are not sent
//! again.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::server::{Reply, Request, Server};
use super::{harvest, hub, index, names, text};
use crate::program::{faircat, repository, says};
use crate::waiting::poll_until;

/// Answers of the list, with a work each.
const PARTS: usize = 5;
/// Longer than what was gathered stays unkept.
const SLOW: Duration = Duration::from_millis(700);

/// DataCite's interface, which breaks down at one of its answers.
struct Hub {
    /// The number of that; 0 of none.
    broken: Arc<AtomicUsize>,
    server: Server,
    root: tempfile::TempDir,
}

fn work(number: usize) -> Value {
    let file = repository().join("tests/fixtures/imports/datacite-json/api.json");
    let item: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let mut work = item["data"].clone();
    work["attributes"]["doi"] = json!(format!("10.5555/{number}"));
    work["attributes"]["url"] = json!(format!("https://data.example/{number}"));
    work
}

/// The number of the answer that is asked for.
fn number_of(path: &str) -> Option<usize> {
    path.split("cursor%5D=").nth(1)?.split('&').next()?.parse().ok()
}

impl Hub {
    /// `pause` is how long each answer takes, and `tag` whether it has a name of its version.
    fn new(pause: Duration, tag: bool) -> Hub {
        let broken = Arc::new(AtomicUsize::new(0));
        let breaks = Arc::clone(&broken);
        let server = Server::start(move |request: &Request| {
            let Some(number) = number_of(&request.path) else { return Reply::missing() };
            thread::sleep(pause);
            if number == breaks.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_secs(30));
            }
            let version = format!("\"v{number}\"");
            if tag && request.header("if-none-match") == Some(&version) {
                return Reply::of("304 Not Modified", "application/json", "");
            }
            let base = format!("http://{}/", request.header("host").unwrap());
            let next = format!("{base}dois?page%5Bcursor%5D={}", number + 1);
            let links = if number < PARTS { json!({ "next": next }) } else { json!({}) };
            let answer = json!({ "data": [work(number)], "links": links });
            let reply = Reply::ok("application/json", answer.to_string());
            if tag { reply.with(format!("ETag: {version}")) } else { reply }
        });
        let settings =
            format!("federation:\n- {{datacite: jets, at: '{}', name: one}}\n", server.base);
        Hub { broken, root: hub(&settings), server }
    }

    /// The numbers of the answers that were asked for.
    fn asked(&self) -> Vec<usize> {
        self.server.asked().iter().filter_map(|it| number_of(it)).collect()
    }

    fn homes(&self) -> BTreeSet<String> {
        let works = index(self.root.path(), "one")["works"].clone();
        let homes = works.as_array().unwrap().iter();
        homes.map(|it| it["home"].as_str().unwrap().to_owned()).collect()
    }
}

/// Harvests until it is so, and is killed then.
fn interrupted(root: &Path, is_reached: impl Fn() -> bool) {
    let mut command = faircat();
    command.args(["harvest", "--allow-private", "--pause", "0", "--timeout", "60", "--root"]);
    let mut program = command.arg(root).env("SOURCE_DATE_EPOCH", "1795651200").spawn().unwrap();
    poll_until("what was gathered is kept", || is_reached().then_some(()));
    program.kill().unwrap();
    program.wait().unwrap();
}

#[test]
fn an_interrupted_list_goes_on_where_it_was() {
    let hub = Hub::new(SLOW, false);
    let root = hub.root.path();
    hub.broken.store(4, Ordering::SeqCst);
    let unfinished = root.join("federation/one/unfinished.json");
    // What is asked for next has no answer, so nothing else is asked for.
    interrupted(root, || {
        let text = fs::read_to_string(&unfinished).unwrap_or_default();
        let was_asked = hub.server.was_asked(|path| number_of(path) == Some(4));
        was_asked && text.contains("https://data.example/3")
    });
    assert!(!root.join("federation/one/harvest.json").exists());
    hub.asked();
    hub.broken.store(0, Ordering::SeqCst);
    let told = text(&harvest(root, &[]));
    says(&told, "one: read, 5 works");
    assert_eq!(hub.asked(), [4, 5]);
    assert_eq!(hub.homes().len(), PARTS);
    let left = fs::read_dir(root.join("federation/one")).unwrap().count();
    assert_eq!(left, 2, "the harvest and its statements");
}

#[test]
fn a_list_whose_server_fails_goes_on_there_and_what_was_known_stays() {
    let hub = Hub::new(Duration::ZERO, false);
    let root = hub.root.path();
    says(&text(&harvest(root, &[])), "one: read, 5 works");
    hub.broken.store(3, Ordering::SeqCst);
    let told = text(&harvest(root, &[]));
    says(&told, "cannot be read now");
    assert_eq!(hub.homes().len(), PARTS);
    hub.asked();
    hub.broken.store(0, Ordering::SeqCst);
    says(&text(&harvest(root, &[])), "one: read, 5 works");
    assert_eq!(hub.asked(), [3, 4, 5]);
}

#[test]
fn answers_that_are_as_they_were_are_not_sent_again() {
    let hub = Hub::new(Duration::ZERO, true);
    let root = hub.root.path();
    says(&text(&harvest(root, &[])), "one: read, 5 works");
    let first = index(root, "one");
    hub.server.requests();
    says(&text(&harvest(root, &[])), "one: read, 5 works");
    let asked = hub.server.requests();
    let conditions: Vec<&str> = asked.iter().filter_map(|it| it.header("if-none-match")).collect();
    assert_eq!(conditions, ["\"v1\"", "\"v2\"", "\"v3\"", "\"v4\"", "\"v5\""]);
    assert_eq!(index(root, "one"), first);
}

#[test]
fn interrupted_pages_are_not_asked_for_again() {
    let broken = Arc::new(AtomicUsize::new(4));
    let breaks = Arc::clone(&broken);
    let server = Server::start(move |request| {
        let base = format!("http://{}", request.header("host").unwrap());
        if request.path == "/sitemap.xml" {
            let page = |number| format!("<url><loc>{base}/p{number}</loc></url>");
            let pages: String = (1..=PARTS).map(page).collect();
            return Reply::ok("application/xml", format!("<urlset>{pages}</urlset>"));
        }
        let number = request.path.strip_prefix("/p").and_then(|it| it.parse::<usize>().ok());
        let Some(number) = number else { return Reply::missing() };
        thread::sleep(SLOW);
        if number == breaks.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_secs(30));
        }
        let fields = format!("\"name\":\"Work {number}\",\"@id\":\"{base}/p{number}\"");
        let data =
            format!("{{\"@context\":\"https://schema.org\",\"@type\":\"Dataset\",{fields}}}");
        let script = format!("<script type=\"application/ld+json\">{data}</script>");
        Reply::ok("text/html", format!("<html><head>{script}</head></html>"))
    });
    let root = hub(&names(&[("one", &server)]));
    let unfinished = root.path().join("federation/one/unfinished.json");
    interrupted(root.path(), || {
        let text = fs::read_to_string(&unfinished).unwrap_or_default();
        server.was_asked(|path| path == "/p4") && text.contains("Work 3")
    });
    server.asked();
    broken.store(0, Ordering::SeqCst);
    says(&text(&harvest(root.path(), &[])), "one: read, 5 works");
    let asked: Vec<String> = server.asked().into_iter().filter(|it| it.starts_with("/p")).collect();
    assert_eq!(asked, ["/p4", "/p5"]);
    assert!(!unfinished.exists());
}

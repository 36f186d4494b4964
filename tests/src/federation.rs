//! Other catalogues: harvested from servers on this computer, and found in the site.

mod claims;
mod endpoints;
mod hostile;
mod interrupted;
mod patience;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::program::{faircat, repository, says};
use server::{Reply, Server};

/// A site with a work of its own and `settings` for other catalogues.
fn hub(settings: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("site/site.yaml", &format!("title: Hub\nbase_url: https://hub.example/\n{settings}"));
    let own =
        "kind: dataset\ntitle: Ours\nidentifiers: [doi:10.5555/full-datasets]\nlicense: CC0-1.0\n";
    write("catalog/datasets/ours.yaml", own);
    root
}

fn names(servers: &[(&str, &Server)]) -> String {
    let lines =
        servers.iter().map(|(name, it)| format!("- {{catalog: '{}', name: {name}}}\n", it.base));
    format!("federation:\n{}", lines.collect::<String>())
}

/// `faircat harvest` on the day `2026-11-26`.
fn harvest(root: &Path, arguments: &[&str]) -> Output {
    let mut command = faircat();
    command.args(["harvest", "--allow-private", "--pause", "0", "--timeout", "2"]).args(arguments);
    command.env("SOURCE_DATE_EPOCH", "1795651200").arg("--root").arg(root).output().unwrap()
}

fn build(root: &Path) -> Output {
    let output = faircat().arg("build").arg("--root").arg(root).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    output
}

fn text(output: &Output) -> String {
    let (out, error) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(out), String::from_utf8_lossy(error))
}

fn index(root: &Path, name: &str) -> Value {
    let file = root.join("federation").join(name).join("harvest.json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("_site").join(path)).unwrap()
}

fn query(root: &Path, question: &str) -> String {
    let mut command = faircat();
    command.args(["query", "--federated", "--format", "csv", "--dump"]);
    let output = command.arg(root.join("_site/dump.nq.gz")).arg(question).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    String::from_utf8_lossy(&output.stdout).replace('\r', "")
}

/// A site of faircat whose records are `records`, or imported from the files of `format` in the
/// fixtures.
fn made(base: &str, records: Result<&str, (&str, &str)>) -> PathBuf {
    let root = tempfile::tempdir().unwrap().keep();
    let source = match records {
        Ok(fixture) => repository().join("tests/fixtures").join(fixture),
        Err((format, file)) => {
            let file = repository().join("tests/fixtures/imports").join(format).join(file);
            let mut command = faircat();
            command.args(["import", format]).arg(file).arg("--into").arg(root.join("catalog"));
            assert!(command.output().unwrap().status.success());
            root.clone()
        }
    };
    let mut command = faircat();
    command.args(["build", "--base-url", base]).arg("--out").arg(root.join("_site"));
    assert!(command.arg("--root").arg(source).output().unwrap().status.success());
    root.join("_site")
}

fn every_field() -> Server {
    Server::site(|base| made(base, Ok("every-field")), &[])
}

/// Without a dump: its sitemap and pages are read.
fn croissant() -> Server {
    let without = &["void.ttl", ".well-known/api-catalog", "dump.nq.gz"];
    Server::site(|base| made(base, Err(("croissant", "jets.json"))), without)
}

#[test]
fn three_catalogues_and_a_broken_one_are_one_search_and_one_dataset() {
    let cern = Server::site(|base| made(base, Err(("cern-opendata", "full.json"))), &[]);
    let (ours, jets) = (every_field(), croissant());
    let broken = Server::start(|_| Reply::of("500 Oops", "text/plain", "oops"));
    let all = [("full", &ours), ("cern", &cern), ("jets", &jets), ("broken", &broken)];
    let root = hub(&names(&all));
    let root = root.path();
    let output = harvest(root, &[]);
    assert!(output.status.success(), "{}", text(&output));
    for line in ["full: read, 5 works (dump", "jets: read, 1 work (sitemap and JSON-LD"] {
        says(&text(&output), line);
    }
    says(&text(&output), "its robots.txt cannot be had (the server answers with status 500)");
    build(root);

    let page = read(root, "federation/index.html");
    says(&page, "<time datetime=\"2026-11-26\">");
    says(&page, "<strong>failed</strong> on 2026-11-26: its robots.txt cannot be had");
    says(&page, "CC0-1.0</td><td>MIT</td></tr>");
    let joined: Value = serde_json::from_str(&read(root, "federation/joined.json")).unwrap();
    let members = joined[0]["members"].as_array().unwrap();
    let catalogs: Vec<&Value> = members.iter().map(|it| &it["catalog"]).collect();
    // The third shares a file with the second alone, which joins it with nobody else.
    assert_eq!(catalogs.len(), 2, "{joined}");
    assert!(catalogs[0].is_null() && members[0]["href"] == "datasets/ours/", "{joined}");
    let list: Value = serde_json::from_str(&read(root, "federation/catalogs.json")).unwrap();
    let works: Vec<u64> = list["catalogs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["works"].as_u64().unwrap())
        .collect();
    assert_eq!(works.len(), 4);
    assert_eq!((works[0], works[2], works[3]), (5, 1, 0));
    for part in list["catalogs"][2]["search"].as_array().unwrap() {
        assert!(root.join("_site").join(part.as_str().unwrap()).join("pagefind.js").is_file());
    }

    let answer = query(root, "SELECT DISTINCT ?g { GRAPH ?g { ?w schema:name 'Toy jets' } }");
    assert_eq!(answer, format!("g\n{}datasets/croissant-toy-jets/\n", jets.base));
    let same = "SELECT (COUNT(*) AS ?n) { GRAPH <https://hub.example/federation/> { ?a schema:sameAs ?b } }";
    assert_eq!(query(root, same), "n\n1\n");
    let own = "SELECT ?c { <https://hub.example/datasets/ours/> schema:license ?c }";
    assert_eq!(query(root, own).lines().count(), 2);
    says(&read(root, "search/index.html"), "data-federated> also in 3 other catalogues");
    says(&read(root, "sparql/index.html"), "data-federated-switch");
}

#[test]
fn the_endpoint_answers_over_all_catalogues_too() {
    let ours = every_field();
    let root = hub(&names(&[("full", &ours)]));
    let settings = root.path().join("site/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("hub.example/", "hub.example/cat/")).unwrap();
    assert!(harvest(root.path(), &[]).status.success());
    let server = crate::serve::server::start_in(root);
    let ask = |path: &str| {
        let question = "SELECT+%3Ft+%7B%3Fw+a+fair4ml%3AMLModel%3B+schema%3Aname+%3Ft%7D";
        server.get(&format!("/cat/{path}?query={question}"))
    };
    let own = ask("sparql");
    assert_eq!((own.status, own.body.contains("\"value\":\"Full\"")), (200, false), "{own:?}");
    let all = ask("sparql/federated");
    assert_eq!((all.status, all.body.contains("\"value\":\"Full\"")), (200, true), "{all:?}");
    assert_eq!(server.get("/cat/sparql/federated").status, 400);
}

#[test]
fn what_has_not_changed_is_not_sent_again_and_harvests_are_the_same() {
    let (dump, pages) = (every_field(), croissant());
    let settings = names(&[("dump", &dump), ("pages", &pages)]);
    let (one, two) = (hub(&settings), hub(&settings));
    for root in [one.path(), two.path(), one.path()] {
        dump.requests();
        pages.requests();
        assert!(harvest(root, &[]).status.success());
    }
    let asked = dump.requests();
    let again = asked.iter().find(|it| it.path == "/dump.nq.gz").unwrap();
    assert!(again.header("if-none-match").is_some(), "{asked:?}");
    assert!(again.header("user-agent").unwrap().starts_with("faircat/"));
    let unconditional =
        pages.requests().into_iter().filter(|it| it.header("if-none-match").is_none());
    let unconditional: Vec<String> = unconditional.map(|it| it.path).collect();
    assert!(unconditional.iter().all(|it| !it.contains("datasets/")), "{unconditional:?}");
    for name in ["dump", "pages"] {
        let files = |root: &Path| {
            let items = fs::read_dir(root.join("federation").join(name)).unwrap();
            let mut files: Vec<_> = items
                .map(|it| it.unwrap().path())
                .map(|it| (it.file_name().unwrap().to_owned(), fs::read(it).unwrap()))
                .collect();
            files.sort();
            files
        };
        assert_eq!(files(one.path()), files(two.path()), "{name}");
        assert_eq!(files(one.path()).len(), 2);
    }
}

#[test]
fn a_catalogue_that_fails_keeps_what_it_had() {
    let fails = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let now = std::sync::Arc::clone(&fails);
    let page = "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\
                \"@type\":\"Dataset\",\"name\":\"Kept\"}</script>";
    let server = Server::start(move |request| match request.path.as_str() {
        _ if now.load(std::sync::atomic::Ordering::SeqCst) => Reply::of("503 No", "text/plain", ""),
        "/" => Reply::ok("text/html", page),
        _ => Reply::missing(),
    });
    let root = hub(&names(&[("one", &server)]));
    assert!(harvest(root.path(), &[]).status.success());
    fails.store(true, std::sync::atomic::Ordering::SeqCst);
    let output = harvest(root.path(), &[]);
    assert!(!output.status.success());
    says(&text(&output), "what it had on 2026-11-26 is kept");
    let kept = index(root.path(), "one");
    assert_eq!(kept["works"][0]["title"], "Kept");
    assert!(kept["failed"].as_str().unwrap().contains("robots.txt"));
    build(root.path());
    says(&query(root.path(), "SELECT ?n { ?w schema:name ?n }"), "Kept");
}

#[test]
fn fair4ml_is_read_under_either_address_and_written_under_its_own() {
    let page = "{\"@context\":{\"fair4ml\":\"https://w3id.org/fair4ml/\",\"@vocab\":\"https://schema.org/\"},\
                \"@type\":\"fair4ml:MLModel\",\"@id\":\"\",\"name\":\"Net\",\"fair4ml:mlTask\":\"tagging\"}";
    let server = Server::start(move |request| match request.path.as_str() {
        "/sitemap.xml" => {
            let base = format!("http://{}/", request.header("host").unwrap());
            Reply::ok(
                "application/xml",
                format!("<urlset><url><loc>{base}net</loc></url></urlset>"),
            )
        }
        "/net" => Reply::ok("application/ld+json", page),
        _ => Reply::missing(),
    });
    let root = hub(&names(&[("one", &server)]));
    assert!(harvest(root.path(), &[]).status.success());
    assert_eq!(index(root.path(), "one")["works"][0]["kind"], "model");
    build(root.path());
    let task = query(root.path(), "SELECT ?t { ?m a fair4ml:MLModel ; fair4ml:mlTask ?t }");
    assert_eq!(task, "t\ntagging\n");
}

#[test]
fn settings_that_cannot_be_are_told_with_their_place() {
    let root = hub(
        "federation:\n- catalog: ftp://x.org/\n- {}\n- {catalog: 'https://x.org', dcat: 'https://x.org/a'}\n",
    );
    let output = faircat().args(["check", "--root"]).arg(root.path()).output().unwrap();
    let told = text(&output);
    assert!(!output.status.success());
    for wanted in
        ["`ftp://x.org/` is no web address", "site/site.yaml:4", "both `catalog` and `dcat`"]
    {
        says(&told, wanted);
    }
    let root = hub("federation:\n- catalog: https://x.example/\n");
    let output = faircat().args(["check", "--root"]).arg(root.path()).output().unwrap();
    says(&text(&output), "the catalogue `x-example` was not harvested yet");
    let output = harvest(hub("").path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    says(&text(&output), "the settings name no other catalogue");
}

#[test]
fn a_site_without_other_catalogues_knows_nothing_of_them() {
    let root = hub("");
    build(root.path());
    assert!(!root.path().join("_site/federation").exists());
    for page in ["index.html", "search/index.html", "sparql/index.html"] {
        let html = read(root.path(), page);
        assert!(!html.contains("federat"), "{page}");
    }
}

#[test]
fn a_harvest_that_somebody_changed_is_not_shown() {
    let server = every_field();
    let root = hub(&names(&[("one", &server)]));
    assert!(harvest(root.path(), &[]).status.success());
    let folder = root.path().join("federation/one");
    let file = index(root.path(), "one")["statements"]["file"].as_str().unwrap().to_owned();
    fs::write(folder.join(file), "<http://x.org/> <http://x.org/> \"changed\" .\n").unwrap();
    let output = build(root.path());
    says(&text(&output), "is not as it was harvested; this catalogue is not shown");
    says(&read(root.path(), "federation/index.html"), "<strong>not shown</strong>");
}

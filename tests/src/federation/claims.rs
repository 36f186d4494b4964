//! What a catalogue says of others, of this one, and of far too much.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::server::{Reply, Server};
use super::{build, harvest, hub, index, query, read, text};
use crate::program::says;

const TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

/// A dump of one page for each of `works`: its address, class, and fields as they follow a subject.
fn dump(works: &[(&str, &str, &[String])]) -> String {
    let of = |(page, class, fields): &(&str, &str, &[String])| {
        let graph = format!("{page}record.jsonld");
        let class = format!("{TYPE} <http://schema.org/{class}>");
        let line = |rest: &str| format!("<{page}> {rest} <{graph}> .\n");
        std::iter::once(line(&class)).chain(fields.iter().map(|it| line(it))).collect::<String>()
    };
    works.iter().map(of).collect()
}

fn name(text: &str) -> String {
    format!("<http://schema.org/name> \"{text}\"")
}

fn summary(text: &str) -> String {
    format!("<http://schema.org/description> \"{text}\"")
}

fn same(address: &str) -> String {
    format!("<http://schema.org/sameAs> <{address}>")
}

/// A server of the dumps `/NAME.nq`.
fn dumps(files: Vec<(&'static str, String)>) -> Server {
    Server::start(move |request| {
        let found = files.iter().find(|(name, _)| request.path == format!("/{name}.nq"));
        match found {
            Some((_, dump)) => Reply::ok("application/n-quads", dump.clone()),
            None => Reply::missing(),
        }
    })
}

fn settings(server: &Server, of: &[&str]) -> String {
    let line = |it: &&str| format!("- {{catalog: '{}{it}.nq', name: {it}}}\n", server.base);
    format!("federation:\n{}", of.iter().map(line).collect::<String>())
}

fn joined(root: &Path) -> Value {
    serde_json::from_str(&read(root, "federation/joined.json")).unwrap()
}

const OURS: &str = "https://hub.example/datasets/ours/";
const THEIRS: &str = "https://theirs.example/a/";

#[test]
fn a_stranger_makes_one_of_no_two_works_of_others() {
    let theirs = dump(&[(THEIRS, "Dataset", &[name("Theirs"), summary("Their own words")])]);
    let fields = [name("Bridge"), summary("Words of a stranger"), same(OURS), same(THEIRS)];
    let bridge = dump(&[("https://bridge.example/b/", "Dataset", &fields)]);
    let server = dumps(vec![("theirs", theirs), ("bridge", bridge)]);
    for order in [["theirs", "bridge"], ["bridge", "theirs"]] {
        let root = hub(&settings(&server, &order));
        assert!(harvest(root.path(), &[]).status.success());
        build(root.path());
        let groups = joined(root.path());
        assert_eq!(groups.as_array().unwrap().len(), 1, "{groups}");
        assert_eq!(groups[0]["members"].as_array().unwrap().len(), 2, "{groups}");
        assert_eq!(groups[0]["shared"][0], OURS.trim_end_matches('/'), "{groups}");
        let question = format!("SELECT ?b {{ <{OURS}> schema:sameAs ?b }}");
        let answer = query(root.path(), &question);
        assert!(answer.contains("https://bridge.example/b/"), "{answer}");
        assert!(!answer.contains(THEIRS), "{answer}");
    }
}

#[test]
fn the_text_of_a_licence_joins_nothing() {
    let sum = "ab".repeat(32);
    let file = |page: &str, name: &str| {
        let graph = format!("{page}record.jsonld");
        format!(
            "<{page}> <http://schema.org/distribution> _:f <{graph}> .\n\
             _:f <http://schema.org/name> \"{name}\" <{graph}> .\n\
             _:f <http://schema.org/sha256> \"{sum}\" <{graph}> .\n"
        )
    };
    let (one, two) = ("https://one.example/a/", "https://two.example/b/");
    for (file_name, groups) in [("LICENSE", 0), ("code.tar.gz", 1)] {
        let of = |page: &str, title: &str| {
            dump(&[(page, "SoftwareSourceCode", &[name(title)])]) + &file(page, file_name)
        };
        let server = dumps(vec![("one", of(one, "One")), ("two", of(two, "Two"))]);
        let root = hub(&settings(&server, &["one", "two"]));
        assert!(harvest(root.path(), &[]).status.success());
        build(root.path());
        assert_eq!(joined(root.path()).as_array().unwrap().len(), groups, "{file_name}");
    }
}

#[test]
fn whatever_a_graph_is_about_it_lands_in_that_of_no_other_catalogue() {
    let theirs = dump(&[(THEIRS, "Dataset", &[name("Theirs")])]);
    let squat = dump(&[
        (THEIRS, "Person", &[name("Squat")]),
        ("https://squat.example/w/", "Dataset", &[name("A work")]),
    ]);
    let server = dumps(vec![("theirs", theirs), ("squat", squat)]);
    for (order, other) in [(["theirs", "squat"], "Squat"), (["squat", "theirs"], "Theirs")] {
        let root = hub(&settings(&server, &order));
        assert!(harvest(root.path(), &[]).status.success());
        build(root.path());
        let question = format!("SELECT ?n {{ GRAPH <{THEIRS}> {{ ?s schema:name ?n }} }}");
        let first = if other == "Squat" { "Theirs" } else { "Squat" };
        assert_eq!(query(root.path(), &question), format!("n\n{first}\n"));
        let graph = format!("{THEIRS}#in-{}", order[1]);
        let question = format!("SELECT ?n {{ GRAPH <{graph}> {{ ?s schema:name ?n }} }}");
        assert_eq!(query(root.path(), &question), format!("n\n{other}\n"));
    }
}

#[test]
fn nobody_speaks_for_our_pages_even_if_where_they_are_was_not_known_yet() {
    let squat = dump(&[
        ("http://hub.example/datasets/ours/", "Dataset", &[name("Squat")]),
        ("https://hub.example/people/me/", "Person", &[name("Squatter")]),
        ("https://squat.example/w/", "Dataset", &[name("A work")]),
    ]);
    let server = dumps(vec![("squat", squat)]);
    let root = hub(&settings(&server, &["squat"]));
    let file = root.path().join("site/site.yaml");
    let known = fs::read_to_string(&file).unwrap();
    fs::write(&file, known.replace("base_url: https://hub.example/\n", "")).unwrap();
    assert!(harvest(root.path(), &[]).status.success());
    fs::write(&file, known).unwrap();
    build(root.path());
    says(&read(root.path(), "federation/index.html"), "1 work of 1 other catalogue");
    let names = query(root.path(), "SELECT ?n { ?s schema:name ?n }");
    assert!(names.contains("A work") && !names.contains("Squat"), "{names}");
    let told = "SELECT ?w { GRAPH ?g { ?w schema:includedInDataCatalog ?c } \
                FILTER(CONTAINS(STR(?g), '#harvest') && CONTAINS(STR(?w), 'hub.example')) }";
    assert_eq!(query(root.path(), told), "w\n");
    // And at a harvest that knows it.
    assert!(harvest(root.path(), &[]).status.success());
    assert_eq!(index(root.path(), "squat")["works"].as_array().unwrap().len(), 1);
}

#[test]
fn our_creators_go_by_their_names() {
    let theirs = dump(&[(THEIRS, "Dataset", &[name("Theirs"), same(OURS)])]);
    let agent = "<https://theirs.example/a/#me>";
    let graph = format!("<{THEIRS}record.jsonld>");
    let creator = format!(
        "<{THEIRS}> <http://schema.org/creator> {agent} {graph} .\n\
         {agent} <http://schema.org/name> \"Jane Doe\" {graph} .\n"
    );
    let server = dumps(vec![("theirs", theirs + &creator)]);
    let root = hub(&settings(&server, &["theirs"]));
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("catalog/people/jane.yaml", "kind: person\nname: Jane Doe\n");
    write(
        "catalog/datasets/ours.yaml",
        "kind: dataset\ntitle: Ours\nlicense: CC0-1.0\nauthors: [people/jane]\n",
    );
    assert!(harvest(root.path(), &[]).status.success());
    build(root.path());
    let groups = joined(root.path());
    let fields: Vec<&Value> =
        groups[0]["differences"].as_array().unwrap().iter().map(|it| &it["field"]).collect();
    assert_eq!(fields, ["Title"], "{groups}");
}

#[test]
fn a_catalogue_in_rdf_xml_that_unfolds_to_gigabytes_costs_itself() {
    let levels: String = (1..10)
        .map(|it| format!("<!ENTITY e{it} \"{}\">", format!("&e{};", it - 1).repeat(10)))
        .collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE rdf:RDF [<!ENTITY e0 \"aaaaaaaaaa\">{levels}]>\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
         xmlns:d=\"http://purl.org/dc/terms/\"><rdf:Description rdf:about=\"https://x.org/\">\
         <d:title>&e9;</d:title></rdf:Description></rdf:RDF>"
    );
    let turtle = format!(
        "@prefix p: <http://x.org/{}> .\n{}",
        "a".repeat(1 << 20),
        "p:a p:b p:c .\n".repeat(2000)
    );
    let server = Server::start(move |request| match request.path.as_str() {
        "/bomb.rdf" => Reply::ok("application/rdf+xml", bomb.clone()),
        "/prefix.ttl" => Reply::ok("text/turtle", turtle.clone()),
        "/good.nq" => Reply::ok(
            "application/n-quads",
            dump(&[("https://good.example/a/", "Dataset", &[name("Good")])]),
        ),
        _ => Reply::missing(),
    });
    let base = &server.base;
    let root = hub(&format!(
        "federation:\n- {{dcat: '{base}bomb.rdf', name: bomb}}\n\
         - {{dcat: '{base}prefix.ttl', name: prefix}}\n- {{catalog: '{base}good.nq', name: good}}\n"
    ));
    let output = harvest(root.path(), &[]);
    assert!(output.status.success(), "{}", text(&output));
    says(&text(&output), "it declares a document type");
    says(&text(&output), "its statements take more than");
    assert_eq!(index(root.path(), "good")["works"][0]["title"], "Good");
}

#[test]
fn a_work_with_too_many_statements_costs_the_rest_of_them() {
    let page = "https://much.example/a/";
    let more: Vec<String> =
        (0..25_000).map(|it| format!("<http://schema.org/keywords> \"{it}\"")).collect();
    let fields: Vec<String> = std::iter::once(name("Much")).chain(more).collect();
    let other = ("https://much.example/b/", "Dataset", [name("Other")]);
    let both = dump(&[(page, "Dataset", &fields), (other.0, other.1, &other.2)]);
    let server = dumps(vec![("much", both)]);
    let root = hub(&settings(&server, &["much"]));
    let output = harvest(root.path(), &[]);
    says(&text(&output), "much: read in part, 2 works");
    says(&text(&output), "it has too many statements; 5002 are left out");
}

#[test]
fn a_catalogue_has_few_licences_to_choose_from() {
    let works: Vec<(String, Vec<String>)> = (0..60)
        .map(|it| {
            let licence = if it < 30 { "MIT".to_owned() } else { format!("Licence number {it}") };
            let fields =
                vec![name(&format!("W{it}")), format!("<http://schema.org/license> \"{licence}\"")];
            (format!("https://many.example/{it}/"), fields)
        })
        .collect();
    let lines: Vec<(&str, &str, &[String])> =
        works.iter().map(|(page, fields)| (page.as_str(), "Dataset", fields.as_slice())).collect();
    let server = dumps(vec![("many", dump(&lines))]);
    let root = hub(&settings(&server, &["many"]));
    assert!(harvest(root.path(), &[]).status.success());
    build(root.path());
    let folder = root.path().join("_site/federation/many/search/0/filter");
    let filters = fs::read_dir(folder).unwrap().map(|it| fs::read(it.unwrap().path()).unwrap());
    let mut texts = String::new();
    for bytes in filters {
        let mut reader = flate2::read::MultiGzDecoder::new(bytes.as_slice());
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut content).unwrap();
        texts.push_str(&String::from_utf8_lossy(&content));
    }
    assert!(texts.contains("MIT") && texts.contains("other"), "{texts}");
    assert!(!texts.contains("Licence number"), "{texts}");
}

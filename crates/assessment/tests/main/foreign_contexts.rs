//! Other people's JSON-LD under the contexts that are built in, and under those of their own.

use std::collections::BTreeSet;
use std::fs;

use faircat_assessment::foreign::{self, Foreign, ForeignError};
use serde_json::{Map, Value, json};

use crate::inputs::shared;

fn read(document: &Value) -> Result<Foreign, ForeignError> {
    foreign::read_json_ld(&document.to_string(), None)
}

/// What is said of `https://x.org/d`, as N-Triples without subject.
fn said(page: &Foreign) -> BTreeSet<String> {
    let about = page.graph.triples().iter().filter(|it| it.subject == page.root);
    about.map(|it| format!("{} {}", it.predicate, it.object)).collect()
}

/// A dataset under `context` with `value` of each of `terms`.
fn dataset(context: &Value, terms: &[&String], value: impl Fn(&str) -> Value) -> Value {
    let mut node = Map::new();
    node.insert("@context".to_owned(), context.clone());
    node.insert("@id".to_owned(), json!("https://x.org/d"));
    node.insert("@type".to_owned(), json!("http://schema.org/Dataset"));
    node.extend(terms.iter().map(|term| ((*term).clone(), value(term))));
    Value::Object(node)
}

#[test]
fn the_contexts_that_are_built_in_say_what_the_published_ones_say() {
    for (file, address) in [
        ("schemaorg-30.0", "https://schema.org/"),
        ("codemeta-2.0", "https://doi.org/10.5063/schema/codemeta-2.0"),
        ("codemeta-3.0", "https://w3id.org/codemeta/3.0"),
        ("codemeta-3.1", "https://w3id.org/codemeta/3.1"),
        ("fair4ml-0.1.0", "https://w3id.org/fair4ml"),
        ("rocrate-1.1", "https://w3id.org/ro/crate/1.1/context"),
        ("rocrate-1.2", "https://w3id.org/ro/crate/1.2/context"),
        ("rocrate-1.3", "https://w3id.org/ro/crate/1.3/context"),
    ] {
        let Some(path) = shared(&format!("standards/contexts/{file}.jsonld")) else { return };
        let published: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let published = &published["@context"];
        let terms = published.as_object().unwrap().keys();
        let terms: Vec<&String> =
            terms.filter(|it| !it.starts_with('@') && *it != "id" && *it != "type").collect();
        assert!(terms.len() > 40, "{file}");
        let both = |value: &dyn Fn(&str) -> Value| {
            let document = |context: &Value| dataset(context, &terms, value);
            [document(published), document(&json!(address))].map(|it| said(&read(&it).unwrap()))
        };
        let [expected, found] = both(&|term| json!({"@value": format!("of {term}")}));
        assert_eq!(found, expected, "{file}");
        // Which of the values are addresses, only schema.org's own context may say; a licence may
        // always be its name.
        if file.starts_with("schemaorg") {
            let [expected, found] = both(&|term| json!(format!("https://x.org/{term}")));
            let differences: Vec<&String> = expected.symmetric_difference(&found).collect();
            assert!(differences.iter().all(|it| it.contains("/license")), "{differences:?}");
        }
    }
}

#[test]
fn terms_mean_what_their_contexts_say() {
    let software = json!({"@context": "https://w3id.org/codemeta/3.1", "type": "SoftwareSourceCode",
        "name": "S", "softwareRequirements": "numpy", "maintainer": "M", "readme": "R",
        "author": [{"givenName": "A"}, {"givenName": "B"}]});
    let said_of_it = said(&read(&software).unwrap()).into_iter().collect::<Vec<_>>().join("\n");
    for statement in [
        "<http://schema.org/softwareRequirements> \"numpy\"",
        "<http://schema.org/maintainer> \"M\"",
        "<https://w3id.org/codemeta/readme> \"R\"",
        "<http://schema.org/author> _:",
    ] {
        assert!(said_of_it.contains(statement), "{statement}: {said_of_it}");
    }
    let input = |version: &str| {
        let context = format!("https://w3id.org/ro/crate/{version}/context");
        said(&read(&dataset(&json!(context), &[&"input".to_owned()], |_| json!("x"))).unwrap())
    };
    let about = |address: &str| format!("<https://bioschemas.org/{address}> \"x\"");
    assert!(input("1.1").contains(&about("ComputationalWorkflow#input")));
    assert!(input("1.3").contains(&about("terms/input")));
}

#[test]
fn contexts_within_terms_and_types_hold_there_alone() {
    let inner = |iri: &str| json!({"name": iri});
    let document = json!({"@context": {"@vocab": "http://schema.org/",
            "about": {"@id": "http://schema.org/about", "@context": inner("https://x.org/about")},
            "Special": {"@id": "https://x.org/Special", "@context": inner("https://x.org/special")},
            "parts": {"@reverse": "isPartOf"}},
        "@id": "https://x.org/d", "@type": "Dataset", "name": "D",
        "about": {"@id": "https://x.org/a", "name": "A"},
        "hasPart": {"@id": "https://x.org/s", "@type": "Special", "name": "S"},
        "parts": {"@id": "https://x.org/p", "@type": "Dataset"}});
    let page = read(&document).unwrap().choose("https://x.org/d").unwrap();
    let all: Vec<String> = page.graph.triples().iter().map(ToString::to_string).collect();
    for statement in [
        "<https://x.org/d> <http://schema.org/name> \"D\"",
        "<https://x.org/a> <https://x.org/about> \"A\"",
        "<https://x.org/s> <https://x.org/special> \"S\"",
        "<https://x.org/p> <http://schema.org/isPartOf> <https://x.org/d>",
    ] {
        assert!(all.iter().any(|it| it == statement), "{statement}: {all:#?}");
    }
}

#[test]
fn what_is_no_json_ld_is_left_out_and_told() {
    let sound = json!({"@id": "https://x.org/d", "@type": "Dataset", "name": "D"});
    let broken = json!({"@type": ["Dataset", 5], "name": "Broken"});
    let graph = json!({"@context": "https://schema.org", "@graph": [broken, sound]});
    let page = read(&graph).unwrap();
    assert_eq!(page.left_out, ["`Broken` is left out: invalid `@type` value"]);
    let alone = json!({"@context": "https://schema.org", "@type": ["Dataset", 5]});
    let refused = read(&alone).unwrap_err().to_string();
    assert_eq!(refused, "the JSON-LD cannot be read: invalid `@type` value");

    let context = json!(["https://schema.org", "./context.json", {"my term": "no iri"}]);
    let page = read(&dataset(&context, &[], |_| json!(null))).unwrap();
    assert_eq!(
        page.left_out,
        [
            "the context `./context.json` is not built in, and nothing is fetched",
            "the term `my term` is left out: its context gives it no IRI",
        ]
    );
}

#[test]
fn contexts_that_cost_without_end_are_refused() {
    let terms = |count: usize| -> Map<String, Value> {
        (0..count).map(|it| (format!("t{it}"), json!(format!("https://x.org/{it}")))).collect()
    };
    let scoped = json!({"p": {"@id": "https://x.org/p", "@context": terms(2000)}});
    let used = |value: Value| {
        json!({"@context": ["https://schema.org", scoped], "@type": "Dataset", "name": "D",
            "p": vec![value; 20_000]})
    };
    let within = json!({"@context": ["https://schema.org", terms(50_000)], "@type": "Dataset",
        "name": "D", "hasPart": vec![json!({"@context": {}, "name": "x"}); 900]});
    for document in [used(json!("x")), used(json!({"name": "x"})), within] {
        let refused = read(&document).unwrap_err().to_string();
        assert!(refused.ends_with("too large, or used too often"), "{refused}");
    }
    // Each name would begin with the megabyte, or with a part of it after the other.
    let part = |it: usize| format!("t{}:{}", it + 1, "x".repeat(1000));
    let chain: Map<String, Value> =
        (0..900).map(|it| (format!("t{it}"), json!(part(it)))).collect();
    let long = json!({"@vocab": format!("https://x.org/{}#", "x".repeat(1_000_000))});
    for context in [long, json!(chain), json!({"p": {"@id": format!("t:{}", "x".repeat(900_000))}})]
    {
        let nodes = vec![json!({"@type": "T", "p": "x"}); 3000];
        let refused = read(&json!({"@context": context, "@graph": nodes})).unwrap_err().to_string();
        assert!(refused.ends_with("its contexts make names far too long"), "{refused}");
    }
    let modest = json!({"@context": ["https://schema.org", scoped], "@type": "Dataset",
        "name": "D", "p": [{"t1": "x"}, {"t2": "y"}]});
    assert!(read(&modest).is_ok());
}

#[test]
fn large_and_deep_documents_are_read_or_refused_in_a_moment() {
    let words: Vec<String> = (0..20_000).map(|it| format!("k{it}")).collect();
    let turned = words.iter().rev().collect::<Vec<_>>();
    // Each is compared with no other: that would take the square of their length.
    let node = |keywords: Value| json!({"@type": "Dataset", "name": "D", "keywords": keywords});
    let twins = [node(json!(words)), node(json!(turned))];
    assert!(read(&json!({"@context": "https://schema.org", "@graph": twins})).is_ok());
    let named = json!({"@context": "https://schema.org", "@id": "https://x.org/g", "name": "G",
        "hasPart": {"@graph": twins}});
    assert!(read(&named).is_err_and(|refused| refused.to_string().contains("inner graphs")));

    let nested = |depth: usize| {
        let inner = (0..depth).fold(json!("x"), |inner, _| json!({"hasPart": inner}));
        json!({"@context": "https://schema.org", "@type": "Dataset", "name": "D", "hasPart": inner})
    };
    assert!(read(&nested(60)).is_ok());
    let refused = read(&nested(100)).unwrap_err().to_string();
    assert_eq!(refused, "the JSON-LD cannot be read: it is nested more than 64 deep");
}

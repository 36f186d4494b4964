//! The statements of our own documents are those that a general JSON-LD processor finds.

use std::fs;
use std::path::Path;

use faircat::catalog::Catalog;
use faircat::linked_data::graph::Graph;
use faircat::linked_data::{Source, document, serialization};
use faircat::loading::load;
use faircat::site::{Site, SiteConfig};
use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, Literal, NamedNode, Term, Triple};
use oxttl::{NQuadsParser, TurtleParser};
use serde_json::{Value, json};

use crate::program::shared;

fn assert_same(document: &Value) {
    let ours = Graph::of_document(document.as_object().unwrap()).unwrap();
    let general = Graph::from_json_ld(&document.to_string()).unwrap();
    assert_eq!(ours.triples(), general.triples(), "of {document}");
    assert_reads_back(&ours);
}

/// Reads the texts of `graph` with a parser that is not ours.
fn assert_reads_back(graph: &Graph) {
    let mut turtle = String::new();
    serialization::turtle_prefixes(&mut turtle);
    serialization::turtle(graph.triples(), &mut turtle);
    let read: Result<Vec<Triple>, _> = TurtleParser::new().for_slice(turtle.as_bytes()).collect();
    assert_eq!(Graph::new(read.unwrap()).triples(), graph.triples(), "{turtle}");

    let mut nquads = String::new();
    serialization::nquads(graph.triples(), "https://e.org/graph", &mut nquads);
    let read = NQuadsParser::new().for_slice(nquads.as_bytes());
    let triples = read.map(|quad| {
        let quad = quad.unwrap();
        assert_eq!(quad.graph_name.to_string(), "<https://e.org/graph>");
        Triple::from(quad)
    });
    assert_eq!(Graph::new(triples.collect()).triples(), graph.triples(), "{nquads}");
}

#[test]
fn any_text_survives_turtle_and_n_quads() {
    let subject = NamedNode::new("https://e.org/a").unwrap();
    let name = NamedNode::new("http://schema.org/name").unwrap();
    let objects: [Term; 9] = [
        Literal::new_simple_literal("\u{0}\u{8}\t\n\r\u{1b}\"\\\u{7f}é🦀 </script>").into(),
        Literal::new_language_tagged_literal("x", "en").unwrap().into(),
        Literal::new_typed_literal("-007", xsd::INTEGER).into(),
        Literal::new_typed_literal("-", xsd::INTEGER).into(),
        Literal::new_typed_literal("true", xsd::BOOLEAN).into(),
        Literal::new_typed_literal("1.50", xsd::DECIMAL).into(),
        NamedNode::new("http://schema.org/1st").unwrap().into(),
        NamedNode::new("https://e.org/(ü)#a.b").unwrap().into(),
        BlankNode::new("b0").unwrap().into(),
    ];
    let triples = objects.map(|object| Triple::new(subject.clone(), name.clone(), object));
    assert_reads_back(&Graph::new(triples.into()));
}

/// Compares the documents of all records of a catalogue; gives their number.
fn compare(catalog: &Catalog) -> usize {
    let site = Site::new(SiteConfig::default(), Some("https://example.org/a b/")).unwrap();
    for entry in &catalog.entries {
        let record = entry.record();
        let source = Source { site: &site, catalog, entry, record: &record };
        assert_same(&Value::Object(document(&source)));
    }
    catalog.entries.len()
}

#[test]
fn the_catalogues_own_documents_say_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    assert!(compare(&load(&root).0) > 10);
    assert!(compare(&load(&root.join("tests/fixtures/verified")).0) > 3);
}

#[test]
fn odd_documents_say_the_same() {
    let context = &*faircat::linked_data::context::CONTEXT;
    let cases = [
        json!({"@id": "https://e.org/a", "name": [true, 5, -7, 0.5, "x", null]}),
        json!({"@id": "https://e.org/a", "url": "https://e.org/b c", "sameAs": "relative"}),
        json!({"@id": "https://e.org/a", "sameAs": ["doi:10.1/a", "dcat:Dataset", "urn:x:y"]}),
        json!({"@id": "https://e.org/a", "sameAs": ["https://e.org:80/?a=b#c", "http://[::1]/"]}),
        json!({"@id": "https://e.org/a", "sameAs": ["https://e.org/%zz", "https://e.org/ü"]}),
        json!({"@id": "https://e.org/a", "author": {"name": "no identifier"}}),
        json!({"@id": "https://e.org/a", "@type": ["Dataset", "dcat:Dataset", "https://e.org/C"]}),
        json!({"@id": "https://e.org/a", "dateCreated": ["2011", {"@value": "x", "@type": "xsd:date"}]}),
        json!({"@id": "https://e.org/a", "name": {"@value": "x", "@language": "EN"}}),
        json!({"@id": "https://e.org/a", "name": {"@value": 5, "@type": "xsd:decimal"}}),
        json!({"@id": "_:b0", "name": ["twice", "once", "twice"]}),
        json!({"@id": "https://e.org/a", "schema:name": "x", "unknown": 1, "od-d": 2}),
        json!({"@graph": [{"@id": "https://e.org/a", "name": "x"}, {"@id": "https://e.org/b"}]}),
        json!({"@id": "https://e.org/a", "hasPart": {"@list": ["a", "b"]}}),
        json!({"@id": "https://e.org/a", "size": [1e3, 12345678901234567890_u64, 1.5e300]}),
    ];
    for mut case in cases {
        case["@context"] = context.clone();
        let ours =
            Graph::of_document(case.as_object().unwrap()).ok().map(|graph| graph.triples().len());
        let general =
            Graph::from_json_ld(&case.to_string()).ok().map(|graph| graph.triples().len());
        assert_eq!(ours, general, "of {case}");
        if ours.is_some()
            && !case.to_string().contains("_:")
            && case["author"].is_null()
            && case["hasPart"].is_null()
        {
            assert_same(&case);
        }
    }
}

#[test]
fn documents_of_imported_records_say_the_same() {
    let Some(folder) = shared("data/inputs/cern-opendata") else { return };
    let items = fs::read_dir(folder).unwrap();
    let files: Vec<_> = items.map(|item| item.unwrap().path()).collect();
    let root = tempfile::tempdir().unwrap();
    faircat::importing::import(
        &faircat::formats::cern_opendata::FORMAT,
        &files,
        &root.path().join("catalog"),
        &|| {},
    );
    assert!(compare(&load(root.path()).0) > 1000);
}

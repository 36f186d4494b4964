//! Every term of the published JSON-LD is kept on expansion and defined in its vocabulary, as an
//! independent processor and the published vocabularies see it, without a network.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use clap::CommandFactory;
use faircat::build::{BuildOptions, Scope, Silent, build};
use faircat::cli::Cli;
use faircat::linked_data::vocabulary::{dcat, dcterms, dqv, owl, prov, rdfs, skos, spdx};
use json_ld::expansion::{Action, Policy};
use json_ld::syntax::{IntoJsonWithContext, Parse};
use json_ld::{JsonLdProcessor, NoLoader, Options, RemoteDocument};
use serde_json::Value;

use crate::program::{repository, shared};

#[test]
fn no_term_is_dropped_and_none_is_outside_its_vocabulary() {
    let mut texts = published(&repository());
    assert!(texts.len() > 20);
    // Models that were run say more than others.
    texts.extend(published(&repository().join("tests/fixtures/verified")));
    let mut terms = BTreeSet::new();
    for (name, text) in texts {
        let written: Value = serde_json::from_str(&text).unwrap();
        let expanded = expand(&text);
        assert_eq!(properties(&written), properties(&expanded), "{name}: a term was dropped");
        collect_terms(&expanded, &mut terms);
    }
    let Some(defined) = defined_terms() else { return };
    let unknown: Vec<&String> = terms.iter().filter(|term| !is_defined(term, &defined)).collect();
    assert!(unknown.is_empty(), "outside their vocabularies: {unknown:#?}");
}

/// The documents of the site that is built from `root`.
fn published(root: &Path) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let options = BuildOptions {
        root: root.to_owned(),
        out: folder.path().join("site"),
        base_url: None,
        strict: true,
        scope: Scope::Everything,
        drafts: false,
        today: None,
        command: Cli::command(),
    };
    let report = build(&options, &Silent);
    assert!(report.published, "{:?}", report.diagnostics);
    documents(&options.out)
}

/// The documents of all records, by the address of their folder.
fn documents(site: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for kind in fs::read_dir(site).unwrap().flatten().filter(|kind| kind.path().is_dir()) {
        for record in fs::read_dir(kind.path()).unwrap().flatten() {
            if let Ok(text) = fs::read_to_string(record.path().join("record.jsonld")) {
                found.push((record.path().display().to_string(), text));
            }
        }
    }
    found.sort();
    found
}

/// Expands strictly: what has no meaning is an error, and nothing is fetched.
fn expand(text: &str) -> Value {
    let (document, _) = json_ld::syntax::Value::parse_str(text).unwrap();
    let document = RemoteDocument::new(None, None, document);
    let policy = Policy { invalid: Action::Reject, vocab: Action::Keep, allow_undefined: false };
    let options = Options::<iref::IriBuf> { expansion_policy: policy, ..Options::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let expanded = runtime.block_on(document.expand_using(&NoLoader, options)).unwrap();
    let objects = expanded.into_objects().into_iter();
    let objects = objects.map(|object| object.into_json_with(&()).to_string());
    Value::Array(objects.map(|object| serde_json::from_str(&object).unwrap()).collect())
}

/// How many properties all nodes have together.
fn properties(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(properties).sum(),
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| *key != "@context")
            .map(|(key, value)| usize::from(!key.starts_with('@')) + properties(value))
            .sum(),
        _ => 0,
    }
}

/// Adds the IRIs of all properties and classes.
fn collect_terms(value: &Value, terms: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_terms(item, terms)),
        Value::Object(map) => {
            let is_literal = map.contains_key("@value");
            for (key, value) in map {
                if key == "@type" && !is_literal {
                    let classes = value.as_array().into_iter().flatten();
                    terms.extend(classes.filter_map(Value::as_str).map(str::to_owned));
                } else if !key.starts_with('@') {
                    terms.insert(key.clone());
                    collect_terms(value, terms);
                }
            }
        }
        _ => {}
    }
}

/// The terms that schema.org, FAIR4ML and CodeMeta define; `None` where their files are absent.
fn defined_terms() -> Option<BTreeSet<String>> {
    let contexts = shared("standards/contexts")?;
    let packed = fs::read(contexts.join("schemaorg-all-https-30.0.nt.gz")).unwrap();
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    let mut defined: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("<https://schema.org/")?.split_once('>'))
        .map(|(term, _)| format!("http://schema.org/{term}"))
        .collect();
    let fair4ml = fs::read_to_string(contexts.join("fair4ml-0.1.0.jsonld")).unwrap();
    defined.extend(
        quoted(&fair4ml, "fair4ml:").map(|term| format!("https://w3id.org/fair4ml#{term}")),
    );
    for file in ["codemeta-2.0.jsonld", "codemeta-3.0.jsonld"] {
        let codemeta = fs::read_to_string(contexts.join(file)).unwrap();
        let terms = quoted(&codemeta, "codemeta:");
        defined.extend(terms.map(|term| format!("https://w3id.org/codemeta/{term}")));
    }
    let ftr = contexts.join("../ftr/ftr_context-1.3.0.jsonld");
    let ftr = fs::read_to_string(ftr).unwrap();
    defined.extend(quoted(&ftr, "ftr:").map(|term| format!("https://w3id.org/ftr#{term}")));
    Some(defined)
}

/// What stands in quotes after `prefix` in `text`.
fn quoted<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    text.split('"').filter_map(move |piece| piece.strip_prefix(prefix))
}

/// The other vocabularies are W3C's and DCMI's own; their terms are documented constants.
fn is_defined(term: &str, defined: &BTreeSet<String>) -> bool {
    let constants = [
        dcat::NAMESPACE,
        dcterms::NAMESPACE,
        dqv::NAMESPACE,
        owl::NAMESPACE,
        prov::NAMESPACE,
        rdfs::NAMESPACE,
        skos::NAMESPACE,
        spdx::NAMESPACE,
    ];
    defined.contains(term) || constants.iter().any(|namespace| term.starts_with(namespace))
}

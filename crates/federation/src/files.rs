//! By which files a work is known: its data, its weights, its code, and not what lies beside these and
//! is the same in many works, as the text of a licence.

use std::collections::{BTreeMap, BTreeSet};

use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{dcat, dcterms, rdfs, schema, spdx};
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};

use crate::extract::{iri, literal, node, sha256};

/// Most checksums of one work.
const MOST: usize = 2000;

/// Words of the names of files that lie beside a work's own.
const WORDS: [&str; 22] = [
    "license",
    "licence",
    "licenses",
    "licences",
    "copying",
    "copyright",
    "notice",
    "readme",
    "changelog",
    "changes",
    "authors",
    "contributors",
    "contributing",
    "conduct",
    "citation",
    "requirements",
    "tokenizer",
    "tokenizer_config",
    "special_tokens_map",
    "vocab",
    "merges",
    "gitattributes",
];
/// Ends of names of texts about a work, and of settings.
const ENDS: [&str; 14] = [
    "md",
    "markdown",
    "rst",
    "html",
    "htm",
    "cff",
    "bib",
    "yml",
    "yaml",
    "toml",
    "cfg",
    "ini",
    "lock",
    "gitignore",
];
const MEDIA_TYPES: [&str; 8] = [
    "text/markdown",
    "text/x-markdown",
    "text/html",
    "text/x-rst",
    "text/x-bibtex",
    "text/yaml",
    "application/yaml",
    "application/x-yaml",
];

/// Whether a file with one of these names or addresses, and of one of these media types, lies beside
/// what the work is.
pub fn is_aside<'a>(
    names: impl IntoIterator<Item = &'a str>,
    media_types: impl IntoIterator<Item = &'a str>,
) -> bool {
    let is_text = |it: &str| {
        let it = it.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        MEDIA_TYPES.iter().any(|media| it == *media || it.ends_with(&format!("/{media}")))
    };
    names.into_iter().any(is_named_aside) || media_types.into_iter().any(is_text)
}

/// `LICENSE-MIT.txt`, `docs/README`, `https://x.org/LICENSES/MIT.txt?download=1`.
fn is_named_aside(name: &str) -> bool {
    let path = name.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let (last, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let end = last.rsplit_once('.').map_or("", |(_, end)| end);
    let has_word = last
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .chain(last.split(|c: char| !c.is_alphanumeric()))
        .any(|it| WORDS.contains(&it));
    // A license of data may be a file with data, `license_plates.csv`.
    let is_table =
        ["csv", "tsv", "parquet", "zip", "gz", "h5", "hdf5", "root", "onnx"].contains(&end);
    ENDS.contains(&end) || ["licenses", "licences"].contains(&folder) || (has_word && !is_table)
}

/// The SHA-256 of the files that `graph` describes and by which a work is known.
pub(crate) fn sums(graph: &Graph) -> Vec<String> {
    let mut files: BTreeMap<String, Vec<NamedOrBlankNode>> = BTreeMap::new();
    for triple in graph.triples() {
        if triple.predicate == spdx::CHECKSUM_PROPERTY
            && let Some(sum) = node(&triple.object)
        {
            files.entry(sum.to_string()).or_default().push(triple.subject.clone());
        }
    }
    let mut found = BTreeSet::new();
    for triple in graph.triples() {
        let is_sum = |it: NamedNodeRef<'_>| it == schema::SHA256 || it == spdx::CHECKSUM_VALUE;
        let Some(sum) = literal(&triple.object).filter(|_| is_sum(triple.predicate.as_ref()))
        else {
            continue;
        };
        let own = std::slice::from_ref(&triple.subject);
        let around = files.get(&triple.subject.to_string()).map_or(own, Vec::as_slice);
        if !around.iter().any(|file| describes_aside(graph, file)) {
            found.extend(sha256(sum));
        }
    }
    found.into_iter().take(MOST).collect()
}

fn describes_aside(graph: &Graph, file: &NamedOrBlankNode) -> bool {
    let texts = |properties: &[NamedNodeRef<'static>]| {
        let values: Vec<&Term> =
            properties.iter().flat_map(|it| graph.objects(file, *it)).collect();
        values
    };
    let names = texts(&[
        schema::NAME,
        dcterms::TITLE,
        rdfs::LABEL,
        schema::CONTENT_URL,
        dcat::DOWNLOAD_URL,
        dcat::ACCESS_URL,
    ]);
    let types = texts(&[schema::ENCODING_FORMAT, dcat::MEDIA_TYPE, dcterms::FORMAT]);
    let text = |it: &'_ Term| literal(it).or_else(|| iri(it)).unwrap_or_default().to_owned();
    let (names, types): (Vec<String>, Vec<String>) =
        (names.into_iter().map(text).collect(), types.into_iter().map(text).collect());
    let own = match file {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(_) => "",
    };
    is_aside(names.iter().map(String::as_str).chain([own]), types.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::{is_aside, sums};
    use faircat_linked_data::graph::Graph;

    #[test]
    fn licences_and_readmes_lie_beside_a_work() {
        let aside = [
            "LICENSE",
            "LICENSE-MIT.txt",
            "LICENSE_1_0.txt",
            "MIT-LICENSE",
            "https://x.org/LICENSES/MIT.txt?download=1",
            "README",
            "docs/readme.txt",
            "COPYING.LESSER",
            "requirements.txt",
            "vocab.json",
            "index.html",
            ".gitattributes",
            "CITATION.cff",
        ];
        for name in aside {
            assert!(is_aside([name], []), "{name}");
        }
        let own = [
            "model.onnx",
            "https://x.org/data.txt",
            "license_plates.csv",
            "train.csv",
            "weights.pt",
            "config-data.json",
            "images/license.zip",
            "vocabulary.parquet",
        ];
        for name in own {
            assert!(!is_aside([name], []), "{name}");
        }
        assert!(is_aside([], ["text/markdown; charset=utf-8"]));
        assert!(is_aside([], ["https://www.iana.org/assignments/media-types/text/html"]));
        assert!(!is_aside([], ["text/plain"]));
    }

    #[test]
    fn a_checksum_is_of_the_file_around_it() {
        let sum = |digit: &str| digit.repeat(64);
        let text = format!(
            r#"{{"@context":{{"@vocab":"http://schema.org/","spdx":"http://spdx.org/rdf/terms#"}},
            "@id":"https://x.org/a","distribution":[
            {{"name":"LICENSE","sha256":"{}"}},{{"name":"a.onnx","sha256":"{}"}},
            {{"name":"COPYING","spdx:checksum":{{"spdx:checksumValue":"{}"}}}},
            {{"name":"b.csv","spdx:checksum":{{"spdx:checksumValue":"{}"}}}}]}}"#,
            sum("1"),
            sum("2"),
            sum("3"),
            sum("4")
        );
        let graph = Graph::from_json_ld(&text).unwrap();
        assert_eq!(sums(&graph), [sum("2"), sum("4")]);
    }
}

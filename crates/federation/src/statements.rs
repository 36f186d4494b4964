//! Statements of other catalogues as a file: N-Quads, each work's in a graph that has the address of
//! its page.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;

use faircat_linked_data::graph::Graph;
use faircat_linked_data::serialization;
use faircat_linked_data::vocabulary::{rdf, schema};
use faircat_sparql::completeness::{FIRST_LINE, last_line};
use flate2::Compression;
use flate2::write::GzEncoder;
use oxrdf::{BlankNode, NamedNode, NamedOrBlankNode, Term, Triple};

/// Graphs by their names.
pub type Graphs = BTreeMap<String, Graph>;

/// A file of statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Compressed with gzip.
    pub bytes: Vec<u8>,
    pub statements: u64,
    /// Changes with every change of the content.
    pub digest: String,
}

/// The statements of one graph, compressed: a member of the file (RFC 1952, section 2.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    bytes: Vec<u8>,
    pub statements: u64,
}

/// The graph called `name` as a part of the file of `catalog`. Nodes without names get labels that no
/// other graph has, of this file or that of another catalogue, as several are read together.
///
/// # Errors
/// In words, where there is no memory for it.
pub fn member(catalog: &str, name: &str, graph: &Graph) -> Result<Member, String> {
    let triples = labelled(catalog, name, graph);
    let mut text = String::new();
    serialization::nquads(&triples, name, &mut text);
    Ok(Member { bytes: gzip(&text)?, statements: triples.len() as u64 })
}

/// The file that `members` make.
///
/// # Errors
/// In words, where there is no memory for it.
pub fn assemble<'a>(members: impl Iterator<Item = &'a Member>) -> Result<Packed, String> {
    let mut bytes = gzip(FIRST_LINE)?;
    let mut statements = 0;
    for member in members {
        bytes.extend_from_slice(&member.bytes);
        statements += member.statements;
    }
    bytes.extend(gzip(&last_line(statements))?);
    let digest = digest(&bytes);
    Ok(Packed { bytes, statements, digest })
}

/// `graphs` as a file of `catalog`.
///
/// # Errors
/// Those of [`member`].
pub fn pack<'a>(
    catalog: &str,
    graphs: impl Iterator<Item = (&'a str, &'a Graph)>,
) -> Result<Packed, String> {
    let members = graphs.map(|(name, graph)| member(catalog, name, graph));
    let members: Vec<Member> = members.collect::<Result<_, _>>()?;
    assemble(members.iter())
}

fn gzip(text: &str) -> Result<Vec<u8>, String> {
    // The encoder's header holds no time, so the bytes depend on the content alone.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
    encoder.finish().map_err(|error| error.to_string())
}

/// The digest of the bytes of a file of statements.
pub fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// That the works at `homes` are told of by `catalog`, which is an address; with the name of the graph
/// in which that stands.
pub fn provenance<'a>(catalog: &str, homes: impl Iterator<Item = &'a str>) -> (String, Graph) {
    let address = NamedNode::new_unchecked(catalog);
    let included = |home: &str| {
        let home = NamedNode::new_unchecked(home);
        Triple::new(home, schema::INCLUDED_IN_DATA_CATALOG, address.clone())
    };
    let is_catalog = Triple::new(address.clone(), rdf::TYPE, schema::DATA_CATALOG);
    let triples = homes.map(included).chain([is_catalog]).collect();
    (provenance_name(catalog), Graph::new(triples))
}

/// The name of the graph in which it stands which works the catalogue at the address `catalog` tells of.
pub fn provenance_name(catalog: &str) -> String {
    format!("{catalog}#harvest")
}

/// That works of several catalogues are the same, each pair once: `pairs` are addresses of pages.
pub fn sameness<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Graph {
    let same = |(one, other): (&str, &str)| {
        let (one, other) = (NamedNode::new_unchecked(one), NamedNode::new_unchecked(other));
        Triple::new(one, schema::SAME_AS, other)
    };
    Graph::new(pairs.map(same).collect())
}

/// The statements of `graph` with labels of their own for its nodes without names.
fn labelled(catalog: &str, name: &str, graph: &Graph) -> Vec<Triple> {
    let digest = blake3::hash(format!("{catalog}\n{name}").as_bytes()).to_hex();
    let start = &digest[..16];
    let mut numbers: HashMap<BlankNode, usize> = HashMap::new();
    let mut label = |node: &BlankNode| {
        let next = numbers.len();
        let number = *numbers.entry(node.clone()).or_insert(next);
        BlankNode::new_unchecked(format!("f{start}n{number}"))
    };
    let triples = graph.triples().iter().map(|triple| {
        let subject = match &triple.subject {
            NamedOrBlankNode::BlankNode(node) => label(node).into(),
            other => other.clone(),
        };
        let object = match &triple.object {
            Term::BlankNode(node) => label(node).into(),
            other => other.clone(),
        };
        Triple { subject, predicate: triple.predicate.clone(), object }
    });
    triples.collect()
}

#[cfg(test)]
mod tests {
    use super::{Graphs, pack};
    use faircat_linked_data::graph::Graph;

    #[test]
    fn the_same_statements_make_the_same_bytes_and_come_back() {
        let text = r#"{"@id":"https://x.org/a","https://y.org/p":{"https://y.org/q":"é\n"}}"#;
        let graphs: Graphs =
            [("https://x.org/a".to_owned(), Graph::from_json_ld(text).unwrap())].into();
        let of = |name: &str| pack(name, graphs.iter().map(|(n, g)| (n.as_str(), g))).unwrap();
        assert_eq!(of("one"), of("one"));
        assert_ne!(of("one").bytes, of("two").bytes);
        let bounds = crate::dump::Bounds::of_own(1 << 20);
        let read = crate::dump::split(&of("one").bytes, bounds).unwrap();
        assert!(read.problems.is_empty(), "{read:?}");
        let read = read.texts;
        assert_eq!(read.len(), 1);
        assert_eq!(read["https://x.org/a"].matches(" .\n").count(), 2);
    }
}

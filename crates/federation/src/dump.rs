//! Reading a dump of somebody else: N-Quads, perhaps compressed, graph by graph.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read};

use faircat_assessment::foreign;
use faircat_linked_data::graph::Graph;
use flate2::read::MultiGzDecoder;
use oxrdf::{GraphName, NamedOrBlankNode, Triple};
use oxttl::{NQuadsParser, NTriplesParser};

/// Most bytes of a dump, unpacked.
pub const LARGEST: u64 = 1 << 30;
/// Most bytes of a line.
const LONGEST_LINE: usize = 16 << 20;
/// Most lines that may be broken before the rest is left.
const MOST_BROKEN: usize = 100;

/// The statements of each graph as N-Triples, by the graph's name. Those of no named graph are left.
pub type Texts = BTreeMap<String, String>;

/// The graphs of the dump `bytes`, and what of it could not be read.
///
/// # Errors
/// In words, where nothing of it can be read, or it holds more than `largest` bytes.
pub fn split(bytes: &[u8], largest: u64) -> Result<(Texts, Vec<String>), String> {
    let is_gzip = bytes.starts_with(&[0x1f, 0x8b]);
    let content: Box<dyn Read + '_> =
        if is_gzip { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) };
    let mut reading = Reading { left: largest, ..Reading::default() };
    let mut reader = BufReader::with_capacity(1 << 16, content.take(largest + 1));
    let mut line = Vec::new();
    loop {
        line.clear();
        match reader.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(length) => {
                let left = reading.left.checked_sub(length as u64);
                reading.left = left.ok_or_else(|| format!("it holds more than {largest} bytes"))?;
                if !reading.take(&line) {
                    break;
                }
            }
            Err(error) => {
                reading.problems.push(format!("it breaks off at line {}: {error}", reading.lines));
                break;
            }
        }
    }
    reading.finish()
}

/// A dump on its way.
#[derive(Default)]
struct Reading {
    texts: Texts,
    problems: Vec<String>,
    left: u64,
    lines: usize,
    broken: usize,
}

impl Reading {
    /// Takes a line; whether to go on.
    fn take(&mut self, line: &[u8]) -> bool {
        self.lines += 1;
        // A line is a statement of its own, so a broken one costs no other.
        for quad in NQuadsParser::new().for_slice(line) {
            match quad {
                Ok(quad) => {
                    if let GraphName::NamedNode(name) = &quad.graph_name {
                        let triple = Triple::new(quad.subject, quad.predicate, quad.object);
                        let text = self.texts.entry(name.as_str().to_owned()).or_default();
                        text.push_str(&triple.to_string());
                        text.push_str(" .\n");
                    }
                }
                Err(error) => {
                    self.broken += 1;
                    if self.broken == 1 {
                        let what = format!("line {} is no statement: {error}", self.lines);
                        self.problems.push(what);
                    }
                    break;
                }
            }
        }
        self.broken <= MOST_BROKEN
    }

    fn finish(mut self) -> Result<(Texts, Vec<String>), String> {
        if self.broken > MOST_BROKEN {
            self.problems.push(format!("more than {MOST_BROKEN} lines are no statements"));
        } else if self.broken > 1 {
            self.problems.push(format!("so are {} other lines", self.broken - 1));
        }
        if self.texts.is_empty() {
            let reason = self.problems.first().cloned();
            return Err(reason.unwrap_or_else(|| "it holds no statement in a graph".to_owned()));
        }
        Ok((self.texts, self.problems))
    }
}

/// The statements of one graph of [`split`], in the usual terms.
pub fn graph(text: &str) -> Graph {
    let triples = NTriplesParser::new().for_slice(text.as_bytes()).filter_map(Result::ok);
    Graph::new(foreign::in_usual_terms(triples.collect()))
}

/// The page that the graph called `name` is about, where a dump of faircat has it so.
pub fn page_of(name: &str) -> &str {
    name.strip_suffix("record.jsonld").filter(|page| page.ends_with('/')).unwrap_or(name)
}

/// The node that `graph`, of the page `page`, is about.
pub fn root_of(graph: &Graph, page: &str) -> Option<NamedOrBlankNode> {
    let named = graph.of(page, false).first().map(|triple| triple.subject.clone());
    named.or_else(|| foreign::main_work(graph))
}

#[cfg(test)]
mod tests {
    use super::{page_of, split};

    const LINE: &str = "<http://x.org/a> <http://x.org/p> \"1\" <http://x.org/g> .\n";

    #[test]
    fn a_broken_line_costs_itself() {
        let (texts, problems) = split(format!("oops\n{LINE}").as_bytes(), 1000).unwrap();
        assert_eq!(texts.len(), 1);
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    #[test]
    fn what_is_no_dump_or_too_large_is_told() {
        assert!(split(b"\x1f\x8bnothing", 1000).unwrap_err().contains("breaks off"));
        assert!(split(b"", 1000).is_err());
        let endless = LINE.repeat(100);
        assert!(split(endless.as_bytes(), 1000).unwrap_err().contains("more than 1000"));
    }

    #[test]
    fn graphs_of_records_are_called_by_their_page() {
        assert_eq!(page_of("https://x.org/models/a/record.jsonld"), "https://x.org/models/a/");
        assert_eq!(page_of("https://x.org/principles/"), "https://x.org/principles/");
    }
}

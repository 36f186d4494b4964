//! Reading a dump of somebody else: N-Quads, perhaps compressed, graph by graph.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read};

use faircat_assessment::foreign;
use faircat_linked_data::graph::Graph;
use flate2::read::MultiGzDecoder;
use oxrdf::{GraphName, NamedOrBlankNode, Triple};
use oxttl::{NQuadsParser, NTriplesParser};

use crate::{MayGoOn, OUT_OF_TIME, STEP};

/// Most bytes of a dump, unpacked.
pub const LARGEST: u64 = 1 << 30;
/// Most bytes of a line.
const LONGEST_LINE: usize = 16 << 20;
/// Most statements of one graph of a stranger, most bytes of these, and of those of all its graphs.
const MOST_OF_GRAPH: usize = 20_000;
const LARGEST_OF_GRAPH: usize = 32 << 20;
const LARGEST_KEPT: usize = 512 << 20;
/// Most lines that may be broken before the rest is left.
const MOST_BROKEN: usize = 100;

/// The statements of each graph as N-Triples, by the graph's name. Those of no named graph are left.
pub type Texts = BTreeMap<String, String>;

/// How much of a dump is read.
#[derive(Clone, Copy)]
pub struct Bounds<'a> {
    /// Most bytes, unpacked.
    largest: u64,
    most_of_graph: usize,
    largest_of_graph: usize,
    largest_kept: usize,
    may_go_on: MayGoOn<'a>,
}

impl<'a> Bounds<'a> {
    /// Of a stranger's, while `may_go_on` says so.
    pub fn of_stranger(may_go_on: MayGoOn<'a>) -> Bounds<'a> {
        Bounds {
            largest: LARGEST,
            most_of_graph: MOST_OF_GRAPH,
            largest_of_graph: LARGEST_OF_GRAPH,
            largest_kept: LARGEST_KEPT,
            may_go_on,
        }
    }

    /// Of one that this program wrote: all of it, within `largest` bytes.
    pub fn of_own(largest: u64) -> Bounds<'static> {
        let most = usize::MAX;
        Bounds {
            largest,
            most_of_graph: most,
            largest_of_graph: most,
            largest_kept: most,
            may_go_on: &|| true,
        }
    }
}

/// What [`split`] finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub texts: Texts,
    /// What could not be read, in sentences.
    pub problems: Vec<String>,
    /// How many statements of a graph are left out, as it has too many.
    pub cut: BTreeMap<String, usize>,
}

/// The graphs of the dump `bytes`, as far as `bounds` let it be read.
///
/// # Errors
/// In words, where nothing of it can be read, or it holds too many bytes.
pub fn split(bytes: &[u8], bounds: Bounds<'_>) -> Result<Split, String> {
    let largest = bounds.largest;
    let is_gzip = bytes.starts_with(&[0x1f, 0x8b]);
    let content: Box<dyn Read + '_> =
        if is_gzip { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) };
    let mut reading = Reading::new(bounds);
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
                if reading.lines.is_multiple_of(STEP) && !(bounds.may_go_on)() {
                    reading.problems.push(OUT_OF_TIME.to_owned());
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

/// The text of a graph on its way.
#[derive(Default)]
struct Growing {
    text: String,
    statements: usize,
    /// Statements that are not kept.
    cut: usize,
}

/// A dump on its way.
struct Reading<'a> {
    bounds: Bounds<'a>,
    graphs: BTreeMap<String, Growing>,
    /// Bytes of all texts.
    kept: usize,
    problems: Vec<String>,
    left: u64,
    lines: usize,
    broken: usize,
}

impl<'a> Reading<'a> {
    fn new(bounds: Bounds<'a>) -> Reading<'a> {
        let (graphs, problems) = (BTreeMap::new(), Vec::new());
        Reading { bounds, graphs, kept: 0, problems, left: bounds.largest, lines: 0, broken: 0 }
    }

    /// Takes a line; whether to go on.
    fn take(&mut self, line: &[u8]) -> bool {
        self.lines += 1;
        // A line is a statement of its own, so a broken one costs no other.
        for quad in NQuadsParser::new().for_slice(line) {
            match quad {
                Ok(quad) => {
                    if let GraphName::NamedNode(name) = &quad.graph_name {
                        let triple = Triple::new(quad.subject, quad.predicate, quad.object);
                        self.keep(name.as_str(), &triple);
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
        self.broken <= MOST_BROKEN && self.kept <= self.bounds.largest_kept
    }

    /// Keeps a statement of the graph called `name`, unless it has too many.
    fn keep(&mut self, name: &str, triple: &Triple) {
        if !self.graphs.contains_key(name) {
            self.graphs.insert(name.to_owned(), Growing::default());
            self.kept += name.len() + size_of::<Growing>();
        }
        let Some(graph) = self.graphs.get_mut(name) else { return };
        let Bounds { most_of_graph, largest_of_graph, .. } = self.bounds;
        if graph.statements == most_of_graph || graph.text.len() > largest_of_graph {
            graph.cut += 1;
            return;
        }
        let before = graph.text.len();
        graph.statements += 1;
        graph.text.push_str(&triple.to_string());
        graph.text.push_str(" .\n");
        self.kept += graph.text.len() - before;
    }

    fn finish(mut self) -> Result<Split, String> {
        if self.broken > MOST_BROKEN {
            self.problems.push(format!("more than {MOST_BROKEN} lines are no statements"));
        } else if self.broken > 1 {
            self.problems.push(format!("so are {} other lines", self.broken - 1));
        }
        let most = self.bounds.largest_kept;
        if self.kept > most {
            self.problems.push(format!("it holds statements of more than {most} bytes"));
        }
        if self.graphs.is_empty() {
            let reason = self.problems.first().cloned();
            return Err(reason.unwrap_or_else(|| "it holds no statement in a graph".to_owned()));
        }
        let (mut texts, mut cut) = (Texts::new(), BTreeMap::new());
        for (name, graph) in self.graphs {
            if graph.cut > 0 {
                cut.insert(name.clone(), graph.cut);
            }
            texts.insert(name, graph.text);
        }
        Ok(Split { texts, problems: self.problems, cut })
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
    use super::{Bounds, page_of, split};

    const LINE: &str = "<http://x.org/a> <http://x.org/p> \"1\" <http://x.org/g> .\n";

    #[test]
    fn a_broken_line_costs_itself() {
        let found = split(format!("oops\n{LINE}").as_bytes(), Bounds::of_own(1000)).unwrap();
        assert_eq!((found.texts.len(), found.problems.len()), (1, 1), "{found:?}");
    }

    #[test]
    fn what_is_no_dump_or_too_large_is_told() {
        assert!(
            split(b"\x1f\x8bnothing", Bounds::of_own(1000)).unwrap_err().contains("breaks off")
        );
        assert!(split(b"", Bounds::of_own(1000)).is_err());
        let endless = LINE.repeat(100);
        assert!(
            split(endless.as_bytes(), Bounds::of_own(1000)).unwrap_err().contains("more than 1000")
        );
    }

    #[test]
    fn graphs_of_records_are_called_by_their_page() {
        assert_eq!(page_of("https://x.org/models/a/record.jsonld"), "https://x.org/models/a/");
        assert_eq!(page_of("https://x.org/principles/"), "https://x.org/principles/");
    }

    #[test]
    fn a_graph_without_end_costs_its_end() {
        let many: String = (0..30_000)
            .map(|it| format!("<http://x.org/a> <http://x.org/p> \"{it}\" <http://x.org/g> .\n"))
            .collect();
        let text = many + "<http://x.org/b> <http://x.org/p> \"1\" <http://x.org/h> .\n";
        let found = split(text.as_bytes(), Bounds::of_stranger(&|| true)).unwrap();
        assert_eq!(found.texts["http://x.org/g"].lines().count(), 20_000);
        assert_eq!(found.texts["http://x.org/h"].lines().count(), 1);
        assert_eq!(found.cut["http://x.org/g"], 10_000);
        assert_eq!(found.problems, [""; 0]);
        assert!(split(text.as_bytes(), Bounds::of_own(1 << 30)).unwrap().cut.is_empty());
        let found = split(text.as_bytes(), Bounds::of_stranger(&|| false)).unwrap();
        assert!(found.texts["http://x.org/g"].lines().count() <= 10_000);
        assert!(found.problems[0].contains("time"), "{found:?}");
    }
}

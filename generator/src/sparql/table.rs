//! Answers as text for people.

use std::sync::Arc;

use comfy_table::presets;
use comfy_table::{ContentArrangement, Table as Grid};
use faircat_sparql::dataset::Dataset;
use faircat_sparql::limited::{self, Limits};
use faircat_sparql::prefixes::Prefixes;
use faircat_sparql::query::{Query, QueryError};
use oxrdf::{Term, Triple};
use spareval::QueryResults;

/// More rows than anybody reads; other formats have no such end.
const MAX_ROWS: usize = 100_000;

/// Rows of text under their headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Whether rows were left out at the end.
    pub is_cut: bool,
}

/// Answers `query` as a table.
pub fn ask_table(
    dataset: &Arc<Dataset>,
    query: Query,
    limits: Limits,
) -> Result<Table, QueryError> {
    let prefixes = query.prefixes.clone();
    limited::ask_with(dataset, query, limits, move |results| collect(results, &prefixes))
}

fn collect(results: QueryResults<'_>, prefixes: &Prefixes) -> Result<Table, QueryError> {
    match results {
        QueryResults::Boolean(value) => {
            let answer = if value { "yes" } else { "no" };
            Ok(table(vec!["answer".to_owned()], vec![vec![answer.to_owned()]]))
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let headings = variables.iter().map(|variable| variable.as_str().to_owned()).collect();
            let rows = solutions
                .take(MAX_ROWS + 1)
                .map(|solution| {
                    let solution = solution?;
                    let cell = |variable| {
                        solution.get(variable).map(|term| cell(term, prefixes)).unwrap_or_default()
                    };
                    Ok(variables.iter().map(cell).collect())
                })
                .collect::<Result<Vec<_>, QueryError>>()?;
            Ok(table(headings, rows))
        }
        QueryResults::Graph(triples) => {
            let headings = ["subject", "predicate", "object"].map(str::to_owned).to_vec();
            let rows = triples
                .take(MAX_ROWS + 1)
                .map(|triple| Ok(statement(&triple?, prefixes)))
                .collect::<Result<Vec<_>, QueryError>>()?;
            Ok(table(headings, rows))
        }
    }
}

fn table(headings: Vec<String>, mut rows: Vec<Vec<String>>) -> Table {
    let is_cut = rows.len() > MAX_ROWS;
    rows.truncate(MAX_ROWS);
    Table { headings, rows, is_cut }
}

fn statement(triple: &Triple, prefixes: &Prefixes) -> Vec<String> {
    let subject: Term = triple.subject.clone().into();
    let predicate: Term = triple.predicate.clone().into();
    [&subject, &predicate, &triple.object].map(|term| cell(term, prefixes)).to_vec()
}

/// IRIs shortened, literals without quotes and types, and nothing that could steer a terminal.
fn cell(term: &Term, prefixes: &Prefixes) -> String {
    let text = match term {
        Term::NamedNode(node) => {
            prefixes.shorten(node.as_str()).unwrap_or_else(|| node.as_str().to_owned())
        }
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    };
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

impl Table {
    /// Aligned columns without lines and without breaking cells: one row, one line.
    pub fn plain(&self) -> String {
        let mut grid = self.grid();
        grid.load_style(presets::NOTHING);
        grid.set_content_arrangement(ContentArrangement::Disabled);
        let mut text = String::new();
        for line in grid.lines() {
            text.push_str(line.trim());
            text.push('\n');
        }
        text
    }

    /// With lines, `width` columns wide at most.
    pub fn boxed(&self, width: u16) -> String {
        let mut grid = self.grid();
        grid.load_style(presets::UTF8_FULL_CONDENSED);
        grid.set_content_arrangement(ContentArrangement::Dynamic);
        grid.set_width(width);
        format!("{grid}\n")
    }

    fn grid(&self) -> Grid {
        let mut grid = Grid::new();
        grid.force_no_tty();
        grid.set_header(&self.headings);
        grid.add_rows(&self.rows);
        grid
    }
}

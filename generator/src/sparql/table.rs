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

/// Characters of one cell, for the same reason: a column is as wide as its widest.
const MAX_CELL: usize = 1_000;

/// Characters of a whole table, with what fills up its columns.
const MAX_CHARACTERS: usize = 1 << 26;

/// Rows of text under their headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Whether rows were left out at the end.
    pub is_cut: bool,
    /// Whether texts were cut, which then end in `…`.
    pub has_cut_texts: bool,
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
            table(vec!["answer".to_owned()], [Ok(vec![answer.to_owned()])].into_iter())
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let headings = variables.iter().map(|variable| variable.as_str().to_owned()).collect();
            let rows = solutions.map(|solution| -> Result<Vec<String>, QueryError> {
                let solution = solution?;
                let cell = |variable| {
                    solution.get(variable).map(|term| cell(term, prefixes)).unwrap_or_default()
                };
                Ok(variables.iter().map(cell).collect())
            });
            table(headings, rows)
        }
        QueryResults::Graph(triples) => {
            let headings = ["subject", "predicate", "object"].map(str::to_owned).to_vec();
            let rows = triples.map(|triple| -> Result<Vec<String>, QueryError> {
                Ok(statement(&triple?, prefixes))
            });
            table(headings, rows)
        }
    }
}

/// The first of `rows`, as many as fit.
fn table(
    headings: Vec<String>,
    rows: impl Iterator<Item = Result<Vec<String>, QueryError>>,
) -> Result<Table, QueryError> {
    let mut widths: Vec<usize> = headings.iter().map(String::len).collect();
    let mut table = Table { headings, ..Table::default() };
    for row in rows {
        let row = row?;
        for (width, cell) in widths.iter_mut().zip(&row) {
            *width = (*width).max(cell.len());
            table.has_cut_texts |= cell.ends_with(CUT) && cell.chars().count() > MAX_CELL;
        }
        let characters = widths.iter().sum::<usize>().saturating_mul(table.rows.len() + 1);
        if table.rows.len() == MAX_ROWS || characters > MAX_CHARACTERS {
            table.is_cut = true;
            break;
        }
        table.rows.push(row);
    }
    Ok(table)
}

fn statement(triple: &Triple, prefixes: &Prefixes) -> Vec<String> {
    let subject: Term = triple.subject.clone().into();
    let predicate: Term = triple.predicate.clone().into();
    [&subject, &predicate, &triple.object].map(|term| cell(term, prefixes)).to_vec()
}

/// What stands for the rest of a text.
const CUT: char = '…';

/// IRIs shortened, literals without quotes and types, and nothing that could steer a terminal.
fn cell(term: &Term, prefixes: &Prefixes) -> String {
    let text = match term {
        Term::NamedNode(node) => {
            prefixes.shorten(node.as_str()).unwrap_or_else(|| node.as_str().to_owned())
        }
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    };
    let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let rest = text.chars().nth(MAX_CELL).map(|_| CUT);
    shown.take(MAX_CELL).chain(rest).collect()
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

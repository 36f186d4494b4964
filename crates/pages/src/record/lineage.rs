//! Where a work comes from and what came of it, as a drawing whose boxes are links.
//!
//! Works stand in columns, each to the right of everything it was made from. Within a column each
//! stands near the mean height of its neighbours (the barycentre heuristic of Sugiyama et al.).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use faircat_text::{escape, shorten};
use schemars::JsonSchema;
use serde::Serialize;

use super::links::{WorkLink, entry_link, work_link};
use crate::Html;
use crate::words::Words;
use faircat_catalog::{Entry, Target};
use faircat_formats::dossier::Dossier;
use faircat_record::RelationType;
use faircat_record::references::LinkRole;

/// Steps that the drawing follows from the record, to either side.
const DEEPEST: usize = 4;
/// Neighbours of one work that are drawn.
const MOST_NEIGHBOURS: usize = 8;
/// Works outside the catalogue that are drawn one by one; more of them share a box.
const MOST_ELSEWHERE: usize = 3;
/// Works that are drawn.
const MOST_NODES: usize = 30;

/// Size of a box, and the space between boxes, in pixels.
const WIDTH: f64 = 178.0;
const HEIGHT: f64 = 62.0;
const GAP_X: f64 = 58.0;
const GAP_Y: f64 = 18.0;
/// Letters that fit a line of a box.
const LINE: usize = 20;

/// The drawing.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct Lineage {
    pub svg: Html,
    /// Kinds of lines drawn: class, and end of the message that says what it means.
    pub legend: Vec<&'static str>,
    /// Works left out.
    pub more: usize,
}

/// Works and how they follow from each other.
struct Drawing<'a> {
    words: &'a Words,
    nodes: Vec<WorkLink>,
    /// From a work to one made of it.
    edges: Vec<(usize, usize, LinkRole)>,
    by_entry: BTreeMap<usize, usize>,
    more: usize,
}

/// The lineage of the record; `None` where it has none.
pub(super) fn lineage(dossier: &Dossier, words: &Words) -> Option<Lineage> {
    let upstream = dossier.source.entry.links.iter().any(|(role, _)| role.is_lineage());
    let mut backlinks = dossier.source.catalog.backlinks(dossier.source.entry).iter();
    if !upstream && !backlinks.any(|link| link.role.is_lineage()) {
        return None;
    }
    let mut drawing =
        Drawing { words, nodes: Vec::new(), edges: Vec::new(), by_entry: BTreeMap::new(), more: 0 };
    let own = drawing.entry_node(dossier, dossier.source.entry)?;
    drawing.upstream(dossier, dossier.source.entry, own, 0);
    drawing.downstream(dossier, dossier.source.entry, own, 0);
    drawing.edges.sort_unstable();
    drawing.edges.dedup();
    (drawing.nodes.len() > 1).then(|| drawing.draw())
}

impl Drawing<'_> {
    fn entry_node(&mut self, dossier: &Dossier, entry: &Entry) -> Option<usize> {
        if let Some(&node) = self.by_entry.get(&entry.index) {
            return Some(node);
        }
        let node = self.add(entry_link(dossier, entry))?;
        self.by_entry.insert(entry.index, node);
        Some(node)
    }

    fn add(&mut self, link: WorkLink) -> Option<usize> {
        if self.nodes.len() == MOST_NODES {
            self.more += 1;
            return None;
        }
        self.nodes.push(link);
        Some(self.nodes.len() - 1)
    }

    fn upstream(&mut self, dossier: &Dossier, entry: &Entry, node: usize, depth: usize) {
        let links = || {
            let lineage = entry.links.iter().filter(|(role, _)| role.is_lineage());
            lineage.map(|(role, text)| (*role, dossier.source.catalog.resolve(text, *role), text))
        };
        let mut sources = 0;
        let mut elsewhere = Vec::new();
        for (role, target, text) in links() {
            match target {
                Target::Entry(_) if sources >= MOST_NEIGHBOURS => self.more += 1,
                Target::Entry(source) => {
                    sources += 1;
                    let known = self.by_entry.contains_key(&source.index);
                    let Some(from) = self.entry_node(dossier, source) else { continue };
                    self.edges.push((from, node, role));
                    if !known && depth + 1 < DEEPEST {
                        self.upstream(dossier, source, from, depth + 1);
                    }
                }
                Target::External(_) => elsewhere.push((role, text.as_ref())),
                Target::Name(_) => {}
            }
        }
        self.elsewhere(dossier, entry, node, &elsewhere);
    }

    /// Works outside the catalogue that `entry` was made from.
    fn elsewhere(
        &mut self,
        dossier: &Dossier,
        entry: &Entry,
        node: usize,
        works: &[(LinkRole, &str)],
    ) {
        if works.len() > MOST_ELSEWHERE {
            let together = WorkLink {
                title: self.words.say("lineage-outside", &[("count", works.len().into())]),
                language: None,
                href: Some(format!("{}#provenance", dossier.source.site.href(&entry.page()))),
                kind: None,
                icon: "external",
                summary: String::new(),
            };
            if let Some(from) = self.add(together) {
                self.edges.push((from, node, works[0].0));
            }
            return;
        }
        for (role, text) in works {
            if let Some(from) = self.add(work_link(dossier, text, *role, None)) {
                self.edges.push((from, node, *role));
            }
        }
    }

    fn downstream(&mut self, dossier: &Dossier, entry: &Entry, node: usize, depth: usize) {
        let links =
            dossier.source.catalog.backlinks(entry).iter().filter(|link| link.role.is_lineage());
        for (count, link) in links.enumerate() {
            if count >= MOST_NEIGHBOURS {
                self.more += 1;
                continue;
            }
            let Some(made) = dossier.source.catalog.entries.get(link.source as usize) else {
                continue;
            };
            let known = self.by_entry.contains_key(&made.index);
            let Some(to) = self.entry_node(dossier, made) else { continue };
            self.edges.push((node, to, link.role));
            if !known && depth + 1 < DEEPEST {
                self.downstream(dossier, made, to, depth + 1);
            }
        }
    }

    /// The column of each work: one more than the last column of what it was made from.
    fn columns(&self) -> Vec<usize> {
        let mut columns = vec![0; self.nodes.len()];
        // As many rounds as the longest way can have steps; a circle would end all the same.
        for _ in 0..self.nodes.len() {
            let mut moved = false;
            for &(from, to, _) in &self.edges {
                if columns[to] <= columns[from] && columns[from] + 1 < self.nodes.len() {
                    columns[to] = columns[from] + 1;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        // A work made from nothing moves up to what was made of it.
        for node in 0..self.nodes.len() {
            if self.edges.iter().all(|edge| edge.1 != node) {
                let next =
                    self.edges.iter().filter(|edge| edge.0 == node).map(|edge| columns[edge.1]);
                columns[node] = next.min().map_or(0, |column| column.saturating_sub(1));
            }
        }
        columns
    }

    /// The works of each column from top to bottom.
    fn rows(&self, columns: &[usize]) -> Vec<Vec<usize>> {
        let count = columns.iter().max().map_or(0, |last| last + 1);
        let mut rows = vec![Vec::new(); count];
        for (node, &column) in columns.iter().enumerate() {
            rows[column].push(node);
        }
        for sweep in 0..4 {
            let mut place = vec![0.0; self.nodes.len()];
            for column in &rows {
                for (row, &node) in column.iter().enumerate() {
                    place[node] = row as f64 - (column.len() as f64 - 1.0) / 2.0;
                }
            }
            for column in &mut rows {
                column.sort_by(|&a, &b| {
                    let mean = |node| self.barycentre(node, sweep % 2 == 0, &place);
                    mean(a).total_cmp(&mean(b)).then(a.cmp(&b))
                });
            }
        }
        rows
    }

    fn barycentre(&self, node: usize, to_the_left: bool, place: &[f64]) -> f64 {
        let neighbours = self.edges.iter().filter_map(|&(from, to, _)| match to_the_left {
            true => (to == node).then(|| place[from]),
            false => (from == node).then(|| place[to]),
        });
        let (sum, count) = neighbours.fold((0.0, 0), |(sum, count), y| (sum + y, count + 1));
        if count == 0 { place[node] } else { sum / f64::from(count) }
    }

    fn draw(&self) -> Lineage {
        let rows = self.rows(&self.columns());
        let tallest = rows.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let height = tallest * (HEIGHT + GAP_Y) - GAP_Y + 4.0;
        let width = rows.len() as f64 * (WIDTH + GAP_X) - GAP_X + 4.0;
        let mut places = vec![(0.0, 0.0); self.nodes.len()];
        for (column, nodes) in rows.iter().enumerate() {
            let used = nodes.len() as f64 * (HEIGHT + GAP_Y) - GAP_Y;
            for (row, &node) in nodes.iter().enumerate() {
                let y = (height - used) / 2.0 + row as f64 * (HEIGHT + GAP_Y);
                places[node] = (2.0 + column as f64 * (WIDTH + GAP_X), y);
            }
        }
        let mut svg = String::with_capacity(700 * self.nodes.len());
        let _ = write!(
            svg,
            "<svg class=\"lineage\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\
             <defs><marker id=\"lineage-tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
             markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\">\
             <path class=\"tip\" d=\"M0 0.5 7 4 0 7.5z\"/></marker></defs>"
        );
        for &(from, to, role) in &self.edges {
            self.draw_edge(&mut svg, places[from], places[to], (from, to, role));
        }
        for (index, (node, place)) in self.nodes.iter().zip(&places).enumerate() {
            draw_node(&mut svg, node, *place, index == 0, self.words);
        }
        svg.push_str("</svg>");
        Lineage { svg: Html::from_trusted(svg), legend: self.legend(), more: self.more }
    }

    fn draw_edge(
        &self,
        svg: &mut String,
        start: (f64, f64),
        end: (f64, f64),
        (from, to, role): (usize, usize, LinkRole),
    ) {
        let (x1, y1) = (start.0 + WIDTH, start.1 + HEIGHT / 2.0);
        let (x2, y2) = (end.0 - 2.0, end.1 + HEIGHT / 2.0);
        let bend = ((x2 - x1) / 2.0).max(GAP_X / 2.0);
        let class = line(role);
        let values = [
            ("made", (&self.nodes[to].title).into()),
            ("relation", self.words.word(&format!("lineage-{class}")).into()),
            ("source", (&self.nodes[from].title).into()),
        ];
        let _ = write!(
            svg,
            "<path class=\"edge {class}\" marker-end=\"url(#lineage-tip)\" \
             d=\"M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}\"><title>{}</title></path>",
            x1 + bend,
            x2 - bend,
            escape(&self.words.say("lineage-edge", &values)),
        );
    }

    fn legend(&self) -> Vec<&'static str> {
        let mut legend: Vec<_> = self.edges.iter().map(|edge| line(edge.2)).collect();
        legend.sort_unstable();
        legend.dedup();
        legend
    }
}

/// How a relation is drawn, and the end of the message that says what it means.
fn line(role: LinkRole) -> &'static str {
    match role {
        LinkRole::TrainedOn => "trained",
        LinkRole::FineTunedFrom => "tuned",
        LinkRole::Related(RelationType::IsNewVersionOf) => "version",
        LinkRole::WorkflowInput => "input",
        _ => "derived",
    }
}

fn draw_node(svg: &mut String, node: &WorkLink, (x, y): (f64, f64), own: bool, words: &Words) {
    let class = match (own, node.kind) {
        (true, _) => "node own",
        (false, Some(_)) => "node",
        (false, None) => "node elsewhere",
    };
    match &node.href {
        Some(href) if !own => {
            let _ = write!(svg, "<a class=\"{class}\" href=\"{}\">", escape(href));
        }
        _ => {
            let _ = write!(svg, "<g class=\"{class}\">");
        }
    }
    let _ = write!(
        svg,
        "<title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"5\"/>\
         <text class=\"kind\" x=\"{}\" y=\"{}\">{}</text>",
        escape(&node.title),
        x + 10.0,
        y + 17.0,
        escape(&match (own, node.kind) {
            (true, _) => words.word("lineage-this"),
            (false, Some(kind)) => words.word(&format!("kind-{kind}")),
            (false, None) => words.word("elsewhere"),
        })
    );
    for (index, text) in lines(&node.title).iter().enumerate() {
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            x + 10.0,
            y + 34.0 + index as f64 * 16.0,
            escape(text)
        );
    }
    svg.push_str(if node.href.is_some() && !own { "</a>" } else { "</g>" });
}

/// `title` on at most two lines, cut with an ellipsis.
fn lines(title: &str) -> Vec<String> {
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, next)) = words.char_indices().nth(LINE) else { return vec![words] };
    let space = if next == ' ' { Some(end) } else { words[..end].rfind(' ') };
    match space.or_else(|| words.find(' ')) {
        Some(space) => [&words[..space], &words[space + 1..]].map(|it| shorten(it, LINE)).to_vec(),
        None => vec![shorten(&words, LINE)],
    }
    .into_iter()
    .map(Cow::into_owned)
    .collect()
}

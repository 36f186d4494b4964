//! Where a work comes from and what came of it, as a drawing whose boxes are links.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use faircat_text::{escape, shorten};
use schemars::JsonSchema;
use serde::Serialize;

use super::layered::{HEIGHT, WIDTH, layout};
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

/// Letters that fit a line of a box.
const LINE: usize = 20;

/// The tip of the lines of `drawing`, one of the drawings of a page.
pub(super) fn tip(drawing: &str) -> String {
    format!(
        "<defs><marker id=\"{drawing}-tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
         markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\">\
         <path class=\"tip\" d=\"M0 0.5 7 4 0 7.5z\"/></marker></defs>"
    )
}

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
                href: Some(format!("{}#lineage", dossier.source.site.href(&entry.page()))),
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

    fn draw(&self) -> Lineage {
        let ends: Vec<(usize, usize)> = self.edges.iter().map(|edge| (edge.0, edge.1)).collect();
        let layout = layout(self.nodes.len(), &ends);
        let (width, height) = (layout.width, layout.height);
        let mut svg = String::with_capacity(700 * self.nodes.len());
        let _ = write!(
            svg,
            "<svg class=\"lineage\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\">{}",
            tip("lineage")
        );
        for (edge, path) in self.edges.iter().zip(&layout.paths) {
            self.draw_edge(&mut svg, path, *edge);
        }
        for (index, (node, place)) in self.nodes.iter().zip(&layout.boxes).enumerate() {
            draw_node(&mut svg, &self.shown(node, index == 0), *place);
        }
        svg.push_str("</svg>");
        Lineage { svg: Html::from_trusted(svg), legend: self.legend(), more: self.more }
    }

    fn shown<'a>(&self, node: &'a WorkLink, own: bool) -> Shown<'a> {
        if own {
            let kind = self.words.word("lineage-this");
            return Shown { title: &node.title, kind, href: None, class: "node own" };
        }
        Shown::of(
            node,
            match node.kind {
                Some(kind) => self.words.word(&format!("kind-{kind}")),
                None => self.words.word("elsewhere"),
            },
        )
    }

    fn draw_edge(&self, svg: &mut String, path: &str, (from, to, role): (usize, usize, LinkRole)) {
        let class = line(role);
        let values = [
            ("made", (&self.nodes[to].title).into()),
            ("relation", self.words.word(&format!("lineage-{class}")).into()),
            ("source", (&self.nodes[from].title).into()),
        ];
        let _ = write!(
            svg,
            "<path class=\"edge {class}\" marker-end=\"url(#lineage-tip)\" d=\"{path}\">\
             <title>{}</title></path>",
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

/// What a box says, and where it leads.
pub(super) struct Shown<'a> {
    pub title: &'a str,
    /// The small line above the title.
    pub kind: String,
    pub href: Option<String>,
    pub class: &'static str,
}

impl<'a> Shown<'a> {
    /// The box of a work, under the words `kind`.
    pub(super) fn of(work: &'a WorkLink, kind: String) -> Shown<'a> {
        let class = if work.kind.is_some() { "node" } else { "node elsewhere" };
        Shown { title: &work.title, kind, href: work.href.clone(), class }
    }
}

pub(super) fn draw_node(svg: &mut String, node: &Shown, (x, y): (f64, f64)) {
    let _ = match &node.href {
        Some(href) => write!(svg, "<a class=\"{}\" href=\"{}\">", node.class, escape(href)),
        None => write!(svg, "<g class=\"{}\">", node.class),
    };
    let _ = write!(
        svg,
        "<title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"5\"/>\
         <text class=\"kind\" x=\"{}\" y=\"{}\">{}</text>",
        escape(node.title),
        x + 10.0,
        y + 17.0,
        escape(&node.kind)
    );
    for (index, text) in lines(node.title).iter().enumerate() {
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            x + 10.0,
            y + 34.0 + index as f64 * 16.0,
            escape(text)
        );
    }
    svg.push_str(if node.href.is_some() { "</a>" } else { "</g>" });
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

//! Where a work comes from and what came of it, as a drawing whose boxes are links.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use faircat_text::escape;
use schemars::JsonSchema;
use serde::Serialize;

use super::layered::{HEIGHT, WIDTH, layout};
use super::links::{WorkLink, entry_link, work_link};
use crate::Html;
use crate::filters::spoken;
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
    /// The same in words, for screens on which a drawing has no room.
    pub steps: Vec<Step>,
    /// Works for which the drawing has no room.
    pub rest: Vec<WorkLink>,
}

/// One line of the drawing.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct Step {
    pub made: WorkLink,
    /// The end of the message that says how it came of the source.
    pub relation: &'static str,
    pub source: WorkLink,
}

/// Works and how they follow from each other.
struct Drawing<'a> {
    words: &'a Words,
    nodes: Vec<WorkLink>,
    /// From a work to one made of it.
    edges: Vec<(usize, usize, LinkRole)>,
    by_entry: BTreeMap<usize, usize>,
    rest: Vec<WorkLink>,
}

/// The lineage of the record; `None` where it has none.
pub(super) fn lineage(dossier: &Dossier, words: &Words) -> Option<Lineage> {
    let upstream = dossier.source.entry.links.iter().any(|(role, _)| role.is_lineage());
    let mut backlinks = dossier.source.catalog.backlinks(dossier.source.entry).iter();
    if !upstream && !backlinks.any(|link| link.role.is_lineage()) {
        return None;
    }
    let mut drawing = Drawing {
        words,
        nodes: Vec::new(),
        edges: Vec::new(),
        by_entry: BTreeMap::new(),
        rest: Vec::new(),
    };
    let own = drawing.entry_node(dossier, dossier.source.entry)?;
    drawing.upstream(dossier, dossier.source.entry, own, 0);
    drawing.downstream(dossier, dossier.source.entry, own, 0);
    // Of several relations between two works the one that says most is drawn: lines would lie upon
    // each other.
    drawing.edges.sort_by_key(|&(from, to, role)| (from, to, rank(role), role));
    drawing.edges.dedup_by_key(|&mut (from, to, _)| (from, to));
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
            self.rest.push(link);
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
                Target::Entry(source) if sources >= MOST_NEIGHBOURS => {
                    self.rest.push(entry_link(dossier, source));
                }
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
                summary_language: None,
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
            let Some(made) = dossier.source.catalog.entries.get(link.source as usize) else {
                continue;
            };
            if count >= MOST_NEIGHBOURS {
                self.rest.push(entry_link(dossier, made));
                continue;
            }
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
        Lineage {
            svg: Html::from_trusted(svg),
            legend: self.legend(),
            steps: self.steps(),
            rest: self.undrawn(),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let step = |&(from, to, role): &(usize, usize, LinkRole)| Step {
            made: self.told(to),
            relation: line(role),
            source: self.told(from),
        };
        self.edges.iter().map(step).collect()
    }

    /// The work of a box; the record itself, whose page it is, by that word alone.
    fn told(&self, node: usize) -> WorkLink {
        let work = self.nodes[node].clone();
        if node > 0 {
            return work;
        }
        WorkLink { title: self.words.word("lineage-this"), href: None, language: None, ..work }
    }

    /// Each once, and none that is drawn after all, on another way.
    fn undrawn(&self) -> Vec<WorkLink> {
        let mut known: BTreeSet<_> = self.nodes.iter().map(|it| (&it.href, &it.title)).collect();
        self.rest.iter().filter(|it| known.insert((&it.href, &it.title))).cloned().collect()
    }

    fn shown<'a>(&self, node: &'a WorkLink, own: bool) -> Shown<'a> {
        if own {
            let kind = self.words.word("lineage-this");
            let (title, spoken) = (node.title.as_str(), String::new());
            return Shown { title, spoken, kind, href: None, class: "node own" };
        }
        Shown::of(
            node,
            match node.kind {
                Some(kind) => self.words.word(&format!("kind-{kind}")),
                None => self.words.word("elsewhere"),
            },
            self.words,
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

/// How much a relation says beside others of the same two works, the most first.
fn rank(role: LinkRole) -> u8 {
    match line(role) {
        "derived" => 1,
        _ => 0,
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
    /// The attributes that tell the title's language.
    pub spoken: String,
    /// The small line above the title.
    pub kind: String,
    pub href: Option<String>,
    pub class: &'static str,
}

impl<'a> Shown<'a> {
    /// The box of a work, under the words `kind`.
    pub(super) fn of(work: &'a WorkLink, kind: String, words: &Words) -> Shown<'a> {
        let class = if work.kind.is_some() { "node" } else { "node elsewhere" };
        let spoken = spoken(work.language.as_deref(), words.language());
        Shown { title: &work.title, spoken, kind, href: work.href.clone(), class }
    }
}

pub(super) fn draw_node(svg: &mut String, node: &Shown, (x, y): (f64, f64)) {
    let _ = match &node.href {
        Some(href) => write!(svg, "<a class=\"{}\" href=\"{}\">", node.class, escape(href)),
        None => write!(svg, "<g class=\"{}\">", node.class),
    };
    // HTML breaks the lines of a text and cuts what is too long, which SVG does not.
    let _ = write!(
        svg,
        "<title{2}>{0}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"5\"/>\
         <foreignObject x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\"><div class=\"box\">\
         <span class=\"kind\">{1}</span><span class=\"title\"{2}>{0}</span></div></foreignObject>",
        escape(node.title),
        escape(&node.kind),
        node.spoken
    );
    svg.push_str(if node.href.is_some() { "</a>" } else { "</g>" });
}

//! From the events of the parser to a tree, within the budgets.

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, ScalarStyle, Span};

use super::{Content, Field, MAX_DEPTH, MAX_EXPANDED, MAX_NODES, NODE, Node, Place, Problem, Tree};
use crate::layout::{self, Misfit};
use crate::quotes;

/// A list or mapping whose end has not been reached.
struct Frame {
    place: Place,
    anchor: usize,
    content: Content,
    /// What its content weighs, see [`MAX_EXPANDED`].
    weight: usize,
    /// The names of a mapping's fields so far, and where they stand.
    names: HashMap<String, Place>,
    /// Key whose value comes next.
    key: Option<(String, Place)>,
    /// Mappings that `<<` brings in.
    merged: Vec<Arc<Node>>,
}

#[derive(Default)]
pub(super) struct Builder<'a> {
    source: &'a str,
    stack: Vec<Frame>,
    anchors: HashMap<usize, (Arc<Node>, usize)>,
    tree: Tree,
    nodes: usize,
    documents: usize,
    /// No more is read, only closed.
    is_over: bool,
}

/// Reading cannot go on; the problem is noted.
pub(super) struct Stop;

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str) -> Builder<'a> {
        Builder { source, ..Builder::default() }
    }

    pub(super) fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Stop> {
        let place = self.place(span);
        match event {
            Event::DocumentStart(..) => self.document(place)?,
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let weight = NODE + text.len();
                let content = Content::Scalar { text: text.into_owned(), plain };
                self.complete(Node { place, content }, anchor, weight)?;
            }
            Event::Alias(id) => self.alias(id, place)?,
            Event::SequenceStart(_, anchor, _) => {
                self.open(place, anchor, Content::Sequence(Vec::new()))?;
            }
            Event::MappingStart(_, anchor, _) => {
                self.open(place, anchor, Content::Mapping(Vec::new()))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close()?,
            _ => {}
        }
        Ok(())
    }

    fn document(&mut self, place: Place) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        self.problem("several-documents", "a second YAML document begins here", place);
        self.hint("write one record per file and remove the line `---`");
        Err(Stop)
    }

    fn open(&mut self, place: Place, anchor: usize, content: Content) -> Result<(), Stop> {
        if self.stack.len() >= MAX_DEPTH {
            let message = format!("lists and mappings are nested more than {MAX_DEPTH} deep");
            self.problem("too-deep", message, place);
            return Err(Stop);
        }
        self.stack.push(Frame {
            place,
            anchor,
            content,
            weight: NODE,
            names: HashMap::new(),
            key: None,
            merged: Vec::new(),
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let Frame { mut place, anchor, mut content, mut names, merged, weight, .. } = frame;
        if let Content::Mapping(fields) = &mut content {
            merge(fields, &mut names, &merged);
            if place.length == 0
                && let Some(first) = fields.first()
            {
                place = first.key_place;
            }
        }
        self.complete(Node { place, content }, anchor, weight)
    }

    fn alias(&mut self, id: usize, place: Place) -> Result<(), Stop> {
        let Some((node, weight)) = self.anchors.get(&id).cloned() else {
            self.problem("yaml-syntax", "this alias stands within its own anchor", place);
            return Err(Stop);
        };
        self.attach(node, place, weight)
    }

    fn complete(&mut self, node: Node, anchor: usize, weight: usize) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("the file holds more than {MAX_NODES} values");
            self.problem("too-large", message, node.place);
            return Err(Stop);
        }
        let place = node.place;
        let node = Arc::new(node);
        if anchor != 0 {
            self.anchors.insert(anchor, (Arc::clone(&node), weight));
        }
        self.attach(node, place, weight)
    }

    /// Puts a finished node where it belongs. `place` is that of the alias, where it is one.
    fn attach(&mut self, node: Arc<Node>, place: Place, weight: usize) -> Result<(), Stop> {
        let Some(frame) = self.stack.last_mut() else {
            self.tree.root.get_or_insert(node);
            return Ok(());
        };
        frame.weight = frame.weight.saturating_add(weight);
        if frame.weight > MAX_EXPANDED && !self.is_over {
            self.problem("alias-bomb", "aliases make the file too large from here on", place);
            self.hint("write the values out where they are needed");
            return Err(Stop);
        }
        match &mut frame.content {
            Content::Sequence(items) => items.push(node),
            Content::Scalar { .. } => {}
            Content::Mapping(fields) => match frame.key.take() {
                Some((key, _)) if key == "<<" => frame.merged.push(node),
                Some((key, key_place)) => fields.push(Field { key, key_place, value: node }),
                None => return self.key(&node, place),
            },
        }
        Ok(())
    }

    fn key(&mut self, node: &Node, place: Place) -> Result<(), Stop> {
        let Content::Scalar { text, .. } = &node.content else {
            self.problem("yaml-syntax", "a list or mapping cannot be the name of a field", place);
            return Err(Stop);
        };
        let Some(frame) = self.stack.last_mut() else { return Ok(()) };
        frame.key = Some((text.clone(), place));
        if text == "<<" {
            return Ok(());
        }
        match frame.names.get(text) {
            Some(first) => {
                let line = first.line;
                let message =
                    format!("the field `{text}` stands here a second time, after line {line}");
                self.problem("duplicate-field", message, place);
                self.hint("keep one of the two");
            }
            None => drop(frame.names.insert(text.clone(), place)),
        }
        Ok(())
    }

    pub(super) fn syntax_error(&mut self, error: &granit_parser::ScanError) {
        let marker = error.marker();
        let place = Place { line: marker.line(), column: marker.col() + 1, length: 1 };
        if matches!(error.kind(), granit_parser::ErrorKind::RecursionLimitExceeded) {
            let message = format!("lists and mappings are nested more than {MAX_DEPTH} deep");
            return self.problem("too-deep", message, place);
        }
        let misfit = quotes::misfit(self.source, place.line)
            .or_else(|| layout::misfit(self.source, place.line));
        if let Some(Misfit { message, hint, place }) = misfit {
            self.problem("yaml-syntax", message, place);
            return self.hint(hint);
        }
        self.problem("yaml-syntax", format!("this is not YAML: {}", error.info()), place);
        self.hint("check quotes, brackets and indentation here and on the line before");
    }

    pub(super) fn finish(mut self) -> Tree {
        self.is_over = true;
        while !self.stack.is_empty() {
            if self.close().is_err() {
                self.stack.clear();
            }
        }
        self.tree
    }

    fn problem(&mut self, code: &'static str, message: impl Into<String>, place: Place) {
        self.tree.problems.push(Problem { code, message: message.into(), hint: None, place });
    }

    /// Adds a hint to the problem noted last.
    fn hint(&mut self, hint: impl Into<String>) {
        if let Some(problem) = self.tree.problems.last_mut() {
            problem.hint = Some(hint.into());
        }
    }

    fn place(&self, span: &Span) -> Place {
        let text = span.slice(self.source).unwrap_or_default();
        let first_line = text.lines().next().unwrap_or_default().trim_end();
        Place {
            line: span.start.line(),
            column: span.start.col() + 1,
            length: first_line.chars().count(),
        }
    }
}

/// Adds the fields of `merged` that are not among the `names` of `fields`, as the merge key `<<`
/// asks.
fn merge(fields: &mut Vec<Field>, names: &mut HashMap<String, Place>, merged: &[Arc<Node>]) {
    for node in merged {
        match &node.content {
            Content::Mapping(others) => {
                for other in others {
                    if !names.contains_key(&other.key) {
                        names.insert(other.key.clone(), other.key_place);
                        fields.push(other.clone());
                    }
                }
            }
            Content::Sequence(items) => merge(fields, names, items),
            Content::Scalar { .. } => {}
        }
    }
}

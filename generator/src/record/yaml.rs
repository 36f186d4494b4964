//! A YAML file as a tree that knows where each node stands.
//!
//! Only the slow path builds it: a record that reads well is never parsed twice. The tree of a
//! broken file holds what stands before the break, so that its other problems can be named too.

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, Span};

/// Deepest nesting of lists and mappings. Records need about ten.
pub const MAX_DEPTH: usize = 64;

/// Most nodes of a file, and most of what its aliases stand for.
pub const MAX_NODES: usize = 2_000_000;

/// A place in the text of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Characters on that line.
    pub length: usize,
}

/// What makes a text no usable YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Code of the diagnostic.
    pub code: &'static str,
    pub message: String,
    pub hint: Option<&'static str>,
    pub place: Place,
}

/// A node of the tree. An alias shares the node of its anchor.
#[derive(Debug)]
pub struct Node {
    pub place: Place,
    pub content: Content,
}

#[derive(Debug)]
pub enum Content {
    Scalar {
        text: String,
        /// Written without quotes, hence possibly a number, a truth value or nothing.
        plain: bool,
    },
    Sequence(Vec<Arc<Node>>),
    Mapping(Vec<Field>),
}

/// A key of a mapping with its value.
#[derive(Clone, Debug)]
pub struct Field {
    pub key: String,
    pub key_place: Place,
    pub value: Arc<Node>,
}

/// What could be read of a file.
#[derive(Debug, Default)]
pub struct Tree {
    pub root: Option<Arc<Node>>,
    pub problems: Vec<Problem>,
}

/// Reads the first document of `source`.
pub fn parse(source: &str) -> Tree {
    let mut builder = Builder { source, ..Builder::default() };
    for next in Parser::new_from_str(source) {
        match next {
            Ok((event, span)) => {
                if builder.take(event, &span).is_err() {
                    break;
                }
            }
            Err(error) => {
                builder.syntax_error(&error);
                break;
            }
        }
    }
    builder.finish()
}

/// A list or mapping whose end has not been reached.
struct Frame {
    place: Place,
    anchor: usize,
    content: Content,
    /// Key whose value comes next.
    key: Option<(String, Place)>,
    /// Mappings that `<<` brings in.
    merged: Vec<Arc<Node>>,
}

#[derive(Default)]
struct Builder<'a> {
    source: &'a str,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Arc<Node>>,
    tree: Tree,
    nodes: usize,
    documents: usize,
}

/// Reading cannot go on; the problem is noted.
struct Stop;

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Stop> {
        let place = self.place(span);
        match event {
            Event::DocumentStart(..) => self.document(place)?,
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let content = Content::Scalar { text: text.into_owned(), plain };
                self.complete(Node { place, content }, anchor)?;
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
        self.stack.push(Frame { place, anchor, content, key: None, merged: Vec::new() });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let Frame { mut place, anchor, mut content, merged, .. } = frame;
        if let Content::Mapping(fields) = &mut content {
            merge(fields, &merged);
            if place.length == 0
                && let Some(first) = fields.first()
            {
                place = first.key_place;
            }
        }
        self.complete(Node { place, content }, anchor)
    }

    fn alias(&mut self, id: usize, place: Place) -> Result<(), Stop> {
        let Some(node) = self.anchors.get(&id).cloned() else {
            self.problem("yaml-syntax", "this alias stands within its own anchor", place);
            return Err(Stop);
        };
        self.attach(node, place)
    }

    fn complete(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("the file holds more than {MAX_NODES} values");
            self.problem("too-large", message, node.place);
            return Err(Stop);
        }
        let place = node.place;
        let node = Arc::new(node);
        if anchor != 0 {
            self.anchors.insert(anchor, Arc::clone(&node));
        }
        self.attach(node, place)
    }

    /// Puts a finished node where it belongs. `place` is that of the alias, where it is one.
    fn attach(&mut self, node: Arc<Node>, place: Place) -> Result<(), Stop> {
        let Some(frame) = self.stack.last_mut() else {
            self.tree.root.get_or_insert(node);
            return Ok(());
        };
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
        let first = match &frame.content {
            Content::Mapping(fields) => fields.iter().find(|field| field.key == *text),
            _ => None,
        };
        if let Some(first) = first {
            let message = format!(
                "the field `{text}` stands here a second time, after line {}",
                first.key_place.line
            );
            frame.key = Some((text.clone(), place));
            self.problem("duplicate-field", message, place);
            self.hint("keep one of the two");
        } else {
            frame.key = Some((text.clone(), place));
        }
        Ok(())
    }

    fn syntax_error(&mut self, error: &granit_parser::ScanError) {
        let marker = error.marker();
        let place = Place { line: marker.line(), column: marker.col() + 1, length: 1 };
        if matches!(error.kind(), granit_parser::ErrorKind::RecursionLimitExceeded) {
            let message = format!("lists and mappings are nested more than {MAX_DEPTH} deep");
            return self.problem("too-deep", message, place);
        }
        self.problem("yaml-syntax", format!("this is not YAML: {}", error.info()), place);
        self.hint("check quotes, brackets and indentation here and on the line before");
    }

    fn finish(mut self) -> Tree {
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
    fn hint(&mut self, hint: &'static str) {
        if let Some(problem) = self.tree.problems.last_mut() {
            problem.hint = Some(hint);
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

/// Adds the fields of `merged` that `fields` lacks, as the merge key `<<` asks.
fn merge(fields: &mut Vec<Field>, merged: &[Arc<Node>]) {
    for node in merged {
        match &node.content {
            Content::Mapping(others) => {
                for other in others {
                    if !fields.iter().any(|field| field.key == other.key) {
                        fields.push(other.clone());
                    }
                }
            }
            Content::Sequence(items) => merge(fields, items),
            Content::Scalar { .. } => {}
        }
    }
}

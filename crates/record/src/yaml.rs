//! A YAML file as a tree that knows where each node stands.
//!
//! Only the slow path builds it: a record that reads well is never parsed twice. The tree of a
//! broken file holds what stands before the break, so that its other problems can be named too.

mod builder;

use std::sync::Arc;

use granit_parser::Parser;

use super::json_pointer;
use builder::Builder;

/// Deepest nesting of lists and mappings. Records need about ten.
pub const MAX_DEPTH: usize = 64;

/// Most nodes of a file.
pub const MAX_NODES: usize = 500_000;

/// Most that a file comes to once each alias is what it stands for: a byte of text counts as one,
/// every node as [`NODE`].
pub const MAX_EXPANDED: usize = 1 << 26;

/// What a node weighs beside its text, about its memory.
const NODE: usize = 32;

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
    pub hint: Option<String>,
    pub place: Place,
}

/// A node of the tree. An alias shares the node of its anchor.
#[derive(Debug)]
pub struct Node {
    pub place: Place,
    pub content: Content,
}

impl Node {
    /// Hands every scalar, with its JSON Pointer below `pointer`, to `use_it`.
    pub fn each_scalar(&self, pointer: &str, use_it: &mut dyn FnMut(&str, &str)) {
        match &self.content {
            Content::Scalar { text, .. } => use_it(pointer, text),
            Content::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.each_scalar(&format!("{pointer}/{index}"), use_it);
                }
            }
            Content::Mapping(fields) => {
                for field in fields {
                    let name = json_pointer::escape(&field.key);
                    field.value.each_scalar(&format!("{pointer}/{name}"), use_it);
                }
            }
        }
    }
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
    let mut builder = Builder::new(source);
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

/// Whether `source` stays within the limits once its aliases are followed.
///
/// Only a text in which an anchor may stand is parsed for it.
pub fn is_bounded(source: &str) -> bool {
    let bytes = source.as_bytes();
    let is_anchor = |window: &[u8]| {
        window[1] == b'&'
            && !window[2].is_ascii_whitespace()
            && b" \t\n\r[{,:-?".contains(&window[0])
    };
    let may_have = bytes.windows(3).any(is_anchor) || bytes.first() == Some(&b'&');
    !may_have || !parse(source).problems.iter().any(|problem| problem.code == "alias-bomb")
}

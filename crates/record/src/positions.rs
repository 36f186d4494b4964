//! Where in a YAML file a value stands.
//!
//! Typed records carry no positions, because a hundred thousand of them would pay for the few that
//! have a problem. A diagnostic names a JSON pointer, and only then is the file read again.

use std::sync::Arc;

use super::json_pointer::unescape;
pub use super::yaml::Place;
use super::yaml::{Content, Field, Node, Tree, parse};

/// The positions of all values of one file.
#[derive(Debug)]
pub struct Positions {
    root: Option<Arc<Node>>,
}

impl Positions {
    /// Reads `source`; of a broken file, up to where it is broken.
    pub fn of(source: &str) -> Positions {
        Positions::of_tree(&parse(source))
    }

    pub(super) fn of_tree(tree: &Tree) -> Positions {
        Positions { root: tree.root.clone() }
    }

    /// The value at `pointer` (RFC 6901): a scalar itself, a mapping's first field, and a list's
    /// first item.
    pub fn value(&self, pointer: &str) -> Option<Place> {
        self.walk(pointer).map(|found| match found {
            Found::Field(field) => start(&field.value),
            Found::Node(node) => start(node),
        })
    }

    /// The name of the field at `pointer`; for an item of a list the item.
    pub fn key(&self, pointer: &str) -> Option<Place> {
        self.walk(pointer).map(|found| match found {
            Found::Field(field) => field.key_place,
            Found::Node(node) => start(node),
        })
    }

    /// What a message about `pointer` should mark: a scalar itself, otherwise the name of the
    /// field, otherwise whatever encloses it.
    pub fn nearest(&self, pointer: &str) -> Place {
        let mut pointer = pointer;
        loop {
            match self.walk(pointer) {
                Some(Found::Field(field)) => match &field.value.content {
                    Content::Scalar { .. } if field.value.place.length > 0 => {
                        return field.value.place;
                    }
                    _ => return field.key_place,
                },
                Some(Found::Node(node)) => return start(node),
                None => {}
            }
            let Some((parent, _)) = pointer.rsplit_once('/') else {
                return Place { line: 1, column: 1, length: 0 };
            };
            pointer = parent;
        }
    }

    /// Hands every scalar of the value at `pointer`, with its JSON Pointer below that, to `use_it`.
    pub fn each_scalar(&self, pointer: &str, use_it: &mut dyn FnMut(&str, &str)) {
        if let Some(found) = self.walk(pointer) {
            found.node().each_scalar("", use_it);
        }
    }

    fn walk(&self, pointer: &str) -> Option<Found<'_>> {
        let mut found = Found::Node(self.root.as_deref()?);
        for token in pointer.split('/').skip(1) {
            found = match &found.node().content {
                Content::Mapping(fields) => {
                    let name = unescape(token);
                    Found::Field(fields.iter().find(|field| field.key == name)?)
                }
                Content::Sequence(items) => Found::Node(items.get(token.parse::<usize>().ok()?)?),
                Content::Scalar { .. } => return None,
            };
        }
        Some(found)
    }
}

/// Line, column and length of the value at `pointer` in `source`.
pub fn locate(source: &str, pointer: &str) -> Option<Place> {
    Positions::of(source).value(pointer)
}

/// Line, column and length of the name of the field at `pointer` in `source`.
pub fn locate_key(source: &str, pointer: &str) -> Option<Place> {
    Positions::of(source).key(pointer)
}

enum Found<'a> {
    Field(&'a Field),
    Node(&'a Node),
}

impl<'a> Found<'a> {
    fn node(&self) -> &'a Node {
        match *self {
            Found::Field(field) => &field.value,
            Found::Node(node) => node,
        }
    }
}

/// A list has no text of its own, so its first item stands for it.
fn start(node: &Node) -> Place {
    match &node.content {
        Content::Sequence(items) => items.first().map_or(node.place, |item| start(item)),
        Content::Mapping(fields) => fields.first().map_or(node.place, |field| field.key_place),
        Content::Scalar { .. } => node.place,
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Positions, locate, locate_key};

    const SOURCE: &str = "\
title: Größe des Jets
authors:
  - jane-doe
  - name: \"John Roe\"
    orcid: 0000-0002-1825-0097
model: &m
  task: [a, bé]
description: |
  Some text
  here.
other: *m
";

    fn place(line: usize, column: usize, length: usize) -> Place {
        Place { line, column, length }
    }

    #[test]
    fn values_and_keys_are_found() {
        assert_eq!(locate(SOURCE, "/title"), Some(place(1, 8, 14)));
        assert_eq!(locate_key(SOURCE, "/title"), Some(place(1, 1, 5)));
        assert_eq!(locate(SOURCE, "/authors/0"), Some(place(3, 5, 8)));
        assert_eq!(locate(SOURCE, "/authors/1/name"), Some(place(4, 11, 10)));
        assert_eq!(locate_key(SOURCE, "/authors/1"), Some(place(4, 5, 4)));
        assert_eq!(locate(SOURCE, "/model/task/1"), Some(place(7, 13, 2)));
        assert_eq!(locate(SOURCE, "/other/task/0"), Some(place(7, 10, 1)));
        assert_eq!(locate(SOURCE, "/nothing"), None);
        assert_eq!(locate(SOURCE, "/title/0"), None);
    }

    #[test]
    fn what_is_missing_is_shown_where_it_belongs() {
        let positions = Positions::of(SOURCE);
        assert_eq!(positions.nearest("/model/training/seed"), place(6, 1, 5));
        assert_eq!(positions.nearest("/authors/1/url"), place(4, 5, 4));
        assert_eq!(positions.nearest("/license"), place(1, 1, 5));
        assert_eq!(positions.nearest("/description").line, 9);
    }

    #[test]
    fn the_scalars_of_a_value_are_told_from_it_on() {
        let positions = Positions::of(SOURCE);
        let mut found = Vec::new();
        for pointer in ["/authors/1", "/title", "/nothing"] {
            positions.each_scalar(pointer, &mut |pointer, text| {
                found.push((pointer.to_owned(), text.to_owned()));
            });
        }
        let expected =
            [("/name", "John Roe"), ("/orcid", "0000-0002-1825-0097"), ("", "Größe des Jets")];
        assert_eq!(found, expected.map(|(pointer, text)| (pointer.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_broken_tail_leaves_the_head() {
        let source = "title: A\nauthors: [a, b\nkeywords: \"open\n";
        assert_eq!(locate(source, "/title"), Some(place(1, 8, 1)));
    }
}

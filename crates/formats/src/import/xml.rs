//! XML as a tree, within bounds: no document type, so no entities but XML's own five.

use std::sync::Arc;

use faircat_record::diagnostic::{Diagnostic, Location};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::document;
use crate::reader::Input;

/// Deepest nesting of elements. DataCite's records need six, OAI-PMH around them four more.
const MAX_DEPTH: usize = 64;

/// Most elements and attributes of a file.
const MAX_NODES: usize = 500_000;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Without prefix.
    pub name: String,
    /// Empty where it has none.
    pub namespace: String,
    /// By their names without prefixes; declarations of namespaces are none.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// Where it begins, counted from 1.
    pub line: usize,
    /// All text that stands directly within.
    text: String,
    /// Before which byte of the text of its parent it stands.
    at: usize,
}

impl Element {
    /// The text directly within, without blanks at its ends.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// All text within, also that of the elements in it, in the order in which it stands.
    pub(crate) fn whole_text(&self) -> String {
        let mut whole = String::with_capacity(self.text.len());
        self.add_text(&mut whole);
        whole.trim().to_owned()
    }

    fn add_text(&self, whole: &mut String) {
        let mut done = 0;
        for child in &self.children {
            whole.push_str(self.text.get(done..child.at).unwrap_or_default());
            child.add_text(whole);
            done = child.at;
        }
        whole.push_str(self.text.get(done..).unwrap_or_default());
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.trim()).filter(|it| !it.is_empty())
    }
}

/// The root of the document that a file is.
pub(crate) fn read(input: &Input) -> Result<Element, Box<Diagnostic>> {
    let text = document::text(input)?;
    let mut reader = NsReader::from_str(text);
    let mut tree = Tree::default();
    let mut lines = Lines { text, at: 0, line: 1 };
    let result = loop {
        tree.line = lines.of(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Eof) => break tree.finish(),
            Ok(event) => {
                if let Err(message) = tree.take(&event, &reader) {
                    break Err(message);
                }
            }
            Err(error) => break Err(error.to_string()),
        }
    };
    result.map_err(|message| {
        let end =
            usize::try_from(reader.error_position().max(reader.buffer_position())).unwrap_or(0);
        let line =
            text.as_bytes()[..end.min(text.len())].iter().filter(|it| **it == b'\n').count() + 1;
        let file = Arc::new(input.place.to_owned());
        let problem =
            Diagnostic::error("import-malformed-xml", format!("this is not XML: {message}"));
        let place = Location { file, line, column: 0, length: 0 };
        Box::new(
            problem
                .at(place)
                .hint("correct the file, or fetch it again; nothing of it was imported"),
        )
    })
}

/// Counts lines as a text is read.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the byte at `position`, which is none before the last one.
    fn of(&mut self, position: u64) -> usize {
        let to = usize::try_from(position).unwrap_or(self.at).min(self.text.len());
        let read = self.text.as_bytes().get(self.at..to).unwrap_or_default();
        self.line += read.iter().filter(|byte| **byte == b'\n').count();
        self.at = to.max(self.at);
        self.line
    }
}

/// A tree in the making.
#[derive(Default)]
struct Tree {
    root: Option<Element>,
    open: Vec<Element>,
    nodes: usize,
    /// Of the next event.
    line: usize,
}

impl Tree {
    fn take(&mut self, event: &Event<'_>, reader: &NsReader<&[u8]>) -> Result<(), String> {
        match event {
            Event::Start(start) => {
                let element = self.element(start, reader)?;
                self.open.push(element);
                if self.open.len() > MAX_DEPTH {
                    return Err(format!("elements are nested more than {MAX_DEPTH} deep"));
                }
            }
            Event::Empty(start) => {
                let element = self.element(start, reader)?;
                self.close(element)?;
            }
            Event::End(_) => {
                let element = self.open.pop().ok_or("an element ends that did not begin")?;
                self.close(element)?;
            }
            Event::Text(text) => self.text(text)?,
            Event::CData(text) => self.text(text)?,
            Event::GeneralRef(reference) => {
                let name: &str = reference;
                match reference.resolve_char_ref().map_err(|it| it.to_string())? {
                    Some(sign) => self.text(sign.encode_utf8(&mut [0; 4]))?,
                    None => {
                        let known = resolve_xml_entity(name);
                        let known =
                            known.ok_or_else(|| format!("the entity `&{name};` is not XML's"))?;
                        self.text(known)?;
                    }
                }
            }
            Event::DocType(_) => {
                return Err("a document type is declared; remove the `<!DOCTYPE …>`".to_owned());
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn element(
        &mut self,
        start: &BytesStart<'_>,
        reader: &NsReader<&[u8]>,
    ) -> Result<Element, String> {
        let (namespace, name) = reader.resolver().resolve_element(start.name());
        let namespace = match namespace {
            ResolveResult::Bound(it) => it.as_ref().to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(prefix) => {
                return Err(format!("the prefix `{prefix}` has no namespace"));
            }
        };
        let (name, line) = (name.as_ref().to_owned(), self.line);
        let at = self.open.last().map_or(0, |it| it.text.len());
        let mut element = Element { name, namespace, line, at, ..Element::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            self.count()?;
            if attribute.key.as_namespace_binding().is_none() {
                let value = attribute
                    .normalized_value(XmlVersion::Explicit1_0)
                    .map_err(|error| error.to_string())?;
                element
                    .attributes
                    .push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
            }
        }
        self.count()?;
        Ok(element)
    }

    fn count(&mut self) -> Result<(), String> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(format!("the file holds more than {MAX_NODES} elements and attributes"));
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err("there is text outside the root".to_owned()),
        }
        Ok(())
    }

    fn close(&mut self, element: Element) -> Result<(), String> {
        match self.open.last_mut() {
            Some(parent) => {
                // A line ends there, in texts that may have such elements.
                if element.name == "br" {
                    parent.text.push('\n');
                }
                parent.children.push(element);
            }
            None if self.root.is_none() => self.root = Some(element),
            None => return Err("there is more than one root".to_owned()),
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, String> {
        match self.open.last() {
            Some(open) => Err(format!("`{}` does not end", open.name)),
            None => self.root.ok_or_else(|| "there is no element".to_owned()),
        }
    }
}

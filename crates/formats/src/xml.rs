//! XML in memory: elements with attributes and text, always well formed.

use std::borrow::Cow;

use faircat_text::is_in_xml;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// XML under construction.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

/// Attributes of an element; those without a value are left out.
pub(super) type Attributes<'a> = &'a [(&'static str, Option<&'a str>)];

impl Xml {
    /// An XML 1.0 document in UTF-8 without content.
    pub(super) fn new() -> Xml {
        let writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        let mut xml = Xml { writer, open: Vec::new() };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// Opens an element, to be closed by [`Xml::close`].
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes) -> &mut Self {
        self.write(Event::Start(start(name, attributes)));
        self.open.push(name);
        self
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
        self
    }

    /// An element that holds but text.
    pub(super) fn leaf(
        &mut self,
        name: &'static str,
        attributes: Attributes,
        text: &str,
    ) -> &mut Self {
        self.write(Event::Start(start(name, attributes)));
        self.write(Event::Text(BytesText::new(&printable(text))));
        self.write(Event::End(BytesEnd::new(name)));
        self
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes) -> &mut Self {
        self.write(Event::Empty(start(name, attributes)));
        self
    }

    /// What is well-formed XML already, without its declaration.
    pub(super) fn markup(&mut self, markup: &str) -> &mut Self {
        let declared = markup.trim_start().strip_prefix("<?xml").and_then(|it| it.split_once("?>"));
        let element = declared.map_or(markup, |(_, element)| element);
        // Between elements, so that no text of theirs changes.
        self.writer.get_mut().push(b'\n');
        self.writer.get_mut().extend_from_slice(element.trim().as_bytes());
        self
    }

    /// The document, with every element closed.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        let mut text = self.writer.into_inner();
        text.push(b'\n');
        text
    }

    fn write(&mut self, event: Event) {
        let written = self.writer.write_event(event);
        debug_assert!(written.is_ok(), "memory takes all that is written");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        if let Some(value) = value {
            start.push_attribute((*name, printable(value).as_ref()));
        }
    }
    start
}

/// `text` without the characters that XML 1.0 (section 2.2) has no way to write.
fn printable(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| !is_in_xml(c);
    if text.contains(forbidden) { text.replace(forbidden, "").into() } else { text.into() }
}

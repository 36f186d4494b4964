//! XML in memory: elements with attributes and text, always well formed.

use quick_xml::escape::escape;

/// XML under construction.
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

/// Attributes of an element; those without a value are left out.
pub(super) type Attributes<'a> = &'a [(&'static str, Option<&'a str>)];

impl Xml {
    /// An XML 1.0 document in UTF-8 without content.
    pub(super) fn new() -> Xml {
        Xml { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element, to be closed by [`Xml::close`].
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes) -> &mut Self {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
        self
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.end(name);
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
        self.start(name, attributes);
        self.text.push('>');
        self.text.push_str(&escape(printable(text)));
        self.end(name);
        self
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes) -> &mut Self {
        self.start(name, attributes);
        self.text.push_str("/>\n");
        self
    }

    /// The document, with every element closed.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.into_bytes()
    }

    fn start(&mut self, name: &str, attributes: Attributes) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            if let Some(value) = value {
                self.text.push(' ');
                self.text.push_str(name);
                self.text.push_str("=\"");
                self.text.push_str(&escape(printable(value)));
                self.text.push('"');
            }
        }
    }

    fn end(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.text.push_str("  ");
        }
    }
}

/// `text` without the characters that XML 1.0 (section 2.2) has no way to write.
fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    let forbidden = |c: char| matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { text.replace(forbidden, "").into() } else { text.into() }
}

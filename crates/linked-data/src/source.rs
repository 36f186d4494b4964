//! What a document is made from, and the names of its nodes.

use faircat_catalog::site::Site;
use faircat_catalog::{Catalog, Entry, Target};
use faircat_record::Record;
use faircat_record::identifier::Identifier;
use faircat_record::references::LinkRole;
use oxrdf::NamedNode;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use url::{Position, Url};

use super::languages::title_of;
use super::node::Node;
use super::vocabulary::schema;

/// One record with its surroundings.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub site: &'a Site,
    pub catalog: &'a Catalog,
    pub entry: &'a Entry,
    pub record: &'a Record,
}

impl Source<'_> {
    /// The IRI of the record: the address of its page.
    pub fn iri(&self) -> String {
        self.iri_of(self.entry)
    }

    /// The IRI of another record.
    pub fn iri_of(&self, entry: &Entry) -> String {
        self.site.iri(&entry.page())
    }

    /// The IRI of the `number`th `part` of the record.
    pub fn part(&self, part: &str, number: usize) -> String {
        format!("{}#{part}-{number}", self.iri())
    }

    /// The IRI of the one part of the record that is called `name`.
    pub fn only_part(&self, name: &str) -> String {
        format!("{}#{name}", self.iri())
    }

    /// The IRI of something that has but a name; the same name gives the same IRI.
    pub fn fragment(&self, kind: &str, name: &str) -> String {
        format!("{}#{kind}-{}", self.iri(), utf8_percent_encode(name, NON_ALPHANUMERIC))
    }

    /// The IRI that a reference leads to, where it leads anywhere.
    pub fn target_iri(&self, text: &str, role: LinkRole) -> Option<String> {
        match self.catalog.resolve(text, role) {
            Target::Entry(entry) => Some(self.iri_of(entry)),
            Target::External(identifier) => safe_iri(&identifier.iri()?),
            Target::Name(_) => None,
        }
    }

    /// What people call what a reference leads to: a record by its title, all else as it is written.
    pub fn name_of<'t>(&'t self, text: &'t str, role: LinkRole) -> &'t str {
        match self.catalog.resolve(text, role) {
            Target::Entry(entry) => &entry.summary.title,
            Target::External(_) | Target::Name(_) => text,
        }
    }

    /// The node that a reference leads to: a record with its title, something elsewhere, or a
    /// mere name as a fragment of this record.
    pub fn target(&self, text: &str, role: LinkRole) -> Value {
        self.titled_target(text, role, None)
    }

    /// As [`Source::target`]; `title` names what is not in the catalogue.
    pub fn titled_target(&self, text: &str, role: LinkRole, title: Option<&str>) -> Value {
        let (iri, name) = match self.catalog.resolve(text, role) {
            Target::Entry(entry) => (Some(self.iri_of(entry)), Some(title_of(entry))),
            Target::External(identifier) => {
                (identifier.iri().as_deref().and_then(safe_iri), title.map(Value::from))
            }
            Target::Name(name) => (None, Some(Value::from(name))),
        };
        let mut node = Node::new(iri.unwrap_or_else(|| self.fragment("thing", text)));
        node.set(schema::key::NAME, name);
        node.into()
    }

    /// The `number`th identifier of the record as a PropertyValue.
    pub fn identifier(&self, number: usize, text: &str) -> Value {
        let mut node = Node::typed(self.part("identifier", number), schema::key::PROPERTY_VALUE);
        match Identifier::parse(text) {
            Ok(identifier) => {
                node.set(schema::key::PROPERTY_ID, identifier.scheme_id());
                node.set(schema::key::VALUE, identifier.to_string());
                node.set(schema::key::URL, identifier.url().as_deref().and_then(safe_iri));
            }
            Err(_) => {
                node.set(schema::key::VALUE, text);
            }
        }
        node.into()
    }
}

/// What RFC 3987 forbids in an IRI and the URL standard leaves alone.
///
/// Brackets belong to a host alone, which [`repaired`] spares.
const FORBIDDEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'[')
    .add(b']');

const FORBIDDEN_IN_FRAGMENT: &AsciiSet = &FORBIDDEN.add(b'#');

/// `text` as an absolute IRI; `None` where it is none, or of a scheme that runs code.
pub fn safe_iri(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    if matches!(url.scheme(), "javascript" | "data" | "vbscript" | "blob" | "file") {
        return None;
    }
    // Few addresses need repair, and what cannot be repaired is none.
    let iri = NamedNode::new(url.as_str()).or_else(|_| NamedNode::new(repaired(&url)));
    iri.ok().map(NamedNode::into_string)
}

/// `url` with everything encoded that an IRI cannot hold.
fn repaired(url: &Url) -> String {
    let mut iri = url[..Position::BeforePath].to_owned();
    let path_and_query = &url[Position::BeforePath..Position::AfterQuery];
    iri.extend(utf8_percent_encode(path_and_query, FORBIDDEN));
    if let Some(fragment) = url.fragment() {
        iri.push('#');
        iri.extend(utf8_percent_encode(fragment, FORBIDDEN_IN_FRAGMENT));
    }
    let mut pieces = iri.split('%');
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_escape = piece.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        whole.push_str(if is_escape { "%" } else { "%25" });
        whole.push_str(piece);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::safe_iri;

    #[test]
    fn addresses_become_valid_iris() {
        assert_eq!(safe_iri("https://x.org/a b|c"), Some("https://x.org/a%20b%7Cc".to_owned()));
        assert_eq!(safe_iri("https://x.org/5%/[a]"), Some("https://x.org/5%25/%5Ba%5D".to_owned()));
        assert_eq!(safe_iri("https://[::1]/#a#b"), Some("https://[::1]/#a%23b".to_owned()));
        assert_eq!(safe_iri("javascript:alert(1)"), None);
        assert_eq!(safe_iri("no address"), None);
    }
}

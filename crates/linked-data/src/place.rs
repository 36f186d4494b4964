//! Where a document is at home, and what it says shorter for it.
//!
//! A record's own parts, and the tests that its findings are of, are named some hundred times in
//! what is published of it. Relative to its page these names take a fifth of the room (RFC 3986,
//! section 4.2; JSON-LD 1.1, section 4.1.3; Turtle 1.1, section 2.4).

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::context::needed;

/// The address of a page, and how its site is reached from it.
#[derive(Clone, Debug)]
pub struct Place {
    page: String,
    site: String,
    above: String,
}

impl Place {
    /// Of the page `page`, which lies below `site`; both end with `/`.
    pub fn new(page: &str, site: &str) -> Place {
        let path = page.strip_prefix(site).unwrap_or_default();
        let above = "../".repeat(path.matches('/').count());
        Place { page: page.to_owned(), site: site.to_owned(), above }
    }

    pub fn base(&self) -> &str {
        &self.page
    }

    /// `iri` as it is written in a document whose base is this page.
    pub fn relative<'a>(&self, iri: &'a str) -> Cow<'a, str> {
        // What has a colon would be read as if it began with a scheme or a prefix.
        let short = |rest: &&str| !rest.contains(':') && !rest.starts_with('/');
        if let Some(rest) = iri.strip_prefix(self.page.as_str()).filter(short) {
            return Cow::Borrowed(rest);
        }
        let below_site = iri.strip_prefix(self.site.as_str()).filter(short);
        match below_site.filter(|_| !self.above.is_empty()) {
            Some(rest) => Cow::Owned(format!("{}{rest}", self.above)),
            None => Cow::Borrowed(iri),
        }
    }

    /// Of `context` what the document `node` of this page needs, whose IRIs may be relative to it.
    pub fn context(&self, context: &Value, node: &Map<String, Value>) -> Value {
        let mut own = Map::new();
        own.insert("@base".to_owned(), json!(self.page));
        own.extend(needed(context, node));
        Value::Object(own)
    }

    /// The `value` of `key` with IRIs relative to the page: those of nodes, and the values of
    /// `iri_terms`.
    pub fn shortened(&self, iri_terms: &[&str], key: &str, value: &Value) -> Value {
        match value {
            Value::String(text) if key == "@id" || iri_terms.contains(&key) => {
                Value::String(self.relative(text).into_owned())
            }
            Value::Array(items) => {
                items.iter().map(|it| self.shortened(iri_terms, key, it)).collect()
            }
            Value::Object(node) => {
                let short = |(key, it): (&String, &Value)| {
                    (key.clone(), self.shortened(iri_terms, key, it))
                };
                Value::Object(node.iter().map(short).collect())
            }
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Place;
    use crate::context::{CONTEXT, IRI_TERMS};
    use crate::graph::Graph;

    const PAGE: &str = "https://e.org/c/models/a/";

    fn place() -> Place {
        Place::new(PAGE, "https://e.org/c/")
    }

    #[test]
    fn names_of_the_page_and_the_site_are_relative() {
        let place = place();
        assert_eq!(place.relative(PAGE), "");
        assert_eq!(place.relative("https://e.org/c/models/a/#x"), "#x");
        assert_eq!(
            place.relative("https://e.org/c/principles/models/#x"),
            "../../principles/models/#x"
        );
        for kept in [
            "https://e.org/",
            "https://e.org/c/models/a/files/a:b",
            "https://e.org/c//x",
            "mailto:a@b.org",
        ] {
            assert_eq!(place.relative(kept), kept);
        }
    }

    #[test]
    fn a_document_says_the_same_as_with_whole_names() {
        let said = json!({
            "@context": *CONTEXT, "@id": PAGE, "@type": "Dataset", "url": PAGE,
            "name": "https://e.org/c/models/a/", "dateModified": "2020-01-01",
            "dcterms:relation": [
                {"@id": "https://e.org/c/models/a/files/a:b"}, {"@id": "https://e.org/c/x/"},
            ],
            "dqv:hasQualityMeasurement": [{
                "@id": "https://e.org/c/models/a/#t",
                "dqv:value": {"@type": "xsd:decimal", "@value": "1.5"},
                "dqv:isMeasurementOf": "https://e.org/c/principles/models/#t",
            }],
        });
        let place = place();
        let Value::Object(mut short) = place.shortened(IRI_TERMS, "", &said) else { panic!() };
        let context = place.context(&CONTEXT, &short);
        short.insert("@context".to_owned(), context);
        let text = serde_json::to_string(&short).unwrap();
        assert_eq!(text.matches("https://e.org/c/").count(), 3, "base, name, colon: {text}");
        let graph = Graph::from_json_ld(&text).unwrap();
        let whole = Graph::of_document(said.as_object().unwrap()).unwrap();
        assert_eq!(graph.triples(), whole.triples());
    }

    #[test]
    fn a_context_has_what_is_needed() {
        let node = json!({"@type": "dcat:Dataset", "codemeta:readme": "https://e.org/"});
        let context = place().context(&CONTEXT, node.as_object().unwrap());
        let terms: Vec<&str> = context.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(terms, ["@base", "@vocab", "codemeta", "dcat", "codemeta:readme"]);
    }
}

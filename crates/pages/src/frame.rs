//! What every page has in common: its head, its place in the site, its title.

use std::borrow::Cow;

use minijinja::value::Value;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::template_variables;
use faircat_catalog::site::Site;
use faircat_record::invisible::is_override;

/// HTML that is known to be safe: a template writes it as it is.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Html(Value);

impl JsonSchema for Html {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Html".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": template_variables::HTML })
    }
}

impl Html {
    /// `html` must hold nothing of a record that was not escaped or sanitised.
    pub fn from_trusted(html: String) -> Html {
        Html(Value::from_safe_string(html))
    }

    /// Markdown that is not trusted, as that of a record.
    pub fn from_markdown(site: &Site, text: &str) -> Html {
        Html::from_trusted(super::markdown::to_html_below(site.base_url.path(), text))
    }
}

/// The variable `page` of every template.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Frame<'a> {
    pub title: &'a str,
    /// Plain text for search engines, at most a few hundred characters.
    pub description: &'a str,
    /// Absolute address.
    pub url: String,
    /// Which entry of the navigation is marked: a folder, as `models`, or empty.
    pub section: &'a str,
    /// The way from the home page to this one, without either.
    pub crumbs: Vec<Crumb>,
    /// `<link>` elements, for machines (FAIR Signposting level 1).
    pub links: Vec<HeadLink<'a>>,
    /// JSON-LD of the page, ready for its `<script>` element.
    pub json_ld: Option<Html>,
    /// Modules of `static/` that the page needs besides `page.js`.
    pub scripts: Vec<&'a str>,
    /// Whether search engines should leave the page out.
    pub hidden: bool,
    /// Whether the page is of a draft, which only builds for a look have.
    pub draft: bool,
}

/// A step of the way to a page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Crumb {
    pub title: String,
    /// Tag of the title's language, where it is a record's and that tells it.
    pub language: Option<String>,
    /// Relative to the site's root.
    pub path: String,
}

/// A typed link in the head of a page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct HeadLink<'a> {
    pub rel: &'static str,
    pub href: String,
    /// Media type of the target.
    pub media_type: Option<&'a str>,
    /// Profile that the target follows.
    pub profile: Option<&'a str>,
    pub title: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// A page at `path`, relative to the site's root, with nothing but a title.
    pub fn new(site: &Site, path: &str, title: &'a str) -> Frame<'a> {
        Frame {
            title,
            description: "",
            url: site.iri(path),
            section: "",
            crumbs: Vec::new(),
            links: Vec::new(),
            json_ld: None,
            scripts: Vec::new(),
            hidden: false,
            draft: false,
        }
    }
}

impl Crumb {
    pub fn new(title: impl Into<String>, path: impl Into<String>) -> Crumb {
        Crumb { title: title.into(), language: None, path: path.into() }
    }

    pub fn in_language(self, tag: Option<&str>) -> Crumb {
        Crumb { language: tag.map(str::to_owned), ..self }
    }
}

/// JSON for the inside of a `<script>` element: no `<` remains, so nothing in it can end the
/// element or start a comment, and no character that turns the order of letters.
pub fn json_for_script(document: &serde_json::Value) -> Html {
    let json = serde_json::to_string(document).unwrap_or_default();
    let is_escaped = |one: char| one == '<' || is_override(one);
    if !json.contains(is_escaped) {
        return Html::from_trusted(json);
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for one in json.chars() {
        match is_escaped(one) {
            true => escaped.push_str(&format!("\\u{:04x}", u32::from(one))),
            false => escaped.push(one),
        }
    }
    Html::from_trusted(escaped)
}

//! A record that is one object of its source.

use std::collections::BTreeMap;

use faircat_record::{AgentRef, DatasetSection, Kind, ModelSection, Work};
use serde_json::{Map, Value};
use url::Url;

use super::beside::FilesBeside;
use super::document::Whereabouts;
use super::statements::web_address;
use super::{names, sound, visible};
use crate::json_fields::{JsonFields, Notes, kept};
use crate::reader::{ForeignRecord, Imported, Known};

/// Deepest nesting of what is kept in `extensions`, well below what records may have.
const DEEPEST: usize = 40;

/// Formats of works of every kind, which have no word for some of ours.
const KIND_LEFT_OPEN: [&str; 10] = [
    "bibtex",
    "cff",
    "codemeta",
    "datacite",
    "datacite-json",
    "datacite-xml",
    "json-ld",
    "ro-crate",
    "turtle",
    "zenodo",
];

/// A record as its source has it: `fill` makes a work of `fields`, and what it does not take is
/// kept.
pub(crate) struct SourceRecord {
    /// Name of the format.
    pub format: &'static str,
    pub id: String,
    pub slug: String,
    pub kind: Kind,
    pub title: String,
    /// Its page elsewhere.
    pub url: Option<String>,
    pub fields: Map<String, Value>,
    /// Text beside the fields.
    pub body: String,
    pub beside: FilesBeside,
    pub source: Whereabouts,
    pub fill: fn(&mut JsonFields<'_>, &mut Work, &Context<'_>),
}

impl SourceRecord {
    /// A record of which nothing is said yet.
    pub(crate) fn bare(
        format: &'static str,
        kind: Kind,
        source: Whereabouts,
        fill: fn(&mut JsonFields<'_>, &mut Work, &Context<'_>),
    ) -> SourceRecord {
        SourceRecord {
            format,
            id: String::new(),
            slug: String::new(),
            kind,
            title: String::new(),
            url: None,
            fields: Map::new(),
            body: String::new(),
            beside: FilesBeside::default(),
            source,
            fill,
        }
    }
}

/// What is known beside the fields of a record.
pub(crate) struct Context<'a> {
    /// What the source calls the record.
    pub id: &'a str,
    pub body: &'a str,
    pub beside: &'a FilesBeside,
    pub known: &'a Known,
    /// Where the document was fetched from, if it was.
    pub address: Option<Url>,
}

impl Context<'_> {
    /// The record of the catalogue that is called `slug`, as a reference.
    pub(crate) fn reference(&self, slug: &str) -> Option<String> {
        self.known.get(slug).map(|kind| format!("{}/{slug}", kind.folder()))
    }

    /// The address of what `text` names: one on the web, or a path beside the document where that was
    /// fetched from one.
    pub(crate) fn address_of(&self, text: &str) -> Option<String> {
        let absolute = web_address(text);
        let is_path = !text.is_empty() && !text.contains(':') && !text.starts_with(['#', '_']);
        let joined = || self.address.as_ref()?.join(text).ok();
        absolute.or_else(|| joined().filter(|_| is_path).map(String::from))
    }
}

impl ForeignRecord for SourceRecord {
    fn id(&self) -> &str {
        &self.id
    }

    fn slug(&self) -> String {
        self.slug.clone()
    }

    fn kind(&self) -> Kind {
        self.kind
    }

    fn set_kind(&mut self, kind: Kind) -> bool {
        let is_open = KIND_LEFT_OPEN.contains(&self.format);
        if is_open {
            self.kind = kind;
        }
        is_open
    }

    fn import(self: Box<Self>, known: &Known) -> Imported {
        let address = self.source.address();
        let notes = Notes::of_text(self.format, self.source);
        let title = visible::seen("the title", self.title, &notes);
        let body = visible::seen("the text", self.body, &notes);
        let mut fields = JsonFields::new(visible::all_seen(self.fields, &notes), &notes);
        let mut work = Work { url: self.url, ..empty(self.kind, title) };
        let (id, beside) = (&*self.id, &self.beside);
        let context = Context { id, body: &body, beside, known, address };
        (self.fill)(&mut fields, &mut work, &context);
        names::without_mail(&mut work, &notes);
        as_read(&mut work);
        // A section that says nothing is none.
        work.dataset = work.dataset.take().filter(|it| **it != DatasetSection::default());
        work.model = work.model.take().filter(|it| **it != ModelSection::default());
        let mut rest = fields.into_rest();
        without_depths(&mut rest, &notes);
        let work = sound::settled(work, &self.slug, &mut rest, &notes);
        let mut losses = kept(&rest, &notes);
        let (diagnostics, dropped) = notes.into_parts();
        losses.extend(dropped);
        let rest = Some(rest).filter(|rest| !rest.is_empty());
        let kept = rest.map(|rest| (self.format.to_owned(), Value::Object(rest)));
        let extensions = kept.into_iter().collect::<BTreeMap<_, _>>();
        let work = Work { extensions, ..work };
        Imported { slug: self.slug, work, diagnostics, losses, made: self.beside.made }
    }
}

/// Agents in the parts of organizations, as a record that is read has them.
fn as_read(work: &mut Work) {
    for part in [&mut work.publisher, &mut work.copyright_holder] {
        *part = part.take().map(AgentRef::where_organizations_are);
    }
    for funding in &mut work.funding {
        funding.funder = funding.funder.clone().where_organizations_are();
    }
}

/// A work about which nothing is known but its kind and title.
fn empty(kind: Kind, title: String) -> Work {
    let dataset = (kind == Kind::Dataset).then(Box::<DatasetSection>::default);
    let model = (kind == Kind::Model).then(Box::<ModelSection>::default);
    Work { dataset, model, ..Work::new(kind, title) }
}

/// Takes out what is nested too deeply to be kept.
fn without_depths(rest: &mut Map<String, Value>, notes: &Notes) {
    for (key, value) in rest.iter_mut() {
        cut(key, value, 0, notes);
    }
}

fn cut(path: &str, value: &mut Value, depth: usize, notes: &Notes) {
    let holds_some = value.is_array() || value.is_object();
    if depth >= DEEPEST && holds_some {
        let why = "it is nested more deeply than a record may be";
        notes.drop_because(path, &value.to_string(), why);
        *value = Value::Null;
        return;
    }
    match value {
        Value::Array(items) => {
            let numbered = items.iter_mut().enumerate();
            numbered.for_each(|(at, it)| cut(&format!("{path}[{at}]"), it, depth + 1, notes));
        }
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(key, it)| {
                cut(&format!("{path}.{key}"), it, depth + 1, notes);
            });
        }
        _ => {}
    }
}

/// A shorthand for [`Some`] of a section that says anything.
pub(crate) fn unless_empty<T: Default + PartialEq>(section: T) -> Option<T> {
    Some(section).filter(|it| *it != T::default())
}

//! The reference of fields: a page of what every work has, one for each kind, and that of the
//! settings. Made from the types, and from what is known of each field.

mod facts;
mod tree;
mod type_words;
mod view;

use faircat_record::Kind;
use faircat_record::schema::{schema_of, schema_of_site, section_of};
use serde::Serialize;

use self::tree::{Field, fields};
use self::view::{FieldView, Owner, Place};
use super::inline_code::{first_sentence, with_code};
use crate::Html;
use crate::site::SiteInput;

/// The page of what every work has, by its address.
const EVERY_WORK: &str = "work";

/// The page of what `site.yaml` may hold.
const SETTINGS: &str = "manual/settings/";

/// Where pages of fields are divided: the first field of each part, and its heading.
const PARTS: [(&str, &str); 20] = [
    ("kind", "Name and life"),
    ("identifiers", "Identifiers and addresses"),
    ("date_created", "Dates"),
    ("authors", "People and money"),
    ("license", "Licence and access"),
    ("keywords", "Subject"),
    ("artifacts", "Files"),
    ("relations", "Other works"),
    ("code", "Code"),
    ("usage", "Use"),
    ("provenance", "Provenance"),
    ("extensions", "What has no field"),
    ("model.task", "What it does"),
    ("model.signature", "Inputs and outputs"),
    ("model.hyperparameters", "Training"),
    ("model.validated_on", "Other data, and origin"),
    ("model.evaluations", "Claims"),
    ("dataset.fields", "Content"),
    ("dataset.collection", "Origin"),
    ("dataset.sensitive_data", "Care"),
];

/// The heading of fields of a page that is not divided.
const ONLY: &str = "Fields";

/// A page of fields.
#[derive(Serialize)]
pub(super) struct FieldsPage {
    /// From the site's root.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) lead: String,
    /// The field of a record that holds all of the page.
    section: Option<&'static str>,
    /// The JSON Schema, from the site's root.
    schema: Option<String>,
    pub(super) parts: Vec<Part>,
    /// Fields that another page tells of.
    elsewhere: Vec<Elsewhere>,
    /// How many fields there are.
    count: usize,
}

/// Fields below one heading.
#[derive(Serialize)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) title: &'static str,
    fields: Vec<FieldView>,
}

/// A field that another page tells of.
#[derive(Serialize)]
struct Elsewhere {
    name: String,
    /// From the site's root.
    path: String,
    meaning: Html,
}

impl FieldsPage {
    /// All that the page says, for the search.
    pub(super) fn text(&self) -> String {
        let fields = self.parts.iter().flat_map(|part| &part.fields);
        fields.map(|field| format!("{}: {} ", field.path, field.plain)).collect()
    }
}

/// All pages of fields of records: what every work has first, then a page for each kind.
pub(super) fn pages_of_records(input: &SiteInput) -> Vec<FieldsPage> {
    let mut pages = vec![page_of_every_work(input)];
    pages.extend(Kind::ALL.into_iter().map(|kind| page_of_kind(input, kind)));
    pages
}

fn page_of_every_work(input: &SiteInput) -> FieldsPage {
    let all = fields(&schema_of(Kind::Model));
    let is_common = |field: &&Field| !is_inside(&field.path, "model");
    FieldsPage {
        path: path_of(EVERY_WORK),
        title: "Fields of every work".to_owned(),
        lead: "What models, datasets, software, workflows and training materials have alike."
            .to_owned(),
        section: None,
        schema: None,
        parts: parts(input, Owner::Works, all.iter().filter(is_common), &all),
        elsewhere: Vec::new(),
        count: all.iter().filter(is_common).count(),
    }
}

fn page_of_kind(input: &SiteInput, kind: Kind) -> FieldsPage {
    let all = fields(&schema_of(kind));
    let section = section_of(kind);
    // The section itself is what the page is about.
    let is_own =
        |field: &&Field| section.is_none_or(|it| is_inside(&field.path, it) && field.path != it);
    let noun = kind.in_words();
    FieldsPage {
        path: path_of(kind.name()),
        title: format!("Fields of {noun}"),
        lead: match section {
            Some(_) => format!("What only {noun} has."),
            None => format!("What the record of {noun} has."),
        },
        section,
        schema: Some(format!("schema/{}.json", kind.name())),
        parts: parts(input, Owner::of(kind), all.iter().filter(is_own), &all),
        elsewhere: section.map_or_else(Vec::new, |section| elsewhere(&all, section)),
        count: all.iter().filter(is_own).count(),
    }
}

/// The page of `site.yaml`.
pub(super) fn page_of_settings(input: &SiteInput) -> FieldsPage {
    let all = fields(&schema_of_site());
    FieldsPage {
        path: SETTINGS.to_owned(),
        title: "Settings".to_owned(),
        lead: "What the file site/site.yaml may hold. Every setting may be left out, and so may the file."
            .to_owned(),
        section: None,
        schema: None,
        parts: parts(input, Owner::Settings, all.iter(), &all),
        elsewhere: Vec::new(),
        count: all.len(),
    }
}

fn path_of(name: &str) -> String {
    format!("manual/fields/{name}/")
}

/// Whether the field at `path` is `section` or inside it.
fn is_inside(path: &str, section: &str) -> bool {
    path.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The fields that a work shares with those of other kinds.
fn elsewhere(all: &[Field], section: &str) -> Vec<Elsewhere> {
    let top = all.iter().filter(|field| !field.path.contains('.') && field.path != section);
    top.map(|field| Elsewhere {
        name: field.path.clone(),
        path: format!("{}#{}", path_of(EVERY_WORK), field.path),
        meaning: with_code(first_sentence(&field.meaning).trim_end_matches('.')),
    })
    .collect()
}

/// `fields`, which are some of `all`, below their headings.
fn parts<'a>(
    input: &SiteInput,
    owner: Owner,
    fields: impl Iterator<Item = &'a Field> + Clone,
    all: &'a [Field],
) -> Vec<Part> {
    let outermost = fields.clone().map(|field| field.path.matches('.').count()).min();
    let place = Place { input, owner, all, outermost: outermost.unwrap_or_default() };
    let mut parts: Vec<Part> = Vec::new();
    for field in fields {
        let heading = PARTS.iter().find(|(first, _)| owner == Owner::Works && *first == field.path);
        if let Some((_, title)) = heading {
            parts.push(Part::new(title));
        } else if parts.is_empty() {
            parts.push(Part::new(ONLY));
        }
        if let Some(part) = parts.last_mut() {
            part.fields.push(FieldView::new(&place, field));
        }
    }
    parts
}

impl Part {
    fn new(title: &'static str) -> Part {
        // Fields have small names; a capital keeps the anchor of a heading apart from theirs.
        let id = title.replace(", ", "-").replace(' ', "-");
        Part { id, title, fields: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use faircat_record::Kind;
    use faircat_record::schema::schema_of;

    use super::{PARTS, fields};

    #[test]
    fn headings_stand_before_fields_that_there_are() {
        let all = Kind::ALL.map(|kind| fields(&schema_of(kind))).concat();
        for (first, _) in PARTS {
            assert!(all.iter().any(|field| field.path == first), "there is no field `{first}`");
        }
    }
}

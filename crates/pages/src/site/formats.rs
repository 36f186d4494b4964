//! The page about exchange formats: what each is, and what it cannot say of a record.

use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

use super::{Meta, Press};
use faircat_catalog::site::Site;
use faircat_formats::companions::is_offered;
use faircat_formats::format::Format;
use faircat_formats::list::FORMATS;
use faircat_formats::losses::{Fate, FieldFates, Losses, losses};
use faircat_record::Kind;

pub(super) const PATH: &str = "formats/";

#[derive(JsonSchema, Serialize)]
pub(super) struct FormatsView {
    formats: Vec<FormatView>,
    read: usize,
    written: usize,
    /// Formats that are both, in the order of the columns.
    columns: Vec<Column>,
    /// Fields that were looked at.
    fields: usize,
    sections: Vec<Section>,
}

#[derive(JsonSchema, Serialize)]
struct FormatView {
    #[serde(flatten)]
    #[schemars(with = "Anything")]
    format: &'static Format,
    is_read: bool,
    is_package: bool,
    /// Whether this site has files of it.
    is_offered: bool,
}

/// A format that is both read and written.
#[derive(JsonSchema, Serialize)]
struct Column {
    name: &'static str,
    title: &'static str,
    kept: usize,
    in_extensions: usize,
    partly: usize,
    lost: usize,
    /// Fields that works have of which it tells.
    all: usize,
}

/// The fields of every work, or those of one kind alone.
#[derive(JsonSchema, Serialize)]
struct Section {
    id: &'static str,
    /// Name of the one kind.
    kind: Option<&'static str>,
    groups: Vec<Group>,
}

/// A field with those inside it.
#[derive(JsonSchema, Serialize)]
struct Group {
    name: &'static str,
    rows: Vec<Row>,
}

#[derive(JsonSchema, Serialize)]
struct Row {
    /// Its name inside that of the group; empty where it has none inside.
    label: &'static str,
    #[schemars(with = "Vec<Option<String>>")]
    fates: Vec<Option<Fate>>,
}

pub(super) fn formats_page(press: &Press) {
    let losses = losses();
    let view = FormatsView {
        formats: FORMATS.iter().map(|format| FormatView::of(press.site, format)).collect(),
        read: FORMATS.iter().filter(|it| it.reader.is_some()).count(),
        written: FORMATS.iter().filter(|it| it.is_written()).count(),
        columns: (0..losses.formats.len()).map(|it| Column::of(&losses, it)).collect(),
        fields: losses.fields.len(),
        sections: sections(&losses),
    };
    let about = press.word("formats-about");
    let meta = Meta::new(PATH, press.word("base-formats"), about).section("formats");
    press.page("site-formats.html", &meta, view);
}

impl FormatView {
    fn of(site: &Site, format: &'static Format) -> FormatView {
        FormatView {
            format,
            is_read: format.reader.is_some(),
            is_package: format.package.is_some(),
            is_offered: is_offered(site, format),
        }
    }
}

impl Column {
    fn of(losses: &Losses, column: usize) -> Column {
        let Format { name, title, .. } = losses.formats[column];
        let counts = Fate::ALL.map(|fate| losses.count(column, fate));
        let [kept, in_extensions, partly, lost] = counts;
        Column { name, title, kept, in_extensions, partly, lost, all: counts.iter().sum() }
    }
}

/// The fields of every work first, then those that only one kind has.
fn sections(losses: &Losses) -> Vec<Section> {
    let common = losses.fields.iter().filter(|it| kind_of(it).is_none());
    let common = Section { id: "every-work", kind: None, groups: groups(common, 0) };
    let of_kind = |kind: Kind| {
        let fields = losses.fields.iter().filter(|it| kind_of(it) == Some(kind));
        Section { id: kind.folder(), kind: Some(kind.name()), groups: groups(fields, 1) }
    };
    let all = std::iter::once(common).chain(Kind::WORKS.into_iter().map(of_kind));
    all.filter(|section| !section.groups.is_empty()).collect()
}

/// The kind whose own section of a record the field is in.
fn kind_of(field: &FieldFates) -> Option<Kind> {
    let (section, _) = field.field.split_once('.')?;
    Kind::WORKS.into_iter().find(|kind| kind.name().replace('-', "_") == section)
}

/// `fields` by the name at `depth` of those that hold them.
fn groups<'a>(fields: impl Iterator<Item = &'a FieldFates>, depth: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for FieldFates { field, fates } in fields {
        let rest = field.splitn(depth + 1, '.').last().unwrap_or_default();
        let (name, label) = rest.split_once('.').unwrap_or((rest, ""));
        let row = Row { label, fates: fates.clone() };
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { name, rows: vec![row] }),
        }
    }
    groups
}

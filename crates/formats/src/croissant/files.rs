//! Files of the distribution.

use faircat_record::{Artifact, ArtifactRole, DatasetSection, checksum};
use serde_json::Value;

use super::normal_form::local;
use crate::import::beside::{FileBeside, tell_missing};
use crate::import::files;
use crate::import::record::Context;
use crate::import::statements::{self, web_address};
use crate::json_fields::JsonFields;

/// The files that have an address of their own. Sets of files, and files within an archive, stay: a
/// record tells what lies at an address.
pub(super) fn artifacts(
    source: &mut JsonFields<'_>,
    mut dataset: Option<&mut DatasetSection>,
    context: &Context<'_>,
) -> Vec<Artifact> {
    let mut missing = Vec::new();
    let found = source.objects("distribution", |file| {
        let is_set = file.taken_if("@type", |kind| (local(kind) == "FileSet").then_some(()));
        if is_set.is_some() {
            if let Some(dataset) = dataset.as_deref_mut() {
                formats(file, dataset);
            }
            file.keep("@type", "cr:FileSet".into());
            return None;
        }
        file.take("@type");
        let place = place_of(file, context);
        if place.is_none() && !file.has("containedIn") {
            tell_unplaced(file, context, &mut missing);
        }
        artifact(file, place?)
    });
    tell_missing(source.notes, &missing);
    found
}

/// Where a file is.
enum Place {
    Address(String),
    Beside(FileBeside),
}

fn place_of(file: &mut JsonFields<'_>, context: &Context<'_>) -> Option<Place> {
    // The path of what is within an archive begins there.
    if file.has("containedIn") {
        return file.taken_if("contentUrl", web_address).map(Place::Address);
    }
    let address = file.taken_if("contentUrl", |text| context.address_of(text));
    let beside = |text: &str| context.beside.allowed(text).cloned();
    address.map(Place::Address).or_else(|| file.taken_if("contentUrl", beside).map(Place::Beside))
}

/// Says why `file` is no artifact; of those that are not there, adds name and place to `missing`.
fn tell_unplaced(
    file: &JsonFields<'_>,
    context: &Context<'_>,
    missing: &mut Vec<(String, String)>,
) {
    let name = file.look("contentUrl").and_then(Value::as_str).unwrap_or_default();
    let path = file.path_of("contentUrl");
    if context.beside.is_missing(name) {
        missing.push((name.to_owned(), path));
        return;
    }
    if let Some(why) = context.beside.get(name).and_then(|it| it.refused.as_deref()) {
        file.notes.reason(&path, why);
        file.notes.warn("import-not-published", why);
        return;
    }
    let hint = "give `contentUrl` as an address on the web; or import the folder of the description \
                rather than that alone, and the files in it come with it";
    let message = "is no address on the web, so the file is no artifact";
    file.missing("contentUrl", "import-no-address", message, hint);
}

fn artifact(file: &mut JsonFields<'_>, place: Place) -> Option<Artifact> {
    let (Place::Address(at) | Place::Beside(FileBeside { path: at, .. })) = &place;
    // The name by which fields of the file point to it.
    let id = file.look("@id").and_then(Value::as_str).map(str::to_owned);
    let name = file.said("name").or_else(|| id.clone());
    let is_told = id.is_some() && (id == name || id.as_ref() == Some(at));
    if is_told {
        file.take("@id");
    }
    let sha256 = file.taken_if("sha256", |text| checksum::digest(text, checksum::SHA256));
    let md5 = file.taken_if("md5", checksum::md5);
    for key in ["sha256", "md5"] {
        let is_wrong =
            file.look(key).and_then(Value::as_str).is_some_and(|it| !statements::says_nothing(it));
        if is_wrong {
            file.warn(key, "import-not-understood", "is no checksum");
        }
    }
    let mut artifact = Artifact {
        // The last part of the address says it too.
        name: name.filter(|name| !at.ends_with(&format!("/{name}")) && name != at),
        role: files::role(at).unwrap_or(ArtifactRole::Data),
        media_type: media_type(file),
        size: file.taken_if("contentSize", files::bytes),
        sha256,
        checksums: md5.into_iter().collect(),
        description: file.said("description"),
        date_modified: file.date("dateModified"),
        ..Artifact::default()
    };
    match place {
        Place::Address(url) => artifact.url = Some(url),
        Place::Beside(beside) => beside.stands_for(file, &mut artifact),
    }
    Some(artifact)
}

/// The media type, where one is given; the first, where there are more.
fn media_type(file: &mut JsonFields<'_>) -> Option<String> {
    let mut found = None;
    let others = file.understood_texts("encodingFormat", |text| {
        let is_one = text.contains('/') && !text.contains("://") && !text.contains(' ');
        if found.is_none() && is_one {
            found = Some(text.to_owned());
            return Some(None);
        }
        Some(Some(Value::String(text.to_owned())))
    });
    let others: Vec<Value> = others.into_iter().flatten().collect();
    file.keep("encodingFormat", Value::Array(others));
    found
}

fn formats(set: &mut JsonFields<'_>, dataset: &mut DatasetSection) {
    for format in set.all_said("encodingFormat") {
        if !dataset.formats.contains(&format) {
            dataset.formats.push(format);
        }
    }
}

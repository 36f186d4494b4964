//! What schema.org says of files.

use faircat_inference::figures::counted;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, ArtifactRole, Checksum, Kind, Work, checksum, referred_path};
use serde_json::Value;

use super::graph;
use super::links::Records;
use crate::import::beside::{FileBeside, MISSING, tell_missing};
use crate::import::files::{bytes, media_type, role};
use crate::import::record::Context;
use crate::import::statements::{date, says_nothing, spdx};
use crate::json_fields::{JsonFields, TEXT};

/// Checksums that files have as properties.
const ALGORITHMS: [&str; 7] = ["adler32", "crc32", "md5", "sha1", "sha384", "sha512", "blake3"];

/// Why there is no artifact of a file that the source has only beside itself.
const BESIDE: &str = "it lies beside the description, so its address is not known";

/// Why there is none of a file that some system takes for something else.
const ODD_NAME: &str = "its name is that of no ordinary file on every system";

/// How deep files are looked for in the folders of a work.
const DEEPEST_PART: usize = 4;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let records = Records::of(context);
    let mut beside = Unplaced::default();
    work.artifacts.extend(itself(source, work.kind, (&records, context), &mut beside));
    for key in ["distribution", "encoding", "hasPart"] {
        let found = parts(source, key, work.kind, &records, context, &mut beside, 0);
        work.artifacts.extend(found);
    }
    tell_missing(source.notes, &beside.missing);
    tell_beside(source, &beside.named);
}

/// Files of which it is not known where they are.
#[derive(Default)]
struct Unplaced {
    /// Those that lie beside a description whose surroundings are not known.
    named: Vec<String>,
    /// Those that are not there, and where the source names them.
    missing: Vec<(String, String)>,
}

impl Unplaced {
    /// Adds the file `name`, which `it` has at `key`, with the reason for which it is none of the record.
    fn add(&mut self, it: &JsonFields<'_>, key: &str, name: String, records: &Records<'_>) {
        let path = it.path_of(key);
        let is_named = it.look(key).and_then(Value::as_str) == Some(&*name);
        let is_odd = !name.contains(':') && referred_path(&name).is_none();
        match (records.is_missing(&name), is_named) {
            (true, true) => self.missing.push((name, path)),
            (true, false) => it.notes.reason(&path, MISSING),
            (false, _) => {
                it.notes.reason(&path, if is_odd { ODD_NAME } else { BESIDE });
                if is_named && !self.named.contains(&name) {
                    self.named.push(name);
                }
            }
        }
    }
}

/// The file that the work itself is, as a workflow of a crate is the file that runs it.
fn itself(
    source: &mut JsonFields<'_>,
    kind: Kind,
    (records, context): (&Records<'_>, &Context<'_>),
    beside: &mut Unplaced,
) -> Option<Artifact> {
    let id = source.look("@id")?.as_str()?.to_owned();
    let role = role(&id).unwrap_or(usual_role(kind));
    // Of a description that has an address, its files have one too.
    let is_path = records.has(&id) && referred_path(&id).is_some() && is_file(source);
    if let Some(url) = context.address_of(&id).filter(|_| is_path) {
        source.take("@id");
        let media_type = media_type(&id).map(str::to_owned);
        return Some(Artifact { role, media_type, url: Some(url), ..Artifact::default() });
    }
    if let Some(file) = allowed(records, &id) {
        source.take("@id");
        let mut artifact = Artifact { role, ..Artifact::default() };
        content(source, &id, &mut artifact);
        file.stands_for(source, &mut artifact);
        return Some(artifact);
    }
    match records.file(&id).and_then(|it| it.refused.as_deref()) {
        Some(why) => source.notes.reason(&source.path_of("@id"), why),
        None if records.has(&id) && referred_path(&id).is_some() && !id.starts_with('#') => {
            beside.add(source, "@id", id, records);
        }
        None => {}
    }
    None
}

/// What the files of a work of `kind` are for, unless something tells.
fn usual_role(kind: Kind) -> ArtifactRole {
    match kind {
        Kind::Software | Kind::Workflow => ArtifactRole::Code,
        Kind::TrainingMaterial => ArtifactRole::Documentation,
        _ => ArtifactRole::Data,
    }
}

/// The files at `key`, and those of folders there.
fn parts(
    source: &mut JsonFields<'_>,
    key: &str,
    kind: Kind,
    records: &Records<'_>,
    context: &Context<'_>,
    beside: &mut Unplaced,
    depth: usize,
) -> Vec<Artifact> {
    let found = source.items(key, |it| {
        if key == "hasPart" && !is_file(it) {
            // Parts are of many types. Those that have records of their own are mere references here.
            let is_folder = it.has("hasPart") && depth < DEEPEST_PART;
            let inner = match is_folder {
                true => parts(it, key, kind, records, context, beside, depth + 1),
                false => Vec::new(),
            };
            return (!inner.is_empty()).then_some(inner);
        }
        let found = file(it, kind, records, context);
        let keys = ["contentUrl", "@id", "url", TEXT];
        let path = keys.iter().find_map(|key| it.look(key)?.as_str());
        if found.is_none()
            && let Some(path) = path.filter(|it| !it.starts_with(['#', '_']))
        {
            match records.file(path).and_then(|it| it.refused.as_deref()) {
                Some(why) => keys.iter().for_each(|key| it.notes.reason(&it.path_of(key), why)),
                None => keys.iter().for_each(|key| beside.add(it, key, path.to_owned(), records)),
            }
        }
        found.map(|it| vec![it])
    });
    found.into_iter().flatten().collect()
}

/// Says which files lie `beside` the description.
fn tell_beside(source: &JsonFields<'_>, beside: &[String]) {
    let [first, rest @ ..] = beside else { return };
    let (which, hint) = match rest.len() {
        0 => (format!("`{first}` lies beside the description, so its address is not known"), "it"),
        more => (
            format!(
                "`{first}` and {} lie beside the description, so their addresses are not known",
                counted(more as u64, "other file", "other files")
            ),
            "them",
        ),
    };
    let hint = format!(
        "give the address of the description, its folder or an archive of that; or put {hint} beside \
         the record and name {hint} under `artifacts`"
    );
    source.notes.tell("", Diagnostic::warning("import-no-address", which).hint(hint));
}

/// Whether a node is of a class of files.
fn is_file(it: &JsonFields<'_>) -> bool {
    classes(it).iter().any(|name| FILES.contains(name))
}

/// Whether a file is said to be something else, too, and its role does not tell what.
fn is_more_than_file(it: &JsonFields<'_>, artifact: &Artifact) -> bool {
    let is_program = matches!(artifact.role, ArtifactRole::Code | ArtifactRole::Notebook);
    let is_said = |name: &&str| FILES.contains(name) || is_program && *name == CODE;
    is_file(it) && !classes(it).iter().all(is_said)
}

/// The classes of a node, without prefixes.
fn classes<'a>(it: &'a JsonFields<'_>) -> Vec<&'a str> {
    let names = it.look("@type").map(graph::names).unwrap_or_default();
    names.into_iter().map(graph::local).collect()
}

const FILES: [&str; 6] =
    ["File", "DataDownload", "MediaObject", "ImageObject", "VideoObject", "AudioObject"];

/// The class of programs and scripts.
const CODE: &str = "SoftwareSourceCode";

/// Where a file is.
enum Place {
    Address(String),
    Beside(FileBeside),
}

fn place_of(
    it: &mut JsonFields<'_>,
    records: &Records<'_>,
    context: &Context<'_>,
) -> Option<Place> {
    // Several addresses are of the same bytes, of which a record has one.
    for key in ["contentUrl", "downloadUrl"] {
        let place = |text: &str| {
            let address = context.address_of(text).map(Place::Address);
            address.or_else(|| allowed(records, text).map(Place::Beside))
        };
        if it.look(key).is_some_and(Value::is_array)
            && let Some(found) = it.first_item(key, |it| it.any_text_if(&["@id", TEXT], place))
        {
            return Some(found);
        }
    }
    let keys = ["contentUrl", "downloadUrl", "@id", "url", TEXT];
    if let Some(url) = it.any_text_if(&keys, |text| context.address_of(text)) {
        for key in ["@id", "url"] {
            it.text_if(key, |id| (context.address_of(id).as_ref() == Some(&url)).then_some(()));
        }
        return Some(Place::Address(url));
    }
    it.any_text_if(&keys, |text| allowed(records, text)).map(Place::Beside)
}

/// The file `id` around the source, where a record may have it.
fn allowed(records: &Records<'_>, id: &str) -> Option<FileBeside> {
    records.file(id).filter(|it| it.refused.is_none()).cloned()
}

/// A file at an address, or around the source.
fn file(
    it: &mut JsonFields<'_>,
    kind: Kind,
    records: &Records<'_>,
    context: &Context<'_>,
) -> Option<Artifact> {
    let place = place_of(it, records, context)?;
    let (Place::Address(at) | Place::Beside(FileBeside { path: at, .. })) = &place;
    let name = it.said("name");
    let of_name = name.as_deref().unwrap_or(at);
    let is_code = classes(it).contains(&CODE);
    let usual = if is_code { ArtifactRole::Code } else { usual_role(kind) };
    let role = role(at).or_else(|| role(of_name)).unwrap_or(usual);
    let mut artifact = Artifact { role, ..Artifact::default() };
    content(it, at, &mut artifact);
    artifact.version = it.said("version");
    properties(it, &mut artifact);
    artifact.description = it.said("description");
    artifact.date_modified = it.taken_if("dateModified", date);
    artifact.license = licence(it);
    artifact.name = name;
    if !is_more_than_file(it, &artifact) {
        it.take("@type");
    }
    match place {
        Place::Address(url) => artifact.url = Some(url),
        Place::Beside(file) => file.stands_for(it, &mut artifact),
    }
    Some(artifact)
}

/// What `it` says of the bytes of the file that is `at` an address or a path.
fn content(it: &mut JsonFields<'_>, at: &str, artifact: &mut Artifact) {
    artifact.media_type = it.first_item("encodingFormat", |it| {
        it.taken_if(TEXT, |text| {
            (text.contains('/') && !text.contains("://")).then(|| text.to_owned())
        })
    });
    artifact.format = it.first_item("fileFormat", |it| it.said_at(&[TEXT, "name"]));
    if artifact.format.is_none() {
        // Beside a media type, people's own word for it.
        artifact.format = it.first_item("encodingFormat", |it| {
            it.taken_if(TEXT, |text| {
                (!text.contains('/') && !says_nothing(text)).then(|| text.to_owned())
            })
        });
    }
    artifact.media_type = artifact.media_type.take().or_else(|| media_type(at).map(str::to_owned));
    artifact.size = it.taken_if("contentSize", bytes);
    digests(it, artifact);
}

/// The licence of a file; `None` where there are several, of which nothing says whether all hold.
fn licence(it: &mut JsonFields<'_>) -> Option<String> {
    let written = it.look("license").cloned()?;
    let several = written.as_array().is_some_and(|all| all.len() > 1);
    let mut found = it.items("license", |it| it.any_text_if(&[TEXT, "@id"], spdx));
    found.dedup();
    if !several || found.is_empty() || found.len() == 1 && !it.has("license") {
        return found.pop();
    }
    it.keep("license", written);
    let message = "names several licences; whether all hold or one may choose is not said";
    it.warn("license", "import-license", message);
    None
}

fn digests(it: &mut JsonFields<'_>, artifact: &mut Artifact) {
    artifact.sha256 = it.taken_if("sha256", |text| checksum::digest(text, checksum::SHA256));
    artifact.checksums.extend(it.taken_if("md5", checksum::md5));
}

/// Other checksums, the operator set of ONNX, and whether it is a control set.
fn properties(it: &mut JsonFields<'_>, artifact: &mut Artifact) {
    it.items("additionalProperty", |it| {
        let algorithm = it.look("propertyID")?.as_str()?.to_owned();
        match algorithm.as_str() {
            "opset" => artifact.opset = it.count("value").and_then(|it| u32::try_from(it).ok()),
            _ if ALGORITHMS.contains(&algorithm.as_str()) => {
                let value = it.taken_if("value", hexadecimal)?;
                artifact.checksums.push(Checksum { algorithm, value });
            }
            _ => return None,
        }
        for key in ["@id", "@type", "propertyID", "name"] {
            it.take(key);
        }
        None::<()>
    });
    let is_control_set = |text: &str| (text == "control set").then_some(ArtifactRole::ControlSet);
    if let Some(role) = it.text_if("additionalType", is_control_set) {
        artifact.role = role;
    }
}

fn hexadecimal(text: &str) -> Option<String> {
    checksum::is_hexadecimal(text).then(|| text.to_ascii_lowercase())
}

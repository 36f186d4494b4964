//! A package for the BioImage Model Zoo: `rdf.yaml`, the weights, and tensors for a test.

use faircat_inference::formats::npy;
use faircat_inference::tensor::Tensor;
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::{ArtifactRole, Kind, Publication, Work};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::OWN;
use super::written_axes::{Varying, axes};
use super::written_names::{Names, SHORTEST_TITLE, title};
use crate::markdown;
use crate::package::{
    Content, Made, PackageFile, PackedWork, Payload, Tested, TestedTensor, refuse_withdrawn,
};
use crate::party::Party;
use crate::view::WorkView;

/// Version of the format, whose newer versions are read by programs that know this one.
const VERSION: &str = "0.5.7";
const DESCRIPTION: &str = "rdf.yaml";
const README: &str = "README.md";
const WEIGHTS: &str = "weights.onnx";
/// Folder of the files that lie beside the record.
const FILES: &str = "files/";

/// Oldest operator set that the format takes.
const OLDEST_OPSET: i64 = 7;
/// Longest texts, in characters.
const LONGEST_DESCRIPTION: usize = 1024;
const LONGEST_OF_TENSOR: usize = 128;
const LONGEST_ID: usize = 32;
/// Largest picture, in bytes.
const LARGEST_COVER: u64 = 500_000;
/// Values that are all nearer to zero show nothing to those who run the test.
const SMALLEST_TESTED: f64 = 1e-4;

/// The package.
///
/// Errors: what the format has no words for.
pub(super) fn pack(packed: &PackedWork, tested: &Tested) -> Result<Made, String> {
    let (work, of) = (packed.of.work, packed.of);
    if work.kind != Kind::Model {
        return Err("the zoo's tests are of models".to_owned());
    }
    refuse_withdrawn(of)?;
    let mut made = Made::default();
    let mut fields = described(of, &mut made.notes)?;
    fields.insert("documentation".to_owned(), README.into());
    files(packed, tested, &mut fields, &mut made);
    tensors(tested, packed, &mut fields, &mut made)?;
    fields.insert("weights".to_owned(), json!({"onnx": weights(tested)?}));
    let text = serde_saphyr::to_string(&Value::Object(fields)).map_err(|it| it.to_string())?;
    made.files.push(PackageFile::made(DESCRIPTION, text.into_bytes()));
    made.files.push(PackageFile::made(WEIGHTS, tested.bytes.clone()));
    made.files.push(PackageFile::made(README, readme(packed, tested)));
    made.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(made)
}

/// What is said of works of every kind.
fn described(of: &WorkView, notes: &mut Vec<String>) -> Result<Map<String, Value>, String> {
    let work = of.work;
    let mut fields = Map::new();
    let mut set = |key: &str, value: Value| drop(fields.insert(key.to_owned(), value));
    set("format_version", VERSION.into());
    set("type", "model".into());
    let name = name(work)?;
    if name != work.title {
        set("config", json!({OWN: {"title": work.title}}));
    }
    set("name", name.into());
    let description = work.summary.as_deref().unwrap_or(of.description).trim();
    set("description", faircat_text::shorten(description, LONGEST_DESCRIPTION).into());
    let authors: Vec<Value> = of.creators.iter().map(person).collect();
    set("authors", authors.into());
    set("cite", citations(of).into());
    match work.license.as_deref().map(|it| (it, spdx::license_id(it))) {
        Some((_, Some(id))) => set("license", id.name.into()),
        Some((text, None)) => notes.push(format!(
            "`{text}` is no single licence of SPDX's list, so `license` is left out; `{README}` \
             says it"
        )),
        None => {}
    }
    set("tags", work.keywords.clone().into());
    let code = work.code.as_ref().and_then(|it| it.repository.as_deref());
    if let Some(address) = code.and_then(faircat_linked_data::safe_iri) {
        set("git_repo", address.into());
    }
    if let Some(version) = &work.version {
        let is_plain = version.split('.').all(|part| part.parse::<u32>().is_ok());
        set(if is_plain { "version" } else { "version_comment" }, version.as_str().into());
    }
    let date = work.date_created.as_deref().or(work.date_published.as_deref());
    if let Some(day) = date.filter(|it| it.len() == "2026-01-01".len()) {
        set("timestamp", day.into());
    }
    Ok(fields)
}

/// The title where it has the format's characters only, else another title that has; else the
/// title without the others.
fn name(work: &Work) -> Result<String, String> {
    let titles = || std::iter::once(&work.title).chain(&work.alternate_titles);
    let is_long_enough = |it: &String| it.chars().count() >= SHORTEST_TITLE;
    let plain = titles().find(|it| title(it) == **it && is_long_enough(it));
    let made = plain.cloned().or_else(|| titles().map(|it| title(it)).find(is_long_enough));
    made.ok_or_else(|| {
        format!("its name must have {SHORTEST_TITLE} letters of the Latin alphabet or digits")
    })
}

fn person(party: &Party) -> Value {
    let mut person = json!({"name": party.name.replace(['/', '\\'], "-")});
    let places: Vec<&str> = party.affiliations.iter().map(|it| it.name).collect();
    if !places.is_empty() {
        person["affiliation"] = places.join("; ").into();
    }
    if let Some(orcid) = party.orcid.as_deref().and_then(|it| it.rsplit('/').next()) {
        person["orcid"] = orcid.into();
    }
    person
}

/// What to cite: articles, and the work itself; each needs an address.
fn citations(of: &WorkView) -> Vec<Value> {
    let articles = of.work.publications.iter().filter_map(|it| {
        let doi = doi_of(it);
        let url = it.url.as_deref().and_then(faircat_linked_data::safe_iri);
        let url =
            url.or_else(|| it.identifiers.iter().find_map(|it| Identifier::parse(it).ok()?.url()));
        entry(citation(it), doi, url)
    });
    let own = of.cited_address().map(str::to_owned);
    let own = entry(of.citation(), of.doi().map(str::to_owned), own);
    articles.chain(own).collect()
}

fn doi_of(article: &Publication) -> Option<String> {
    let known = article.identifiers.iter().filter_map(|it| Identifier::parse(it).ok());
    known.filter(|it| it.scheme == Scheme::Doi).map(|it| it.value).next()
}

fn entry(text: String, doi: Option<String>, url: Option<String>) -> Option<Value> {
    match (doi, url) {
        (Some(doi), _) => Some(json!({"text": text, "doi": doi})),
        (None, Some(url)) => Some(json!({"text": text, "url": url})),
        (None, None) => None,
    }
}

fn citation(article: &Publication) -> String {
    let year = article.year.map(|it| it.to_string());
    let parts =
        [article.authors.as_ref(), Some(&article.title), article.venue.as_ref(), year.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(|it| it.trim_end_matches('.')).collect();
    parts.join(". ")
}

/// The files beside the record but for the weights: pictures are its covers, others attachments.
fn files(packed: &PackedWork, tested: &Tested, fields: &mut Map<String, Value>, made: &mut Made) {
    let (mut covers, mut attachments): (Vec<Value>, Vec<Value>) = Default::default();
    for (at, it) in packed.payload.iter().enumerate() {
        let own = it.artifact.path.as_ref().or(it.artifact.url.as_ref());
        if own == Some(&tested.file) {
            continue;
        }
        let Some(digests) = &it.packed else {
            let name = it.artifact.display_name();
            made.notes.push(format!("`{name}` is not in the package; --with-files packs it"));
            continue;
        };
        let path = format!("{FILES}{}", it.path);
        match is_cover(it) {
            true => covers.push(path.as_str().into()),
            false => attachments.push(json!({"source": path, "sha256": digests.sha256})),
        }
        made.files.push(PackageFile { path, content: Content::Payload(at) });
    }
    fields.insert("covers".to_owned(), covers.into());
    fields.insert("attachments".to_owned(), attachments.into());
}

/// Whether a file is a picture that the zoo shows.
fn is_cover(payload: &Payload) -> bool {
    let path = payload.path.to_ascii_lowercase();
    let is_picture = [".gif", ".jpeg", ".jpg", ".png", ".svg"].iter().any(|it| path.ends_with(it));
    let is_small = payload.packed.as_ref().is_some_and(|it| it.size <= LARGEST_COVER);
    is_picture && is_small && payload.artifact.role == ArtifactRole::Documentation
}

/// Inputs and outputs, each with a file of its values.
fn tensors(
    tested: &Tested,
    packed: &PackedWork,
    fields: &mut Map<String, Value>,
    made: &mut Made,
) -> Result<(), String> {
    let (mut names, mut varying) = (Names::default(), Varying::default());
    for (key, tensors, side) in
        [("inputs", &tested.inputs, "input"), ("outputs", &tested.outputs, "output")]
    {
        let mut described = Vec::new();
        for tensor in tensors {
            let id = names.free(&tensor.declared.name.to_ascii_lowercase(), LONGEST_ID);
            let axes = axes(&tensor.declared, &id, side == "input", tested.batching, &mut varying)?;
            let path = format!("test_{side}_{id}.npy");
            let bytes = array(tensor)?;
            let description = description(packed.of.work, &tensor.declared.name);
            described.push(json!({
                "id": id,
                "description": description,
                "axes": axes,
                "data": data(tensor)?,
                "test_tensor": {"source": path, "sha256": sha256(&bytes)},
            }));
            made.files.push(PackageFile::made(path, bytes));
        }
        fields.insert(key.to_owned(), described.into());
    }
    Ok(())
}

/// What the record says of the input or output `name`.
fn description(work: &Work, name: &str) -> String {
    let signature = work.model.as_ref().and_then(|it| it.signature.as_ref());
    let tensors = signature.into_iter().flat_map(|it| it.inputs.iter().chain(&it.outputs));
    let text = tensors.filter(|it| it.name == name).find_map(|it| it.description.as_deref());
    faircat_text::shorten(text.unwrap_or_default().trim(), LONGEST_OF_TENSOR).into_owned()
}

fn data(tensor: &TestedTensor) -> Result<Value, String> {
    match tensor.values.dtype() {
        "bool" => Ok(json!({"type": "bool", "values": [false, true]})),
        // All others that are read are among the format's.
        known => Ok(json!({"type": known})),
    }
}

/// The values as a file of NumPy.
fn array(tensor: &TestedTensor) -> Result<Vec<u8>, String> {
    let values = &tensor.values;
    if !is_test(std::slice::from_ref(values)) {
        return Err(format!(
            "all values of `{}` for the test are within {SMALLEST_TESTED} of zero, which the format \
             takes for no test",
            tensor.declared.name
        ));
    }
    let mut bytes = npy::Header::of(values.dtype(), values.shape().to_vec()).to_bytes();
    npy::append_elements(&mut bytes, values.data());
    Ok(bytes)
}

/// Whether all tensors can be tests of the zoo.
pub(super) fn is_test(tensors: &[Tensor]) -> bool {
    tensors.iter().all(|it| it.dtype() == "bool" || is_telling(it))
}

/// Whether a value is far enough from zero for a test of the zoo.
fn is_telling(values: &Tensor) -> bool {
    values.data().to_f64().into_iter().any(|it| it.abs() >= SMALLEST_TESTED)
}

fn weights(tested: &Tested) -> Result<Value, String> {
    if tested.opset < OLDEST_OPSET {
        let opset = tested.opset;
        return Err(format!(
            "its operator set is {opset}, and the format begins at {OLDEST_OPSET}"
        ));
    }
    let sha256 = sha256(&tested.bytes);
    Ok(json!({"source": WEIGHTS, "sha256": sha256, "opset_version": tested.opset}))
}

/// The record as a page, with what the zoo's own page asks for: how to validate it.
fn readme(packed: &PackedWork, tested: &Tested) -> Vec<u8> {
    let mut text = markdown::document(packed.view);
    let items = tested.inputs.first().map_or(0, |it| it.values.items());
    let noun = if items == 1 { "item" } else { "items" };
    let section = format!(
        "\n## Validation\n\nThe test tensors are {items} {noun} of the record's control set and what \
         {} made of them. The claims above are recomputed on the whole set by `faircat verify {}`.\n",
        markdown::line(&tested.engine),
        packed.view.dossier.source.entry.id()
    );
    text.extend(section.into_bytes());
    text
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect()
}

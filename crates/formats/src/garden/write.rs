//! What Garden wants for publishing a model, with the steps to take.

use faircat_record::{Kind, Publication};
use serde_json::{Map, Value, json};

use crate::json::pretty_json;
use crate::package::{Made, PackageFile, PackedWork, apart, packed_files, refuse_withdrawn};
use crate::party::Party;

const GARDEN: &str = "garden.json";
const CODE: &str = "garden_function.py";
const GUIDE: &str = "PUBLISHING.md";

const STEPS: &str = include_str!("steps.md");

/// The function that Garden calls, for models in ONNX.
const FUNCTION: &str = include_str!("function.py");

/// The packages that it imports, one a line.
const REQUIREMENTS: &str = include_str!("requirements.txt");

/// The garden, its function, the steps, and the files.
///
/// Errors: works other than models, and models that are not in ONNX.
pub(super) fn pack(packed: &PackedWork) -> Result<Made, String> {
    if packed.of.work.kind != Kind::Model {
        return Err("gardens are of models".to_owned());
    }
    refuse_withdrawn(packed.of)?;
    let payload = apart(packed.payload, &[GARDEN, CODE, GUIDE]);
    let packed = &PackedWork { payload: &payload, ..*packed };
    let onnx = packed.payload.iter().find(|it| it.artifact.is_onnx());
    let onnx = onnx.ok_or("a garden is of functions, and only models in ONNX are run by one")?;
    let slug = packed.view.dossier.source.entry.slug.as_str();
    let function = FUNCTION
        .replace("@MODEL@", &json!(onnx.path).to_string())
        .replace("@NAME@", &json!(slug).to_string());
    let mut made = Made { files: packed_files(packed.payload, ""), notes: Vec::new() };
    if onnx.packed.is_none() {
        made.notes.push(format!("`{}` is not in the folder; --with-files packs it", onnx.path));
    }
    let garden = pretty_json(&garden(packed, &function));
    made.files.push(PackageFile::made(GARDEN, garden));
    made.files.push(PackageFile::made(CODE, function.into_bytes()));
    made.files.push(PackageFile::made(GUIDE, STEPS.as_bytes().to_vec()));
    Ok(made)
}

fn garden(packed: &PackedWork, function: &str) -> Value {
    let (of, work) = (packed.of, packed.of.work);
    let mut garden = shared(packed);
    let named = |agent| Party::of(packed.view.dossier.source.catalog, agent).name;
    let contributors: Vec<&str> = work.contributors.iter().map(|it| named(&it.agent)).collect();
    garden.insert("contributors".to_owned(), json!(contributors));
    garden.insert("doi_is_draft".to_owned(), of.doi().is_none().into());
    for (key, text) in [("doi", of.doi()), ("version", work.version.as_deref())] {
        if let Some(text) = text {
            garden.insert(key.to_owned(), text.into());
        }
    }
    if let Some(publisher) = &of.publisher {
        garden.insert("publisher".to_owned(), publisher.name.into());
    }
    let language = work.language.as_deref().unwrap_or("en");
    garden.insert("language".to_owned(), language.into());
    garden.insert("modal_function_ids".to_owned(), json!([]));
    garden.insert("hpc_function_ids".to_owned(), json!([]));
    let mut it = shared(packed);
    it.insert("function_name".to_owned(), "run".into());
    it.insert("function_text".to_owned(), function.into());
    it.insert("requirements".to_owned(), json!(REQUIREMENTS.lines().collect::<Vec<_>>()));
    let papers: Vec<Value> = work.publications.iter().map(paper).collect();
    it.insert("papers".to_owned(), papers.into());
    let repository = work.code.as_ref().and_then(|code| code.repository.as_deref());
    let repositories = repository.map(|url| json!({"repo_name": work.title, "url": url}));
    it.insert("repositories".to_owned(), repositories.into_iter().collect());
    garden.insert("modal_functions".to_owned(), json!([it]));
    garden.into()
}

/// What a garden and its function both say.
fn shared(packed: &PackedWork) -> Map<String, Value> {
    let (of, work) = (packed.of, packed.of.work);
    let authors: Vec<&str> = of.creators.iter().map(|it| it.name).collect();
    let mut fields = Map::new();
    fields.insert("title".to_owned(), work.title.as_str().into());
    fields.insert("authors".to_owned(), json!(authors));
    fields.insert("description".to_owned(), of.description.into());
    fields.insert("tags".to_owned(), json!(work.keywords));
    if let Some(year) = &of.year {
        fields.insert("year".to_owned(), year.as_str().into());
    }
    fields
}

fn paper(it: &Publication) -> Value {
    let doi = it.identifiers.iter().find_map(|text| text.strip_prefix("doi:"));
    let authors: Vec<&str> = it.authors.iter().map(String::as_str).collect();
    let mut paper = json!({"title": it.title, "authors": authors});
    if let Some(doi) = doi {
        paper["doi"] = doi.into();
    }
    paper
}

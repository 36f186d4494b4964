//! What DLHub wants for publishing a model or a dataset, with the steps to take.

use faircat_catalog::Target;
use faircat_record::references::LinkRole;
use faircat_record::{ArtifactRole, Dependency, Field, Kind, Signature, Tensor, Work};
use serde_json::{Map, Value, json};

use crate::json::pretty_json;
use crate::package::{
    Made, PackageFile, PackedWork, Payload, apart, packed_files, refuse_withdrawn,
};
use crate::view::WorkView;

const FILE_NAME: &str = "dlhub.json";
const FUNCTION: &str = "predict.py";
const GUIDE: &str = "PUBLISHING.md";

/// Version of the metadata, that of the newest published entries; the SDK writes its own over it.
const VERSION: &str = "0.10.0";

/// What stands for a DOI until the hub gives one.
const NO_DOI: &str = "10.YET/UNASSIGNED";

const STEPS: &str = include_str!("steps.md");

/// The hub's word for organizations among those who made a work.
pub(super) const ORGANIZATION: &str = "Organisational";

/// The function that the hub calls, for models in ONNX.
const PREDICT: &str = include_str!("predict.py");

/// The metadata, a function that runs the model, the steps, and the files.
///
/// Errors: works that the hub does not take, and models whose inputs and outputs are not known.
pub(super) fn pack(packed: &PackedWork) -> Result<Made, String> {
    let (work, of) = (packed.of.work, packed.of);
    refuse_withdrawn(of)?;
    let payload = apart(packed.payload, &[FILE_NAME, FUNCTION, GUIDE]);
    let packed = &PackedWork { payload: &payload, ..*packed };
    let mut made = Made { files: packed_files(&payload, ""), notes: Vec::new() };
    let mut document = json!({"datacite": datacite(of), "dlhub": hub(packed)});
    match work.kind {
        Kind::Model => {
            document["servable"] = servable(work)?;
            if let Some(onnx) = packed.payload.iter().find(|it| it.artifact.is_onnx()) {
                let script = PREDICT.replace("@MODEL@", &json!(onnx.path).to_string());
                made.files.push(PackageFile::made(FUNCTION, script.into_bytes()));
            }
        }
        Kind::Dataset => {
            document["dataset"] = dataset(work);
            made.notes.extend(untyped(work));
        }
        _ => return Err("the hub has models and datasets only".to_owned()),
    }
    for it in others(packed) {
        made.notes.push(format!(
            "`{it}` is a work and no Python package, so the hub is not told of it; what it has of \
             packages belongs into `code.dependencies` by name"
        ));
    }
    for it in packed.payload.iter().filter(|it| it.packed.is_none()) {
        made.notes.push(format!(
            "`{}` is not in the folder; --with-files packs it",
            it.artifact.display_name()
        ));
    }
    made.files.push(PackageFile::made(FILE_NAME, pretty_json(&document)));
    made.files.push(PackageFile::made(GUIDE, STEPS.as_bytes().to_vec()));
    made.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(made)
}

fn datacite(of: &WorkView) -> Value {
    let work = of.work;
    let creators = of.creators.iter().map(|party| {
        let orcid = party
            .orcid
            .iter()
            .map(|iri| json!({"nameIdentifier": iri, "nameIdentifierScheme": "ORCID"}));
        let affiliations: Vec<&str> = party.affiliations.iter().map(|it| it.name).collect();
        let mut creator = json!({
            "creatorName": party.sort_name(),
            "nameType": if party.is_organization { ORGANIZATION } else { "Personal" },
            "nameIdentifiers": orcid.collect::<Vec<_>>(),
            "affiliations": affiliations,
        });
        if !party.is_organization {
            let (given, family) = party.parts.unwrap_or(("", party.name));
            creator["givenName"] = given.into();
            creator["familyName"] = family.into();
        }
        creator
    });
    let general = if work.kind == Kind::Dataset { "Dataset" } else { "InteractiveResource" };
    let doi = of.doi().unwrap_or(NO_DOI);
    let mut fields = json!({
        "identifier": {"identifier": doi, "identifierType": "DOI"},
        "creators": creators.collect::<Vec<_>>(),
        "titles": [{"title": work.title}],
        "publisher": of.publisher.as_ref().map_or("DLHub", |it| it.name),
        "publicationYear": of.year.as_deref().unwrap_or_default(),
        "resourceType": {"resourceTypeGeneral": general},
        "subjects": work.keywords.iter().map(|it| json!({"subject": it})).collect::<Vec<_>>(),
    });
    if !of.description.is_empty() {
        fields["descriptions"] =
            json!([{"description": of.description, "descriptionType": "Abstract"}]);
    }
    if let Some(version) = &work.version {
        fields["version"] = version.as_str().into();
    }
    if let Some(licence) = &work.license {
        let mut rights = json!({"rights": licence});
        if let Some(url) = &of.license_url {
            rights["rightsURI"] = url.as_str().into();
        }
        fields["rightsList"] = json!([rights]);
    }
    fields
}

fn hub(packed: &PackedWork) -> Value {
    let work = packed.of.work;
    let kind = if work.kind == Kind::Dataset { "dataset" } else { "servable" };
    let slug = packed.view.dossier.source.entry.slug.as_str();
    let mut block = json!({
        "version": VERSION,
        "name": slug,
        "type": kind,
        "visible_to": ["public"],
        "domains": work.experiments,
        "files": files(packed.payload),
    });
    let code = work.code.iter().flat_map(|it| &it.dependencies);
    let packages: Map<String, Value> = code
        .filter(|it| is_package(packed, it))
        // As the SDK writes it, a package of any version has none.
        .map(|it| (it.name.clone(), it.version.as_deref().into()))
        .collect();
    if !packages.is_empty() {
        block["dependencies"] = json!({"python": packages});
    }
    block
}

/// Whether a dependency is a package by its name, and no reference to a work.
fn is_package(packed: &PackedWork, it: &Dependency) -> bool {
    let catalog = packed.view.dossier.source.catalog;
    matches!(catalog.resolve(&it.name, LinkRole::DependsOn), Target::Name(_))
}

/// The dependencies that are no packages.
fn others<'a>(packed: &'a PackedWork) -> impl Iterator<Item = &'a str> {
    let code = packed.of.work.code.iter().flat_map(|it| &it.dependencies);
    code.filter(|it| !is_package(packed, it)).map(|it| it.name.as_str())
}

/// The files in the folder: the model by its role, and all others.
fn files(payload: &[Payload]) -> Value {
    let packed = || payload.iter().filter(|it| it.packed.is_some());
    let model = packed().find(|it| it.artifact.role == ArtifactRole::Weights);
    let model = model.map(|it| it.path.as_str());
    let others = packed().map(|it| it.path.as_str()).filter(|path| Some(*path) != model);
    let mut files = json!({"other": others.collect::<Vec<_>>()});
    if let Some(path) = model {
        files["model"] = path.into();
    }
    files
}

fn servable(work: &Work) -> Result<Value, String> {
    let model = work.model.as_deref();
    let signature = model.and_then(|it| it.signature.as_ref());
    let signature = signature
        .filter(|it| !it.inputs.is_empty() && !it.outputs.is_empty())
        .ok_or("the hub must know inputs and outputs; add `model.signature`")?;
    let mut block = json!({
        "type": "Python static method",
        "shim": "python.PythonStaticMethodServable",
        "methods": {"run": run(signature)},
    });
    if let Some(category) = model.and_then(|it| it.category.first()) {
        block["model_type"] = category.as_str().into();
    }
    if let Some(text) = model.and_then(|it| it.architecture.as_deref()) {
        block["model_summary"] = text.into();
    }
    Ok(block)
}

fn run(signature: &Signature) -> Value {
    json!({
        "input": arguments(&signature.inputs),
        "output": arguments(&signature.outputs),
        "parameters": {},
        "method_details": {"module": "predict", "method_name": "run", "autobatch": false},
    })
}

fn arguments(tensors: &[Tensor]) -> Value {
    match tensors {
        [one] => argument(one),
        several => json!({
            "type": "tuple",
            "element_types": several.iter().map(argument).collect::<Vec<_>>(),
        }),
    }
}

fn argument(tensor: &Tensor) -> Value {
    let size = |text: &String| text.parse::<u64>().ok().filter(|size| *size > 0);
    let shape: Vec<Option<u64>> = tensor.shape.iter().map(size).collect();
    let description = tensor.description.as_deref().unwrap_or(&tensor.name);
    let item = match tensor.dtype.as_str() {
        "bool" => "boolean",
        "string" => "string",
        name if name.contains("int") => "integer",
        name if name.contains("complex") => "complex",
        _ => "float",
    };
    json!({"type": "ndarray", "shape": shape, "item_type": {"type": item},
        "description": description})
}

/// The fields of which the hub is not told.
fn untyped(work: &Work) -> Vec<String> {
    let fields = work.dataset.iter().flat_map(|it| &it.fields);
    let untyped = fields.filter(|it| it.data_type.is_none());
    let note = |it: &Field| {
        format!(
            "`{}` is not among the columns, whose types the hub asks for; add `data_type`",
            it.name
        )
    };
    untyped.map(note).collect()
}

fn dataset(work: &Work) -> Value {
    let Some(section) = work.dataset.as_deref() else { return json!({}) };
    let column = |field: &Field| {
        let mut column = json!({"name": field.name, "type": field.data_type.as_deref()?});
        for (key, text) in [("description", &field.description), ("units", &field.unit)] {
            if let Some(text) = text {
                column[key] = text.as_str().into();
            }
        }
        Some(column)
    };
    let mut block =
        json!({"columns": section.fields.iter().filter_map(column).collect::<Vec<_>>()});
    if let Some(format) = section.formats.first() {
        block["format"] = format.as_str().into();
    }
    block
}

//! A model by the name of its record or by its file.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use faircat_inference::formats::selection;
use faircat_inference::onnx::{self, OnnxError, OnnxFile};
use faircat_inference::signature::{Declared, Signature};

use super::external_data::{self, Beside};
use super::{pass, reading, trust};
use faircat_catalog::checks::onnx::remedy;
use faircat_catalog::checks::unusable;
use faircat_catalog::evidence::contract;
use faircat_outside_world::one_record::{self, OneWork};
use faircat_outside_world::{bounded_file, checksum, fetching};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, ArtifactRole, Kind, ModelSection};

/// A model's file, read.
#[derive(Clone, Debug)]
pub struct ModelFile {
    pub path: PathBuf,
    /// The path below the record's folder, or the address; the file's name where there is no record.
    pub name: String,
    /// With the numbers that lie in files beside it.
    pub bytes: Vec<u8>,
    /// Of the file itself, in bytes.
    pub size: u64,
    /// That of the file itself, 64 hexadecimal digits.
    pub sha256: String,
    /// The files from which the numbers beside it came.
    pub(super) beside: Vec<Beside>,
    pub onnx: OnnxFile,
    /// What its record says of it, or of a file beside it, that is not so.
    contradiction: Option<(PathBuf, String)>,
}

impl ModelFile {
    /// `published`, `factorised`, or what else the file says of itself.
    pub fn form(&self) -> Option<&str> {
        self.onnx.form()
    }

    /// The file without a default for the inputs `names`, which are then taken as all others.
    fn without_defaults(&self, names: &[&str]) -> Result<ModelFile, OnnxError> {
        let bytes = onnx::without_defaults(&self.bytes, names)?;
        let onnx = onnx::describe(&bytes)?;
        // Named one by one: a clone of all would copy the bytes of the file, only to drop them.
        Ok(ModelFile {
            path: self.path.clone(),
            name: self.name.clone(),
            bytes,
            size: self.size,
            sha256: self.sha256.clone(),
            beside: self.beside.clone(),
            onnx,
            contradiction: self.contradiction.clone(),
        })
    }

    /// Fails where the file is not the one that its record describes.
    pub fn check_described(&self) -> Result<(), Diagnostic> {
        match &self.contradiction {
            Some((file, contradiction)) => Err(trust::refusal(file, contradiction)),
            None => Ok(()),
        }
    }
}

/// A model and what its record says.
#[derive(Clone, Debug)]
pub struct Model {
    pub work: Option<OneWork>,
    /// Its ONNX files, the preferred one first; never empty.
    pub files: Vec<ModelFile>,
}

impl Model {
    /// The file to run unless another is asked for.
    pub fn file(&self) -> &ModelFile {
        &self.files[0]
    }

    pub fn section(&self) -> Option<&ModelSection> {
        self.work.as_ref()?.work.model.as_deref()
    }

    /// The signature that the record declares, in the order of `file`; else that of the file.
    pub fn contract(&self, file: &ModelFile) -> Signature {
        match self.section().and_then(|section| section.signature.as_ref()) {
            Some(declared) => contract::signature(declared).in_order_of(&file.onnx),
            None => Signature::of_file(&file.onnx),
        }
    }
}

impl Model {
    /// `file` for data whose arrays are called `has`: an input that has a default is taken where
    /// the data hold it, by its name or by its features, or where there is no other.
    ///
    /// # Errors
    /// A file that is none without its defaults.
    pub fn for_data<'a>(
        &self,
        file: &'a ModelFile,
        has: &[&str],
    ) -> Result<Cow<'a, ModelFile>, Diagnostic> {
        let defaults = file.onnx.defaults();
        let declared = self.section().and_then(|section| section.signature.as_ref());
        let declared = declared.map(contract::signature).unwrap_or_default();
        let is_given = |name: &&str| {
            let own = declared.inputs.iter().find(|it| it.name == **name).cloned();
            let own =
                own.unwrap_or_else(|| Declared { name: (*name).to_owned(), ..Declared::default() });
            let only = Signature { inputs: vec![own], outputs: Vec::new() };
            selection::used(&only, has).is_ok()
        };
        let mut taken: Vec<&str> = defaults.iter().copied().filter(is_given).collect();
        if let ([only], []) = (defaults.as_slice(), file.onnx.inputs.as_slice()) {
            taken = vec![*only];
        }
        if taken.is_empty() {
            return Ok(Cow::Borrowed(file));
        }
        let made = file.without_defaults(&taken);
        made.map(Cow::Owned).map_err(|error| bad_model(&error).in_file(&file.path))
    }

    /// As [`Model::for_data`], for the data file `input`.
    ///
    /// # Errors
    /// A data file that cannot be read.
    pub fn for_input<'a>(
        &self,
        file: &'a ModelFile,
        input: &Path,
    ) -> Result<Cow<'a, ModelFile>, Diagnostic> {
        if file.onnx.defaults().is_empty() {
            return Ok(Cow::Borrowed(file));
        }
        let names = reading::names::names(input);
        let names = names.map_err(|error| pass::of_data(&error).in_file(input))?;
        self.for_data(file, &names.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn bad_model(error: &OnnxError) -> Diagnostic {
    Diagnostic::error(code(error), error.to_string()).hint(remedy(error))
}

/// The model that `name` means: a file that ends in `.onnx`, or a record below `root`.
pub fn open(root: &Path, name: &str) -> Result<Model, Vec<Diagnostic>> {
    let path = Path::new(name);
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("onnx")) {
        let label = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = read(path, label, None).map_err(|problem| vec![problem])?;
        return Ok(Model { work: None, files: vec![file] });
    }
    of_work(root, one_record::find(root, name, &[Kind::Model])?)
}

/// The model that a record describes.
pub fn of_work(root: &Path, work: OneWork) -> Result<Model, Vec<Diagnostic>> {
    let folder = work.file.folder.as_deref();
    let candidates: Vec<&Artifact> = work.work.artifacts.iter().filter(|it| it.is_onnx()).collect();
    let mut files = Vec::new();
    let mut absent = Vec::new();
    for artifact in candidates {
        let name = name_of(artifact);
        match fetching::held(artifact, root, folder) {
            Some(held) => {
                let described = Some((root, &work, artifact));
                files.push(read(&held.file, name, described).map_err(|problem| vec![problem])?);
            }
            None => absent.push(artifact),
        }
    }
    if files.is_empty() {
        return Err(vec![nothing_to_run(&work, &absent)]);
    }
    Ok(Model { work: Some(work), files })
}

/// Its path below the record's folder, or its address.
fn name_of(artifact: &Artifact) -> String {
    artifact.path.as_ref().or(artifact.url.as_ref()).cloned().unwrap_or_default()
}

/// The name of an artifact that is a model in ONNX but for its role.
fn without_role(artifact: &Artifact) -> Option<String> {
    let as_weights = Artifact { role: ArtifactRole::Weights, ..artifact.clone() };
    let name = artifact.path.as_ref().or(artifact.url.as_ref());
    as_weights.is_onnx().then(|| name.cloned()).flatten()
}

fn nothing_to_run(work: &OneWork, absent: &[&Artifact]) -> Diagnostic {
    let id = work.id();
    match absent.first() {
        Some(Artifact { path: Some(path), .. }) => no_file(work, path),
        Some(artifact) => {
            let name = name_of(artifact);
            Diagnostic::error("not-here", format!("the weights `{name}` are not on this machine"))
                .hint(format!("run `faircat fetch {id}` first"))
        }
        None => Diagnostic::error("no-onnx", format!("`{id}` has no weights in ONNX format")).hint(
            match work.work.artifacts.iter().find_map(without_role) {
                Some(name) => format!("add `role: weights` to the artifact `{name}`"),
                None => "`faircat fetch` and `faircat convert` make an ONNX file of PyTorch \
                         weights, which can be named instead"
                    .to_owned(),
            },
        ),
    }
    .in_file(&work.file.file)
}

/// A file that the record says is beside it, which no `faircat fetch` brings there.
fn no_file(work: &OneWork, path: &str) -> Diagnostic {
    let (message, hint) = unusable(path).unwrap_or_else(|| {
        let message = format!("there is no file `{path}` beside the record");
        (message, format!("put the file into `catalog/{}/`, or correct `path`", work.id()))
    });
    Diagnostic::error("no-file", message).hint(hint)
}

/// The record that describes a file, and where it stands.
type Described<'a> = (&'a Path, &'a OneWork, &'a Artifact);

fn read(path: &Path, name: String, described: Option<Described>) -> Result<ModelFile, Diagnostic> {
    let bytes = bounded_file::read(path, onnx::LARGEST_FILE as u64)?;
    let sha256 = checksum::of_bytes(&bytes);
    let bad = |error: OnnxError| bad_model(&error).in_file(path);
    let joined = external_data::joined(path, &bytes).map_err(bad)?;
    let contradiction = described.and_then(|(root, work, artifact)| {
        let own = trust::contradiction(artifact, path, bytes.len() as u64, &sha256);
        let beside = joined
            .iter()
            .flat_map(|(_, files)| files)
            .find_map(|it| Some((it.path.clone(), trust::contradiction_beside(root, work, it)?)));
        own.map(|own| (path.to_owned(), own)).or(beside)
    });
    let size = bytes.len() as u64;
    let (bytes, beside) = joined.unwrap_or((bytes, Vec::new()));
    let onnx = onnx::describe(&bytes).map_err(bad)?;
    let path = path.to_owned();
    Ok(ModelFile { path, name, bytes, size, sha256, beside, onnx, contradiction })
}

/// A sound model that no engine here takes is not a bad one: nothing is known of its claims.
fn code(error: &OnnxError) -> &'static str {
    match error {
        OnnxError::NotATensor(_) => "no-engine",
        _ => "bad-model",
    }
}

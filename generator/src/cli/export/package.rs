//! Formats of several files.

use std::path::{Path, PathBuf};

use faircat_inference::batching::Batching;
use faircat_inference::signature::Declared;
use faircat_inference::tensor::Tensor;

use super::super::fetch::{LISTING, Limits, Tools};
use super::super::printer;
use super::{Args, is_folder, minid, named, no_bag};
use crate::build::package_of;
use crate::catalog::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::dossier::OutputFile;
use crate::formats::package::{Package, PackedModel, Packer, Suits, Tested, TestedTensor};
use crate::outside_world::fetching::{self, Replace};
use crate::outside_world::package_files::{self, Bytes, Part};
use crate::record::Artifact;
use crate::running::tested::{self, ItemsTested};
use crate::running::{model, trust};

/// Whether `out` is for the package of a format of which there is also a single file: a folder, an
/// archive, or a name without an ending.
pub(super) fn is_meant(args: &Args, out: &Path) -> bool {
    args.format.companion.is_none()
        || is_folder(out)
        || is_archive(out)
        || out.extension().is_none()
}

fn is_archive(out: &Path) -> bool {
    out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// Writes the package of the record to `out`.
pub(super) fn write(args: &Args, package: &Package, out: &Path) -> Result<(), Vec<Diagnostic>> {
    match package.packer {
        Packer::Model(pack) => of_model(args, pack, out),
        Packer::Work(_) | Packer::Tested { .. } => of_work(args, package, out),
    }
}

fn of_model(
    args: &Args,
    pack: fn(&PackedModel) -> Result<Vec<OutputFile>, String>,
    folder: &Path,
) -> Result<(), Vec<Diagnostic>> {
    if args.minid_service.is_some() {
        return Err(vec![no_bag(args.format)]);
    }
    let model = model::open(&args.root, &args.slug)?;
    let file = model.file();
    let withdrawn = model.work.as_ref().and_then(|it| it.work.withdrawn.as_ref());
    if let Some(withdrawal) = withdrawn {
        let reason = withdrawal.reason.trim().trim_end_matches('.');
        let message =
            format!("Withdrawn on {}: {reason}. Nobody should publish it anew.", withdrawal.date);
        return Err(vec![Diagnostic::error("export", message).in_file(&file.path)]);
    }
    if !args.unverified {
        file.check_described().map_err(|problem| vec![problem])?;
    }
    let slug = match &model.work {
        Some(work) => work.file.slug.as_str(),
        None => file.name.trim_end_matches(".onnx"),
    };
    let contract = model.contract(file);
    let packed = PackedModel { slug, bytes: &file.bytes, onnx: &file.onnx, contract: &contract };
    let refused = |problem| vec![Diagnostic::error("export", problem).in_file(&file.path)];
    let files = pack(&packed).map_err(refused)?;
    let parts = files.iter().map(|it| Part { path: &it.path, bytes: Bytes::Made(&it.content) });
    let parts: Vec<Part> = parts.collect();
    let replace = if args.force { Replace::Always } else { Replace::Never };
    package_files::add_to_folder(folder, &parts, replace).map_err(|problem| vec![problem])?;
    for part in parts {
        super::super::say(&folder.join(part.path).display().to_string());
    }
    Ok(())
}

fn of_work(args: &Args, package: &Package, out: &Path) -> Result<(), Vec<Diagnostic>> {
    let replace = if args.force { Replace::Always } else { Replace::Never };
    let is_archive = is_archive(out) && !is_folder(out);
    // Before anything is fetched, or registered for good.
    package_files::refuse_taken(out, is_archive, replace).map_err(|problem| vec![problem])?;
    let tools = match args.with_files {
        true => {
            let limits = Limits { allow_private: args.allow_private, ..Limits::default() };
            Some(Tools::new(&limits).map_err(|problem| vec![problem])?)
        }
        false => None,
    };
    let files = Files { root: &args.root, tools: tools.as_ref(), unverified: args.unverified };
    let placed = |entry: &Entry, artifact: &Artifact| files.placed(entry, artifact);
    let tested = |entry: &Entry, suits: Suits| tested(args, entry, suits);
    let mut made = package_of(&named(args), args.format, &placed, &tested)?;
    if let Some(address) = &args.minid_service {
        minid::register(args, address, &made)?;
        if args.dry_run {
            return Ok(());
        }
        // The record has another identifier now.
        made = package_of(&named(args), args.format, &placed, &tested)?;
    }
    let parts = made.parts();
    let top = if package.has_top_folder { format!("{}/", made.slug) } else { String::new() };
    let written = match is_archive {
        true => package_files::write_archive(out, &top, &parts, replace),
        false => package_files::write_folder(out, &parts, replace),
    };
    written.map_err(|problem| vec![problem])?;
    printer::report(&made.notes, &args.root);
    super::super::say(&out.display().to_string());
    Ok(())
}

/// The model of the record and what its file makes of a few items of its control set.
fn tested(args: &Args, entry: &Entry, suits: Suits) -> Result<Tested, Vec<Diagnostic>> {
    let model = model::open(&args.root, &entry.id())?;
    let file = model.file();
    let described = if args.unverified { Ok(()) } else { file.check_described() };
    let items = described.and_then(|()| tested::items(&args.root, &model, &suits));
    let ItemsTested { inputs, outputs, engine } = items.map_err(|problem| vec![problem])?;
    let contract = model.contract(file);
    let named = |declared: Vec<Declared>, values: Vec<Tensor>| {
        let both = declared.into_iter().zip(values);
        both.map(|(declared, values)| TestedTensor { declared, values }).collect()
    };
    Ok(Tested {
        file: file.name.clone(),
        bytes: file.bytes.clone(),
        opset: file.onnx.opset,
        batching: Batching::of(&file.onnx),
        inputs: named(contract.inputs, inputs),
        outputs: named(contract.outputs, outputs),
        engine,
    })
}

/// Where files are looked for that are to go elsewhere with their record.
pub(in crate::cli) struct Files<'a> {
    /// The folder that holds `catalog/`.
    pub root: &'a Path,
    /// What fetches files that are not beside the record, where these are wanted too.
    pub tools: Option<&'a Tools>,
    /// Whether files count also where they are not as the record says.
    pub unverified: bool,
}

impl Files<'_> {
    /// Where the file of `artifact` lies, if it is to go too: it is beside the record, or fetched.
    pub(in crate::cli) fn placed(
        &self,
        entry: &Entry,
        artifact: &Artifact,
    ) -> Result<Option<PathBuf>, Diagnostic> {
        let place = (self.root, entry.folder.as_deref());
        if artifact.path.is_none() {
            let Some(tools) = self.tools.filter(|_| artifact.url.is_some()) else {
                return Ok(None);
            };
            return match tools.fetch(artifact, place, entry.file.as_ref()) {
                Ok(held) => Ok(Some(held.file)),
                // The others go all the same.
                Err(problem) if problem.code == LISTING => {
                    let problem = Diagnostic { severity: Severity::Warning, ..problem };
                    printer::report(&[problem], self.root);
                    Ok(None)
                }
                Err(problem) => Err(problem),
            };
        }
        let held = fetching::held(artifact, place.0, place.1).ok_or_else(|| {
            let path = artifact.path.as_deref().unwrap_or_default();
            let message = format!("there is no file `{path}` beside the record");
            Diagnostic::error("no-file", message)
                .in_file(entry.file.as_ref())
                .hint("put the file there, or correct `path`")
        })?;
        if !self.unverified
            && let Some(contradiction) =
                trust::contradiction(artifact, &held.file, held.size, &held.sha256)
        {
            return Err(trust::refusal(&held.file, &contradiction));
        }
        Ok(Some(held.file))
    }
}

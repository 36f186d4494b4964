//! What only models, and what only datasets have.

use faircat_catalog::evidence::checked_claims::tally;
use faircat_inference::figures::counted;
use faircat_record::{DatasetSection, DatasetUse, Evaluation, Field, ModelSection, Tensor};

use super::text::{Document, code, line};
use super::work::text;
use crate::view::RecordView;

pub(super) fn section(out: &mut Document, view: &RecordView, model: &ModelSection) {
    let list = |texts: &[String]| {
        let lines: Vec<String> = texts.iter().map(|it| line(it)).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    };
    out.heading(2, "Model").facts(&[
        ("Task", list(&model.task)),
        ("Category", list(&model.category)),
        ("Framework", list(&model.framework)),
        ("Parameters", model.parameters.map(|it| it.to_string())),
        ("Fine-tuned from", model.fine_tuned_from.as_deref().map(code)),
    ]);
    text(out, 3, "Architecture", model.architecture.as_deref());
    if let Some(signature) = &model.signature {
        let inputs = signature.inputs.iter().map(|it| tensor("input", it));
        let outputs = signature.outputs.iter().map(|it| tensor("output", it));
        let head = ["tensor", "name", "type", "shape", "meaning"];
        out.heading(3, "Inputs and outputs").table(&head, inputs.chain(outputs).collect());
        text(out, 3, "Preprocessing", signature.preprocessing.as_deref());
    }
    claims(out, view, model);
    training(out, model);
}

fn tensor(part: &str, tensor: &Tensor) -> Vec<String> {
    let meaning = tensor.description.as_deref().map(line);
    let meaning = meaning.or_else(|| {
        let classes: Vec<String> = tensor.classes.iter().map(|it| line(it)).collect();
        (!classes.is_empty()).then(|| classes.join(", "))
    });
    vec![
        part.to_owned(),
        code(&tensor.name),
        code(&tensor.dtype),
        code(&tensor.shape.join(" × ")),
        meaning.unwrap_or_default(),
    ]
}

fn claims(out: &mut Document, view: &RecordView, model: &ModelSection) {
    if model.evaluations.is_empty() {
        return;
    }
    let row = |it: &Evaluation| {
        let plus_minus = it.uncertainty.map(|it| format!(" ± {it}")).unwrap_or_default();
        let unit = it.unit.as_deref().map(|it| format!(" {}", line(it))).unwrap_or_default();
        let or_nothing = |text: &Option<String>| text.as_deref().map(line).unwrap_or_default();
        vec![
            line(&it.title()),
            format!("{}{plus_minus}{unit}", it.value),
            it.dataset.as_deref().map(code).unwrap_or_default(),
            or_nothing(&it.source),
        ]
    };
    let rows = model.evaluations.iter().map(row).collect();
    out.heading(3, "Claims").table(&["metric", "value", "dataset", "source"], rows);
    let evidence = view.dossier.evidence;
    let believed = evidence.outdated.is_empty() && evidence.refused.is_empty();
    if let Some(verification) = evidence.verification.as_ref().filter(|_| believed) {
        let counts = tally(verification);
        out.paragraph(&format!(
            "Recomputed on {} with {}: of {} that could be checked, {} hold. Evidence: {}.",
            verification.date,
            counted(counts.engines as u64, "engine", "engines"),
            counted(counts.checked as u64, "claim", "claims"),
            counts.holding,
            evidence.verified_by.of_claims(&verification.date)
        ));
    }
}

fn training(out: &mut Document, model: &ModelSection) {
    let trained = model.training.iter().flat_map(|it| &it.datasets).map(|it| ("training", it));
    let validated = model.validated_on.iter().map(|it| ("validation", it));
    let tested = model.tested_on.iter().map(|it| ("test", it));
    let evaluated = model.evaluated_on.iter().map(|it| ("evaluation", it));
    let row = |(purpose, it): (&str, &DatasetUse)| {
        let split = it.split.as_deref().map(line).unwrap_or_default();
        let samples = it.samples.map(|it| it.to_string()).unwrap_or_default();
        vec![purpose.to_owned(), code(&it.dataset), split, samples]
    };
    let rows: Vec<Vec<String>> =
        trained.chain(validated).chain(tested).chain(evaluated).map(row).collect();
    if !rows.is_empty() {
        out.heading(3, "Data").table(&["for", "dataset", "split", "items"], rows);
    }
    if let Some(training) = &model.training {
        text(out, 3, "Training", training.procedure.as_deref());
        let plain = |text: &Option<String>| text.as_deref().map(line);
        out.facts(&[
            ("Code", plain(&training.code)),
            ("Environment", plain(&training.environment)),
            ("Hardware", plain(&training.hardware)),
            ("Date", plain(&training.date)),
            ("Duration", plain(&training.duration)),
            ("CO2 equivalent", plain(&training.co2e)),
        ]);
    }
}

pub(super) fn dataset(out: &mut Document, dataset: &DatasetSection) {
    let number = |it: Option<u64>| it.map(|it| it.to_string());
    let formats: Vec<String> = dataset.formats.iter().map(|it| line(it)).collect();
    out.heading(2, "Data").facts(&[
        ("Items", number(dataset.number_of_items)),
        ("An item is", dataset.item.as_deref().map(line)),
        ("Bytes", number(dataset.size)),
        ("Files", number(dataset.number_of_files)),
        ("Formats", (!formats.is_empty()).then(|| formats.join(", "))),
        ("Collected", dataset.collected.as_deref().map(line)),
        ("Time", dataset.temporal_coverage.as_deref().map(line)),
        ("Place", dataset.spatial_coverage.as_deref().map(line)),
    ]);
    text(out, 3, "Collection", dataset.collection.as_deref());
    text(out, 3, "Preparation", dataset.preparation.as_deref());
    let or_nothing = |text: &Option<String>| text.as_deref().map(line).unwrap_or_default();
    let splits = dataset.splits.iter().map(|it| {
        vec![line(&it.name), number(it.items).unwrap_or_default(), or_nothing(&it.description)]
    });
    let splits: Vec<Vec<String>> = splits.collect();
    if !splits.is_empty() {
        out.heading(3, "Splits").table(&["split", "items", "description"], splits);
    }
    fields(out, &dataset.fields);
}

/// The fields, with their groups where there are any.
fn fields(out: &mut Document, fields: &[Field]) {
    let has_groups = fields.iter().any(|it| it.group.is_some());
    let or_nothing = |text: &Option<String>| text.as_deref().map(line).unwrap_or_default();
    let rows = fields.iter().map(|it| {
        let group = has_groups.then(|| it.group.as_deref().map(code).unwrap_or_default());
        let kind = it.data_type.as_deref().map(code).unwrap_or_default();
        let own = [code(&it.name), kind, or_nothing(&it.unit), or_nothing(&it.description)];
        group.into_iter().chain(own).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if !rows.is_empty() {
        let head = ["group", "field", "type", "unit", "description"];
        out.heading(3, "Fields").table(&head[usize::from(!has_groups)..], rows);
    }
}

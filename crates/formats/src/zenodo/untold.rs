//! What a record says and a draft has no place for.

use faircat_record::{AccessRights, Artifact, Version, Work};
use serde_json::Value;

/// Fields that no draft has, or all of what they hold.
const NO_PLACE: [&str; 55] = [
    "translations.keywords",
    "url",
    "same_as",
    "maintainers",
    "copyright_holder",
    "shared_by",
    "copyright_year",
    "access.free",
    "access.authentication",
    "code",
    "usage",
    "provenance",
    "conforms_to",
    "model.task",
    "model.category",
    "model.framework",
    "model.architecture",
    "model.parameters",
    "model.signature",
    "model.hyperparameters",
    "model.training.procedure",
    "model.training.code",
    "model.training.environment",
    "model.training.hardware",
    "model.training.date",
    "model.training.seed",
    "model.training.duration",
    "model.training.co2e",
    "model.validated_on",
    "model.tested_on",
    "model.evaluated_on",
    "model.fine_tuned_from",
    "model.evaluations",
    "model.control_set",
    "dataset.fields",
    "dataset.splits",
    "dataset.number_of_items",
    "dataset.item",
    "dataset.measurement_techniques",
    "dataset.sensitive_data",
    "dataset.generators",
    "subjects.iri",
    "subjects.scheme",
    "software",
    "workflow",
    "training_material",
    "versions.notes",
    "publications.title",
    "publications.authors",
    "publications.venue",
    "publications.year",
    "relations.title",
    "relations.description",
    "artifacts.description",
    "artifacts.date_modified",
];

/// The fields of `work` that stay untold, as a sentence; `None` where there are none.
pub fn untold(work: &Work) -> Option<String> {
    let record = serde_json::to_value(work).ok()?;
    let listed = NO_PLACE.into_iter().filter(|field| is_said(&record, field.split('.')));
    let access = work.access.as_ref();
    let is_embargoed = access.is_some_and(|it| it.rights == Some(AccessRights::Embargoed));
    let has_both = |summary: &Option<String>, description: &Option<String>| {
        summary.is_some() && description.is_some()
    };
    let others = [
        ("summary", has_both(&work.summary, &work.description)),
        ("text_language", work.text_language.is_some() && work.translations.is_empty()),
        (
            "translations.summary",
            work.translations.iter().any(|it| has_both(&it.summary, &it.description)),
        ),
        ("access.conditions", !is_embargoed && access.is_some_and(|it| it.conditions.is_some())),
    ];
    let is_told = |it: &(&'static str, bool)| it.1;
    let others = others.into_iter().filter(is_told).map(|it| it.0);
    let inner = of_parts(work).into_iter().filter(is_told).map(|it| it.0);
    let fields: Vec<String> =
        others.chain(listed).chain(inner).map(|it| format!("`{it}`")).collect();
    let sentence =
        || format!("the draft has no place for {}: only the record says that", fields.join(", "));
    (!fields.is_empty()).then(sentence)
}

/// What versions and files have of their own, and the draft has for the work as a whole alone.
fn of_parts(work: &Work) -> [(&'static str, bool); 5] {
    let (versions, files) = (&work.versions, &work.artifacts);
    let is_other = |own: &Option<String>, of_work: &Option<String>| own.is_some() && own != of_work;
    let is_older = |it: &Version| work.version.as_ref() != Some(&it.version);
    // The file of a path has the last part of that for its name.
    let is_named = |it: &Artifact| {
        let file = it.path.as_deref().and_then(|path| path.rsplit('/').next());
        it.name.is_some() && it.name.as_deref() != file
    };
    [
        ("versions.version", versions.iter().any(is_older)),
        ("versions.date", versions.iter().any(|it| is_other(&it.date, &work.date_published))),
        ("artifacts.name", files.iter().any(is_named)),
        ("artifacts.version", files.iter().any(|it| is_other(&it.version, &work.version))),
        ("artifacts.license", files.iter().any(|it| is_other(&it.license, &work.license))),
    ]
}

/// Whether something is said at `path` of `value`, in any item of lists.
fn is_said<'f>(value: &Value, mut path: impl Iterator<Item = &'f str> + Clone) -> bool {
    if let Value::Array(items) = value {
        return items.iter().any(|it| is_said(it, path.clone()));
    }
    match (path.next(), value) {
        (Some(key), Value::Object(fields)) => fields.get(key).is_some_and(|it| is_said(it, path)),
        (Some(_), _) | (None, Value::Null | Value::Bool(false)) => false,
        (None, Value::Object(fields)) => {
            fields.values().any(|it| is_said(it, std::iter::empty::<&str>()))
        }
        (None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use faircat_record::{Artifact, Kind, Work};

    use super::untold;

    #[test]
    fn fields_without_a_place_are_named_where_they_say_something() {
        let mut work = Work::new(Kind::Software, "T".to_owned());
        assert_eq!(untold(&work), None);
        work.text_language = Some("en".to_owned());
        work.url = Some("https://example.org/".to_owned());
        let told = untold(&work).unwrap_or_default();
        assert!(told.contains("no place for `text_language`, `url`: "), "{told}");
    }

    #[test]
    fn what_files_say_otherwise_than_the_work_is_named() {
        let mut work = Work::new(Kind::Dataset, "T".to_owned());
        let license = Some("CC-BY-4.0".to_owned());
        let name = Some("a.csv".to_owned());
        let path = Some("b/a.csv".to_owned());
        work.license.clone_from(&license);
        work.artifacts = vec![Artifact { name, path, license, ..Artifact::default() }];
        assert_eq!(untold(&work), None);
        work.artifacts[0].license = Some("CC0-1.0".to_owned());
        let told = untold(&work).unwrap_or_default();
        assert!(told.contains("no place for `artifacts.license`: "), "{told}");
    }
}

//! How much a record may hold: what is counted here is shown on pages, in lists and in dumps.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::markup;
use faircat_record::{ModelSection, Record, Signature, Work, text_links};

use super::Fault;

/// Most terms by which a record is filed: each makes a page.
const MOST_TERMS: usize = 200;

/// Most people, files, and other items of a list. The largest collaborations have 5,200 authors.
const MOST_ITEMS: usize = 10_000;

/// Longest title, name or other text of one line, in bytes.
const LONGEST_LINE: usize = 2_000;

/// Longest summary, in bytes.
const LONGEST_SUMMARY: usize = 20_000;

pub(super) fn check(record: &Record, found: &mut Vec<Fault>) {
    match record {
        Record::Work(work) => of_work(work, found),
        Record::Person(person) => {
            short("name", Some(&person.name), LONGEST_LINE, found);
            short("summary", person.summary.as_ref(), LONGEST_SUMMARY, found);
            at_most("/affiliations", person.affiliations.len(), MOST_TERMS, found);
            at_most("/identifiers", person.identifiers.len(), MOST_TERMS, found);
        }
        Record::Organization(it) => {
            short("name", Some(&it.name), LONGEST_LINE, found);
            short("summary", it.summary.as_ref(), LONGEST_SUMMARY, found);
            at_most("/alternate_names", it.alternate_names.len(), MOST_TERMS, found);
            at_most("/identifiers", it.identifiers.len(), MOST_TERMS, found);
        }
    }
}

fn of_work(work: &Work, found: &mut Vec<Fault>) {
    terms(work, found);
    items(work, found);
    markdown(work, found);
    short("title", Some(&work.title), LONGEST_LINE, found);
    short("version", work.version.as_ref(), LONGEST_LINE, found);
    short("summary", work.summary.as_ref(), LONGEST_SUMMARY, found);
    at_most("/translations", work.translations.len(), MOST_TERMS, found);
    for (index, one) in work.translations.iter().take(MOST_TERMS).enumerate() {
        let pointer = format!("translations/{index}");
        short(&format!("{pointer}/title"), one.title.as_ref(), LONGEST_LINE, found);
        short(&format!("{pointer}/summary"), one.summary.as_ref(), LONGEST_SUMMARY, found);
        at_most(&format!("/{pointer}/keywords"), one.keywords.len(), MOST_TERMS, found);
        let keywords = one.keywords.iter().enumerate();
        for (number, keyword) in keywords.take(MOST_TERMS) {
            let name = format!("{pointer}/keywords/{number}");
            short(&name, Some(keyword), LONGEST_LINE, found);
        }
    }
}

/// A text that lists, citations and every format repeat.
fn short(name: &str, text: Option<&String>, most: usize, found: &mut Vec<Fault>) {
    let length = text.map_or(0, String::len);
    if length > most {
        let message = format!("`{name}` has {length} bytes; at most {most} fit");
        let problem = Diagnostic::error("too-long", message).hint("tell more in `description`");
        found.push(Fault::new(format!("/{name}"), problem));
    }
}

fn terms(work: &Work, found: &mut Vec<Fault>) {
    let model = work.model.as_deref();
    let of_model = |field: fn(&ModelSection) -> &Vec<String>| model.map_or(&[][..], |it| field(it));
    let lists = [
        ("/keywords", work.keywords.as_slice()),
        ("/experiments", &work.experiments),
        ("/alternate_titles", &work.alternate_titles),
        ("/model/task", of_model(|model| &model.task)),
        ("/model/category", of_model(|model| &model.category)),
        ("/model/framework", of_model(|model| &model.framework)),
    ];
    for (pointer, terms) in lists {
        at_most(pointer, terms.len(), MOST_TERMS, found);
        if let Some(index) = terms.iter().position(|term| term.len() > LONGEST_LINE) {
            let message =
                format!("this term has {} bytes; at most {LONGEST_LINE} fit", terms[index].len());
            let problem = Diagnostic::error("too-long", message).hint("write a few words");
            found.push(Fault::new(format!("{pointer}/{index}"), problem));
        }
    }
    at_most("/subjects", work.subjects.len(), MOST_TERMS, found);
}

fn items(work: &Work, found: &mut Vec<Fault>) {
    let mut lists = vec![
        ("/identifiers", work.identifiers.len()),
        ("/same_as", work.same_as.len()),
        ("/authors", work.authors.len()),
        ("/contributors", work.contributors.len()),
        ("/maintainers", work.maintainers.len()),
        ("/funding", work.funding.len()),
        ("/artifacts", work.artifacts.len()),
        ("/relations", work.relations.len()),
        ("/publications", work.publications.len()),
        ("/versions", work.versions.len()),
        ("/provenance", work.provenance.len()),
        ("/derived_from", work.derived_from.len()),
        ("/conforms_to", work.conforms_to.len()),
        ("/code/dependencies", work.code.as_ref().map_or(0, |code| code.dependencies.len())),
        ("/dataset/fields", work.dataset.as_ref().map_or(0, |dataset| dataset.fields.len())),
        ("/usage/snippets", work.usage.as_ref().map_or(0, |usage| usage.snippets.len())),
    ];
    if let Some(model) = &work.model {
        lists.push(("/model/evaluations", model.evaluations.len()));
        lists.push(("/model/hyperparameters", model.hyperparameters.len()));
        let signature = model.signature.as_ref();
        let of = |side: fn(&Signature) -> usize| signature.map_or(0, side);
        lists.push(("/model/signature/inputs", of(|it| it.inputs.len())));
        lists.push(("/model/signature/outputs", of(|it| it.outputs.len())));
    }
    for (pointer, count) in lists {
        at_most(pointer, count, MOST_ITEMS, found);
    }
}

fn at_most(pointer: &str, count: usize, most: usize, found: &mut Vec<Fault>) {
    if count > most {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let message = format!("`{name}` has {count} items; at most {most} are published");
        let problem = Diagnostic::error("too-many", message)
            .hint("keep the list in a file, as an artifact of the record");
        found.push(Fault::new(pointer, problem));
    }
}

/// Every text that pages show as Markdown.
fn markdown(work: &Work, found: &mut Vec<Fault>) {
    for (pointer, text) in text_links::texts(work) {
        if let Some(excess) = markup::excess(text) {
            let name = pointer.rsplit('/').next().unwrap_or_default();
            let message = format!("`{name}` cannot be shown: {excess}");
            let problem = Diagnostic::error("markup", message).hint("write it simpler, or shorter");
            found.push(Fault::new(pointer, problem));
        }
    }
}

//! The kind under which a work is imported, by the general type that its repository gives it.

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;

use crate::json_fields::Notes;

/// How sure a kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The source means the kind.
    Is(Kind),
    /// The kind is the nearest to what the source says.
    Nearest(Kind),
    /// Something to read and to cite, which is no work of any kind: whoever imports it may give one.
    Publication,
    /// No work of any kind.
    NoWork,
}

/// Words of DataCite 4.7 (resourceTypeGeneral), of Zenodo's and of InvenioRDM's lists, in small
/// letters without signs between them.
const WORDS: [(&str, Sort); 58] = {
    use Kind::{Dataset, Model, Software, TrainingMaterial, Workflow};
    use Sort::{Is, Nearest, NoWork, Publication};
    [
        ("dataset", Is(Dataset)),
        ("collection", Nearest(Dataset)),
        ("image", Nearest(Dataset)),
        ("sound", Nearest(Dataset)),
        ("audio", Nearest(Dataset)),
        ("audiovisual", Nearest(Dataset)),
        ("video", Nearest(Dataset)),
        ("software", Is(Software)),
        ("computationalnotebook", Is(Software)),
        ("interactiveresource", Nearest(Software)),
        ("service", Nearest(Software)),
        ("workflow", Is(Workflow)),
        ("model", Is(Model)),
        ("lesson", Is(TrainingMaterial)),
        ("trainingmaterial", Is(TrainingMaterial)),
        ("publication", Publication),
        ("text", Publication),
        ("poster", Nearest(TrainingMaterial)),
        ("presentation", Nearest(TrainingMaterial)),
        ("book", Publication),
        ("bookchapter", Publication),
        ("section", Publication),
        ("article", Publication),
        ("journal", Publication),
        ("journalarticle", Publication),
        ("conferencepaper", Publication),
        ("conferenceproceeding", Publication),
        ("datapaper", Publication),
        ("dissertation", Publication),
        ("thesis", Publication),
        ("preprint", Publication),
        ("workingpaper", Publication),
        ("report", Publication),
        ("standard", Publication),
        ("technicalnote", Publication),
        ("deliverable", Publication),
        ("milestone", Publication),
        ("proposal", Publication),
        ("patent", Publication),
        ("softwaredocumentation", Nearest(TrainingMaterial)),
        ("taxonomictreatment", Publication),
        ("annotationcollection", Nearest(Dataset)),
        ("outputmanagementplan", Publication),
        ("datamanagementplan", Publication),
        ("peerreview", Publication),
        ("studyregistration", Publication),
        ("other", Nearest(Dataset)),
        ("", Nearest(Dataset)),
        ("figure", Nearest(Dataset)),
        ("plot", Nearest(Dataset)),
        ("drawing", Nearest(Dataset)),
        ("diagram", Nearest(Dataset)),
        ("photo", Nearest(Dataset)),
        ("instrument", NoWork),
        ("physicalobject", NoWork),
        ("event", NoWork),
        ("award", NoWork),
        ("project", NoWork),
    ]
};

/// The sort of works that `word` names, as `Dataset` or `publication-article`. A word of no list is
/// near to data, as everything in a repository is.
pub(crate) fn sort(word: &str) -> Sort {
    let plain: String = word.chars().filter(|it| it.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    let lower = word.to_lowercase();
    let (first, last) = lower.split_once(['-', '/']).unwrap_or((&lower, "other"));
    let of = |word: &str| WORDS.iter().find(|(it, _)| *it == word).map(|(_, sort)| *sort);
    let special = || of(last).filter(|_| last != "other");
    // `PhD Thesis`
    let thesis = || plain.ends_with("thesis").then_some(Sort::Publication);
    let found = of(&plain).or_else(special).or_else(|| of(first)).or_else(thesis);
    found.unwrap_or(Sort::Nearest(Kind::Dataset))
}

/// The code of what is wrong with a publication.
pub(crate) const PUBLICATION: &str = "import-publication";

/// What is wrong with `what`, which is of the type `word`, a publication.
pub(crate) fn publication(what: &str, word: &str) -> Diagnostic {
    let message =
        format!("{what} is a publication (`{word}`), and no work of a kind that has records");
    let hint = "add it under `publications:` of the record of the work that it is about, or say with \
                `--kind` what it is";
    Diagnostic::error(PUBLICATION, message).hint(hint)
}

/// Says that a work of the type `word`, at `path`, becomes one of a kind that is only the nearest,
/// unless somebody wanted another.
pub(crate) fn tell(sort: Sort, word: &str, kind: Kind, path: &str, notes: &Notes) {
    if sort != Sort::Nearest(kind) {
        return;
    }
    let what = if word.is_empty() { "of no type" } else { &format!("of type `{word}`") };
    let message = format!("the work is {what}; it becomes {}", kind.in_words());
    let problem = Diagnostic::warning("import-kind", message);
    notes.tell(path, problem.hint("give another kind with `--kind`"));
}

#[cfg(test)]
mod tests {
    use faircat_record::Kind;

    use super::{Sort, sort};

    #[test]
    fn words_of_every_list_have_a_kind() {
        for (word, wanted) in [
            ("Dataset", Sort::Is(Kind::Dataset)),
            ("software-computationalnotebook", Sort::Is(Kind::Software)),
            ("ComputationalNotebook", Sort::Is(Kind::Software)),
            ("publication-article", Sort::Publication),
            ("publication-other", Sort::Publication),
            ("publication-softwaredocumentation", Sort::Nearest(Kind::TrainingMaterial)),
            ("Dissertation", Sort::Publication),
            ("PhD Thesis", Sort::Publication),
            ("JournalArticle", Sort::Publication),
            ("image-photo", Sort::Nearest(Kind::Dataset)),
            ("PhysicalObject", Sort::NoWork),
            ("something new", Sort::Nearest(Kind::Dataset)),
        ] {
            assert_eq!(sort(word), wanted, "{word}");
        }
    }
}

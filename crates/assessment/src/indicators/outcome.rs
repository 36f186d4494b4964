//! What a test says.

use faircat_inference::figures::counted;
pub(crate) use faircat_text::first_line as shortened;
use faircat_text::listed;

use crate::Outcome;
use crate::view::View;

/// An outcome with its reasons.
pub(crate) struct Tested {
    pub(super) outcome: Outcome,
    pub(super) evidence: String,
    /// The evidence as the page of the work says it, where it names the address of that.
    pub(super) on_page: Option<String>,
    pub(super) remedy: Option<String>,
}

impl Tested {
    /// The same with what the page of the work says of it.
    pub(super) fn on_page(self, said: Option<String>) -> Tested {
        Tested { on_page: said, ..self }
    }
}

fn told(outcome: Outcome, evidence: String) -> Tested {
    Tested { outcome, evidence, on_page: None, remedy: None }
}

/// A `sentence` that names `address`, and the one by which the page of the work says it where that is
/// its own: readers have it before them.
pub(super) fn naming(
    view: &View<'_>,
    address: &str,
    sentence: impl Fn(&str) -> String,
) -> (String, Option<String>) {
    let own = (view.iri() == Some(address)).then(|| begun(&sentence("this page’s address")));
    (sentence(&format!("`{address}`")), own)
}

/// A sentence with a capital at its beginning.
fn begun(sentence: &str) -> String {
    let mut signs = sentence.chars();
    signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect()
}

pub(super) fn pass(evidence: impl Into<String>) -> Tested {
    told(Outcome::Pass, evidence.into())
}

/// `remedy` is YAML: the lines to add to the record, or a comment where lines would not help.
pub(super) fn fail(evidence: impl Into<String>, remedy: impl Into<String>) -> Tested {
    Tested { remedy: Some(remedy.into()), ..told(Outcome::Fail, evidence.into()) }
}

pub(super) fn unknown(evidence: impl Into<String>) -> Tested {
    told(Outcome::Unknown, evidence.into())
}

/// What rests on `address` alone, which stands in for that of the site.
pub(super) fn no_address_yet(address: &str) -> Tested {
    unknown(format!(
        "Not yet known: the site has no address, and nobody else can follow `{address}`; set \
         `base_url` in `site/site.yaml`."
    ))
}

pub(super) fn not_applicable(evidence: impl Into<String>) -> Tested {
    told(Outcome::NotApplicable, evidence.into())
}

/// At most `most` of `items` in one line, each shortened, and how many more there are.
pub(super) fn some_of<'a>(items: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    listed(items.into_iter().map(shortened), most)
}

/// As [`some_of`], for items that are phrases of our own and must stay whole.
pub(crate) fn some_phrases(items: &[String], most: usize) -> String {
    listed(items, most)
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, one: &str) -> String {
    let many = if one.ends_with('s') { format!("{one}es") } else { format!("{one}s") };
    counted(number as u64, one, &many)
}

//! Names of repositories of the Hub, and their addresses.

use std::path::Path;

use crate::import::record::Context;
use crate::import::statements;

/// The Hub's address, without a final slash.
const HUB: &str = "https://huggingface.co";

/// The type of datasets that are not on the Hub.
pub(super) const ELSEWHERE: &str = "custom";

/// What the Hub's own library calls the folders of its cache.
const CACHED: [(&str, bool); 2] = [("models--", false), ("datasets--", true)];

/// A repository of the Hub, as far as the place of its card tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Repository {
    /// `owner/name`, or a name alone.
    pub id: Option<String>,
    /// Whether it is surely the name of a repository, and not only of a file.
    pub is_sure: bool,
    /// Whether it holds a dataset, where that is told.
    pub is_dataset: Option<bool>,
}

impl Repository {
    /// The repository whose card has the address or path `place`.
    pub(super) fn of(place: &Path) -> Repository {
        let text = place.to_string_lossy().replace('\\', "/");
        if let Some((_, path)) = text.split_once("huggingface.co/") {
            return Repository::of_address(path);
        }
        let parts: Vec<&str> = text.split('/').filter(|it| !it.is_empty()).collect();
        for (part, (start, is_dataset)) in
            parts.iter().flat_map(|it| CACHED.iter().map(move |kind| (it, *kind)))
        {
            if let Some(id) = part.strip_prefix(start).map(|it| it.replacen("--", "/", 1)) {
                let id = hub_id(&id);
                return Repository { is_sure: id.is_some(), id, is_dataset: Some(is_dataset) };
            }
        }
        let name = parts.last().copied().unwrap_or_default();
        let stem = ["README.md", "readme.md"].iter().find_map(|it| name.strip_suffix(it));
        let stem = stem.map(|it| it.trim_end_matches(['.', '_', '-'])).filter(|it| !it.is_empty());
        let id = stem.map(|it| it.replacen("__", "/", 1));
        Repository { id, is_sure: false, is_dataset: None }
    }

    fn of_address(path: &str) -> Repository {
        let (is_dataset, path) = match path.strip_prefix("datasets/") {
            Some(path) => (true, path),
            None => (false, path),
        };
        let mut id: Vec<&str> = path.split('/').collect();
        // What follows says which file: `raw/main/README.md`.
        let end = id.iter().position(|it| matches!(*it, "raw" | "resolve" | "blob" | "tree"));
        id.truncate(end.unwrap_or(2).min(2));
        let id = hub_id(&id.join("/"));
        Repository { is_sure: id.is_some(), id, is_dataset: Some(is_dataset) }
    }

    /// Its page.
    pub(super) fn url(&self, is_dataset: bool) -> Option<String> {
        let id = self.id.as_ref().filter(|_| self.is_sure)?;
        Some(if is_dataset { format!("{HUB}/datasets/{id}") } else { format!("{HUB}/{id}") })
    }
}

/// `text`, where it can be the name of a repository: one or two names of letters, digits, `-`, `_` and
/// `.`.
pub(super) fn hub_id(text: &str) -> Option<String> {
    let text = text.trim();
    let is_name = |part: &str| {
        (1..=96).contains(&part.len())
            && part.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it))
            && part.starts_with(|it: char| it.is_ascii_alphanumeric())
            && !part.contains("..")
    };
    let mut parts = text.split('/');
    let is_one = parts.clone().count() <= 2 && parts.all(is_name);
    // A name in YAML, not a number.
    let is_number = text.bytes().all(|it| it.is_ascii_digit());
    let is_stand_in = matches!(&*text.to_lowercase(), ELSEWHERE | "private" | "other" | "local");
    (is_one && !is_number && !is_stand_in && !statements::says_nothing(text))
        .then(|| text.to_owned())
}

/// The model or dataset that `text` names: the record of the catalogue, or its address.
pub(super) fn reference(text: &str, is_dataset: bool, context: &Context<'_>) -> Option<String> {
    if let Some(address) = statements::web_address(text) {
        return Some(address);
    }
    let id = hub_id(text)?;
    let known = context.reference(&slug(&id, is_dataset));
    known.or_else(|| {
        Some(if is_dataset { format!("{HUB}/datasets/{id}") } else { format!("{HUB}/{id}") })
    })
}

/// Whether `text` names the work itself, of which its card may say nothing in a circle.
pub(super) fn is_own(text: &str, context: &Context<'_>) -> bool {
    statements::slug("", text) == statements::slug("", context.id)
}

/// Models and datasets of the Hub may have the same name.
pub(super) fn slug(id: &str, is_dataset: bool) -> String {
    statements::slug(if is_dataset { "hf-dataset" } else { "hf" }, id)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Repository, hub_id};

    #[test]
    fn the_place_of_a_card_tells_its_repository() {
        let of = |place: &str| {
            let it = Repository::of(Path::new(place));
            (it.id.unwrap_or_default(), it.is_sure, it.is_dataset)
        };
        for (place, id, is_sure, is_dataset) in [
            ("https://huggingface.co/a/b/raw/main/README.md", "a/b", true, Some(false)),
            ("https://huggingface.co/datasets/c4/raw/main/README.md", "c4", true, Some(true)),
            ("cache/models--a--b/snapshots/0/README.md", "a/b", true, Some(false)),
            ("cards/a__b.README.md", "a/b", false, None),
            ("cards/README.md", "", false, None),
            ("card.md", "", false, None),
        ] {
            assert_eq!(of(place), (id.to_owned(), is_sure, is_dataset), "{place}");
        }
    }

    #[test]
    fn other_texts_name_no_repository() {
        for text in ["a/b/c", "MTEB STS", "../x", "unknown", "custom", "", "a//b"] {
            assert_eq!(hub_id(text), None, "{text}");
        }
        assert_eq!(hub_id("TIGER-Lab/MMLU-Pro").as_deref(), Some("TIGER-Lab/MMLU-Pro"));
    }
}

//! What is to be looked at among the people and organizations of an import.

use std::collections::BTreeSet;

use faircat_inference::figures::counted;

use crate::diagnostic::Diagnostic;
use crate::record::InlineAgent;

/// Of one who has the identifier of `known` and quite another name.
pub(super) fn another(agent: &InlineAgent, known: &str, slug: &str) -> Diagnostic {
    let InlineAgent { name, orcid, .. } = agent;
    let id = orcid.as_deref().unwrap_or_default();
    let message = format!(
        "a source gives `{name}` the ORCID iD {id}, which is that of `{known}` (`{slug}`); the name \
         stays in place"
    );
    let hint = "correct the identifier of the one that it is not of, or join them by hand";
    Diagnostic::warning("import-agent-identifier", message).hint(hint)
}

/// Of one who may be any of those with the records `slugs`.
pub(super) fn several(agent: &InlineAgent, slugs: &BTreeSet<&str>) -> Diagnostic {
    let named: Vec<String> = slugs.iter().map(|it| format!("`{it}`")).collect();
    let message = format!(
        "a source names `{}` without an identifier that tells whether {} is meant; the name stays in \
         place",
        agent.name,
        named.join(" or ")
    );
    let hint = "refer to the right one in the works, or give the identifier in the source";
    Diagnostic::warning("import-agent-identifier", message).hint(hint)
}

/// Of one who was known by a name alone in so many places.
pub(super) fn by_name(name: &str, places: usize) -> Diagnostic {
    let message = format!(
        "`{name}` is taken for one person, by name and affiliation alone in {}",
        counted(places as u64, "place", "places")
    );
    let hint = "if they are several, write a record for each; an ORCID iD would tell them apart";
    Diagnostic::warning("import-agent-by-name", message).hint(hint)
}

/// Says which names were taken to be of one organization.
pub(super) fn by_identifier(name: &str, other_names: &BTreeSet<String>) -> Diagnostic {
    let others: Vec<String> = other_names.iter().map(|it| format!("`{it}`")).collect();
    let message = format!(
        "`{name}` is called {} too, beside the same identifier, and is taken for one organization",
        others.join(", ")
    );
    let hint = "correct the identifier in the source of one of them if they are several";
    Diagnostic::warning("import-agent-names", message).hint(hint)
}

/// Of one to whom a work gives an identifier, and whose record `slug` has none.
pub(super) fn identifier(name: &str, (slug, id): (&str, &str), organization: bool) -> Diagnostic {
    let (what, field) = match organization {
        true => ("ROR identifier", "ror"),
        false => ("ORCID iD", "orcid"),
    };
    let message = format!("a source gives `{name}` the {what} {id}, and the record has none");
    let hint = format!(
        "if it is of the same, import with `--update`, or add `{field}: {id}` to `{slug}`: by that \
         later imports know who is meant"
    );
    Diagnostic::warning("import-agent-identifier", message).hint(hint)
}

/// Of one of whom a work says where that is, and the record `slug`, which stays as it is, does not.
pub(super) fn place(name: &str, slug: &str, place: &str) -> Diagnostic {
    let message = format!("a source says that `{name}` is of `{place}`, and the record does not");
    let hint = format!("add it under `affiliations` of `{slug}` if it is right");
    Diagnostic::warning("import-affiliation", message).hint(hint)
}

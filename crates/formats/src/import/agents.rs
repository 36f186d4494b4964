//! People and organizations as sources write them.

use faircat_record::InlineAgent;

/// Somebody of whom the source says nothing but a name.
pub(crate) fn named(name: &str) -> InlineAgent {
    InlineAgent { name: reading_order(name), ..InlineAgent::default() }
}

/// A person; said where the name alone would be taken for an organization's.
pub(crate) fn person(name: &str) -> InlineAgent {
    let agent = named(name);
    let organization = agent.is_organization().then_some(false);
    InlineAgent { organization, ..agent }
}

pub(crate) fn organization(name: &str) -> InlineAgent {
    let name = name.trim().to_owned();
    InlineAgent { name, organization: Some(true), ..InlineAgent::default() }
}

/// `Duarte, Javier` as `Javier Duarte`; names with no comma or several stay as they are.
pub(crate) fn reading_order(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') && !given.trim().is_empty() => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.trim().to_owned(),
    }
}

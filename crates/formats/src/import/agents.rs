//! People and organizations as sources write them.

use faircat_record::InlineAgent;

use crate::party::{SUFFIXES, split_name};

/// Somebody of whom the source says nothing but a name, in reading order or as `Duarte, Javier`.
pub(crate) fn named(name: &str) -> InlineAgent {
    match family_first(name) {
        Some((family, given)) => of_parts(given, family),
        None => InlineAgent { name: plain(name), ..InlineAgent::default() },
    }
}

/// Somebody with these names. They are kept apart where the whole name would be divided otherwise.
pub(crate) fn of_parts(given: &str, family: &str) -> InlineAgent {
    let (given, family) = (plain(given), plain(family));
    let name = format!("{given} {family}");
    if split_name(&name) == Some((&given, &family)) {
        return InlineAgent { name, ..InlineAgent::default() };
    }
    let (given_name, family_name) = (Some(given), Some(family));
    InlineAgent { name, given_name, family_name, ..InlineAgent::default() }
}

/// `name` without blanks at its ends and with single ones within.
pub(crate) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// Family and given name of `Duarte, Javier`; `None` of names with no comma or several.
fn family_first(name: &str) -> Option<(&str, &str)> {
    let (family, given) = name.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let is_one = !family.is_empty() && !given.is_empty() && !given.contains(',');
    (is_one && !SUFFIXES.contains(&given)).then_some((family, given))
}

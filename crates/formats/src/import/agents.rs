//! People and organizations as sources write them.

use faircat_record::InlineAgent;

use crate::party::{is_suffix, split_name};

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

pub(crate) fn organization(name: &str) -> InlineAgent {
    let name = name.trim().to_owned();
    InlineAgent { name, organization: Some(true), ..InlineAgent::default() }
}

/// Family and given name of `Duarte, Javier`; `None` of names with no comma or several, and of those
/// as `Martin Luther King, Jr.` and `Acme, Inc.`
fn family_first(name: &str) -> Option<(&str, &str)> {
    let (family, given) = name.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let is_one = !family.is_empty() && !given.is_empty() && !given.contains(',');
    (is_one && !is_suffix(family, given)).then_some((family, given))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn what_follows_a_comma_and_is_no_given_name_stays_there() {
        for (name, read) in [
            ("Duarte, Javier", "Javier Duarte"),
            ("Brown, MD", "MD Brown"),
            ("Martin, JR", "JR Martin"),
            ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
            ("John Smith, PhD", "John Smith, PhD"),
            ("John Smith, M.D.", "John Smith, M.D."),
            ("Acme, Inc.", "Acme, Inc."),
            ("The Press & Sons, Ltd.", "The Press & Sons, Ltd."),
        ] {
            assert_eq!(named(name).name, read);
        }
    }
}

//! People and organizations as sources write them.

use faircat_record::collective::{Tells, tells};
use faircat_record::{InlineAgent, is_family_first};

use crate::json_fields::JsonFields;
use crate::party::{is_suffix, split_name};

/// Somebody of whom the source says nothing but a name, in reading order or as `Duarte, Javier`.
pub(crate) fn named(name: &str) -> InlineAgent {
    match family_first(name) {
        Some((family, given)) => of_parts(given, family),
        None => InlineAgent { name: plain(name), ..InlineAgent::default() },
    }
}

/// A person with these names. They are kept apart where the whole name would be divided otherwise.
pub(crate) fn of_parts(given: &str, family: &str) -> InlineAgent {
    let (given, family) = (plain(given), plain(family));
    let name = match [&given, &family].into_iter().all(|it| is_family_first(it)) {
        true => format!("{family}{given}"),
        false => format!("{given} {family}"),
    };
    let agent = InlineAgent { name, ..InlineAgent::default() };
    // Whoever has a family name is a person, also where the name reads otherwise.
    let organization = agent.is_organization().then_some(false);
    if split_name(&agent.name) == Some((&given, &family)) {
        return InlineAgent { organization, ..agent };
    }
    let (given_name, family_name) = (Some(given), Some(family));
    InlineAgent { given_name, family_name, organization, ..agent }
}

/// `name` without blanks at its ends and with single ones within.
pub(crate) fn plain(name: &str) -> String {
    faircat_text::single_spaced(name)
}

pub(crate) fn organization(name: &str) -> InlineAgent {
    let name = name.trim().to_owned();
    InlineAgent { name, organization: Some(true), ..InlineAgent::default() }
}

/// Somebody of whose class `types` tell, as `foaf:Organization`, where they do.
pub(crate) fn of_class(name: &str, types: &str) -> InlineAgent {
    if types.contains("Organization") {
        return organization(name);
    }
    let agent = named(name);
    // Of a person it is said, also where the name reads otherwise.
    let is_unlike = types.contains("Person") && agent.is_organization();
    InlineAgent { organization: is_unlike.then_some(false).or(agent.organization), ..agent }
}

/// Family and given name of `Duarte, Javier`; `None` of names with no comma or several, and of those
/// as `Martin Luther King, Jr.`, `Acme, Inc.` and `University of Toy, Department of Physics`.
fn family_first(name: &str) -> Option<(&str, &str)> {
    let (family, given) = name.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let is_one = !family.is_empty() && !given.is_empty() && !given.contains(',');
    let is_person = !is_suffix(family, given) && ![family, given].into_iter().any(is_unit);
    (is_one && is_person).then_some((family, given))
}

/// Whether `text` is a part of an organization, as `Department of Physics`: several words, one of
/// which tells it.
fn is_unit(text: &str) -> bool {
    let tells_it = |word: &str| tells(&word.to_lowercase()).is_some_and(|it| it != Tells::Beside);
    text.contains(char::is_whitespace) && text.split_whitespace().any(tells_it)
}

/// The name of `agent`, who wrote a publication and was read of `it`: what else is said there goes, and is
/// told.
pub(crate) fn name_alone(it: &JsonFields<'_>, agent: InlineAgent) -> String {
    let InlineAgent { name, orcid, ror, url, affiliations, identifiers, .. } = agent;
    let single = [("orcid", orcid), ("ror", ror), ("url", url)];
    let single = single.into_iter().filter_map(|(key, value)| Some((key, value?)));
    let several = [("affiliation", affiliations), ("identifier", identifiers)];
    let several =
        several.into_iter().flat_map(|(key, all)| all.into_iter().map(move |it| (key, it)));
    for (key, value) in single.chain(several) {
        let why = "of the authors of a publication a record has the names";
        it.notes.drop_because(&it.path_of(key), &value, why);
    }
    name
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
        let lab = "University of Toy, Department of Physics";
        assert_eq!(named(lab).name, lab);
    }

    #[test]
    fn who_has_a_family_is_a_person() {
        let paul = named("Institute, Paul");
        assert_eq!((&*paul.name, paul.organization), ("Paul Institute", Some(false)));
        assert_eq!(named("Lovelace, Ada").organization, None);
        assert_eq!(named("CMS Collaboration").organization, None);
    }
}

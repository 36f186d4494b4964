//! Licences by the words of their names, as people write them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use faircat_catalog::checks::licence::listed::{self, key};

use super::{Meaning, is_no_statement};

/// Families that do not follow from the list, since its names for their members are of several
/// forms.
const FAMILIES: &[&str] =
    &["attribution", "bsd", "cc", "apache software", "dl de", "open government", "ogl"];

/// Names of which the list has several versions, without these.
static SEVERAL: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut versions: HashMap<String, usize> = HashMap::new();
    for name in listed::keys().filter(|name| is_versioned(name)) {
        *versions.entry(listed::without_versions(name)).or_default() += 1;
    }
    versions.retain(|name, count| *count > 1 && !name.is_empty() && !is_listed(name));
    versions.into_keys().chain(FAMILIES.iter().map(|it| (*it).to_owned())).collect()
});

/// What an identifier or a name means: in any capitals, with another one in brackets, or several
/// of them.
pub(super) fn meaning(text: &str) -> Meaning {
    match whole_name(text) {
        Meaning::Nothing => several_names(text),
        found => found,
    }
}

/// What the last part of an address means, which may have no signs between the parts of a name.
pub(super) fn identifier(text: &str) -> Meaning {
    let is_same = |license: &&spdx::License| {
        super::signs(&license.name.to_lowercase()) == super::signs(&text.to_lowercase())
    };
    match whole_name(text) {
        Meaning::Nothing if !is_no_statement(text) => {
            match spdx::identifiers::LICENSES.iter().find(is_same) {
                Some(_) => Meaning::Licence,
                None => Meaning::Nothing,
            }
        }
        found => found,
    }
}

/// `MIT/Apache-2.0`, `CC BY 4.0 and MIT`: a licence if all of them are.
fn several_names(text: &str) -> Meaning {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower
        .split(['/', ',', ';', '&'])
        .flat_map(|part| part.split(" or "))
        .flat_map(|part| part.split(" and "))
        .collect();
    let mean = |wanted| parts.iter().all(|part| whole_name(part) == wanted);
    match parts.len() > 1 && mean(Meaning::Licence) {
        true => Meaning::Licence,
        false => Meaning::Nothing,
    }
}

fn whole_name(text: &str) -> Meaning {
    let parts: Vec<&str> = text.split(['(', ')', '[', ']']).collect();
    let whole = one_name(&key(&parts.join(" ")));
    if parts.len() == 1 || whole == Meaning::Licence {
        return whole;
    }
    // The name in brackets is another form of the one before it, or says its version.
    let found: Vec<Meaning> = parts
        .iter()
        .map(|part| key(part))
        .filter(|it| !it.is_empty())
        .map(|it| one_name(&it))
        .collect();
    let outside: Vec<&str> = parts.iter().step_by(2).copied().collect();
    let outside = one_name(&key(&outside.join(" ")));
    let inside = parts.iter().skip(1).step_by(2).map(|part| one_name(&key(part)));
    let inside: Vec<Meaning> = inside.collect();
    let all_known = outside != Meaning::Nothing && !inside.contains(&Meaning::Nothing);
    let any_licence = outside == Meaning::Licence || inside.contains(&Meaning::Licence);
    match (all_known, any_licence) {
        (true, true) => Meaning::Licence,
        (true, false) => Meaning::Family,
        _ if !found.contains(&Meaning::Licence) && found.contains(&Meaning::Family) => {
            Meaning::Family
        }
        _ => whole,
    }
}

fn one_name(key: &str) -> Meaning {
    if is_listed(key) {
        Meaning::Licence
    } else if SEVERAL.contains(listed::usual(key)) {
        Meaning::Family
    } else {
        Meaning::Nothing
    }
}

fn is_listed(key: &str) -> bool {
    !listed::of_key(key).is_empty()
}

fn is_versioned(name: &str) -> bool {
    name.split(' ').any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

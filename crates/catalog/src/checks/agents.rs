//! People and organizations that are written in place, and names of many people given as one.

use faircat_record::collective::{is_of_many, tells};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{AgentRef, InlineAgent, Record, Work};

use super::Fault;

pub(super) fn check(record: &Record, found: &mut Vec<Fault>) {
    for (pointer, agent) in inline(record) {
        if agent.orcid.is_none() && !agent.is_organization() && is_of_many(&agent.name) {
            let hint = "add `organization: true`";
            found.push(Fault::new(format!("{pointer}/name"), no_person(&agent.name, hint)));
        }
        if agent.is_implied && is_of_one(&agent.name) {
            found.push(Fault::new(format!("{pointer}/name"), no_organization(&agent.name)));
        }
    }
    if let Record::Person(person) = record
        && person.orcid.is_none()
        && is_of_many(&person.name)
    {
        let hint = "write `kind: organization`, and move the file to `organizations`";
        found.push(Fault::new("/name", no_person(&person.name, hint)));
    }
}

fn no_person(name: &str, hint: &str) -> Diagnostic {
    let message = format!("`{name}` reads as an organization, and is published as a person");
    Diagnostic::warning("collective", message).hint(hint)
}

fn no_organization(name: &str) -> Diagnostic {
    let message = format!("`{name}` reads as a person, and is published as an organization");
    Diagnostic::warning("collective", message)
        .hint("add `organization: false`, or `organization: true` where it is one")
}

/// What stands before family names, in small letters.
const PARTICLES: [&str; 12] =
    ["al", "bin", "da", "de", "del", "den", "der", "di", "la", "le", "van", "von"];

/// Whether `name` is written as that of one person: two to four words that are names or initials,
/// and nothing that organizations are called.
fn is_of_one(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let of_many = |word: &String| tells(word).is_some() || ["the", "of", "for"].contains(&&**word);
    let is_name = |word: &&str| {
        let mut parts = word.trim_end_matches('.').split(['-', '\'', '’']);
        PARTICLES.contains(word)
            || parts.all(|part| {
                let mut signs = part.chars();
                signs.next().is_some_and(char::is_uppercase) && signs.all(char::is_lowercase)
            })
    };
    (2..=4).contains(&words.len()) && words.iter().all(is_name) && !lower.iter().any(of_many)
}

/// Every agent of `record` that has no record of its own, with its pointer.
pub(super) fn inline(record: &Record) -> Vec<(String, &InlineAgent)> {
    match record {
        Record::Work(work) => of_work(work),
        Record::Person(person) => of_list("/affiliations", &person.affiliations).collect(),
        Record::Organization(organization) => {
            of_one("/parent", organization.parent.as_ref()).collect()
        }
    }
}

fn of_work(work: &Work) -> Vec<(String, &InlineAgent)> {
    let contributors = work.contributors.iter().map(|it| &it.agent).enumerate();
    let funders = work.funding.iter().map(|it| &it.funder).enumerate();
    of_list("/authors", &work.authors)
        .chain(of_list("/maintainers", &work.maintainers))
        .chain(contributors.filter_map(|(index, agent)| {
            Some((format!("/contributors/{index}/agent"), written_in_place(agent)?))
        }))
        .chain(funders.filter_map(|(index, agent)| {
            Some((format!("/funding/{index}/funder"), written_in_place(agent)?))
        }))
        .chain(of_one("/publisher", work.publisher.as_ref()))
        .chain(of_one("/copyright_holder", work.copyright_holder.as_ref()))
        .chain(of_one("/shared_by", work.shared_by.as_ref()))
        .collect()
}

fn of_list<'a>(
    pointer: &'a str,
    named: &'a [AgentRef],
) -> impl Iterator<Item = (String, &'a InlineAgent)> {
    named.iter().enumerate().filter_map(move |(index, agent)| {
        Some((format!("{pointer}/{index}"), written_in_place(agent)?))
    })
}

fn of_one<'a>(
    pointer: &str,
    named: Option<&'a AgentRef>,
) -> impl Iterator<Item = (String, &'a InlineAgent)> {
    let pointer = pointer.to_owned();
    named.and_then(written_in_place).into_iter().map(move |agent| (pointer.clone(), agent))
}

fn written_in_place(agent: &AgentRef) -> Option<&InlineAgent> {
    match agent {
        AgentRef::Inline(agent) => Some(agent),
        AgentRef::Slug(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_of_many, is_of_one};

    #[test]
    fn names_of_one_are_told_from_names_of_organizations() {
        for name in ["Ada Lovelace", "J. R. Smith", "Ludwig van der Berg", "Jean-Luc O'Neil"] {
            assert!(is_of_one(name), "{name}");
        }
        for name in [
            "CERN",
            "Zenodo",
            "MIT Press",
            "Hugging Face",
            "UC San Diego",
            "University of Examples",
            "Springer Nature",
            "GitHub Inc.",
            "FAIR4HEP",
            "The Examples",
            "European Open Science Cloud",
        ] {
            assert!(!is_of_one(name), "{name}");
        }
    }

    #[test]
    fn names_of_many_are_told_from_names_of_one() {
        for name in [
            "CMS Team",
            "ATLAS Machine Learning Group",
            "LHCb consortium",
            "National Science Foundation",
            "Department of Physics",
            "Argonne National Laboratory",
            "Office of Science",
            "ACME Inc.",
            "The faircat developers",
        ] {
            assert!(is_of_many(name), "{name}");
        }
        for name in ["Ada Lovelace", "Jane Board Smith", "Team", "de la Cruz", "Ann Center-Hall"] {
            assert!(!is_of_many(name), "{name}");
        }
    }
}

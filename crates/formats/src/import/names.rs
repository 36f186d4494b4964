//! Addresses where a source should name somebody.

use faircat_catalog::checks::Fault;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{AgentRef, Work};

use crate::json_fields::Notes;

/// Takes e-mail addresses out of names, as of `Ada Lovelace <ada@example.org>`: a record that is
/// published is no place for them.
pub(super) fn without_mail(work: &mut Work, notes: &Notes) {
    each(work, &mut |path, agent| {
        let AgentRef::Inline(agent) = agent else { return };
        let (mail, name): (Vec<&str>, Vec<&str>) =
            agent.name.split_whitespace().partition(|word| is_mail(word));
        if !mail.is_empty() && !name.is_empty() {
            let why = "an e-mail address is no part of a name";
            notes.drop_because(path.trim_start_matches('/'), &mail.join(" "), why);
            agent.name = name.join(" ");
        }
    });
}

/// A fault for each place of `work` that names somebody by nothing but an address.
pub(super) fn faults(work: &Work) -> Vec<Fault> {
    let mut found = Vec::new();
    each(&mut work.clone(), &mut |path, agent| {
        let AgentRef::Inline(agent) = agent else { return };
        let is_address = agent.name.contains("://") || agent.name.starts_with("www.");
        if is_address || is_mail(agent.name.trim()) {
            let message = format!("`{}` is an address, and nobody's name", agent.name);
            let problem = Diagnostic::error("import-no-name", message);
            let diagnostic = problem.hint("write who that is, with the ORCID iD as `orcid`");
            found.push(Fault { pointer: path.to_owned(), diagnostic });
        }
    });
    found
}

fn is_mail(word: &str) -> bool {
    let word = word.trim_matches(['<', '>', '(', ')', '[', ']', ',', ';', ':']);
    let word = word.trim_start_matches("mailto:");
    let is_host = |host: &str| host.contains('.') && !host.ends_with('.');
    !word.contains('/')
        && word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && is_host(host))
}

/// Every place of `work` that names somebody, by the JSON pointer of what goes with it.
fn each(work: &mut Work, visit: &mut dyn FnMut(&str, &mut AgentRef)) {
    for (at, agent) in work.authors.iter_mut().enumerate() {
        visit(&format!("/authors/{at}"), agent);
    }
    for (at, agent) in work.maintainers.iter_mut().enumerate() {
        visit(&format!("/maintainers/{at}"), agent);
    }
    for (at, it) in work.contributors.iter_mut().enumerate() {
        visit(&format!("/contributors/{at}"), &mut it.agent);
    }
    for (at, it) in work.funding.iter_mut().enumerate() {
        visit(&format!("/funding/{at}"), &mut it.funder);
    }
    let single = [
        ("/publisher", &mut work.publisher),
        ("/copyright_holder", &mut work.copyright_holder),
        ("/shared_by", &mut work.shared_by),
    ];
    for (path, agent) in single {
        agent.iter_mut().for_each(|it| visit(path, it));
    }
}

#[cfg(test)]
mod tests {
    use super::is_mail;

    #[test]
    fn e_mail_addresses_are_told_from_names() {
        for text in ["ada@example.org", "<ada@example.org>", "(a.b@x.y.org),"] {
            assert!(is_mail(text), "{text}");
        }
        for text in ["@ada", "Ada", "ada@home", "https://example.org/@ada"] {
            assert!(!is_mail(text), "{text}");
        }
    }
}

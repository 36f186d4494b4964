//! How one gets at the work and its description: A1, A1.1, A1.2, A2.

use oxrdf::NamedNodeRef;

use super::files::{SOURCE, has_content};
use super::outcome::{
    Tested, count, fail, naming, no_address_yet, not_applicable, pass, shortened, some_of, unknown,
};
use crate::Rubric;
use crate::plain_statements::says_nothing;
use crate::view::{Alternatives, View, plain, values};
use faircat_catalog::evidence::Check;
use faircat_linked_data::vocabulary::{COAR_ACCESS_RIGHTS, dcterms, schema};
use faircat_record::identifier::{Identifier, Scheme};

const ADD_ACCESS: &str = "access:\n  rights: open  # or embargoed, restricted, metadata-only";

/// Vocabularies of access rights, each with its terms.
const ACCESS_VOCABULARIES: &[(&str, &[&str])] = &[
    (COAR_ACCESS_RIGHTS, &["c_abf2", "c_f1cf", "c_16ec", "c_14cb"]),
    (
        "http://publications.europa.eu/resource/authority/access-right/",
        &["PUBLIC", "RESTRICTED", "NON_PUBLIC", "SENSITIVE", "CONFIDENTIAL", "NORMAL"],
    ),
    ("http://purl.org/eprint/accessRights/", &["OpenAccess", "RestrictedAccess", "ClosedAccess"]),
    (
        "info:eu-repo/semantics/",
        &["openAccess", "restrictedAccess", "closedAccess", "embargoedAccess"],
    ),
];

/// Protocols that are documented in the open, with whether one can prove in them who one is.
const PROTOCOLS: &[(&str, bool)] = &[
    ("https", true),
    ("http", true),
    ("root", true),
    ("roots", true),
    ("xroot", true),
    ("xroots", true),
    ("ftp", true),
    ("ftps", true),
    ("sftp", true),
    ("ssh", true),
    ("git", false),
    ("davs", true),
    ("dav", true),
    ("gsiftp", true),
    ("s3", true),
    ("rsync", true),
    ("ipfs", false),
];

/// Who may have the work, and on what conditions.
pub(super) fn conditions(view: &View<'_>) -> Tested {
    let stated: Alternatives =
        &[schema::CONDITIONS_OF_ACCESS, dcterms::ACCESS_RIGHTS, schema::IS_ACCESSIBLE_FOR_FREE];
    let mut texts = view.values(stated).map(|term| view.text_of(term));
    // `none` is no condition, and so says much.
    let is_told = |text: &&str| !says_nothing(text) || text.eq_ignore_ascii_case("none");
    match texts.find(is_told) {
        Some(text) => pass(format!("Access is stated as `{}`.", shortened(text))),
        None => fail("Nothing is said on who may have it.", ADD_ACCESS),
    }
}

/// The conditions in a form that a program understands.
pub(super) fn access_term(view: &View<'_>) -> Tested {
    for (property, name) in ACCESS_RIGHTS {
        if let Some(term) = values(view.statements(), std::slice::from_ref(property))
            .map(plain)
            .find(|it| is_access_right(it))
        {
            return pass(format!("`{name}` is the controlled term `{term}`."));
        }
    }
    if let Some(free) = view.values(&[schema::IS_ACCESSIBLE_FOR_FREE]).map(plain).find(is_truth) {
        return pass(format!("`schema:isAccessibleForFree` is `{free}`."));
    }
    fail("No controlled term says whether access is open.", ADD_ACCESS)
}

/// Properties that may hold a term of a vocabulary, with what they are called.
const ACCESS_RIGHTS: &[(NamedNodeRef<'_>, &str)] = &[
    (dcterms::ACCESS_RIGHTS, "dcterms:accessRights"),
    (schema::CONDITIONS_OF_ACCESS, "schema:conditionsOfAccess"),
];

fn access_rights<'a>(view: &View<'a>) -> Option<&'a str> {
    let stated = view.values(&[dcterms::ACCESS_RIGHTS, schema::CONDITIONS_OF_ACCESS]);
    stated.map(plain).find(|term| is_access_right(term))
}

/// Whether `term` is of a vocabulary of access rights.
pub(super) fn is_access_right(term: &str) -> bool {
    let term = term.replacen("https://", "http://", 1);
    ACCESS_VOCABULARIES.iter().any(|(vocabulary, terms)| {
        term.strip_prefix(vocabulary).is_some_and(|it| terms.contains(&it.trim_end_matches('/')))
    })
}

/// Whether `text` is a truth value of XML Schema or schema.org, in any capitals.
fn is_truth(text: &&str) -> bool {
    let word = text.rsplit_once("schema.org/").map_or(*text, |(_, word)| word);
    ["true", "false", "1", "0"].iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// Whether one has to prove who one is: COAR's embargoed, restricted and metadata-only.
fn is_restricted(view: &View<'_>) -> bool {
    access_rights(view).is_some_and(|term| {
        [
            "c_f1cf",
            "c_16ec",
            "c_14cb",
            "RESTRICTED",
            "NON_PUBLIC",
            "RestrictedAccess",
            "ClosedAccess",
            "restrictedAccess",
            "closedAccess",
            "embargoedAccess",
        ]
        .iter()
        .any(|end| term.ends_with(end))
    })
}

/// The identifier of the record leads to its metadata.
pub(super) fn metadata_retrievable(view: &View<'_>) -> Tested {
    let published = view.assessed.published;
    let Some(page) = published.page.as_deref().or(view.iri()) else {
        return fail(
            "The description has no address.",
            "# Publish the description at an address of its own.",
        );
    };
    if view.is_stand_in(page) {
        return no_address_yet(page);
    }
    if published.formats.is_empty() || published.from_file {
        return not_tried(view, page);
    }
    let formats = some_of(published.formats.iter().map(String::as_str), 4);
    let (said, own) = naming(view, page, |it| format!("{it} gives the metadata as {formats}."));
    pass(said).on_page(own)
}

fn not_tried(view: &View<'_>, page: &str) -> Tested {
    let (said, own) = naming(view, page, |it| format!("It was not tried whether {it} answers."));
    unknown(said).on_page(own)
}

/// The persistent identifier was followed and led to a page.
pub(super) fn identifier_resolves(view: &View<'_>) -> Tested {
    let Some(url) = view.persistent().and_then(Identifier::url) else {
        return not_applicable("There is no persistent identifier to follow.");
    };
    match view.assessed.evidence.find(Check::IdentifierResolves, &url) {
        Some(fact) if fact.holds => {
            pass(format!("`{url}` led to a page on {}: {}", fact.date, fact.detail))
        }
        Some(fact) => fail(
            format!("`{url}` did not lead to a page on {}: {}", fact.date, fact.detail),
            "identifiers:\n  - \"<the identifier that does resolve>\"",
        ),
        None => unknown(format!("`{url}` has not been followed{}.", asked_by(view))),
    }
}

/// What follows addresses: of records of a catalogue a check does.
fn asked_by(view: &View<'_>) -> &'static str {
    match view.is_of_this_site() {
        true => "; `faircat check --online` does so",
        false => "; for records of a catalogue, `faircat check --online` does so",
    }
}

/// Every file can be fetched by a program: it is at hand, or its address answered.
pub(super) fn content_retrievable(view: &View<'_>) -> Tested {
    if let Some(outcome) = nothing_to_fetch(view) {
        return outcome;
    }
    let (mut at_hand, mut answered, mut open) = (0, 0, Vec::new());
    let mut newest_date = "";
    for url in content_addresses(view) {
        if view.assessed.files.iter().any(|file| file.url == url) {
            at_hand += 1;
            continue;
        }
        match view.assessed.evidence.find(Check::ArtifactAnswers, url) {
            Some(fact) if fact.holds => {
                answered += 1;
                newest_date = newest_date.max(&fact.date);
            }
            Some(fact) => {
                return fail(
                    format!("`{url}` failed on {}: {}", fact.date, fact.detail),
                    "artifacts:\n  - url: \"<the address that does answer>\"",
                );
            }
            None => open.push(url),
        }
    }
    if !open.is_empty() {
        return unknown(format!("Not yet fetched: {}{}.", some_of(open, 2), asked_by(view)));
    }
    if let Some(outcome) = waiting(view, &content_addresses(view)) {
        return outcome;
    }
    let mut evidence = Vec::new();
    if at_hand > 0 {
        evidence.push(format!("{} published with the page", count(at_hand, "file")));
    }
    if answered > 0 {
        evidence.push(format!("{} answered, last on {newest_date}", count(answered, "address")));
    }
    pass(format!("{}.", evidence.join("; ")))
}

/// The outcome where one of `addresses` is not the one at which it will be published.
fn waiting(view: &View<'_>, addresses: &[&str]) -> Option<Tested> {
    addresses.iter().find(|address| view.is_stand_in(address)).map(|it| no_address_yet(it))
}

/// Addresses of the content; for software without files, of its source.
fn content_addresses<'a>(view: &View<'a>) -> Vec<&'a str> {
    let mut addresses: Vec<&str> = view.files.iter().filter_map(|file| file.url).collect();
    if addresses.is_empty() && view.rubric == Rubric::Software {
        addresses.extend(view.values(SOURCE).map(plain));
    }
    addresses
}

/// The outcome where there is no content to test.
fn nothing_to_fetch(view: &View<'_>) -> Option<Tested> {
    if has_content(view) {
        return None;
    }
    if is_restricted(view) {
        return Some(not_applicable("Access is restricted, and no address of files is published."));
    }
    Some(fail("No statement gives the address of a file.", super::files::add_artifact(view.rubric)))
}

/// Page and files are reached by a standard protocol.
pub(super) fn standard_protocol(view: &View<'_>) -> Tested {
    if let Some(outcome) = nothing_to_fetch(view) {
        return outcome;
    }
    let addresses = content_addresses(view);
    let odd: Vec<&str> = addresses.iter().copied().filter(|url| protocol(url).is_none()).collect();
    if odd.is_empty() {
        if let Some(outcome) = waiting(view, &addresses) {
            return outcome;
        }
        return pass(format!(
            "{} reached by {}.",
            count(addresses.len(), "address"),
            protocols_of(&addresses)
        ));
    }
    fail(
        format!("Not of an open, standard protocol: {}.", some_of(odd, 2)),
        "artifacts:\n  - url: \"https://<address of the file>\"",
    )
}

/// The description is reached by a standard, free protocol.
pub(super) fn metadata_protocol(view: &View<'_>) -> Tested {
    let Some(address) = view.assessed.published.page.as_deref().or(view.iri()) else {
        return fail(
            "The description has no address.",
            "# Publish the description at an https address.",
        );
    };
    match protocol(address) {
        Some(_) if view.is_stand_in(address) => no_address_yet(address),
        Some(_) if view.assessed.published.from_file => not_tried(view, address),
        Some((scheme, _)) => {
            let (said, own) =
                naming(view, address, |it| format!("The metadata at {it} is reached by {scheme}."));
            pass(said).on_page(own)
        }
        None => fail(
            format!("`{address}` is no address of a standard protocol."),
            "# Publish the description at an https address.",
        ),
    }
}

/// The protocol of the content, or failing that of the page, can authenticate.
pub(super) fn authentication_possible(view: &View<'_>) -> Tested {
    let mut addresses = content_addresses(view);
    let page = view.assessed.published.page.as_deref().or(view.iri());
    if addresses.is_empty() {
        addresses.extend(page);
    }
    let unable: Vec<&str> = addresses
        .iter()
        .copied()
        .filter(|url| !protocol(url).is_some_and(|(_, authenticates)| *authenticates))
        .collect();
    if addresses.is_empty() || !unable.is_empty() {
        return fail(
            match some_of(unable, 2) {
                none if none.is_empty() => "There is no address.".to_owned(),
                some => format!("No authentication is known of the protocol of {some}."),
            },
            "artifacts:\n  - url: \"https://<address of the file>\"",
        );
    }
    if let Some(outcome) = waiting(view, &addresses) {
        return outcome;
    }
    pass(format!("{} can ask for credentials.", protocols_of(&addresses)))
}

/// Where access is restricted, how to get it is told.
pub(super) fn authentication_told(view: &View<'_>) -> Tested {
    if !is_restricted(view) {
        return not_applicable("Access is not stated to be restricted.");
    }
    match view.text(&[schema::CONDITIONS_OF_ACCESS]) {
        Some(text) => pass(format!("The way in is told: `{}`.", shortened(text))),
        None => fail(
            "Access is restricted, and nothing says how to get it.",
            "access:\n  authentication: \"<account needed, and where to get it>\"\n  \
             conditions: \"<what one has to accept>\"",
        ),
    }
}

/// A registry or an archive keeps the metadata too.
pub(super) fn metadata_preserved(view: &View<'_>) -> Tested {
    if let Some(identifier) = view.persistent().filter(|one| {
        matches!(
            one.scheme,
            Scheme::Doi
                | Scheme::Handle
                | Scheme::Ark
                | Scheme::Swhid
                | Scheme::Arxiv
                | Scheme::Urn
        )
    }) {
        return pass(format!(
            "The registry of `{identifier}` keeps its own record, whatever becomes of the files."
        ));
    }
    if let Some(archive) = view.text(&[schema::ARCHIVED_AT]) {
        return pass(format!("An archived copy is at `{archive}`."));
    }
    fail(
        "No statement names a registry or archive that keeps the metadata too.",
        match view.rubric {
            Rubric::Software => {
                "code:\n  archived_at: \"<address of the copy at Software Heritage or Zenodo>\""
            }
            _ => "identifiers:\n  - \"doi:<the DOI that an archive has assigned>\"",
        },
    )
}

/// The metadata stands apart from the files, so that it stays when they go.
pub(super) fn metadata_apart(view: &View<'_>) -> Tested {
    let page = view.assessed.published.page.as_deref().or(view.iri());
    // An IRI that hangs on where its document lies is no address.
    let Some(page) = page.filter(|page| page.contains(':')) else {
        return fail(
            "The description has no address of its own.",
            "# Publish the description at an address of its own.",
        );
    };
    if view.files.iter().any(|file| file.url == Some(page)) {
        return fail(
            format!("`{page}` is the address of the page and of a file at once."),
            "artifacts:\n  - url: \"<address of the file itself>\"",
        );
    }
    let status = view.text(&[schema::CREATIVE_WORK_STATUS]).unwrap_or("active");
    let (said, own) =
        naming(view, page, |it| format!("{it} is apart from the files (status: {status})."));
    pass(said).on_page(own)
}

fn protocol(url: &str) -> Option<&'static (&'static str, bool)> {
    let (scheme, rest) = url.split_once(':')?;
    if rest.is_empty() {
        return None;
    }
    PROTOCOLS.iter().find(|(known, _)| scheme.eq_ignore_ascii_case(known))
}

/// Names of the protocols of `addresses`, each once.
fn protocols_of(addresses: &[&str]) -> String {
    let mut names: Vec<&str> =
        addresses.iter().filter_map(|url| protocol(url)).map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

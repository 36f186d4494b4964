//! `codemeta.json`: [CodeMeta](https://codemeta.github.io/) 3.1.

use faircat_linked_data::{Node, Source, list, reference, safe_iri};
use faircat_record::identifier::Identifier;
use faircat_record::references::LinkRole;
use faircat_record::{AgentRef, Code, Dependency, Funding, Kind, Publication};
use serde_json::{Map, Value, json};

use crate::json::pretty_json;
use crate::party::Party;
use crate::view::{RecordView, WorkView};

/// The context that the format prescribes.
pub(super) const CONTEXT: &str = "https://w3id.org/codemeta/3.1";

/// Software and workflows, and whatever else says where its code is.
pub(super) fn lacks(_: &RecordView, of: &WorkView) -> Option<&'static str> {
    let is_code = matches!(of.work.kind, Kind::Software | Kind::Workflow)
        || of.work.code.as_ref().is_some_and(|code| code.repository.is_some());
    (!is_code).then_some("it is no software, and names none; add `code.repository`")
}

pub(super) fn document(view: &RecordView, of: &WorkView) -> Vec<u8> {
    let work = of.work;
    let named = |agent: &AgentRef| party(&Party::of(view.dossier.source.catalog, agent));
    let mut node = Node::typed(view.iri.as_str(), "SoftwareSourceCode");
    node.set("name", work.title.as_str())
        .set("description", of.description)
        .set("url", view.iri.as_str())
        .set("identifier", identifiers(of))
        .set("author", list(&of.creators, party))
        .set("maintainer", list(&work.maintainers, named))
        .set("contributor", list(&work.contributors, |contribution| named(&contribution.agent)))
        .set("copyrightHolder", work.copyright_holder.as_ref().map(named))
        .set("copyrightYear", work.copyright_year)
        .set("funder", list(&work.funding, |funding| named(&funding.funder)))
        .set("funding", work.funding.iter().filter_map(grant).collect::<Vec<_>>())
        .set("publisher", of.publisher.as_ref().map(party))
        .set("license", license(of))
        .text("version", work.version.as_ref())
        .text("dateCreated", work.date_created.as_ref())
        .text("datePublished", work.date_published.as_ref())
        .text("dateModified", work.date_modified.as_ref())
        .set("keywords", work.keywords.clone())
        .set("referencePublication", list(&work.publications, publication));
    if let Some(software) = &work.software {
        node.text("applicationCategory", software.category.as_ref());
    }
    if let Some(code) = &work.code {
        describe_code(&mut node, &view.dossier.source, code);
    }
    let mut document = Map::new();
    document.insert("@context".to_owned(), CONTEXT.into());
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    pretty_json(&document)
}

/// The address to cite; and all other identifiers, as texts where they have no address.
fn identifiers(of: &WorkView) -> Value {
    let address = |it: &Identifier| it.url().unwrap_or_else(|| it.to_string());
    let mut all = vec![of.cite_as.clone()];
    for address in of.identifiers.iter().map(address) {
        if !all.contains(&address) {
            all.push(address);
        }
    }
    if all.len() == 1 { all.remove(0).into() } else { json!(all) }
}

fn describe_code(node: &mut Node, source: &Source, code: &Code) {
    node.set("codeRepository", address(code.repository.as_ref()))
        .set("issueTracker", address(code.issue_tracker.as_ref()))
        .set("readme", address(code.readme.as_ref()))
        .set("buildInstructions", address(code.build_instructions.as_ref()))
        // What the context has no term for, a reader drops.
        .set("schema:archivedAt", address(code.archived_at.as_ref()).map(reference))
        .text("releaseNotes", code.release_notes.as_ref())
        .text("developmentStatus", code.development_status.as_ref())
        .set("programmingLanguage", code.programming_languages.clone())
        .set("operatingSystem", code.operating_systems.clone())
        .text("memoryRequirements", code.memory_requirements.as_ref())
        .text("processorRequirements", code.processor_requirements.as_ref())
        .text("storageRequirements", code.storage_requirements.as_ref())
        .set("softwareRequirements", list(&code.dependencies, |it| dependency(source, it)));
}

/// The licence's IRI; what has none is a text, which the context would take for an address. It
/// has no term for a work with a name, but the prefix of one.
fn license(of: &WorkView) -> Option<Value> {
    let words = || Some(json!({"@type": "schema:CreativeWork", "name": of.work.license.as_ref()?}));
    of.license_url.as_deref().map(Value::from).or_else(words)
}

/// Award number, title and address in one text, as the format wants.
fn grant(funding: &Funding) -> Option<String> {
    let known = [&funding.award, &funding.title, &funding.url];
    let texts: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

fn address(text: Option<&String>) -> Option<String> {
    text.and_then(|text| safe_iri(text))
}

/// A package by its name, a record by its title and its page.
fn dependency(source: &Source, dependency: &Dependency) -> Value {
    let mut node = Map::new();
    node.insert("@type".to_owned(), "SoftwareApplication".into());
    let name = source.name_of(&dependency.name, LinkRole::DependsOn);
    node.insert("name".to_owned(), name.into());
    if let Some(version) = &dependency.version {
        node.insert("version".to_owned(), version.as_str().into());
    }
    let page = source.target_iri(&dependency.name, LinkRole::DependsOn);
    if let Some(url) = page.or_else(|| address(dependency.url.as_ref())) {
        node.insert("url".to_owned(), url.into());
    }
    Value::Object(node)
}

fn publication(publication: &Publication) -> Value {
    let known = publication
        .identifiers
        .iter()
        .find_map(|text| Identifier::parse(text).ok()?.url())
        .or_else(|| publication.url.clone());
    let mut node = Map::new();
    if let Some(iri) = known.as_deref().and_then(safe_iri) {
        node.insert("@id".to_owned(), iri.into());
    }
    node.insert("@type".to_owned(), "schema:ScholarlyArticle".into());
    node.insert("name".to_owned(), publication.title.as_str().into());
    Value::Object(node)
}

fn party(party: &Party) -> Value {
    let mut node = Map::new();
    if let Some(iri) = party.orcid.as_deref().or(party.ror.as_deref()) {
        node.insert("@id".to_owned(), iri.into());
    }
    let class = if party.is_organization { "Organization" } else { "Person" };
    node.insert("@type".to_owned(), class.into());
    match party.parts {
        Some((given, family)) => {
            node.insert("givenName".to_owned(), given.into());
            node.insert("familyName".to_owned(), family.into());
        }
        None => {
            node.insert("name".to_owned(), party.name.into());
        }
    }
    if let Some(affiliation) = party.affiliations.first() {
        let organization = json!({"@type": "Organization", "name": affiliation.name});
        node.insert("affiliation".to_owned(), organization);
    }
    Value::Object(node)
}

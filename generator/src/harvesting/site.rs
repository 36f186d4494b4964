//! A site: by its dump where it has one, else by its sitemap and the JSON-LD of its pages.

use faircat_federation::documents::Described;
use faircat_federation::dump::{self, Bounds, Split};
use faircat_federation::extract;
use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use serde_json::Value;
use url::Url;

use super::collecting::{Collected, known, version_of};
use super::pages;
use crate::linked_data::vocabulary::void;
use crate::outside_world::polite::{NoReply, Reply};
use crate::record::Kind;

/// Largest description of a site, and largest dump, in bytes.
const LARGEST_DESCRIPTION: u64 = 4 << 20;
const LARGEST_DUMP: u64 = 256 << 20;
/// Most statements of a description.
const MOST_TRIPLES: usize = 50_000;

/// Reads the site at `address`.
pub(super) fn read(collected: &mut Collected<'_>, address: &Url) -> Result<(), NoReply> {
    let found = match is_dump(address.path()) {
        true => Some(address.clone()),
        false => dump_of(collected, address)?,
    };
    if let Some(url) = found {
        collected.read_as = "dump";
        if read_dump(collected, &url)? {
            return Ok(());
        }
    }
    collected.read_as = "sitemap and JSON-LD";
    pages::read(collected, address)
}

fn is_dump(path: &str) -> bool {
    [".nq", ".nq.gz"].iter().any(|end| path.ends_with(end))
}

/// The address of the dump of the site at `base`, as it describes itself.
fn dump_of(collected: &mut Collected<'_>, base: &Url) -> Result<Option<Url>, NoReply> {
    let places = [
        (base.join("void.ttl"), "text/turtle", in_void as fn(&[u8], &Url) -> Vec<String>),
        (base.join(".well-known/api-catalog"), "application/linkset+json", in_api_catalog),
        (base.join("/.well-known/api-catalog"), "application/linkset+json", in_api_catalog),
    ];
    let mut asked = Vec::new();
    for (place, accept, read) in places {
        let Ok(place) = place else { continue };
        if asked.contains(&place) {
            continue;
        }
        let page = collected.look(&place, accept, LARGEST_DESCRIPTION)?;
        let named = page.map(|page| read(&page.bytes, &page.address)).unwrap_or_default();
        let urls = named.iter().filter_map(|it| base.join(it).ok());
        if let Some(url) = urls.filter(|it| is_dump(it.path())).find_map(|it| beside(base, &it)) {
            return Ok(Some(url));
        }
        asked.push(place);
    }
    Ok(None)
}

/// The dump at the address that was given for it, or of a copy of the site, beside its description.
fn beside(base: &Url, dump: &Url) -> Option<Url> {
    if dump.origin() == base.origin() {
        return Some(dump.clone());
    }
    base.join(dump.path().rsplit('/').next()?).ok()
}

/// The dumps that a description in VoID names.
fn in_void(bytes: &[u8], address: &Url) -> Vec<String> {
    let parser = TurtleParser::new().with_base_iri(address.as_str());
    let Ok(parser) = parser else { return Vec::new() };
    let triples = parser.for_slice(bytes).map_while(Result::ok).take(MOST_TRIPLES);
    let dumps = triples.filter(|it| it.predicate == void::DATA_DUMP);
    dumps
        .filter_map(|it| match it.object {
            Term::NamedNode(node) => Some(node.into_string()),
            _ => None,
        })
        .collect()
}

/// What a link set has for anchors.
fn in_api_catalog(bytes: &[u8], _: &Url) -> Vec<String> {
    let set: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let contexts = set["linkset"].as_array().cloned().unwrap_or_default();
    contexts.iter().filter_map(|it| it["anchor"].as_str()).map(str::to_owned).collect()
}

/// Reads the dump at `url`; whether anything could be learnt of it.
fn read_dump(collected: &mut Collected<'_>, url: &Url) -> Result<bool, NoReply> {
    let old = collected.old.filter(|it| it.complete);
    let old = old.and_then(|it| it.version.clone()).filter(|it| it.address == url.as_str());
    let old = old.as_ref().and_then(known).filter(|_| collected.has_old_statements());
    let accept = "application/n-quads, application/gzip;q=0.9, */*;q=0.5";
    let page = match collected.ask(url, accept, LARGEST_DUMP, old.as_ref())? {
        Some(Reply::Page(page)) => page,
        Some(Reply::Unchanged) => {
            collected.unchanged();
            return Ok(true);
        }
        None => return Ok(false),
    };
    collected.tell("reading the dump");
    let found = dump::split(&page.bytes, Bounds::of_stranger(&|| collected.has_time()));
    match found {
        Ok(Split { texts, problems, cut }) => {
            collected.is_cut |= !problems.is_empty();
            problems.iter().for_each(|it| collected.problem(url.as_str(), it));
            // What is taken is freed, as a dump may be large.
            for (name, text) in texts {
                if !collected.has_time() {
                    return Err(NoReply::OutOfTime);
                }
                let is_taken = take_graph(collected, &name, &text);
                if let (true, Some(count)) = (is_taken, cut.get(&name)) {
                    collected.is_cut = true;
                    let problem = format!("it has too many statements; {count} are left out");
                    collected.problem(dump::page_of(&name), problem);
                }
            }
            collected.version = Some(version_of(&page, url, None));
            Ok(!collected.works.is_empty())
        }
        Err(reason) => {
            collected.problem(url.as_str(), format!("the dump is not read: {reason}"));
            Ok(false)
        }
    }
}

/// Takes the graph called `name`, where it is that of a work, a person or an organization. Whether it
/// is.
fn take_graph(collected: &mut Collected<'_>, name: &str, text: &str) -> bool {
    let page = dump::page_of(name);
    let is_record = page != name;
    let Some(home) = extract::web_address(page) else { return false };
    if collected.wish.is_own(&home) {
        return false;
    }
    let graph = dump::graph(text);
    let Some(root) = dump::root_of(&graph, page) else { return false };
    // A page that only lists works has no graph of a record.
    let is_own = matches!(&root, NamedOrBlankNode::NamedNode(node) if node.as_str() == page);
    if !is_record && !is_own {
        return false;
    }
    if let Some(work) = extract::work(&graph, &root, &home, collected.wish.today) {
        collected.add(Described::new(work, &graph, &root));
        return true;
    }
    let kind = extract::kind(&graph, &root);
    let is_agent = is_record && matches!(kind, Some(Kind::Person | Kind::Organization));
    if is_agent {
        collected.add_other(&home, &graph);
    }
    is_agent
}

#[cfg(test)]
mod tests {
    use super::{beside, in_api_catalog, in_void};

    #[test]
    fn a_dump_is_found_by_either_description() {
        let at = "https://x.org/cat/void.ttl".parse().unwrap();
        let void = b"<> <http://rdfs.org/ns/void#dataDump> <dump.nq.gz> .";
        assert_eq!(in_void(void, &at), ["https://x.org/cat/dump.nq.gz"]);
        let set = br#"{"linkset":[{"anchor":"https://x.org/cat/dump.nq.gz"},{"a":1}]}"#;
        assert_eq!(in_api_catalog(set, &at), ["https://x.org/cat/dump.nq.gz"]);
        assert!(in_void(b"nonsense", &at).is_empty() && in_api_catalog(b"[]", &at).is_empty());
    }

    #[test]
    fn of_a_copy_the_dump_lies_beside_its_description() {
        let base = "http://127.0.0.1:8000/cat/".parse().unwrap();
        let dump = "https://x.org/other/dump.nq.gz".parse().unwrap();
        assert_eq!(beside(&base, &dump).unwrap().as_str(), "http://127.0.0.1:8000/cat/dump.nq.gz");
    }
}

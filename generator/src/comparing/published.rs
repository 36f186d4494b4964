//! Sides of which one is a site that was built: both are compared by what their pages publish.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use faircat_federation::dump::{self, Bounds, Split};
use faircat_federation::sitemap;
use faircat_review::{Address, AddressKind, Form, Side, State, published_licence};
use jiff::civil::Date;
use rayon::prelude::*;
use url::Url;

use super::loaded::{self, Loaded};
use crate::build::{statements, training_data};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::outside_world::compared_place::{BuiltSite, Place};
use crate::pages::site::is_own_address;
use crate::record::{Kind, Status};
use crate::site::PLACEHOLDER;
use crate::threads;

/// The side at `place`, which was asked for as `name`, and warnings of what of it is not read.
///
/// # Errors
/// A site whose dump is none.
pub(super) fn side(
    name: &str,
    place: &Place,
    today: Option<Date>,
) -> Result<(Side, Vec<Diagnostic>), Diagnostic> {
    match place {
        Place::Site(site) => of_site(name, site),
        Place::Folder(root) | Place::Revision(root) => {
            let loaded = loaded::alone((name, place, root), today);
            let records = of_sources(&loaded);
            let mut side = loaded.side(records);
            // Which files all records of a site have, its sitemap does not tell.
            if let Some(own) = &mut side.own {
                own.retain(|it| it.kind == AddressKind::Page);
            }
            Ok((side, root.said.clone()))
        }
    }
}

fn of_site(name: &str, site: &BuiltSite) -> Result<(Side, Vec<Diagnostic>), Diagnostic> {
    let problem = |reason: String| {
        Diagnostic::error("no-dump", format!("the dump of the site cannot be read: {reason}"))
            .in_file(Path::new(name))
            .hint("build the site again, whole")
    };
    let bounds = Bounds::of_own(dump::LARGEST);
    let Split { texts, problems: said, .. } = dump::split(&site.dump, bounds).map_err(problem)?;
    let base = texts.keys().find_map(|graph| Some(record_of(graph)?.0.to_owned()));
    let Some(base) = base else { return Err(problem("it has no record of faircat".to_owned())) };
    let records = texts
        .par_iter()
        .filter_map(|(graph, text)| {
            let (at, kind, id) = record_of(graph).filter(|(at, ..)| *at == base)?;
            Some((id.to_owned(), State::published(id, kind, &dump::graph(text), at)))
        })
        .collect();
    let warning = |text| {
        let warning = Diagnostic::warning("dump", text).in_file(Path::new(name));
        warning.hint("build the site again, whole")
    };
    let mut warnings: Vec<Diagnostic> = said.into_iter().map(warning).collect();
    let own = own_pages(site.sitemap.as_deref(), &base);
    if own.is_none() {
        warnings.push(no_sitemap(name));
    }
    let licence = texts.get(&base).map(|text| published_licence(&dump::graph(text), &base));
    let address = Some(base).filter(|it| it != PLACEHOLDER);
    let (name, form) = (name.to_owned(), Form::Site);
    let side = Side { name, form, records, address, own, licence, ..Side::default() };
    Ok((side, warnings))
}

/// The pages that the maintainers of the site at `base` wrote, of those in its `sitemap`; `None`
/// where that does not tell them.
fn own_pages(sitemap: Option<&[u8]>, base: &str) -> Option<BTreeSet<Address>> {
    let base = Url::parse(base).ok()?;
    let found = sitemap::read(&String::from_utf8_lossy(sitemap?), &base).ok()?;
    // Of one in parts the others were not read.
    if found.cut.is_some() || !found.parts.is_empty() {
        return None;
    }
    let paths =
        found.pages.iter().filter_map(|(page, _)| page.as_str().strip_prefix(base.as_str()));
    let own = paths.filter(|path| is_own_address(path));
    let page = |path: &str| Address { kind: AddressKind::Page, address: path.to_owned() };
    Some(own.map(page).collect())
}

fn no_sitemap(name: &str) -> Diagnostic {
    let message = "pages that the site's maintainers wrote are not compared, as its \
                   `sitemap.xml` does not tell them";
    let warning = Diagnostic::warning("sitemap", message).in_file(Path::new(name));
    warning.hint("compare folders or revisions with `site/pages/`")
}

/// Address of the site, kind and `folder/slug` of the record that has the graph of that name.
fn record_of(graph: &str) -> Option<(&str, Kind, &str)> {
    let page = graph.strip_suffix("/record.jsonld")?;
    let (above, slug) = page.rsplit_once('/')?;
    let (base, folder) = above.rsplit_once('/')?;
    let kind = Kind::of_folder(folder).filter(|_| !slug.is_empty())?;
    let base = &page[..=base.len()];
    Some((base, kind, &page[base.len()..]))
}

/// The records of sources as their pages would have them.
fn of_sources(side: &Loaded) -> BTreeMap<String, State> {
    let input = side.input();
    let standings = training_data::standings(&input);
    let base = side.site.base_url.as_str();
    // A draft has no page.
    let is_published = |it: &&Entry| it.summary.status != Status::Draft;
    let entries = side.catalog.entries.par_iter().filter(is_published);
    entries
        .filter_map(|entry| {
            let make = || statements::make(&input, entry, &|iri| standings.get(iri).cloned());
            let said = threads::guarded(&entry.file, make).ok()?.ok()?;
            Some((entry.id(), State::published(&entry.id(), entry.kind, &said.graph, base)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::record_of;
    use crate::record::Kind;

    #[test]
    fn a_graph_tells_site_and_record() {
        let found = record_of("https://x.org/cat/models/net/record.jsonld");
        assert_eq!(found, Some(("https://x.org/cat/", Kind::Model, "models/net")));
        assert_eq!(record_of("https://x.org/cat/principles/models/"), None);
        assert_eq!(record_of("https://x.org/other/net/record.jsonld"), None);
    }
}

//! A catalogue in DCAT, in one document or in several of which each names the next.

use std::collections::BTreeSet;

use faircat_federation::dcat;
use url::Url;

use super::collecting::Collected;
use crate::outside_world::polite::{NoReply, Reply};

/// Largest document, in bytes.
const LARGEST: u64 = 256 << 20;

const ACCEPT: &str = "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, */*;q=0.1";

pub(super) fn read(collected: &mut Collected<'_>, address: &Url) -> Result<(), NoReply> {
    let (mut url, mut asked) = (address.clone(), BTreeSet::new());
    while asked.insert(url.clone()) {
        let Some(Reply::Page(page)) = collected.ask(&url, ACCEPT, LARGEST, None)? else {
            collected.is_cut = true;
            return Ok(());
        };
        let catalog = match dcat::read(&page.bytes, &page.media_type, page.address.as_str()) {
            Ok(catalog) => catalog,
            Err(reason) => {
                collected.problem(url.as_str(), format!("the catalogue is not read: {reason}"));
                collected.is_cut = true;
                return Ok(());
            }
        };
        let (works, homeless) = catalog.works(collected.wish.today);
        works.into_iter().for_each(|it| collected.add(it));
        if homeless > 0 {
            collected.problem(url.as_str(), format!("{homeless} works have no address"));
        }
        let next = catalog.next.and_then(|it| page.address.join(&it).ok());
        match next.filter(|it| it.origin() == address.origin()) {
            Some(next) if collected.has_room() => url = next,
            _ => return Ok(()),
        }
    }
    Ok(())
}

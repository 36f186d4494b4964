//! A catalogue in DCAT, in one document or in several of which each names the next.

use faircat_federation::dcat;
use url::Url;

use super::collecting::Collected;
use super::parts::follow;
use crate::outside_world::polite::{NoReply, Page};

/// Largest document, in bytes.
const LARGEST: u64 = 256 << 20;

const ACCEPT: &str = "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, */*;q=0.1";

pub(super) fn read(collected: &mut Collected<'_>, address: &Url) -> Result<(), NoReply> {
    follow(collected, address, ACCEPT, LARGEST, |collected, url, page| {
        Ok(take(collected, url, page).unwrap_or_else(|reason| {
            collected.problem(url.as_str(), format!("the catalogue is not read: {reason}"));
            collected.is_cut = true;
            None
        }))
    })?;
    Ok(())
}

/// Takes the works of the document `page`, asked for at `url`. Where the next one is. Errors: in words.
fn take(collected: &mut Collected<'_>, url: &Url, page: &Page) -> Result<Option<Url>, String> {
    let may_go_on = || collected.has_time();
    let at = page.address.as_str();
    let catalog = dcat::read(&page.bytes, &page.media_type, at, &may_go_on)?;
    let most = collected.source.most + 1;
    let (works, homeless) = catalog.works(collected.wish.today, most, &may_go_on);
    works.into_iter().for_each(|it| collected.add_of(url, it));
    if homeless > 0 {
        let problem = match homeless {
            1 => "1 work has no address".to_owned(),
            count => format!("{count} works have no address"),
        };
        collected.problem(url.as_str(), problem);
    }
    if !collected.has_time() {
        return Err(NoReply::OutOfTime.to_string());
    }
    let next = catalog.next.as_ref().and_then(|it| page.address.join(it).ok());
    let next = next.filter(|it| it.origin() == url.origin());
    collected.took(page, url, next.as_ref());
    Ok(next)
}

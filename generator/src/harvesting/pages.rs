//! A site by its sitemap: every page that it names is asked for its JSON-LD.

use std::collections::{BTreeMap, BTreeSet};

use faircat_federation::documents::{self, Described, OnPage};
use faircat_federation::harvest::{ForeignWork, Harvest, PageVersion};
use faircat_federation::sitemap;
use url::Url;

use super::collecting::{Collected, known, version_of};
use crate::outside_world::polite::{NoReply, Page, Reply, unpacked};

/// Most sitemaps that are read, in bytes each.
const MOST_SITEMAPS: usize = 100;
const LARGEST_SITEMAP: u64 = 50 << 20;
/// Pages beyond which no other sitemap is read.
const MOST_PAGES: usize = 200_000;
/// Largest page, in bytes.
const LARGEST_PAGE: u64 = 16 << 20;

const PAGES: &str = "text/html, application/ld+json;q=0.9, */*;q=0.1";

/// Pages with the dates of their last change, where the sitemap has them.
type Pages = BTreeMap<Url, Option<String>>;

pub(super) fn read(collected: &mut Collected<'_>, base: &Url) -> Result<(), NoReply> {
    let mut pages = named(collected, base)?;
    if pages.is_empty() {
        pages.insert(base.clone(), None);
    }
    let old = collected.old.map(|it| it.works.as_slice()).unwrap_or_default();
    let mut old_by_page: BTreeMap<&str, Vec<&ForeignWork>> = BTreeMap::new();
    for work in old {
        if let Some(page) = &work.page {
            old_by_page.entry(&page.address).or_default().push(work);
        }
    }
    let passed: BTreeMap<&str, &PageVersion> = collected
        .old
        .into_iter()
        .flat_map(|it| &it.passed)
        .map(|page| (page.address.as_str(), page))
        .collect();
    let all: BTreeSet<String> = pages.keys().map(Url::to_string).collect();
    // By an interrupted harvest.
    let taken = |(work, _): &(ForeignWork, _)| work.page.as_ref().map(|it| it.address.clone());
    let taken: BTreeSet<String> = collected
        .works
        .values()
        .filter_map(taken)
        .chain(collected.passed.iter().map(|it| it.address.clone()))
        .collect();
    let is_known =
        |url: &Url| old_by_page.contains_key(url.as_str()) || passed.contains_key(url.as_str());
    let order = ordered(&pages, collected.old, is_known);
    let count = pages.len();
    let mut end = Ok(());
    for (number, url) in order.into_iter().enumerate() {
        let works = old_by_page.get(url.as_str()).map(Vec::as_slice).unwrap_or_default();
        let old = Old { works, passed: passed.get(url.as_str()).copied() };
        if taken.contains(url.as_str()) {
            continue;
        }
        if end.is_err() || !collected.has_room() {
            old.take_over(collected);
            continue;
        }
        collected.tell(&format!("page {} of {count}", number + 1));
        if let Err(error) = take(collected, url, pages[url].clone(), &old, &all) {
            collected.problem(url.as_str(), error.to_string());
            old.take_over(collected);
            end = Err(error);
        }
        collected.keep(None);
    }
    collected.tell_of_passed();
    end
}

/// `pages` in the order in which they are asked for.
fn ordered<'a>(
    pages: &'a Pages,
    old: Option<&Harvest>,
    is_known: impl Fn(&Url) -> bool,
) -> Vec<&'a Url> {
    // Where time does not suffice, it is best spent on what is not known yet.
    let (known, first): (Vec<&Url>, Vec<&Url>) = pages.keys().partition(|url| is_known(url));
    // Those that could not be had last time must not keep the others from being asked.
    let failed: BTreeSet<&str> =
        old.into_iter().flat_map(|it| &it.problems).map(|it| it.address.as_str()).collect();
    let (again, unknown): (Vec<&Url>, Vec<&Url>) =
        first.into_iter().partition(|url| failed.contains(url.as_str()));
    unknown.into_iter().chain(known).chain(again).collect()
}

/// The folder in which the pages of the site at `base` are, which may be the address of a page.
fn folder(base: &Url) -> String {
    let path = base.path();
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    let end = last.rsplit_once('.').map_or("", |(_, end)| end);
    let is_page = !end.is_empty() && end.chars().all(|it| it.is_ascii_alphabetic());
    if is_page { format!("{folder}/") } else { path.to_owned() }
}

/// The pages below `base` that the sitemaps of the site name.
fn named(collected: &mut Collected<'_>, base: &Url) -> Result<Pages, NoReply> {
    let own = base.join("sitemap.xml").ok();
    let mut left: Vec<Url> = collected.sitemaps(base);
    left.retain(|it| it.origin() == base.origin());
    left.extend(own);
    let folder = folder(base);
    let (mut asked, mut pages) = (BTreeSet::new(), Pages::new());
    // Those that another one names, which should be there.
    let mut parts = BTreeSet::new();
    while let Some(url) = left.pop() {
        if asked.contains(&url) {
            continue;
        }
        if asked.len() == MOST_SITEMAPS || pages.len() >= MOST_PAGES {
            collected.problem(url.as_str(), "this sitemap is not read, as there are too many");
            collected.is_cut = true;
            break;
        }
        asked.insert(url.clone());
        let known = collected.problems.len();
        let Some(page) = collected.look(&url, "application/xml, text/xml", LARGEST_SITEMAP)? else {
            let is_told = collected.problems.len() > known;
            if parts.contains(&url) && !is_told {
                collected.problem(url.as_str(), "this sitemap is named, and not there");
            }
            collected.is_cut |= is_told || parts.contains(&url);
            continue;
        };
        match read_sitemap(&page) {
            Ok(found) => {
                if found.elsewhere > 0 {
                    let problem =
                        format!("{} addresses of other hosts are not asked", found.elsewhere);
                    collected.problem(url.as_str(), problem);
                }
                if let Some(why) = found.cut {
                    collected
                        .problem(url.as_str(), format!("not all of the sitemap is read: {why}"));
                    collected.is_cut = true;
                }
                parts.extend(found.parts.iter().cloned());
                left.extend(found.parts);
                let below = |it: &Url| it.path().starts_with(&folder);
                pages.extend(found.pages.into_iter().filter(|(url, _)| below(url)));
            }
            Err(reason) => {
                collected.problem(url.as_str(), reason);
                collected.is_cut = true;
            }
        }
    }
    Ok(pages)
}

fn read_sitemap(page: &Page) -> Result<sitemap::Sitemap, String> {
    let is_gzip = page.bytes.starts_with(&[0x1f, 0x8b]);
    let content = match is_gzip {
        true => unpacked(&page.bytes, LARGEST_SITEMAP)?,
        false => page.bytes.clone(),
    };
    let text = String::from_utf8(content).map_err(|_| "it is not in UTF-8".to_owned())?;
    sitemap::read(&text, &page.address)
}

/// What the last harvest knew of a page.
struct Old<'a> {
    works: &'a [&'a ForeignWork],
    /// The page, where it was of no work.
    passed: Option<&'a PageVersion>,
}

impl Old<'_> {
    fn page(&self) -> Option<&PageVersion> {
        self.passed.or_else(|| self.works.first().and_then(|work| work.page.as_ref()))
    }

    /// Whether all that was known is still at hand.
    fn is_at_hand(&self, collected: &Collected<'_>) -> bool {
        self.works.iter().all(|work| collected.old_graph(&work.home).is_some())
    }

    /// Keeps it.
    fn take_over(&self, collected: &mut Collected<'_>) {
        collected.passed.extend(self.passed.cloned());
        for work in self.works {
            if let Some(graph) = collected.old_graph(&work.home) {
                collected.add(Described { work: (*work).clone(), graph });
            }
        }
    }
}

/// Takes the works of the page at `url`, of which `old` were there at the last harvest.
fn take(
    collected: &mut Collected<'_>,
    url: &Url,
    changed: Option<String>,
    old: &Old<'_>,
    all: &BTreeSet<String>,
) -> Result<(), NoReply> {
    let before = old.page().filter(|_| old.is_at_hand(collected));
    if changed.is_some() && before.is_some_and(|page| page.changed == changed) {
        old.take_over(collected);
        return Ok(());
    }
    let known = before.and_then(known);
    let reason = match collected.try_ask(url, PAGES, LARGEST_PAGE, known.as_ref())? {
        Ok(Reply::Unchanged) => {
            old.take_over(collected);
            return Ok(());
        }
        Ok(Reply::Page(page)) => {
            let version = version_of(&page, url, changed);
            take_page(collected, &page, url, &version, all);
            return Ok(());
        }
        Err(reason) => reason,
    };
    // A server that fails now had it before.
    if collected.is_troubled() {
        old.take_over(collected);
    }
    // A page that is gone holds nothing that was not read.
    collected.is_cut |= !matches!(reason, NoReply::Status(404 | 410));
    collected.problem(url.as_str(), reason.to_string());
    Ok(())
}

fn take_page(
    collected: &mut Collected<'_>,
    page: &Page,
    url: &Url,
    version: &PageVersion,
    all: &BTreeSet<String>,
) {
    let is_html = match page.media_type.as_str() {
        it if it.contains("html") => Some(true),
        it if it.contains("json") => Some(false),
        _ => None,
    };
    let is_named = |address: &str| all.contains(address);
    let address = url.as_str();
    match documents::on_page(
        (&page.bytes, page.charset.as_deref()),
        address,
        is_html,
        &is_named,
        collected.wish.today,
    ) {
        OnPage::Work(mut described, others) => {
            described.work.page = Some(version.clone());
            collected.add(*described);
            collected.passes(url, others);
        }
        OnPage::Nothing => collected.passed.push(version.clone()),
        OnPage::Unreadable(reason) => {
            collected.problem(url.as_str(), reason);
            collected.is_cut = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn the_pages_of_a_site_are_in_the_folder_of_its_first_one() {
        for (address, expected) in [
            ("https://x.org/cat/", "/cat/"),
            ("https://x.org/cat/index.html", "/cat/"),
            ("https://x.org/sitemap.xml", "/"),
            ("https://x.org/v1.0", "/v1.0"),
        ] {
            assert_eq!(folder(&address.parse().unwrap()), expected);
        }
    }
}

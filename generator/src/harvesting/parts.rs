//! Lists in several answers, of which each names the next. What a server says is as it was is taken
//! from the last harvest.

use std::collections::BTreeSet;

use faircat_federation::documents::Described;
use faircat_federation::harvest::PageVersion;
use url::Url;

use super::collecting::{Collected, known, version_of};
use crate::outside_world::polite::{NoReply, Page, Reply};

/// An answer.
pub(super) enum Part {
    New(Box<Page>),
    /// It is as it was, and its works are taken.
    Same {
        next: Option<Url>,
    },
}

/// Asks for the answers of a list, from `first` on or from where an interrupted harvest was, as
/// long as there is room for works. `take` takes what is in one, and gives where the next is. The
/// answer to which the list led twice, where it did.
pub(super) fn follow(
    collected: &mut Collected<'_>,
    first: &Url,
    accept: &'static str,
    largest: u64,
    mut take: impl FnMut(&mut Collected<'_>, &Url, &Page) -> Result<Option<Url>, NoReply>,
) -> Result<Option<Url>, NoReply> {
    let left = collected.resume.take().filter(|it| it.origin() == first.origin());
    let (mut url, mut asked) = (left.unwrap_or_else(|| first.clone()), BTreeSet::new());
    while asked.insert(url.clone()) {
        collected.tell(&format!("{} works", collected.works.len()));
        let next = match collected.part(&url, accept, largest)? {
            None => return Ok(None),
            Some(Part::Same { next }) => next,
            Some(Part::New(page)) => take(collected, &url, &page)?,
        };
        match next {
            Some(next) if collected.has_room() => url = next,
            _ => return Ok(None),
        }
    }
    Ok(Some(url))
}

impl Collected<'_> {
    /// The answer at `url`. `None`: it cannot be had, which is noted; the next harvest goes on there.
    fn part(
        &mut self,
        url: &Url,
        accept: &'static str,
        largest: u64,
    ) -> Result<Option<Part>, NoReply> {
        let part = self.try_part(url, accept, largest);
        if !matches!(part, Ok(Some(_))) {
            self.resume = Some(url.clone());
            self.is_cut = true;
        }
        part
    }

    /// As [`Collected::part`], of what may not be there.
    pub(super) fn try_part(
        &mut self,
        url: &Url,
        accept: &'static str,
        largest: u64,
    ) -> Result<Option<Part>, NoReply> {
        let answers = self.old.map(|it| it.answers.as_slice()).unwrap_or_default();
        let old = answers.iter().find(|it| it.address == url.as_str()).cloned();
        let version = old.as_ref().and_then(known).filter(|_| self.has_old_statements());
        match (self.ask(url, accept, largest, version.as_ref())?, old) {
            (Some(Reply::Page(page)), _) => Ok(Some(Part::New(page))),
            (Some(Reply::Unchanged), Some(old)) => {
                self.take_over(&old);
                let next = old.next.as_deref().and_then(|it| Url::parse(it).ok());
                self.answers.push(old);
                Ok(Some(Part::Same { next }))
            }
            _ => Ok(None),
        }
    }

    /// Takes the works that stood in the answer `old` at the last harvest.
    fn take_over(&mut self, old: &PageVersion) {
        let works = self.old.map(|it| it.works.as_slice()).unwrap_or_default();
        for work in works {
            let is_in = work.page.as_ref().is_some_and(|page| page.address == old.address);
            if let Some(graph) = is_in.then(|| self.old_graph(&work.home)).flatten() {
                self.add(Described { work: work.clone(), graph });
            }
        }
    }

    /// Adds a work that stands in the answer at `url`.
    pub(super) fn add_of(&mut self, url: &Url, mut described: Described) {
        described.work.page =
            Some(PageVersion { address: url.to_string(), ..PageVersion::default() });
        self.add(described);
    }

    /// Notes that all works of the answer `page` at `url` were taken, and that `next` follows.
    pub(super) fn took(&mut self, page: &Page, url: &Url, next: Option<&Url>) {
        if !self.is_cut {
            let next = next.map(Url::to_string);
            self.answers.push(PageVersion { next, ..version_of(page, url, None) });
        }
        self.keep(next);
    }
}

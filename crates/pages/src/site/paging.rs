//! Long lists in parts.

use schemars::JsonSchema;
use serde::Serialize;

/// Records on one page of a list.
pub(super) const PER_PAGE: usize = 100;

/// As [`PER_PAGE`], of records that have a line each.
const LINES_PER_PAGE: usize = 1000;

/// How many records a page of a list has, in cards or in lines.
pub(super) fn per_page(as_lines: bool) -> usize {
    if as_lines { LINES_PER_PAGE } else { PER_PAGE }
}

/// Where a page of a list stands among the others.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct Paging {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) pages: usize,
    pub(super) total: usize,
    /// Position of the first item of this page, counted from 1; 0 in an empty list.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    pub(super) links: Vec<PageLink>,
}

/// A link to a page of the list, or a gap where `number` is absent.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub(super) struct PageLink {
    pub(super) number: Option<usize>,
    pub(super) href: String,
    pub(super) current: bool,
}

/// How many pages of `size` items `total` of them take; an empty list still has one.
pub(super) fn page_count(total: usize, size: usize) -> usize {
    total.div_ceil(size).max(1)
}

/// The items of page `number` (counted from 1) of `items`, with `size` on each.
pub(super) fn page_items<T>(items: &[T], number: usize, size: usize) -> &[T] {
    let start = ((number - 1) * size).min(items.len());
    &items[start..(start + size).min(items.len())]
}

/// Page `number` of a list of `total` items, `size` on each page, whose pages are at `href(number)`.
pub(super) fn paging(
    number: usize,
    total: usize,
    size: usize,
    href: impl Fn(usize) -> String,
) -> Paging {
    let pages = page_count(total, size);
    let first = (number - 1) * size;
    Paging {
        number,
        pages,
        total,
        first: if total == 0 { 0 } else { first + 1 },
        last: (first + size).min(total),
        previous: (number > 1).then(|| href(number - 1)),
        next: (number < pages).then(|| href(number + 1)),
        links: links(number, pages, href),
    }
}

/// First, last, and the neighbours of `number`, with gaps.
fn links(number: usize, pages: usize, href: impl Fn(usize) -> String) -> Vec<PageLink> {
    let mut links = Vec::new();
    let mut before = 0;
    for page in (1..=pages).filter(|&page| page == 1 || page == pages || page.abs_diff(number) <= 2)
    {
        if page > before + 1 {
            links.push(PageLink { number: None, href: String::new(), current: false });
        }
        links.push(PageLink { number: Some(page), href: href(page), current: page == number });
        before = page;
    }
    links
}

#[cfg(test)]
mod tests {
    use super::{PER_PAGE, page_items, paging};

    #[test]
    fn long_lists_show_the_ends_and_the_neighbours() {
        let page = paging(8, 1557, PER_PAGE, |number| format!("/{number}/"));
        let numbers: Vec<_> = page.links.iter().map(|link| link.number).collect();
        let some = Some;
        assert_eq!(
            numbers,
            [some(1), None, some(6), some(7), some(8), some(9), some(10), None, some(16)]
        );
        assert_eq!((page.first, page.last), (701, 800));
        assert_eq!(page.next.as_deref(), Some("/9/"));
    }

    #[test]
    fn an_empty_list_is_one_page() {
        let page = paging(1, 0, PER_PAGE, |_| String::new());
        assert_eq!((page.pages, page.first, page.last), (1, 0, 0));
        assert!(page_items::<u8>(&[], 1, PER_PAGE).is_empty());
    }
}

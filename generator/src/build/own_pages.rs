//! The pages that a maintainer writes.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::outside_world::site_folder::read_pages;
use crate::pages::Theme;
use crate::pages::site::{MarkdownPage, pages_in_menu};
use crate::site::Site;

/// Those below `site/pages/`, sorted by path, and what cannot be read of them.
pub(super) fn read(root: &Path) -> (Vec<MarkdownPage>, Vec<Diagnostic>) {
    let (files, problems) = read_pages(root);
    let pages = files.into_iter().map(|file| MarkdownPage::new(&file.path, file.text));
    (pages.collect(), problems)
}

/// `theme` with the pages in its menu that ask for that.
pub(super) fn in_menu(theme: Theme, root: &Path, site: &Site) -> Theme {
    let links = pages_in_menu(site, &read(root).0);
    theme.with_pages_in_menu(site, links)
}

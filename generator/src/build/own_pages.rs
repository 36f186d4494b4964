//! The pages that a maintainer writes. They are read once: menu, pages and links are of the same texts.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::outside_world::site_folder::read_pages;
use crate::pages::Theme;
use crate::pages::site::{MarkdownPage, pages_in_menu};
use crate::site::Site;

/// Those below `site/pages/`, and what cannot be read of them.
pub(crate) struct OwnPages {
    /// Sorted by path.
    pub(super) pages: Vec<MarkdownPage>,
    pub(super) problems: Vec<Diagnostic>,
}

impl OwnPages {
    pub(super) fn read(root: &Path) -> OwnPages {
        let (files, problems) = read_pages(root);
        let pages = files.into_iter().map(|file| MarkdownPage::new(&file.path, file.text));
        OwnPages { pages: pages.collect(), problems }
    }

    /// `theme` with the pages in its menu that ask for that.
    pub(super) fn in_menu(&self, theme: Theme, site: &Site) -> Theme {
        theme.with_pages_in_menu(site, pages_in_menu(site, &self.pages))
    }
}

//! The pages and notebooks that a maintainer writes. They are read once: menu, pages and links are of
//! the same texts.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::outside_world::site_folder::{TextFile, read_folder, read_pages};
use crate::pages::Theme;
use crate::pages::site::{MarkdownPage, Notebook, pages_in_menu};
use crate::site::{Site, SiteLink};

/// Those below `site/pages/`, and what cannot be read of them.
pub(crate) struct OwnPages {
    /// Sorted by path.
    pub(super) pages: Vec<MarkdownPage>,
    /// Those below `site/notebooks/`, sorted by path.
    pub(super) notebooks: Vec<Notebook>,
    pub(super) problems: Vec<Diagnostic>,
}

impl OwnPages {
    pub(super) fn read(root: &Path) -> OwnPages {
        let (files, mut problems) = read_pages(root);
        let (notebooks, unread) = read_folder(root, "site/notebooks", "ipynb");
        problems.extend(unread);
        let read = |file: TextFile| match Notebook::read(&file.path, file.text) {
            Ok(notebook) => Some(notebook),
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        let notebooks = notebooks.into_iter().filter_map(read).collect();
        let pages = files.into_iter().map(|file| MarkdownPage::new(&file.path, file.text));
        OwnPages { pages: pages.collect(), notebooks, problems }
    }

    /// `theme` with the pages in its menu that ask for that.
    pub(super) fn in_menu(&self, theme: Theme, site: &Site) -> Theme {
        let mut links = pages_in_menu(site, &self.pages);
        if !self.notebooks.is_empty() {
            let label = theme.words().word("notebooks");
            links.push(SiteLink { label, to: "notebooks/".to_owned() });
        }
        theme.with_pages_in_menu(site, links)
    }
}

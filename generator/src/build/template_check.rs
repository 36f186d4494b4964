//! Whether a site's own templates make its pages: they are made once, and thrown away.

use std::path::Path;

use super::memory::Memory;
use super::own_pages::OwnPages;
use super::{BuildReport, Scope, Shared, Silent, site_files, write_all};
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::pages::{Theme, template_errors};
use crate::site::Site;
use crate::site_writer::{self, SiteWriter};

/// What is wrong with the templates below `themes/`, once each; none where the site has none of its own, as
/// tests hold those of the program.
pub fn check(
    root: &Path,
    site: &Site,
    catalog: &Catalog,
    command: &clap::Command,
) -> Vec<Diagnostic> {
    // What is wrong with the folder itself, the check of the site's files tells.
    let Ok(folder) = site_files::read_theme(root, site) else { return Vec::new() };
    if !folder.files.iter().any(|file| file.path.starts_with("templates/")) {
        return Vec::new();
    }
    let Ok(theme) = Theme::load(site, folder.files) else { return Vec::new() };
    let own = OwnPages::read(root);
    let theme = own.in_menu(theme, site).of_pages_only(site);
    let mut report = BuildReport::default();
    let Ok(scratch) = site_writer::scratch_folder() else { return Vec::new() };
    let Ok(writer) = SiteWriter::new(&scratch.path().join("site"), None) else {
        return Vec::new();
    };
    let shared = Shared {
        root,
        site,
        catalog,
        theme: &theme,
        own: &own,
        writer: &writer,
        scope: Scope::Pages,
        command,
        progress: &Silent,
        federation: None,
    };
    // Whether it can be written elsewhere says nothing of the site.
    drop(write_all(&shared, &Memory::default(), &mut report));
    writer.abandon();
    report.diagnostics.extend(theme.undefined_variables());
    template_errors::told_once(&mut report.diagnostics);
    report.diagnostics.retain(template_errors::is_one);
    report.diagnostics
}

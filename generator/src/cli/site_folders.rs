//! Where a site comes from and where it goes, for every command that builds one.

use std::path::PathBuf;

/// The options of `build` and `serve` alike.
#[derive(Debug, clap::Args)]
pub(super) struct SiteFolders {
    /// Folder that holds `catalog/`, and may hold `site/` and `themes/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// Folder of the website, `_site` in the root folder if not given. It is replaced as a whole.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Address at which the site will be published, path included. Else that of the variable
    /// `FAIRCAT_BASE_URL`, or of `base_url` in `site/site.yaml`.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
}

impl SiteFolders {
    /// The folder of the website.
    pub(super) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.root.join("_site"))
    }
}

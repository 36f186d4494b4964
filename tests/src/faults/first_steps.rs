//! First steps and links.

use std::fs;
use std::path::Path;

use crate::program::{faircat, repository};

#[test]
fn the_manuals_first_record_is_sound() {
    let Some(sample) = super::folder("05-manual-first-record") else { return };
    let output = faircat().args(["check", "--root"]).arg(&sample).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The command of `19-about-links`.
#[test]
fn no_link_of_about_climbs_out_of_the_site() {
    if super::folder("19-about-links").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let out: &Path = folder.path();
    let mut command = faircat();
    command.args(["build", "--base-url", "https://example.org/faircat/", "--root"]);
    let status = command.arg(repository()).arg("--out").arg(out.join("site")).status().unwrap();
    assert!(status.success());
    let page = fs::read_to_string(out.join("site/about/index.html")).unwrap();
    assert!(page.contains("href=\"/faircat/scorecards/\""));
    let climbing = page
        .split("href=\"")
        .skip(1)
        .find(|rest| rest.split('"').next().is_some_and(|link| link.contains("../")));
    assert_eq!(climbing, None);
}

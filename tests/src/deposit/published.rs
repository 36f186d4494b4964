//! What is published is changed as far as its record changed, and a dry run shows just that.

use super::Catalog;
use crate::program::says;

#[test]
fn metadata_of_what_is_published_change_and_its_doi_stays() {
    let catalog = Catalog::new();
    catalog.well(&["--publish"]);
    let as_it_is = catalog.well(&["--publish"]);
    says(&as_it_is, "with the same files, version and metadata");
    catalog.write("record.yaml", &catalog.record().replace("title: Peaks", "title: All peaks"));
    let sent = catalog.server.asked("/content");
    let said = catalog.well(&[]);
    says(&said, "10.5281/test.r1 stays, with the same files and version; its metadata change");
    says(&said, "not published: look at");
    says(&catalog.well(&["--publish"]), "published: https://doi.org/10.5281/test.r1");
    assert_eq!(catalog.one().body["metadata"]["title"], "All peaks");
    assert_eq!(catalog.server.asked("/content"), sent, "files stay");
    assert_eq!(catalog.server.asked("/versions"), 0);
    says(&catalog.well(&["--publish"]), "with the same files, version and metadata");
}

#[test]
fn a_dry_run_knows_what_is_published() {
    let catalog = Catalog::new();
    catalog.well(&["--publish"]);
    let written = |catalog: &Catalog| -> Vec<String> {
        let shown = catalog.well(&["--dry-run", "--publish"]);
        let requests = shown
            .lines()
            .filter(|it| ["POST ", "PUT ", "DELETE "].iter().any(|method| it.starts_with(method)));
        let base = &catalog.server.base;
        requests.map(|it| it.replace(base.as_str(), "")).collect()
    };
    assert_eq!(written(&catalog), Vec::<String>::new());
    let record = catalog.record();
    catalog.write("record.yaml", &record.replace("title: Peaks", "title: All peaks"));
    let path = "/api/records/r1/draft";
    let edit =
        [format!("POST {path}"), format!("PUT {path}"), format!("POST {path}/actions/publish")];
    assert_eq!(written(&catalog), edit);
    catalog.write("record.yaml", &record.replace("version: \"1.0\"", "version: \"2.0\""));
    let requests = written(&catalog);
    assert_eq!(requests[0], "POST /api/records/r1/versions");
    let wanted = "POST /api/records/{id}/draft/pids/doi";
    assert!(requests.iter().any(|it| it == wanted), "{requests:?}");
    assert!(!requests.iter().skip(1).any(|it| it.contains("/r1/")), "{requests:?}");
}

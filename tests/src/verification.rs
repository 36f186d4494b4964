//! What a site shows of models that were run: statements, pages, scorecards, diagnostics.

mod outdated;

use std::fs;
use std::mem::discriminant;
use std::sync::LazyLock;

use clap::CommandFactory;
use faircat::build::{BuildOptions, BuildReport, Scope, Silent, build, scorecards};
use faircat::cli::Cli;
use faircat::evidence::verification::Verification;
use faircat::linked_data::graph::Graph;
use faircat_inference::metrics::{NAMES, metric_by_name};
use scraper::{Html, Selector};

use crate::copies::copy_of_good;
use crate::program::repository;

struct Built {
    folder: tempfile::TempDir,
    report: BuildReport,
}

/// The site of the models in `fixtures/verified`, built once for all tests.
static SITE: LazyLock<Built> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let options = BuildOptions {
        root: repository().join("tests/fixtures/verified"),
        out: folder.path().join("site"),
        base_url: Some("https://example.org/".to_owned()),
        strict: true,
        scope: Scope::Everything,
        drafts: false,
        today: None,
        command: Cli::command(),
    };
    let report = build(&options, &Silent);
    assert!(report.published, "{:?}", report.diagnostics);
    Built { folder, report }
});

fn file(path: &str) -> String {
    let path = SITE.folder.path().join("site").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// The texts of the elements that `selector` finds, white space made single.
fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let words = |element: scraper::ElementRef| -> String {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&selector).map(words).collect()
}

fn page(slug: &str) -> Html {
    Html::parse_document(&file(&format!("models/{slug}/index.html")))
}

fn figures(slug: &str) -> Html {
    Html::parse_document(&file(&format!("models/{slug}/figures/index.html")))
}

#[test]
fn the_top_of_the_page_says_how_the_claims_did() {
    let lines: Vec<String> = ["good", "wrong-claim", "outdated"]
        .iter()
        .flat_map(|slug| texts(&page(slug), ".claims-checked"))
        .collect();
    assert_eq!(
        lines,
        [
            "Claims on the control set (40 items): 3 of 3 hold on 2 engines, 21 November 2026 \
             submitted with the record, not recomputed by this site",
            "Claims on the control set (40 items): 1 of 2 holds on 2 engines, 21 November 2026 \
             submitted with the record, not recomputed by this site",
            "Claims checked on 21 November 2026, but not as files and claims are now",
        ]
    );
}

#[test]
fn a_page_shows_claims_and_agreement() {
    let mut shown = String::new();
    for slug in ["good", "wrong-claim", "outdated"] {
        shown.push_str(&format!("# {slug}\n"));
        let lines = "#verification > p, #verification tr, #verification .copyable";
        for line in texts(&page(slug), lines) {
            shown.push_str(&format!("{line}\n"));
        }
    }
    for slug in ["good", "wrong-claim"] {
        shown.push_str(&format!("# {slug}, every figure\n"));
        for line in texts(&figures(slug), "#verification p, #verification tr") {
            shown.push_str(&format!("{line}\n"));
        }
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_page_shows_throughput_with_machine_and_versions() {
    let page = figures("good");
    assert_eq!(texts(&page, "#throughput svg.boxes").len(), 2, "one panel for each thread count");
    let rows = texts(&page, "#throughput tbody tr");
    assert_eq!(rows.len(), 20);
    insta::assert_snapshot!(format!(
        "{}\n{}\n{}",
        texts(&page, "#throughput > p").join("\n"),
        texts(&page, "#throughput .legend").join("\n"),
        rows[2]
    ));
    assert!(texts(&figures("wrong-claim"), "#throughput").is_empty());
}

#[test]
fn commands_and_the_log_of_the_training_are_linked() {
    let page = page("good");
    assert_eq!(
        texts(&page, ".commands dd"),
        ["faircat run good input.npz --out predictions.npz", "faircat verify good"]
    );
    let log =
        Selector::parse("#training a[href='https://example.org/models/good/files/training.json']");
    assert_eq!(page.select(&log.unwrap()).count(), 1);
}

#[test]
fn every_recomputed_claim_is_an_evaluation_with_its_provenance() {
    let document = file("models/good/record.jsonld");
    let graph = Graph::from_json_ld(&document).unwrap();
    let text: String = graph.triples().iter().map(|one| format!("{one}\n")).collect();
    assert!(!text.contains("_:"), "every node has a name");
    let own = "<https://example.org/models/good/";
    for expected in [
        format!("{own}> <https://w3id.org/fair4ml#hasEvaluation> {own}#verification-2-metric-2>"),
        format!("{own}#verification-2-metric-2> <http://schema.org/isBasedOn> {own}#evaluation-3>"),
        format!(
            "{own}#verification-2-metric-2> <http://www.w3.org/ns/prov#wasGeneratedBy> {own}#verification-2>"
        ),
        format!("{own}#verification-2> <http://www.w3.org/ns/prov#used> {own}#artifact-1>"),
        format!("{own}#verification-2> <http://www.w3.org/ns/prov#used> {own}#artifact-2>"),
        format!("{own}#verification-2> <http://purl.org/dc/terms/date> \"2026-11-21\""),
        format!(
            "{own}#verification-2> <http://www.w3.org/ns/prov#wasAssociatedWith> {own}#engine-onnxruntime%201%2E31%2E1>"
        ),
        format!("{own}#engine-onnxruntime%201%2E31%2E1> <http://schema.org/version> \"1.31.1\""),
        format!("{own}#verification-2-metric-2-verdict> <http://schema.org/value> \"holds\""),
        format!("{own}#training> <http://schema.org/subjectOf> {own}#artifact-3>"),
    ] {
        assert!(text.contains(&expected), "{expected}\n{text}");
    }
    assert!(!file("models/outdated/record.jsonld").contains("#verification-"));
}

#[test]
fn evidence_gives_a_file_no_checksum_that_its_record_lacks() {
    let (root, folder) = copy_of_good();
    let yaml = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let kept: Vec<&str> = yaml.lines().filter(|line| !line.contains("sha256:")).collect();
    fs::write(folder.join("record.yaml"), kept.join("\n")).unwrap();
    let text = fs::read_to_string(folder.join("evidence/verification.json")).unwrap();
    let mut evidence: Verification = serde_json::from_str(&text).unwrap();
    for file in &mut evidence.files {
        file.declared_sha256 = None;
        file.verdict = file.derived();
    }
    let written = serde_json::to_vec_pretty(&evidence).unwrap();
    fs::write(folder.join("evidence/verification.json"), written).unwrap();
    let (cards, _) = scorecards(root.path(), &["good".to_owned()], None);
    let said = |end: &str| {
        let mut rows = cards[0].scorecard.rows();
        let (_, found) = rows.find(|(it, _)| it.id.ends_with(end)).unwrap();
        (found.outcome.symbol(), found.evidence.clone())
    };
    assert_eq!(said("R1-claims-hold").0, "✓", "{:?}", said("R1-claims-hold"));
    assert_eq!(said("R1-checksums").0, "✗", "{:?}", said("R1-checksums"));
}

#[test]
fn scorecards_rest_on_the_runs() {
    let root = repository().join("tests/fixtures/verified");
    let names = ["good", "outdated", "wrong-claim"].map(str::to_owned);
    let (cards, _) = scorecards(&root, &names, None);
    let mut lines = Vec::new();
    for card in cards {
        for (indicator, finding) in card.scorecard.rows() {
            let running = ["signature-verified", "claims-hold", "figures-traced", "engines-agree"];
            if running.iter().any(|name| indicator.id.ends_with(name)) {
                let remedy = finding.remedy.as_deref().map(|it| format!("\n{it}"));
                lines.push(format!(
                    "{} {}: {}{}",
                    finding.outcome.symbol(),
                    indicator.id,
                    finding.evidence,
                    remedy.unwrap_or_default()
                ));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

/// Names that no metric has are other spellings; of each metric one must be read as it.
#[test]
fn every_metric_stands_in_the_manual() {
    let file = repository().join("crates/pages/src/site/manual/verify.md");
    let manual = fs::read_to_string(file).unwrap();
    let rows = manual.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let told: Vec<_> = cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter_map(metric_by_name)
        .map(|metric| discriminant(&metric))
        .collect();
    let is_missing = |name: &&str| !told.contains(&discriminant(&metric_by_name(name).unwrap()));
    let missing: Vec<_> = NAMES.iter().filter(|name| is_missing(name)).collect();
    assert!(missing.is_empty(), "a row for each is missing: {missing:?}");
}

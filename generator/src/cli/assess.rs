//! `faircat assess`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use oxrdf::NamedOrBlankNode;
use serde_json::{Value, json};

use super::results::ResultFormat;
use crate::assessment::foreign::{self, Foreign};
use crate::assessment::{Assessed, Outcome, Scorecard, assess, principles, quality};
use crate::build::scorecards;
use crate::credentials;
use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::outside_world::{bounded_file, clock, one_record, site_folder, web_page};
use crate::site::{Site, SiteConfig};

/// Computes FAIR scorecards, also of pages that faircat did not make.
///
/// Names records of the catalogue by slug, or JSON-LD files, HTML files and web pages. Without a
/// name, every record of the catalogue is assessed. Of a web page only itself is fetched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  faircat assess hbb-interaction-network\n  \
    faircat assess https://zenodo.org/records/3633408 --format json\n\n\
    Exit code: 0, or 1 if something could not be read, or 2 for a wrong command line.")]
pub(super) struct Args {
    /// Slugs of records, files ending in .jsonld, .json or .html, or URLs.
    #[arg(value_name = "SLUG|FILE|URL")]
    subjects: Vec<String>,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Of a page that describes several works, the one to assess: its `@id`, address or name.
    #[arg(long, value_name = "IRI|NAME")]
    id: Option<String>,
    /// How scorecards are written: with evidence and remedies, or each as the record's
    /// `scorecard.json`.
    #[arg(long, value_enum, default_value_t)]
    format: ResultFormat,
}

/// Largest file that is read, in bytes.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// A scorecard with what it is about.
struct Card {
    title: String,
    iri: String,
    scorecard: Scorecard,
}

pub(super) fn run(args: Args) -> ExitCode {
    let (elsewhere, slugs): (Vec<String>, Vec<String>) =
        args.subjects.iter().cloned().partition(|name| is_url(name) || is_file(name));
    let mut problems = Vec::new();
    let mut own = Vec::new();
    if elsewhere.is_empty() || !slugs.is_empty() {
        let (found, diagnostics) = scorecards(&args.root, &slugs, Some(clock::today()));
        problems.extend(diagnostics);
        own.extend(found.into_iter().map(|one| Card {
            title: one.title,
            iri: one.iri,
            scorecard: one.scorecard,
        }));
    }
    let mut foreign = Vec::new();
    for name in &elsewhere {
        match read(name, args.id.as_deref()) {
            Ok(page) => {
                problems.extend(left_out(name, &page));
                foreign.push(assess_foreign(name, &page));
            }
            Err(problem) => problems.push(problem),
        }
    }
    let text = match args.format {
        ResultFormat::Human => own.iter().chain(&foreign).map(human).collect::<Vec<_>>().join("\n"),
        ResultFormat::Json => json_text(&args.root, &own, &foreign),
    };
    // Nobody is left to tell if standard output is closed.
    drop(io::stdout().write_all(text.as_bytes()));
    super::printer::report(&problems, &args.root);
    match problems.iter().any(Diagnostic::is_error) {
        true => ExitCode::from(super::PROBLEMS),
        false => ExitCode::SUCCESS,
    }
}

fn is_url(name: &str) -> bool {
    name.starts_with("https://") || name.starts_with("http://")
}

/// Slugs have neither dots nor, behind their folder, a file of that name.
#[allow(clippy::disallowed_methods, reason = "whether what a user names is there")]
fn is_file(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    matches!(ending, Some("html" | "htm" | "jsonld" | "json")) || Path::new(name).is_file()
}

fn read(name: &str, id: Option<&str>) -> Result<Foreign, Diagnostic> {
    let (text, is_html, address) = if is_url(name) {
        let page = web_page::fetch(name)?;
        (page.text, page.is_html, Some(page.address))
    } else {
        if let Some(problem) = record_file(name) {
            return Err(problem);
        }
        let bytes = bounded_file::read(Path::new(name), LARGEST_FILE)?;
        let is_html = name.ends_with(".html") || name.ends_with(".htm");
        (web_page::text_of(bytes, name)?, is_html.then_some(true), None)
    };
    let is_html = is_html.unwrap_or_else(|| text.trim_start().starts_with('<'));
    let read = if is_html { foreign::read_html } else { foreign::read_json_ld };
    let page = read(&text, address.as_deref());
    let chosen = match id {
        Some(id) => page.and_then(|page| page.choose(id)),
        None => page,
    };
    chosen.map_err(|error| {
        Diagnostic::error("no-statements", error.to_string()).in_file(name).hint(error.hint())
    })
}

/// What to say of the file of a record, which is named by its slug.
fn record_file(name: &str) -> Option<Diagnostic> {
    let lower = name.to_ascii_lowercase();
    if !lower.ends_with(".yaml") && !lower.ends_with(".yml") {
        return None;
    }
    let problem = Diagnostic::error("no-statements", "this is YAML, neither a page nor JSON-LD");
    let hint = match one_record::name_of_file(name) {
        Some(record) => format!("name the record, `{record}`"),
        None => "name a record of the catalogue by its slug, as `models/jet-tagger`".to_owned(),
    };
    Some(problem.in_file(name).hint(hint))
}

/// What of a page was left out, as warnings.
fn left_out(name: &str, foreign: &Foreign) -> Vec<Diagnostic> {
    let warning = |text: &String| Diagnostic::warning("left-out", text.clone()).in_file(name);
    foreign.left_out.iter().chain(&foreign.passed_over).map(warning).collect()
}

fn assess_foreign(name: &str, foreign: &Foreign) -> Card {
    let subject = Assessed {
        root: &foreign.root,
        graph: &foreign.graph,
        evidence: &Evidence::default(),
        files: &[],
        dataset_standing: &|_| None,
        published: &foreign.published,
        today: Some(clock::today()),
    };
    let scorecard = assess(foreign.rubric, &subject);
    Card {
        title: credentials::hidden(name).into_owned(),
        // The names of blank nodes change from run to run.
        iri: match &foreign.root {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(_) => {
                foreign.published.page.clone().unwrap_or_else(|| name.to_owned())
            }
        },
        scorecard,
    }
}

/// The principles have the addresses that the site of `root` gives them; for what lies elsewhere,
/// those of faircat's own.
fn json_text(root: &Path, own: &[Card], foreign: &[Card]) -> String {
    let mut list: Vec<Value> = Vec::new();
    if let (Some(site), _) = site_folder::read_site(root, None) {
        list.extend(own.iter().map(|card| document(&site, card)));
    }
    if let Ok(site) = Site::new(SiteConfig::default(), None) {
        list.extend(foreign.iter().map(|card| document(&site, card)));
    }
    format!("{:#}\n", Value::Array(list))
}

fn document(site: &Site, card: &Card) -> Value {
    let mut value = quality::scorecard_json(site, &card.iri, &card.scorecard);
    value["name"] = json!(card.title);
    value
}

/// A table by principle, with evidence, and remedies below what fails.
fn human(card: &Card) -> String {
    let standing = card.scorecard.standing();
    let counts = standing.principle_counts();
    let mut text = format!(
        "{}\n{}\n{}: {} of {} pass, {} fail, {} not yet known\n\n",
        card.title,
        card.iri,
        card.scorecard.rubric.title(),
        counts.pass,
        counts.applicable(),
        counts.fail,
        counts.unknown
    );
    for principle in principles(card.scorecard.rubric) {
        let outcome = standing.principle(principle.id).unwrap_or(Outcome::NotApplicable);
        text.push_str(&format!("{} {:<5} {}\n", outcome.symbol(), principle.id, principle.title));
        let rows = card.scorecard.rows().filter(|(one, _)| one.principle == principle.id);
        for (indicator, finding) in rows {
            let short = indicator.id.rsplit_once(principle.id).map_or(indicator.id, |(_, s)| s);
            let evidence = printable(&finding.evidence);
            let symbol = finding.outcome.symbol();
            text.push_str(&format!("        {symbol} {}: {evidence}\n", short.trim_matches('-')));
            for line in finding.remedy.iter().flat_map(|remedy| remedy.lines()) {
                text.push_str(&format!("            | {}\n", printable(line)));
            }
        }
    }
    text
}

/// `text` without control characters, which a page could use to rewrite the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

//! `faircat assess`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use faircat_text::is_web_address;
use serde_json::Value;

use super::output;
use crate::assessment::{Outcome, Scorecard, principles};
use crate::assessor::{self, Basis, Document, Told, Wish};
use crate::build::scorecards;
use crate::credentials;
use crate::diagnostic::{Diagnostic, within_budget};
use crate::importing;
use crate::outside_world::import_sources::{self, Opened, SourceFile};
use crate::outside_world::{clock, one_record, site_folder, web_page};
use crate::record::Kind;
use crate::site::{Site, SiteConfig};

/// Computes FAIR scorecards, also of what faircat did not make.
///
/// Names records of the catalogue by slug, or web pages, and files of any format that `faircat import`
/// reads: the card of a Hugging Face repository, a Croissant file, a record of Zenodo and so on.
/// Remedies are in the words of the format. Without a name, every record of the catalogue is assessed.
/// Of a web page only itself is fetched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  faircat assess hbb-interaction-network\n  \
    faircat assess https://zenodo.org/records/3633408 --format json\n\n\
    Exit code: 0, or 1 if something could not be read, or 2 for a wrong command line.")]
pub(super) struct Args {
    /// Slugs of records, files, folders, zip archives or URLs.
    #[arg(value_name = "SLUG|FILE|URL")]
    subjects: Vec<String>,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Of what describes several works, the one to assess: its `@id`, identifier, address or name.
    #[arg(long, value_name = "IRI|NAME")]
    id: Option<String>,
    /// How scorecards are written.
    #[arg(long, value_enum, default_value_t)]
    format: CardFormat,
}

/// A form of scorecards.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum CardFormat {
    /// With evidence and remedies, for people.
    #[default]
    Human,
    /// A list, each as a record's `scorecard.json`.
    Json,
    /// Results of tests in JSON-LD, by the vocabulary FTR 1.3.
    Ftr,
}

/// A scorecard with what it is about.
struct Card {
    /// Stands over it: the work's title or, elsewhere, the name of its file.
    name: String,
    title: String,
    iri: String,
    /// What IRIs of its results begin with.
    place: String,
    basis: Basis,
    scorecard: Scorecard,
}

impl Card {
    fn told(&self) -> Told<'_> {
        Told {
            name: &self.name,
            title: &self.title,
            record: &self.iri,
            place: &self.place,
            basis: self.basis,
            scorecard: &self.scorecard,
        }
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    let (elsewhere, slugs): (Vec<String>, Vec<String>) =
        args.subjects.iter().cloned().partition(|name| {
            is_web_address(name) || is_file(name) || is_other_folder(&args.root, name)
        });
    let mut problems = Vec::new();
    let mut own = Vec::new();
    if elsewhere.is_empty() || !slugs.is_empty() {
        let (found, diagnostics) = scorecards(&args.root, &slugs, Some(clock::today()));
        problems.extend(diagnostics);
        own.extend(found.into_iter().map(|one| Card {
            name: one.title.clone(),
            title: one.title,
            place: one.iri.clone(),
            iri: one.iri,
            basis: Basis::Record,
            scorecard: one.scorecard,
        }));
    }
    let mut foreign = Vec::new();
    let wish = Wish { work: args.id.as_deref(), today: Some(clock::today()), ..Wish::default() };
    for name in &elsewhere {
        match assess(name, wish, &mut problems) {
            Ok(cards) => foreign.extend(cards),
            Err(problem) => problems.push(problem),
        }
    }
    let text = match args.format {
        CardFormat::Human => own.iter().chain(&foreign).map(human).collect::<Vec<_>>().join("\n"),
        CardFormat::Json => json_text(&args.root, &own, &foreign),
        CardFormat::Ftr => ftr_text(&args.root, &own, &foreign),
    };
    output::tell(text.as_bytes());
    let failed = problems.iter().any(Diagnostic::is_error);
    super::printer::report(&within_budget(problems), &args.root);
    match failed {
        true => ExitCode::from(super::PROBLEMS),
        false => ExitCode::SUCCESS,
    }
}

/// Slugs have neither dots nor, behind their folder, a file of that name. A folder is told from one
/// by its path.
#[allow(clippy::disallowed_methods, reason = "whether what a user names is there")]
fn is_file(name: &str) -> bool {
    let path = Path::new(name);
    let ending = path.extension().and_then(|ending| ending.to_str());
    matches!(ending, Some("html" | "htm" | "jsonld" | "json"))
        || path.is_file()
        || name.starts_with(['.', '/']) && path.is_dir()
}

/// Whether `name` is a folder, and no record is called so.
#[allow(clippy::disallowed_methods, reason = "whether what a user names is there")]
fn is_other_folder(root: &Path, name: &str) -> bool {
    let is_unknown = |problems: Vec<Diagnostic>| {
        problems.iter().all(|it| matches!(&*it.code, "unknown-record" | "no-catalog"))
    };
    Path::new(name).is_dir()
        && one_record::find(root, name, &Kind::WORKS).err().is_some_and(is_unknown)
}

/// The cards of what `name` is the address or file of; adds what is wrong with it.
fn assess(
    name: &str,
    wish: Wish<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Result<Vec<Card>, Diagnostic> {
    if is_web_address(name) {
        let page = web_page::fetch(name)?;
        // Of what is no text in the encoding that is stated, the assessor says so.
        let text = assessor::charset::text(&page.bytes, page.charset.as_deref());
        let document = Document {
            place: Path::new(name),
            bytes: text.as_deref().map_or(page.bytes.as_slice(), str::as_bytes),
            address: Some(&page.address),
            is_html: page.is_html,
        };
        return Ok(cards(name, document, wish, problems));
    }
    match import_sources::open(Path::new(name))? {
        Opened::File(file) => of_file(&file, wish, problems),
        Opened::Collection { files, large, problems: told } => {
            problems.extend(told);
            let known = importing::recognised(&files, &large);
            problems.extend(known.problems);
            let known = known.files;
            if known.is_empty() {
                let message = "no format that is read has what is in it";
                return Err(Diagnostic::error("unknown-format", message).in_file(name));
            }
            let mut all = Vec::new();
            for (_, file) in known {
                all.extend(of_file(&file, wish, problems)?);
            }
            Ok(all)
        }
    }
}

fn of_file(
    file: &SourceFile,
    wish: Wish<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Result<Vec<Card>, Diagnostic> {
    let bytes = file.read_at_most(assessor::LARGEST)?;
    let name = file.place.to_string_lossy();
    Ok(cards(&name, Document::file(&file.place, &bytes), wish, problems))
}

fn cards(
    name: &str,
    document: Document<'_>,
    wish: Wish<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Card> {
    let mut found = assessor::assess_document(document, wish);
    if let [one] = found.diagnostics.as_slice()
        && one.code == assessor::UNKNOWN_FORMAT
        && let Some(problem) = record_file(name)
    {
        found.diagnostics = vec![problem];
    }
    problems.extend(found.diagnostics);
    let several = found.cards.len() > 1;
    let shown = credentials::hidden(name);
    let card = |card: assessor::Card| Card {
        name: if several { format!("{shown}: {}", card.title) } else { shown.to_string() },
        title: card.title,
        iri: card.iri.unwrap_or_else(|| name.to_owned()),
        place: card.place,
        basis: Basis::Document,
        scorecard: card.scorecard,
    };
    found.cards.into_iter().map(card).collect()
}

/// What to say of the file of a record, which is named by its slug.
fn record_file(name: &str) -> Option<Diagnostic> {
    let lower = name.to_ascii_lowercase();
    if !lower.ends_with(".yaml") && !lower.ends_with(".yml") {
        return None;
    }
    let problem = Diagnostic::error("no-statements", "this is YAML of no format that is read");
    let hint = match one_record::name_of_file(name) {
        Some(record) => format!("name the record, `{record}`"),
        None => "name a record of the catalogue by its slug, as `models/jet-tagger`".to_owned(),
    };
    Some(problem.in_file(name).hint(hint))
}

/// Cards with the site that explains their principles: that of `root` or, for what lies elsewhere,
/// one of faircat's own.
fn by_site<'a>(root: &Path, own: &'a [Card], foreign: &'a [Card]) -> Vec<(Site, Vec<Told<'a>>)> {
    let told = |cards: &'a [Card]| cards.iter().map(Card::told).collect::<Vec<_>>();
    let of_root = (!own.is_empty()).then(|| site_folder::read_site(root, None).0).flatten();
    let of_own = Site::new(SiteConfig::default(), None).ok().filter(|_| !foreign.is_empty());
    let all = [of_root.map(|site| (site, told(own))), of_own.map(|site| (site, told(foreign)))];
    all.into_iter().flatten().collect()
}

fn json_text(root: &Path, own: &[Card], foreign: &[Card]) -> String {
    let cards = by_site(root, own, foreign);
    let of = |(site, cards): &(Site, Vec<Told<'_>>)| -> Vec<Value> {
        cards.iter().map(|told| assessor::json(site, told)).collect()
    };
    format!("{:#}\n", Value::Array(cards.iter().flat_map(of).collect()))
}

fn ftr_text(root: &Path, own: &[Card], foreign: &[Card]) -> String {
    let cards = by_site(root, own, foreign);
    let all: Vec<(&Site, Told<'_>)> = cards
        .iter()
        .flat_map(|(site, cards)| cards.iter().map(move |told| (site, *told)))
        .collect();
    let document = assessor::test_results(&all, clock::today());
    String::from_utf8_lossy(&document).into_owned()
}

/// A table by principle, with evidence, and remedies below what fails.
fn human(card: &Card) -> String {
    let standing = card.scorecard.standing();
    let counts = standing.principle_counts();
    let mut text = format!(
        "{}\n{}\n{}: {} of {} pass, {} fail, {} not yet known\n\n",
        printable(&card.name),
        printable(&card.iri),
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

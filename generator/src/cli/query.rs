//! `faircat query`.

mod federation;

use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use faircat_sparql::limited::{self, Limits};
use faircat_sparql::load::{self, LoadError, Reading};
use faircat_sparql::query::{Query, QueryError};
use faircat_sparql::results::{Formats, GraphFormat, RowFormat};
use faircat_text::is_web_address;

use crate::credentials;
use crate::outside_world::http_client;
use crate::sparql::prefixes::prefixes;
use crate::sparql::table;

/// Asks a SPARQL query of a dump.
///
/// The default graph is everything the dump holds; GRAPH asks for the statements of one record.
/// Common prefixes (schema, fair4ml, dcterms, dcat, prov, dqv, xsd and more) need no declaration.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("source").required(true))]
pub(super) struct Args {
    /// The query: SELECT, ASK, CONSTRUCT or DESCRIBE.
    #[arg(group = "source")]
    query: Option<String>,
    /// Read the query from FILE; `-` is standard input.
    #[arg(short, long, value_name = "FILE", group = "source")]
    file: Option<PathBuf>,
    /// Statements to ask: .nq, .nt, .ttl, .trig or .jsonld, also with .gz.
    #[arg(short, long, value_name = "FILE|URL", default_value = "_site/dump.nq.gz")]
    dump: String,
    /// Ask also what was harvested of other catalogues: the files that `federation/catalogs.json` beside
    /// the dump names.
    #[arg(long)]
    federated: bool,
    /// Format of the answer; by default a table, or Turtle for CONSTRUCT and DESCRIBE.
    #[arg(long, value_enum)]
    format: Option<AnswerFormat>,
    /// Seconds after which the query is given up.
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0, value_parser = seconds)]
    timeout: f64,
    /// Megabytes of memory above which the query is given up, beside those of the statements.
    #[arg(long, value_name = "MEGABYTES", default_value_t = 512, value_parser = clap::value_parser!(u32).range(16..))]
    memory: u32,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum AnswerFormat {
    /// For people; drawn with lines in a terminal, plain columns elsewhere.
    Table,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
    /// SPARQL 1.1 Query Results CSV.
    Csv,
    /// SPARQL 1.1 Query Results TSV.
    Tsv,
    /// For CONSTRUCT and DESCRIBE.
    Turtle,
    /// For CONSTRUCT and DESCRIBE.
    #[value(name = "ntriples")]
    NTriples,
    /// For CONSTRUCT and DESCRIBE.
    #[value(name = "jsonld")]
    JsonLd,
    /// For CONSTRUCT and DESCRIBE.
    #[value(name = "rdfxml")]
    RdfXml,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value > 0.0 && value <= 86_400.0 => Ok(value),
        _ => Err("it must be a number of seconds above 0 and up to 86400".to_owned()),
    }
}

/// What people are told, with the exit code.
struct Failure {
    message: String,
    hint: Option<String>,
    code: u8,
}

impl Failure {
    fn problem(message: String) -> Failure {
        let message = credentials::hidden(&message).into_owned();
        Failure { message, hint: None, code: super::PROBLEMS }
    }

    fn hint(self, hint: &str) -> Failure {
        Failure { hint: Some(hint.to_owned()), ..self }
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        let hint = error.hint().map(str::to_owned);
        Failure { hint, ..Failure::problem(error.to_string()) }
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    match answer(args) {
        Ok(content) => {
            super::output::tell(&content);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let hint = failure.hint.map(|hint| format!("  help: {hint}\n")).unwrap_or_default();
            // Nothing is left to do when standard error is closed.
            let _ = write!(io::stderr(), "error: {}\n{hint}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}

fn answer(args: Args) -> Result<Vec<u8>, Failure> {
    let text = match (args.query, args.file) {
        (Some(query), _) => query,
        (None, Some(file)) => read_query(&file)?,
        (None, None) => String::new(),
    };
    let limits = Limits {
        time: Duration::from_secs_f64(args.timeout),
        memory: args.memory as usize * 1_000_000,
        ..Limits::default()
    };
    // A mistake in the query is told before a large dump is read.
    let query = Query::new(text, prefixes());
    limited::check(query.clone())?;
    let mut reading = Reading::default();
    load_dump(&args.dump, &mut reading)?;
    if args.federated {
        for dump in federation::dumps_beside(&args.dump)? {
            load_dump(&dump, &mut reading)?;
        }
    }
    let dataset = Arc::new(reading.finish());
    match args.format.unwrap_or_else(|| default_format(&query)) {
        AnswerFormat::Table => {
            let table = table::ask_table(&dataset, query, limits)?;
            if table.is_cut {
                let rows = table.rows.len();
                eprintln!("note: only the first {rows} rows are shown; `--format csv` gives all");
            }
            if table.has_cut_texts {
                eprintln!("note: texts that end in `…` were cut; `--format csv` gives all");
            }
            Ok(match terminal_width() {
                Some(width) => table.boxed(width),
                None => table.plain(),
            }
            .into_bytes())
        }
        format => {
            let formats = formats(format, &query)?;
            let mut content = limited::ask(&dataset, query, formats, limits)?.content;
            if !content.is_empty() && !content.ends_with(b"\n") {
                content.push(b'\n');
            }
            Ok(content)
        }
    }
}

fn default_format(query: &Query) -> AnswerFormat {
    if query.asks_for_graph() { AnswerFormat::Turtle } else { AnswerFormat::Table }
}

/// A format that cannot hold the answer is a mistake in the command line.
fn formats(format: AnswerFormat, query: &Query) -> Result<Formats, Failure> {
    let rows = match format {
        AnswerFormat::Json => Some(RowFormat::Json),
        AnswerFormat::Xml => Some(RowFormat::Xml),
        AnswerFormat::Csv => Some(RowFormat::Csv),
        AnswerFormat::Tsv => Some(RowFormat::Tsv),
        _ => None,
    };
    let graph = match format {
        AnswerFormat::Turtle => Some(GraphFormat::Turtle),
        AnswerFormat::NTriples => Some(GraphFormat::NTriples),
        AnswerFormat::JsonLd => Some(GraphFormat::JsonLd),
        AnswerFormat::RdfXml => Some(GraphFormat::RdfXml),
        _ => None,
    };
    let unfit = |message: &str, hint: &str| Failure {
        message: message.to_owned(),
        hint: Some(hint.to_owned()),
        code: super::USAGE,
    };
    match (query.asks_for_graph(), rows, graph) {
        (true, Some(_), _) => Err(unfit(
            "CONSTRUCT and DESCRIBE answer with a graph, which this format cannot hold",
            "use --format turtle, ntriples, jsonld, rdfxml or table",
        )),
        (false, _, Some(_)) => Err(unfit(
            "SELECT and ASK answer with rows, which this format cannot hold",
            "use --format table, json, xml, csv or tsv",
        )),
        (_, rows, graph) => Ok(Formats {
            rows: rows.unwrap_or(RowFormat::Json),
            graph: graph.unwrap_or(GraphFormat::Turtle),
        }),
    }
}

fn terminal_width() -> Option<u16> {
    let width = if io::stdout().is_terminal() { comfy_table::Table::new().width() } else { None };
    width.filter(|width| *width >= 20)
}

#[allow(clippy::disallowed_methods, reason = "a user names the file")]
fn read_query(file: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let result = if file == Path::new("-") {
        io::stdin().read_to_string(&mut text)
    } else {
        File::open(file).and_then(|mut file| file.read_to_string(&mut text))
    };
    match result {
        Ok(_) => Ok(text),
        Err(error) => Err(Failure::problem(format!(
            "the query in `{}` cannot be read: {error}",
            file.display()
        ))),
    }
}

#[allow(clippy::disallowed_methods, reason = "a user names the file")]
fn load_dump(dump: &str, reading: &mut Reading) -> Result<(), Failure> {
    if is_web_address(dump) {
        let content = fetch(dump)?;
        return read(dump, Cursor::new(content), dump, reading);
    }
    match File::open(dump) {
        Ok(file) => read(dump, file, &address_of(dump), reading),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Failure::problem(format!("there is no dump at `{dump}`"))
                .hint("run `faircat build` first, or name another with --dump FILE|URL"))
        }
        Err(error) => Err(Failure::problem(format!("`{dump}` cannot be read: {error}"))),
    }
}

/// Where a file is, against which its relative IRIs are resolved.
#[allow(clippy::disallowed_methods, reason = "a user names the file")]
fn address_of(file: &str) -> String {
    let path = Path::new(file).canonicalize().ok();
    path.and_then(|path| url::Url::from_file_path(path).ok()).map(Into::into).unwrap_or_default()
}

fn read(
    name: &str,
    content: impl Read + Send,
    base_iri: &str,
    reading: &mut Reading,
) -> Result<(), Failure> {
    load::format_of(name).and_then(|format| reading.add(content, format, base_iri)).map_err(
        |error| {
            let hint = match &error {
                LoadError::UnknownFormat(_) => {
                    "its name must end in .nq, .nt, .ttl, .trig, .jsonld or .rdf, or that and .gz"
                }
                LoadError::Io(_)
                | LoadError::Syntax(_)
                | LoadError::CutOff { .. }
                | LoadError::Incomplete { .. } => {
                    "if the file is damaged, fetch it again, or make it with `faircat build`"
                }
                LoadError::TooLarge => "ask a part of it",
                LoadError::LongJsonLd => "make N-Quads of it, which are read as they come",
                LoadError::TooLong => "shorten the text, or leave the statement out",
            };
            Failure::problem(format!("`{name}` cannot be loaded: {error}")).hint(hint)
        },
    )
}

/// Longer than any dump takes over a slow line.
const FETCH_TIME: Duration = Duration::from_secs(600);

fn fetch(url: &str) -> Result<Vec<u8>, Failure> {
    let failure = |error: &dyn std::fmt::Display| {
        Failure::problem(format!("`{url}` cannot be fetched: {error}"))
            .hint("check the address in a browser; a dump is at <catalogue>/dump.nq.gz")
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| failure(&error))?;
    let request = async {
        let client = http_client::builder()
            .connect_timeout(Duration::from_secs(20))
            .timeout(FETCH_TIME)
            .build()?;
        client.get(url).send().await?.error_for_status()?.bytes().await
    };
    runtime.block_on(request).map(Into::into).map_err(|error| failure(&error.without_url()))
}

//! The tables as JSON, with their schema, as CSV, and as results in the form of `.eval_results`.

use faircat_catalog::comparisons::{Row, Table, Tie};
use faircat_formats::dossier::OutputFile;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::query;
use crate::record::compared_schemas;
use crate::site::{Press, SiteInput, standing_of};

/// Where the schema is published.
const SCHEMA: &str = "schema/compare.json";

/// `compare/index.json`: all tables; `compare/<slug>.json`: one of them.
#[derive(JsonSchema, Serialize)]
struct Document<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    tables: Vec<TableFile<'a>>,
}

/// One ranked table.
#[derive(JsonSchema, Serialize)]
struct TableFile<'a> {
    /// Its name in addresses.
    slug: &'a str,
    tasks: &'a [String],
    /// Address of the dataset's page, or how the records name it.
    dataset: Option<String>,
    split: Option<&'a str>,
    metric: &'a str,
    unit: Option<&'a str>,
    on_control_set: bool,
    /// `null` where nobody can say which way is better, and nothing is ranked.
    more_is_better: Option<bool>,
    /// Best first.
    rows: Vec<RowFile<'a>>,
    /// SPARQL that gives models, declared values and uncertainties.
    query: String,
}

/// One model of a table.
#[derive(JsonSchema, Serialize)]
struct RowFile<'a> {
    /// From 1; ties share theirs. `null` where nothing is ranked, or no uncertainty is known.
    rank: Option<usize>,
    /// Address of the model's page.
    model: String,
    title: &'a str,
    condition: Option<&'a str>,
    /// What was recomputed, where something was; else what is declared.
    value: f64,
    uncertainty: Option<f64>,
    declared: f64,
    declared_uncertainty: Option<f64>,
    /// Items of the control set, where the claim is of one.
    items: Option<usize>,
    /// `declared`, `recomputed-with-the-record` or `recomputed-by-the-site`.
    tier: &'static str,
    /// Whether what was recomputed contradicts the claim.
    contradicted: bool,
    /// Against the best of its rank, or of the rank before.
    held_against_best: Option<Held>,
    /// Against the row above by the paired bootstrap, where that is another row or rule.
    held_against_row_above: Option<Held>,
    parameters: Option<u64>,
    /// Bytes of its weights.
    size: Option<u64>,
    throughput: Vec<RateFile<'a>>,
    /// FAIR principles that are met, and those that apply.
    principles_met: Option<usize>,
    principles: Option<usize>,
    license: Option<&'a str>,
}

#[derive(JsonSchema, Serialize)]
struct Held {
    /// `paired-bootstrap`, `stated-uncertainties` or `no-uncertainty`.
    rule: &'static str,
    difference: f64,
    standard_error: Option<f64>,
    tied: bool,
}

/// The fastest measurement of an engine.
#[derive(JsonSchema, Serialize)]
struct RateFile<'a> {
    engine: &'a str,
    device: &'a str,
    processor: &'a str,
    items_per_second: f64,
}

/// Writes the files of `tables`.
pub(super) fn write(press: &Press, input: &SiteInput, tables: &[Table<'_>]) {
    let emit = |path: String, content: Vec<u8>| (press.emit)(OutputFile { path, content });
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Document>();
    for (path, schema) in [(SCHEMA, schema)].into_iter().chain(compared_schemas()) {
        emit(path.to_owned(), json(&at(press.site.iri(path), schema)));
    }
    let schema = press.site.iri(SCHEMA);
    let of = |tables: &[Table<'_>]| {
        let tables = tables.iter().map(|it| table_file(input, it)).collect();
        json(&Document { schema: schema.clone(), tables })
    };
    emit(format!("{}index.json", super::PATH), of(tables));
    for table in tables {
        let path = |ending: &str| format!("{}{}.{ending}", super::PATH, table.slug);
        emit(path("json"), of(std::slice::from_ref(table)));
        emit(path("csv"), csv(input, table).into_bytes());
        emit(path("yaml"), yaml(input, table).into_bytes());
    }
}

/// `schema` with the address under which it is published.
fn at(address: String, mut schema: Schema) -> Schema {
    schema.insert("$id".to_owned(), address.into());
    schema
}

fn json(value: &impl Serialize) -> Vec<u8> {
    // Texts, lists and finite numbers always serialise.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}

fn table_file<'a>(input: &SiteInput<'a>, table: &'a Table<'a>) -> TableFile<'a> {
    let shared = &table.shared;
    TableFile {
        slug: &table.slug,
        tasks: &shared.tasks,
        dataset: dataset(input, table),
        split: shared.split.as_deref(),
        metric: &shared.metric,
        unit: shared.unit.as_deref(),
        on_control_set: shared.on_control_set,
        more_is_better: table.more_is_better,
        rows: table.rows.iter().map(|row| row_file(input, row)).collect(),
        query: query::of_table(input.site, table),
    }
}

fn dataset(input: &SiteInput, table: &Table<'_>) -> Option<String> {
    let page = table.dataset.map(|it| input.site.iri(&it.page()));
    page.or_else(|| table.shared.dataset.clone())
}

fn row_file<'a>(input: &SiteInput<'a>, row: &Row<'a>) -> RowFile<'a> {
    let model = row.entry.summary.model.as_deref();
    let machine = row.entry.evidence.throughput.as_deref().map(|it| &it.machine);
    let counts = standing_of(input, row.entry).map(|it| it.principle_counts());
    RowFile {
        rank: (row.rank > 0).then_some(row.rank),
        model: input.site.iri(&row.entry.page()),
        title: &row.entry.summary.title,
        condition: row.evaluation.condition.as_deref(),
        value: row.value,
        uncertainty: row.uncertainty,
        declared: row.evaluation.value,
        declared_uncertainty: row.evaluation.uncertainty,
        items: row.items(),
        tier: row.tier.name(),
        contradicted: row.contradicted,
        held_against_best: row.tie.map(held),
        held_against_row_above: row.above.map(held),
        parameters: model.and_then(|it| it.parameters),
        size: model.and_then(|it| it.size),
        throughput: row
            .throughput()
            .into_iter()
            .map(|one| RateFile {
                engine: &one.engine,
                device: &one.device,
                processor: machine.map_or("", |it| it.processor.as_str()),
                items_per_second: one.throughput_median,
            })
            .collect(),
        principles_met: counts.map(|it| it.pass),
        principles: counts.map(|it| it.applicable()),
        license: row.entry.summary.license.as_deref(),
    }
}

fn held(tie: Tie) -> Held {
    Held {
        rule: tie.rule.name(),
        difference: tie.difference,
        standard_error: tie.standard_error,
        tied: tie.tied,
    }
}

/// RFC 4180, with a head.
fn csv(input: &SiteInput, table: &Table<'_>) -> String {
    let mut text = String::from(
        "rank,model,title,condition,value,uncertainty,declared,tier,rule,tied,parameters,size,license\r\n",
    );
    for row in &table.rows {
        let one = row_file(input, row);
        let number = |value: Option<f64>| value.map(|it| it.to_string()).unwrap_or_default();
        let whole = |value: Option<u64>| value.map(|it| it.to_string()).unwrap_or_default();
        let held = one.held_against_best.as_ref();
        let cells = [
            one.rank.map(|it| it.to_string()).unwrap_or_default(),
            one.model.clone(),
            one.title.to_owned(),
            one.condition.unwrap_or_default().to_owned(),
            one.value.to_string(),
            number(one.uncertainty),
            one.declared.to_string(),
            one.tier.to_owned(),
            held.map(|it| it.rule.to_owned()).unwrap_or_default(),
            held.map(|it| it.tied.to_string()).unwrap_or_default(),
            whole(one.parameters),
            whole(one.size),
            one.license.unwrap_or_default().to_owned(),
        ];
        text.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell; one that a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '@', '\t']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// A list of results as the Hub's `.eval_results` has them. JSON is YAML.
fn yaml(input: &SiteInput, table: &Table<'_>) -> String {
    let task = table.shared.tasks.join(", ");
    let dataset = dataset(input, table).unwrap_or_default();
    let mut text = String::new();
    for row in &table.rows {
        let said = |value: &str| serde_json::Value::from(value).to_string();
        let model = input.site.iri(&row.entry.page());
        text.push_str(&format!(
            "- dataset:\n    id: {}\n    task_id: {}\n  value: {}\n  source:\n    url: {}\n    name: {}\n  notes: {}\n",
            said(&dataset),
            said(&task),
            row.value,
            said(&model),
            said(&row.entry.summary.title),
            said(&format!("{} ({})", row.evaluation.title(), row.tier.name())),
        ));
    }
    text
}

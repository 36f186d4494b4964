//! `compare/`: models ranked by what they claim, and each ranking as files and as a query.

mod choose;
mod files;
mod pareto;
mod query;

pub(super) use choose::ChooseView;

use std::cmp::Reverse;

use faircat_catalog::comparisons::{Row, Table, Tie, tables};
use faircat_inference::engines::list::listed;
use faircat_inference::figures::{count, plain, rate, size, with_uncertainty};
use schemars::JsonSchema;
use serde::Serialize;

use self::pareto::{Axes, Point};
use super::standing::{Glance, glance};
use super::{Meta, Press, SiteInput, standing_of};
use crate::Html;

/// Address of the page.
pub(super) const PATH: &str = "compare/";

#[derive(JsonSchema, Serialize)]
pub(super) struct CompareView<'a> {
    tables: Vec<TableView<'a>>,
    /// Whether any table has charts, which need the same explanation.
    has_charts: bool,
}

#[derive(JsonSchema, Serialize)]
struct TableView<'a> {
    /// Name in addresses.
    slug: &'a str,
    metric: &'a str,
    unit: Option<&'a str>,
    split: Option<&'a str>,
    tasks: &'a [String],
    /// Title of the dataset, or how the records name it.
    dataset: Option<&'a str>,
    dataset_path: Option<String>,
    dataset_language: Option<&'a str>,
    on_control_set: bool,
    /// Whether anything is ranked.
    ranked: bool,
    more_is_better: bool,
    rows: Vec<RowView<'a>>,
    /// Quality against what it costs.
    charts: Vec<ChartView>,
    /// Models that claim this for several conditions only.
    ambiguous: Vec<&'a str>,
    /// Address of the SPARQL page with the query of the table, from the site's root.
    query: String,
}

/// A chart, what its horizontal axis says, and the letters of models of which nobody knows that.
#[derive(JsonSchema, Serialize)]
struct ChartView {
    svg: Html,
    cost: String,
    left_out: Vec<char>,
}

#[derive(JsonSchema, Serialize)]
struct RowView<'a> {
    rank: usize,
    /// Its name in the charts, where it stands in one.
    letter: Option<char>,
    slug: &'a str,
    title: &'a str,
    title_language: Option<&'a str>,
    path: String,
    condition: Option<&'a str>,
    value: String,
    /// Items of its control set, where the claim is of one.
    items: Option<String>,
    tier: &'static str,
    contradicted: bool,
    /// Whether its page can check the model.
    has_control_set: bool,
    /// Rule by which it is told apart from the best of its rank, or of the rank before.
    rule: Option<&'static str>,
    tied: bool,
    difference: Option<String>,
    /// Difference from the row above by the paired bootstrap, and whether it is none.
    above: Option<(String, bool)>,
    parameters: Option<String>,
    size: Option<String>,
    rates: Vec<RateView>,
    processor: Option<&'a str>,
    glance: Option<Glance>,
    license: Option<&'a str>,
}

/// The fastest measurement of an engine, in items per second; the fastest engine is the first.
#[derive(JsonSchema, Serialize)]
struct RateView {
    engine: String,
    device: String,
    rate: String,
}

/// The page and the files of its tables.
pub(super) fn compare_page(press: &Press, input: &SiteInput) {
    let tables = tables(input.catalog);
    files::write(press, input, &tables);
    let meta =
        Meta::new(PATH, press.word("compare"), press.word("compare-about")).section("compare");
    let mut views: Vec<TableView> = tables.iter().map(|it| table_view(press, input, it)).collect();
    // What is told apart comes before what is only declared, and many models before few.
    views.sort_by_key(|it| (it.rows.iter().all(|row| row.rule.is_none()), Reverse(it.rows.len())));
    let has_charts = views.iter().any(|it| !it.charts.is_empty());
    press.page("site-compare.html", &meta, CompareView { tables: views, has_charts });
    choose::choose_page(press, input);
}

fn table_view<'a>(press: &Press, input: &SiteInput<'a>, table: &'a Table<'a>) -> TableView<'a> {
    let shared = &table.shared;
    let charts = charts(press, table);
    let has_letters = !charts.is_empty();
    let mut rows: Vec<RowView> = (table.rows.iter().enumerate())
        .map(|(place, row)| RowView {
            letter: letter(place).filter(|_| has_letters),
            ..row_view(input, row)
        })
        .collect();
    align(rows.iter_mut().map(|row| &mut row.value).collect());
    TableView {
        slug: &table.slug,
        metric: &shared.metric,
        unit: shared.unit.as_deref(),
        split: shared.split.as_deref(),
        tasks: &shared.tasks,
        dataset: table.dataset.map(|it| it.summary.title.as_str()).or(shared.dataset.as_deref()),
        dataset_path: table.dataset.map(|it| it.page()),
        dataset_language: table.dataset.and_then(|it| it.summary.title_language()),
        on_control_set: shared.on_control_set,
        ranked: table.more_is_better.is_some(),
        more_is_better: table.more_is_better.unwrap_or_default(),
        rows,
        charts,
        ambiguous: table.ambiguous.iter().map(|it| it.summary.title.as_str()).collect(),
        query: format!("sparql/#query={}", query::encoded(&query::of_table(input.site, table))),
    }
}

fn row_view<'a>(input: &SiteInput<'a>, row: &Row<'a>) -> RowView<'a> {
    let model = row.entry.summary.model.as_deref();
    let throughput = row.entry.evidence.throughput.as_deref();
    let mut fastest = row.throughput();
    fastest.sort_by(|a, b| b.throughput_median.total_cmp(&a.throughput_median));
    let measured = fastest.into_iter().map(|one| RateView {
        engine: listed(&one.engine).map_or_else(|| one.engine.clone(), |it| it.title.to_owned()),
        device: one.device.clone(),
        rate: rate(one.throughput_median),
    });
    let rule = row.tie.map(|tie| tie.rule.name());
    RowView {
        rank: row.rank,
        letter: None,
        slug: &row.entry.slug,
        title: &row.entry.summary.title,
        title_language: row.entry.summary.title_language(),
        path: row.entry.page(),
        condition: row.evaluation.condition.as_deref(),
        value: with_uncertainty(row.value, row.uncertainty),
        items: row.items().map(|it| count(it as u64)),
        tier: row.tier.name(),
        contradicted: row.contradicted,
        has_control_set: model.is_some_and(|it| it.has_control_set),
        rule,
        tied: row.tie.is_some_and(|tie| tie.tied),
        difference: row.tie.map(difference),
        above: row.above.map(|tie| (difference(tie), tie.tied)),
        parameters: model.and_then(|it| it.parameters).map(count),
        size: model.and_then(|it| it.size).map(size),
        rates: measured.collect(),
        processor: throughput.map(|it| it.machine.processor.as_str()),
        glance: standing_of(input, row.entry).map(glance),
        license: row.entry.summary.license.as_deref(),
    }
}

/// Sets the decimal signs of a column below each other, where no value has an uncertainty: by
/// spaces as wide as a digit and a point, as further digits would be none of the record's.
fn align(values: Vec<&mut String>) {
    let is_plain = |text: &str| text.chars().all(|it| matches!(it, '0'..='9' | '.' | '-' | '−'));
    if !values.iter().all(|it| is_plain(it)) {
        return;
    }
    let decimals = |text: &str| text.split_once('.').map(|(_, after)| after.len());
    let most = values.iter().filter_map(|it| decimals(it)).max();
    for value in values {
        let own = decimals(value);
        if own.is_none() && most.is_some() {
            value.push('\u{2008}');
        }
        let missing = most.unwrap_or_default() - own.unwrap_or_default();
        value.extend(std::iter::repeat_n('\u{2007}', missing));
    }
}

/// How far two models lie apart, with the standard error where that is known.
fn difference(tie: Tie) -> String {
    match tie.standard_error {
        Some(error) => with_uncertainty(tie.difference, Some(error)),
        None => plain(tie.difference),
    }
}

/// The name of the model at `place` of a table, in its charts; there are as many as letters.
fn letter(place: usize) -> Option<char> {
    ('A'..='Z').nth(place)
}

/// What quality costs: where it stands, how it is written, and whether more of it is less of a cost.
struct Cost {
    of: fn(&Row) -> Option<f64>,
    /// The message that names it.
    name: &'static str,
    write: fn(f64) -> String,
    more_is_cheaper: bool,
}

const PARAMETERS: Cost = Cost {
    of: |row| Some(row.entry.summary.model.as_deref()?.parameters? as f64),
    name: "compare-parameters",
    write: |cost| count(cost as u64),
    more_is_cheaper: false,
};
const SIZE: Cost = Cost {
    of: |row| Some(row.entry.summary.model.as_deref()?.size? as f64),
    name: "compare-size",
    write: |cost| size(cost as u64),
    more_is_cheaper: false,
};
const TIME: Cost = Cost {
    of: |row| row.throughput().iter().map(|it| it.throughput_median).reduce(f64::max),
    name: "compare-fastest",
    write: rate,
    more_is_cheaper: true,
};

/// Quality against parameters, or else bytes, and against time.
fn charts(press: &Press, table: &Table<'_>) -> Vec<ChartView> {
    let room = chart(press, table, &PARAMETERS).or_else(|| chart(press, table, &SIZE));
    room.into_iter().chain(chart(press, table, &TIME)).collect()
}

/// `None` where nothing is ranked, or nobody can tell what fewer than two models cost.
fn chart(press: &Press, table: &Table<'_>, cost: &Cost) -> Option<ChartView> {
    let name = press.word(cost.name);
    let axes = Axes {
        quality: &table.shared.metric,
        more_is_better: table.more_is_better?,
        cost: &name,
        more_is_cheaper: cost.more_is_cheaper,
        write: cost.write,
    };
    let rows = table.rows.iter().enumerate();
    let points = rows.filter_map(|(place, row)| {
        Some(Point {
            letter: letter(place)?,
            title: &row.entry.summary.title,
            value: row.value,
            uncertainty: row.uncertainty,
            cost: (cost.of)(row)?,
        })
    });
    let svg = pareto::chart(axes, &points.collect::<Vec<_>>()).map(Html::from_trusted)?;
    let left_out = (table.rows.iter().enumerate())
        .filter(|(_, row)| (cost.of)(row).is_none())
        .filter_map(|(place, _)| letter(place))
        .collect();
    Some(ChartView { svg, cost: name, left_out })
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn decimal_signs_of_a_column_stand_below_each_other() {
        let mut values = ["0.99", "0.9887", "1"].map(str::to_owned);
        align(values.iter_mut().collect());
        assert_eq!(
            values,
            ["0.99\u{2007}\u{2007}", "0.9887", "1\u{2008}\u{2007}\u{2007}\u{2007}\u{2007}"]
        );
        let mut values = ["0.99 ± 0.01", "1"].map(str::to_owned);
        align(values.iter_mut().collect());
        assert_eq!(values[1], "1");
    }
}

//! Looking a figure up at the place that the table names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::table::Row;

/// First authors of the papers, by the number that begins the name of the file.
const PAPERS: [(&str, &str); 5] =
    [("Li", "000"), ("Duarte", "001"), ("Roy", "002"), ("Ravi", "003"), ("Verma", "004")];
/// Characters after the head of a table or a quoted heading in which the figure must stand.
const REACH: usize = 4_000;

/// The texts of the papers by first author.
pub(super) fn papers(folder: &Path) -> BTreeMap<&'static str, String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = BTreeMap::new();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let author = PAPERS.iter().find(|(_, number)| name.starts_with(&format!("{number}_")));
        if let Some((author, _)) = author {
            found.insert(*author, fs::read_to_string(path).unwrap());
        }
    }
    found
}

/// Whether the paper has the figure at the place, in a form that gives the value.
pub(super) fn in_paper(paper: &str, row: &Row) -> Result<(), String> {
    let problem = |text: &str| format!("{}, {}: {text}", row.record, row.figure);
    let places = passages(paper, &row.place);
    if places.is_empty() {
        return Err(problem(&format!("the paper has no {}", row.place)));
    }
    if !places.iter().any(|passage| holds(passage, &row.there)) {
        return Err(problem(&format!("{} does not have {}", row.place, row.there)));
    }
    let value = row.value.split(" ± ").next().unwrap_or_default().parse().unwrap_or(f64::NAN);
    let given = printed(&row.there);
    let agrees = given.iter().any(|given| (given - value).abs() <= 1e-9 * value.abs());
    if row.there.starts_with('(') || agrees {
        return Ok(());
    }
    Err(problem(&format!("{} is not {}", row.there, row.value)))
}

/// The passages that a place can mean: `table 4`, `section 3.4.1`, `figure 4` or a quoted heading.
fn passages<'a>(paper: &'a str, place: &str) -> Vec<&'a str> {
    let quoted = place.split('"').nth(1);
    if let (Some(number), None) = (place.strip_prefix("section "), quoted) {
        let heads = paper.match_indices("\n#").filter(|(at, _)| {
            let head = paper[*at..].trim_start_matches(['\n', '#', ' ']);
            head.starts_with(&format!("{number}. "))
        });
        return heads
            .map(|(at, _)| &paper[at + 2..])
            .map(|rest| &rest[..rest.find("\n#").unwrap_or(rest.len())])
            .collect();
    }
    let head = match place.strip_prefix("table ") {
        Some(number) if quoted.is_none() => format!("Table {number}."),
        _ => quoted.unwrap_or(place).to_owned(),
    };
    let starts = paper.match_indices(&head);
    starts.map(|(at, _)| first(&paper[at + head.len()..], REACH)).collect()
}

/// The first characters of a text, as many or all.
fn first(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

/// Whether a passage has the figure, not as a part of a longer number.
fn holds(passage: &str, figure: &str) -> bool {
    passage.match_indices(figure).any(|(at, _)| {
        let before = passage[..at].chars().next_back();
        let after = passage[at + figure.len()..].chars().next();
        !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
            && !after.is_some_and(|c| c.is_ascii_digit())
    })
}

/// What a printed figure can mean: itself, a share in percent, thousands.
fn printed(text: &str) -> Vec<f64> {
    let head = text.split(" \\pm ").next().unwrap_or_default();
    let digits: String = head.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let Ok(value) = digits.parse::<f64>() else { return Vec::new() };
    if head.ends_with('k') {
        return vec![1000.0 * value];
    }
    vec![value, value / 100.0]
}

/// Whether a file of the record gives the figure as the line says.
pub(super) fn in_file(folder: &Path, row: &Row) -> Result<(), String> {
    let content = fs::read(folder.join(&row.place))
        .map_err(|error| format!("{}/{}: {error}", row.record, row.place))?;
    let text = String::from_utf8_lossy(&content);
    let lines = text.lines().count() as f64;
    let given = match row.there.as_str() {
        "length in bytes" => Some(content.len() as f64),
        "number of lines" => Some(lines),
        "number of lines less one" => Some(lines - 1.0),
        "one file" => Some(1.0),
        how if row.place.ends_with(".json") => json(&content, how),
        how if row.place.ends_with(".toml") => Some(toml(&text, how)),
        // Arrays are counted by `faircat verify`.
        _ => return Ok(()),
    };
    let value = row.value.split(" ± ").next().unwrap_or_default();
    let places = value.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 0.501 * 10f64.powi(-i32::try_from(places).unwrap_or(0));
    let expected: f64 = value.parse().unwrap_or(f64::NAN);
    match given {
        Some(given) if (given - expected).abs() <= half => Ok(()),
        given => Err(format!("{}, {}: {} gives {given:?}", row.record, row.figure, row.place)),
    }
}

/// `jets.test.QCD`, `sum of jets.test`, `sum of files.jets where part is test`, `number of files`.
fn json(content: &[u8], how: &str) -> Option<f64> {
    let document: Value = serde_json::from_slice(content).ok()?;
    if let Some(path) = how.strip_prefix("number of ") {
        return Some(at(&document, path)?.as_array()?.len() as f64);
    }
    if let Some(path) = how.strip_prefix("sum of ") {
        let (path, part) = path.split_once(" where part is ").unwrap_or((path, ""));
        return sum(&document, path, part);
    }
    let found = at(&document, how)?;
    found.as_f64().or_else(|| found["value"].as_f64())
}

fn at<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(document, |value, key| value.get(key))
}

/// The sum of the numbers of an object, or of one key of the objects of a list.
fn sum(document: &Value, path: &str, part: &str) -> Option<f64> {
    if let Some(object) = at(document, path).and_then(Value::as_object) {
        return Some(object.values().filter_map(Value::as_f64).sum());
    }
    let (list, key) = path.rsplit_once('.')?;
    let items = at(document, list)?.as_array()?.iter();
    let chosen = items.filter(|item| part.is_empty() || item["part"] == part);
    Some(chosen.filter_map(|item| item[key].as_f64()).sum())
}

/// `splits.train`, `sum of splits`: the peaks of the tables `[splits.NAME]`.
fn toml(text: &str, how: &str) -> f64 {
    let name = how.strip_prefix("splits.");
    let tables = text.split("\n[splits.").skip(1);
    let chosen = tables.filter(|table| name.is_none_or(|name| table.starts_with(name)));
    let peaks = chosen.filter_map(|table| {
        let line = table.lines().find(|line| line.starts_with("peaks"))?;
        let digits: String = line.split('#').next()?.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<f64>().ok()
    });
    peaks.sum()
}

/// Whether the published file, which has the name of the place, is as long as the line says.
pub(super) fn length(folder: &Path, row: &Row) -> Result<(), String> {
    let file = folder.join(Path::new(&row.place).file_name().unwrap());
    let length = fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?.len();
    if length.to_string() == row.value {
        return Ok(());
    }
    Err(format!("{}, {}: {length}", row.record, row.figure))
}

/// The record with this number in a file of the portal.
pub(super) fn portal_record(file: &Path, number: &str) -> Value {
    let records: Vec<Value> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    records.into_iter().find(|record| record["recid"] == number).unwrap()
}

/// Whether a number stands anywhere in a document.
pub(super) fn holds_number(document: &Value, number: &str) -> bool {
    match document {
        Value::Number(value) => value.to_string() == number,
        Value::Array(items) => items.iter().any(|item| holds_number(item, number)),
        Value::Object(fields) => fields.values().any(|field| holds_number(field, number)),
        _ => false,
    }
}

//! Answers from a file: YAML or JSON, of one's own or as copier and cookiecutter keep theirs.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

use super::questions::{Answered, Question};
use crate::diagnostic::{Diagnostic, Location};
use crate::outside_world::bounded_file;
use crate::record::json_pointer;
use crate::record::positions::Positions;
use crate::record::reading;

/// Largest file of answers, in bytes.
const LARGEST: u64 = 1 << 20;

/// Every checked answer of `file`, and a warning for each name that no question has.
///
/// # Errors
/// Every problem of the file, with its line.
pub fn read(file: &Path) -> Result<(Answered, Vec<Diagnostic>), Vec<Diagnostic>> {
    let bytes = bounded_file::read(file, LARGEST).map_err(|problem| vec![problem])?;
    let text = String::from_utf8_lossy(&bytes);
    let (pointer, table) = table(file, &text).map_err(|problem| vec![problem])?;
    // Numbers as they are written: `1.10` is a name here.
    let written: BTreeMap<String, Option<String>> =
        reading::parse_file("answers", file, &text).unwrap_or_default();
    let positions = Positions::of(&text);
    let (mut answers, mut warnings, mut errors) = (Answered::new(), Vec::new(), Vec::new());
    // Tools keep what is theirs under names that begin with `_`.
    for (name, value) in table.iter().filter(|(name, _)| !name.starts_with('_')) {
        let place = positions.nearest(&format!("{pointer}/{}", json_pointer::escape(name)));
        let at = |problem: Diagnostic| {
            let (line, column, length) = (place.line, place.column, place.length);
            problem.at(Location { file: file.to_owned().into(), line, column, length })
        };
        let Some(question) = Question::named(name) else {
            let problem = Diagnostic::warning("no-question", format!("`{name}` is not asked for"));
            let hint = "the help of `faircat new project` has the names of all answers";
            warnings.push(at(problem.hint(hint)));
            continue;
        };
        let as_it_stands = written.get(name).cloned().flatten().filter(|_| value.is_number());
        let answer = as_it_stands.map_or_else(|| plain(value), Ok);
        let checked = answer.and_then(|text| (question.check)(&text));
        match checked {
            Ok(_) if answers.contains_key(question.key) => {
                let message = format!("`{name}` answers `{}` a second time", question.key);
                let problem = Diagnostic::error("answer", message);
                errors.push(at(problem.hint("leave one of the two out")));
            }
            Ok(answer) => drop(answers.insert(question.key, answer)),
            Err(reason) => {
                let problem = Diagnostic::error("answer", format!("`{name}`: {reason}"));
                errors.push(at(problem.hint("correct the answer; nothing was written")));
            }
        }
    }
    if errors.is_empty() { Ok((answers, warnings)) } else { Err(errors) }
}

/// The answers of a file by their names, with the JSON pointer at which they stand.
fn table(file: &Path, text: &str) -> Result<(&'static str, Map<String, Value>), Diagnostic> {
    let hint = "write one `name: answer` a line, as `project_name: Showers`";
    let value: Value =
        reading::parse_file("answers", file, text).map_err(|problem| problem.hint(hint))?;
    match value {
        // What cookiecutter keeps for a replay.
        Value::Object(mut all) => match all.remove("cookiecutter") {
            Some(Value::Object(inner)) => Ok(("/cookiecutter", inner)),
            _ => Ok(("", all)),
        },
        _ => {
            let problem = Diagnostic::error("answers", "these are no names with answers");
            Err(problem.in_file(file).hint(hint))
        }
    }
}

/// The text of an answer.
fn plain(value: &Value) -> Result<String, String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(true) => Ok("yes".to_owned()),
        Value::Bool(false) => Ok("no".to_owned()),
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) => Ok(text.clone()),
        Value::Array(_) | Value::Object(_) => Err("it is one text".to_owned()),
    }
}

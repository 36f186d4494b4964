//! The questions of a new project: those of cookiecutter4fair 1.0 (Duarte et al., FAIR AI models in
//! high energy physics, section 2.2.1), and what an answer must be.

use std::collections::BTreeMap;

use faircat_text::visible;

use super::super::{line, orcid};
use crate::catalog::checks::{self, licence, plain_slug};
use crate::record::identifier::Identifier;

/// A question, and what it is called in files of answers.
pub struct Question {
    /// Its name in a file of answers, which is that of cookiecutter's template where there is one.
    pub key: &'static str,
    /// Other names under which files may have its answer.
    pub others: &'static [&'static str],
    /// How it is asked.
    pub text: &'static str,
    /// The answer of who gives none, from the answers before it.
    pub default: fn(&Answered) -> String,
    /// The answer in its normal form; errors in words.
    pub check: fn(&str) -> Result<String, String>,
}

/// Checked answers by the keys of their questions.
pub type Answered = BTreeMap<&'static str, String>;

/// What stands for yes and no.
pub(super) const YES: &str = "yes";
const NO: &str = "no";

/// All questions, in the order in which they are asked.
pub static QUESTIONS: [Question; 9] = [
    Question {
        key: "project_name",
        others: &["title", "name"],
        text: "Name of the project",
        default: |_| "Photon or pion".to_owned(),
        check: line,
    },
    Question {
        key: "repo_name",
        others: &["repository_name", "repository", "slug"],
        text: "Name of its repository, in small letters, digits and hyphens",
        default: |given| plain_slug(given.get("project_name").map_or("", String::as_str)),
        check: slug,
    },
    Question {
        key: "author_name",
        others: &["author"],
        text: "Author",
        default: |_| "The authors of this project".to_owned(),
        check: line,
    },
    Question {
        key: "author_orcid",
        others: &["orcid", "orcid_id"],
        text: "ORCID iD of the author, if any",
        default: |_| String::new(),
        check: |answer| optional(answer, orcid),
    },
    Question {
        key: "description",
        others: &["project_description", "project_short_description"],
        text: "One sentence on what it does",
        default: |_| "Tells showers of photons from those of pions.".to_owned(),
        check: line,
    },
    Question {
        key: "license",
        others: &["licence", "open_source_license"],
        text: "Licence, as an SPDX expression",
        default: |_| "MIT".to_owned(),
        check: license,
    },
    Question {
        key: "data_doi",
        others: &["zenodo_doi", "doi_data", "input_data_doi"],
        text: "DOI of its input data, if any",
        default: |_| String::new(),
        check: |answer| optional(answer, doi),
    },
    Question {
        key: "code_doi",
        others: &["software_doi", "doi_code"],
        text: "DOI of its code, if any",
        default: |_| String::new(),
        check: |answer| optional(answer, doi),
    },
    Question {
        key: "dockerfile",
        others: &["containers", "add_dockerfile", "include_dockerfile", "docker"],
        text: "Dockerfile and Apptainer definition, yes or no",
        default: |_| YES.to_owned(),
        check: yes_or_no,
    },
];

impl Question {
    /// The question that a file of answers calls `name`.
    pub(super) fn named(name: &str) -> Option<&'static Question> {
        QUESTIONS.iter().find(|it| it.key == name || it.others.contains(&name))
    }
}

fn optional(answer: &str, check: fn(&str) -> Result<String, String>) -> Result<String, String> {
    match answer.trim() {
        "" => Ok(String::new()),
        answer => check(answer),
    }
}

/// A name that is part of the addresses of three records, two of them with more behind it.
fn slug(answer: &str) -> Result<String, String> {
    let answer = answer.trim();
    let problem = [answer, &format!("{answer}-data")].into_iter().find_map(checks::slug_problem);
    match (problem, plain_slug(answer)) {
        (None, _) => Ok(answer.to_owned()),
        (Some(problem), plain) if plain.is_empty() || plain == answer => Err(problem),
        (Some(problem), plain) => Err(format!("{problem}; `{plain}` can")),
    }
}

fn doi(answer: &str) -> Result<String, String> {
    let beginnings = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"];
    let bare = beginnings.iter().find_map(|it| answer.strip_prefix(it)).unwrap_or(answer).trim();
    let found = Identifier::parse(&format!("doi:{bare}")).map_err(|error| error.to_string())?;
    match found.is_placeholder() || found.is_for_tests() {
        true => Err(format!("`{}` is no DOI that is registered", visible(&found.value))),
        false => Ok(found.value),
    }
}

fn license(answer: &str) -> Result<String, String> {
    let answer = line(answer)?;
    if let Some(stated) = licence::stated(&answer).or_else(|| several(&answer)) {
        return Ok(stated);
    }
    let meant = licence::meant(&answer).into_iter().filter(|name| *name != answer);
    let meant: Vec<String> = meant.map(|name| format!("`{name}`")).collect();
    let told = format!("`{}` is no SPDX licence expression", visible(&answer));
    Err(match meant.as_slice() {
        [] => format!("{told}; its identifiers are on spdx.org/licenses"),
        all => format!("{told}; did you mean {}?", all.join(" or ")),
    })
}

/// The expression that `answer` is but for small letters in its words and identifiers.
fn several(answer: &str) -> Option<String> {
    let words = answer.split_whitespace().map(|word| match word.to_uppercase() {
        joint if ["AND", "OR", "WITH"].contains(&joint.as_str()) => joint,
        _ => licence::stated(word).unwrap_or_else(|| word.to_owned()),
    });
    let expression = words.collect::<Vec<_>>().join(" ");
    // What is stated as it is, is an expression.
    licence::stated(&expression).filter(|stated| *stated == expression)
}

fn yes_or_no(answer: &str) -> Result<String, String> {
    match answer.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" => Ok(YES.to_owned()),
        "no" | "n" | "false" => Ok(NO.to_owned()),
        _ => Err("it is `yes` or `no`".to_owned()),
    }
}

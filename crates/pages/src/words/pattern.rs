//! A message, ready to be filled.

use faircat_inference::figures;
use faircat_text::{escape, visible};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::given::Given;
use super::plural;

/// Elements that a message may hold without anything else said of them.
pub(super) const PLAIN_ELEMENTS: [&str; 4] = ["code", "em", "q", "strong"];

/// What a message says, part by part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern(pub(super) Vec<Part>);

impl Pattern {
    /// An element that is opened and not closed, or closed and not opened: on a page it would reach
    /// beyond the message. Each case of a choice is held against itself.
    pub(super) fn unpaired(&self) -> Option<&str> {
        let mut open: Vec<&str> = Vec::new();
        for part in &self.0 {
            match part {
                Part::Open(name) => open.push(name),
                Part::Close(name) if open.pop() != Some(name) => return Some(name),
                Part::Choice { cases, .. } => {
                    if let Some(name) = cases.iter().find_map(|(_, case)| case.unpaired()) {
                        return Some(name);
                    }
                }
                Part::Text(_) | Part::Value(_) | Part::Close(_) => {}
            }
        }
        open.pop()
    }

    /// Whether a part of it is an element, as `<em>`.
    pub(super) fn has_elements(&self) -> bool {
        self.0.iter().any(|part| match part {
            Part::Open(_) | Part::Close(_) => true,
            Part::Choice { cases, .. } => cases.iter().any(|(_, case)| case.has_elements()),
            Part::Text(_) | Part::Value(_) => false,
        })
    }
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    /// The place of a value.
    Value(String),
    /// The start of an element: a plain one, or one that the value of this name opens, which is an
    /// address or a tag.
    Open(String),
    Close(String),
    /// One of several, by a value: its text, its number, or the plural form of that.
    Choice {
        value: String,
        cases: Vec<(String, Pattern)>,
        otherwise: usize,
    },
}

type Find<'a> = &'a dyn Fn(&str) -> Option<Given>;

/// The message as text without markup; a value that is missing shows its name.
pub(super) fn plain(pattern: &Pattern, find: Find, language: &str) -> String {
    let mut text = String::new();
    for part in &pattern.0 {
        match part {
            Part::Text(words) => text.push_str(words),
            Part::Value(name) => match find(name) {
                Some(Given::Text(value) | Given::Markup(value)) => text.push_str(&value),
                Some(Given::Number(number)) => text.push_str(&figures::count(number)),
                None => text.push_str(name),
            },
            Part::Open(_) | Part::Close(_) => {}
            Part::Choice { value, cases, otherwise } => {
                let case = chosen(find(value).as_ref(), cases, *otherwise, language);
                text.push_str(&plain(case, find, language));
            }
        }
    }
    text
}

/// The message as HTML. Errors: the name of a value that is missing.
pub(super) fn html(pattern: &Pattern, find: Find, language: &str) -> Result<String, String> {
    let mut out = String::with_capacity(64);
    write_html(pattern, find, language, &mut out)?;
    Ok(out)
}

fn write_html(
    pattern: &Pattern,
    find: Find,
    language: &str,
    out: &mut String,
) -> Result<(), String> {
    for part in &pattern.0 {
        match part {
            Part::Text(words) => out.push_str(&escape(words)),
            Part::Value(name) => match find(name).ok_or_else(|| name.clone())? {
                Given::Text(value) => out.push_str(&escape(&visible(&value))),
                Given::Number(number) => out.push_str(&figures::count(number)),
                Given::Markup(value) => out.push_str(&value),
            },
            Part::Open(name) => out.push_str(&opening(name, find)?),
            Part::Close(name) => out.push_str(&format!("</{}>", element(name, find))),
            Part::Choice { value, cases, otherwise } => {
                let given = find(value).ok_or_else(|| value.clone())?;
                let case = chosen(Some(&given), cases, *otherwise, language);
                write_html(case, find, language, out)?;
            }
        }
    }
    Ok(())
}

fn chosen<'a>(
    given: Option<&Given>,
    cases: &'a [(String, Pattern)],
    otherwise: usize,
    language: &str,
) -> &'a Pattern {
    let case = |wanted: &str| cases.iter().find(|(key, _)| key == wanted).map(|(_, it)| it);
    let found = match given {
        Some(Given::Number(number)) => {
            case(&number.to_string()).or_else(|| case(plural::category(language, *number)))
        }
        Some(Given::Text(text)) => case(text),
        Some(Given::Markup(_)) | None => None,
    };
    found.unwrap_or(&cases[otherwise].1)
}

/// The tag that opens the element `name` of a message.
fn opening(name: &str, find: Find) -> Result<String, String> {
    match find(name) {
        Some(Given::Markup(tag)) => Ok(tag),
        Some(Given::Text(address)) => Ok(format!("<a href=\"{}\">", escape(&address))),
        _ if PLAIN_ELEMENTS.contains(&name) => Ok(format!("<{name}>")),
        _ => Err(name.to_owned()),
    }
}

/// The element that [`opening`] opens.
fn element(name: &str, find: Find) -> String {
    match find(name) {
        Some(Given::Markup(tag)) => {
            let start = tag.trim_start().trim_start_matches('<');
            start.chars().take_while(char::is_ascii_alphanumeric).collect()
        }
        Some(_) => "a".to_owned(),
        None => name.to_owned(),
    }
}

impl Pattern {
    /// Names of the values that fill it, each once and sorted.
    pub fn values(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect(&mut names);
        names.sort_unstable();
        names.dedup();
        names
    }

    fn collect<'a>(&'a self, names: &mut Vec<&'a str>) {
        for part in &self.0 {
            match part {
                Part::Text(_) | Part::Close(_) => {}
                Part::Value(name) => names.push(name),
                Part::Open(name) if PLAIN_ELEMENTS.contains(&name.as_str()) => {}
                Part::Open(name) => names.push(name),
                Part::Choice { value, cases, .. } => {
                    names.push(value);
                    cases.iter().for_each(|(_, case)| case.collect(names));
                }
            }
        }
    }
}

/// As page code fills it: a text, or an array of texts and of places `[name]` or
/// `[name, cases, otherwise]`.
impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [Part::Text(text)] => serializer.serialize_str(text),
            parts => serializer.collect_seq(parts),
        }
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Part::Text(text) => serializer.serialize_str(text),
            Part::Value(name) => [name].serialize(serializer),
            // Page code has no markup in its messages, which a test holds.
            Part::Open(_) | Part::Close(_) => serializer.serialize_str(""),
            Part::Choice { value, cases, otherwise } => {
                let mut seq = serializer.serialize_seq(Some(3))?;
                seq.serialize_element(value)?;
                seq.serialize_element(&Cases(cases))?;
                seq.serialize_element(&cases[*otherwise].0)?;
                seq.end()
            }
        }
    }
}

struct Cases<'a>(&'a [(String, Pattern)]);

impl Serialize for Cases<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, case) in self.0 {
            map.serialize_entry(key, case)?;
        }
        map.end()
    }
}

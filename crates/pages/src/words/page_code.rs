//! The messages that page code says, as modules beside it.
//!
//! Code imports them as `words/<name>.js` and says a message as `say("id", …)` or
//! `parts("id", …)`, with its id as it stands in the files of words or, in backquotes, with a
//! beginning that several share. Each module holds just what its importers say.

use std::collections::{BTreeMap, BTreeSet};

use super::Words;

/// A module that hands messages over: its name, and what it holds.
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) code: String,
}

/// The modules that `scripts` import, which are page code.
pub(crate) fn modules<'a>(words: &Words, scripts: impl Iterator<Item = &'a str>) -> Vec<Module> {
    let mut wanted: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for code in scripts {
        for name in imported(code) {
            wanted.entry(name).or_default().extend(said(words, code));
        }
    }
    wanted.into_iter().map(|(name, ids)| module(words, name, &ids)).collect()
}

fn module(words: &Words, name: String, ids: &BTreeSet<&str>) -> Module {
    let messages: BTreeMap<&str, _> =
        ids.iter().filter_map(|id| Some((*id, words.messages.get(*id)?))).collect();
    // Texts and maps of texts always serialise.
    let messages = serde_json::to_string(&messages).unwrap_or_default();
    let language = serde_json::to_string(words.language()).unwrap_or_default();
    let code = format!(
        "// Made by faircat of the site's words.\nimport {{ speaker }} from \"../speaking.js\";\n\
         export const {{ say, parts, decimal }} = speaker({language}, {messages});\n"
    );
    Module { name, code }
}

/// Names of the modules that `code` imports.
fn imported(code: &str) -> impl Iterator<Item = String> {
    code.match_indices("/words/").filter_map(|(place, mark)| {
        let (name, _) = code[place + mark.len()..].split_once(".js\"")?;
        let plain = |it: char| it.is_ascii_lowercase() || it == '-';
        (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
    })
}

/// Ids of the messages that `code` says.
fn said<'a>(words: &'a Words, code: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for call in ["say(", "parts("] {
        for (place, _) in code.match_indices(call) {
            let rest = code[place + call.len()..].trim_start();
            if let Some((id, _)) = rest.strip_prefix('"').and_then(|it| it.split_once('"')) {
                found.extend(words.messages.get_key_value(id).map(|(id, _)| id.as_str()));
            } else if let Some((start, _)) =
                rest.strip_prefix('`').and_then(|it| it.split_once("${"))
            {
                let ids = words.messages.keys().filter(|id| id.starts_with(start));
                found.extend(ids.map(String::as_str));
            }
        }
    }
    found
}

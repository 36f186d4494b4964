//! What repositories refuse, in our words.

use faircat_text::{beginning, visible};
use serde_json::Value;

use super::Said;
use crate::diagnostic::Diagnostic;
use crate::formats::zenodo;
use crate::outside_world::repository_api::{Answer, NoAnswer};

/// Most characters that a repository's own words take.
const LONGEST: usize = 300;

/// Why `what` was not done, where the repository answered.
pub(super) fn refused(said: &Said, what: &str, answer: &Answer) -> Vec<Diagnostic> {
    let fields = of_fields(said, &answer.body);
    if answer.status == 400 && !fields.is_empty() {
        return fields;
    }
    let host = said.service.host();
    let words = words_of(&answer.body).map(|it| format!(": {it}")).unwrap_or_default();
    let message = format!("{what}: {host} answers with status {}{words}", answer.status);
    let hint = match answer.status {
        401 | 403 => format!(
            "check that the token in {} is of {host}, and that it may write and publish deposits",
            said.service.variables_in_words()
        ),
        404 | 410 => format!(
            "it is not there or not yours: check the address that --to names; to begin anew, \
             remove `{host}` below `extensions.deposit` in the record"
        ),
        413 => "the file is larger than the repository takes; ask it for more room, or let the \
                record name the file by its `url`"
            .to_owned(),
        429 => "the repository takes no more requests now; run the command again later".to_owned(),
        500.. => "run the command again later; it goes on from here".to_owned(),
        _ => "correct what the repository names, and run the command again; it goes on from here"
            .to_owned(),
    };
    let mut found = vec![Diagnostic::error("deposit", message).in_file(said.file).hint(hint)];
    found.extend(fields);
    found
}

/// Why `what` was not done, where there was no answer.
pub(super) fn unanswered(said: &Said, what: &str, why: &NoAnswer) -> Vec<Diagnostic> {
    let hint = match why {
        NoAnswer::Redirect(_) => "check the address that --to names",
        NoAnswer::File(_) => "check the file and its permissions",
        _ => "run the command again; it goes on from here, and makes no second draft",
    };
    let message = format!("{what}: {}", visible(&why.to_string()));
    vec![Diagnostic::error("deposit", message).in_file(said.file).hint(hint)]
}

/// The fields that an answer finds fault with: `errors` of InvenioRDM (`field`, `messages`) or of
/// DataCite (`source`, `title`).
pub(super) fn of_fields(said: &Said, body: &Value) -> Vec<Diagnostic> {
    let errors = body.get("errors").and_then(Value::as_array);
    errors.into_iter().flatten().filter_map(|error| of_field(said, error)).collect()
}

fn of_field(said: &Said, error: &Value) -> Option<Diagnostic> {
    let text = |key: &str| error.get(key).and_then(Value::as_str);
    let field = text("field").or_else(|| text("source"))?;
    let messages = error.get("messages").and_then(Value::as_array);
    let messages: Vec<&str> = messages.into_iter().flatten().filter_map(Value::as_str).collect();
    let words = match messages.as_slice() {
        [] => text("title").unwrap_or("it is refused").to_owned(),
        messages => messages.join("; "),
    };
    let host = said.service.host();
    let finds = if said.is_pretended { "would find" } else { "finds" };
    let message = format!("{host} {finds} fault with `{}`: {}", shown(field), shown(&words));
    let problem = Diagnostic::error("deposit-field", message).in_file(said.file);
    Some(match zenodo::field_of(field) {
        Some(ours) => problem.hint(format!("it is made from `{ours}` of the record; correct that")),
        None => problem.hint("no field of the record says this; complete it in the repository"),
    })
}

/// What an answer says in words.
pub(super) fn words_of(body: &Value) -> Option<String> {
    let text = |value: &Value| value.as_str().filter(|it| !it.is_empty()).map(shown);
    let first = || body.get("errors")?.get(0)?.get("title");
    body.get("message").or_else(first).and_then(text)
}

fn shown(text: &str) -> String {
    visible(&beginning(text, LONGEST))
}

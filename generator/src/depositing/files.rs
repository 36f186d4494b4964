//! The files of a draft.

use serde_json::{Value, json};

use super::invenio::{ATTEMPTS, get, post};
use super::{Deposit, Failed, File};
use crate::diagnostic::Diagnostic;
use crate::outside_world::repository_api::{Answer, Method, NoAnswer, Request, Sent};

/// A file as the repository has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Listed {
    key: String,
    is_complete: bool,
    size: Option<u64>,
    /// `md5:…` or another algorithm.
    checksum: Option<String>,
}

/// The files in an answer, whose `entries` are a list or a mapping by their names.
pub(super) fn listed(body: &Value) -> Vec<Listed> {
    match body.get("entries") {
        Some(Value::Array(items)) => items.iter().filter_map(one).collect(),
        Some(Value::Object(items)) => items.values().filter_map(one).collect(),
        _ => Vec::new(),
    }
}

fn one(item: &Value) -> Option<Listed> {
    let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    // Sizes are written as `89364.0` too.
    let size = item.get("size").and_then(|it| it.as_u64().or_else(|| Some(it.as_f64()? as u64)));
    let checksum = text("checksum");
    // Published files have no status.
    let is_complete = text("status").map_or(checksum.is_some(), |it| it == "completed");
    Some(Listed { key: text("key")?, is_complete, size, checksum })
}

/// Whether the repository has `file`, whole and with its bytes.
pub(super) fn is_same(there: &Listed, file: &File) -> bool {
    let sum = there.checksum.as_deref().and_then(|it| it.split_once(':'));
    let agrees = match sum {
        Some(("md5", value)) => value.eq_ignore_ascii_case(&file.digests.md5),
        Some(("sha256", value)) => value.eq_ignore_ascii_case(&file.digests.sha256),
        Some(("sha512", value)) => value.eq_ignore_ascii_case(&file.digests.sha512),
        _ => false,
    };
    there.key == file.key
        && there.is_complete
        && agrees
        && there.size.is_none_or(|size| size == file.digests.size)
}

/// Sends what the draft `id` lacks. Of a new version the files that the record has no longer are
/// removed, as the version before keeps them; of a first one they are told of.
pub(super) fn send(deposit: &Deposit, id: &str, is_new_version: bool) -> Result<(), Failed> {
    let there = list(deposit, id)?;
    for file in &deposit.plan.files {
        let known = there.iter().find(|it| it.key == file.key);
        if known.is_some_and(|it| is_same(it, file)) {
            deposit.say(format!("{}: was there", file.key));
            continue;
        }
        send_one(deposit, id, file, known.cloned())?;
        let size = file.digests.size;
        let sum = &file.digests.md5;
        deposit.say(format!("{}: sent, {size} bytes, the server has MD5 {sum} too", file.key));
    }
    for other in there.iter().filter(|it| !deposit.plan.files.iter().any(|file| file.key == it.key))
    {
        match is_new_version {
            true => remove(deposit, id, &other.key)?,
            false => {
                deposit.warn(&format!("the draft has `{}`, which the record does not", other.key))
            }
        }
    }
    Ok(())
}

fn list(deposit: &Deposit, id: &str) -> Result<Vec<Listed>, Failed> {
    let path = ["api", "records", id, "draft", "files"];
    Ok(listed(&deposit.must("the files of the draft cannot be looked at", &get(&path))?.body))
}

fn remove(deposit: &Deposit, id: &str, key: &str) -> Result<(), Failed> {
    let what = format!("`{key}` could not be removed from the draft");
    let path = ["api", "records", id, "draft", "files", key];
    let answer = deposit.ask(&what, &Request { method: Method::Delete, ..get(&path) })?;
    let is_gone = answer.is_success() || answer.status == 404;
    if is_gone { Ok(()) } else { Err(deposit.refused(&what, &answer)) }
}

/// What stopped a file on its way.
enum Stop {
    Answered(Answer),
    Unanswered(NoAnswer),
    /// The server has other bytes.
    Other(Listed),
}

impl Stop {
    /// Whether another attempt may succeed.
    fn is_passing(&self) -> bool {
        match self {
            Stop::Answered(answer) => answer.status >= 500 || answer.status == 409,
            Stop::Unanswered(why) => why.leaves_open() || matches!(why, NoAnswer::Unreachable(_)),
            Stop::Other(_) => true,
        }
    }
}

fn send_one(deposit: &Deposit, id: &str, file: &File, known: Option<Listed>) -> Result<(), Failed> {
    let mut known = known;
    for attempt in 1.. {
        // Bytes of a complete file are replaced by none.
        if known.as_ref().is_some_and(|it| it.is_complete) {
            remove(deposit, id, &file.key)?;
            known = None;
        }
        let Err(stop) = attempt_at(deposit, id, file, known.is_some()) else { return Ok(()) };
        if attempt == ATTEMPTS || !stop.is_passing() {
            return Err(failed(deposit, file, stop));
        }
        deposit.exchange.pause(attempt);
        let there = list(deposit, id)?.into_iter().find(|it| it.key == file.key);
        if there.as_ref().is_some_and(|it| is_same(it, file)) {
            return Ok(());
        }
        known = there;
    }
    Err(Failed::Told)
}

fn once<'a>(path: &'a [&'a str]) -> Request<'a> {
    Request { repeatable: false, ..post(path) }
}

/// Sends `file` once. `is_begun` says that the draft knows its name.
fn attempt_at(deposit: &Deposit, id: &str, file: &File, is_begun: bool) -> Result<(), Stop> {
    let ask = |request: &Request| match deposit.exchange.ask(request) {
        Ok(answer) if answer.is_success() => Ok(answer),
        Ok(answer) => Err(Stop::Answered(answer)),
        Err(why) => Err(Stop::Unanswered(why)),
    };
    if !is_begun {
        let body = json!([{ "key": file.key }]);
        let path = ["api", "records", id, "draft", "files"];
        ask(&Request { sent: Sent::Json(&body, "application/json"), ..once(&path) })?;
    }
    let path = ["api", "records", id, "draft", "files", &file.key, "content"];
    let sent = Sent::File(&file.path, file.digests.size);
    ask(&Request { method: Method::Put, sent, ..once(&path) })?;
    let path = ["api", "records", id, "draft", "files", &file.key, "commit"];
    let answer = ask(&once(&path))?;
    if deposit.exchange.is_pretended() {
        return Ok(());
    }
    match one(&answer.body) {
        Some(there) if is_same(&there, file) => Ok(()),
        Some(there) => Err(Stop::Other(there)),
        None => Err(Stop::Unanswered(NoAnswer::Cut)),
    }
}

fn failed(deposit: &Deposit, file: &File, stop: Stop) -> Failed {
    let what = format!("`{}` could not be sent", file.key);
    match stop {
        Stop::Answered(answer) => deposit.refused(&what, &answer),
        Stop::Unanswered(why) => deposit.unanswered(&what, &why),
        Stop::Other(there) => {
            let sum = there.checksum.as_deref().unwrap_or("no checksum");
            let size = there.size.map(|it| format!(" and {it} bytes")).unwrap_or_default();
            let message = format!(
                "{what}: the server has {sum}{size}, the file here MD5 {} and {} bytes",
                file.digests.md5, file.digests.size
            );
            let problem = Diagnostic::error("deposit-checksum", message).in_file(&file.path);
            let hint = "it was damaged on its way, or changed meanwhile; run the command again";
            Failed::Because(vec![problem.hint(hint)])
        }
    }
}

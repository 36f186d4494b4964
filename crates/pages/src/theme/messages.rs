//! The messages of a theme, for templates and for page code.

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Error, ErrorKind};
use sha2::{Digest, Sha256};

use super::{Files, StaticFile};
use crate::built_in_theme::Content;
use crate::words::{self, BUILT_IN, Given, Words};
use faircat_outside_world::theme_folder::ThemeFile;
use faircat_record::diagnostic::Diagnostic;

/// `say("id", name=value, …)`: a message as HTML. Texts among the values are escaped; what a filter
/// or a `set` block made HTML is not.
pub(super) fn say(words: &Words, id: &str, values: &Kwargs) -> Result<Value, Error> {
    let failed = |what: String| Error::new(ErrorKind::InvalidOperation, what);
    let find = |name: &str| values.get::<Value>(name).ok().and_then(|value| given(&value));
    words.html(id, &find).map(Value::from_safe_string).map_err(failed)
}

/// `None` for what is no text and no number.
fn given(value: &Value) -> Option<Given> {
    match (value.as_str(), value.kind()) {
        (Some(text), _) if value.is_safe() => Some(Given::Markup(text.to_owned())),
        (Some(text), _) => Some(Given::Text(text.to_owned())),
        (None, ValueKind::Number) => u64::try_from(value.clone()).ok().map(Given::Number),
        (None, ValueKind::Bool) => Some(Given::from(value.is_true())),
        (None, _) => None,
    }
}

/// The words of the built-in theme among `files`, then those of the theme `name`, then the site's.
pub(super) fn words_of(
    files: &Files,
    name: &str,
    of_theme: &[ThemeFile],
    of_site: &[ThemeFile],
    language: &str,
) -> Result<Words, Diagnostic> {
    let mut found = Vec::new();
    for (path, (content, _)) in files.range("words/".to_owned()..) {
        if path.starts_with("words/") {
            let content = content.bytes()?.into_owned();
            found.push((BUILT_IN.to_owned(), ThemeFile { path: path.clone(), content }));
        }
    }
    let of_theme =
        of_theme.iter().map(|file| (format!("themes/{name}/{}", file.path), file.clone()));
    let of_site = of_site.iter().map(|file| (file.path.clone(), file.clone()));
    found.extend(of_theme.chain(of_site));
    Words::load(language, &found)
}

/// The messages of page code, as modules beside it.
pub(super) fn add_words(statics: &mut Vec<StaticFile>, words: &Words) {
    let scripts = statics.iter().filter(|file| file.path.ends_with(".js"));
    let scripts: Vec<String> = scripts
        .filter_map(|file| match &file.content {
            Content::Plain(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            // What is packed is compiled, and says nothing of its own.
            Content::Gzip(_) => None,
        })
        .collect();
    let modules = words::modules(words, scripts.iter().map(String::as_str));
    statics.extend(modules.into_iter().map(|module| StaticFile {
        path: format!("static/words/{}.js", module.name),
        sha256: Sha256::digest(&module.code).into(),
        content: Content::Plain(module.code.into_bytes().into()),
    }));
}

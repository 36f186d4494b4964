//! What is wrong with a template, said of its line and once for all the pages that it makes.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, Value};

use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::shape::nearest;

const CODE: &str = "template";

/// Code of warnings about variables that no page met.
pub(super) const UNDEFINED: &str = "undefined-variable";

/// The templates that a site has in place of the program's.
pub(super) struct OwnTemplates {
    /// `themes/<name>/templates/`.
    pub folder: PathBuf,
    /// Names below it.
    pub names: BTreeSet<String>,
}

/// The error of a template, at the expression that it is about. It is the same for every page.
pub(super) fn of(own: &OwnTemplates, environment: &Environment, error: &Error) -> Diagnostic {
    // What includes or extends the template that fails is less telling.
    let cause = innermost(error);
    let name = cause.name().unwrap_or_default();
    let source = environment.get_template(name).map(|it| it.source().to_owned());
    let source = source.unwrap_or_default();
    let expression = cause.range().and_then(|range| source.get(range)).map(str::trim);
    let message = message(cause, expression.filter(|it| !it.is_empty() && !it.contains('\n')));
    if own.names.contains(name) {
        let problem = Diagnostic::error(CODE, message);
        let problem = problem.at(place(own.folder.join(name), cause, &source));
        return match cause.kind() {
            ErrorKind::UndefinedError => {
                problem.hint(format!("`faircat theme variables {name}` lists what it is given"))
            }
            _ => problem,
        };
    }
    let line = cause.line().unwrap_or(0);
    Diagnostic::error(CODE, format!("{message}, in line {line} of the program's own `{name}`"))
        .hint("see what the templates of your own theme that use it hand over")
}

/// The same of a template that was given the variables of `view`, of which one was probably meant
/// where there is none of a name.
pub(super) fn in_view(
    own: &OwnTemplates,
    environment: &Environment,
    error: &Error,
    (template, view): (&str, &Value),
) -> Diagnostic {
    let problem = of(own, environment, error);
    let cause = innermost(error);
    // What a page is given beside, the others that a part makes are not.
    if cause.kind() != ErrorKind::UndefinedError || cause.name() != Some(template) {
        return problem;
    }
    let template = environment.get_template(cause.name().unwrap_or_default());
    let expression =
        template.ok().and_then(|it| it.source().get(cause.range()?).map(str::to_owned));
    let site = environment.globals().find(|(name, _)| *name == "site").map(|(_, site)| site);
    match expression.and_then(|it| meant(it.trim(), view, site.as_ref())) {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

/// What the path `expression`, as `page.titel`, was probably meant to be.
fn meant(expression: &str, view: &Value, site: Option<&Value>) -> Option<String> {
    let is_path = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.');
    let path = expression.chars().all(is_path).then_some(expression)?;
    let (mut at, mut before) = (view.clone(), String::new());
    for name in path.split('.') {
        let next = match (before.is_empty(), name, site) {
            (true, "site", Some(site)) => Some(site.clone()),
            _ => at.get_attr(name).ok().filter(|it| !it.is_undefined()),
        };
        let Some(next) = next else { return Some(likely(name, &before, &at)) };
        before = format!("{before}{name}.");
        at = next;
    }
    None
}

/// The hint where `known`, which the template calls `before`, has nothing of `name`.
fn likely(name: &str, before: &str, known: &Value) -> String {
    let keys = known.try_iter().into_iter().flatten();
    let mut names: Vec<String> = keys.filter_map(|it| it.as_str().map(str::to_owned)).collect();
    names.sort();
    match nearest(name, names.iter().map(String::as_str)) {
        Some(like) => format!("did you mean `{before}{like}`?"),
        None if names.is_empty() => format!("`{}` has no parts here", before.trim_end_matches('.')),
        None => format!("there are `{before}{}`", names.join(&format!("`, `{before}"))),
    }
}

fn innermost(error: &Error) -> &Error {
    let mut found = error;
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        if let Some(cause) = cause.downcast_ref::<Error>().filter(|it| it.name().is_some()) {
            found = cause;
        }
        next = cause.source();
    }
    found
}

/// What failed, with the expression where the error does not quote it itself.
fn message(error: &Error, expression: Option<&str>) -> String {
    let mut text = error.kind().to_string();
    if let Some(detail) = error.detail() {
        text = format!("{text}: {detail}");
    }
    match expression.filter(|it| !text.contains(it)) {
        Some(expression) => format!("{text}: `{expression}`"),
        None => text,
    }
}

fn place(file: PathBuf, error: &Error, source: &str) -> Location {
    let file = Arc::new(file);
    match error.range().filter(|range| source.get(range.clone()).is_some()) {
        Some(range) => location(file, source, range),
        None => Location { file, line: error.line().unwrap_or(0), column: 0, length: 0 },
    }
}

/// Where `range` of `source`, the text of the template `file`, stands; of several lines the first. In
/// bytes, within the text and between characters.
pub(super) fn location(file: Arc<PathBuf>, source: &str, range: Range<usize>) -> Location {
    let before = &source[..range.start];
    let column = 1 + before.chars().rev().take_while(|it| *it != '\n').count();
    let length = source[range].lines().next().map_or(0, |it| it.chars().count());
    Location { file, line: 1 + before.matches('\n').count(), column, length }
}

/// Whether `diagnostic` is about a template that failed.
pub fn is_one(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == CODE || diagnostic.code == UNDEFINED
}

/// Makes of the errors of templates one each, which says how many pages it costs. Returns whether
/// there are any.
pub fn told_once(diagnostics: &mut Vec<Diagnostic>) -> bool {
    let (mut broken, others): (Vec<_>, Vec<_>) =
        std::mem::take(diagnostics).into_iter().partition(|it| it.code == CODE);
    *diagnostics = others;
    let any = !broken.is_empty();
    while let Some(mut first) = broken.pop() {
        let before = broken.len();
        // What there is instead hangs on the page.
        broken
            .retain(|other| (&other.location, &other.message) != (&first.location, &first.message));
        let costs = match before - broken.len() {
            0 => "a page, or a part of one, cannot be made".to_owned(),
            more => format!("{} pages, or parts of them, cannot be made", more + 1),
        };
        diagnostics.retain(|it| it.code != UNDEFINED || !covers(&first, it));
        first.message = format!("{}; {costs}", first.message);
        diagnostics.push(first);
    }
    any
}

/// Whether `error` is about what `warning` is about.
fn covers(error: &Diagnostic, warning: &Diagnostic) -> bool {
    let (Some(error), Some(warning)) = (&error.location, &warning.location) else { return false };
    let end = error.column + error.length;
    error.file == warning.file
        && error.line == warning.line
        && (error.column..end).contains(&warning.column)
}

//! Variables in a site's own templates that no page gives them, found without making a page: also those
//! in branches that no page takes today.

use std::collections::BTreeSet;
use std::sync::Arc;

use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::shape::nearest;
use minijinja::Environment;
use serde_json::Value;

use super::template_errors::{OwnTemplates, UNDEFINED, location};
use super::template_variables::{everywhere_schema, is_some, template_schemas};

/// Warnings of the site's own templates, in the order in which these name what there is not; none of
/// what cannot be told from a template alone, as the parts of a loop's items.
pub(super) fn of(own: &OwnTemplates, environment: &Environment) -> Vec<Diagnostic> {
    if own.names.is_empty() {
        return Vec::new();
    }
    let schemas = template_schemas();
    let everywhere = everywhere_schema();
    let of_all = environment.templates();
    let assigned: BTreeSet<String> =
        of_all.flat_map(|(_, it)| assigned(it.source()).collect::<Vec<_>>()).collect();
    let mut found = Vec::new();
    for name in &own.names {
        let Ok(template) = environment.get_template(name) else { continue };
        let of_page = schemas.iter().filter(|(page, _)| page == name);
        let mut given: Vec<&Value> = of_page.map(|(_, schema)| schema).collect();
        if given.is_empty() {
            // Parts see what those are given that include them.
            given.extend(schemas.iter().map(|(_, schema)| schema));
        }
        given.push(&everywhere);
        let is_known = |name: &str| {
            assigned.contains(name) || environment.globals().any(|(global, _)| global == name)
        };
        let paths = template.undeclared_variables(true);
        let unknown = paths.iter().filter_map(|path| unknown(path, &given, &is_known));
        let mut unknown: Vec<_> =
            unknown.filter_map(|it| Some((place_of(template.source(), &it.path)?, it))).collect();
        unknown.sort_by_key(|(place, _)| *place);
        unknown.dedup_by(|one, other| one.1.path == other.1.path);
        found.extend(unknown.into_iter().map(|(place, unknown)| {
            let file = Arc::new(own.folder.join(name));
            let range = place..place + unknown.path.len();
            unknown.told(location(file, template.source(), range))
        }));
    }
    found
}

/// A variable that is not given, or a part that one has not.
struct Unknown {
    /// Up to what there is not.
    path: String,
    /// What there is instead, with what stands before it.
    others: Vec<String>,
}

impl Unknown {
    fn told(&self, at: Location) -> Diagnostic {
        let message = format!("no page gives this template a variable `{}`", self.path);
        let problem = Diagnostic::warning(UNDEFINED, message).at(at);
        problem.hint(match nearest(&self.path, self.others.iter().map(String::as_str)) {
            Some(like) => format!("did you mean `{like}`?"),
            None => "`faircat theme variables`, with the name of a template, lists what it is \
                     given"
                .to_owned(),
        })
    }
}

/// The part of `path` that none of the `given` schemas has.
fn unknown(path: &str, given: &[&Value], is_known: &dyn Fn(&str) -> bool) -> Option<Unknown> {
    let mut at = given.to_vec();
    let mut before = String::new();
    for name in path.split('.') {
        if before.is_empty() && is_known(name) && !at.iter().any(|it| has(it, name)) {
            return None;
        }
        if at.iter().any(|it| !tells_parts(it)) {
            return None;
        }
        let next: Vec<&Value> = at.iter().flat_map(|it| parts(it, name)).collect();
        if next.is_empty() {
            let names = at.iter().flat_map(|it| names(it));
            let others: BTreeSet<String> = names.map(|it| format!("{before}{it}")).collect();
            let path = format!("{before}{name}");
            return Some(Unknown { path, others: others.into_iter().collect() });
        }
        before = format!("{before}{name}.");
        at = next;
    }
    None
}

fn has(schema: &Value, name: &str) -> bool {
    !parts(schema, name).is_empty()
}

/// The choices that `schema` leaves, where it leaves any, but for none.
fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
    let of = |key: &str| schema.get(key).and_then(Value::as_array);
    [of("anyOf"), of("oneOf"), of("allOf")].into_iter().flatten().flatten().filter(|it| is_some(it))
}

/// Whether all parts are known that something of `schema` can have.
fn tells_parts(schema: &Value) -> bool {
    let is_open = schema.get("additionalProperties").is_some_and(|it| it != false);
    let has_own = schema.get("properties").is_some();
    let mut inner = choices(schema).peekable();
    let says_some = has_own || inner.peek().is_some();
    says_some && !is_open && inner.all(tells_parts)
}

/// The schemas of the part `name`.
fn parts<'a>(schema: &'a Value, name: &str) -> Vec<&'a Value> {
    let own = schema.get("properties").and_then(|it| it.get(name));
    own.into_iter().chain(choices(schema).flat_map(|it| parts(it, name))).collect()
}

fn names(schema: &Value) -> Vec<&str> {
    let own = schema.get("properties").and_then(Value::as_object);
    let own = own.into_iter().flatten().map(|(name, _)| name.as_str());
    own.chain(choices(schema).flat_map(names)).collect()
}

/// The names that a template gives something, as items of a loop or by `set`: what it includes sees
/// them. All words of such a tag count, as too many cost a warning only.
fn assigned(source: &str) -> impl Iterator<Item = String> {
    let tags = tags(source).filter_map(|(start, end)| {
        let words = words(&source[start..end]);
        let kind = words.clone().next()?;
        matches!(kind, "set" | "for" | "macro" | "with" | "import" | "from" | "call")
            .then_some(words)
    });
    tags.flatten().map(str::to_owned)
}

/// Where the first tag names `path`, in bytes.
fn place_of(source: &str, path: &str) -> Option<usize> {
    let continues = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.');
    tags(source).find_map(|(start, end)| {
        let tag = &source[start..end];
        let found = tag.match_indices(path).find(|(at, _)| {
            let after = tag[at + path.len()..].chars().next();
            !tag[..*at].ends_with(continues) && !after.is_some_and(|it| continues(it) && it != '.')
        });
        found.map(|(at, _)| start + at)
    })
}

/// The insides of the tags and expressions of a template, in bytes.
fn tags(source: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &source[at..];
        let opening = rest
            .match_indices('{')
            .find(|(place, _)| matches!(rest.as_bytes().get(place + 1), Some(b'{' | b'%' | b'#')));
        let start = opening?.0 + 2;
        let close = match rest.as_bytes()[start - 1] {
            b'{' => "}}",
            b'%' => "%}",
            _ => "#}",
        };
        let end = rest[start..].find(close).map_or(rest.len(), |it| start + it);
        let inner = (at + start, if close == "#}" { at + start } else { at + end });
        at = (at + end + close.len()).min(source.len());
        Some(inner)
    })
}

/// The identifiers in `text`.
fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let is_of_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
    text.split(move |it| !is_of_word(it)).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use faircat_catalog::site::{Site, SiteConfig};
    use faircat_outside_world::theme_folder::ThemeFile;

    use crate::built_in_theme;
    use crate::theme::Theme;

    /// What is told of a theme with these templates of its own: line, column and message.
    fn told(templates: &[(&str, &str)]) -> Vec<(usize, usize, String)> {
        let site = Site::new(SiteConfig::default(), None).unwrap();
        let files = templates.iter().map(|(name, source)| ThemeFile {
            path: format!("templates/{name}"),
            content: source.as_bytes().to_vec(),
        });
        let settings = format!("faircat = \"{}\"\n", crate::theme::VERSION).into_bytes();
        let settings = ThemeFile { path: "theme.toml".to_owned(), content: settings };
        let theme = Theme::load(&site, files.chain([settings]).collect()).unwrap();
        let found = theme.undefined_variables().into_iter();
        found
            .map(|it| {
                let at = it.location.unwrap();
                (at.line, at.column, format!("{}; {}", it.message, it.hint.unwrap_or_default()))
            })
            .collect()
    }

    #[test]
    fn the_program_has_no_such_variable() {
        let files = built_in_theme::files().filter(|it| it.path.starts_with("templates/"));
        let sources: Vec<(String, String)> = files
            .map(|it| {
                let bytes = it.content.bytes().unwrap().into_owned();
                let name = it.path.trim_start_matches("templates/").to_owned();
                (name, String::from_utf8(bytes).unwrap())
            })
            .collect();
        let all: Vec<_> = sources.iter().map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!(told(&all), []);
    }

    #[test]
    fn branches_that_no_page_takes_are_looked_at() {
        let source = "{% if false %}{{ nosuch }}{% endif %}\n{% if page.draft %}{{ page.titel }}\
                      {% endif %}\n<p>{{ site.titel }} {{ nosuch }} {# nothing #} {{ say('no') }}";
        let found = told(&[("work.html", source)]);
        let places: Vec<(usize, usize)> = found.iter().map(|it| (it.0, it.1)).collect();
        assert_eq!(places, [(1, 18), (2, 23), (3, 7)], "{found:?}");
        assert!(found[0].2.contains("a variable `nosuch`"), "{found:?}");
        assert!(found[1].2.contains("did you mean `page.title`?"), "{found:?}");
        assert!(found[2].2.contains("did you mean `site.title`?"), "{found:?}");
    }

    #[test]
    fn what_a_template_gives_itself_is_known() {
        let source = "{% set own = 1 %}{{ own }}{% for it in page.nosuch %}{{ it.x }}{% endfor %}";
        let found = told(&[("work.html", source)]);
        assert_eq!(found.len(), 1, "{found:?}");
        // A part of its own is included where something is set.
        assert_eq!(told(&[("part.html", "{{ own }}"), ("work.html", "{% set own = 1 %}")]), []);
    }
}

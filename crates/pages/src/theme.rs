//! The look of the site: templates and static files, built in and overridable file by file.
//!
//! A theme is a folder of `theme.toml`, `templates/` and `static/`. The one in `themes/default` is
//! part of the program; a site's own folder `themes/<name>/` takes the place of any of its files.
//! Templates cannot fetch, and an undefined variable is an error.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::built_in_theme::{self, Content};
use super::filters::{self, direction};
use super::frame_links::{FooterView, FrameLink, frame_links};
use super::template_errors::{self, OwnTemplates};
use super::template_links::{self, TemplateLink};
use super::words::{self, BUILT_IN, ENGLISH, Given, Words};
use crate::Html;
use faircat_catalog::checks::site::is_email;
use faircat_catalog::site::{Site, SiteLink};
use faircat_formats::dossier::OutputFile;
use faircat_outside_world::theme_folder::ThemeFile;
use faircat_record::Kind;
use faircat_record::diagnostic::{Diagnostic, Location};

/// Where a site says single messages otherwise.
pub const SITE_WORDS: &str = "site/words/";

/// What a theme must declare as `faircat` in its `theme.toml`.
pub const VERSION: &str = "0.1";

/// A file that is published as it is.
pub struct StaticFile {
    /// Relative to the site's root, with `/`.
    pub path: String,
    pub content: Content,
    sha256: [u8; 32],
}

/// Templates, compiled, and static files. Shared by all threads.
pub struct Theme {
    environment: Environment<'static>,
    statics: Vec<StaticFile>,
    digest: [u8; 32],
    links: Vec<TemplateLink>,
    own: OwnTemplates,
    /// Pages of the site's own in the usual menu.
    menu_pages: Vec<SiteLink>,
    words: Arc<Words>,
}

impl Theme {
    /// The default theme with `overrides` in place of its files.
    ///
    /// `overrides` are the files of `themes/<name>/` of the site, where `<name>` is the theme
    /// chosen in `site.yaml`, and those of `site/words/`, under that path; none of the theme is
    /// fine for the default theme only.
    pub fn load(site: &Site, overrides: Vec<ThemeFile>) -> Result<Theme, Diagnostic> {
        let name = &site.config.theme;
        let (of_site, overrides): (Vec<_>, Vec<_>) =
            overrides.into_iter().partition(|file| file.path.starts_with(SITE_WORDS));
        check_version(name, &overrides)?;
        let (of_theme, overrides): (Vec<_>, Vec<_>) =
            overrides.into_iter().partition(|file| file.path.starts_with("words/"));
        let links = links_of_templates(name, &overrides);
        let own = own_templates(name, &overrides);
        let built_in = built_in_theme::files();
        let mut files: Files =
            built_in.map(|file| (file.path, (file.content, file.sha256))).collect();
        files.extend(overrides.into_iter().map(|file| {
            let sha256 = Sha256::digest(&file.content).into();
            let (path, content) = Content::of(&file.path, file.content.into());
            (path, (content, sha256))
        }));

        let words = Arc::new(words_of(&files, name, &of_theme, &of_site, &site.config.language)?);
        let digest = digest(&files, of_theme.iter().chain(&of_site));
        let mut environment = environment(site, &words);
        let mut statics = Vec::new();
        let mut icons = BTreeMap::new();
        let mut style = String::new();
        for (path, (content, sha256)) in files {
            if let Some(template) = path.strip_prefix("templates/") {
                let source = text(name, &path, &content)?;
                environment
                    .add_template_owned(template.to_owned(), source)
                    .map_err(|error| template_errors::of(&own, &environment, &error))?;
            } else if let Some(icon) = path.strip_prefix("static/icons/") {
                let svg = text(name, &path, &content)?;
                icons.insert(
                    icon.trim_end_matches(".svg").to_owned(),
                    Value::from_safe_string(svg.trim().to_owned()),
                );
            } else if path.starts_with("static/css/") {
                style.push_str(&text(name, &path, &content)?);
            } else if path.starts_with("static/") {
                statics.push(StaticFile { path, content, sha256 });
            }
        }
        statics.push(StaticFile {
            path: "static/site.css".to_owned(),
            sha256: Sha256::digest(&style).into(),
            content: Content::Plain(style.into_bytes().into()),
        });
        add_words(&mut statics, &words);
        add_assets(&mut environment, site, &statics);
        environment.add_function("icon", move |name: &str| {
            icons.get(name).cloned().ok_or_else(|| unknown("icon", name))
        });
        let menu_pages = Vec::new();
        Ok(Theme { environment, statics, digest, links, own, menu_pages, words })
    }

    /// The theme with `links` to pages of the site's own in its menu, where the settings have none.
    #[must_use]
    pub fn with_pages_in_menu(mut self, site: &Site, links: Vec<SiteLink>) -> Theme {
        if links.is_empty() {
            return self;
        }
        let view =
            SiteView { menu_pages: frame_links(site, &links), ..SiteView::of(site, &self.words) };
        self.environment.add_global("site", Value::from(Serde(view)));
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.digest);
        for link in &links {
            hasher.update(format!("{link:?}").as_bytes());
        }
        self.digest = *hasher.finalize().as_bytes();
        self.menu_pages = links;
        self
    }

    /// The theme for a site of pages only, whose pages link nothing else.
    #[must_use]
    pub fn of_pages_only(mut self, site: &Site) -> Theme {
        let view = SiteView {
            complete: false,
            federated: false,
            menu_pages: frame_links(site, &self.menu_pages),
            ..SiteView::of(site, &self.words)
        };
        self.environment.add_global("site", Value::from(Serde(view)));
        self
    }

    /// What the theme says, in the language of the site.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The links in the site's own templates that stand there as they are.
    pub fn template_links(&self) -> &[TemplateLink] {
        &self.links
    }

    /// BLAKE3 of the paths and SHA-256 of all its files.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The page at `path`, made by `template` from `view`. An error is the template's, and the same
    /// for every page ([`template_errors::told_once`]).
    pub fn render(
        &self,
        template: &str,
        path: String,
        view: &impl Serialize,
    ) -> Result<OutputFile, Diagnostic> {
        let render = || self.environment.get_template(template)?.render(Serde(view));
        match render() {
            Ok(html) => Ok(OutputFile { path, content: html.into_bytes() }),
            Err(error) => {
                let given = Value::from(Serde(view));
                Err(template_errors::in_view(&self.own, &self.environment, &error, &given))
            }
        }
    }

    /// Style sheet, scripts and images, to be published as they are.
    pub fn static_files(&self) -> &[StaticFile] {
        &self.statics
    }
}

fn own_templates(name: &str, files: &[ThemeFile]) -> OwnTemplates {
    let names = files.iter().filter_map(|file| file.path.strip_prefix("templates/"));
    OwnTemplates {
        folder: PathBuf::from(format!("themes/{name}/templates")),
        names: names.map(str::to_owned).collect(),
    }
}

fn links_of_templates(name: &str, files: &[ThemeFile]) -> Vec<TemplateLink> {
    let templates = files.iter().filter(|file| file.path.starts_with("templates/"));
    templates
        .flat_map(|file| {
            let path = format!("themes/{name}/{}", file.path);
            template_links::links_of(&path, &String::from_utf8_lossy(&file.content))
        })
        .collect()
}

fn environment(site: &Site, words: &Arc<Words>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(filters::write_escaped);
    environment.set_syntax(syntax());
    filters::add(&mut environment, site.base_url.path(), words);
    let base = site.base_url.path().to_owned();
    environment.add_function("href", move |path: &str| format!("{base}{path}"));
    let base = site.base_url.to_string();
    environment.add_function("iri", move |path: &str| format!("{base}{path}"));
    let said = Arc::clone(words);
    environment.add_function("say", move |id: &str, values: Kwargs| say(&said, id, &values));
    environment.add_global("site", Value::from(Serde(SiteView::of(site, words))));
    environment
}

/// `say("id", name=value, …)`: a message as HTML. Texts among the values are escaped; what a filter
/// or a `set` block made HTML is not.
fn say(words: &Words, id: &str, values: &Kwargs) -> Result<Value, Error> {
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
fn words_of(
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
fn add_words(statics: &mut Vec<StaticFile>, words: &Words) {
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

/// Blocks leave no blank lines behind.
fn syntax() -> SyntaxConfig {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    syntax.build().unwrap_or_default()
}

/// `asset(name)`: address of a static file, changing with its content so that browsers may keep it.
fn add_assets(environment: &mut Environment<'static>, site: &Site, statics: &[StaticFile]) {
    let addresses: BTreeMap<String, String> = statics
        .iter()
        .map(|file| {
            let hash = hex::encode(&file.sha256[..4]);
            let name = file.path.trim_start_matches("static/").to_owned();
            (name, format!("{}?v={hash}", site.href(&file.path)))
        })
        .collect();
    let known = Arc::new(addresses);
    let addresses = Arc::clone(&known);
    environment.add_function("asset", move |name: &str| {
        addresses.get(name).cloned().ok_or_else(|| unknown("static file", name))
    });
    // `optional_asset(name)`: the same, or an empty text where the theme has no such file. What
    // runs in the browser as WebAssembly is missing in a program that was built without it.
    environment.add_function("optional_asset", move |name: &str| {
        known.get(name).cloned().unwrap_or_default()
    });
}

fn unknown(what: &str, name: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("the theme has no {what} `{name}`"))
}

/// The variable that every template has beside its own.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is asked for")]
struct Everywhere<'a> {
    site: SiteView<'a>,
}

/// The schema of what every template has.
pub(crate) fn site_variable(generator: &mut SchemaGenerator) -> Schema {
    Everywhere::json_schema(generator)
}

/// What every template may say about the site.
#[derive(JsonSchema, Serialize)]
struct SiteView<'a> {
    title: &'a str,
    tagline: &'a str,
    /// The language of the theme's words.
    language: &'a str,
    /// Attribute of what is said in English alone: ` lang="en"`, or nothing where all is.
    english: Html,
    license: &'a str,
    repository: Option<&'a str>,
    contact: Option<String>,
    base_url: &'a str,
    /// Whether the publisher gave that address.
    has_address: bool,
    /// Whether scorecards, other formats, dump and search are there, and not only pages.
    complete: bool,
    /// Whether works of other catalogues are found too.
    federated: bool,
    version: &'static str,
    kinds: Vec<KindView>,
    /// The main menu, where the settings have one.
    menu: Vec<FrameLink>,
    /// Pages of the site's own that the usual menu has.
    menu_pages: Vec<FrameLink>,
    footer: FooterView,
}

/// The link that leads to `contact`, which may be an e-mail address alone.
fn address_of_contact(contact: &str) -> String {
    if is_email(contact) { format!("mailto:{contact}") } else { contact.to_owned() }
}

#[derive(JsonSchema, Serialize)]
struct KindView {
    name: &'static str,
    folder: &'static str,
}

impl SiteView<'_> {
    fn of<'a>(site: &'a Site, words: &'a Words) -> SiteView<'a> {
        SiteView {
            title: &site.config.title,
            tagline: &site.config.tagline,
            language: words.language(),
            english: Html::from_trusted(match words.language() {
                ENGLISH => String::new(),
                other if direction(other) == "rtl" => format!(" lang=\"{ENGLISH}\" dir=\"ltr\""),
                _ => format!(" lang=\"{ENGLISH}\""),
            }),
            license: &site.config.license,
            repository: site.config.repository.as_deref(),
            contact: site.config.contact.as_deref().map(address_of_contact),
            base_url: site.base_url.as_str(),
            has_address: site.has_address,
            complete: true,
            federated: !site.config.federation.is_empty(),
            menu: frame_links(site, &site.config.menu),
            menu_pages: Vec::new(),
            footer: FooterView::of(site),
            version: env!("CARGO_PKG_VERSION"),
            kinds: Kind::ALL
                .into_iter()
                .map(|kind| KindView { name: kind.name(), folder: kind.folder() })
                .collect(),
        }
    }
}

/// A folder of overrides must say for which version of the program it was written.
fn check_version(name: &str, overrides: &[ThemeFile]) -> Result<(), Diagnostic> {
    let folder = PathBuf::from(format!("themes/{name}"));
    if overrides.is_empty() {
        if name == "default" {
            return Ok(());
        }
        return Err(Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"))
            .in_file("site/site.yaml")
            .hint(format!("create `{}/theme.toml`, or set `theme: default`", folder.display())));
    }
    let file = folder.join("theme.toml");
    let hint = format!("write `faircat = \"{VERSION}\"` there once the templates fit this version");
    let Some(settings) = overrides.iter().find(|file| file.path == "theme.toml") else {
        return Err(Diagnostic::error(
            "theme-version",
            format!("the theme `{name}` does not say which version of faircat it was written for"),
        )
        .in_file(file)
        .hint(hint));
    };
    let text = String::from_utf8_lossy(&settings.content);
    let settings: Settings = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| 1 + text[..span.start].matches('\n').count());
        let file = Arc::new(file.clone());
        Diagnostic::error("theme-version", format!("this is no TOML: {}", error.message()))
            .at(Location { file, line, column: 0, length: 0 })
    })?;
    if settings.faircat.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let version = settings.faircat.as_deref().unwrap_or("of an unknown version");
    let what =
        format!("the theme `{name}` was written for faircat {version}, and this is {VERSION}");
    Err(Diagnostic::error("theme-version", what).in_file(file).hint(hint))
}

/// What `theme.toml` tells the program.
#[derive(Deserialize)]
struct Settings {
    /// Version of the program that the theme was written for.
    faircat: Option<String>,
}

fn text(theme: &str, path: &str, content: &Content) -> Result<String, Diagnostic> {
    let text = content.bytes().ok().and_then(|bytes| String::from_utf8(bytes.into_owned()).ok());
    text.ok_or_else(|| {
        Diagnostic::error("theme-encoding", "the file is not UTF-8")
            .in_file(format!("themes/{theme}/{path}"))
            .hint("save it as UTF-8")
    })
}

/// Content and SHA-256 of a theme's files by path.
type Files = BTreeMap<String, (Content, [u8; 32])>;

fn digest<'a>(files: &Files, words: impl Iterator<Item = &'a ThemeFile>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for (path, (_, sha256)) in files {
        hasher.update(path.as_bytes());
        hasher.update(sha256);
    }
    for file in words {
        hasher.update(file.path.as_bytes());
        hasher.update(&Sha256::digest(&file.content));
    }
    *hasher.finalize().as_bytes()
}

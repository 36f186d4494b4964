//! The look of the site: templates and static files, built in and overridable file by file.
//!
//! A theme is a folder of `theme.toml`, `templates/` and `static/`. The one in `themes/default` is
//! part of the program; a site's own folder `themes/<name>/` takes the place of any of its files.
//! Templates cannot fetch, and an undefined variable is an error.

mod messages;
mod site_view;
mod version;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest, Sha256};

use self::messages::{add_words, say, words_of};
use self::site_view::SiteView;
pub(crate) use self::site_view::site_variable;
use self::version::check_version;
use super::built_in_theme::{self, Content};
use super::filters;
use super::frame_links::frame_links;
use super::template_errors::{self, OwnTemplates};
use super::template_links::{self, TemplateLink};
use super::undefined_variables;
use super::words::Words;
use faircat_catalog::site::{Site, SiteLink};
use faircat_formats::dossier::OutputFile;
use faircat_outside_world::theme_folder::ThemeFile;
use faircat_record::diagnostic::Diagnostic;

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
                Err(template_errors::in_view(
                    &self.own,
                    &self.environment,
                    &error,
                    (template, &given),
                ))
            }
        }
    }

    /// Warnings of variables that the site's own templates name, and no page gives them.
    pub fn undefined_variables(&self) -> Vec<Diagnostic> {
        undefined_variables::of(&self.own, &self.environment)
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

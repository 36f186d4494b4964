//! The files of the theme that is part of the program.

#![allow(
    clippy::disallowed_methods,
    reason = "what `Embed` derives reads files where the program is not optimised"
)]

use std::borrow::Cow;
use std::io::Read;

use flate2::read::GzDecoder;
use rust_embed::Embed;

use faircat_record::diagnostic::Diagnostic;

#[derive(Embed)]
#[folder = "theme/"]
struct Files;

/// What runs in the browser is large, seldom new, and packed by `cargo xtask wasm`: these files.
const PACKED: (&str, &str) = ("static/wasm/", ".gz");

/// Content of a theme's file, which stays where the program has it.
pub enum Content {
    Plain(Cow<'static, [u8]>),
    Gzip(Cow<'static, [u8]>),
}

impl Content {
    /// The path at which a theme's file `name` is published, and its content.
    pub(super) fn of(name: &str, bytes: Cow<'static, [u8]>) -> (String, Content) {
        let (folder, suffix) = PACKED;
        match name.strip_suffix(suffix).filter(|path| path.starts_with(folder)) {
            Some(path) => (path.to_owned(), Content::Gzip(bytes)),
            None => (name.to_owned(), Content::Plain(bytes)),
        }
    }

    /// The file's bytes.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, Diagnostic> {
        match self {
            Content::Plain(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Gzip(packed) => unpacked(packed).map(Cow::Owned),
        }
    }
}

fn unpacked(packed: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).map_err(|error| {
        let message = format!("the theme within the program is damaged: {error}");
        Diagnostic::error("theme", message).hint("install faircat again")
    })?;
    Ok(bytes)
}

/// A file of the theme.
pub(super) struct File {
    /// Below the theme's folder, with `/`.
    pub(super) path: String,
    pub(super) content: Content,
    /// Of the content as the program has it.
    pub(super) sha256: [u8; 32],
}

/// All files, sorted by path.
pub(super) fn files() -> impl Iterator<Item = File> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    names.into_iter().filter_map(|name| {
        let file = Files::get(&name)?;
        let (path, content) = Content::of(&name, file.data);
        Some(File { path, content, sha256: file.metadata.sha256_hash() })
    })
}

/// The paths of all files, sorted.
pub fn paths() -> Vec<String> {
    files().map(|file| file.path).collect()
}

/// Whether there is a template called `name`.
pub(super) fn has_template(name: &str) -> bool {
    Files::get(&format!("templates/{name}")).is_some()
}

/// The content of the file at `path`, where there is one.
pub fn content(path: &str) -> Option<Content> {
    files().find(|file| file.path == path).map(|file| file.content)
}

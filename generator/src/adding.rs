//! From a file of a model or of data to a record in which only what people know is still to write.

mod external;
mod kinds;
mod model_files;
mod offered;
mod schema_address;
mod storing;
mod text;

use std::path::{Path, PathBuf};

use faircat_catalog::checks::{self, NoFiles, placeholders, plain_slug};
use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::formats::yaml;
use crate::outside_world::bounded_file::unreadable;
use crate::outside_world::checksum;
use crate::record::{AgentRef, InlineAgent, Signature, Work};
use crate::record::{Artifact, ArtifactRole, DatasetSection, Field, Kind, ModelSection, Record};

use self::external::OtherFile;
use self::kinds::{FileKind, kind_of, of_data};
pub use self::kinds::{endings, known_endings};
pub use self::offered::{HOW, offered};
pub use self::schema_address::schema_address;
pub use self::text::Line;

/// Largest file that is copied beside its record, in bytes: larger ones are no matter for Git.
pub const LARGEST_COPY: u64 = 50 << 20;

/// Where a record goes, and what is said of it by hand.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The folder of the catalogue; made where missing.
    pub catalog: &'a Path,
    pub kind: Option<Kind>,
    pub slug: Option<&'a str>,
    /// Before what the file says of itself; the slug follows from it where none is given.
    pub title: Option<&'a str>,
    /// Whether what else the record may say follows as comments.
    pub offers: bool,
    /// Address at which the file is published; it is not copied then.
    pub url: Option<&'a str>,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// A record that was made.
#[derive(Debug)]
pub struct Added {
    /// Its file.
    pub file: PathBuf,
    pub text: String,
    /// What is still to be written, in the order of the text.
    pub lines: Vec<Line>,
    /// Sentences about what is not known of the file.
    pub unread: Vec<String>,
    /// Warnings about files that belong to it.
    pub problems: Vec<Diagnostic>,
    pub state: State,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Written,
    /// It was there just so.
    Unchanged,
    /// It would have been written.
    Shown,
}

/// What a file says of itself.
#[derive(Debug, Default)]
struct Content {
    fields: Vec<Field>,
    rows: Option<u64>,
    signature: Option<Signature>,
    opset: Option<u32>,
    parameters: Option<u64>,
    framework: Vec<String>,
    /// What the file states as such: title, licence, author, description, version.
    title: Option<String>,
    license: Option<String>,
    author: Option<String>,
    description: Option<String>,
    version: Option<String>,
    /// For `extensions`, under the name of the kind of file.
    facts: Map<String, Value>,
    unread: Vec<String>,
    /// Files that belong to it, and what is wrong with others that do.
    beside: Vec<OtherFile>,
    problems: Vec<Diagnostic>,
}

type Described = Result<Content, Box<Diagnostic>>;

/// Makes the record of `file` in `target`.
pub fn add(file: &Path, target: Target<'_>) -> Result<Added, Box<Diagnostic>> {
    let adding = Adding::new(file, target)?;
    let content = (adding.file_kind.describe)(file)?;
    adding.write(content)
}

/// Refuses a word that cannot be part of addresses, as somebody typed it.
pub fn named_well(slug: &str) -> Result<(), Box<Diagnostic>> {
    checks::slug_problem(slug).map_or(Ok(()), |message| {
        let problem = Diagnostic::error("slug", message);
        Err(Box::new(problem.hint("name it with small letters, digits and `-`, as `my-model`")))
    })
}

/// A file on its way into a catalogue.
struct Adding<'a> {
    file: &'a Path,
    /// The last part of its path.
    name: &'a str,
    file_kind: &'static FileKind,
    kind: Kind,
    slug: String,
    digests: checksum::Digests,
    target: Target<'a>,
}

impl<'a> Adding<'a> {
    fn new(file: &'a Path, target: Target<'a>) -> Result<Adding<'a>, Box<Diagnostic>> {
        let wrong = |code, message: String, hint: String| {
            Box::new(Diagnostic::error(code, message).in_file(file).hint(hint))
        };
        let name = file.file_name().and_then(|it| it.to_str()).ok_or_else(|| {
            let message = "the name of this file is no text".to_owned();
            wrong("add-file", message, "rename the file".to_owned())
        })?;
        let file_kind = kind_of(file).ok_or_else(|| {
            let message = "no record is made of a file with this ending".to_owned();
            let hint = format!(
                "its name must end in {}; `faircat import` reads descriptions of works",
                endings()
            );
            wrong("add-file", message, hint)
        })?;
        let digests =
            checksum::of_file(file).map_err(|error| Box::new(unreadable(file, &error)))?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let named = target.title.unwrap_or(stem);
        target.slug.map_or(Ok(()), named_well)?;
        let slug = target.slug.map_or_else(|| plain_slug(named), str::to_owned);
        if slug.is_empty() {
            let message = "no word for the record follows from the name of this file".to_owned();
            return Err(wrong("add-slug", message, "give one with `--slug`".to_owned()));
        }
        if let Some(message) = checks::slug_problem(&slug) {
            return Err(wrong("add-slug", message, "give another with `--slug`".to_owned()));
        }
        let kind = target.kind.unwrap_or(file_kind.kind);
        Ok(Adding { file, name, file_kind, kind, slug, digests, target })
    }

    fn write(&self, content: Content) -> Result<Added, Box<Diagnostic>> {
        let unread = content.unread.clone();
        let (mut content, mut beside) = (content, Vec::new());
        std::mem::swap(&mut content.beside, &mut beside);
        let problems = std::mem::take(&mut content.problems);
        let mut work = self.work(content);
        work.artifacts.extend(beside.iter().map(|it| self.artifact_beside(it)));
        self.check(&work)?;
        let body = yaml::to_yaml(&work).map_err(|reason| Box::new(self.problem(&reason)))?;
        let schema = schema_address(self.target.catalog, self.kind, 2);
        let body = match self.target.offers {
            true => offered::with_offered(&body, self.kind),
            false => body,
        };
        let made_of = text::MadeOf {
            file: self.name,
            kind: self.kind,
            schema: &schema,
            offers: self.target.offers,
        };
        let (text, lines) = text::annotated(&body, &made_of, &unread);
        let folder = self.target.catalog.join(self.kind.folder()).join(&self.slug);
        let file = folder.join("record.yaml");
        let state = match self.target.dry_run {
            true => State::Shown,
            false => self.store(&file, &text, &beside)?,
        };
        Ok(Added { file, text, lines, unread, problems, state })
    }

    /// A file that belongs to the model, as an artifact.
    fn artifact_beside(&self, other: &OtherFile) -> Artifact {
        let is_copied = self.is_copied() && other.digests.size <= LARGEST_COPY;
        let (path, url) = match is_copied {
            true => (Some(other.path.clone()), None),
            false => (None, Some(text::URL.to_owned())),
        };
        Artifact {
            role: ArtifactRole::Weights,
            path,
            url,
            size: Some(other.digests.size),
            sha256: Some(other.digests.sha256.clone()),
            description: Some(format!("Numbers of `{}`", self.name)),
            ..Artifact::default()
        }
    }

    /// Whether the file is copied beside the record.
    fn is_copied(&self) -> bool {
        self.target.url.is_none() && self.digests.size <= LARGEST_COPY
    }

    /// The file itself, as the record has it.
    fn artifact(&self, opset: Option<u32>) -> Artifact {
        let (path, url) = match self.target.url {
            Some(url) => (None, Some(url.to_owned())),
            None if self.is_copied() => (Some(self.name.to_owned()), None),
            None => (None, Some(text::URL.to_owned())),
        };
        let is_model = self.kind == Kind::Model;
        Artifact {
            role: if is_model { ArtifactRole::Weights } else { ArtifactRole::Data },
            path,
            url,
            media_type: Some(self.file_kind.media_type.to_owned()),
            format: Some(self.file_kind.format.to_owned()),
            size: Some(self.digests.size),
            sha256: Some(self.digests.sha256.clone()),
            opset,
            ..Artifact::default()
        }
    }

    fn work(&self, content: Content) -> Work {
        let kind = self.kind;
        let author = content.author.unwrap_or_else(|| text::AUTHOR.to_owned());
        let authors = author.split(';').map(str::trim).filter(|it| !it.is_empty());
        let authors = authors.map(|name| {
            AgentRef::Inline(InlineAgent { name: name.to_owned(), ..InlineAgent::default() })
        });
        let title = self.target.title.map(str::to_owned).or(content.title);
        let mut work = Work::new(kind, title.unwrap_or_else(|| text::title(kind)));
        work.description = Some(content.description.unwrap_or_else(|| text::description(kind)));
        work.version = content.version;
        work.authors = authors.collect();
        work.license = Some(content.license.unwrap_or_else(|| text::LICENSE.to_owned()));
        work.artifacts = vec![self.artifact(content.opset)];
        if kind == Kind::Model {
            work.model = Some(Box::new(ModelSection {
                task: vec![text::TASK.to_owned()],
                framework: content.framework,
                parameters: content.parameters,
                signature: content.signature,
                ..ModelSection::default()
            }));
        }
        if kind == Kind::Dataset {
            work.dataset = Some(Box::new(DatasetSection {
                fields: content.fields,
                formats: vec![self.file_kind.format.to_owned()],
                size: Some(self.digests.size),
                number_of_files: Some(1),
                number_of_items: content.rows,
                collection: Some(text::COLLECTION.to_owned()),
                ..DatasetSection::default()
            }));
        }
        if !content.facts.is_empty() {
            let name = self.file_kind.format.to_ascii_lowercase();
            work.extensions.insert(name, Value::Object(content.facts));
        }
        work
    }

    /// Fails where a check would refuse the record for anything but what is still to be written.
    fn check(&self, work: &Work) -> Result<(), Box<Diagnostic>> {
        if self.is_copied() {
            self.check_hosting()?;
        }
        let text = yaml::to_yaml(work).map_err(|reason| Box::new(self.problem(&reason)))?;
        let unfilled = placeholders::of_text(&text);
        let record = Record::Work(Box::new(work.clone()));
        let found = checks::of_record(self.kind, &self.slug, &record, &NoFiles, None);
        let found = placeholders::not_about(&unfilled, found).into_iter();
        // The file is not there yet.
        let is_path =
            |pointer: &str| pointer.starts_with("/artifacts/") && pointer.ends_with("/path");
        let mut wrong = found.filter(|it| !is_path(&it.pointer) && it.diagnostic.is_error());
        match wrong.next() {
            Some(fault) => Err(Box::new(fault.diagnostic.in_file(self.file))),
            None => Ok(()),
        }
    }

    fn problem(&self, reason: &str) -> Diagnostic {
        let message = format!("no record can be made: {reason}");
        Diagnostic::error("add-file", message).in_file(self.file)
    }
}

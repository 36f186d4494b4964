//! Which files a command line names, and of which format each is.

use std::path::{Path, PathBuf};

use faircat_inference::figures::counted;
use faircat_text::visible;

use crate::adding;
use crate::diagnostic::Diagnostic;
use crate::formats::format::Format;
use crate::formats::list::{self, FORMATS, format_named};
use crate::importing;
use crate::outside_world::import_sources::{self, Opened, SourceFile};

/// Most sources of which each is told apart from the others.
const MOST_TOLD: usize = 20;

/// Files of one format.
pub(super) type Group = (&'static Format, Vec<SourceFile>);

/// Files by format, and what is wrong with those that are of none.
#[derive(Default)]
pub(super) struct Groups {
    pub groups: Vec<Group>,
    pub problems: Vec<Diagnostic>,
    /// Which formats were found where none was named.
    pub told: Vec<String>,
}

/// The files of `sources` by format, and what is wrong with those that are of none. An error means
/// that the command line makes no sense.
pub(super) fn groups(sources: &[PathBuf]) -> Result<Groups, Diagnostic> {
    let Some((first, rest)) = sources.split_first() else { return Ok(Groups::default()) };
    let name = first.to_str().unwrap_or_default();
    let mut found = Groups::default();
    match format_named(name) {
        Some(format) if format.reader.is_none() => {
            let message = format!("`{name}` is written, not read");
            return Err(Diagnostic::error("not-read", message).hint(readable()));
        }
        Some(_) if rest.is_empty() => {
            let message = format!("no file is named after the format `{name}`");
            let hint = format!("name one, or `./{name}` for a file of that name");
            return Err(Diagnostic::error("no-source", message).hint(hint));
        }
        Some(format) => rest.iter().for_each(|source| found.add_as(format, source)),
        None if is_word(name) && !import_sources::exists(first) => {
            let message = format!("`{name}` is neither a format nor a file");
            return Err(Diagnostic::error("unknown-format", message).hint(readable()));
        }
        None => found.add_all(sources),
    }
    Ok(found)
}

/// Whether `text` looks like the name of a format rather than of a file.
fn is_word(text: &str) -> bool {
    text != "-" && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn readable() -> String {
    let names = FORMATS.iter().filter(|format| format.reader.is_some());
    let names: Vec<String> = names.map(|format| format!("`{}`", format.name)).collect();
    format!("formats that are read: {}", names.join(", "))
}

impl Groups {
    /// Adds `source`, which is said to be of `format`. Of a folder or an archive, only what looks
    /// like it.
    fn add_as(&mut self, format: &'static Format, source: &Path) {
        match import_sources::open(source) {
            Ok(Opened::File(file)) => match described(file) {
                Ok(file) => self.add(format, file),
                Err(problem) => self.problems.push(problem),
            },
            Ok(Opened::Collection { files, large, problems }) => {
                self.problems.extend(problems);
                let recognised = importing::recognised(&files, &large);
                self.problems.extend(recognised.problems);
                let mut of_format = recognised.files;
                of_format.retain(|(found, _)| found.name == format.name);
                if of_format.is_empty() {
                    let message = format!("no file in it is of the format `{}`", format.name);
                    self.problems.push(nothing(source, message));
                }
                of_format.into_iter().for_each(|(found, file)| self.add(found, file));
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Adds each file by what is in it; says which formats were found.
    fn add_all(&mut self, sources: &[PathBuf]) {
        let tells_each = sources.len() <= MOST_TOLD;
        for source in sources {
            let found = match import_sources::open(source) {
                Ok(Opened::File(file)) => self.of_file(file),
                Ok(Opened::Collection { files, large, problems }) => {
                    self.problems.extend(problems);
                    self.of_collection(source, &files, &large)
                }
                Err(problem) => {
                    self.problems.push(problem);
                    continue;
                }
            };
            if tells_each && !found.is_empty() {
                self.told.push(told(source, &found));
            }
            found.into_iter().for_each(|(format, files)| {
                files.into_iter().for_each(|file| self.add(format, file));
            });
        }
        if !tells_each {
            for (format, files) in &self.groups {
                let count = counted(files.len() as u64, "file", "files");
                self.told.push(format!("{count}: {} ({})", format.name, format.title));
            }
        }
    }

    fn of_file(&mut self, file: SourceFile) -> Vec<Group> {
        let place = file.place.clone();
        let found = described(file).and_then(|file| Ok((importing::recognise(&file)?, file)));
        match found {
            Ok((Some(format), file)) => return vec![(format, vec![file])],
            Ok((None, _)) => {
                self.problems.push(unknown(&place));
            }
            Err(problem) => self.problems.push(problem),
        }
        Vec::new()
    }

    fn of_collection(
        &mut self,
        source: &Path,
        files: &[SourceFile],
        large: &[SourceFile],
    ) -> Vec<Group> {
        let mut found = Groups::default();
        let recognised = importing::recognised(files, large);
        self.problems.extend(recognised.problems);
        for (format, file) in recognised.files {
            found.add(format, file);
        }
        if found.groups.is_empty() {
            let message = match files.len() as u64 {
                0 => "there is no file here; hidden ones are not read".to_owned(),
                count => {
                    format!("no format has what is in {} here", counted(count, "file", "files"))
                }
            };
            self.problems.push(nothing(source, message));
        }
        found.groups
    }

    fn add(&mut self, format: &'static Format, file: SourceFile) {
        match self.groups.iter_mut().find(|(it, _)| it.name == format.name) {
            Some((_, files)) => files.push(file),
            None => self.groups.push((format, vec![file])),
        }
    }
}

/// `file`, or that beside it which it shows to people, where it holds nothing itself.
fn described(file: SourceFile) -> Result<SourceFile, Diagnostic> {
    let Some(beside) = list::shown_by(&file.place) else { return Ok(file) };
    if importing::recognise(&file)?.is_some() {
        return Ok(file);
    }
    match import_sources::open(&beside)? {
        Opened::File(found) => Ok(found),
        Opened::Collection { .. } => Ok(file),
    }
}

/// That no format has what is in the file at `place`. Data and weights have another command.
fn unknown(place: &Path) -> Diagnostic {
    let ending = place.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let problem = nothing(place, "no format has what is in this file".to_owned());
    if adding::known_endings().any(|it| it == ending) {
        let message = "this is a file of data or weights, and describes no work".to_owned();
        let shown = place.display();
        return nothing(place, message)
            .hint(format!("`faircat add {shown}` makes a record of what it says of itself"));
    }
    if matches!(&*ending, "html" | "htm") {
        let message = "the page holds no JSON-LD of a work".to_owned();
        return nothing(place, message);
    }
    problem
}

fn nothing(place: &Path, message: String) -> Diagnostic {
    Diagnostic::error("import-unknown-format", message).in_file(place).hint(readable())
}

/// Of which formats the files of `source` are.
fn told(source: &Path, groups: &[Group]) -> String {
    let of_format = |(format, files): &Group| {
        let count = match files.as_slice() {
            [one] if one.place == source => String::new(),
            files => format!("{} of ", counted(files.len() as u64, "file", "files")),
        };
        format!("{count}{} ({})", format.name, format.title)
    };
    let formats: Vec<String> = groups.iter().map(of_format).collect();
    let source = source.display().to_string();
    format!("`{}`: {}", visible(&source), formats.join(", "))
}

//! Texts of a source that know where each of their values stands.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::positions::Positions;
use faircat_record::yaml::Place;
use url::Url;

use crate::reader::Input;

/// Lines of values by their JSON pointers.
pub(crate) type Lines = BTreeMap<String, usize>;

/// Where a value of a source stands.
#[derive(Clone, Debug)]
pub(crate) struct Whereabouts {
    file: Arc<PathBuf>,
    /// Line of the file at which the record begins, where only that is known; else 0.
    line: usize,
    /// JSON pointer of what is meant within the document; empty for all of it.
    base: String,
    /// The texts that the document is made of, by the JSON pointers of what they hold; the records of a
    /// file share them.
    parts: Arc<BTreeMap<String, Part>>,
}

/// What stands at one place of a document, and where that is in a text.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub text: Arc<Text>,
    /// JSON pointer within the text; none where the text says it by other names.
    pub inner: Option<String>,
    /// The file, where it is not the one that the record is of.
    pub file: Option<Arc<PathBuf>>,
}

/// A text within a file.
#[derive(Debug)]
pub(crate) struct Text {
    /// JSON or YAML.
    text: Box<str>,
    /// Lines of the file before the text.
    before: usize,
    /// Characters of its first line before the text.
    left: usize,
    /// Whether it is not the whole file.
    is_within: bool,
    /// The lines of values by their JSON pointers, where the text is neither JSON nor YAML.
    lines: Option<fn(&str) -> Lines>,
    /// Where the values of the text stand, once somebody asks.
    places: OnceLock<Places>,
}

/// Where the values of a text stand.
#[derive(Debug)]
enum Places {
    Tree(Positions),
    Lines(Lines),
}

impl Text {
    fn new(text: &str, before: usize) -> Text {
        let places = OnceLock::new();
        Text { text: text.into(), before, left: 0, is_within: false, lines: None, places }
    }

    /// The text that stands in `page` from the byte `start` on, which may hide parts of it.
    pub(crate) fn within(page: &str, text: &str, start: usize) -> Text {
        let before = page.get(..start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Text {
            left: line.chars().count(),
            is_within: true,
            ..Text::new(text, before.matches('\n').count())
        }
    }

    /// A line of a file, of which so many are `before` it.
    pub(crate) fn line(text: &str, before: usize) -> Text {
        Text { is_within: true, ..Text::new(text, before) }
    }

    /// `place` in the file.
    fn moved(&self, place: Place) -> Place {
        let Place { line, column, length } = place;
        let left = if line == 1 { self.left } else { 0 };
        Place { line: line + self.before, column: column + left, length }
    }

    /// Where its values stand, which is read once.
    fn places(&self) -> &Places {
        self.places.get_or_init(|| match self.lines {
            Some(lines) => Places::Lines(lines(&self.text)),
            // JSON is YAML, but for tabs: of such a text only the file is named.
            None => Places::Tree(Positions::of(&self.text)),
        })
    }

    /// The place of the value at the JSON `pointer`, or of what is around it; line 0 where none is known
    /// but that of the text.
    fn place(&self, pointer: &str) -> Place {
        match self.places() {
            Places::Lines(lines) => {
                Place { line: nearest(lines, pointer).copied().unwrap_or(0), ..Place::default() }
            }
            Places::Tree(_) if pointer.is_empty() => self.start(),
            Places::Tree(positions) => match positions.nearest(pointer) {
                place if place.line == 0 => self.start(),
                place => self.moved(place),
            },
        }
    }

    /// Where it begins in the file, if it is not that.
    fn start(&self) -> Place {
        match self.is_within {
            true => self.moved(Place { line: 1, column: 1, length: 0 }),
            false => Place::default(),
        }
    }

    /// What is wrong at this line and column of the text, of which the first are 1.
    pub(crate) fn at(&self, file: Arc<PathBuf>, line: usize, column: usize) -> Location {
        let text = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let before = text.as_bytes().get(..column.saturating_sub(1)).unwrap_or_default();
        // Columns are counted in characters here, and in bytes by readers of JSON.
        let characters = before.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        let place = Place { line: line.max(1), column: characters + 1, length: 1 };
        location(file, self.moved(place))
    }
}

fn location(file: Arc<PathBuf>, place: Place) -> Location {
    let Place { line, column, length } = place;
    Location { file, line, column, length }
}

impl Whereabouts {
    pub(crate) fn new(input: &Input, text: &str, before: usize) -> Whereabouts {
        Whereabouts::of_parts(input, [(String::new(), Part::whole(Text::new(text, before)))].into())
    }

    /// A document that is put together of `parts`.
    pub(crate) fn of_parts(input: &Input, parts: BTreeMap<String, Part>) -> Whereabouts {
        let file = Arc::new(input.place.to_owned());
        Whereabouts { file, line: 0, base: String::new(), parts: Arc::new(parts) }
    }

    /// A file of whose parts no place is known.
    pub(crate) fn file(input: &Input) -> Whereabouts {
        Whereabouts::of_parts(input, BTreeMap::new())
    }

    /// As [`Whereabouts::file`], a part that begins at `line`.
    pub(crate) fn at_line(input: &Input, line: usize) -> Whereabouts {
        Whereabouts { line, ..Whereabouts::file(input) }
    }

    /// A file of which `lines` tells where values stand in its text.
    pub(crate) fn with_lines(input: &Input, text: &str, lines: fn(&str) -> Lines) -> Whereabouts {
        Whereabouts::of_parts(input, [(String::new(), Part::with_lines(text, lines))].into())
    }

    /// Notes that `part` is what stands at the JSON `pointer`.
    pub(crate) fn put(&mut self, pointer: String, part: Part) {
        Arc::make_mut(&mut self.parts).insert(pointer, part);
    }

    /// The value at the JSON `pointer` of this one.
    pub(crate) fn below(&self, pointer: &str) -> Whereabouts {
        Whereabouts { base: format!("{}{pointer}", self.base), ..self.clone() }
    }

    /// Where the file was fetched from, if it was.
    pub(crate) fn address(&self) -> Option<Url> {
        let address = Url::parse(self.file.to_str()?).ok()?;
        matches!(address.scheme(), "http" | "https").then_some(address)
    }

    /// The file as a whole.
    pub(crate) fn whole(&self) -> Location {
        Location { file: Arc::clone(&self.file), line: self.line, column: 0, length: 0 }
    }

    /// `diagnostics`, each with the JSON pointer (RFC 6901) of what it is about, at their places.
    pub(crate) fn place(&self, diagnostics: Vec<(String, Diagnostic)>) -> Vec<Diagnostic> {
        let at = |pointer: &str| {
            let pointer = format!("{}{pointer}", self.base);
            self.found(&pointer).unwrap_or_else(|| self.whole())
        };
        diagnostics.into_iter().map(|(pointer, it)| it.at(at(&pointer))).collect()
    }

    /// The JSON pointers, from the record on, of each of the scalars `wanted`, in the order of the
    /// text. Of XML and the like none is known.
    pub(crate) fn pointers_of(&self, wanted: &HashSet<String>) -> HashMap<String, Vec<String>> {
        let mut found: HashMap<String, Vec<String>> = HashMap::new();
        let Some((around, part)) = self.part(&self.base) else { return found };
        let Some(inner) = &part.inner else { return found };
        let Places::Tree(positions) = part.text.places() else { return found };
        let start = format!("{inner}{}", self.base.strip_prefix(around).unwrap_or_default());
        positions.each_scalar(&start, &mut |pointer, text| {
            if wanted.contains(text) {
                found.entry(text.to_owned()).or_default().push(pointer.to_owned());
            }
        });
        found
    }

    /// The part that holds the value at `pointer`, after where it stands itself.
    fn part<'p>(&self, pointer: &'p str) -> Option<(&'p str, &Part)> {
        let mut around = pointer;
        loop {
            match (self.parts.get(around), around.rsplit_once('/')) {
                (Some(part), _) => return Some((around, part)),
                (None, Some((outer, _))) => around = outer,
                (None, None) => return None,
            }
        }
    }

    /// Where the value at `pointer` of the document stands.
    fn found(&self, pointer: &str) -> Option<Location> {
        let (around, part) = self.part(pointer)?;
        let rest = pointer.strip_prefix(around).unwrap_or_default();
        let place = match &part.inner {
            Some(inner) => part.text.place(&format!("{inner}{rest}")),
            None => part.text.start(),
        };
        Some(match &part.file {
            Some(file) => location(Arc::clone(file), place),
            None => self.at(place),
        })
    }

    fn at(&self, place: Place) -> Location {
        if place.line == 0 {
            return self.whole();
        }
        location(Arc::clone(&self.file), place)
    }

    /// `place` in the text of a file that has but one.
    pub(super) fn location(&self, place: Place) -> Location {
        match self.parts.values().next() {
            Some(part) if place.line > 0 => self.at(part.text.moved(place)),
            _ => self.whole(),
        }
    }
}

impl Part {
    fn whole(text: Text) -> Part {
        Part { text: Arc::new(text), inner: Some(String::new()), file: None }
    }

    /// The whole `text` of a file, of which `lines` tells where values stand.
    pub(crate) fn with_lines(text: &str, lines: fn(&str) -> Lines) -> Part {
        Part::whole(Text { lines: Some(lines), ..Text::new(text, 0) })
    }

    /// The whole text of a file that lies beside that of the record.
    pub(crate) fn beside(input: &Input, text: &str) -> Part {
        Part { file: Some(Arc::new(input.place.to_owned())), ..Part::whole(Text::new(text, 0)) }
    }

    /// The value at the JSON `pointer` of this one.
    pub(crate) fn below(&self, pointer: &str) -> Part {
        let inner = self.inner.as_ref().map(|it| format!("{it}{pointer}"));
        Part { inner, ..self.clone() }
    }
}

/// What `lines` has for the value at `pointer`, or for what is around it.
fn nearest<'l>(lines: &'l Lines, pointer: &str) -> Option<&'l usize> {
    let mut pointer = pointer;
    loop {
        match (lines.get(pointer), pointer.rsplit_once('/')) {
            (Some(line), _) => return Some(line),
            (None, Some((around, _))) => pointer = around,
            (None, None) => return None,
        }
    }
}

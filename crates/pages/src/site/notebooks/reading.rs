//! Notebooks of Jupyter as they lie in `site/notebooks/`: nbformat 4, with what their cells gave.

use std::collections::BTreeMap;
use std::path::PathBuf;

use faircat_record::diagnostic::Diagnostic;
use serde::Deserialize;
use serde_json::Value;

/// Cells of one notebook that are read.
const MOST_CELLS: usize = 2000;

/// A file of `site/notebooks/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Notebook {
    /// The file's name without its ending, which is that of the page.
    pub name: String,
    /// The first heading of level 1, or the name.
    pub title: String,
    /// The first paragraph below it, as it is written.
    pub lead: String,
    pub(super) cells: Vec<Cell>,
    /// The file as it is, for the download.
    pub(super) text: String,
}

/// One cell, with what it gave when it was run.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Markdown(String),
    Code { source: String, number: Option<u64>, outputs: Vec<Output> },
}

/// What a cell gave.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Output {
    Text(String),
    Failure(String),
    /// An image in base64, with its description.
    Png(String, String),
    Svg(String, String),
    /// Of a media type that is not shown.
    LeftOut(String),
}

#[derive(Deserialize)]
struct File {
    nbformat: u32,
    #[serde(default)]
    cells: Vec<RawCell>,
}

#[derive(Deserialize)]
struct RawCell {
    cell_type: String,
    #[serde(default)]
    source: Lines,
    execution_count: Option<u64>,
    #[serde(default)]
    outputs: Vec<RawOutput>,
}

#[derive(Deserialize)]
struct RawOutput {
    output_type: String,
    #[serde(default)]
    text: Lines,
    #[serde(default)]
    data: BTreeMap<String, Value>,
    #[serde(default)]
    ename: String,
    #[serde(default)]
    evalue: String,
    #[serde(default)]
    traceback: Vec<String>,
}

/// A text, whole or by its lines.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Lines {
    Several(Vec<String>),
    Whole(String),
    #[default]
    None,
}

impl Lines {
    fn joined(self) -> String {
        match self {
            Lines::Several(lines) => lines.concat(),
            Lines::Whole(text) => text,
            Lines::None => String::new(),
        }
    }
}

impl Notebook {
    /// The notebook `text` of the file `path` below `site/notebooks/`.
    ///
    /// Errors: a name that is none of a page, what is no notebook of nbformat 4, and one with too many
    /// cells.
    pub fn read(path: &str, text: String) -> Result<Notebook, Diagnostic> {
        let name = path.trim_end_matches(".ipynb").to_owned();
        let wrong = |message: String, hint: &str| {
            let file = PathBuf::from("site/notebooks").join(path);
            Err(Diagnostic::error("notebook", message).hint(hint).in_file(file))
        };
        let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if name.is_empty() || name == "index" || !name.bytes().all(good) {
            let message = format!("`{name}` can be no address of a page");
            return wrong(message, "name it by letters, digits, hyphens and underscores");
        }
        let file: File = match serde_json::from_str(&text) {
            Ok(file) => file,
            Err(error) => {
                let message = format!("the notebook cannot be read: {error}");
                return wrong(message, "save it again in Jupyter");
            }
        };
        if file.nbformat != 4 {
            let message = format!("the notebook is of nbformat {}", file.nbformat);
            return wrong(message, "`jupyter nbconvert --to notebook` makes nbformat 4 of it");
        }
        if file.cells.len() > MOST_CELLS {
            let message = format!("the notebook has {} cells", file.cells.len());
            return wrong(message, &format!("at most {MOST_CELLS} are shown: cut it into several"));
        }
        let mut cells: Vec<Cell> = file.cells.into_iter().filter_map(cell).collect();
        let (title, lead) = take_title(&mut cells);
        let title = title.unwrap_or_else(|| name.clone());
        Ok(Notebook { name, title, lead, cells, text })
    }

    /// Address of its page, relative to the site's root.
    pub fn path(&self) -> String {
        format!("notebooks/{}/", self.name)
    }

    /// Where the site has the file itself.
    pub fn file(&self) -> String {
        format!("notebooks/{0}/{0}.ipynb", self.name)
    }

    /// Whether any cell was run.
    pub(super) fn was_run(&self) -> bool {
        let ran = |cell: &Cell| matches!(cell, Cell::Code { outputs, .. } if !outputs.is_empty());
        self.cells.iter().any(ran)
    }
}

/// Raw cells are for converters only.
fn cell(raw: RawCell) -> Option<Cell> {
    let source = raw.source.joined();
    match raw.cell_type.as_str() {
        "markdown" => Some(Cell::Markdown(source)),
        "code" if source.trim().is_empty() && raw.outputs.is_empty() => None,
        "code" => {
            let mut outputs = Vec::new();
            for output in raw.outputs {
                add(&mut outputs, output);
            }
            Some(Cell::Code { source, number: raw.execution_count, outputs })
        }
        _ => None,
    }
}

/// Adds what `raw` says; what is written in several parts is one text.
fn add(outputs: &mut Vec<Output>, raw: RawOutput) {
    let made = match raw.output_type.as_str() {
        "stream" => Output::Text(plain(&raw.text.joined())),
        "error" if raw.traceback.is_empty() => {
            Output::Failure(format!("{}: {}", raw.ename, raw.evalue))
        }
        "error" => Output::Failure(plain(&raw.traceback.join("\n"))),
        _ => match shown(raw.data) {
            Some(output) => output,
            None => return,
        },
    };
    match (outputs.last_mut(), &made) {
        (Some(Output::Text(before)), Output::Text(more)) => before.push_str(more),
        _ => outputs.push(made),
    }
}

/// The form of an output that a page shows: never HTML or a script of a notebook.
fn shown(mut data: BTreeMap<String, Value>) -> Option<Output> {
    let mut text = |media_type: &str| {
        let lines: Lines = serde_json::from_value(data.remove(media_type)?).ok()?;
        Some(lines.joined())
    };
    let description = text("text/plain").map(|text| plain(&text));
    let alt = description.clone().unwrap_or_default();
    if let Some(image) = text("image/png") {
        return Some(Output::Png(image, alt));
    }
    if let Some(image) = text("image/svg+xml") {
        return Some(Output::Svg(image, alt));
    }
    description.map(Output::Text).or_else(|| data.into_keys().next().map(Output::LeftOut))
}

/// `text` without what moves a terminal's cursor or colours it.
fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        kept.push_str(before);
        let sequence = after.strip_prefix('[').unwrap_or(after);
        let end = sequence.find(|it: char| it.is_ascii_alphabetic());
        rest = end.map_or("", |end| &sequence[end + 1..]);
    }
    kept.push_str(rest);
    kept.replace('\r', "")
}

/// Takes the first heading of level 1 out of the first cell of text; and the first paragraph.
fn take_title(cells: &mut [Cell]) -> (Option<String>, String) {
    let Some(Cell::Markdown(text)) = cells.first_mut() else { return (None, String::new()) };
    let mut title = None;
    let trimmed = text.trim_start();
    if let Some(rest) = trimmed.strip_prefix("# ") {
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        title = Some(line.trim().to_owned());
        *text = below.trim_start().to_owned();
    }
    let lead = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    (title, lead)
}

#[cfg(test)]
mod tests {
    use super::{Cell, Notebook, Output};

    fn read(cells: &str) -> Notebook {
        let text = format!("{{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{cells}]}}");
        Notebook::read("a.ipynb", text).expect("a notebook")
    }

    #[test]
    fn title_text_and_outputs_are_read() {
        let found = read(
            r##"{"cell_type": "markdown", "source": ["# Jets\n", "\n", "What they are.\n", "Here."]},
            {"cell_type": "code", "execution_count": 3, "source": "1 + 1", "outputs": [
              {"output_type": "stream", "name": "stdout", "text": ["a\n"]},
              {"output_type": "stream", "name": "stderr", "text": "\u001b[31mb\u001b[0m\n"},
              {"output_type": "display_data", "data": {"image/png": "AAAA", "text/plain": "Figure"}},
              {"output_type": "execute_result", "data": {"text/html": "<script>x</script>"}},
              {"output_type": "error", "ename": "E", "evalue": "v", "traceback": []}]}"##,
        );
        assert_eq!((found.title.as_str(), found.lead.as_str()), ("Jets", "What they are. Here."));
        let Cell::Code { number, outputs, .. } = &found.cells[1] else { panic!("no code") };
        let expected = [
            Output::Text("a\nb\n".to_owned()),
            Output::Png("AAAA".to_owned(), "Figure".to_owned()),
            Output::LeftOut("text/html".to_owned()),
            Output::Failure("E: v".to_owned()),
        ];
        assert_eq!((*number, outputs.as_slice()), (Some(3), expected.as_slice()));
    }

    #[test]
    fn what_is_no_notebook_is_told() {
        for (path, text) in [
            ("a.ipynb", "[]"),
            ("a.ipynb", "{\"nbformat\": 3}"),
            ("a b.ipynb", "{\"nbformat\": 4}"),
            ("a.ipynb", "{"),
        ] {
            let problem = Notebook::read(path, text.to_owned()).expect_err(text);
            assert!(problem.hint.is_some(), "{problem:?}");
        }
    }
}

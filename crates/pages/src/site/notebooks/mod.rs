//! Notebooks with what their cells gave: those of the site's `notebooks/*.ipynb`. Nothing of them
//! runs in a page; HTML, scripts and widgets among their outputs are left out.

mod reading;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Serialize;

pub use reading::Notebook;
use reading::{Cell, Output};

use super::{Meta, Press, SiteInput};
use crate::Html;
use crate::markdown::to_html_below;
use faircat_catalog::site::Site;
use faircat_formats::dossier::OutputFile;

/// Of notebooks of any language and version.
pub(crate) const MEDIA_TYPE: &str = "application/x-ipynb+json";

/// Characters of one output that a page shows.
const LONGEST_OUTPUT: usize = 20_000;

#[derive(JsonSchema, Serialize)]
pub(super) struct NotebooksView {
    notebooks: Vec<Listed>,
}

#[derive(JsonSchema, Serialize)]
struct Listed {
    title: String,
    lead: Html,
    path: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct NotebookView {
    title: String,
    cells: Vec<CellView>,
    /// The notebook itself.
    file: String,
    /// Where it can be opened and run, as the settings say.
    open_in: Vec<OpenLink>,
    was_run: bool,
}

/// A service that opens a notebook.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct OpenLink {
    name: String,
    address: String,
}

#[derive(JsonSchema, Serialize)]
struct CellView {
    /// Of a cell of text.
    html: Option<Html>,
    code: Option<String>,
    /// As the how many-th it was run.
    number: Option<u64>,
    outputs: Vec<OutputView>,
}

#[derive(Default, JsonSchema, Serialize)]
struct OutputView {
    text: Option<String>,
    is_failure: bool,
    /// Whether the text goes on in the file.
    is_cut: bool,
    /// Path of an image in the site.
    image: Option<String>,
    /// An image as an address that holds it.
    drawing: Option<String>,
    alt: String,
    /// The media type of what is not shown.
    left_out: Option<String>,
}

/// The links that open the notebook which the site has as `file`.
pub(crate) fn open_links(site: &Site, file: &str) -> Vec<OpenLink> {
    let whole = site.iri(file);
    let encoded: String = url::form_urlencoded::byte_serialize(whole.as_bytes()).collect();
    let address = |template: &str| template.replace("{path}", file).replace("{url}", &encoded);
    let services = site.config.open_in.iter();
    let link = |name: &str, template: &str| {
        let address = faircat_linked_data::safe_iri(&address(template))?;
        Some(OpenLink { name: name.to_owned(), address })
    };
    services.filter_map(|it| link(&it.name, &it.address)).collect()
}

/// The list of notebooks, and a page with files for each; nothing where there are none.
pub(super) fn notebook_pages(press: &Press, input: &SiteInput) {
    if input.notebooks.is_empty() {
        return;
    }
    let meta = Meta::new("notebooks/", press.word("notebooks"), press.word("notebooks-about"))
        .section("notebooks");
    let listed = |it: &Notebook| Listed {
        title: it.title.clone(),
        lead: Html::from_markdown(input.site, &it.lead),
        path: it.path(),
    };
    let view = NotebooksView { notebooks: input.notebooks.iter().map(listed).collect() };
    press.page("site-notebooks.html", &meta, view);
    for notebook in input.notebooks {
        notebook_page(press, input.site, notebook);
    }
}

fn notebook_page(press: &Press, site: &Site, notebook: &Notebook) {
    let content = notebook.text.clone().into_bytes();
    (press.emit)(OutputFile { path: notebook.file(), content });
    let mut images = Images { folder: notebook.path(), count: 0, press };
    let view = NotebookView {
        title: notebook.title.clone(),
        cells: notebook.cells.iter().map(|cell| cell_view(site, cell, &mut images)).collect(),
        file: notebook.file(),
        open_in: open_links(site, &notebook.file()),
        was_run: notebook.was_run(),
    };
    let meta = Meta::new(notebook.path(), &notebook.title, &notebook.lead)
        .section("notebooks")
        .under(press.word("notebooks"), "notebooks/");
    press.page("site-notebook.html", &meta, view);
}

fn cell_view(site: &Site, cell: &Cell, images: &mut Images) -> CellView {
    match cell {
        Cell::Markdown(text) => CellView {
            html: Some(prose(site, text)),
            code: None,
            number: None,
            outputs: Vec::new(),
        },
        Cell::Code { source, number, outputs } => CellView {
            html: None,
            code: Some(source.clone()),
            number: *number,
            outputs: outputs.iter().map(|it| output_view(it, images)).collect(),
        },
    }
}

/// Markdown with headings as on a page of its own; those of records begin further down.
fn prose(site: &Site, text: &str) -> Html {
    let mut html = to_html_below(site.base_url.path(), text);
    for (from, to) in [("h3>", "h2>"), ("h4>", "h2>"), ("h5>", "h3>"), ("h6>", "h4>")] {
        html = html.replace(&format!("<{from}"), &format!("<{to}"));
        html = html.replace(&format!("</{from}"), &format!("</{to}"));
    }
    Html::from_trusted(html)
}

fn output_view(output: &Output, images: &mut Images) -> OutputView {
    let nothing = OutputView::default;
    let left_out = |media: &str| OutputView { left_out: Some(media.to_owned()), ..nothing() };
    match output {
        Output::Text(text) => text_view(text, false),
        Output::Failure(text) => text_view(text, true),
        Output::Png(base64, alt) => match images.publish(base64) {
            Some(path) => OutputView { image: Some(path), alt: alt.clone(), ..nothing() },
            None => left_out("image/png"),
        },
        // Within an address nothing of it runs, and nobody can be sent to it as to a page.
        Output::Svg(text, alt) => {
            let held = format!("data:image/svg+xml;base64,{}", STANDARD.encode(text));
            OutputView { drawing: Some(held), alt: alt.clone(), ..nothing() }
        }
        Output::LeftOut(media) => left_out(media),
    }
}

fn text_view(text: &str, is_failure: bool) -> OutputView {
    let end = text.char_indices().nth(LONGEST_OUTPUT).map(|(at, _)| at);
    let shown = end.map_or(text, |end| &text[..end]);
    let text = Some(shown.trim_end().to_owned());
    OutputView { text, is_failure, is_cut: end.is_some(), ..OutputView::default() }
}

/// Images of one notebook on their way into the site.
struct Images<'a> {
    folder: String,
    count: usize,
    press: &'a Press<'a>,
}

impl Images<'_> {
    /// Publishes a PNG; where. `None` where it is none.
    fn publish(&mut self, base64: &str) -> Option<String> {
        let packed: String = base64.split_whitespace().collect();
        let content = STANDARD.decode(packed).ok()?;
        if !content.starts_with(b"\x89PNG\r\n\x1a\n") {
            return None;
        }
        self.count += 1;
        let path = format!("{}{}.png", self.folder, self.count);
        (self.press.emit)(OutputFile { path: path.clone(), content });
        Some(path)
    }
}

//! The table of formats, made from their list.

use faircat_formats::format::Format;
use faircat_formats::list::FORMATS;

/// What stands for the table in a chapter.
pub(super) const PLACE: &str = "<!-- formats -->";

/// A row for each format, as Markdown.
pub(super) fn table() -> String {
    let mut table = String::from(
        "| name | format | beside the page | `import` | `export` |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    FORMATS.iter().for_each(|format| table.push_str(&row(format)));
    table
}

fn row(format: &Format) -> String {
    let Format { name, title, .. } = format;
    let title = match format.specification {
        Some(address) => format!("[{title}]({address})"),
        None => (*title).to_owned(),
    };
    let file = format.companion.map(|it| format!("`{}`", it.file_name)).unwrap_or_default();
    let yes = |is_so: bool| if is_so { "yes" } else { "" };
    let (read, written) = (yes(format.reader.is_some()), yes(format.is_written()));
    format!("| `{name}` | {title} | {file} | {read} | {written} |\n")
}

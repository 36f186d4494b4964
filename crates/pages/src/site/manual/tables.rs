//! Tables of the files of a site, made from their lists; passages about formats that it has.

use faircat_formats::companions::is_offered;
use faircat_formats::list::{SITE_FILES, format_named};
use faircat_formats::site::table::COLUMNS;

use super::super::SiteInput;

/// Makes a table of a site, as Markdown.
type Maker = fn(&SiteInput) -> String;

/// What stands for a table in a chapter, and what makes it.
const TABLES: [(&str, Maker); 2] =
    [("<!-- files of the site -->", files_of_the_site), ("<!-- columns -->", columns)];

/// What stands before and behind a passage about files beside a page, with the format between.
const IF: (&str, &str, &str) = ("<!-- if ", " -->", "<!-- end if -->");

/// The text of a chapter with its tables, without what the site leaves out.
pub(super) fn with_tables(input: &SiteInput, text: &str) -> String {
    let is_there =
        |name: &str| format_named(name).is_some_and(|format| is_offered(input.site, format));
    let text = of_what_is_there(text, &is_there);
    TABLES.iter().fold(text, |text, (place, table)| match text.contains(place) {
        true => text.replace(place, &table(input)),
        false => text,
    })
}

/// `text` without the marks of [`IF`], and without the passages about formats that are not there.
fn of_what_is_there(text: &str, is_there: &dyn Fn(&str) -> bool) -> String {
    let (before, after_name, end) = IF;
    let mut parts = text.split(before);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(after_name).unwrap_or((part, ""));
        let (passage, rest) = rest.split_once(end).unwrap_or((rest, ""));
        kept.push_str(if is_there(name) { passage } else { "" });
        kept.push_str(rest);
    }
    kept
}

/// A row for each file about the catalogue.
fn files_of_the_site(input: &SiteInput) -> String {
    let rows = SITE_FILES
        .iter()
        .filter(|file| (file.applies)(input.site, input.catalog))
        .map(|file| vec![format!("`{}`", file.path), linked(file.title, file.specification)]);
    table(&["file", "what it holds"], rows)
}

/// A row for each column of the table of records.
fn columns(_: &SiteInput) -> String {
    let row = |column: &faircat_formats::site::table::Column| {
        vec![format!("`{}`", column.name), column.sql_type().to_owned(), column.about.to_owned()]
    };
    table(&["column", "type", "what it holds"], COLUMNS.iter().map(row))
}

fn linked(title: &str, address: Option<&str>) -> String {
    address.map_or_else(|| title.to_owned(), |address| format!("[{title}]({address})"))
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let rule = vec!["---"; head.len()].join(" | ");
    let mut table = format!("| {} |\n| {rule} |\n", head.join(" | "));
    rows.for_each(|cells| table.push_str(&format!("| {} |\n", cells.join(" | "))));
    table
}

#[cfg(test)]
mod tests {
    use super::of_what_is_there;

    #[test]
    fn passages_about_what_is_left_out_go_with_their_marks() {
        let text = "a<!-- if x --> x<!-- end if -->\n<!-- if y -->y\n<!-- end if -->b";
        assert_eq!(of_what_is_there(text, &|name| name == "x"), "a x\nb");
        assert_eq!(of_what_is_there(text, &|name| name == "y"), "a\ny\nb");
    }
}

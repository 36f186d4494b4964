//! `ro-crate-preview.html`: the crate for people. All texts are escaped, and nothing runs. It holds
//! the metadata too, so that the page alone tells programs all.

use std::fmt::Write as _;

use faircat_linked_data::safe_iri;
use faircat_record::identifier::in_path;
use faircat_text::{Escaped, escape};

use super::entities::iri_of;
use super::files::FOLDER;
use super::write::{FILE_NAME, date};
use crate::package::{PackedWork, Payload};

pub(super) const PREVIEW: &str = "ro-crate-preview.html";

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;\
    padding:0 1rem;color-scheme:light dark}dt{font-weight:600}dd{margin:0 0 .5rem}\
    table{border-collapse:collapse}th,td{text-align:left;padding:.25rem .75rem .25rem 0;\
    overflow-wrap:anywhere}";

/// The page. `metadata` is that of the crate, as JSON.
pub(super) fn preview(packed: &PackedWork, metadata: &[u8]) -> Vec<u8> {
    let work = packed.of.work;
    let language = &packed.view.dossier.source.site.config.language;
    let title = Escaped(&work.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}\
         </style>\n<script type=\"application/ld+json\">\n{}</script>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n",
        Escaped(language),
        // In JSON the sign stands within texts only; there it would end the element.
        String::from_utf8_lossy(metadata).replace('<', "\\u003c")
    );
    for paragraph in packed.of.description.split("\n\n").filter(|it| !it.trim().is_empty()) {
        line(&mut page, "p", &escape(paragraph));
    }
    page.push_str("<dl>\n");
    facts(packed, &mut page);
    page.push_str("</dl>\n");
    files(packed.payload, &mut page);
    let _ = writeln!(page, "<p><a href=\"{FILE_NAME}\">All of this for programs</a></p>");
    page.push_str("</main>\n</body>\n</html>\n");
    page.into_bytes()
}

fn facts(packed: &PackedWork, page: &mut String) {
    let (work, of) = (packed.of.work, packed.of);
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            line(page, "dt", name);
            line(page, "dd", &value);
        }
    };
    let text = |value: Option<&str>| value.map(escape);
    let names: Vec<String> = of.creators.iter().map(|party| escape(party.name)).collect();
    fact("Authors", Some(names.join("; ")));
    fact("Publisher", text(of.publisher.as_ref().map(|it| it.name)));
    fact("Date", text(date(work)));
    fact("Version", text(work.version.as_deref()));
    let licence = work.license.as_deref().map(|it| link(of.license_url.as_deref(), it));
    fact("Licence", licence.or_else(|| Some("none is stated".to_owned())));
    let identifiers = work.identifiers.iter().map(|it| link(iri_of(it).as_deref(), it));
    fact("Identifiers", Some(identifiers.collect::<Vec<_>>().join(", ")));
    fact("Page", of.cited_address().map(|it| link(safe_iri(it).as_deref(), it)));
    fact("Keywords", Some(escape(&work.keywords.join(", "))));
}

fn files(payload: &[Payload], page: &mut String) {
    if payload.is_empty() {
        return;
    }
    line(page, "h2", "Files");
    page.push_str(
        "<table>\n<tr><th scope=\"col\">File</th><th scope=\"col\">Bytes</th>\
                   <th scope=\"col\">SHA-256</th></tr>\n",
    );
    for Payload { artifact, path, packed } in payload {
        let elsewhere = artifact.url.as_deref().and_then(safe_iri).filter(|_| packed.is_none());
        let address = elsewhere.unwrap_or_else(|| format!("{FOLDER}{}", in_path(path)));
        let size = packed.as_ref().map(|it| it.size).or(artifact.size);
        let sha256 = packed.as_ref().map(|it| it.sha256.as_str()).or(artifact.sha256.as_deref());
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            link(Some(&address), artifact.display_name()),
            size.map(|size| size.to_string()).unwrap_or_default(),
            escape(sha256.unwrap_or_default())
        );
    }
    page.push_str("</table>\n");
}

/// `text`, which leads to `address` if there is one.
fn link(address: Option<&str>, text: &str) -> String {
    match address {
        Some(address) => format!("<a href=\"{}\">{}</a>", Escaped(address), Escaped(text)),
        None => escape(text),
    }
}

/// An element with `markup` in it. Writing to a string cannot fail.
fn line(page: &mut String, element: &str, markup: &str) {
    let _ = writeln!(page, "<{element}>{markup}</{element}>");
}

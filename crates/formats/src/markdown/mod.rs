//! `index.md`: what a record's page says as Markdown, for language models and people who read
//! plain text.

mod model;
pub(crate) mod text;
mod work;

use crate::format::{Companion, Format, Purpose, Writer};
pub(crate) use text::line;
pub(crate) use work::document;

pub const FORMAT: Format = Format {
    name: "markdown",
    title: "Markdown",
    used_by: "Language models and people who read plain text",
    media_type: "text/markdown",
    specification: Some("https://spec.commonmark.org/0.31.2/"),
    reader: None,
    companion: Some(Companion {
        file_name: "index.md",
        profile: None,
        relation: "alternate",
        purpose: Purpose::Reading,
        citation: None,
        writer: Writer::Record(document),
    }),
    package: None,
};

//! Links within the site that an author wrote into a Markdown text.

use lol_html::{HtmlRewriter, Settings, element};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Record, Work};
use crate::markup;

/// A link without a scheme, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLink {
    /// JSON pointer (RFC 6901) of the text that holds it; empty for a text that is a file.
    pub pointer: Box<str>,
    /// Line of the text, counted from 1.
    pub line: u32,
    pub target: Box<str>,
}

/// The links of every Markdown text of `record`, in the order of the record's page.
pub fn text_links(record: &Record) -> Box<[TextLink]> {
    match record {
        Record::Work(work) => {
            let texts = texts(work).into_iter();
            texts.flat_map(|(pointer, text)| links_of(&pointer, text)).collect()
        }
        Record::Person(_) | Record::Organization(_) => Box::default(),
    }
}

/// The Markdown texts of `work`, with their pointers.
pub fn texts(work: &Work) -> Vec<(String, &str)> {
    let mut texts = vec![("/description", &work.description)];
    let mut of_snippets = Vec::new();
    if let Some(usage) = &work.usage {
        texts.extend([
            ("/usage/instructions", &usage.instructions),
            ("/usage/intended_use", &usage.intended_use),
            ("/usage/limitations", &usage.limitations),
            ("/usage/risks", &usage.risks),
            ("/usage/ethical", &usage.ethical),
            ("/usage/legal", &usage.legal),
        ]);
        of_snippets.extend(usage.snippets.iter().enumerate().filter_map(|(number, snippet)| {
            let pointer = format!("/usage/snippets/{number}/description");
            Some((pointer, snippet.description.as_deref()?))
        }));
    }
    if let Some(model) = &work.model {
        texts.push(("/model/architecture", &model.architecture));
        let training = model.training.iter();
        texts.extend(training.map(|it| ("/model/training/procedure", &it.procedure)));
        let signature = model.signature.iter();
        texts.extend(signature.map(|it| ("/model/signature/preprocessing", &it.preprocessing)));
    }
    if let Some(dataset) = &work.dataset {
        texts.push(("/dataset/collection", &dataset.collection));
        texts.push(("/dataset/preparation", &dataset.preparation));
    }
    let given = texts
        .into_iter()
        .filter_map(|(pointer, text)| Some((pointer.to_owned(), text.as_deref()?)));
    given.chain(of_snippets).chain(translated(work)).collect()
}

fn translated(work: &Work) -> impl Iterator<Item = (String, &str)> {
    work.translations.iter().enumerate().filter_map(|(number, one)| {
        Some((format!("/translations/{number}/description"), one.description.as_deref()?))
    })
}

/// The links of the Markdown `text` that have no scheme, those in HTML included. What is no
/// address at all is none.
pub fn links_of(pointer: &str, text: &str) -> Vec<TextLink> {
    if !text.contains([']', '<']) || !markup::is_parsable(text) {
        return Vec::new();
    }
    let mut links = Vec::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH;
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        let targets = match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                vec![dest_url.into_string()]
            }
            Event::Html(html) | Event::InlineHtml(html) => in_html(&html),
            _ => continue,
        };
        for target in targets.into_iter().filter(|target| has_no_scheme(target)) {
            links.push((place.start, target));
        }
    }
    numbered(pointer, text, links)
}

/// The links with the lines at whose places they stand; `links` are in the order of the text.
fn numbered(pointer: &str, text: &str, links: Vec<(usize, String)>) -> Vec<TextLink> {
    let mut line = 1;
    let mut seen = 0;
    let mut number = |place: usize| {
        let passed = text.as_bytes().get(seen..place).unwrap_or_default();
        line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
        seen = seen.max(place);
        line
    };
    links
        .into_iter()
        .map(|(place, target)| TextLink {
            pointer: pointer.into(),
            line: number(place),
            target: target.into(),
        })
        .collect()
}

/// What stands in `href` and `src` of a piece of HTML.
fn in_html(html: &str) -> Vec<String> {
    if !html.contains("href") && !html.contains("src") {
        return Vec::new();
    }
    let mut links = Vec::new();
    let linking = element!("[href], [src]", |element| {
        let found = ["href", "src"].iter().filter_map(|name| element.get_attribute(name));
        // An ampersand is the one character that addresses have to be written with.
        links.extend(found.map(|link| link.replace("&amp;", "&")));
        Ok(())
    });
    let settings = Settings::new().with_strict(false).append_element_content_handler(linking);
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| ());
    // What stands before a mistake has been read all the same.
    drop(reader.write(html.as_bytes()).and_then(|()| reader.end()));
    links
}

fn has_no_scheme(target: &str) -> bool {
    !target.starts_with("//") && Url::parse(target).is_err()
}

#[cfg(test)]
mod tests {
    use super::links_of;

    #[test]
    fn links_have_the_line_they_stand_on() {
        let text = "# A [b](c/)\n\nwords <a href='d'>d</a>\n[e](https://example.org) [f](#f)\n\
                    ![g](../g.png)\n\n`[h](h)`";
        let found: Vec<(u32, String)> =
            links_of("", text).into_iter().map(|it| (it.line, it.target.into())).collect();
        let expected = [(1, "c/"), (3, "d"), (4, "#f"), (5, "../g.png")];
        assert_eq!(found, expected.map(|(line, target)| (line, target.to_owned())));
    }
}

//! Fenced blocks of a Markdown text with what their info strings say.
//!
//! The first word of an info string is the language, as everywhere. What follows tells the tests what
//! the block is:
//!
//! | info string | what it is |
//! | --- | --- |
//! | `sh` | commands, run in the folder in which the chapter's earlier ones ended |
//! | `python` | is run by `python/tests/test_manual.py` |
//! | `yaml record=models/NAME` | a whole record; the text below `catalog/models/NAME/record.yaml` |
//! | `yaml adds-to=models/NAME` | lines that go to the end of that record |
//! | `… file=PATH` | the whole text of a file |
//! | `… not-run="REASON"` | cannot be run here; commands must still be ones that the program has |

use std::collections::BTreeMap;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// Of the opening fence, counted from 1.
    pub(super) line: usize,
    pub(super) language: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) text: String,
}

pub(super) fn fences(markdown: &str) -> Vec<Fence> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut inside = false;
    for (event, place) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                let line = markdown[..place.start].matches('\n').count() + 1;
                fences.push(fence(line, &info));
                inside = true;
            }
            Event::Text(text) if inside => {
                if let Some(fence) = fences.last_mut() {
                    fence.text.push_str(&text);
                }
            }
            Event::End(_) => inside = false,
            _ => {}
        }
    }
    fences
}

fn fence(line: usize, info: &str) -> Fence {
    let mut parts = words(info).into_iter();
    let language = parts.next().unwrap_or_default();
    let attributes = parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((&part, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect();
    Fence { line, language, attributes, text: String::new() }
}

/// The words of a command line or an info string; quotes keep words together and go away.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, space) if space.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[test]
fn info_strings_are_read() {
    let found = fences("a\n\n```yaml file=\"a b\" x\nkey: 1\n```\n\n    plain\n");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].line, found[0].language.as_str()), (3, "yaml"));
    assert_eq!(found[0].attributes["file"], "a b");
    assert_eq!(found[0].attributes["x"], "");
    assert_eq!(found[0].text, "key: 1\n");
    assert_eq!(found[1].language, "");
}

//! A review as a terminal shows it.

use faircat_text::visible;

use crate::review::Review;
use crate::telling::{self, Line, Span};

/// `review` for people. Nothing in the texts of records commands the terminal.
#[must_use]
pub fn terminal(review: &Review) -> String {
    let mut text = String::new();
    for line in telling::lead(review) {
        text.push_str(&format!("{}\n", spans(&line)));
    }
    for section in telling::sections(review) {
        text.push_str(&format!("\n{}\n", section.heading));
        for line in &section.lines {
            add(&mut text, line, 1);
        }
        if !section.note.is_empty() {
            text.push_str(&format!("  = note: {}\n", section.note));
        }
    }
    text
}

fn add(text: &mut String, line: &Line, depth: usize) {
    text.push_str(&format!("{}{}\n", "  ".repeat(depth), spans(line)));
    line.below.iter().for_each(|it| add(text, it, depth + 1));
}

fn spans(line: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Words(words) => words.clone(),
        Span::Said(said) => quoted(&visible(&said.replace('\n', "↵"))),
    };
    line.spans.iter().map(span).collect()
}

/// `text` in backquotes, or in quotation marks where it has backquotes of its own.
fn quoted(text: &str) -> String {
    let mark = if text.contains('`') { '"' } else { '`' };
    format!("{mark}{text}{mark}")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn backquotes_do_not_stand_in_backquotes() {
        assert_eq!(quoted("fails"), "`fails`");
        assert_eq!(quoted("`doi:10.5072/a` is for tests"), "\"`doi:10.5072/a` is for tests\"");
    }
}

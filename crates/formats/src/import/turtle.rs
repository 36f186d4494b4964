//! Turtle as statements, within bounds.

use std::sync::Arc;

use faircat_record::diagnostic::{Diagnostic, Location};
use oxrdf::Triple;
use oxttl::TurtleParser;

use super::document;
use crate::reader::Input;

/// Most statements of a file.
const MOST: usize = 500_000;

/// The statements of a file, in their order.
pub(crate) fn triples(input: &Input) -> Result<Vec<Triple>, Box<Diagnostic>> {
    let text = document::text(input)?;
    let place = input.place.to_string_lossy();
    // Addresses that are relative to a file here are of no use but to tell nodes apart.
    let parser = TurtleParser::new().with_base_iri(place.as_ref());
    let parser = parser.or_else(|_| TurtleParser::new().with_base_iri("file:///"));
    let mut found = Vec::new();
    for triple in parser.unwrap_or_default().for_slice(text.as_bytes()) {
        let triple = triple.map_err(|error| {
            let start = error.location().start;
            let place = Location {
                file: Arc::new(input.place.to_owned()),
                line: usize::try_from(start.line).unwrap_or_default() + 1,
                column: usize::try_from(start.column).unwrap_or_default() + 1,
                length: 1,
            };
            let message = format!("this is not Turtle: {error}");
            let hint = "correct the file, or fetch it again; nothing of it was imported";
            Box::new(Diagnostic::error("import-malformed-turtle", message).at(place).hint(hint))
        })?;
        if found.len() >= MOST {
            let message = format!("there are more than {MOST} statements");
            let problem = Diagnostic::error("import-too-large", message).in_file(input.place);
            return Err(Box::new(problem.hint("import it in parts")));
        }
        found.push(triple);
    }
    Ok(found)
}

/// So many lines without a statement are read one by one; of a longer text within a statement, from
/// its beginning each time, only at every power of two.
const PATIENCE: usize = 256;

/// How many lines above the end of its first statement a node may stand.
const MOST_ABOVE: usize = 8;

/// The statements of `text` in their order, with the lines on which they end; of a broken one those
/// that are understood.
pub(crate) fn with_lines(text: &str) -> (Vec<Triple>, Vec<usize>) {
    let parser = TurtleParser::new().with_base_iri("file:///");
    let mut parser = parser.unwrap_or_default().low_level();
    let (mut found, mut ends) = (Vec::new(), Vec::new());
    let (mut last, mut idle) = (0, 0_usize);
    for line in text.split_inclusive('\n') {
        parser.extend_from_slice(line.as_bytes());
        last += 1;
        idle += 1;
        if idle > PATIENCE && !idle.is_power_of_two() {
            continue;
        }
        while let Some(Ok(triple)) = parser.parse_next() {
            found.push(triple);
            ends.push(last);
            idle = 0;
        }
    }
    parser.end();
    while let Some(Ok(triple)) = parser.parse_next() {
        found.push(triple);
        ends.push(last);
    }
    (found, ends)
}

/// The line on which the node `name` begins, whose first statement ends on the line `end` of those
/// of a text: the nearest that has the last part of the name.
pub(crate) fn begins(lines: &[&str], name: &str, end: usize) -> usize {
    let part = name.rsplit(['/', '#', ':']).find(|it| !it.is_empty()).unwrap_or(name);
    let mut above = (end.saturating_sub(MOST_ABOVE)..end).rev();
    let has_it = |at: &usize| lines.get(*at).is_some_and(|it| it.contains(part));
    above.find(has_it).map_or(end, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{begins, with_lines};

    #[test]
    fn statements_have_the_lines_on_which_they_end() {
        let long = "x\n".repeat(600);
        let text = format!(
            "@prefix e: <https://x.org/> .\n\ne:a\n  e:p 1 ;\n  e:q \"\"\"{long}\"\"\" .\n\
             e:b e:p [ e:q 2 ] .\n"
        );
        let (triples, ends) = with_lines(&text);
        assert_eq!(triples.len(), 4);
        assert_eq!(ends[0], 4);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(begins(&lines, "https://x.org/a", ends[0]), 3);
        assert_eq!(begins(&lines, "https://x.org/unknown", 4), 4);
    }
}

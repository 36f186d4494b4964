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

//! Which format a client wants (RFC 9110, section 12.5.1).

use faircat_sparql::results::{GraphFormat, RowFormat};

/// Media types under which rows can be asked for; the first is the default.
const ROWS: &[(&str, RowFormat)] = &[
    ("application/sparql-results+json", RowFormat::Json),
    ("application/json", RowFormat::Json),
    ("application/sparql-results+xml", RowFormat::Xml),
    ("application/xml", RowFormat::Xml),
    ("text/csv", RowFormat::Csv),
    ("text/tab-separated-values", RowFormat::Tsv),
];

/// Media types under which graphs can be asked for; the first is the default.
const GRAPHS: &[(&str, GraphFormat)] = &[
    ("text/turtle", GraphFormat::Turtle),
    ("application/n-triples", GraphFormat::NTriples),
    ("application/ld+json", GraphFormat::JsonLd),
    ("application/rdf+xml", GraphFormat::RdfXml),
    ("application/xml", GraphFormat::RdfXml),
];

/// A format, and the media type under which it was asked for.
type Chosen<F> = (&'static str, F);

/// The best format for rows, and whether one is acceptable at all.
pub(super) fn rows(accept: &str) -> Option<Chosen<RowFormat>> {
    best(accept, ROWS)
}

/// The best format for a graph, and whether one is acceptable at all.
pub(super) fn graph(accept: &str) -> Option<Chosen<GraphFormat>> {
    best(accept, GRAPHS)
}

/// Media types of `rows` or `graph`, for a client that accepts none.
pub(super) fn offered(is_graph: bool) -> String {
    let names: Vec<&str> = if is_graph {
        GRAPHS.iter().map(|(name, _)| *name).collect()
    } else {
        ROWS.iter().map(|(name, _)| *name).collect()
    };
    names.join(", ")
}

/// The first of the formats with the highest quality above 0. A missing header accepts anything.
fn best<F: Copy>(accept: &str, formats: &[Chosen<F>]) -> Option<Chosen<F>> {
    let accept = if accept.trim().is_empty() { "*/*" } else { accept };
    let mut chosen = None;
    let mut highest = 0.0;
    for one in formats {
        let quality = quality(accept, one.0);
        if quality > highest {
            highest = quality;
            chosen = Some(*one);
        }
    }
    chosen
}

/// Quality of the most specific range that covers `media_type`; 0 without one.
fn quality(accept: &str, media_type: &str) -> f32 {
    let group = media_type.split('/').next().unwrap_or_default();
    let mut most_specific = (0, 0.0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let specificity = match name.as_str() {
            name if name == media_type => 3,
            name if name.strip_suffix("/*") == Some(group) => 2,
            "*/*" => 1,
            _ => continue,
        };
        let quality = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(1.0, |value| value.trim().parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0));
        if specificity > most_specific.0 {
            most_specific = (specificity, quality);
        }
    }
    most_specific.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_quality_wins_and_the_more_specific_range_decides() {
        let rows = |accept| rows(accept).map(|(_, format)| format);
        let graph = |accept| graph(accept).map(|(_, format)| format);
        assert_eq!(rows(""), Some(RowFormat::Json));
        assert_eq!(rows("text/csv;q=0.5, application/sparql-results+xml"), Some(RowFormat::Xml));
        assert_eq!(rows("*/*;q=0.1, text/*;q=0.5, text/csv;q=0"), Some(RowFormat::Tsv));
        assert_eq!(rows("text/html,application/xhtml+xml,*/*;q=0.8"), Some(RowFormat::Json));
        assert_eq!(rows("image/png"), None);
        assert_eq!(
            graph("application/ld+json; q=0.9, text/turtle; q=0.8"),
            Some(GraphFormat::JsonLd)
        );
        assert_eq!(graph("text/csv"), None);
        assert_eq!(graph("application/rdf+xml"), Some(GraphFormat::RdfXml));
        assert_eq!(graph("*/*"), Some(GraphFormat::Turtle));
    }

    #[test]
    fn a_format_goes_by_the_name_that_was_asked_for() {
        let without = "application/json, application/sparql-results+json;q=0";
        assert_eq!(rows(without), Some(("application/json", RowFormat::Json)));
        let any = "application/sparql-results+json;q=0, */*;q=0.1";
        assert_eq!(rows(any), Some(("application/json", RowFormat::Json)));
    }
}

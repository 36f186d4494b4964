//! A table as a SPARQL query.

use std::fmt::Write as _;

use faircat_catalog::comparisons::Table;
use faircat_catalog::site::Site;

/// The query that gives the models of `table` with what they declare.
pub(super) fn of_table(site: &Site, table: &Table<'_>) -> String {
    let shared = &table.shared;
    let mut text = format!(
        "# {}\nSELECT DISTINCT ?model ?value ?uncertainty WHERE {{\n",
        comment(&table.slug)
    );
    text.push_str("  VALUES (?model ?name) {\n");
    for row in &table.rows {
        let model = site.iri(&row.entry.page());
        let _ = writeln!(text, "    (<{model}> {})", literal(&row.evaluation.title()));
    }
    text.push_str(
        "  }\n  ?evaluation fair4ml:evaluatedMLModel ?model ;\n    schema:name ?name ;\n    \
         fair4ml:evaluationMetrics ?measured .\n",
    );
    let _ = writeln!(
        text,
        "  ?measured schema:name {} ;\n    schema:value ?value .",
        literal(&shared.metric)
    );
    if let Some(dataset) = table.dataset {
        let iri = site.iri(&dataset.page());
        let _ = writeln!(text, "  ?evaluation fair4ml:evaluationDataset <{iri}> .");
    }
    text.push_str("  FILTER NOT EXISTS { ?evaluation prov:wasGeneratedBy ?run }\n");
    let of_set =
        "?evaluation schema:additionalProperty/schema:propertyID \"recomputed on the control set\"";
    let _ = match shared.on_control_set {
        true => writeln!(text, "  FILTER EXISTS {{ {of_set} }}"),
        false => writeln!(text, "  FILTER NOT EXISTS {{ {of_set} }}"),
    };
    text.push_str(
        "  OPTIONAL { ?measured schema:valueReference ?spread .\n    ?spread schema:name \
         \"standard deviation\" ; schema:value ?uncertainty . }\n}\n",
    );
    let order = match table.more_is_better {
        Some(true) => "ORDER BY DESC(?value) ?model",
        Some(false) => "ORDER BY ?value ?model",
        None => "ORDER BY ?model",
    };
    text.push_str(order);
    text
}

fn comment(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// `text` as a literal of SPARQL.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for one in text.chars() {
        match one {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            one => out.push(one),
        }
    }
    out.push('"');
    out
}

/// `text` for the fragment of an address.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(byte as char)
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

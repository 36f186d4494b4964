//! Formats whose lines are put into a text as they stand.

use crate::applying::{Remedy, unsettled_by};
use crate::filling::filled;

#[test]
fn what_remedies_of_bibtex_say_settles_indicators() {
    let entry = "@dataset{jets,\n  title = {Jets},\n}\n".to_owned();
    let worse = unsettled_by("a.bib", &entry, String::clone, into_entry);
    assert!(worse.is_empty(), "{}", worse.join("\n\n"));
}

#[test]
fn what_remedies_of_datacite_xml_say_settles_indicators() {
    for kind in ["Dataset", "Software"] {
        let resource = format!(
            "<?xml version=\"1.0\"?>\n<resource xmlns=\"http://datacite.org/schema/kernel-4\">\n\
             <titles><title>Jets</title></titles>\n\
             <resourceType resourceTypeGeneral=\"{kind}\">Jets</resourceType>\n</resource>\n"
        );
        let worse = unsettled_by("datacite.xml", &resource, String::clone, into_resource);
        assert!(worse.is_empty(), "{kind}: {}", worse.join("\n\n"));
    }
}

const TURTLE: [&str; 3] =
    ["a schema:Dataset", "a <https://w3id.org/fair4ml#MLModel>", "a schema:SoftwareSourceCode"];

#[test]
fn what_remedies_of_turtle_say_settles_indicators() {
    for class in TURTLE {
        let document = format!(
            "@prefix schema: <http://schema.org/> .\n{WORK} {class} ; schema:name \"Jets\" .\n"
        );
        let worse = unsettled_by("record.ttl", &document, String::clone, into_turtle);
        assert!(worse.is_empty(), "{class}: {}", worse.join("\n\n"));
    }
}

const OF_DCAT: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
    @prefix dct: <http://purl.org/dc/terms/> .\n@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n\
    @prefix it6: <http://data.europa.eu/it6/> .\n@prefix spdx: <http://spdx.org/rdf/terms#> .\n";

#[test]
fn what_remedies_of_dcat_in_turtle_say_settles_indicators() {
    for class in ["dcat:Dataset", "it6:MachineLearningModel"] {
        let document = format!("{OF_DCAT}{WORK} a {class} ; dct:title \"Jets\" .\n");
        let worse = unsettled_by("dcat.ttl", &document, String::clone, into_turtle);
        assert!(worse.is_empty(), "{class}: {}", worse.join("\n\n"));
    }
}

#[test]
fn what_remedies_of_openml_in_xml_say_settles_indicators() {
    let document = "<oml:data_set_description xmlns:oml=\"http://openml.org/openml\">\n\
        <oml:id>1</oml:id>\n<oml:name>jets</oml:name>\n</oml:data_set_description>\n";
    let worse = unsettled_by("dataset.xml", &document.to_owned(), String::clone, into_openml);
    assert!(worse.is_empty(), "{}", worse.join("\n\n"));
}

const WORK: &str = "<https://example.org/jets>";

/// Properties of the work, and statements about others, behind what is there.
fn into_turtle(document: &mut String, remedy: &Remedy) {
    for line in remedy.lines.iter().flat_map(|(_, lines)| lines.lines()) {
        let line = with_values(&with_terms(line));
        let statement = match line.strip_prefix("and, after a full stop, ") {
            Some(statement) => statement.to_owned(),
            None => format!("{WORK} {} .", line.trim_end_matches([' ', ';'])),
        };
        document.push_str(&statement);
        document.push('\n');
    }
}

/// `line` with values for what Turtle's lines leave open, in the order in which one holds another.
fn with_terms(line: &str) -> String {
    let digits = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let values = [
        ("doi.org/DOI-OF-THE-OTHER-WORK", "doi.org/10.5281/zenodo.10047401"),
        ("doi.org/DOI-OF-THE-PAPER", "doi.org/10.5281/zenodo.10047401"),
        ("doi.org/DOI>", "doi.org/10.5281/zenodo.4081213>"),
        ("doi.org/DOI\"", "doi.org/10.5281/zenodo.4081213\""),
        ("ADDRESS-OF-MODEL.ONNX", "https://example.com/files/model.onnx"),
        ("ADDRESS-OF-THE-FILE", "https://example.com/files/data.h5"),
        ("ADDRESS-OF-THE-SOURCE", "https://github.com/example/jets"),
        ("ADDRESS-OF-THE-TRAINING-DATA", "https://doi.org/10.5281/zenodo.4081213"),
        ("ADDRESS-OF-THE-TEST-DATA", "https://doi.org/10.5281/zenodo.4081213"),
        ("ADDRESS-OF-WHAT-IT-WAS-MADE-FROM", "https://doi.org/10.5281/zenodo.4081213"),
        ("ADDRESS-OF-THE-MODEL-THAT-IT-WAS-MADE-FROM", "https://doi.org/10.5281/zenodo.4081213"),
        ("ADDRESS-OF-THE-MODEL>", "https://example.org/jets>"),
        ("ADDRESS-OF-THE-DATASET", "https://example.org/jets"),
        ("ADDRESS-OF-THE-CATALOGUE", "https://example.org/catalogue"),
        ("CODE-OF-THE-THEME", "TECH"),
        ("FILE NAME", "data.h5"),
        ("IANA-MEDIA-TYPE", "application/x-hdf5"),
        ("SHA-256", digits),
        ("URL-OF-THE-TRAINING-DATA", "https://doi.org/10.5281/zenodo.4081213"),
        ("URL-OF-THE-TEST-DATA", "https://doi.org/10.5281/zenodo.4081213"),
        ("URL-OF-THE-DATA", "https://doi.org/10.5281/zenodo.4081213"),
        ("URL OF WHAT IT WAS MADE FROM", "https://doi.org/10.5281/zenodo.4081213"),
        ("ADDRESS-OF-THE-FORMAT-OR-INTERFACE", "https://example.com/format"),
        ("IRI-OF-THE-TERM", "http://example.com/terms/it"),
        ("SPDX-IDENTIFIER", "CC-BY-4.0"),
        ("ADDRESS OF THE COPY AT SOFTWARE HERITAGE OR ZENODO", "https://zenodo.org/records/1"),
        ("ADDRESS OF MODEL.ONNX", "https://example.com/files/model.onnx"),
        ("ADDRESS OF A FILE", "https://example.com/files/data.h5"),
        ("ADDRESS OF THE SOURCE", "https://github.com/example/jets"),
        ("ADDRESS OF THE TRAINING CODE", "https://github.com/example/jets"),
        ("ADDRESS OF THE ISSUE TRACKER", "https://github.com/example/jets/issues"),
        ("ADDRESS OF THE README", "https://example.com/readme"),
        ("CATALOGUE THAT LISTS IT", "Zenodo"),
        ("ITS ADDRESS", "https://zenodo.org/"),
        ("64 HEXADECIMAL DIGITS", digits),
        ("BYTES", "1024"),
        ("\"YEAR\"", "\"2024\""),
        ("SIZE", "16"),
        ("METRIC: NUMBER", "accuracy: 0.9"),
        ("PACKAGE VERSION", "numpy 2.0"),
        ("AS PYTHON", "Python"),
        ("AS BINARY CLASSIFICATION", "binary classification"),
        ("AS GRAPH NEURAL NETWORK", "graph neural network"),
        ("NUMBER OF THIS VERSION", "1.0"),
    ];
    values.iter().fold(line.to_owned(), |line, (hole, value)| line.replace(hole, value))
}

/// Elements into the description, in the place of those of that name but where there are several.
fn into_openml(document: &mut String, remedy: &Remedy) {
    for line in remedy.lines.iter().flat_map(|(_, lines)| lines.lines()) {
        let line = with_values(line);
        let start = line.split_once('>').unwrap().0.to_owned() + ">";
        let others = document.lines().filter(|it| !it.starts_with(&start) || start.contains("tag"));
        let others = others.collect::<Vec<_>>().join("\n");
        *document = others.replace("</oml:data_set", &format!("{line}\n</oml:data_set")) + "\n";
    }
}

/// Fields behind the key of the entry, in the place of those of that name; a line that opens an entry
/// in the place of the one that does.
fn into_entry(document: &mut String, remedy: &Remedy) {
    for line in remedy.lines.iter().flat_map(|(_, lines)| lines.lines()) {
        let line = filled(line);
        let (opening, fields) = document.split_once('\n').unwrap();
        let field = |it: &str| it.split('=').next().unwrap_or_default().trim().to_owned();
        *document = match line.starts_with('@') {
            true => format!("{line}\n{fields}"),
            false => {
                let others = fields.lines().filter(|it| field(it) != field(&line));
                let others: Vec<&str> = others.collect();
                format!("{opening}\n{line}\n{}\n", others.join("\n"))
            }
        };
    }
}

/// Elements into the resource, in the place of those of that name where there may be one alone; what
/// stands in a list into the list.
fn into_resource(document: &mut String, remedy: &Remedy) {
    for line in remedy.lines.iter().flat_map(|(_, lines)| lines.lines()) {
        let line = with_values(line);
        let name: String = line[1..].chars().take_while(|it| it.is_ascii_alphanumeric()).collect();
        let (list, closed) = match name.as_str() {
            "creator" => ("creators".to_owned(), true),
            _ => (name.clone(), false),
        };
        let (start, end) = (format!("<{list}"), format!("</{list}>"));
        let found = document.find(&start).zip(document.find(&end));
        *document = match found {
            Some((from, to)) if closed => {
                format!("{}<{list}>{line}{}", &document[..from], &document[to..])
            }
            Some((_, to)) if list.ends_with('s') => {
                let inner = line.split_once('>').unwrap().1.rsplit_once("</").unwrap().0;
                format!("{}{inner}{}", &document[..to], &document[to..])
            }
            Some((from, to)) => {
                format!("{}{line}{}", &document[..from], &document[to + end.len()..])
            }
            None if closed => within(document, &format!("<{list}>{line}</{list}>")),
            None => within(document, &line),
        };
    }
}

fn within(document: &str, element: &str) -> String {
    document.replace("</resource>", &format!("{element}\n</resource>"))
}

/// What XML leaves to its reader stands in capitals, as its own brackets stand for elements.
fn with_values(line: &str) -> String {
    let values = [
        (
            "WHAT IT IS, HOW IT WAS MADE",
            "what it is says more than fifty letters, as it should anywhere",
        ),
        (
            "HOW THE DATA WAS TAKEN OR SIMULATED",
            "simulated with Pythia, then smeared as a detector does",
        ),
        ("32 HEXADECIMAL DIGITS", "d41d8cd98f00b204e9800998ecf8427e"),
        ("ADDRESS OF THE FILE", "https://example.com/files/data.parquet"),
        ("ADDRESS OF WHAT IT WAS MADE FROM", "https://doi.org/10.5281/zenodo.4081213"),
        ("ADDRESS OF THE PAPER", "https://doi.org/10.5281/zenodo.4081213"),
        ("ORGANIZATION THAT PUBLISHES IT", "CERN"),
        ("DOI OF THE OTHER WORK", "10.5281/zenodo.10047401"),
        ("DOI OF THE VERSION", "10.5281/zenodo.10047401"),
        ("DOI OF THE SOURCE", "10.5281/zenodo.10047401"),
        ("IRI OF THE TERM", "http://example.com/terms/it"),
        ("IANA MEDIA TYPE", "application/x-hdf5"),
        ("METHOD OR INSTRUMENT", "Tracker"),
        ("YEAR-MONTH-DAY", "2024-05-06"),
        ("FAMILY NAME", "Lovelace"),
        ("GIVEN NAME", "Ada"),
        ("ORCID-ID", "0000-0002-1825-0097"),
        ("VOCABULARY", "PhySH"),
        ("SUBJECT", "Jets"),
        ("TITLE", "Jets of the tracker"),
        ("TERM", "Jets"),
        (">DOI<", ">10.5281/zenodo.4081213<"),
    ];
    values.iter().fold(line.to_owned(), |line, (hole, value)| line.replace(hole, value))
}

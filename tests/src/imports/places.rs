//! Of files with many records, where the record stands of which something is said.

use std::path::Path;

use faircat::formats::list::{format_named, recognised};
use faircat::formats::reader::Input;

use super::{lines, read};
use crate::program::says;

/// What is said of the records of a file, with lines.
fn told(format: &str, place: &str, text: &str) -> String {
    let input = Input::new(Path::new(place), text.as_bytes());
    assert_eq!(recognised(&input).map(|it| it.name), Some(format));
    let found = (format_named(format).unwrap().reader.unwrap().read)(&input);
    let known = found.records.iter().map(|it| (it.slug(), it.kind())).collect();
    let mut all = found.diagnostics;
    all.extend(found.records.into_iter().flat_map(|it| it.import(&known).diagnostics));
    all.extend(input.left_out());
    lines(&all).join("\n")
}

#[test]
fn statements_of_turtle_have_lines() {
    let text = "@prefix s: <https://schema.org/> .\n\
        <https://x.org/a> a s:Dataset ; s:name \"A\" ; s:datePublished \"soon\" .\n\n\
        <https://x.org/b>\n  a s:Dataset ;\n  s:name \"B\" ;\n  s:datePublished \"later\" ;\n  \
        s:license \"what?\" .\n";
    let told = told("turtle", "a.ttl", text);
    says(&told, "line 2 import-not-understood: `datePublished`");
    says(&told, "line 7 import-not-understood: `datePublished`");
    says(&told, "line 8 import-license");
}

#[test]
fn nodes_of_dcat_have_lines() {
    let text = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        @prefix dct: <http://purl.org/dc/terms/> .\n\
        <https://x.org/a> a dcat:Dataset ; dct:title \"A\" ; dct:issued \"soon\" .\n\n\
        <https://x.org/b> a dcat:Dataset ;\n  dct:description \"without a title\" .\n";
    let told = told("mldcat-ap", "a.ttl", text);
    says(&told, "line 3 import-not-understood: `releaseDate`");
    says(&told, "line 5 import-no-title");
}

#[test]
fn nodes_with_names_of_their_own_have_lines() {
    let text = r#"{"@context": {"s": "https://schema.org/"}, "@graph": [
        {"@id": "https://x.org/a", "@type": "s:Dataset", "s:name": "A", "s:datePublished": "2020"},
        {"@id": "https://x.org/b", "@type": "s:Dataset", "s:name": "B", "s:datePublished": "soon"}
    ]}"#;
    says(&told("json-ld", "a.jsonld", text), "line 3 import-not-understood: `datePublished`");
}

#[test]
fn lists_of_xml_stand_where_their_first_item_does() {
    let text = "<resource xmlns=\"http://datacite.org/schema/kernel-4\">\n\
        <creators><creator><creatorName>Toy, Ada</creatorName></creator></creators>\n\
        <titles><title>Ice</title></titles><resourceType resourceTypeGeneral=\"Dataset\"/>\n\
        <fundingReferences><fundingReference><funderName>Fund of Ice</funderName>\n\n\
        <awardNumber>1</awardNumber>\n<awardNumber>2</awardNumber>\n\
        </fundingReference></fundingReferences></resource>";
    let told = told("datacite-xml", "a.xml", text);
    says(&told, "line 6 import-wrong-type: `fundingReferences[0].awardNumber`");
}

#[test]
fn objects_on_lines_are_a_list() {
    let of = |id: u8, date: &str| {
        format!(
            "{{\"id\": {id}, \"metadata\": {{\"title\": \"T{id}\", \"publication_date\": \
             \"{date}\", \"resource_type\": {{\"type\": \"dataset\"}}}}}}\n"
        )
    };
    let text = format!("{}\n{}{{\"id\": 3,\n", of(1, "2024-01-01"), of(2, "soon"));
    let told = told("zenodo", "a.jsonl", &text);
    says(&told, "line 3 import-not-understood: `metadata.publication_date`");
    says(&told, "line 4 import-malformed-json: this line is not JSON");
    let text = format!("{}{}[1, 2]\n{}", of(1, "2024-01-01"), of(2, "2024"), of(3, "soon"));
    let told = self::told("zenodo", "a.jsonl", &text);
    says(&told, "line 3 import-malformed-json: this line is JSON, and no object");
    says(&told, "line 4 import-not-understood: `metadata.publication_date`");
}

#[test]
fn a_line_of_another_format_is_no_part_of_a_work() {
    let text = "{\"@context\": \"https://schema.org\", \"@type\": \"Dataset\", \"name\": \"A\"}\n\
        {\"@context\": \"https://schema.org\", \"@type\": \"Dataset\", \"name\": \"B\"}\n\
        {\"id\": \"10.5281/zenodo.5\", \"type\": \"dois\", \"attributes\": {}}\n";
    says(&told("json-ld", "a.jsonl", text), "line 3 import-no-record: this is no JSON-LD");
    let (record, _) = read("json-ld", Path::new("a.jsonl"), text.as_bytes());
    assert!(!record.unwrap().contains("entities"));
}

//! Single statements of formats, and the fields that they are of.

use std::path::Path;

use super::read;
use crate::program::says;

fn of(format: &str, name: &str, text: &str) -> (String, String) {
    let (record, problems) = read(format, Path::new(name), text.as_bytes());
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    (record, problems.join("\n"))
}

#[test]
fn preambles_and_repeated_keys_are_no_reason_to_refuse_a_file() {
    let text = "@preamble{ \"\\newcommand{\\noopsort}[1]{} \"\n # \"more\" }\n\n\
                @software{a, title = {One}}\n@software{a, title = {Two}}\n";
    let (record, problems) = of("bibtex", "a.bib", text);
    says(&record, "title: One\n");
    says(&problems, "line 5 import-duplicate-key");
}

#[test]
fn an_entry_that_is_not_understood_is_left_out_alone() {
    let text = "@inbook{a, title = {One}, crossref = {b}}\n\
                @book{b, title = {Set}, year = \"{\\noopsort{1973a}}{\\switchargs{--90}{1968}}\"}\n\
                @software{c, title = toys}\n@software{d, title = {Two}}\n";
    let (record, problems) = of("bibtex", "a.bib", text);
    says(&record, "title: Two\n");
    says(&problems, "the entry `a` refers to `b`, of which not all is understood");
    says(&problems, "line 3 import-malformed-bibtex: the entry `c` is left out");
}

#[test]
fn a_model_of_mlflow_is_not_called_after_a_place_on_a_disk() {
    let model = |path: &str| {
        format!(
            "artifact_path: {path}\nflavors: {{}}\nmlflow_version: 3.1.0\nmodel_id: m-0a1b2c\n\
             model_uuid: 9f8e7d6c5b4a\n"
        )
    };
    for path in
        ["file:///home/ada/mlruns/1/artifacts", "'file:D:/toys/mlruns'", "dbfs:/x/run-1", "model"]
    {
        let (record, problems) = of("mlflow", "artifacts/MLmodel", &model(path));
        says(&record, "title: m-0a1b2c\n");
        says(&problems, "import-no-title");
        let (record, _) = of("mlflow", "runs/forest/MLmodel", &model(path));
        says(&record, "title: forest\n");
    }
    let (record, problems) = of("mlflow", "MLmodel", &model("forest"));
    says(&record, "title: forest\n");
    assert!(!problems.contains("import-no-title"), "{problems}");
}

#[test]
fn the_authors_of_a_bundle_are_persons_each_or_a_group() {
    let bundle = |authors: &str, holder: &str| {
        format!(
            r#"{{"monai_version": "1.1", "task": "Toy task", "name": "toy", "authors": "{authors}",
            "copyright": "Copyright (c) {holder}"}}"#
        )
    };
    let (record, _) = of("monai", "metadata.json", &bundle("Ada Toy, Bo van Test", "Ada Toy"));
    says(&record, "authors:\n  - name: Ada Toy\n  - name: Bo van Test\n");
    says(&record, "copyright_holder:\n  name: Ada Toy\n  organization: false\n");
    let (record, _) = of("monai", "metadata.json", &bundle("Toy Team", "Toys and Sons"));
    says(&record, "authors:\n  - name: Toy Team\n    organization: true\n");
    says(&record, "copyright_holder:\n  name: Toys and Sons\n");
}

#[test]
fn what_data_is_about_is_not_when_it_was_collected() {
    let text = |dates: &str| {
        format!(
            r#"{{"titles": [{{"title": "T"}}], "creators": [{{"name": "Lab"}}], "dates": [{dates}],
            "types": {{"resourceTypeGeneral": "Dataset"}}}}"#
        )
    };
    let collected = r#"{"date": "2022-05-01/2022-06-30", "dateType": "Collected"}"#;
    let coverage = r#"{"date": "1500/1900", "dateType": "Coverage"}"#;
    let (record, _) = of("datacite-json", "a.json", &text(&format!("{collected}, {coverage}")));
    says(&record, "temporal_coverage: 1500/1900\n");
    says(&record, "collected: 2022-05-01/2022-06-30\n");
    let (record, _) = of("datacite-json", "a.json", &text(collected));
    assert!(!record.contains("temporal_coverage"), "{record}");
    let (record, _) =
        of("datacite-json", "a.json", &text(r#"{"date": "1500/", "dateType": "Coverage"}"#));
    says(&record, "temporal_coverage: 1500/..\n");
}

#[test]
fn diagnostics_of_xml_have_the_line_of_their_element() {
    let xml = "<?xml version=\"1.0\"?>\n<resource xmlns=\"http://datacite.org/schema/kernel-4\">\n\
        <identifier identifierType=\"DOI\">10.1234/a</identifier>\n\
        <creators>\n<creator><creatorName>Toy, Ada</creatorName>\n\
        <nameIdentifier nameIdentifierScheme=\"ORCID\">0000-0002-1825-0098</nameIdentifier>\n\
        </creator></creators>\n<titles><title>Toys</title></titles>\n\
        <publicationYear>2020</publicationYear>\n<language>of toys</language>\n\
        <resourceType resourceTypeGeneral=\"Dataset\"/>\n\
        <fundingReferences><fundingReference><funderName>Fund of Toys</funderName>\n\
        <awardTitle xml:lang=\"en\">More toys</awardTitle></fundingReference></fundingReferences>\n\
        </resource>";
    let (record, problems) = of("datacite-xml", "a.xml", xml);
    says(&problems, "line 6 import-not-understood");
    says(&problems, "line 10 import-not-understood: `language`");
    says(&record, "title: More toys\n");
}

#[test]
fn code_of_zenodos_api_stands_within_the_metadata() {
    let text = r#"{"id": 1, "doi": "10.5281/zenodo.1", "metadata": {"title": "T", "doi": "10.5281/zenodo.1",
        "resource_type": {"type": "software"}, "creators": [{"name": "Toy, Ada"}],
        "custom": {"code:codeRepository": "https://example.org/toys",
        "code:programmingLanguage": [{"id": "python", "title": {"en": "Python"}}]}}}"#;
    let (record, _) = of("zenodo", "a.json", text);
    says(&record, "repository: https://example.org/toys\n");
    says(&record, "programming_languages:\n    - Python\n");
}

#[test]
fn a_loss_within_a_list_is_named_alone() {
    let text = "cff-version: 1.2.0\ntitle: T\ndate-released: 2020-01-02T03:04:05Z\nauthors:\n\
                - family-names: Toy\n  given-names: Ada\n  alias: ada\n";
    let (record, _) = of("cff", "CITATION.cff", text);
    says(&record, "# kept authors[0].alias: \"ada\"\n");
    assert!(!record.contains("# kept authors: "), "{record}");
}

#[test]
fn requirements_and_citations_of_r_packages_are_read() {
    let text = r#"{"@context": "https://doi.org/10.5063/schema/codemeta-2.0", "name": "toy",
        "identifier": "10.5281/zenodo.1; RRID:SCR_000001",
        "softwareRequirements": {"1": {"@type": "SoftwareApplication", "identifier": "R", "name": "R",
        "version": ">= 3.5.0"}, "2": {"name": "methods"}, "SystemRequirements": null},
        "citation": [{"@type": "ScholarlyArticle", "name": "{On toys}", "datePublished": "2023",
        "author": [{"@type": "Person", "givenName": "Ada", "familyName": "Toy"}, {"name": "Bo Test"}],
        "isPartOf": {"@type": "PublicationIssue", "isPartOf": {"@type": "Periodical", "name": "{Toys}"}}}]}"#;
    let (record, _) = of("codemeta", "codemeta.json", text);
    says(&record, "identifiers:\n  - doi:10.5281/zenodo.1\n  - rrid:SCR_000001\n");
    says(&record, "- name: R\n      version: \">= 3.5.0\"\n    - name: methods\n");
    says(&record, "title: On toys\n");
    says(&record, "authors: Ada Toy, Bo Test\n    venue: Toys\n");
}

#[test]
fn works_of_the_zoo_are_known_by_their_doi() {
    let text = "format_version: 0.4.9\ntype: model\nname: Toy\nauthors: [{name: Ada Toy}]\n\
        weights: {}\nparent: {id: 10.5281/zenodo.2}\ntraining_data: {id: 10.5281/zenodo.3}\n";
    let (record, _) = of("bioimageio", "rdf.yaml", text);
    says(&record, "derived_from:\n  - doi:10.5281/zenodo.2\n");
    says(&record, "- dataset: doi:10.5281/zenodo.3\n");
}

#[test]
fn the_licence_of_a_stac_item_stands_behind_its_link() {
    let text = r#"{"type": "Collection", "stac_version": "1.1.0", "id": "toys", "title": "Toys",
        "description": "Toys from above.", "license": "other",
        "extent": {"spatial": {"bbox": [[1, 2, 3, 4]]}, "temporal": {"interval": [["2010-01-01T00:00:00Z", null]]}},
        "links": [{"rel": "license", "href": "https://www.apache.org/licenses/LICENSE-2.0"}]}"#;
    let (record, _) = of("stac", "a.json", text);
    says(&record, "license: Apache-2.0\n");
    says(&record, "temporal_coverage: 2010-01-01/..\n");
}

#[test]
fn licences_by_their_names_and_words_for_formats_have_fields() {
    let copyright =
        "@dataset{a, title = {T}, copyright = {Creative Commons Attribution 4.0 International}}";
    says(&of("bibtex", "a.bib", copyright).0, "license: CC-BY-4.0\n");
    let text = r#"{"@context": "https://schema.org", "@type": "Dataset", "name": "Toys",
        "funding": {"@type": "Organization", "@id": "https://doi.org/10.13039/100000050", "name": "Fund"},
        "distribution": {"@type": "DataDownload", "contentUrl": "https://example.org/a", "encodingFormat": "CSV"}}"#;
    let (record, _) = of("json-ld", "a.json", text);
    says(&record, "format: CSV\n");
    says(&record, "funding:\n  - funder:\n      name: Fund\n");
    assert!(!record.contains("# kept"), "{record}");
}

#[test]
fn datasets_of_dcat_have_what_authority_tables_say() {
    let text = r#"{"@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#"},
        "@id": "https://data.example.org/1", "@type": "dcat:Dataset", "dct:title": "Air",
        "dct:description": "Hourly measures.", "dct:modified": "2023-01-02",
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ENG"},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/ENVI"},
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": "2020-01-01"},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": "Air Agency"},
        "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:fn": "Air Desk"},
        "dcat:distribution": {"@type": "dcat:Distribution", "dcat:downloadURL": {"@id": "https://data.example.org/a"},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dct:format": {"@id": "http://publications.europa.eu/resource/authority/file-type/CSV"},
        "dct:license": {"@id": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"}}}"#;
    let (record, _) = of("mldcat-ap", "a.jsonld", text);
    for line in [
        "date_modified: \"2023-01-02\"\n",
        "language: en\n",
        "- term: Environment\n",
        "access:\n  rights: open\n",
        "temporal_coverage: 2020-01-01/..\n",
        "name: Air Desk\n",
        "role: ContactPerson\n",
        "media_type: text/csv\n    format: CSV\n",
        "\nlicense: CC-BY-4.0\n",
    ] {
        says(&record, line);
    }
    assert!(!record.contains("# kept"), "{record}");
}

#[test]
fn a_type_by_its_whole_address_is_one() {
    let text = r#"{"@context": "https://schema.org", "@type": "https://w3id.org/fair4ml#MLModel",
        "name": "Toy", "isAccessibleForFree": true}"#;
    let (record, _) = of("json-ld", "a.json", text);
    says(&record, "kind: model\n");
}

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
fn no_other_text_tells_the_language_of_a_title() {
    let text = |title: &str| {
        format!(
            r#"{{"titles": [{{"title": "T"{title}}}], "creators": [{{"name": "Lab"}}],
            "types": {{"resourceTypeGeneral": "Dataset"}}, "descriptions": [
            {{"description": "Of cakes.", "descriptionType": "Abstract"}},
            {{"description": "Des gâteaux.", "descriptionType": "Abstract", "lang": "fr"}}]}}"#
        )
    };
    let (record, _) = of("datacite-json", "a.json", &text(""));
    assert!(!record.contains("text_language"), "{record}");
    says(&record, "# kept descriptions[1].lang: \"fr\"\n");
    let (record, _) = of("datacite-json", "a.json", &text(r#", "lang": "en""#));
    says(&record, "description: Of cakes.\ntext_language: en\n");
    says(&record, "  - language: fr\n    description: Des gâteaux.\n");
    let (record, _) = of("datacite-json", "a.json", &text(r#", "lang": "fr""#));
    says(&record, "text_language: fr\n");
    assert!(!record.contains("# kept"), "{record}");
}

#[test]
fn a_licence_that_was_ported_is_that_of_its_country_or_stays() {
    let text = |rights: &str| {
        format!(
            r#"{{"titles": [{{"title": "T"}}], "creators": [{{"name": "Lab"}}],
            "types": {{"resourceTypeGeneral": "Dataset"}}, "rightsList": [{{{rights}}}]}}"#
        )
    };
    let address = "https://creativecommons.org/licenses";
    let austria = format!(
        r#""rightsUri": "{address}/by/3.0/at/legalcode", "rightsIdentifier": "cc-by-3.0-at""#
    );
    let (record, problems) = of("datacite-json", "a.json", &text(&austria));
    says(&record, "license: CC-BY-3.0-AT\n");
    assert!(!problems.contains("import-license"), "{problems}");
    let other = format!(r#""rightsUri": "{address}/by-nc/3.0/us/""#);
    let (record, problems) = of("datacite-json", "a.json", &text(&other));
    says(&record, "# kept rightsList: ");
    says(&problems, "import-license");
    assert!(!record.contains("\nlicense: "), "{record}");
}

#[test]
fn every_point_of_an_area_and_ids_of_ror_are_kept() {
    let point = |at: u8| {
        format!(
            "<polygonPoint><pointLongitude>{at}</pointLongitude><pointLatitude>{at}</pointLatitude></polygonPoint>"
        )
    };
    let points: String = (1..=4).map(point).collect();
    let xml = format!(
        "<resource xmlns=\"http://datacite.org/schema/kernel-4\">\
         <creators><creator><creatorName>Lab</creatorName></creator></creators>\
         <titles><title>T</title></titles>\
         <resourceType resourceTypeGeneral=\"Dataset\">Data</resourceType>\
         <geoLocations><geoLocation><geoLocationPolygon>{points}</geoLocationPolygon></geoLocation>\
         </geoLocations></resource>"
    );
    let (record, _) = of("datacite-xml", "a.xml", &xml);
    for at in 1..=4 {
        says(&record, &format!("- pointLongitude: \"{at}\"\n"));
    }
    let json = r#"{"id": "1", "metadata": {"title": "T", "resource_type": {"id": "dataset"},
        "creators": [{"person_or_org": {"type": "personal", "name": "Toy, Ada"},
        "affiliations": [{"id": "01ggx4157", "name": "CERN"}, {"id": "7", "name": "Lab"}]}]}}"#;
    let (record, _) = of("zenodo", "a.json", json);
    says(&record, "01ggx4157");
    assert!(!record.contains("\"7\""), "{record}");
}

#[test]
fn words_in_italics_are_a_part_of_a_text_of_xml() {
    let xml = "<resource xmlns=\"http://datacite.org/schema/kernel-4\">\
        <creators><creator><creatorName>Toy <i>Lab</i></creatorName></creator></creators>\
        <titles><title>Of <i>Toxodon</i>, a toy</title></titles>\
        <resourceType resourceTypeGeneral=\"Dataset\"/>\
        <descriptions><description descriptionType=\"Abstract\">One<br/>two &lt;b&gt;\
        </description></descriptions></resource>";
    let (record, _) = of("datacite-xml", "a.xml", xml);
    says(&record, "title: Of Toxodon, a toy\n");
    says(&record, "name: Toy Lab\n");
    says(&record, "  One\n  two \\<b>\n");
    assert!(!record.contains("# kept"), "{record}");
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
fn requirements_and_systems_in_one_text_are_taken_apart() {
    let text = r#"{"@context": "https://w3id.org/codemeta/3.0", "@type": "SoftwareSourceCode",
        "name": "toy", "softwareRequirements": ["numpy>=1.2", "scipy <2", "jax",
        "a>=1, b"], "operatingSystem": "Windows, Linux"}"#;
    let (record, _) = of("codemeta", "codemeta.json", text);
    says(&record, "operating_systems:\n    - Windows\n    - Linux\n");
    says(&record, "- name: numpy\n      version: \">=1.2\"\n");
    says(&record, "- name: scipy\n      version: <2\n    - name: jax\n    - name: a>=1, b\n");
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
fn dates_of_dlhub_have_fields() {
    let text = r#"{"datacite": {"titles": [{"title": "Toys"}], "creators": [{"creatorName": "Lab"}],
        "publicationYear": "2021", "dates": [{"date": "2019-01-02", "dateType": "Created"},
        {"date": "2020", "dateType": "Collected"}]},
        "dlhub": {"name": "toys", "type": "servable"}, "servable": {"type": "Keras Model"}}"#;
    let (record, _) = of("dlhub", "dlhub.json", text);
    says(&record, "date_created: \"2019-01-02\"\n");
    says(&record, "kept datacite.dates[1].date");
}

#[test]
fn addresses_of_a_stac_item_are_relative_to_its_own() {
    let text = |own: &str| {
        format!(
            r#"{{"type": "Feature", "stac_version": "1.1.0", "id": "toys",
            "properties": {{"mlm:name": "Toys", "mlm:tasks": ["classification"], "license": "other"}},
            "assets": {{"weights": {{"href": "./w.pt", "roles": ["mlm:model"], "file:size": 7}}}},
            "links": [{own}{{"rel": "license", "href": "../LICENCE", "title": "Terms"}},
            {{"rel": "derived_from", "href": "../c.json", "ml-aoi:split": "train"}}]}}"#
        )
    };
    let own = r#"{"rel": "self", "href": "https://example.org/stac/toys/toys.json"}, "#;
    let (record, problems) = of("stac", "a.json", &text(own));
    says(&record, "url: https://example.org/stac/toys/w.pt\n");
    says(&record, "size: 7\n");
    says(&record, "- dataset: https://example.org/stac/c.json\n");
    says(&record, "The terms are those of [Terms](https://example.org/stac/LICENCE).");
    assert!(!problems.contains("import-no-address"), "{problems}");
    let (record, problems) = of("stac", "a.json", &text(""));
    says(&problems, "import-no-address");
    assert!(!record.contains("training:"), "{record}");
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
        "dct:isReferencedBy": {"@id": "https://doi.org/10.5281/zenodo.7"},
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
        "  - type: is-referenced-by\n    target: doi:10.5281/zenodo.7\n",
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
fn what_mldcat_ap_says_of_a_named_node_in_its_place_is_read() {
    let text = r#"{"@context":
        "https://semiceu.github.io/MLDCAT-AP/releases/3.1.0/context/mldcat-ap.jsonld",
        "@id": "https://example.org/d", "@type": "Dataset", "Dataset.title": "Jets",
        "Dataset.creator": [{"@id": "https://orcid.org/0000-0002-1825-0097", "@type": "Agent",
        "Agent.name": "Ada Toy"}]}"#;
    let (record, _) = of("mldcat-ap", "a.jsonld", text);
    says(&record, "  - name: Ada Toy\n    orcid: 0000-0002-1825-0097\n");
}

#[test]
fn an_organization_of_foaf_is_one_whatever_its_name() {
    let text = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        @prefix dct: <http://purl.org/dc/terms/> .\n\
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n\
        <https://example.org/k> a dcat:Dataset ; dct:title \"Cakes\" ;\n\
        dct:creator [ a foaf:Organization ; foaf:name \"Off2\" ],\n\
            [ a foaf:Person ; foaf:name \"Ada Toy\" ] ;\n\
        dct:contributor [ a foaf:Organization ; foaf:name \"Desk\" ] ;\n\
        dct:publisher <https://ror.org/01ggx4157> .\n\
        <https://ror.org/01ggx4157> a foaf:Organization ; foaf:name \"CERN\" .\n";
    let (record, _) = of("mldcat-ap", "a.ttl", text);
    says(&record, "  - name: Off2\n    organization: true\n");
    assert!(!record.contains("Ada Toy\n    organization"), "{record}");
    says(&record, "publisher:\n  name: CERN\n");
    says(&record, "      name: Desk\n      organization: true\n");
    says(&record, "role: Other\n");
    says(&record, "  ror: https://ror.org/01ggx4157\n");
}

#[test]
fn of_several_values_of_dcat_the_first_is_taken_and_the_others_stay() {
    let text = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        @prefix dct: <http://purl.org/dc/terms/> .\n\
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n\
        <https://example.org/k> a dcat:Dataset ; dct:title \"Cakes\" ;\n\
        dct:publisher [ foaf:name \"P1\" ], [ foaf:name \"P2\" ] ;\n\
        dct:created \"2019-01-02\" ;\n\
        dcat:landingPage <https://example.org/l1>, <https://example.org/l2> ;\n\
        dct:temporal \"2019/2020\", \"2001/2002\" ;\n\
        dcat:distribution [ dcat:downloadURL <https://example.org/1>, <https://example.org/2> ] .\n";
    let (record, _) = of("mldcat-ap", "a.ttl", text);
    for value in ["P1", "P2", "example.org/l1", "example.org/l2", "2019/2020", "2001/2002"] {
        says(&record, value);
    }
    says(&record, "date_created: \"2019-01-02\"\n");
    says(&record, "https://example.org/1\n");
    says(&record, "https://example.org/2");
}

#[test]
fn texts_of_dcat_are_in_the_language_of_the_title_or_translations() {
    let text = |title: &str, more: &str| {
        format!(
            "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
             @prefix dct: <http://purl.org/dc/terms/> .\n\
             <https://example.org/k> a dcat:Dataset ; dct:title {title} ;\n\
             dct:description \"Of cakes\"@en, \"Von Kuchen\"@de ;\n\
             dcat:keyword \"sea\"@en, \"ocean\"@en, \"Meer\"@de{more} .\n"
        )
    };
    let english = "\"Cakes\"@en";
    let (record, _) = of("mldcat-ap", "a.ttl", &text(&format!("\"Kuchen\"@de, {english}"), ""));
    says(&record, "title: Cakes\n");
    says(&record, "text_language: en\n");
    let german = "  - language: de\n    title: Kuchen\n    description: Von Kuchen\n";
    says(&record, &format!("{german}    keywords:\n      - Meer\n"));
    says(&record, "\nkeywords:\n  - sea\n  - ocean\n");
    assert!(!record.contains("# kept"), "{record}");
    // One title tells its language too.
    let (record, _) = of("mldcat-ap", "a.ttl", &text(english, ""));
    says(&record, "text_language: en\n");
    says(&record, "  - language: de\n    description: Von Kuchen\n    keywords:\n      - Meer\n");
    // Where the title tells none, what is in another language than the rest stays aside.
    let (record, _) = of("mldcat-ap", "a.ttl", &text("\"Cakes\"", ", \"Zucker\"@de"));
    says(&record, "\nkeywords:\n  - sea\n  - ocean\n");
    says(&record, "# kept keyword@de: [\"Meer\",\"Zucker\"]\n");
    assert!(!record.contains("text_language"), "{record}");
}

#[test]
fn a_type_by_its_whole_address_is_one() {
    let text = r#"{"@context": "https://schema.org", "@type": "https://w3id.org/fair4ml#MLModel",
        "name": "Toy", "isAccessibleForFree": true}"#;
    let (record, _) = of("json-ld", "a.json", text);
    says(&record, "kind: model\n");
}

#[test]
fn a_number_names_no_dataset_and_a_free_code_no_language() {
    let text = "---\nlanguage: xx\npipeline_tag: text-generation\ndatasets:\n- 12\n- squad\n---\n\
                # Toys\n";
    let (record, problems) = of("huggingface", "README.md", text);
    says(&problems, "import-not-understood: `language` is no language tag");
    says(&problems, "import-wrong-type: `datasets` holds a number");
    says(&record, "- dataset: https://huggingface.co/datasets/squad\n");
    assert!(!record.contains("datasets/12") && !record.contains("\nlanguage:"), "{record}");
}

#[test]
fn what_a_check_would_refuse_has_its_line() {
    let text = "---\npretty_name: Toys\ndataset_info:\n  splits:\n  - name: train\n    num_examples: 1\n  \
                - name: train\n    num_examples: 2\n---\n# Toys\n";
    let (_, problems) = of("huggingface", "datasets/toys/README.md", text);
    says(&problems, "line 7 import-refused: `dataset/splits/1` is left out");
}

#[test]
fn what_stands_beside_the_datasets_of_dcat_is_kept_with_the_first() {
    let text = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        @prefix dct: <http://purl.org/dc/terms/> .\n\
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n\
        <https://example.org/c> a dcat:Catalog ; dct:title \"All\" ; dcat:dataset <https://example.org/k> ;\n\
            dct:publisher [ foaf:name \"Desk\" ] .\n\
        <https://example.org/k> a dcat:Dataset, dcat:DatasetSeries ; dct:title \"Cakes\" ;\n\
            dct:creator <https://example.org/a> .\n\
        <https://example.org/a> a foaf:Person ; foaf:name \"Ada Toy\" .\n\
        <https://example.org/s> a dcat:DataService ; dct:title \"Api\" .\n";
    let (record, _) = of("mldcat-ap", "a.ttl", text);
    says(&record, "    entities:\n");
    for kept in ["title: All\n", "name: Desk\n", "title: Api\n", "- DatasetSeries\n"] {
        says(&record, kept);
    }
    for told in ["Desk", "Ada Toy"] {
        assert_eq!(record.split("\n# ").next().unwrap_or_default().matches(told).count(), 1);
    }
}

#[test]
fn what_prov_says_of_datasets_of_dcat_is_read() {
    let text = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        @prefix dct: <http://purl.org/dc/terms/> .\n\
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n\
        @prefix prov: <http://www.w3.org/ns/prov#> .\n\
        <https://example.org/k> a dcat:Dataset ; dct:title \"Cakes\" ;\n\
        prov:wasDerivedFrom <https://doi.org/10.5281/zenodo.7> ;\n\
        prov:wasGeneratedBy [ a prov:Activity ; dct:title \"Baking\" ;\n\
            prov:endedAtTime \"2019-01-02\" ; prov:used <https://example.org/flour> ] ;\n\
        prov:qualifiedAttribution [ a prov:Attribution ; prov:agent <https://example.org/bo> ;\n\
            dcat:hadRole <https://example.org/roles#distributor> ] ;\n\
        dct:spatial [ a dct:Location ; dcat:bbox \"POLYGON((5 47,15 47,15 55,5 55,5 47))\" ] .\n\
        <https://example.org/bo> a foaf:Person ; foaf:name \"Bo Test\" .\n";
    let (record, _) = of("mldcat-ap", "a.ttl", text);
    says(&record, "derived_from:\n  - doi:10.5281/zenodo.7\n");
    says(&record, "  - name: Baking\n    date: \"2019-01-02\"\n");
    says(&record, "      - https://example.org/flour\n");
    says(&record, "name: Bo Test\n");
    says(&record, "    role: Distributor\n");
    says(&record, "latitude 47 to 55, longitude 5 to 15");
    assert!(!record.contains("# kept"), "{record}");
}

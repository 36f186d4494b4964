//! Records of repositories and catalogues of models: OpenML, DLHub, Garden, STAC, CycloneDX, MLDCAT-AP.

use std::path::Path;

use faircat::formats::list::{format_named, recognised};
use faircat::formats::reader::Input;
use faircat::importing;
use faircat::record::Kind;

use super::{fixture, holds, read, record, records, refusal};

#[test]
fn datasets_and_flows_of_openml_are_read() {
    insta::assert_snapshot!("openml_dataset", record("openml", "dataset.json"));
    insta::assert_snapshot!("openml_flow", record("openml", "flow.json"));
    insta::assert_snapshot!("openml_flow_in_xml", record("openml", "flow.xml"));
    holds("openml", &["dataset.json", "flow.json", "flow.xml"]);
}

#[test]
fn a_servable_of_dlhub_becomes_a_model() {
    insta::assert_snapshot!(record("dlhub", "dlhub.json"));
    holds("dlhub", &["dlhub.json"]);
}

#[test]
fn a_garden_and_its_functions_are_records() {
    insta::assert_snapshot!(record("garden", "garden.json"));
    let folder = tempfile::tempdir().unwrap();
    let files = [fixture("garden", "garden.json")];
    let outcome = importing::import(format_named("garden").unwrap(), &files, folder.path(), &|| {});
    assert_eq!(outcome.written, 2);
    let function = std::fs::read_to_string(folder.path().join("models/garden-function-42.yaml"));
    // The comment at the top is the import's own.
    let function = function.unwrap();
    let lines = function.split_inclusive('\n').filter(|line| !line.starts_with("#:"));
    insta::assert_snapshot!("garden_function", lines.collect::<String>());
}

#[test]
fn a_garden_is_known_by_its_functions_too() {
    for list in ["modal_functions", "hpc_functions", "entrypoints"] {
        let text = format!(
            r#"{{"title": "Toy garden", "authors": ["Ada Toy"], "doi": "10.5555/toys", "{list}":
            [{{"title": "Count", "function_name": "count", "function_text": "def count(): 1"}}]}}"#
        );
        let input = Input::new(Path::new("a.json"), text.as_bytes());
        assert_eq!(recognised(&input).map(|it| it.name), Some("garden"), "{list}");
        let found = (format_named("garden").unwrap().reader.unwrap().read)(&input);
        let kinds: Vec<Kind> = found.records.iter().map(|it| it.kind()).collect();
        assert_eq!(kinds, [Kind::Software, Kind::Model], "{list}");
    }
}

#[test]
fn items_of_models_and_collections_of_stac_are_read() {
    insta::assert_snapshot!("stac_item", record("stac", "item.json"));
    insta::assert_snapshot!("stac_collection", record("stac", "collection.json"));
    holds("stac", &["item.json", "collection.json"]);
}

#[test]
fn models_and_datasets_of_a_bill_of_materials_are_read() {
    insta::assert_snapshot!(record("cyclonedx", "bom.json"));
    let bytes = std::fs::read(fixture("cyclonedx", "bom.json")).unwrap();
    let reader = format_named("cyclonedx").unwrap().reader.unwrap();
    let found = (reader.read)(&Input::new(Path::new("bom.json"), &bytes));
    let slugs: Vec<String> = found.records.iter().map(|it| it.slug()).collect();
    assert_eq!(slugs, ["cyclonedx-lab-toy-net-1-4", "cyclonedx-toys"]);
}

#[test]
fn statements_are_read_by_what_they_mean() {
    insta::assert_snapshot!("mldcat_ap_in_turtle", records("mldcat-ap", "models.ttl"));
    insta::assert_snapshot!("mldcat_ap_by_meaning", record("mldcat-ap", "other-names.jsonld"));
    let folder = tempfile::tempdir().unwrap();
    let files = [fixture("mldcat-ap", "models.ttl")];
    let import =
        || importing::import(format_named("mldcat-ap").unwrap(), &files, folder.path(), &|| {});
    assert_eq!(import().written, 2);
    assert_eq!(import().unchanged, 2);
}

#[test]
fn turtle_that_is_none_is_refused_with_its_line() {
    let text = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<http://example.org/a> a dcat:Dataset ;;; b\n";
    let problem = refusal("mldcat-ap", "a.ttl", text.as_bytes());
    assert!(problem.starts_with("line 2 import-malformed-turtle: this is not Turtle"), "{problem}");
}

#[test]
fn models_and_datasets_of_mldcat_ap_are_read() {
    insta::assert_snapshot!(record("mldcat-ap", "models.jsonld"));
    let bytes = std::fs::read(fixture("mldcat-ap", "models.jsonld")).unwrap();
    let reader = format_named("mldcat-ap").unwrap().reader.unwrap();
    let found = (reader.read)(&Input::new(Path::new("models.jsonld"), &bytes));
    let slugs: Vec<String> = found.records.iter().map(|it| it.slug()).collect();
    assert_eq!(slugs, ["mldcat-lab-toys", "mldcat-example-org-data-rooms"]);
}

#[test]
fn what_describes_no_model_or_dataset_is_refused() {
    for (format, text, wanted) in [
        ("openml", r#"{"run": {"run_id": "1"}}"#, "this is `run` of OpenML"),
        (
            "openml",
            r#"<?xml version="1.0"?><oml:run xmlns:oml="http://openml.org/openml"><oml:run_id>1</oml:run_id></oml:run>"#,
            "this is `run` of OpenML",
        ),
        (
            "stac",
            r#"{"type": "Catalog", "stac_version": "1.0.0", "id": "a"}"#,
            "this catalog lists",
        ),
        (
            "stac",
            r#"{"type": "Feature", "stac_version": "1.0.0", "id": "a", "properties": {}}"#,
            "has no `mlm:` properties",
        ),
        (
            "stac",
            r#"{"type": "Collection", "stac_version": "1.0.0", "id": "a", "item_assets": {"w": {"roles": ["mlm:model"]}}}"#,
            "lists items of models",
        ),
        (
            "cyclonedx",
            r#"{"bomFormat": "CycloneDX", "components": [{"type": "library", "name": "a"}]}"#,
            "none of the components is a model or a dataset",
        ),
        (
            "mldcat-ap",
            r#"{"@context": "mldcat-ap", "@graph": []}"#,
            "neither a MachineLearningModel",
        ),
        ("dlhub", r#"{"dlhub": {"type": "servable"}}"#, "neither a title nor a name"),
        ("garden", r#"{"title": "", "function_name": "f", "function_text": ""}"#, "has no `title`"),
    ] {
        let problem = refusal(format, "file.json", text.as_bytes());
        assert!(problem.contains(wanted), "{format}: {problem}");
    }
}

/// A list as agencies of the United States publish it, with and without what it may leave out.
#[test]
fn lists_of_dcat_us_are_read() {
    let dataset = r#""title": "Toys", "description": "Counts of toys.", "keyword": ["toys"],
        "modified": "2024-01-02", "publisher": {"name": "Agency of Toys"}, "identifier": "toys-1",
        "contactPoint": {"@type": "vcard:Contact", "fn": "Ada Example"}, "accessLevel": "public",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/", "spatial": "Bern",
        "temporal": "2020-01-01/2021-12-31", "theme": ["Play"],
        "distribution": [{"downloadURL": "https://toys.example/a.csv", "mediaType": "text/csv"}]"#;
    let profile = "https://project-open-data.cio.gov/v1.1/schema";
    let bare = format!(r#"{{"conformsTo": "{profile}", "dataset": [{{{dataset}}}]}}"#);
    let whole = format!(
        r#"{{"@context": "{profile}/catalog.jsonld", "@type": "dcat:Catalog",
        "conformsTo": "{profile}", "dataset": [{{"@type": "dcat:Dataset", {dataset}}}]}}"#
    );
    let read = |text: &str| {
        let (record, problems) = read("mldcat-ap", Path::new("data.json"), text.as_bytes());
        record.unwrap_or_else(|| panic!("{problems:?}"))
    };
    insta::assert_snapshot!("dcat_us", read(&whole));
    assert_eq!(read(&bare), read(&whole));
}

/// A bill says more than its models and data: what they need, and what is of none of them.
#[test]
fn a_bill_names_its_training_data_and_keeps_what_stands_beside() {
    let text = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {"type": "application", "name": "App", "bom-ref": "app"}},
        "components": [
        {"type": "machine-learning-model", "name": "Net", "bom-ref": "m",
         "modelCard": {"modelParameters": {"datasets": [{"ref": "d"}]}}},
        {"type": "data", "name": "Toys", "bom-ref": "d"},
        {"type": "library", "name": "numpy", "version": "2.1", "bom-ref": "n"}],
        "dependencies": [{"ref": "m", "dependsOn": ["d", "n"]}, {"ref": "app", "dependsOn": ["m"]}],
        "services": [{"name": "Inference"}], "vulnerabilities": [{"id": "CVE-2024-1"}],
        "annotations": [{"text": "Checked."}], "externalReferences": [{"type": "bom", "url": "x"}]}"#;
    let (record, problems) = read("cyclonedx", Path::new("bom.json"), text.as_bytes());
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    insta::assert_snapshot!("bill", record);
}

#[test]
fn what_is_wrong_in_xml_of_openml_has_its_line_and_nothing_of_it_is_lost() {
    let text = "<oml:data_set_description xmlns:oml=\"http://openml.org/openml\">\n\
        <oml:id>5</oml:id>\n<oml:name>x</oml:name>\n\
        <oml:upload_date>2020-02-31T00:00:00</oml:upload_date>\n\
        <oml:creator role=\"lead\">Ada Toy</oml:creator>\n\
        <oml:unknown>c <b>bold</b></oml:unknown>\n</oml:data_set_description>";
    let (record, problems) = read("openml", Path::new("a.xml"), text.as_bytes());
    let (record, problems) = (record.unwrap(), problems.join("\n"));
    assert!(problems.contains("line 4 "), "{problems}");
    assert!(record.contains("- name: Ada Toy\n"), "{record}");
    assert!(record.contains("# kept creator@role: \"lead\"\n"), "{record}");
    for said in ["bold", "\"c\""] {
        assert!(record.contains(said), "{said} is not in\n{record}");
    }
}

#[test]
fn choices_of_the_training_in_stac_are_hyperparameters() {
    let text = r#"{"type": "Feature", "stac_version": "1.1.0", "id": "toys",
        "properties": {"mlm:name": "Toys", "mlm:tasks": ["classification"],
        "mlm:hyperparameters": {"lr": 0.1, "shuffle": true, "optimizer": "adam", "more": {"a": 1}}},
        "assets": {"weights": {"href": "https://example.org/w.pt", "roles": ["mlm:model"]}},
        "links": []}"#;
    let (record, problems) = read("stac", Path::new("a.json"), text.as_bytes());
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    for said in ["name: lr\n", "value: \"0.1\"\n", "name: shuffle\n", "value: adam\n"] {
        assert!(record.contains(said), "{said}: {record}");
    }
    assert!(record.contains("# kept properties.mlm:hyperparameters.more.a: 1\n"), "{record}");
    assert!(!record.contains("hyperparameters.lr"), "{record}");
}

#[test]
fn a_component_without_a_name_has_its_line() {
    let text = "{\"bomFormat\": \"CycloneDX\", \"components\": [\n\
        {\"type\": \"data\", \"name\": \"Toys\"},\n{\"type\": \"data\"}]}";
    let (_, problems) = read("cyclonedx", Path::new("bom.json"), text.as_bytes());
    assert!(problems.join("\n").contains("line 3 import-no-title"), "{problems:?}");
}

#[test]
fn a_bundle_has_its_licence_and_hides_no_person_in_an_organization() {
    let of = |authors: &str| {
        let text = format!(
            r#"{{"monai_version": "1.4.0", "pytorch_version": "2.4.0", "name": "Toy net",
            "task": "Toys", "license": "Apache-2.0", "authors": "{authors}"}}"#
        );
        let (record, problems) = read("monai", Path::new("metadata.json"), text.as_bytes());
        (record.unwrap_or_else(|| panic!("{problems:?}")), problems.join("\n"))
    };
    let (record, problems) = of("Toy Lab, Institute of Tests");
    assert!(record.contains("license: Apache-2.0\n"), "{record}");
    assert!(record.contains("name: Toy Lab, Institute of Tests\n"), "{record}");
    assert!(!problems.contains("import-several-names"), "{problems}");
    for authors in ["University of Test, Ada Toy", "MONAI team and Ada Toy"] {
        let (record, problems) = of(authors);
        assert!(problems.contains("import-several-names"), "{problems}");
        assert!(record.contains(&format!("# kept authors: \"{authors}\"\n")), "{record}");
    }
}

#[test]
fn an_id_of_openml_that_is_no_number_is_kept() {
    let text = r#"{"data_set_description": {"id": ["61", "62"], "name": "toys"}}"#;
    let (record, problems) = read("openml", Path::new("a.json"), text.as_bytes());
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    assert!(record.contains("# kept id: [\"61\",\"62\"]\n"), "{record}");
    assert!(problems.join("\n").contains("`id` is not a text"), "{problems:?}");
}

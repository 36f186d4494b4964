//! Other people's pages: what tells what they mean, and which of their works is assessed.

use faircat_assessment::foreign::{self, Foreign, ForeignError};
use serde_json::{Value, json};

fn read(document: &Value) -> Result<Foreign, ForeignError> {
    foreign::read_json_ld(&document.to_string(), None)
}

fn name(page: &Foreign) -> String {
    let name = oxrdf::NamedNodeRef::new_unchecked("http://schema.org/name");
    let mut names = page.graph.objects(&page.root, name);
    names.next().unwrap().to_string()
}

#[test]
fn other_json_is_refused_by_name() {
    for (document, name) in [
        (json!({"conceptrecid": "1", "metadata": {"title": "T"}}), "a record of Zenodo's API"),
        (json!({"data": {"attributes": {"titles": []}}}), "DataCite JSON"),
        (json!({"titles": [], "types": {}}), "DataCite JSON"),
        (
            json!({"hits": {"hits": [], "total": 0}}),
            "a list of Zenodo, InvenioRDM or CERN Open Data",
        ),
        (json!({"metadata": {"title": "T", "upload_type": "dataset"}}), "a record of Zenodo's API"),
        (json!([{"conceptrecid": "1", "metadata": {"title": "T"}}]), "a record of Zenodo's API"),
        (json!({"id": 1, "title": "T", "url_public_api": "u"}), "a record of figshare's API"),
        (json!([{"id": 1, "defined_type_name": "dataset"}]), "a record of figshare's API"),
        (json!({"datasetVersion": {"metadataBlocks": {}}}), "a dataset of Dataverse's API"),
        (json!({"status": "OK", "data": {"latestVersion": {}}}), "a dataset of Dataverse's API"),
        (json!({"help": "h", "success": true, "result": {}}), "an answer of CKAN's API"),
        (json!({"license_id": "cc-by", "resources": []}), "an answer of CKAN's API"),
        (
            json!({"title": "T", "id": "a/b", "licenses": [{"name": "CC0-1.0"}]}),
            "metadata of Kaggle",
        ),
        (json!({"id_no": 7, "title": "T"}), "metadata of Kaggle"),
        (json!({"name": "n", "resources": [{"path": "a.csv"}]}), "a Frictionless data package"),
        (json!({"spdxVersion": "SPDX-2.3", "name": "n"}), "an SPDX document"),
        (json!([{"id": "a", "type": "dataset", "title": "T", "DOI": "10.1/x"}]), "CSL JSON"),
    ] {
        let refused = foreign::read_json_ld(&document.to_string(), None).unwrap_err().to_string();
        assert_eq!(refused, format!("this is {name}, which is no JSON-LD"));
    }
    let expanded = r#"[{"http://schema.org/name": [{"@value": "D"}]}]"#;
    assert!(foreign::read_json_ld(expanded, None).is_ok(), "expanded JSON-LD has no context");
}

#[test]
fn without_a_context_nothing_is_assessed() {
    let node = json!({"@id": "https://x.org/d", "@type": "Dataset", "name": "D"});
    for document in [
        node.clone(),
        json!([node, node]),
        json!({"@graph": [node]}),
        json!({"@id": "https://x.org/d"}),
        json!({"@context": null, "@type": "Dataset", "name": "D"}),
        json!({"@context": "", "@type": "Dataset", "name": "D"}),
        json!({"@context": {"@language": "en"}, "@type": "Dataset", "name": "D"}),
        json!({"context": "https://schema.org", "@type": "Dataset", "name": "D"}),
        json!({"@type": "schema:Dataset", "schema:name": "D"}),
    ] {
        let refused = read(&document).unwrap_err();
        assert_eq!(refused, ForeignError::NoContext, "{document}");
        assert!(refused.hint().contains("\"@context\": \"https://schema.org\""));
    }
    for document in [json!([{"name": "x"}]), json!({"title": "T"})] {
        let refused = read(&document).unwrap_err();
        assert_eq!(refused, ForeignError::UnknownJson, "{document}");
        assert!(!refused.hint().contains("@context"));
    }
    for context in ["schema.org", " https://schema.org ", "HTTP://Schema.org", "//schema.org/"] {
        let node = json!({"@context": context, "@type": "Dataset", "name": "D"});
        assert!(read(&node).unwrap().left_out.is_empty(), "{context}");
    }
    let open =
        json!({"@context": {"@vocab": "http://schema.org"}, "@type": "Dataset", "name": "D"});
    let refused = read(&open).unwrap_err().to_string();
    assert!(refused.ends_with("`@vocab` is `http://schema.org`, without the `/` that must end it"));
    let known = json!({"@type": "http://schema.org/Dataset", "http://schema.org/name": "D"});
    assert!(read(&known).is_ok(), "IRIs for keys need no context");
}

#[test]
fn a_node_without_context_beside_others_is_told() {
    let sound = json!({"@context": "https://schema.org", "@type": "Dataset", "name": "D"});
    let bare = json!({"@type": "Dataset", "name": "E"});
    let page = read(&json!([bare, sound])).unwrap();
    assert_eq!((name(&page).as_str(), page.passed_over.as_deref()), ("\"D\"", None));
    assert_eq!(page.left_out, ["`E` is left out: it has no `@context`"]);
    let block = |node: &Value| format!("<script type=\"application/ld+json\">{node}</script>");
    let page = foreign::read_html(&[block(&bare), block(&sound)].concat(), None).unwrap();
    assert_eq!(name(&page), "\"D\"");
    let [problem] = page.left_out.as_slice() else { panic!("{:?}", page.left_out) };
    assert!(problem.starts_with("block 1 of the JSON-LD is left out: this is JSON without"));
    assert!(problem.contains("add `\"@context\": \"https://schema.org\"`"), "{problem}");
    let refused = foreign::read_html(&block(&bare), None).unwrap_err();
    assert_eq!(refused, ForeignError::NoContext);
}

#[test]
fn a_second_work_is_told_and_can_be_chosen() {
    let [d, e] = [
        json!({"@context": "https://schema.org", "@type": "Dataset", "name": "D",
        "description": "The first."}),
        json!({"@context": "https://schema.org", "@type": "SoftwareSourceCode",
            "@id": "https://x.org/e", "name": "E"}),
    ];
    let graph = json!({"@context": "https://schema.org", "@graph": [d, e]});
    for document in [json!([d, e]), json!([e, d]), graph] {
        let page = read(&document).unwrap();
        assert_eq!(name(&page), "\"D\"");
        assert_eq!(
            page.passed_over.as_deref(),
            Some(
                "`D` is assessed, and not what is described beside it: `E` (<https://x.org/e>); \
                 `--id` chooses another"
            )
        );
        for wanted in ["E", "https://x.org/e"] {
            let chosen = read(&document).unwrap().choose(wanted).unwrap();
            assert_eq!((name(&chosen).as_str(), chosen.rubric.name()), ("\"E\"", "software"));
            assert_eq!(chosen.published.page.as_deref(), Some("https://x.org/e"));
        }
        let refused = read(&document).unwrap().choose("F").unwrap_err().to_string();
        assert_eq!(refused, "no work is called `F`; there is `E` (<https://x.org/e>), `D`");
    }
}

#[test]
fn what_belongs_to_a_work_is_no_second_one() {
    let page = read(&json!({"@context": "https://schema.org", "@type": "Dataset", "name": "D",
        "description": "Parts and sources are told with it.",
        "hasPart": {"@type": "Dataset", "name": "E", "hasPart": {"@type": "Dataset", "name": "F"}},
        "isBasedOn": {"@type": "SoftwareSourceCode", "name": "G"},
        "creator": {"@type": "Person", "name": "P"}}));
    assert_eq!(page.unwrap().passed_over, None);
    let page = read(&json!({"@context": "https://schema.org", "@type": "DataCatalog", "name": "C",
        "dataset": [{"@type": "Dataset", "name": "D"}, {"@type": "Dataset", "name": "E"}]}));
    let told = page.unwrap().passed_over.unwrap();
    assert!(
        told.starts_with("`D` is assessed, and not what is described beside it: `E`"),
        "{told}"
    );
}

#[test]
fn a_list_that_is_cut_is_told() {
    let creators: Vec<Value> = (0..10_001).map(|number| json!(format!("P {number}"))).collect();
    let node = |creator: Value| {
        json!({"@context": "https://schema.org", "@type": "Dataset",
        "name": "D", "creator": creator})
    };
    let page = read(&node(json!({"@list": creators}))).unwrap();
    assert_eq!(
        page.left_out,
        ["of a list in `<http://schema.org/creator>`, 10000 values are read"]
    );
    assert!(read(&node(json!(creators))).unwrap().left_out.is_empty());
}

#[test]
fn other_markup_is_refused_by_name() {
    for (html, name) in [
        ("<div itemscope itemtype=\"https://schema.org/Dataset\"></div>", "microdata"),
        ("<div vocab=\"https://schema.org/\" typeof=\"Dataset\"></div>", "RDFa"),
    ] {
        let refused = foreign::read_html(html, None).unwrap_err().to_string();
        assert!(refused.starts_with(&format!("the page describes itself in {name}")), "{refused}");
    }
}

#[test]
fn a_context_is_looked_at_wherever_its_key_stands_twice() {
    let terms: Vec<String> = (0..5000).map(|it| format!(r#""t{it}": "t{}:a""#, it + 1)).collect();
    let text = format!(
        r#"{{"@context": {{{}}}, "@context": "https://schema.org", "@type": "Dataset", "name": "D"}}"#,
        terms.join(", ")
    );
    assert!(foreign::read_json_ld(&text, None).is_ok());
}

//! Other people's pages: what is read of them in the forms that people write.

use faircat_assessment::{Outcome, Scorecard, foreign};
use serde_json::{Value, json};

use crate::foreign_card::assess_foreign;
use crate::indicators::outcome_of;

/// A dataset's page that says `more` of it.
fn described(more: &Value) -> Scorecard {
    let mut node = json!({"@context": "https://schema.org", "@id": "https://x.org/d",
        "@type": "Dataset", "name": "D"});
    node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    assess_foreign(&foreign::read_json_ld(&node.to_string(), None).unwrap())
}

#[test]
fn values_are_found_in_lists_and_roles() {
    let person = json!({"@type": "Person", "name": "A", "identifier":
        {"@type": "PropertyValue", "propertyID": "ORCID", "value": "0000-0002-1825-0097"}});
    for creator in [
        json!([person]),
        json!({"@list": [person]}),
        json!({"@list": [{"@list": [person]}]}),
        json!({"@type": "Role", "roleName": "analyst", "creator": person}),
        json!({"@type": "OrganizationRole", "creator": {"@list": [person]}}),
        json!({"@type": "ItemList", "itemListElement": {"@type": "ListItem", "item": person}}),
        json!({"creator": person}),
        json!({"@type": "Person", "name": "A", "identifier": "0000-0002-1825-0097"}),
        json!({"@type": "Person", "name": "A", "sameAs": "http://www.orcid.org/0000-0002-1825-0097"}),
    ] {
        let scorecard = described(&json!({"creator": creator}));
        let outcome = outcome_of(&scorecard, "dataset-F2-creators-identified");
        assert_eq!(outcome, Outcome::Pass, "{creator}");
    }
    let foaf = json!({"creator": {"http://xmlns.com/foaf/0.1/name": "Ada"}});
    let told = evidence(&described(&foaf), "dataset-F2-creators-identified");
    assert!(told.ends_with("not so: Ada."), "{told}");
    let wrong = json!({"creator": {"@type": "Person", "name": "A",
        "identifier": "0000-0002-1825-0098"}});
    let outcome = outcome_of(&described(&wrong), "dataset-F2-creators-identified");
    assert_eq!(outcome, Outcome::Fail, "its check digit does not fit");
}

/// A SHA-256 in base 64, as Subresource Integrity has it.
const SRI: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

#[test]
fn checksums_count_by_their_form() {
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let spdx = |algorithm: &str, value: &str| {
        json!({"http://spdx.org/rdf/terms#checksum": {
            "http://spdx.org/rdf/terms#algorithm":
                {"@id": format!("http://spdx.org/rdf/terms#checksumAlgorithm_{algorithm}")},
            "http://spdx.org/rdf/terms#checksumValue": value}})
    };
    for (said, wanted) in [
        (json!({"sha256": digest}), Outcome::Pass),
        (json!({"sha256": digest.to_uppercase()}), Outcome::Pass),
        (json!({"sha256": format!("sha256:{digest}")}), Outcome::Pass),
        (json!({"http://mlcommons.org/croissant/md5": &digest[..32]}), Outcome::Pass),
        (json!({"identifier": value_of("sha256", digest)}), Outcome::Pass),
        (json!({"identifier": value_of("MD5", &digest[..32])}), Outcome::Pass),
        (json!({"identifier": value_of("SHA-256 checksum", digest)}), Outcome::Pass),
        (json!({"identifier": format!("md5:{}", &digest[..32])}), Outcome::Pass),
        (json!({"identifier": format!("sha-256:{digest}")}), Outcome::Pass),
        (json!({"identifier": format!("hash://sha256/{digest}")}), Outcome::Pass),
        (json!({"identifier": ["https://x.org/f", format!("sha256:{digest}")]}), Outcome::Pass),
        (
            json!({"additionalProperty": {"@type": "PropertyValue", "name": "md5",
                "value": &digest[..32]}}),
            Outcome::Pass,
        ),
        (json!({"sha256": format!("sha256-{SRI}")}), Outcome::Pass),
        (json!({"identifier": format!("sha256-{SRI}")}), Outcome::Pass),
        (json!({"identifier": value_of("sha256", &format!("sha256-{SRI}"))}), Outcome::Pass),
        (json!({"identifier": format!("sha384-{SRI}")}), Outcome::Fail),
        (json!({"identifier": format!("sha256-{}", &SRI[..40])}), Outcome::Fail),
        (json!({"identifier": digest}), Outcome::Fail),
        (json!({"identifier": value_of("local", digest)}), Outcome::Fail),
        (json!({"identifier": value_of("sha256", &digest[..32])}), Outcome::Fail),
        (json!({"identifier": "md5:unknown"}), Outcome::Fail),
        (spdx("sha256", digest), Outcome::Pass),
        (spdx("md5", &digest[..32]), Outcome::Pass),
        (json!({"sha256": "https://github.com/mlcommons/croissant/issues/80"}), Outcome::Fail),
        (json!({"sha256": ""}), Outcome::Fail),
        (json!({"sha256": "unknown"}), Outcome::Fail),
        (json!({"sha256": &digest[..63]}), Outcome::Fail),
        (json!({"sha256": "0".repeat(64)}), Outcome::Fail),
        (json!({"sha256": format!("md5:{digest}")}), Outcome::Fail),
        (json!({"sha512": digest}), Outcome::Fail),
        (json!({"md5": digest}), Outcome::Fail),
        (json!({"md5": &digest[..32]}), Outcome::Pass),
        (json!({"sha1": &digest[..40]}), Outcome::Pass),
        (spdx("sha3_256", digest), Outcome::Pass),
        (json!({"checksum": "crc32c:12345678"}), Outcome::Pass),
        (spdx("sha256", &digest[..32]), Outcome::Fail),
        (json!({"http://spdx.org/rdf/terms#checksum": {"name": "none yet"}}), Outcome::Fail),
    ] {
        let mut file = json!({"@type": "DataDownload", "contentUrl": "https://x.org/f"});
        file.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        let scorecard = described(&json!({"distribution": file}));
        assert_eq!(outcome_of(&scorecard, "dataset-R1-checksums"), wanted, "{said}");
    }
}

#[test]
fn identifiers_count_as_persistent_by_their_scheme() {
    for (identifier, wanted) in [
        (json!("10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("doi:10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("DOI: 10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("https://www.doi.org/10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("http://identifiers.org/ark:/12345/x6"), Outcome::Pass),
        (json!("https://identifiers.org/pride:PXD000001"), Outcome::Pass),
        (json!("https://w3id.org/x/1"), Outcome::Pass),
        (json!("http://purl.org/x/1"), Outcome::Pass),
        (json!("http://purl.obolibrary.org/obo/GO_0008150"), Outcome::Pass),
        (json!("urn:nbn:de:101:1-201102033592"), Outcome::Pass),
        (json!("https://arks.example.org/ark:/12345/x6np1wh8k"), Outcome::Pass),
        (json!("info:hdl/20.500.12345/1"), Outcome::Pass),
        (
            json!({"@type": "PropertyValue", "propertyID": "https://registry.identifiers.org/registry/doi",
            "value": "doi:10.5281/zenodo.1234567"}),
            Outcome::Pass,
        ),
        (json!("https://example.org/doi/10.5281"), Outcome::Fail),
        (json!("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"), Outcome::Fail),
        (json!("10.5281"), Outcome::Fail),
        (json!("https://w3id.org/"), Outcome::Fail),
        (json!("https://evilw3id.org/x"), Outcome::Fail),
        (json!("dataset 7"), Outcome::Fail),
        (json!("https://doi.org/doi:10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("doi.org/10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("www.doi.org/10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("doi:https://doi.org/10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("https://zenodo.org/doi/10.5281/zenodo.1234567"), Outcome::Pass),
        (json!("https://doi.pangaea.de/10.1594/PANGAEA.1"), Outcome::Pass),
        (json!("hdl.handle.net/2128/12345"), Outcome::Pass),
        (json!("https://nbn-resolving.org/urn:nbn:de:101:1-201102033592"), Outcome::Pass),
        (json!("http://nbn-resolving.de/urn:nbn:de:101:1-201102033592"), Outcome::Pass),
        (json!("https://urn.fi/URN:NBN:fi-fe2016"), Outcome::Pass),
        (json!("w3id.org/x/1"), Outcome::Pass),
        (value_of("handle", "2128/12345"), Outcome::Pass),
        (value_of("Handle System", "2128/12345"), Outcome::Pass),
        (value_of("https://hdl.handle.net/", "2128/12345"), Outcome::Pass),
        (value_of("https://registry.identifiers.org/registry/hdl", "2128/12345"), Outcome::Pass),
        (value_of("ARK", "12345/x6np1wh8k"), Outcome::Pass),
        (value_of("https://n2t.net/ark:", "12345/x6np1wh8k"), Outcome::Pass),
        (value_of("urn", "nbn:de:101:1-201102033592"), Outcome::Pass),
        (value_of("URN:NBN", "urn:nbn:de:101:1-201102033592"), Outcome::Pass),
        (value_of("http://purl.org/spar/datacite/doi", "10.5281/zenodo.1"), Outcome::Pass),
        (value_of("https://www.wikidata.org/wiki/Property:P1184", "2128/12345"), Outcome::Pass),
        (value_of("SWHID", "swh:1:dir:94a9ed024d3859793618152ea559a168bbcbb5e2"), Outcome::Pass),
        (json!({"@type": "PropertyValue", "name": "Handle", "value": "2128/12345"}), Outcome::Pass),
        (
            json!(
                "https://archive.softwareheritage.org/browse/swh:1:dir:94a9ed024d3859793618152ea559a168bbcbb5e2"
            ),
            Outcome::Pass,
        ),
        (value_of("local", "2128/12345"), Outcome::Fail),
        (value_of("handle", "12345"), Outcome::Fail),
        (value_of("urn", "uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"), Outcome::Fail),
        (json!("10.5072/zenodo.1234567"), Outcome::Fail),
        (json!("https://doi.org/10.5072/zenodo.1234567"), Outcome::Fail),
        (json!("https://hdl.handle.net/10.5072/1"), Outcome::Fail),
        (json!("http://hdl.handle.net/123456789/42"), Outcome::Fail),
        (json!("ark:/99999/fk4x"), Outcome::Fail),
        (json!("https://doi.org.example.org/10.5281/zenodo.1"), Outcome::Fail),
        (json!("10.5281/zenodo.XXXXXXX"), Outcome::Fail),
        (json!("https://doi.org/10.5281/zenodo.xxxxxx"), Outcome::Fail),
        (json!("https://doi.org/10.1234/example"), Outcome::Fail),
        (json!("doi:10.5281/zenodo.TBD"), Outcome::Fail),
        (json!("doi:10.5281/zenodo.nnnnnnn"), Outcome::Fail),
        (json!("10.1000/example.7"), Outcome::Pass),
        (json!("10.1016/0370-2693(88)90453-xx"), Outcome::Pass),
    ] {
        let scorecard = described(&json!({"identifier": identifier}));
        let outcome = outcome_of(&scorecard, "dataset-F1-persistent-identifier");
        assert_eq!(outcome, wanted, "{identifier}");
    }
}

/// An identifier whose scheme is told apart from its value.
fn value_of(property: &str, value: &str) -> Value {
    json!({"@type": "PropertyValue", "propertyID": property, "value": value})
}

/// The evidence on the indicator `id`.
fn evidence(scorecard: &Scorecard, id: &str) -> String {
    scorecard.findings.iter().find(|it| it.indicator == id).unwrap().evidence.clone()
}

#[test]
fn a_text_holds_several_keywords_only_where_it_is_the_only_one() {
    for (keywords, wanted) in [
        (json!("top quark, boosted"), "2 keywords: top quark, boosted."),
        (json!(["p, T"]), "2 keywords: p, T."),
        (json!(["p, T", "jets"]), "2 keywords: jets, p, T."),
    ] {
        let scorecard = described(&json!({"keywords": keywords}));
        assert_eq!(evidence(&scorecard, "dataset-F2-keywords"), wanted);
    }
}

#[test]
fn a_target_counts_once_however_often_it_is_linked() {
    let source = json!({"@id": "https://x.org/source"});
    let scorecard = described(&json!({"isBasedOn": [source, {"@id": "https://x.org/other"}],
        "http://www.w3.org/ns/prov#wasDerivedFrom": source,
        "http://purl.org/dc/terms/source": "https://x.org/source"}));
    assert_eq!(
        evidence(&scorecard, "dataset-I3-data-references"),
        "2 data links: isBasedOn `https://x.org/other`, isBasedOn `https://x.org/source`."
    );
}

#[test]
fn files_of_a_crate_are_its_parts() {
    let crate_of = |file: Value| {
        let graph = json!({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
            {"@id": "https://x.org/c/", "@type": "Dataset", "name": "C",
                "hasPart": [{"@id": file["@id"]}, {"@id": "https://x.org/c/folder/"}]},
            {"@id": "https://x.org/c/folder/", "@type": "Dataset", "name": "Folder"},
            file]});
        assess_foreign(&foreign::read_json_ld(&graph.to_string(), None).unwrap())
    };
    let file = json!({"@id": "https://x.org/c/a.csv", "@type": "File", "name": "a.csv",
        "encodingFormat": "text/csv", "contentSize": "12"});
    let scorecard = crate_of(file);
    let stated = evidence(&scorecard, "dataset-F3-content-stated");
    assert_eq!(stated, "1 file address: https://x.org/c/a.csv.");
    assert_eq!(outcome_of(&scorecard, "dataset-R1-files-described"), Outcome::Pass);
    let other = crate_of(json!({"@id": "https://x.org/c/b", "@type": "Person", "name": "B"}));
    assert_eq!(outcome_of(&other, "dataset-R1-files-described"), Outcome::Fail);
}

#[test]
fn what_is_neither_data_nor_model_nor_software_is_not_assessed() {
    let read = |context: &str, kind: &str| {
        let node = json!({"@context": [context, {"own": "https://x.org/own/"}],
            "@id": "https://x.org/d", "@type": kind, "own:name": "D"});
        foreign::read_json_ld(&node.to_string(), None)
    };
    for kind in ["Person", "own:Model", "ScholarlyArticle"] {
        let refused = read("https://schema.org", kind).unwrap_err().to_string();
        assert_eq!(refused, "no dataset, model or software is found");
    }
    let refused = read("https://x.org/context", "Model").unwrap_err().to_string();
    assert_eq!(
        refused,
        "no dataset, model or software is found; the context `https://x.org/context` is not built \
         in, and nothing is fetched"
    );
    assert!(read("https://schema.org", "CreativeWork").is_ok());
}

#[test]
fn a_broken_block_is_left_out_and_told() {
    let sound = r#"{"@context": "https://schema.org", "@type": "Dataset", "name": "D"}"#;
    let block = |text: &str| format!("<script type=\"application/ld+json\">{text}</script>");
    let html = [block("{oops}"), block(sound), block("<!-- {} -->")].concat();
    let page = foreign::read_html(&html, None).unwrap();
    assert_eq!(page.left_out.len(), 1, "{:?}", page.left_out);
    assert!(page.left_out[0].starts_with("block 1 of the JSON-LD is left out: "));
    assert!(foreign::read_html(&block("{oops}"), None).is_err());
}

#[test]
fn pages_without_end_are_read_or_refused_in_a_moment() {
    let block = r#"<script type="application/ld+json">{"@context": "https://schema.org",
        "@type": "Dataset", "name": "D"}</script>"#;
    let attributes: String = (0..80_000).map(|number| format!(" a{number}=1")).collect();
    for html in ["<div>".repeat(100_000), "<table>".repeat(60_000), format!("<p{attributes}>")] {
        assert!(foreign::read_html(&format!("{html}{block}"), None).is_ok());
    }
    let nested = format!(
        "{}1{}",
        r#"{"@context": "https://schema.org", "a": "#.repeat(5000),
        "}".repeat(5000)
    );
    assert!(foreign::read_json_ld(&nested, None).is_err());
    let contexts = vec!["https://schema.org"; 5000];
    let many = json!({"@context": contexts, "name": "D"}).to_string();
    assert!(foreign::read_json_ld(&many, None).unwrap_err().to_string().contains("contexts"));
}

#[test]
fn the_title_again_is_no_description() {
    let title = "A title that is long enough to be a description, if it were one and no title";
    let scorecard = described(&json!({"name": title,
        "http://purl.org/dc/terms/description": title}));
    for id in ["dataset-F2-core-elements", "dataset-F2-description"] {
        assert_eq!(outcome_of(&scorecard, id), Outcome::Fail, "{id}");
    }
    let said = evidence(&scorecard, "dataset-F2-description");
    assert!(said.starts_with("The description has 0 characters"), "{said}");
}

#[test]
fn creators_without_an_address_count_once() {
    let people = json!([{"@id": "_:a", "@type": "Person", "name": "A"},
        {"@id": "_:b", "@type": "Person", "name": "B"}]);
    let again = json!([{"@id": "_:a"}, {"@id": "_:b"}]);
    let scorecard = described(&json!({"creator": people, "author": again}));
    let said = evidence(&scorecard, "dataset-F2-creators-identified");
    assert!(said.starts_with("0 of 2 creators"), "{said}");
}

#[test]
fn what_hangs_on_its_document_has_no_address() {
    let crate_of = json!({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}},
        {"@id": "./", "@type": "Dataset", "name": "D"}]});
    let scorecard = assess_foreign(&foreign::read_json_ld(&crate_of.to_string(), None).unwrap());
    let apart = outcome_of(&scorecard, "dataset-A2-metadata-apart");
    assert_eq!(apart, Outcome::Fail);
}

//! Stage 7: records and the catalogue in other formats.

mod markdown;
mod site_files;
mod there_and_back;

use std::collections::BTreeSet;
use std::sync::Mutex;

use faircat::dossier::OutputFile;
use faircat::formats::companions::{companion_files, formats_of};
use faircat::formats::site::{CatalogView, write_site_files};
use faircat::formats::view::RecordView;
use faircat::linked_data::{DUMPS, catalog_document, void_counts};
use faircat::record::Kind;
use oxrdf::Triple;
use serde_json::Value;

use crate::subjects::Fixture;

fn text(subject: &RecordView, file_name: &str) -> String {
    let path = format!("{}{file_name}", subject.dossier.source.entry.page());
    let file = companion_files(subject).into_iter().find(|file| file.path == path);
    String::from_utf8(file.expect(file_name).content).expect("UTF-8")
}

fn turtle(bytes: &[u8]) -> BTreeSet<String> {
    oxttl::TurtleParser::new()
        .for_slice(bytes)
        .map(|triple| triple.expect("valid Turtle").to_string())
        .collect()
}

fn json_ld(bytes: &[u8]) -> BTreeSet<String> {
    oxjsonld::JsonLdParser::new()
        .for_slice(bytes)
        .map(|quad| Triple::from(quad.expect("valid JSON-LD")).to_string())
        .collect()
}

fn assert_well_formed_xml(bytes: &[u8]) {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Eof => break,
            _ => continue,
        }
    }
}

#[test]
fn every_file_of_every_record_can_be_read_back() {
    for fixture in [Fixture::own_catalog(), Fixture::named("exports")] {
        fixture.each(|subject| {
            for file in companion_files(subject) {
                assert_readable(&file);
            }
        });
    }
}

fn assert_readable(file: &OutputFile) {
    let content = &file.content;
    let name = file.path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.').expect("a suffix").1 {
        "json" | "jsonld" | "ipynb" => {
            serde_json::from_slice::<Value>(content).expect(&file.path);
        }
        "ttl" => assert!(!turtle(content).is_empty(), "{}", file.path),
        "xml" | "svg" => assert_well_formed_xml(content),
        "bib" => {
            let text = std::str::from_utf8(content).expect("UTF-8");
            let entries = biblatex::Bibliography::parse(text).expect(&file.path);
            assert_eq!(entries.len(), 1, "{}", file.path);
        }
        "md" => assert!(content.starts_with(b"# "), "{}", file.path),
        "cff" => {
            serde_saphyr::from_slice::<Value>(content).expect(&file.path);
        }
        suffix => panic!("nothing checks {suffix}"),
    }
}

#[test]
fn turtle_says_what_the_document_says() {
    Fixture::own_catalog().each(|subject| {
        let turtle = turtle(text(subject, "record.ttl").as_bytes());
        assert_eq!(turtle, json_ld(text(subject, "record.jsonld").as_bytes()));
    });
}

#[test]
fn the_files_of_a_record_are_these() {
    let fixture = Fixture::named("exports");
    let names = |id: &str| {
        fixture.one(id, |subject| {
            let names: Vec<&str> =
                formats_of(subject).iter().map(|one| one.companion.unwrap().file_name).collect();
            names.join(" ")
        })
    };
    insta::assert_snapshot!(names("models/tagger"), @r"record.jsonld record.ttl codemeta.json datacite.json datacite.xml CITATION.cff citation.bib citation.csl.json scorecard.json badge.svg ftr.jsonld linkset.json index.md bom.cdx.json ro-crate-metadata.json");
    insta::assert_snapshot!(names("datasets/jets"), @r"record.jsonld record.ttl croissant.json datacite.json datacite.xml CITATION.cff citation.bib citation.csl.json scorecard.json badge.svg ftr.jsonld linkset.json index.md bom.cdx.json ro-crate-metadata.json");
    insta::assert_snapshot!(names("software/tool"), @r"record.jsonld record.ttl codemeta.json citation.bib citation.csl.json scorecard.json badge.svg ftr.jsonld linkset.json index.md");
    insta::assert_snapshot!(names("people/ada"), @r"record.jsonld record.ttl linkset.json index.md");
}

macro_rules! snapshots {
    ($($test:ident: $id:literal $file:literal;)*) => {
        $(
            #[test]
            fn $test() {
                let fixture = Fixture::named("exports");
                insta::assert_snapshot!(fixture.one($id, |subject| text(subject, $file)));
            }
        )*
    };
}

snapshots! {
    croissant_of_a_dataset: "datasets/jets" "croissant.json";
    codemeta_of_a_model: "models/tagger" "codemeta.json";
    datacite_json_of_a_model: "models/tagger" "datacite.json";
    datacite_xml_of_a_model: "models/tagger" "datacite.xml";
    cff_of_a_model: "models/tagger" "CITATION.cff";
    bibtex_of_a_model: "models/tagger" "citation.bib";
    csl_of_a_model: "models/tagger" "citation.csl.json";
    linkset_of_a_model: "models/tagger" "linkset.json";
    linkset_of_a_person: "people/ada" "linkset.json";
}

#[test]
fn citation_texts() {
    let fixture = Fixture::named("exports");
    let cite = |id: &str| {
        fixture.one(id, |subject| {
            subject.work.as_ref().map(|work| work.citation()).unwrap_or_default()
        })
    };
    insta::assert_snapshot!(cite("models/tagger"), @r"Lovelace, A., van den Berg, L., & Ride and Hide Collaboration. (2021). Tagger {of} jets & </script> \ 100 % (Version 1.2) [Machine learning model]. Institute of Jets. https://doi.org/10.5555/tagger");
    insta::assert_snapshot!(cite("datasets/jets"), @r"Lovelace, A. (2019). Simulated jets [Data set]. Institute of Jets. https://doi.org/10.5555/jets");
    insta::assert_snapshot!(cite("software/tool"), @r"Tool [Computer software]. (n.d.). https://example.org/cat/software/tool/");
}

#[test]
fn hostile_texts_arrive_whole() {
    let title = "Tagger {of} jets & </script> \\ 100 %";
    Fixture::named("exports").one("models/tagger", |subject| {
        let cff: Value = serde_saphyr::from_str(&text(subject, "CITATION.cff")).expect("YAML");
        assert_eq!(cff["title"], title);
        let datacite: Value = serde_json::from_str(&text(subject, "datacite.json")).expect("JSON");
        assert_eq!(datacite["titles"][0]["title"], title);
        let bibtex = text(subject, "citation.bib");
        let bibliography = biblatex::Bibliography::parse(&bibtex).expect("BibTeX");
        let entry = bibliography.get("model-tagger").expect("kind and slug are the key");
        let authors = entry.author().expect("authors");
        let names: Vec<String> = authors.iter().map(|author| author.name.clone()).collect();
        assert_eq!(names, ["Lovelace", "Berg", "Ride and Hide Collaboration"]);
    });
}

#[test]
fn a_link_set_is_anchored_at_the_page_and_at_each_file() {
    Fixture::own_catalog().each(|subject| {
        let links: Value = serde_json::from_str(&text(subject, "linkset.json")).expect("JSON");
        let links = links["linkset"].as_array().expect("a list");
        assert_eq!(links[0]["anchor"], subject.iri.as_str());
        let files: usize = ["item", "describedby"]
            .iter()
            .map(|relation| links[0][*relation].as_array().map_or(0, Vec::len))
            .sum();
        assert_eq!(links.len(), 1 + files);
    });
}

fn companion(view: &RecordView, name: &str) -> Option<String> {
    let path = format!("{}{name}", view.dossier.source.entry.page());
    let file = companion_files(view).into_iter().find(|file| file.path == path)?;
    String::from_utf8(file.content).ok()
}

fn site_files(fixture: &Fixture, pages: &[String]) -> Vec<OutputFile> {
    let view = CatalogView {
        site: &fixture.site,
        catalog: &fixture.catalog,
        standings: &[],
        counts: &void_counts(1234, &["http://purl.org/dc/terms/", "http://schema.org/"]),
        pages,
        companion: &|entry, name| fixture.one(&entry.id(), |view| companion(view, name)),
    };
    let files = Mutex::new(Vec::new());
    let emit = |file| {
        files.lock().expect("nothing panicked").push(file);
        Ok(())
    };
    write_site_files(&view, &emit).expect("the receiver takes everything");
    files.into_inner().expect("nothing panicked")
}

fn site_text(files: &[OutputFile], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path).expect(path);
    String::from_utf8(file.content.clone()).expect("UTF-8")
}

#[test]
fn files_of_the_catalogue_can_be_read_back() {
    let files = site_files(&Fixture::own_catalog(), &["about/".to_owned()]);
    for file in &files {
        match file.path.rsplit_once('.').expect("a suffix").1 {
            "txt" | "parquet" => {}
            "well-known/api-catalog" => {
                serde_json::from_slice::<Value>(&file.content).expect("JSON");
            }
            "atom" => assert_well_formed_xml(&file.content),
            _ => assert_readable(file),
        }
    }
}

#[test]
fn both_forms_of_the_catalogue_say_the_same() {
    let files = site_files(&Fixture::own_catalog(), &[]);
    let from_json = json_ld(site_text(&files, "catalog.jsonld").as_bytes());
    assert_eq!(from_json, turtle(site_text(&files, "catalog.ttl").as_bytes()));
    assert!(from_json.len() > 100);
}

#[test]
fn the_catalogue_says_nothing_that_its_pages_do_not_say() {
    let fixture = Fixture::own_catalog();
    let home = catalog_document(&fixture.site, &fixture.catalog, DUMPS).to_string();
    let pages = Mutex::new(json_ld(home.as_bytes()));
    fixture.each(|subject| {
        let statements = json_ld(text(subject, "record.jsonld").as_bytes());
        pages.lock().expect("nothing panicked").extend(statements);
    });
    let pages = pages.into_inner().expect("nothing panicked");
    let files = site_files(&fixture, &[]);
    let catalog = turtle(site_text(&files, "catalog.ttl").as_bytes());
    let only: Vec<&String> = catalog.difference(&pages).collect();
    assert!(only.is_empty(), "{} statements, as {:?}", only.len(), only.first());
}

#[test]
fn every_dataset_of_the_catalogue_has_title_and_description_for_dcat() {
    let fixture = Fixture::own_catalog();
    let files = site_files(&fixture, &[]);
    let catalog = turtle(site_text(&files, "catalog.ttl").as_bytes());
    let works =
        fixture.catalog.of_kind(Kind::Dataset).iter().chain(fixture.catalog.of_kind(Kind::Model));
    for entry in works {
        let iri = fixture.site.iri(&entry.page());
        for term in ["title", "description"] {
            let start = format!("<{iri}> <http://purl.org/dc/terms/{term}> \"");
            assert!(catalog.iter().any(|line| line.starts_with(&start)), "{iri}: {term}");
        }
    }
}

#[test]
fn the_schemas_of_records_are_published_under_their_own_addresses() {
    let files = site_files(&Fixture::named("exports"), &[]);
    for kind in Kind::ALL {
        let path = format!("schema/{}.json", kind.name());
        let schema: Value = serde_json::from_str(&site_text(&files, &path)).expect("JSON");
        assert_eq!(schema["$id"], format!("https://example.org/cat/{path}"));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(site_text(&files, "api/v1/index.json").contains(&format!("/{path}\"")));
    }
}

#[test]
fn catalogue_files_of_the_fixture() {
    let files = site_files(&Fixture::named("exports"), &[String::new(), "about/".to_owned()]);
    for path in ["catalog.ttl", "void.ttl", "sitemap.xml", "robots.txt", "feed.atom"] {
        insta::assert_snapshot!(path, site_text(&files, path));
    }
    for path in ["api/v1/index.json", "api/v1/models.json", "api/v1/people.json"] {
        insta::assert_snapshot!(path.replace('/', "_"), site_text(&files, path));
    }
}

#[test]
fn the_api_follows_its_schema() {
    let files = site_files(&Fixture::own_catalog(), &[]);
    let schema: Value =
        serde_json::from_str(&site_text(&files, "schema/api-v1.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    for file in files.iter().filter(|file| file.path.starts_with("api/v1/")) {
        let document: Value = serde_json::from_slice(&file.content).expect("JSON");
        let problems: Vec<String> =
            validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{}: {problems:?}", file.path);
    }
}

#[test]
fn a_large_site_has_a_sitemap_in_parts() {
    let pages: Vec<String> = (0..50_001).map(|number| format!("page-{number}/")).collect();
    let files = site_files(&Fixture::named("exports"), &pages);
    let index = site_text(&files, "sitemap.xml");
    assert!(index.contains("<loc>https://example.org/cat/sitemap-2.xml</loc>"), "{index}");
    assert!(!index.contains("sitemap-3.xml"));
    assert_eq!(site_text(&files, "sitemap-1.xml").matches("<loc>").count(), 50_000);
    assert_eq!(site_text(&files, "sitemap-2.xml").matches("<loc>").count(), 6);
}

/// Croissant refuses documents in which two nodes have one identifier, or one with a blank.
#[test]
fn croissant_gives_every_node_an_identifier_of_its_own() {
    let document = croissant("datasets/table");
    assert_eq!(document["@context"]["@language"], "ar");
    assert_eq!(document["distribution"].as_array().map(Vec::len), Some(2));
    let mut ids = Vec::new();
    let mut names = Vec::new();
    for set in document["recordSet"].as_array().expect("record sets") {
        ids.push(set["@id"].as_str().expect("an identifier").to_owned());
        let fields = match &set["field"] {
            Value::Array(fields) => fields.as_slice(),
            field => std::slice::from_ref(field),
        };
        for field in fields {
            ids.push(field["@id"].as_str().expect("an identifier").to_owned());
            names.push(field["source"]["extract"]["column"].as_str().expect("a column").to_owned());
        }
    }
    assert_eq!(names, ["p T", "a/b", "b", "hits"]);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    assert!(ids.iter().all(|id| !id.contains(char::is_whitespace)), "{ids:?}");
}

/// A column is said to be in a file only where all data is one table.
#[test]
fn croissant_says_no_column_of_a_file_that_may_not_hold_it() {
    for id in ["datasets/several-files", "datasets/no-table"] {
        let document = croissant(id);
        assert_eq!(document.get("recordSet"), None, "{id}");
        assert!(document.get("distribution").is_some(), "{id}");
    }
}

fn croissant(id: &str) -> Value {
    let text = Fixture::named("awkward").one(id, |subject| text(subject, "croissant.json"));
    serde_json::from_str(&text).expect("JSON")
}

/// What a record says of credit and of what came before and after it stands in these formats too.
#[test]
fn credit_and_succession_are_in_datacite_and_codemeta() {
    let fixture = Fixture::named("awkward");
    let (datacite, xml, codemeta) = fixture.one("models/table", |subject| {
        let json = |name| serde_json::from_str::<Value>(&text(subject, name)).expect("JSON");
        (json("datacite.json"), text(subject, "datacite.xml"), json("codemeta.json"))
    });
    assert_eq!(datacite["fundingReferences"][0]["awardUri"], "https://example.org/grant");
    assert!(xml.contains(r#"<awardNumber awardURI="https://example.org/grant">A 1</awardNumber>"#));
    assert_eq!(datacite["alternateIdentifiers"][0]["alternateIdentifier"], "10.5555/other_1");
    let dates = datacite["dates"].as_array().expect("dates");
    assert!(dates.iter().any(|it| it["dateType"] == "Available" && it["date"] == "2031-01-02"));
    let related = datacite["relatedIdentifiers"].as_array().expect("related identifiers");
    let relates = |kind, target| {
        let of = |it: &&Value| it["relationType"] == kind && it["relatedIdentifier"] == target;
        related.iter().find(of).is_some()
    };
    assert!(relates("HasVersion", "10.5555/one"), "{related:?}");
    assert!(relates("IsObsoletedBy", "https://example.org/newer"), "{related:?}");
    assert_eq!(codemeta["contributor"]["familyName"], "Hopper");
    assert_eq!(codemeta["copyrightHolder"]["name"], "Example Institute");
    assert_eq!(codemeta["copyrightYear"], 2022);
    assert_eq!(codemeta["funding"], "A 1, https://example.org/grant");
    assert_eq!(codemeta["author"][1]["name"], "CMS Collaboration");
}

#[test]
fn works_of_two_kinds_with_one_slug_have_keys_of_their_own() {
    let fixture = Fixture::named("awkward");
    let key = |id: &str| {
        fixture.one(id, |subject| {
            let bibtex = text(subject, "citation.bib");
            let key = bibtex.lines().next().and_then(|line| line.split_once('{'));
            let csl: Value =
                serde_json::from_str(&text(subject, "citation.csl.json")).expect("JSON");
            let key = key.expect("an entry").1.trim_end_matches(',').to_owned();
            assert_eq!(csl[0]["id"], key.as_str());
            key
        })
    };
    assert_ne!(key("models/table"), key("datasets/table"));
}

#[test]
fn the_api_names_the_orcid_of_an_author_without_a_record() {
    let fixture = Fixture::named("awkward");
    let files = site_files(&fixture, &[]);
    let lists = files.iter().filter(|file| file.path.starts_with("api/"));
    let texts: Vec<String> =
        lists.map(|file| String::from_utf8_lossy(&file.content).into_owned()).collect();
    let with = texts.iter().filter(|text| text.contains(r#""orcid":"0000-0001-5109-3700""#));
    assert!(with.count() > 0, "{texts:?}");
}

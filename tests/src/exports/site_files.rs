//! What the files about the catalogue as a whole say.

use std::collections::BTreeSet;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use faircat::formats::site::table::COLUMNS;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use super::{OutputFile, site_files, site_text};
use crate::subjects::Fixture;

/// The rows of the table, which are few here.
fn rows(files: &[OutputFile]) -> arrow_array::RecordBatch {
    let file = files.iter().find(|file| file.path == "catalog.parquet").expect("a table");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalog.parquet");
    std::fs::write(&path, &file.content).expect("written");
    let file = std::fs::File::open(&path).expect("readable");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
    reader.build().expect("rows").next().expect("one batch").expect("sound")
}

/// Neither hash order nor the number of threads is in the table's bytes.
#[test]
fn the_table_has_the_same_bytes_each_time() {
    let fixture = Fixture::named("every-field");
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let files = pool.install(|| site_files(&fixture, &[]));
        files.into_iter().find(|file| file.path == "catalog.parquet").expect("a table").content
    };
    let first = made(1);
    assert!(first.starts_with(b"PAR1"));
    for threads in [1, 2, 5] {
        assert!(made(threads) == first, "{threads} threads");
    }
}

#[test]
fn the_table_has_a_row_for_each_record_with_what_it_says() {
    let fixture = Fixture::named("every-field");
    let rows = rows(&site_files(&fixture, &[]));
    assert_eq!(rows.num_rows(), fixture.catalog.entries.len());
    assert_eq!(rows.num_columns(), COLUMNS.len());
    let ids = rows.column_by_name("id").expect("ids").as_string::<i32>();
    let model = ids.iter().position(|id| id == Some("models/full")).expect("the model");
    let text = |name: &str| rows.column_by_name(name).unwrap().as_string::<i32>().value(model);
    let number =
        |name: &str| rows.column_by_name(name).unwrap().as_primitive::<UInt64Type>().value(model);
    let list = |name: &str| -> Vec<String> {
        let values = rows.column_by_name(name).unwrap().as_list::<i32>().value(model);
        values.as_string::<i32>().iter().flatten().map(str::to_owned).collect()
    };
    assert_eq!(text("url"), "https://example.org/cat/models/full/");
    assert_eq!((text("license"), text("date"), number("year")), ("MIT", "2021-01-01", 2021));
    assert_eq!((number("parameters"), number("files"), number("bytes")), (1234, 2, 1000));
    assert_eq!(list("authors"), ["Ada Example", "Example Collaboration"]);
    assert_eq!(list("author_orcids"), ["0000-0002-1825-0097"]);
    assert_eq!(list("trained_on"), ["doi:10.5555/training"]);
    for name in COLUMNS.iter().map(|column| column.name) {
        let filled = rows.column_by_name(name).expect(name);
        let says = name.starts_with("principles") || filled.null_count() < rows.num_rows();
        assert!(says, "no record has {name}");
    }
}

#[test]
fn the_table_has_numbers_of_every_size() {
    let rows = rows(&site_files(&Fixture::named("round-trips"), &[]));
    let parameters = rows.column_by_name("parameters").unwrap().as_primitive::<UInt64Type>();
    assert!(parameters.iter().flatten().any(|it| it == u64::MAX), "{parameters:?}");
}

#[test]
fn the_catalogue_of_interfaces_explains_each_that_is_there() {
    let files = site_files(&Fixture::named("exports"), &[]);
    let catalog = site_text(&files, ".well-known/api-catalog");
    let catalog: Value = serde_json::from_str(&catalog).expect("JSON");
    let interfaces = catalog["linkset"].as_array().expect("context objects");
    let anchors: BTreeSet<&str> =
        interfaces.iter().filter_map(|it| it["anchor"].as_str()).collect();
    assert_eq!(anchors.len(), interfaces.len(), "two have one anchor");
    for interface in interfaces {
        let documented = &interface["service-doc"][0];
        assert!(documented["href"].as_str().is_some_and(|it| it.starts_with("https://")));
        assert!(documented["type"].is_string(), "{interface}");
    }
    // What is said to be there is there.
    let own = anchors.iter().filter_map(|it| it.strip_prefix("https://example.org/cat/"));
    let others = ["dump.nq.gz", "dump.ttl.gz", "models/tagger/"];
    for path in own.filter(|path| !others.contains(path)) {
        assert!(files.iter().any(|file| file.path == path), "{path}");
    }
    for path in ["oai.xml", "catalog.parquet", "llms.txt", "api/v1/index.json"] {
        assert!(anchors.contains(format!("https://example.org/cat/{path}").as_str()), "{path}");
    }
}

#[test]
fn the_static_repository_has_every_work_once_in_each_format() {
    let files = site_files(&Fixture::named("exports"), &[]);
    let text = site_text(&files, "oai.xml");
    let (first, second) = text.split_once("<ListRecords metadataPrefix=\"datacite\">").unwrap();
    for id in ["models/tagger", "datasets/jets", "software/tool"] {
        let identifier = format!("<oai:identifier>https://example.org/cat/{id}/</oai:identifier>");
        assert_eq!(first.matches(&identifier).count(), 1, "{id}");
        // DataCite takes no work without a creator.
        let told = usize::from(id != "software/tool");
        assert_eq!(second.matches(&identifier).count(), told, "{id}");
    }
    assert!(!second.contains("<?xml"), "a declaration within the document");
    assert!(first.contains("<dc:title>Tagger {of} jets &amp; &lt;/script&gt; \\ 100 %</dc:title>"));
    let administrator = "<oai:adminEmail>postmaster@example.org</oai:adminEmail>";
    assert!(first.contains(administrator), "{first}");
}

#[test]
fn a_site_without_an_address_has_no_static_repository() {
    let mut fixture = Fixture::named("exports");
    fixture.site.has_address = false;
    let files = site_files(&fixture, &[]);
    assert!(files.iter().all(|file| file.path != "oai.xml"));
    assert!(!site_text(&files, ".well-known/api-catalog").contains("oai.xml"));
    assert!(!site_text(&files, "api/v1/index.json").contains("oai.xml"));
}

#[test]
fn language_models_find_the_markdown_of_each_record() {
    let files = site_files(&Fixture::named("exports"), &[]);
    let text = site_text(&files, "llms.txt");
    assert!(text.starts_with("# Catalogue"), "{text}");
    let page = "](https://example.org/cat/models/tagger/index.md)";
    assert!(text.contains(page), "{text}");
    assert!(!text.contains("</script>"), "{text}");
}

//! Files that a description names: those that are not there, and those that are large.

use std::fs;

use super::sources::run;
use crate::build::write;
use crate::program::says;

const CRATE: &str = r#"{"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
{"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}},
{"@id": "./", "@type": "Dataset", "name": "Toys", "description": "Tables of toys.",
 "datePublished": "2024-01-02", "license": {"@id": "https://spdx.org/licenses/CC0-1.0"},
 "hasPart": [{"@id": "large.h5"}, {"@id": "absent.csv"}, {"@id": "gone.csv"}]},
{"@id": "large.h5", "@type": "File"}, {"@id": "absent.csv", "@type": "File"},
{"@id": "gone.csv", "@type": "File"}]}"#;

#[test]
fn files_that_are_not_there_are_told_with_their_place() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "crate/ro-crate-metadata.json", CRATE);
    write(home.path(), "crate/large.h5", "x");
    let ran = run(home.path(), &["crate", "--losses"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "`absent.csv` and 1 other file are not in the folder or archive");
    says(&ran.told, "ro-crate-metadata.json:");
    let why = "there is no such file in the folder or archive of the description";
    assert_eq!(ran.out.matches(why).count(), 4, "{}", ran.out);
    assert!(!ran.told.contains("address is not known"), "{}", ran.told);
}

#[test]
fn a_model_whose_file_is_not_there_is_told_of() {
    let home = tempfile::tempdir().unwrap();
    let description = "name: toys\nmodel_uuid: abcd1234\nmlflow_version: 2.9.2\nflavors:\n  onnx:\n    \
                       data: model.onnx\n";
    write(home.path(), "run/MLmodel", description);
    let ran = run(home.path(), &["run"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "`model.onnx` is not in the folder or archive of the description");
    says(&ran.told, "MLmodel:6:11");
}

#[test]
fn a_large_file_of_a_crate_is_copied_and_hashed_block_by_block() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "crate/ro-crate-metadata.json", CRATE);
    // More than is looked at for descriptions; what is not written takes no room.
    fs::File::create(home.path().join("crate/large.h5")).unwrap().set_len(68_000_000).unwrap();
    let ran = run(home.path(), &["crate"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let record = home.path().join("catalog/datasets/ro-crate-toys.yaml");
    let record = fs::read_to_string(record).unwrap();
    says(&record, "path: large.h5\n    media_type: application/x-hdf5\n    size: 68000000\n");
    says(&record, "    sha256: ");
    let copy = home.path().join("catalog/datasets/ro-crate-toys/large.h5");
    assert_eq!(fs::metadata(copy).unwrap().len(), 68_000_000);
    says(&run(home.path(), &["crate"], b"").out, "0 written, 1 unchanged");
}

#[test]
fn what_is_missing_in_an_item_is_told_at_that_item() {
    let home = tempfile::tempdir().unwrap();
    let text = "{\"id\": 7, \"doi\": \"10.5281/zenodo.7\", \"metadata\": {\"title\": \"Toys\",\n\
                \"upload_type\": \"dataset\", \"publication_date\": \"2024-01-02\",\n\
                \"grants\": [\n{\"id\": \"10.13039/501100000780::283595\"}]},\n\
                \"files\": [\n{\"filename\": \"a.csv\", \"filesize\": 2}]}\n";
    write(home.path(), "toys.json", text);
    let ran = run(home.path(), &["toys.json"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "`files[0].links` has no web address");
    says(&ran.told, "toys.json:6:2");
    says(&ran.told, "`metadata.grants[0].funder` is missing: of the funder there is only the DOI");
    says(&ran.told, "toys.json:4:2");
}

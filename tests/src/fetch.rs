//! `faircat fetch` against a server that misbehaves in every way that servers do.

pub(crate) mod server;

use std::fs;
use std::path::Path;
use std::process::Output;

use faircat::outside_world::checksum;
use tempfile::TempDir;

use crate::program::faircat;
use server::{Server, content};

/// A catalogue whose one dataset has the artifact `path` of a server.
struct Catalog {
    root: TempDir,
    server: Server,
}

impl Catalog {
    fn with(path: &str) -> Catalog {
        let root = tempfile::tempdir().unwrap();
        let server = Server::start();
        let file = root.path().join("content");
        fs::write(&file, content()).unwrap();
        let digests = checksum::of_file(&file).unwrap();
        let record = format!(
            "kind: dataset\ntitle: D\nsummary: A dataset.\nartifacts:\n  - url: {}{path}\n    \
             role: data\n    name: data.bin\n    size: {}\n    sha256: {}\n    checksums:\n      - algorithm: \
             adler32\n        value: {}\n",
            server.base, digests.size, digests.sha256, digests.adler32
        );
        let catalog = Catalog { root, server };
        catalog.write(&record);
        catalog
    }

    fn write(&self, record: &str) {
        let folder = self.root.path().join("catalog/datasets/d");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("record.yaml"), record).unwrap();
    }

    fn record(&self) -> String {
        fs::read_to_string(self.root.path().join("catalog/datasets/d/record.yaml")).unwrap()
    }

    fn fetch(&self, arguments: &[&str]) -> Output {
        let mut command = faircat();
        command.args(["fetch", "d", "--allow-private", "--root"]).arg(self.root.path());
        command.arg("--dest").arg(self.root.path().join("dest")).args(arguments);
        command.env("XDG_CACHE_HOME", self.root.path().join("cache"));
        command.env("NO_PROXY", "127.0.0.1").output().unwrap()
    }

    /// Fetches well, and gives what was said.
    fn fetch_well(&self, arguments: &[&str]) -> String {
        let output = self.fetch(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::read(self.root.path().join("dest/d/data.bin")).unwrap() == content());
        String::from_utf8(output.stdout).unwrap()
    }

    /// Fetches in vain, leaves nothing, and gives what was said.
    fn fails(&self, arguments: &[&str]) -> String {
        let output = self.fetch(arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(!self.root.path().join("dest/d/data.bin").exists());
        assert!(!holds_files(&self.root.path().join("cache/faircat/artifacts/sha256")));
        String::from_utf8(output.stderr).unwrap()
    }
}

fn holds_files(folder: &Path) -> bool {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    items.map(|item| item.path()).any(|path| path.is_file() || holds_files(&path))
}

#[test]
fn a_file_is_fetched_once_and_used_again() {
    let catalog = Catalog::with("/good");
    assert!(catalog.fetch_well(&[]).contains("d/data.bin: fetched, 400000 bytes, SHA-256 as in"));
    assert!(catalog.fetch_well(&[]).contains(": was there"));
    fs::remove_dir_all(catalog.root.path().join("dest")).unwrap();
    assert!(catalog.fetch_well(&[]).contains(": from the cache"));
    assert_eq!(catalog.server.asked("/good").len(), 1);
    assert!(catalog.fetch_well(&["--force"]).contains(": was there"));
    assert_eq!(catalog.server.asked("/good").len(), 2);
}

#[test]
fn a_damaged_cache_is_not_believed() {
    let catalog = Catalog::with("/good");
    catalog.fetch_well(&[]);
    fs::remove_dir_all(catalog.root.path().join("dest")).unwrap();
    let sha256 = catalog.record().split("sha256: ").nth(1).unwrap()[..64].to_owned();
    let cached = format!("cache/faircat/artifacts/sha256/{}/{sha256}", &sha256[..2]);
    fs::write(catalog.root.path().join(cached), "damaged").unwrap();
    assert!(catalog.fetch_well(&[]).contains(": fetched"));
}

#[test]
fn without_a_digest_the_server_is_asked_whether_the_file_changed() {
    let catalog = Catalog::with("/good");
    let record = catalog.record();
    catalog.write(&record[..record.find("    size:").unwrap()]);
    assert!(catalog.fetch_well(&[]).contains("(the record gives none)"));
    fs::remove_dir_all(catalog.root.path().join("dest")).unwrap();
    assert!(catalog.fetch_well(&[]).contains(": from the cache"));
}

#[test]
fn a_connection_that_breaks_off_is_resumed() {
    let catalog = Catalog::with("/cut");
    catalog.fetch_well(&[]);
    let asked = catalog.server.asked("/cut");
    assert_eq!(asked, ["/cut None", "/cut Some(200000)", "/cut Some(300000)", "/cut Some(350000)"]);
}

#[test]
fn parts_are_never_joined_without_proof_that_they_belong_together() {
    for path in ["/untagged", "/unranged", "/changing"] {
        let catalog = Catalog::with(path);
        catalog.fetch_well(&[]);
        assert!(catalog.server.asked(path).len() >= 4);
    }
}

#[test]
fn a_later_command_goes_on_where_an_earlier_one_gave_up() {
    let catalog = Catalog::with("/cut");
    let partial = catalog.root.path().join("cache/faircat/artifacts/partial");
    fs::create_dir_all(&partial).unwrap();
    let url = format!("{}/cut", catalog.server.base);
    let name = faircat::outside_world::artifact_cache::name_of(&url);
    fs::write(partial.join(&name), &content()[..399_990]).unwrap();
    fs::write(partial.join(format!("{name}.json")), r#"{"etag":"\"1\"","last_modified":null}"#)
        .unwrap();
    catalog.fetch_well(&[]);
    assert_eq!(catalog.server.asked("/cut")[0], "/cut Some(399990)");
}

#[test]
fn a_busy_server_is_asked_again() {
    let catalog = Catalog::with("/busy");
    catalog.fetch_well(&[]);
    assert_eq!(catalog.server.asked("/busy").len(), 3);
}

#[test]
fn what_servers_do_wrong_is_told() {
    for (path, message) in [
        ("/missing", "the server answers with status 404"),
        ("/short", "the server has 9 bytes, the record says 400000"),
        ("/endless", "the server sends more than the 400000 bytes that the record says"),
        ("/always-cut", "the connection broke off after 0 bytes of 400000, 5 times in a row"),
        ("/wrong", "its SHA-256 is "),
    ] {
        let said = Catalog::with(path).fails(&[]);
        assert!(said.contains("error[fetch]") && said.contains(message), "{said}");
    }
}

#[test]
fn a_file_of_ones_own_is_not_replaced() {
    let catalog = Catalog::with("/good");
    let own = catalog.root.path().join("dest/d/data.bin");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(&own, "mine").unwrap();
    let output = catalog.fetch(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--force replaces it"));
    assert_eq!(fs::read(&own).unwrap(), b"mine");
    catalog.fetch_well(&["--force"]);
}

#[test]
fn names_lead_nowhere_else() {
    let catalog = Catalog::with("/good");
    let record = catalog.record().replace("name: data.bin", "name: ../../../escaped");
    catalog.write(&record);
    let output = catalog.fetch(&[]);
    assert!(output.status.success());
    assert!(catalog.root.path().join("dest/d/_.._.._escaped").is_file());
}

#[test]
fn records_that_do_not_exist_are_a_usage_error() {
    let catalog = Catalog::with("/good");
    let mut command = faircat();
    command.args(["fetch", "datasets/dd", "--root"]).arg(catalog.root.path());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("there is no record `datasets/dd`"), "{said}");
    assert!(said.contains("did you mean `datasets/d`?"), "{said}");
}

#[test]
fn private_servers_are_asked_only_when_that_is_wanted() {
    let catalog = Catalog::with("/good");
    let mut command = faircat();
    command.args(["fetch", "d", "--root"]).arg(catalog.root.path());
    command.env("XDG_CACHE_HOME", catalog.root.path().join("cache"));
    let output = command.current_dir(catalog.root.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("the address is private"));
    assert!(catalog.server.asked("/good").is_empty());
}

#[test]
fn a_file_without_a_declared_size_has_limits() {
    for path in ["/good", "/endless"] {
        let catalog = Catalog::with(path);
        let record = catalog.record();
        catalog.write(&record[..record.find("    size:").unwrap()]);
        let said = catalog.fails(&["--max-size", "0"]);
        assert!(
            said.contains("the record gives no size, and there are more than 0 bytes"),
            "{said}"
        );
    }
}

#[test]
fn checksums_by_other_algorithms_are_compared() {
    let catalog = Catalog::with("/good");
    let record = catalog.record();
    let start = record.find("    checksums:").unwrap();
    let with = |algorithm: &str, value: &str| {
        let sum = format!("      - algorithm: {algorithm}\n        value: {value}\n");
        catalog.write(&format!("{}    checksums:\n{sum}", &record[..start]));
    };
    let right = {
        let file = catalog.root.path().join("content");
        checksum::named("MD5", &file).unwrap().unwrap()
    };
    with("md5", &right);
    assert!(catalog.fetch_well(&[]).contains("md5 as in the record"));
    fs::remove_dir_all(catalog.root.path().join("dest")).unwrap();
    fs::remove_dir_all(catalog.root.path().join("cache")).unwrap();
    with("md5", "00000000000000000000000000000000");
    assert!(catalog.fails(&[]).contains("its md5 is"));
    with("SHA-512", "00");
    assert!(catalog.fails(&[]).contains("its SHA-512 is"));
    with("crc64", "00");
    assert!(catalog.fetch_well(&[]).contains("crc64 not checked"));
}

/// What `faircat export` writes of a dataset whose file is elsewhere.
fn exported(catalog: &Catalog, out: &str, more: &[&str]) -> Output {
    let mut command = faircat();
    command.args(["export", "d", "--as", "bagit", "--root"]).arg(catalog.root.path());
    command.arg("--out").arg(catalog.root.path().join(out)).args(more);
    command.env("XDG_CACHE_HOME", catalog.root.path().join("cache"));
    command.env("NO_PROXY", "127.0.0.1").output().unwrap()
}

#[test]
fn a_package_takes_files_elsewhere_along_where_that_is_asked_for() {
    let catalog = Catalog::with("/good");
    let told = exported(&catalog, "told", &[]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let folder = catalog.root.path().join("told");
    let fetch = fs::read_to_string(folder.join("fetch.txt")).unwrap();
    assert!(fetch.starts_with(&format!("{}/good 400000 data/", catalog.server.base)), "{fetch}");
    assert_eq!(catalog.server.asked("/good").len(), 0);

    // This machine's own addresses are private.
    let refused = exported(&catalog, "refused", &["--with-files"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!catalog.root.path().join("refused").exists());

    let packed = exported(&catalog, "packed", &["--with-files", "--allow-private"]);
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let folder = catalog.root.path().join("packed");
    assert!(!folder.join("fetch.txt").exists());
    assert!(fs::read(folder.join("data/files/data.bin")).unwrap() == content());
}

#[test]
fn no_package_is_written_with_a_file_that_is_another() {
    let catalog = Catalog::with("/wrong");
    let output = exported(&catalog, "packed", &["--with-files", "--allow-private"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(!catalog.root.path().join("packed").exists());
}

//! What `faircat import` takes: folders, archives, addresses and standard input.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::{faircat, says};
use crate::web::{Answer, serve};

/// How a run ended, and what it said.
pub(super) struct Ran {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) told: String,
}

pub(super) fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut program = faircat();
    program.arg("import").args(arguments).current_dir(folder);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = program.spawn().unwrap();
    // It may end without reading.
    drop(running.stdin.take().unwrap().write_all(input));
    let output = running.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), told: text(output.stderr) }
}

fn cff(title: &str, author: &str) -> String {
    format!(
        "cff-version: 1.2.0\nmessage: Cite it.\ntitle: {title}\ntype: software\nversion: 1.0.0\n\
         date-released: 2024-05-17\nlicense: MIT\nauthors:\n  - {author}\n"
    )
}

const ADA: &str = "family-names: Example\n    given-names: Ada\n    \
                   orcid: https://orcid.org/0000-0002-1825-0097\n    affiliation: U. Toy";
const ADA_BY_NAME: &str = "family-names: Example\n    given-names: Ada\n    affiliation: U. Toy";

pub(super) fn files(catalog: &Path, kind: &str) -> Vec<String> {
    let items = fs::read_dir(catalog.join(kind)).into_iter().flatten();
    let mut names: Vec<String> =
        items.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn of_a_folder_every_recognised_file_is_read_and_no_link_followed() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir_all(source.join("deep/er")).unwrap();
    fs::create_dir_all(source.join(".git")).unwrap();
    fs::write(source.join("CITATION.cff"), cff("Top", ADA)).unwrap();
    fs::write(source.join("deep/er/CITATION.cff"), cff("Deep", ADA)).unwrap();
    fs::write(source.join(".git/CITATION.cff"), cff("Hidden", ADA)).unwrap();
    fs::write(source.join("notes.txt"), "nothing").unwrap();
    let outside = folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("CITATION.cff"), cff("Outside", ADA)).unwrap();
    std::os::unix::fs::symlink(&outside, source.join("link")).unwrap();
    std::os::unix::fs::symlink(outside.join("CITATION.cff"), source.join("b.cff")).unwrap();
    for arguments in [&["source"][..], &["cff", "source", "--into", "named"]] {
        let ran = run(folder.path(), arguments, b"");
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        says(&ran.out, "2 written, 0 unchanged");
    }
    let ran = run(folder.path(), &["source"], b"");
    says(&ran.out, "`source`: 2 files of cff (");
    let ran = run(folder.path(), &["bibtex", "source"], b"");
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "no file in it is of the format `bibtex`");
    fs::create_dir(folder.path().join("empty")).unwrap();
    let ran = run(folder.path(), &["./empty"], b"");
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "there is no file here");
}

/// A zip archive with these names and texts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn archives_are_unpacked_in_memory_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (inner, evil) = (cff("Inner", ADA), cff("Evil", ADA));
    let parts =
        [("a/CITATION.cff", &*inner), ("../evil/CITATION.cff", &*evil), ("a/notes.txt", "nothing")];
    let bytes = archive(&parts);
    fs::write(folder.path().join("a.zip"), &bytes).unwrap();
    let ran = run(folder.path(), &["a.zip"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "1 written, 0 unchanged, 1 warning");
    says(&ran.told, "its name leads out of the archive");
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap()).collect();
    names.sort_by_key(fs::DirEntry::file_name);
    let names: Vec<_> = names.iter().map(|it| it.file_name().into_string().unwrap()).collect();
    assert_eq!(names, ["a.zip", "catalog"]);
    let ran = run(folder.path(), &["-"], &bytes);
    says(&ran.out, "0 written, 1 unchanged");
    fs::write(folder.path().join("cut.zip"), &bytes[..bytes.len() / 2]).unwrap();
    let ran = run(folder.path(), &["cut.zip"], b"");
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "this archive cannot be read");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A tar archive with these names, which are not looked at, and texts.
fn tape(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, text) in parts {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        // The library writes a long name into a part of its own, and none that leads out.
        if name.starts_with("..") {
            header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            archive.append(&header, text.as_bytes()).unwrap();
        } else {
            archive.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
    }
    archive.into_inner().unwrap()
}

#[test]
fn tar_archives_and_what_gzip_compressed_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let (near, deep, evil) = (cff("Near", ADA), cff("Deep", ADA), cff("Evil", ADA));
    let far = format!("{}/{}/CITATION.cff", "d".repeat(90), "e".repeat(90));
    let parts = [("a/CITATION.cff", &*near), (&far, &*deep), ("../evil/CITATION.cff", &*evil)];
    let plain = tape(&parts);
    let packed = gzip(&plain);
    for (name, bytes) in [("a.tar", &plain), ("a.tar.gz", &packed), ("a.tgz", &packed)] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let ran = run(folder.path(), &[name, "--into", &format!("of-{name}")], b"");
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        says(&ran.out, "2 written, 0 unchanged, 1 warning");
        says(&ran.told, "its name leads out of the archive");
        let home = folder.path().join(format!("of-{name}"));
        assert_eq!(files(&home, "software"), ["cff-deep.yaml", "cff-near.yaml"]);
    }
    assert!(!folder.path().join("evil").exists());
    let ran = run(folder.path(), &["-", "--into", "of-a.tar"], &packed);
    says(&ran.out, "0 written, 2 unchanged");
    fs::write(folder.path().join("cut.tar.gz"), &packed[..packed.len() / 2]).unwrap();
    let ran = run(folder.path(), &["cut.tar.gz"], b"");
    says(&ran.told, "this archive");
    fs::write(folder.path().join("CITATION.cff.gz"), gzip(near.as_bytes())).unwrap();
    let ran = run(folder.path(), &["CITATION.cff.gz", "--into", "of-one"], b"");
    says(&ran.out, "1 written, 0 unchanged");
}

#[test]
fn standard_input_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(folder.path(), &["-"], cff("Piped", ADA).as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "`-`: cff (");
    says(&ran.out, "1 written");
    let ran = run(folder.path(), &["cff", "-"], cff("Piped", ADA).as_bytes());
    says(&ran.out, "1 unchanged");
}

/// An address on this machine that answers each of `count` requests with `answer`.
fn served(answer: Vec<u8>, count: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/CITATION.cff", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().take(count) {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            drop(stream.write_all(&answer));
        }
    });
    address
}

#[test]
fn an_address_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let text = cff("Served", ADA);
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", text.len());
    let url = served((head + &text).into_bytes(), 1);
    let ran = run(folder.path(), &[&url], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, &format!("`{url}`: cff ("));
    says(&ran.out, "1 written");
    let url = served(
        b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec(),
        1,
    );
    let ran = run(folder.path(), &[&url], b"");
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "the page cannot be fetched");
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let busy = AtomicBool::new(true);
    let base = serve(move |_| match busy.swap(false, Ordering::Relaxed) {
        true => Answer::bare("503 Service Unavailable\r\nRetry-After: 1"),
        false => Answer::file("text/plain", &cff("Served", ADA)),
    });
    let ran = run(folder.path(), &[&format!("{base}/CITATION.cff")], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "1 written");
}

#[test]
fn the_kind_is_said_where_a_format_leaves_it_open() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("CITATION.cff"), cff("Net", ADA)).unwrap();
    let ran = run(folder.path(), &["CITATION.cff", "--kind", "model"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert_eq!(files(&folder.path().join("catalog"), "models").len(), 1);
    let portal = r#"{"recid": "5", "title": "One", "type": {"primary": "Dataset"}}"#;
    fs::write(folder.path().join("one.json"), portal).unwrap();
    let ran = run(folder.path(), &["one.json", "--kind", "model"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "`cern-opendata` says itself of what kind a record is");
    assert_eq!(files(&folder.path().join("catalog"), "datasets"), ["cern-opendata-5.yaml"]);
}

#[test]
fn people_become_records_once() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    let other = "family-names: Example\n    given-names: Ada\n    \
                 orcid: https://orcid.org/0000-0001-5109-3700\n    affiliation: U. Other";
    let unknown = "family-names: Example\n    given-names: Ada";
    for (name, author) in [("a", ADA), ("b", ADA), ("c", ADA_BY_NAME), ("d", other), ("e", unknown)]
    {
        fs::create_dir(source.join(name)).unwrap();
        fs::write(source.join(name).join("CITATION.cff"), cff(name, author)).unwrap();
    }
    let ran = run(folder.path(), &["source", "--agents"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(
        &ran.told,
        "`Ada Example` is taken for one person, by name and affiliation alone in 1 place",
    );
    let catalog = folder.path().join("catalog");
    assert_eq!(files(&catalog, "people"), ["ada-example-2.yaml", "ada-example.yaml"]);
    let ada = fs::read_to_string(catalog.join("people/ada-example.yaml")).unwrap();
    says(&ada, "orcid: 0000-0002-1825-0097");
    says(&ada, "U. Toy");
    let software = files(&catalog, "software");
    let refers = |slug: &str| {
        let line = format!("  - {slug}\n");
        let text = |name: &String| fs::read_to_string(catalog.join("software").join(name)).unwrap();
        software.iter().filter(|name| text(name).contains(&line)).count()
    };
    assert_eq!((refers("ada-example"), refers("ada-example-2"), software.len()), (3, 1, 5));
    let again = run(folder.path(), &["source", "--agents"], b"");
    says(&again.out, "0 written, 7 unchanged");
    fs::write(folder.path().join("site.yaml"), "title: Imported\n").unwrap();
    let checked = faircat().args(["check", "--root"]).arg(folder.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn files_of_data_and_pages_without_metadata_have_their_own_words() {
    let root = tempfile::tempdir().unwrap();
    let told = |name: &str, text: &str| {
        let file = root.path().join(name);
        fs::write(&file, text).unwrap();
        let mut command = faircat();
        let ran =
            command.arg("import").arg(&file).arg("--into").arg(root.path().join("c")).output();
        String::from_utf8_lossy(&ran.unwrap().stderr).into_owned()
    };
    assert!(told("a.csv", "a,b\n1,2\n").contains("faircat add"));
    assert!(told("a.html", "<html><p>Nothing</p></html>").contains("holds no JSON-LD"));
}

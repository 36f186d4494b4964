//! What once went through without a word, or ended the program, is told of.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use faircat::formats::cern_opendata;
use faircat::importing;
use faircat_inference::formats::npy;
use faircat_inference::tensor::{Data, Tensor};
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::build::write;
use crate::program::{faircat, repository, says};

/// What the program says with `arguments` in `folder`, and its exit status.
fn told(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = faircat().args(arguments).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code())
}

/// A context in which each term is defined by the next.
fn chain(terms: usize) -> String {
    let mut context = serde_json::Map::new();
    context.insert("@vocab".to_owned(), json!("http://schema.org/"));
    for number in 0..terms {
        context.insert(format!("t{number}"), json!({"@id": format!("t{}:a", number + 1)}));
    }
    let document = json!({
        "@context": context, "@id": "https://example.org/d", "@type": "Dataset", "t0": "x"
    });
    document.to_string()
}

#[test]
fn terms_defined_by_one_another_do_not_end_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let page = format!("<script type=\"application/ld+json\">{}</script>", chain(5000));
    write(folder.path(), "chain.jsonld", &chain(5000));
    write(folder.path(), "chain.html", &page);
    let query = "SELECT * WHERE { ?s ?p ?o }";
    for arguments in [
        &["assess", "chain.jsonld"][..],
        &["assess", "chain.html"],
        &["query", "--dump", "chain.jsonld", query],
    ] {
        let (said, code) = told(folder.path(), arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {said}");
        says(&said, "a context defines terms by one another, more than 64 deep");
    }
    write(folder.path(), "short.jsonld", &chain(20));
    let (said, code) = told(folder.path(), &["query", "--dump", "short.jsonld", query]);
    assert_eq!(code, Some(0), "{said}");
}

/// An archive of `x.npy`, whose numbers are 1 to 6, in the way that `method` says.
fn archive(method: CompressionMethod) -> Vec<u8> {
    let numbers = Data::Float32(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let tensor = Tensor::new(vec![6], numbers).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["x.npy", "z.npy"] {
        writer.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(&npy::write(&tensor)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn position(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).position(|it| it == wanted).unwrap()
}

#[test]
fn damaged_and_ambiguous_archives_are_not_run() {
    let folder = tempfile::tempdir().unwrap();
    let model = repository().join("tests/fixtures/data/identity-float32.onnx");
    let run = |bytes: &[u8]| {
        write(folder.path(), "in.npz", bytes);
        told(folder.path(), &["run", model.to_str().unwrap(), "in.npz"])
    };
    let sound = archive(CompressionMethod::Stored);
    assert_eq!(run(&sound).1, Some(0), "{}", run(&sound).0);
    let mut flipped = sound.clone();
    let five = position(&flipped, &5.0_f32.to_le_bytes());
    flipped[five] ^= 1;
    let (said, code) = run(&flipped);
    assert_eq!(code, Some(1), "{said}");
    says(&said, "it is damaged: its CRC-32 is not the one that the archive gives");
    let packed = archive(CompressionMethod::Deflated);
    assert_eq!(run(&packed).1, Some(0), "{}", run(&packed).0);
    // In the archive's directory, which follows its files, the sum stands 30 bytes before the name.
    let mut flipped = packed.clone();
    let directory = position(&flipped, b"PK\x01\x02");
    flipped[directory + 16] ^= 1;
    assert_eq!(run(&flipped).1, Some(1), "{}", run(&flipped).0);
    let mut twice = sound;
    while let Some(place) = twice.windows(5).position(|it| it == b"z.npy") {
        twice[place] = b'x';
    }
    let (said, code) = run(&twice);
    assert_eq!(code, Some(1), "{said}");
    says(&said, "two of its files have the same name");
}

/// A site of no record with a theme of its own.
fn site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("catalog/datasets")).unwrap();
    write(root.path(), "site/site.yaml", "title: Tests\ntheme: own\n");
    write(root.path(), "themes/own/theme.toml", "faircat = \"0.1\"\n");
    root
}

#[test]
fn what_a_theme_leaves_out_is_told_of() {
    use std::os::unix::ffi::OsStrExt;

    let root = site();
    write(root.path(), "themes/own/static/.htaccess", "Options +Indexes");
    write(root.path(), "themes/own/static/a.html", "<p>");
    write(root.path(), "themes/own/templates/nosuch.html", "<p>");
    write(root.path(), "themes/own/templates/part.html", "<p>");
    write(root.path(), "themes/own/templates/site-404.html", "{% include 'part.html' %}");
    write(root.path(), "themes/own/style.css", "p {}");
    let files = root.path().join("themes/own/static");
    fs::write(files.join(std::ffi::OsStr::from_bytes(b"n\xff.png")), "x").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", files.join("link.txt")).unwrap();
    std::os::unix::fs::symlink("/etc", files.join("folder")).unwrap();
    fs::File::create(files.join("large.bin")).unwrap().set_len(30_000_000).unwrap();
    for command in ["check", "build"] {
        let (said, _) = told(root.path(), &[command]);
        for (name, reason) in [
            ("static/link.txt", "error[symbolic-link]: this is a symbolic link"),
            ("static/folder", "error[symbolic-link]: this is a symbolic link"),
            ("static/large.bin", "error[too-large]: the file has 30000000 bytes"),
            ("static/n", "error[file-name]: the name of this file is not UTF-8"),
            ("static/.htaccess", "warning[theme-file]: this is published as it is"),
            ("static/a.html", "warning[theme-file]: this is published as it is"),
            ("templates/nosuch.html", "warning[unknown-file]: no page is made from this template"),
            ("style.css", "warning[unknown-file]: this file is not read"),
        ] {
            says(&said, &format!("--> themes/own/{name}"));
            says(&said, reason);
        }
        assert!(!said.contains("part.html") && !said.contains("site-404.html"), "{said}");
    }
}

#[test]
fn pages_ask_no_other_host_for_images() {
    let root = site();
    write(root.path(), "themes/own/static/t.png", "x");
    let text = "# Page\n\n![own](static/t.png) ![a](https://evil.example/1.png)\n\n\
        <img src=\"//evil.example/2.png\" alt=\"b\"> <img src=\"/\\evil.example/3.png\">\n\n\
        [link](https://evil.example/4)\n";
    write(root.path(), "site/pages/p.md", text);
    let (said, _) = told(root.path(), &["check"]);
    for (line, address) in [(3, "https://evil.example/1.png"), (5, "//evil.example/2.png")] {
        says(&said, &format!("warning[foreign-image]: the image `{address}` lies elsewhere"));
        says(&said, &format!("--> site/pages/p.md:{line}"));
    }
    let (said, _) = told(root.path(), &["build"]);
    says(&said, "foreign-image");
    let page = fs::read_to_string(root.path().join("_site/p/index.html")).unwrap();
    says(&page, "static/t.png");
    says(&page, "https://evil.example/4");
    assert!(!page.contains("evil.example/1") && !page.contains("evil.example/2"), "{page}");
    assert!(!page.contains("evil.example/3"), "{page}");
}

#[test]
fn an_import_writes_no_record_that_a_check_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let record = |recid: u32, title: String| {
        json!({
            "recid": recid.to_string(), "title": title, "type": {"primary": "Dataset"},
            "abstract": {"description": "What was measured, and how it was simulated and selected."}
        })
    };
    let records = json!([record(1, "x".repeat(5000)), record(2, "Jets".to_owned())]);
    write(folder.path(), "portal.json", &records.to_string());
    let catalog = folder.path().join("catalog");
    let file = folder.path().join("portal.json");
    let outcome = importing::import(&cern_opendata::FORMAT, &[file], &catalog, &|| {});
    assert_eq!(outcome.written, 1, "{:?}", outcome.diagnostics);
    let told: Vec<&str> = outcome.diagnostics.iter().map(|it| it.message.as_str()).collect();
    let expected = "`cern-opendata-1` is left out: `title` has 5000 bytes; at most 2000 fit";
    assert!(told.contains(&expected), "{told:?}");
    assert!(!catalog.join("datasets/cern-opendata-1.yaml").exists());
    assert!(catalog.join("datasets/cern-opendata-2.yaml").exists());
}

#[test]
fn no_file_is_published_as_a_type_that_runs() {
    let root = tempfile::tempdir().unwrap();
    let record = "kind: dataset\ntitle: Data\nartifacts:\n  - role: data\n    path: d.txt\n    \
        media_type: text/html\n";
    write(root.path(), "catalog/datasets/d/record.yaml", record);
    write(root.path(), "catalog/datasets/d/d.txt", "1\n");
    let (said, code) = told(root.path(), &["check"]);
    assert_eq!(code, Some(1), "{said}");
    says(&said, "`d.txt` is published, and no file of the type `text/html` is");
    let harmless = record.replace("text/html", "text/plain");
    write(root.path(), "catalog/datasets/d/record.yaml", &harmless);
    let (said, _) = told(root.path(), &["check"]);
    assert!(!said.contains("media-type"), "{said}");
}

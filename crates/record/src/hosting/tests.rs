use std::io::Write;

use super::{Refusal, is_active, judge};

#[test]
fn nothing_that_runs_is_published() {
    for path in [
        "evil.html",
        "evil.HTM",
        "a.xhtml",
        "a.svg",
        "a.svgz",
        "a.xml",
        "a.js",
        "sw.mjs",
        "a.wasm",
        "a.php",
        "a.PhP5",
        "a.phtml",
        "a.cgi",
        "a.shtml",
        "evil.html.gz",
        "a.php.txt",
        "noext",
        "a.xht.gz",
        "a.html ",
        "a.txt ",
        "a.exe",
        "a b#c?d%2e.html",
        "a.",
        "a.pl.csv",
    ] {
        assert_eq!(judge(path, b"data"), Err(Refusal::Format), "{path}");
    }
    for path in [
        ".htaccess",
        "_redirects",
        "_headers",
        "sub/.htaccess",
        ".well-known/a.txt",
        "CNAME",
        "robots.txt",
        "sub/Robots.TXT",
        ".nojekyll",
        "_worker/a.txt",
        "web.config",
    ] {
        assert_eq!(judge(path, b"data"), Err(Refusal::Configuration), "{path}");
    }
}

#[test]
fn a_page_under_another_name_is_no_data() {
    let packed = |text: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).and_then(|()| encoder.finish()).expect("in memory")
    };
    for head in [
        b"<!doctype html><script>".to_vec(),
        b" \n\t<svg>".to_vec(),
        b"\xef\xbb\xbf<?xml version='1.0'?>".to_vec(),
        b"\xff\xfe<\0h\0t\0m\0l\0".to_vec(),
        b"\xfe\xff\0<\0h\0t\0m\0l".to_vec(),
    ] {
        for path in ["a.txt", "a.json", "a.onnx", "a.md"] {
            assert_eq!(judge(path, &head), Err(Refusal::Content), "{path}");
        }
        assert_eq!(judge("a.gz", &packed(&head)), Err(Refusal::Content));
    }
    assert_eq!(judge("events.lhe.gz", &packed(b"<LesHouchesEvents>")), Ok(()));
    assert_eq!(judge("run.1.lhe", b"\n<LesHouchesEvents version=\"3.0\">"), Ok(()));
    let page = b"<html><script>alert(1)</script>";
    for (path, head) in [
        ("a.lhe", page.to_vec()),
        ("a.lhe.gz", packed(page)),
        ("a.lhe.txt", b"<LesHouchesEvents>".to_vec()),
        ("b.lhe.txt", page.to_vec()),
        ("c.lhe.bin", page.to_vec()),
    ] {
        assert_eq!(judge(path, &head), Err(Refusal::Content), "{path}");
    }
    assert_eq!(judge("a.csv.gz", &packed(b"x,y\n1,<2\n")), Ok(()));
}

#[test]
fn types_that_run_are_told_from_others() {
    for active in ["text/html; charset=utf-8", "Image/SVG+XML", "text/javascript", "text/xml"] {
        assert!(is_active(active), "{active}");
    }
    for harmless in ["text/csv", "application/json", "application/onnx", "application/x-hdf5"] {
        assert!(!is_active(harmless), "{harmless}");
    }
}

#[test]
fn data_is_published() {
    for path in [
        "model.v1.2.onnx",
        "sub/data.tar.gz",
        "weights.pt",
        "a.npz",
        "LICENSE",
        "README.md",
        "a.JSON",
        "steps.cwl",
        "Snakefile",
    ] {
        assert_eq!(judge(path, b"\x08\x07data"), Ok(()), "{path}");
    }
    assert_eq!(judge("empty.txt", b""), Ok(()));
}

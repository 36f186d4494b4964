//! Notebooks of a site, with their outputs, of which nothing is trusted.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::copies::copy_folder;
use crate::program::{repository, run, says};

/// A pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn site(root: &Path, settings: &str) {
    copy_folder(&repository().join("tests/fixtures/verified"), root);
    fs::create_dir_all(root.join("site/notebooks")).unwrap();
    fs::write(root.join("site/site.yaml"), settings).unwrap();
    let data =
        |media: &str, text: &str| json!({"output_type": "display_data", "data": {media: text}});
    let notebook = json!({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "markdown", "source": ["# Jets & <b>more</b>\n", "\n", "First *words*.\n"]},
        {"cell_type": "markdown", "source": "## Draw\n<script>alert(1)</script>[x](javascript:alert(2))"},
        {"cell_type": "code", "execution_count": 7, "source": "print('<i>')", "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "\u{1b}[31m<img src=x onerror=alert(3)>\u{1b}[0m"},
            data("image/png", PNG),
            data("image/png", "PHNjcmlwdD4="),
            data("image/svg+xml", "<svg onload='alert(4)'/>"),
            data("text/html", "<script>alert(5)</script>"),
        ]},
    ]});
    fs::write(root.join("site/notebooks/jets.ipynb"), notebook.to_string()).unwrap();
}

#[test]
fn a_notebook_is_shown_with_what_its_cells_gave() {
    let root = tempfile::tempdir().unwrap();
    let services =
        "open_in:\n  - {name: Hub, address: \"https://hub.example.org/{path}?at={url}\"}\n";
    site(root.path(), &format!("base_url: https://example.org/c/\n{services}"));
    let out = root.path().join("_site");
    assert!(run(root.path(), &["build", "--out", out.to_str().unwrap()]).status.success());
    let out = out.join("notebooks");
    let list = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(list.contains("href=\"/c/notebooks/jets/\""), "{list}");
    let page = fs::read_to_string(out.join("jets/index.html")).unwrap();
    for expected in [
        "Jets &amp; &lt;b&gt;more&lt;/b&gt;",
        "<em>words</em>",
        "<h2>Draw</h2>",
        "[7]",
        "&lt;img src=x onerror=alert(3)&gt;",
        "src=\"/c/notebooks/jets/1.png\"",
        "src=\"data:image/svg+xml;base64,",
        "href=\"/c/notebooks/jets/jets.ipynb\"",
        "https://hub.example.org/notebooks/jets/jets.ipynb?at=https%3A%2F%2Fexample.org%2Fc%2Fnotebooks%2Fjets%2Fjets.ipynb",
        "text/html",
    ] {
        assert!(page.contains(expected), "{expected}:\n{page}");
    }
    for absent in ["<script>alert", "href=\"javascript:", "<img src=x", "onload"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(out.join("jets/1.png").is_file() && !out.join("jets/2.png").exists());
    let file = fs::read(root.path().join("site/notebooks/jets.ipynb")).unwrap();
    assert_eq!(fs::read(out.join("jets/jets.ipynb")).unwrap(), file);
}

#[test]
fn a_model_has_a_notebook_that_runs_it() {
    let root = tempfile::tempdir().unwrap();
    site(root.path(), "open_in:\n  - {name: Hub, address: \"https://hub.example.org/{path}\"}\n");
    let record = root.path().join("catalog/models/good/record.yaml");
    let title = "title: \"Li*n*ear [x](javascript:1) <script> \\\"\\\\\"";
    let text = fs::read_to_string(&record).unwrap().replace("title: Linear classifier", title);
    fs::write(&record, text).unwrap();
    let out = root.path().join("_site");
    let address = "https://example.org/c/";
    let build = ["build", "--base-url", address, "--out", out.to_str().unwrap()];
    assert!(run(root.path(), &build).status.success());
    let page = fs::read_to_string(out.join("models/good/index.html")).unwrap();
    says(&page, "href=\"notebook.ipynb\" download");
    says(&page, "href=\"https://hub.example.org/models/good/notebook.ipynb\"");
    let text = fs::read_to_string(out.join("models/good/notebook.ipynb")).unwrap();
    let notebook: Value = serde_json::from_str(&text).unwrap();
    let source = |at: usize| -> String {
        let lines = notebook["cells"][at]["source"].as_array().unwrap().iter();
        lines.map(|it| it.as_str().unwrap()).collect()
    };
    let head = source(0);
    let title = head.lines().next().unwrap();
    assert!(!title.contains("[x](") && !title.contains("<script"), "{title}");
    says(&source(2), "faircat.open(\"https://example.org/c/\")");
    says(&source(6), "np.load(model.fetch(data)[data])");
    assert_eq!(notebook["nbformat"], 4);

    // A folder without an address is opened where it lies.
    let shown = run(root.path(), &["export", "models/good", "--as", "notebook"]);
    says(&String::from_utf8(shown.stdout).unwrap(), "faircat.open(\\\".\\\")");
}

#[test]
fn a_dataset_with_a_table_has_a_notebook_that_draws_it() {
    let root = tempfile::tempdir().unwrap();
    site(root.path(), "open_in:\n  - {name: Hub, address: \"https://hub.example.org/{path}\"}\n");
    let folder = root.path().join("catalog/datasets/lines");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("lines.csv"), "x,y\n1,2\n").unwrap();
    let record = "kind: dataset\ntitle: Lines\nsummary: Two columns.\nlicense: CC0-1.0\n\
        artifacts:\n- {path: lines.csv, role: data, name: All lines}\n";
    fs::write(folder.join("record.yaml"), record).unwrap();
    let out = root.path().join("_site");
    let build = ["build", "--base-url", "https://example.org/c/", "--out", out.to_str().unwrap()];
    assert!(run(root.path(), &build).status.success());
    let page = fs::read_to_string(out.join("datasets/lines/index.html")).unwrap();
    says(&page, "href=\"https://hub.example.org/datasets/lines/notebook.ipynb\"");
    let text = fs::read_to_string(out.join("datasets/lines/notebook.ipynb")).unwrap();
    says(&text, "endswith(\\\"lines.csv\\\")");
    says(&text, "dataset.plot(name)");
}

#[test]
fn what_cannot_be_shown_is_told() {
    let root = tempfile::tempdir().unwrap();
    site(root.path(), "open_in:\n  - {name: Hub, address: \"https://hub.example.org/\"}\n");
    fs::write(root.path().join("site/notebooks/old.ipynb"), "{\"nbformat\": 3}").unwrap();
    let checked = run(root.path(), &["check"]);
    let told = [checked.stdout, checked.stderr].concat();
    let told = String::from_utf8(told).unwrap();
    says(&told, "site/notebooks/old.ipynb");
    says(&told, "names no notebook");
}

//! Repositories and records of strangers.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt, symlink};

use std::process::{Command, Stdio};

use super::{Repository, dataset};
use crate::program::says;

/// Programs that a repository names for Git to run, when files are checked out or looked at.
#[test]
fn nothing_that_a_repository_names_is_run() {
    let repository = Repository::new();
    let trace = repository.path().join(".git/trace");
    let program = repository.path().join(".git/program");
    fs::write(&program, format!("#!/bin/sh\necho $0 $* >> '{}'\ncat\n", trace.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    repository
        .write(".gitattributes", "* filter=evil diff=evil text eol=crlf ident export-subst\n");
    let name = "Numbers $Format:%H$ $Id$";
    repository.write("catalog/datasets/new.yaml", &dataset(name));
    repository.commit();
    let path = program.to_str().unwrap();
    for setting in [
        "filter.evil.smudge",
        "filter.evil.process",
        "diff.evil.textconv",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
    ] {
        repository.git(&["config", setting, path]);
    }
    for hook in ["post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"] {
        let file = repository.path().join(".git/hooks").join(hook);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::copy(&program, file).unwrap();
    }
    drop(fs::remove_file(&trace));
    let output = repository.diff(&["HEAD~1", "HEAD"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!trace.exists(), "{}", fs::read_to_string(&trace).unwrap_or_default());
    // Attributes change no byte of what is compared.
    says(&text, &format!("`{name}`"));
    assert!(!repository.path().join(".git/index.lock").exists());
}

#[test]
fn a_link_in_a_revision_is_refused_as_one_in_a_folder() {
    let repository = Repository::new();
    symlink("/etc/hostname", repository.path().join("catalog/datasets/linked.yaml")).unwrap();
    symlink("..", repository.folder.join("away")).unwrap();
    repository.commit();
    let output = repository.diff(&["HEAD~1", "HEAD", "--format", "json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    says(&text, "\"code\": \"symbolic-link\"");
    says(&text, "catalog/datasets/linked.yaml");
}

/// A tree of few objects that lists more files than any disk holds.
#[test]
fn a_tree_without_end_is_refused() {
    let repository = Repository::new();
    let tree = |entries: &str| {
        let mut git = Command::new("git");
        git.arg("-C").arg(repository.path()).arg("mktree").stdin(Stdio::piped());
        let mut child = git.stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(entries.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let mut inner = tree("");
    repository.git(&["hash-object", "-w", "-t", "blob", "/dev/null"]);
    let empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    for level in 0..9 {
        let entry = |number: u32| match level {
            0 => format!("100644 blob {empty}\tf{number}\n"),
            _ => format!("040000 tree {inner}\td{number}\n"),
        };
        inner = tree(&(0..16).map(entry).collect::<String>());
    }
    let root = tree(&format!("040000 tree {inner}\tcatalog\n"));
    let user = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    repository.git(&[&user[..], &["tag", "--annotate", "--message", "A", "end", "HEAD"]].concat());
    let mut git = Command::new("git");
    git.arg("-C").arg(repository.path()).args(user);
    let output = git.args(["commit-tree", "-m", "Endless", &root]).output().unwrap();
    let commit = String::from_utf8(output.stdout).unwrap();
    let output = repository.diff(&["HEAD", commit.trim()]);
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8_lossy(&output.stderr), "it has more than 1000000 files");
    // A tag is a revision too.
    assert_eq!(repository.diff(&["HEAD", "end"]).status.code(), Some(0));
}

/// What a comment may not do for a record: mention, link, show, close what is open, fill the page.
#[test]
fn a_comment_shows_texts_of_records_as_texts() {
    let repository = Repository::new();
    let evil = "@everyone see #1 and https://evil.example ![x](https://evil.example/p.png) \
                <img src=x onerror=alert(1)> </details> `` ` [a](javascript:x) $$x$$ <!-- ";
    let record = format!(
        "kind: dataset\ntitle: '{evil}'\nsummary: '{evil}'\nlicense: '{evil}'\nversion: '{evil}'\n\
         keywords: ['{evil}']\nidentifiers: ['doi:10.5281/zenodo.2']\n"
    );
    repository.write("catalog/datasets/evil.yaml", &record);
    repository.write("catalog/datasets/loud.yaml", &dataset("Loud"));
    repository.commit();
    let loud = dataset("Loud").replace("title: Loud", &format!("title: '{evil}'"));
    repository.write("catalog/datasets/loud.yaml", &loud.replace("A few numbers.", evil.trim()));
    let text = repository.review("markdown");
    says(&text, "@everyone");
    use pulldown_cmark::{Event, Options, Parser, Tag};
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let own = ["<!-- faircat diff -->", "<details><summary>", "</details>"];
                assert!(own.iter().any(|it| html.starts_with(it)), "{html}");
                assert!(!html.contains("evil") && !html.contains("img"), "{html}");
            }
            Event::Text(words) => {
                assert!(!words.contains('@') && !words.contains("evil"), "{words}");
                assert!(!words.contains("://") && !words.contains('#'), "{words}");
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("{event:?} in {text}"),
            _ => {}
        }
    }
}

#[test]
fn a_terminal_is_not_commanded() {
    let repository = Repository::new();
    repository.edit("title: Linear classifier", "title: \"A title \\u202e turned \\u009b31m\"");
    repository.write("catalog/datasets/new.yaml", &dataset("'A \u{202e} and \u{200f}'"));
    repository.write("catalog/datasets/bell.yaml", &dataset("\"A \\a bell and \\e[31m\""));
    for format in ["human", "markdown"] {
        let text = repository.review(format);
        let is_command = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{200f}".contains(c);
        assert!(!text.contains(is_command), "{text:?}");
        says(&text, "datasets/bell");
    }
}

#[test]
fn a_comment_never_holds_more_than_fits() {
    let repository = Repository::new();
    for number in 0..300 {
        let title = format!("{number} {}", "long ".repeat(60));
        repository.write(&format!("catalog/datasets/d{number}.yaml"), &dataset(&title));
    }
    let text = repository.review("markdown");
    assert!(text.len() <= 65_536 && text.len() > 20_000, "{}", text.len());
    says(&text, "Left out, as a comment holds only so much: ");
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
    says(&text, "300 records added");
}

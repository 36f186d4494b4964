//! Adding a format: whoever adds one to the list is told here what else it needs, and code that
//! knows a format by its name is found.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use faircat::cli::Cli;
use faircat::formats::format::{Companion, Format, Purpose, Writer};
use faircat::formats::list::{FORMATS, recognised};
use faircat::formats::reader::{ForeignRecord, Found, Imported, Input, Known, Loss, Reader, Why};
use faircat::importing;
use faircat::record::{Kind, Work};

use crate::program::{repository, run};
use crate::subjects::Fixture;

/// Titles, one a line.
const TITLES: Format = Format {
    name: "titles",
    title: "Titles, one a line",
    used_by: "Nobody but this test",
    media_type: "text/plain",
    specification: None,
    reader: Some(Reader {
        recognise: |input| input.bytes.starts_with(b"titles\n"),
        read: |input| Found {
            undecided: Vec::new(),
            records: String::from_utf8_lossy(input.bytes).lines().skip(1).map(Title::of).collect(),
            diagnostics: Vec::new(),
        },
        adds_to: |_| None,
    }),
    companion: Some(Companion {
        file_name: "title.txt",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::Record(|view| view.dossier.source.record.title().as_bytes().to_vec()),
    }),
    package: None,
};

struct Title(String);

impl Title {
    fn of(line: &str) -> Box<dyn ForeignRecord> {
        Box::new(Title(line.to_owned()))
    }
}

impl ForeignRecord for Title {
    fn id(&self) -> &str {
        &self.0
    }

    fn slug(&self) -> String {
        self.0.to_lowercase()
    }

    fn kind(&self) -> Kind {
        Kind::Dataset
    }

    /// A title that is `see OTHER` refers to the record `OTHER`.
    fn import(self: Box<Self>, known: &Known) -> Imported {
        let mut work =
            Work { dataset: Some(Box::default()), ..Work::new(Kind::Dataset, self.0.clone()) };
        work.derived_from.extend(known.keys().filter(|it| **it != self.slug()).cloned());
        let field = "letters".to_owned();
        let loss = Loss { field, value: self.0.len().to_string(), kept: false, why: Why::NO_FIELD };
        Imported {
            slug: self.slug(),
            work,
            diagnostics: Vec::new(),
            losses: vec![loss],
            made: Vec::new(),
        }
    }
}

#[test]
fn a_format_is_read_and_written_by_its_entry_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.txt");
    fs::write(&file, "titles\nJets\nPeaks\njets\n").unwrap();
    let catalog = folder.path().join("catalog");
    let files = [file];
    let outcome = importing::import(&TITLES, &files, &catalog, &|| {});
    assert_eq!((outcome.written, outcome.unchanged), (2, 0), "{:?}", outcome.diagnostics);
    let codes: Vec<&str> = outcome.diagnostics.iter().map(|it| &*it.code).collect();
    assert_eq!(codes, ["import-duplicate"]);
    assert_eq!(outcome.losses.len(), 2);
    let text = fs::read_to_string(catalog.join("datasets/jets.yaml")).unwrap();
    assert!(text.contains("title: Jets") && text.contains("- peaks"), "{text}");
    // By this an import knows its own records.
    assert!(text.starts_with("#: Imported from "), "{text}");
    let again = importing::import(&TITLES, &files, &catalog, &|| {});
    assert_eq!((again.written, again.unchanged), (0, 2));

    let companion = TITLES.companion.unwrap();
    let written = Fixture::named("exports").one("models/tagger", |view| {
        assert!(companion.applies(view));
        companion.write(view)
    });
    assert!(!written.is_empty());
    let for_pages = serde_json::to_value(TITLES).unwrap();
    assert_eq!(
        (&for_pages["title"], &for_pages["file_name"]),
        (&"Titles, one a line".into(), &"title.txt".into())
    );
}

#[test]
fn every_format_is_in_the_help_and_on_the_page_of_formats() {
    let (import, export) = (help("import"), help("export"));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let built = run(&repository(), &["build", "--pages-only", "--out", out.to_str().unwrap()]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let page = fs::read_to_string(folder.path().join("site/formats/index.html")).unwrap();
    let (mut names, mut files) = (BTreeSet::new(), BTreeSet::new());
    for format in FORMATS {
        let Format { name, title, .. } = format;
        assert!(names.insert(name), "`{name}` is there twice");
        let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(plain && !title.is_empty() && format.media_type.contains('/'), "{name}");
        assert!(!format.used_by.is_empty(), "nobody reads {name}");
        assert!(format.reader.is_some() || format.is_written(), "{name} is neither");
        let in_import = import.contains(&format!("  {name} "));
        assert_eq!(in_import, format.reader.is_some(), "import --help: {name}");
        let in_export = export.contains(&format!("- {name}:"));
        assert_eq!(in_export, format.is_written(), "export --help: {name}");
        assert!(page.contains(&format!("<code class=\"muted\">{name}</code>")), "formats/: {name}");
        if let Some(companion) = format.companion {
            assert!(files.insert(companion.file_name), "{} is there twice", companion.file_name);
        }
    }
}

fn help(command: &str) -> String {
    let mut cli = Cli::command();
    cli.find_subcommand_mut(command).unwrap().render_long_help().to_string()
}

/// The folders of formats, with the names of their entries.
fn folders() -> Vec<(String, Vec<String>)> {
    let mut folders = Vec::new();
    for item in fs::read_dir(repository().join("crates/formats/src")).unwrap() {
        let folder = item.unwrap().path();
        let text = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let entries: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_suffix(": Format = Format {"))
            .filter_map(|line| Some(line.rsplit_once(' ')?.1.to_owned()))
            .collect();
        if !entries.is_empty() {
            folders.push((name, entries));
        }
    }
    folders
}

#[test]
fn every_folder_of_a_format_is_in_the_list() {
    let list = fs::read_to_string(repository().join("crates/formats/src/list.rs")).unwrap();
    let mut count = 0;
    for (folder, entries) in folders() {
        for entry in entries {
            let line = format!("\n    {folder}::{entry},\n");
            assert!(list.contains(&line), "{folder}::{entry} is not in FORMATS");
            count += 1;
        }
    }
    assert_eq!(count, FORMATS.len(), "an entry of FORMATS is not in a folder of its own");
}

/// What reads and writes formats asks the list.
#[test]
fn no_other_code_names_a_format() {
    // The graphs of the dump are named by the address of the record's JSON-LD, which stays at a name
    // that the record had before, and a repository that refuses a deposit names fields of the one form
    // that its interface takes.
    let allowed = [
        "build/groups.rs names json_ld",
        "build/redirects.rs names json_ld",
        "depositing/refusals.rs names zenodo",
    ];
    let mut found = BTreeSet::new();
    let sources = ["generator/src", "crates/pages/src", "crates/outside-world/src"];
    for source in sources.map(|it| repository().join(it)) {
        for file in
            files_below(&source).iter().filter(|it| it.extension().is_some_and(|it| it == "rs"))
        {
            let text = fs::read_to_string(file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let place = file.strip_prefix(&source).unwrap().display().to_string();
            found.extend(named(code).into_iter().map(|it| format!("{place} names {it}")));
        }
    }
    found.retain(|it| !allowed.contains(&it.as_str()));
    assert!(found.is_empty(), "{found:#?}");
}

/// The formats whose module or file `code` names.
fn named(code: &str) -> Vec<String> {
    let modules = folders().into_iter().map(|(folder, _)| folder);
    let modules = modules.filter(|folder| code.contains(&format!("formats::{folder}")));
    let files = FORMATS.iter().filter_map(|format| Some(format.companion?.file_name.to_owned()));
    let files = files.filter(|file| {
        code.contains(&format!("\"{file}\"")) || code.contains(&format!("}}{file}\""))
    });
    modules.chain(files).collect()
}

/// Files that a format reads lie in a folder of its name, or of the beginning of that, where
/// `imports/recognition.rs` looks at them.
#[test]
fn every_format_that_is_read_has_a_file_that_is_known_as_it() {
    let fixtures = repository().join("tests/fixtures/imports");
    let folders: Vec<PathBuf> = entries(&fixtures);
    for format in FORMATS.iter().filter(|format| format.reader.is_some()) {
        let own = folders.iter().filter(|it| {
            format.name.starts_with(it.file_name().and_then(|name| name.to_str()).unwrap())
        });
        let known = own.flat_map(|folder| files_below(folder)).any(|file| {
            let bytes = fs::read(&file).unwrap();
            recognised(&Input::new(&file, &bytes)).is_some_and(|it| it.name == format.name)
        });
        assert!(known, "no file in a folder of {} is known as {}", fixtures.display(), format.name);
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(below).collect()
}

//! The theme's own words: in files, in every language the same, and nowhere else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use faircat::assessment::{Rubric, principles};
use faircat::outside_world::theme_folder::ThemeFile;
use faircat::pages::words::{BUILT_IN, Words};
use scraper::{Html, Selector};

use crate::program::{repository, run, says};

const LANGUAGES: [&str; 2] = ["en", "de"];

/// How templates begin whose text is English in every language, and says so.
const IN_ENGLISH: [&str; 2] = ["site-manual", "site-variables"];

/// Names that no language translates.
const NAMES: [&str; 34] = [
    "404",
    "A",
    "AI",
    "API",
    "API v1",
    "CSV",
    "DCAT",
    "F",
    "F-UJI",
    "FAIR",
    "FAIRshake",
    "I",
    "JSON",
    "JSON-LD",
    "ORCID",
    "ORCIDROR",
    "R",
    "RDA",
    "RDA  · F-UJI  · FAIRshake",
    "ROR",
    "SHA-256",
    "SPARQL",
    "VoID",
    "api/v1/",
    "catalog.jsonld",
    "dump.nq.gz",
    "eval_results",
    "feed.atom",
    "h5",
    "opset",
    "python",
    "sh",
    "sha256",
    "sparql/",
];

fn theme() -> PathBuf {
    repository().join("themes/default")
}

fn words(language: &str) -> Words {
    let path = format!("words/{language}.ftl");
    let content = fs::read(theme().join(&path)).unwrap();
    let english = fs::read(theme().join("words/en.ftl")).unwrap();
    let english = ThemeFile { path: "words/en.ftl".to_owned(), content: english };
    let files = [english, ThemeFile { path, content }].map(|file| (BUILT_IN.to_owned(), file));
    Words::load(language, &files).map_err(|problem| problem.message).unwrap()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_values() {
    let of = |language: &str| -> BTreeMap<String, Vec<String>> {
        let words = words(language);
        let lacking: Vec<String> = words.problems().into_iter().map(|it| it.message).collect();
        assert!(lacking.is_empty(), "{language}: {lacking:?}");
        let values = |it: Vec<&str>| it.into_iter().map(str::to_owned).collect();
        words.all().map(|(id, message)| (id.to_owned(), values(message.values()))).collect()
    };
    let english = of("en");
    for language in LANGUAGES {
        assert_eq!(of(language), english, "{language}");
        let text = fs::read_to_string(theme().join(format!("words/{language}.ftl"))).unwrap();
        let starts = text.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
        let known: Vec<&str> = starts.filter(|id| !id.starts_with([' ', '#'])).collect();
        let unknown: Vec<_> = known.iter().filter(|id| !english.contains_key(**id)).collect();
        assert!(unknown.is_empty(), "{language}: {unknown:?}");
        assert_eq!(known.len(), english.len(), "{language}: a message stands twice, or lacks");
    }
}

#[test]
fn templates_have_no_words_of_their_own() {
    let mut found = Vec::new();
    for entry in fs::read_dir(theme().join("templates")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if IN_ENGLISH.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let text = without(&fs::read_to_string(&path).unwrap(), &[("{%", "%}"), ("{{", "}}")]);
        let text =
            without(&text, &[("<code>", "</code>"), ("<script", "</script>"), ("<pre", "</pre>")]);
        for attribute in ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\"", "data-copies=\""]
        {
            for (place, _) in text.match_indices(attribute) {
                let value = text[place + attribute.len()..].split('"').next().unwrap_or_default();
                found.extend(word(value).map(|it| format!("{name}: {attribute}{it}")));
            }
        }
        let texts = text.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
        found.extend(texts.filter_map(word).map(|it| format!("{name}: {it}")));
    }
    assert!(found.is_empty(), "these belong into `words/*.ftl`:\n{}", found.join("\n"));
}

/// `text` where it has letters that say something.
fn word(text: &str) -> Option<&str> {
    let trimmed = text.trim_matches(|it: char| !it.is_alphanumeric());
    let trimmed = trimmed.trim_start_matches("&amp;");
    let is_name = NAMES.contains(&trimmed) || NAMES.contains(&text.trim());
    (trimmed.chars().any(char::is_alphabetic) && !is_name).then_some(trimmed)
}

/// `text` without what stands between each pair of marks.
fn without(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (start, end)| {
        let mut parts = text.split(start);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| kept + part.split_once(end).map_or("", |(_, rest)| rest))
    })
}

/// Page code whose sentences are those of programs: errors of readers, and what linked data hold.
const OF_PROGRAMS: [&str; 11] = [
    "assess/example.js",
    "assess/worker.js",
    "run/arrays.js",
    "run/batches.js",
    "run/engine.js",
    "run/hdf5-worker.js",
    "run/hdf5.js",
    "run/loading.js",
    "run/numbers.js",
    "run/report.js",
    "run/worker.js",
];

#[test]
fn page_code_says_messages_by_their_names() {
    let words = words("en");
    let mut found = Vec::new();
    for path in scripts(&theme().join("static")) {
        let name = path.strip_prefix(theme().join("static")).unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let is_comment = |line: &str| ["//", "*", "/*"].iter().any(|it| line.starts_with(it));
        let lines = text.lines().map(str::trim_start).filter(|line| !is_comment(line));
        for line in lines.filter(|line| !line.contains("import ")) {
            for id in said(line) {
                if words.known(id).is_none() {
                    found.push(format!("{name}: no message `{id}`"));
                }
            }
            if !OF_PROGRAMS.contains(&name.as_str()) {
                let texts = line.split('"').skip(1).step_by(2);
                let sentences = texts.filter(|it| is_sentence(it) && !is_reason(line));
                found.extend(sentences.map(|it| format!("{name}: {it}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Ids that stand whole in `say("…")` and `parts("…")`.
fn said(line: &str) -> impl Iterator<Item = &str> {
    let calls = ["say(\"", "parts(\""].into_iter();
    calls
        .flat_map(move |call| {
            line.match_indices(call).map(move |(place, _)| &line[place + call.len()..])
        })
        .filter_map(|rest| rest.split('"').next())
}

/// Two words or more that begin with a capital, as what is shown does.
fn is_sentence(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(char::is_uppercase);
    begins && text.split(' ').filter(|it| it.chars().all(char::is_alphabetic)).count() > 1
}

/// Why something was ended is told to other code only.
fn is_reason(line: &str) -> bool {
    line.contains("DOMException")
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("wasm") {
            found.extend(scripts(&path));
        } else if path.extension().is_some_and(|it| it == "js") {
            found.push(path);
        }
    }
    found
}

const RECORD: &str = "kind: dataset\ntitle: Jets\nsummary: Two jets of <b>one</b> event.\n\
    date_published: \"2021-03-04\"\nlicense: CC0-1.0\nkeywords: [jet]\n\
    dataset: {size: 1234567, number_of_items: 12000}\n";

fn site(settings: &str, words: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("catalog/datasets/jets.yaml", RECORD);
    write("site/site.yaml", &format!("title: Katalog\nbase_url: https://example.org/\n{settings}"));
    words.iter().for_each(|(path, text)| write(path, text));
    root
}

fn build(root: &tempfile::TempDir) -> (PathBuf, String) {
    let out = root.path().join("_site");
    let output = run(root.path(), &["build", "--out", out.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    (out, said)
}

fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|it| it.text().collect::<String>().trim().to_owned()).collect()
}

#[test]
fn a_german_site_is_german() {
    let root = site("language: de\n", &[]);
    let (out, _) = build(&root);
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let page = read("datasets/jets/index.html");
    says(&page, "<html lang=\"de\">");
    says(&page, "4. März 2021");
    says(&page, "1,2\u{a0}MB");
    assert!(texts(&page, "h2").contains(&"Wie man es zitiert".to_owned()), "{page}");
    let english = texts(&page, ".fair-letters [lang=en]");
    assert!(!english.is_empty(), "what scorecards say is English, and says so");
    let list = read("datasets/index.html");
    assert_eq!(texts(&list, "#results"), ["1 Eintrag"]);
    assert_eq!(texts(&list, ".card-text"), ["Two jets of <b>one</b> event."]);
    let code = read("static/words/list.js");
    says(&code, "speaker(\"de\", {");
    says(&code, "\"show-more\":\"Mehr zeigen\"");
    assert!(!code.contains("run-here"), "{code}");
    let about = read("about/index.html");
    says(&about, "Jeder Eintrag hat seine Seite");
    says(&about, "<h2 id=\"nachnutzung\">Nachnutzung</h2>");
}

#[test]
fn a_german_page_has_one_decimal_sign() {
    let model = "kind: model\ntitle: Tagger\nmodel:\n  evaluations:\n    \
        - {metric: AUC, value: 0.9512, uncertainty: 0.0023, split: test}\n    \
        - {metric: AUC, value: 0.9634, uncertainty: 0.0021, split: train}\n";
    let root = site("language: de\n", &[("catalog/models/tagger.yaml", model)]);
    let (out, _) = build(&root);
    let page = fs::read_to_string(out.join("models/tagger/index.html")).unwrap();
    let shown = texts(&page, ".figures dd, svg.chart text, td.number");
    assert!(shown.iter().any(|it| it.contains("0,9512 ± 0,0023")), "{shown:?}");
    let is_point = |it: &[u8]| it[1] == b'.' && it[0].is_ascii_digit() && it[2].is_ascii_digit();
    let pointed: Vec<_> =
        shown.iter().filter(|it| it.as_bytes().windows(3).any(is_point)).collect();
    assert!(pointed.is_empty(), "{pointed:?}");
}

#[test]
fn a_site_in_arabic_runs_from_right_to_left() {
    let words = fs::read_to_string(repository().join("themes/default/words/en.ftl")).unwrap();
    let root = site("language: ar\n", &[("site/words/ar.ftl", &words)]);
    let (out, _) = build(&root);
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    says(&read("index.html"), "<html lang=\"ar\" dir=\"rtl\">");
    let page = read("datasets/jets/index.html");
    let english = texts(&page, ".fair-letters [lang=en][dir=ltr]");
    assert!(!english.is_empty(), "what is English runs as English does");
    let root = site("", &[]);
    let (out, _) = build(&root);
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    says(&page, "<html lang=\"en\">");
}

#[test]
fn a_site_says_messages_in_its_own_words() {
    let own = "base-skip = Los & weiter\nlist-nonee = x\n";
    let root = site("language: de\n", &[("site/words/de.ftl", own)]);
    let (out, _) = build(&root);
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    says(&page, "Los &amp; weiter");
    let output = run(root.path(), &["check"]);
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    says(&said, "no page says the message `list-nonee`");
    says(&said, "did you mean `list-none`?");
    says(&said, "site/words/de.ftl:2");
}

#[test]
fn a_language_without_words_is_told_and_spoken_in_english() {
    let root = site("language: fr\n", &[]);
    let (out, _) = build(&root);
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    says(&page, "<html lang=\"en\">");
    let told = |root: &tempfile::TempDir| {
        let output = run(root.path(), &["check"]);
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    says(&told(&root), "no message of pages is there in the language `fr`");
    let root = site("language: fr\n", &[("site/words/fr.ftl", "base-skip = Aller au contenu\n")]);
    let (out, _) = build(&root);
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    // Most of the page is still in English.
    says(&page, "<html lang=\"en\">");
    says(&page, "Aller au contenu");
    let lacking = "messages are not there in `fr`, and are said in English, which pages name as";
    says(&told(&root), lacking);
    // The first step to a translation, a copy of the English ones, hides nothing.
    let english = fs::read_to_string(theme().join("words/en.ftl")).unwrap();
    let files =
        [("site/words/fr.ftl", "base-skip = Aller au contenu\n"), ("site/words/en.ftl", &*english)];
    let root = site("language: fr\n", &files);
    says(&told(&root), lacking);
}

#[test]
fn a_list_of_contents_names_headings_by_their_first_word() {
    for language in ["en", "de"] {
        let words = words(language);
        for (entry, heading) in [
            ("contents-quality", "evaluations-title"),
            ("contents-claims", "verification-title"),
            ("contents-explained", "explain-title"),
            ("contents-beside", "beside-title"),
            ("contents-speed", "speed-title"),
        ] {
            let (entry, heading) = (words.word(entry), words.word(heading));
            assert!(heading.starts_with(&entry), "{entry}: {heading}");
        }
    }
}

/// Templates make the name of a title's message of the title itself.
#[test]
fn every_principle_has_its_title_in_words() {
    let english = fs::read_to_string(repository().join("themes/default/words/en.ftl")).unwrap();
    for rubric in [Rubric::Model, Rubric::Dataset, Rubric::Software] {
        for principle in principles(rubric) {
            let name = principle.title.to_lowercase().replace(',', "").replace(' ', "-");
            says(&english, &format!("\nprinciple-{name} = {}\n", principle.title));
        }
    }
}

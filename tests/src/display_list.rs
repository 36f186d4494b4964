//! Adding a display: whoever adds one to the list is told here what else it needs, and code that
//! knows a display by its name is found.

use std::collections::BTreeSet;
use std::fs;

use faircat_display::Detail;
use faircat_display::displays::{
    DISPLAYS, Display, Item, display_named, display_of, first_that_suits,
};
use faircat_inference::signature::{Declared, Signature};

use crate::engine_list::code_below;
use crate::program::repository;

/// Pulses of a detector, one value after the other.
struct Pulses;

impl Display for Pulses {
    fn name(&self) -> &'static str {
        "pulse"
    }

    fn suits(&self, signature: &Signature) -> bool {
        matches!(signature.inputs.as_slice(), [pulse] if pulse.shape.len() == 2)
    }

    fn needs_examples(&self) -> bool {
        true
    }

    fn views(&self) -> &'static [&'static str] {
        &["samples"]
    }

    fn draw(&self, _: &Signature, item: &Item, view: &str, _: Detail) -> Option<String> {
        let samples = item.inputs.first().filter(|_| view == "samples")?;
        Some(format!("<svg aria-label=\"{}: {} samples\"/>", item.title, samples.len()))
    }
}

#[test]
fn a_display_is_chosen_and_draws_by_its_entry_alone() {
    let input = Declared {
        name: "pulse".to_owned(),
        dtype: "float32".to_owned(),
        shape: vec!["batch".to_owned(), "3".to_owned()],
        ..Declared::default()
    };
    let signature = Signature { inputs: vec![input], outputs: Vec::new() };
    let with: Vec<&dyn Display> = std::iter::once(&Pulses as _).chain(DISPLAYS).collect();
    let chosen = |examples| first_that_suits(&with, &signature, examples).unwrap();
    assert_ne!(display_of(&signature, 1).name(), "pulse");
    assert_eq!(chosen(0).name(), display_of(&signature, 0).name());
    let display = chosen(1);
    assert_eq!((display.name(), display.legend().len()), ("pulse", 0));
    let inputs = [vec![0.0, 1.0, 0.5]];
    let item = Item { title: "A", inputs: &inputs, answer: &[], truth: &[], relevance: &[] };
    let drawn = display.draw(&signature, &item, display.views()[0], Detail::Thumbnail);
    assert_eq!(drawn.as_deref(), Some("<svg aria-label=\"A: 3 samples\"/>"));
    // What no entry can say is told to whoever adds it.
    let missing = missing(&Pulses);
    assert_eq!(missing.len(), 5, "{missing:?}");
    for word in ["display-pulse-one", "display-pulse-many"] {
        let says = |language: &str| format!("words/{language}.ftl does not say `{word}`");
        for end in ["en", "de"].map(says) {
            assert!(missing.iter().any(|it| it.ends_with(&end)), "{missing:?}");
        }
    }
    assert!(missing[4].ends_with("static/run/pulse.js does not export `view`"), "{missing:?}");
}

/// What `display` needs beside its entry.
fn missing(display: &dyn Display) -> Vec<String> {
    let mut missing = Vec::new();
    let name = display.name();
    let legend = display.legend().iter().flat_map(|line| line.iter().map(|it| it.word.to_owned()));
    let called = ["one", "many"].map(|count| format!("display-{name}-{count}"));
    for file in fs::read_dir(repository().join("themes/default/words")).unwrap() {
        let file = file.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        let lacks = |word: &String| !text.lines().any(|it| it.starts_with(&format!("{word} = ")));
        for word in called.iter().cloned().chain(legend.clone()).filter(lacks) {
            missing.push(format!("{} does not say `{word}`", file.display()));
        }
    }
    let file = repository().join(format!("themes/default/static/run/{name}.js"));
    let text = fs::read_to_string(&file).unwrap_or_default();
    if !text.contains("export function view(session") {
        missing.push(format!("{} does not export `view`", file.display()));
    }
    missing
}

#[test]
fn every_display_has_its_page_code_and_words() {
    let mut names = BTreeSet::new();
    for display in DISPLAYS {
        let name = display.name();
        assert!(names.insert(name), "`{name}` is there twice");
        assert_eq!(display_named(name).map(|it| it.name()), Some(name));
        let missing = missing(display);
        assert!(missing.is_empty(), "{missing:#?}");
    }
    let last = DISPLAYS.last().unwrap();
    assert!(last.suits(&Default::default()), "the last display must suit every model");
}

/// What else the names of displays are names of.
const OTHERS: [(&str, &str); 11] = [
    // The form of a network: in the tables of `bench`, in metadata of ONNX files, in statements and on pages.
    ("generator/src/cli/bench.rs", "form"),
    ("generator/src/cli/bench/design_space.rs", "form"),
    ("crates/formats/src/conversion/interaction_network_graph.rs", "form"),
    ("crates/inference/src/onnx/mod.rs", "form"),
    ("crates/linked-data/src/verification.rs", "form"),
    ("crates/pages/src/record/verification.rs", "form"),
    // An attribute of MathML, and elements of HTML.
    ("crates/pages/src/markdown.rs", "form"),
    ("themes/default/static/search.js", "form"),
    ("themes/default/static/assess/result.js", "form"),
    ("themes/default/static/choose/page.js", "form"),
    // A picture of the display, whose page code this is a part of.
    ("themes/default/static/run/event-display.js", "jet"),
];

/// What shows a model asks the list; only a display's own page code speaks of its pictures.
#[test]
fn no_other_code_names_a_display() {
    let names = DISPLAYS.map(|display| display.name());
    let mut found = BTreeSet::new();
    for folder in ["generator/src", "crates", "wasm-demo", "xtask/src", "themes/default"] {
        for (file, code) in code_below(folder) {
            let own = names.iter().any(|name| file.ends_with(&format!("/run/{name}.js")));
            // The theme is met in its own folder, to which this one is a link.
            let is_link = file.starts_with("crates/pages/theme/");
            if own || is_link || file.starts_with("crates/display/") {
                continue;
            }
            for name in names {
                let named = ["\"", "'"].iter().any(|it| {
                    code.contains(&format!("{it}{name}{it}"))
                        || code.contains(&format!("/{name}.js{it}"))
                });
                if named {
                    found.insert((file.clone(), name));
                }
            }
        }
    }
    let others = OTHERS.map(|(file, name)| (file.to_owned(), name));
    assert_eq!(found, BTreeSet::from(others));
}

//! Adding a display: whoever adds one to the list is told here what else it needs, and code that
//! knows a display by its name is found.

use std::collections::BTreeSet;
use std::fs;

use faircat_display::displays::{DISPLAYS, display_named};

use crate::program::repository;

#[test]
fn every_display_has_its_page_code_and_words() {
    let code = repository().join("themes/default/static/run");
    let mut names = BTreeSet::new();
    for display in DISPLAYS {
        let name = display.name();
        assert!(names.insert(name), "`{name}` is there twice");
        assert_eq!(display_named(name).map(|it| it.one()), Some(display.one()));
        assert!(!display.one().is_empty() && !display.many().is_empty(), "{name}: no words");
        let file = code.join(format!("{name}.js"));
        let text = fs::read_to_string(&file).unwrap_or_default();
        let opens = text.contains("export function view(session");
        assert!(opens, "{} does not export `view`", file.display());
    }
    let last = DISPLAYS.last().unwrap();
    assert!(last.suits(&Default::default()), "the last display must suit every model");
}

/// What shows a model asks the list; only a display's own page code speaks of its pictures.
#[test]
fn no_other_code_names_a_display() {
    let root = repository();
    let own = [
        "crates/pages/src/record/try_it.rs",
        "crates/pages/src/try_it/display.rs",
        "crates/pages/src/try_it/facts.rs",
        "crates/pages/src/try_it/mod.rs",
        "themes/default/static/run/gallery.js",
        "themes/default/static/run/loading.js",
        "themes/default/static/run/workbench.js",
        "themes/default/static/run/worker.js",
        "themes/default/templates/record-try.html",
        "wasm-demo/src/drawing.rs",
    ];
    for file in own {
        let text = fs::read_to_string(root.join(file)).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for name in DISPLAYS.map(|display| display.name()) {
            let named = ["\"", "'"].iter().any(|it| code.contains(&format!("{it}{name}{it}")));
            assert!(!named && !code.contains(&format!("./{name}.js")), "{file} names `{name}`");
        }
    }
}

//! Any bytes are a file of a site's own words or are refused; what was read can be said.
#![no_main]

use faircat::outside_world::theme_folder::ThemeFile;
use faircat::pages::words::{BUILT_IN, Words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let built_in = ThemeFile { path: "words/en.ftl".into(), content: SOME.as_bytes().to_vec() };
    let own = ThemeFile { path: "words/en.ftl".into(), content: content.to_vec() };
    let files = [(BUILT_IN.to_owned(), built_in), ("site".to_owned(), own)];
    if let Ok(words) = Words::load("en", &files) {
        let names: Vec<String> = words.all().map(|(id, _)| id.to_owned()).collect();
        for name in names {
            let _ = words.word(&name);
        }
    }
});

/// Messages that a site may say otherwise.
const SOME: &str = "works = { $count ->\n    [one] One work\n   *[other] { $count } works\n }\nabout = About\n";

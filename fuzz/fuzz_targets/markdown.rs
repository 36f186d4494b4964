//! Whatever the Markdown of a record holds, its HTML runs nothing in a reader's browser.
#![no_main]

use faircat::pages::markdown;
use libfuzzer_sys::fuzz_target;
use scraper::Html;

/// Elements that run, load or send something.
const ACTIVE: [&str; 12] = [
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta",
    "base", "img",
];

fuzz_target!(|text: &str| {
    // A browser reads the result, so a browser's parser judges it.
    let html = markdown::to_html(text);
    for node in Html::parse_fragment(&html).tree.values() {
        let Some(element) = node.as_element() else { continue };
        assert!(!ACTIVE.contains(&element.name()), "{html}");
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on") && name != "style", "{html}");
            if matches!(name, "href" | "src" | "xlink:href" | "action" | "cite") {
                let scheme = value.trim().split_once(':').map_or("", |(scheme, _)| scheme);
                let active = ["javascript", "vbscript", "data"];
                assert!(!active.iter().any(|it| scheme.eq_ignore_ascii_case(it)), "{html}");
            }
        }
    }
});

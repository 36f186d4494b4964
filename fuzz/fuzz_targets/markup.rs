//! Any text is within the budget for Markdown, formulas and HTML, or is refused; what is shown is
//! bounded by what was written.
#![no_main]

use faircat::markup::{excess, is_parsable, raw_html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match raw_html("/", text) {
        Ok(html) => {
            assert!(is_parsable(text));
            assert!(html.len() <= 1000 * (text.len() + 1));
        }
        Err(_) => assert!(text.len() < 200 || excess(text).is_some()),
    }
    // The same as a formula.
    let _ = raw_html("/", &format!("$${text}$$"));
});

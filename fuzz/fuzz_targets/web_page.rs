//! Any page or JSON document is assessed, or refused with words.

#![no_main]

use faircat::assessment::foreign;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = foreign::read_html(text, Some("https://example.org/page"));
    let _ = foreign::read_json_ld(text, None);
});

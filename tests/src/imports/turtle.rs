//! Turtle in the words of schema.org and FAIR4ML.

use super::{records, refusal};

#[test]
fn statements_become_the_record_of_what_they_are_about() {
    insta::assert_snapshot!(records("turtle", "model.ttl"));
}

#[test]
fn broken_turtle_is_told_of_with_its_line() {
    let text = b"@prefix s: <https://schema.org/> .\n<https://a.example/> a s:Dataset ; s:name .\n";
    let told = refusal("turtle", "a.ttl", text);
    assert!(told.contains("line 2 import-malformed-turtle"), "{told}");
}

//! How messages are read, filled and found.

use faircat_outside_world::theme_folder::ThemeFile;

use super::{BUILT_IN, Given, Words};

const ENGLISH: &str = "\
records = { $count ->
    [0] No records
    [one] { $count } record
   *[other] { $count } records
}
manual = The <manual>manual of { $name }</manual> shows & tells
    <em>all</em>.
quoted = It says \"{ $text }\"
";

fn words(language: &str, files: &[(&str, &str, &str)]) -> Words {
    let file = |(place, path, text): &(&str, &str, &str)| {
        let content = text.as_bytes().to_vec();
        ((*place).to_owned(), ThemeFile { path: (*path).to_owned(), content })
    };
    let english = file(&(BUILT_IN, "words/en.ftl", ENGLISH));
    let files: Vec<_> = std::iter::once(english).chain(files.iter().map(file)).collect();
    Words::load(language, &files).unwrap()
}

#[test]
fn a_number_chooses_the_form_and_is_written_in_groups() {
    let polish = "records = { $count ->\n    [one] { $count } wpis\n    [few] { $count } wpisy\n   *[other] { $count } wpisów\n}\n";
    let polish = words("pl", &[("site/words/pl.ftl", "site/words/pl.ftl", polish)]);
    let said = |words: &Words, count: u64| words.say("records", &[("count", count.into())]);
    assert_eq!(
        [1, 3, 12, 22].map(|it| said(&polish, it)),
        ["1 wpis", "3 wpisy", "12 wpisów", "22 wpisy"]
    );
    let english = words("en", &[]);
    assert_eq!(
        [0, 1, 12_000].map(|it| said(&english, it)),
        ["No records", "1 record", "12\u{202f}000 records"]
    );
}

#[test]
fn values_are_escaped_and_elements_are_those_of_the_template() {
    let words = words("en", &[]);
    let find = |name: &str| match name {
        "manual" => Some(Given::from("a/\"b\"")),
        "name" => Some(Given::from("<manual>x</manual>")),
        _ => None,
    };
    assert_eq!(
        words.html("manual", &find).unwrap(),
        "The <a href=\"a/&quot;b&quot;\">manual of &lt;manual&gt;x&lt;/manual&gt;</a> shows &amp; tells \
         <em>all</em>."
    );
    let find = |_: &str| Some(Given::from("\""));
    assert_eq!(words.html("quoted", &find).unwrap(), "It says &quot;&quot;&quot;");
    let missing = words.html("manual", &|_| None).unwrap_err();
    assert_eq!(missing, "the message `manual` needs the value `manual`");
    let unknown = words.html("recordz", &|_| None).unwrap_err();
    assert_eq!(unknown, "there is no message `recordz`; did you mean `records`?");
    let unlike = words.html("nicht-da-und-auch-sonst-nirgends", &|_| None).unwrap_err();
    assert!(unlike.ends_with("`; `faircat theme words/en.ftl` copies the file of all messages"));
}

#[test]
fn a_site_says_single_messages_and_what_is_missing_is_told() {
    let own = "quoted = „{ $text }“\nrecrds = x\nmanual = { $nme }\n";
    let words = words("de-CH", &[("site/words/de.ftl", "site/words/de.ftl", own)]);
    assert_eq!(words.say("quoted", &[("text", "a".into())]), "„a“");
    assert_eq!(words.say("records", &[("count", 2u64.into())]), "2 records");
    let told: Vec<String> = words
        .problems()
        .iter()
        .map(|it| {
            let line = it.location.as_ref().map_or(0, |it| it.line);
            format!("{line}: {}", it.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            "3: the message `manual` has no value `nme`",
            "2: no page says the message `recrds`",
            "0: 1 of 3 messages are not there in `de-CH`, and are said in English: `records`",
        ]
    );
}

/// A voice would read English as French, and a browser offer no translation.
#[test]
fn a_page_names_the_language_of_most_of_its_messages() {
    let file = "site/words/fr.ftl";
    let begun = words("fr", &[(file, file, "quoted = Il dit : { $text }\n")]);
    assert_eq!(begun.language(), "en");
    assert!(begun.problems()[0].message.contains("in English, which pages name as their language"));
    let more = "quoted = Il dit : { $text }\nmanual = Lisez.\n";
    let most = words("fr", &[(file, file, more)]);
    assert_eq!(most.language(), "fr");
    assert!(!most.problems()[0].message.contains("which pages name"));
}

#[test]
fn what_is_no_fluent_is_refused_with_its_line() {
    let refused = |text: &str| {
        let file = ThemeFile { path: "words/en.ftl".to_owned(), content: text.into() };
        let problem = Words::load("en", &[("site/words/en.ftl".to_owned(), file)]).err().unwrap();
        (problem.location.unwrap().line, problem.message)
    };
    // Of a place that is not closed the end of the file is told.
    assert_eq!(refused("a = b\nc = { $d\n").0, 3);
    let (line, message) = refused("a = b\n\nc = { NUMBER($d) }\n");
    assert_eq!((line, message.contains("functions")), (3, true), "{message}");
    assert!(refused("a = { b }\nb = { a }\n").1.contains("so deep"));
    // An element ends in the message in which it begins.
    for alone in
        ["<em>x", "x</em>", "<em><q>x</em></q>", "{ $n ->\n [one] <em>x\n *[other] y\n }</em>"]
    {
        let (line, message) = refused(&format!("b = <em>x</em>\na = {alone}\n"));
        assert!(line == 2 && message.contains("without its pair"), "{alone}: {message}");
    }
}

#[test]
fn files_that_would_cost_without_end_are_refused() {
    let braces = format!("a = {}1{}\n", "{".repeat(4000), "}".repeat(4000));
    let bomb = |of: fn(usize) -> String| -> String {
        (0..7).map(|it| format!("m{it} = {}\n", of(it + 1))).collect::<String>() + "m7 = x\n"
    };
    let references = bomb(|it| format!("{{ m{it} }}").repeat(12));
    let choices = bomb(|it| {
        let cases: String = (0..12).map(|case| format!("\n    [{case}] {{ m{it} }}")).collect();
        format!("{{ $count ->{cases}\n   *[other] x\n}}")
    });
    for (text, told) in [
        (braces, "more than 16 braces"),
        ("a = {\"\\U00äöü\"}\n".to_owned(), "here 6 hexadecimal digits"),
        (references, "messages within messages, so often"),
        (choices, "messages within messages, so often"),
    ] {
        let refused = super::reading::messages("words/de.ftl", &text).unwrap_err();
        assert!(refused.message.contains(told), "{}", refused.message);
    }
}

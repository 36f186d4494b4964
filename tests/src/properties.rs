//! What holds of any text that a record may contain.

use std::path::Path;

use faircat::linked_data::plain_text::plain_text;
use faircat::linked_data::safe_iri;
use faircat::pages::frame::json_for_script;
use faircat::pages::markdown;
use faircat::record::identifier::Identifier;
use faircat::site_writer::SiteWriter;
use faircat_text::{beginning, escape, is_in_xml, shorten};
use oxrdf::NamedNode;
use proptest::prelude::*;
use scraper::Html;
use serde_json::{Value, json};

/// Pieces out of which an attacker builds a text, more often than chance would.
const PIECES: [&str; 40] = [
    "<script>",
    "</script",
    "<!--",
    "-->",
    "<img src=x onerror=alert(1)>",
    "<svg onload=x>",
    "<a href=\"javascript:alert(1)\">",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:a)",
    "[x](java\tscript:a)",
    "[x](data:text/html,a)",
    "<javascript:alert(1)>",
    "![x](vbscript:a)",
    "[x]: javascript:a\n",
    "[x]",
    "$\\href{javascript:a}{b}$",
    "$$\\text{<script>}$$",
    "<math><mtext><style><!--</style><img title=\"--><img onerror=a>\">",
    "[^1]",
    "[^1]: <b\n",
    "&#106;avascript:",
    "&lt;",
    "\"",
    "'",
    "<",
    ">",
    "&",
    "`",
    "```\n",
    "\n\n",
    "# ",
    "| a | b |\n",
    "|--|--|\n",
    "- ",
    "</p>",
    "<style>*{}</style>",
    "<iframe srcdoc=a>",
    "\u{0}",
    "\u{2028}",
    "<a onclick=a href=https://e.org>",
];

/// Arbitrary text and hostile pieces, in any order.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        any::<String>(),
        "[ -~]{0,12}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// What in `html` a browser would run, load or send.
fn harm(html: &str) -> Option<String> {
    let active = [
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta",
        "base", "img", "svg",
    ];
    Html::parse_fragment(html).tree.values().filter_map(|node| node.as_element()).find_map(|it| {
        if active.contains(&it.name()) {
            return Some(it.name().to_owned());
        }
        it.attrs().find_map(|(name, value)| {
            // A browser drops control characters and spaces before and within a scheme.
            let address: String =
                value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let address = address.to_ascii_lowercase();
            let runs =
                ["javascript:", "vbscript:", "data:"].iter().any(|it| address.starts_with(it));
            let is_address = matches!(name, "href" | "src" | "xlink:href" | "action" | "cite");
            let bad = name.starts_with("on") || name == "style" || (is_address && runs);
            bad.then(|| format!("{name}={value:?}"))
        })
    })
}

/// The text and the attribute that a browser reads where a template wrote `escaped` twice.
fn read_back(escaped: &str) -> Option<(String, String)> {
    let html = Html::parse_fragment(&format!("<p title=\"{escaped}\">{escaped}</p>"));
    let mut elements = html.root_element().child_elements();
    let (paragraph, None) = (elements.next()?, elements.next()) else { return None };
    let is_flat = paragraph.child_elements().next().is_none();
    let title = paragraph.value().attr("title")?.to_owned();
    is_flat.then(|| (paragraph.text().collect(), title))
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![hostile().prop_map(Value::from), any::<i64>().prop_map(Value::from)];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((hostile(), inner), 0..4)
                .prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn escaped_text_is_read_back_as_it_was(text in hostile()) {
        // A browser turns these into others, escaped or not.
        let text = text.replace(['\0', '\r'], "");
        let read = text.replace(|c| !is_in_xml(c), "\u{fffd}");
        prop_assert_eq!(read_back(&escape(&text)), Some((read.clone(), read)));
    }

    #[test]
    fn json_ld_cannot_end_its_script(document in json_value()) {
        let html = serde_json::to_value(json_for_script(&document)).unwrap();
        let text = html.as_str().unwrap();
        prop_assert!(!text.contains('<'));
        prop_assert_eq!(serde_json::from_str::<Value>(text).unwrap(), document);
    }

    #[test]
    fn markdown_runs_nothing(text in hostile()) {
        let html = markdown::to_html(&text);
        prop_assert_eq!(harm(&html), None, "{}", html);
    }

    #[test]
    fn safe_iris_are_iris_and_run_nothing(
        text in prop_oneof![
            hostile(),
            "(https?|ftp|mailto|javascript|JavaScript| data|file|urn|x)://?\\PC{0,24}",
            "https://e\\.org/[ -~]{0,16}",
        ]
    ) {
        if let Some(iri) = safe_iri(&text) {
            prop_assert!(NamedNode::new(&iri).is_ok(), "{}", iri);
            let scheme = iri.split(':').next().unwrap();
            prop_assert!(!["javascript", "data", "vbscript", "file", "blob"].contains(&scheme));
        }
    }

    #[test]
    fn identifiers_survive_writing_in_every_scheme(
        text in prop_oneof![
            hostile(),
            "(doi:|https://doi\\.org/)10\\.[0-9]{4,6}/\\PC{1,20}",
            "(hdl:|http://hdl\\.handle\\.net/)[0-9]{2,6}/\\PC{1,20}",
            "(ark:|ark:/|https://n2t\\.net/ark:/)[0-9]{5}/[!-~]{1,20}",
            "swh:1:(cnt|dir|rev|rel|snp):[0-9a-f]{40}(;[!-~]{0,12})?",
            "(arxiv:|https://arxiv\\.org/abs/)[0-9]{4}\\.[0-9]{4,5}(v[0-9])?",
            "(orcid:|https://orcid\\.org/)[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]/?",
            "(ror:|https://ror\\.org/)0[0-9a-z]{6}[0-9]{2}/?",
            "https?://\\PC{0,24}",
            "[a-zA-Z.-]{0,6}:\\PC{0,24}",
        ]
    ) {
        if let Ok(identifier) = Identifier::parse(&text) {
            prop_assert_eq!(Identifier::parse(&identifier.to_string()), Ok(identifier.clone()));
            prop_assert_eq!(Identifier::parse(&identifier.to_string()).unwrap().key(), identifier.key());
            if let Some(address) = identifier.url() {
                prop_assert!(url::Url::parse(&address).is_ok(), "{}", address);
                prop_assert!(address.starts_with("http"));
            }
        }
    }

    #[test]
    fn plain_text_keeps_to_its_limit(text in hostile(), limit in 1usize..80) {
        prop_assert!(plain_text(&text, limit).chars().count() <= limit);
        let short = shorten(&text, limit);
        prop_assert!(short.chars().count() <= limit);
        prop_assert!(short == text || short.ends_with('…'));
        let begun = beginning(&text, limit);
        prop_assert!(begun.chars().count() <= limit + 1);
        prop_assert!(begun == text || begun.ends_with('…'));
    }
}

proptest! {
    // Each case writes a file.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_is_written_outside_the_site(
        path in "(\\.\\.|\\.|/|a|b\\.html|//|\\\\|[ -~]{1,3}){0,6}"
    ) {
        let folder = tempfile::tempdir().unwrap();
        let writer = SiteWriter::new(&folder.path().join("in/site"), None).unwrap();
        let written = writer.write(&path, b"x");
        if let Err(problem) = &written {
            prop_assert!(matches!(&*problem.code, "output-path" | "output"));
        }
        let leaves = path.is_empty()
            || path.starts_with('/')
            || Path::new(&path).components().any(|it| it.as_os_str() == "..");
        prop_assert!(!(leaves && written.is_ok()), "{}", path);
        // Beside the folder of the site nothing has appeared.
        prop_assert_eq!(names(folder.path()), ["in"]);
        prop_assert_eq!(names(&folder.path().join("in")), [".site.faircat-new"]);
        writer.abandon();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let items = std::fs::read_dir(folder).unwrap();
    items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn known_attacks_do_no_harm() {
    for piece in PIECES {
        let html = markdown::to_html(piece);
        assert_eq!(harm(&html), None, "{piece} became {html}");
    }
    assert!(harm("<a href=\" java\nscript:x\">").is_some(), "the test itself must see harm");
    let document = json!({"name": "</script><!--<script>"});
    let text = serde_json::to_string(&json_for_script(&document)).unwrap();
    assert!(!text.contains('<'), "{text}");
}

#[test]
fn paths_that_leave_the_site_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let writer = SiteWriter::new(&folder.path().join("site"), None).unwrap();
    for path in ["", "..", "../x", "a/../../x", "/etc/x", "./../x", "a/../b"] {
        let problem = writer.write(path, b"x").unwrap_err();
        assert_eq!(problem.code, "output-path", "{path}");
        assert_eq!(problem.message, format!("`{path}` would leave the output folder"));
        assert!(writer.keep(path).is_err() && writer.create(path).is_err(), "{path}");
    }
    writer.abandon();
}

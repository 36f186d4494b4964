//! The Markdown twin of a record's page.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::text;
use crate::subjects::Fixture;

fn events(markdown: &str) -> Vec<Event<'_>> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES).collect()
}

#[test]
fn no_twin_has_html_or_a_second_title() {
    for fixture in ["exports", "awkward", "every-field"] {
        Fixture::named(fixture).each(|view| {
            let twin = text(view, "index.md");
            let mut quoted = 0;
            let mut titles = 0;
            for event in events(&twin) {
                match event {
                    Event::Start(Tag::BlockQuote(_)) => quoted += 1,
                    Event::End(pulldown_cmark::TagEnd::BlockQuote(_)) => quoted -= 1,
                    Event::Start(Tag::Heading {
                        level: pulldown_cmark::HeadingLevel::H1, ..
                    }) if quoted == 0 => {
                        titles += 1;
                    }
                    Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in\n{twin}"),
                    _ => {}
                }
            }
            assert_eq!(titles, 1, "{twin}");
        });
    }
}

#[test]
fn the_twin_says_who_may_have_the_work_and_which_group_a_field_is_of() {
    let twin = |id| Fixture::named("round-trips").one(id, |view| text(view, "index.md"));
    let files = twin("datasets/files");
    for said in [
        "- **Access:** Embargoed until 2099-12-31. Ask us.",
        "- **Signing in:** OAuth",
        "| group | field | type | unit | description |",
        "| `t` | `a` | `float32` | GeV |  |",
    ] {
        assert!(files.contains(said), "`{said}` is not in\n{files}");
    }
    let counter = twin("models/counter");
    assert!(counter.contains("| output | `y` | `float32` |  |"), "{counter}");
}

#[test]
fn the_twin_says_what_the_page_says() {
    let twin = Fixture::named("every-field").one("models/full", |view| text(view, "index.md"));
    for said in [
        "# Full\n",
        "It has every field.",
        "doi.org/10.5555/full-models",
        "Ada Example",
        "Institute of Examples",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "| input | `x` | `float32` | `batch × 60 × 2` | Tracks. |",
        "| mean error, test split, 16 bit | 0.5 ± 0.1 pixel | `doi:10.5555/test` |",
        "> Not for real work.",
        "```python\nimport example\n```",
        "An article",
        "Cites `doi:10.5555/cited` (What it cites)",
        "models/full/record.jsonld",
    ] {
        assert!(twin.contains(said), "`{said}` is not in\n{twin}");
    }
}

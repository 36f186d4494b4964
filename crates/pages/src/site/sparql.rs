//! The page on which one asks SPARQL queries, and the page on which one searches.

use schemars::JsonSchema;
use serde::Serialize;

use super::lists::{KindLink, kind_links};
use super::{Meta, Press, SiteInput};
use crate::prefixes::prefixes;

/// A query that the site offers: a file of `site/queries/`.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Query {
    /// File name without its extension.
    pub name: String,
    /// The first comment line, or the name.
    pub title: String,
    pub text: String,
}

impl Query {
    /// The query `text` of the file called `file_name`.
    pub fn new(file_name: &str, text: String) -> Query {
        let name = file_name.trim_end_matches(".rq").to_owned();
        let title = text
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .and_then(|line| line.strip_prefix('#'))
            .map_or_else(|| name.clone(), |title| title.trim().to_owned());
        Query { name, title, text: text.trim_end().to_owned() }
    }
}

/// The dump as the site publishes it, for a browser that is to load it.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
pub struct PublishedDump {
    /// As it is sent, compressed.
    pub bytes: u64,
    pub statements: u64,
    /// Changes with every change of the content; caches keep it by that.
    pub digest: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct SparqlView<'a> {
    queries: &'a [Query],
    /// What the editor holds at first.
    first: &'a str,
    /// Path of the dump.
    dump: &'static str,
    published: &'a PublishedDump,
    /// Pairs of prefix and namespace, as JSON.
    prefixes: String,
    /// Number of other catalogues of which something is held.
    federated: usize,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct SearchView {
    /// Number of other catalogues of which something is held.
    federated: usize,
    kinds: Vec<KindLink>,
}

/// Number of other catalogues that can be searched and asked.
fn federated(input: &SiteInput) -> usize {
    input.federation.map_or(0, |it| it.found)
}

/// Path of the N-Quads in the site.
const DUMP: &str = "dump.nq.gz";

const EXAMPLE: &str = "SELECT ?type (COUNT(DISTINCT ?record) AS ?records)
WHERE { GRAPH ?graph { ?record a ?type } }
GROUP BY ?type
ORDER BY DESC(?records)";

/// The SPARQL page and the search page.
pub(super) fn sparql_page(press: &Press, input: &SiteInput, dump: &PublishedDump) {
    let meta = Meta::new("sparql/", "SPARQL", press.word("sparql-about"))
        .section("sparql")
        .script("sparql/page.js");
    let first = input.queries.first().map_or(EXAMPLE, |query| &query.text);
    let prefixes = prefixes();
    let pairs: Vec<(&str, &str)> = prefixes.iter().collect();
    let view = SparqlView {
        queries: input.queries,
        first,
        dump: DUMP,
        published: dump,
        prefixes: serde_json::to_string(&pairs).unwrap_or_default(),
        federated: federated(input),
    };
    press.page("site-sparql.html", &meta, view);

    let meta = Meta::new("search/", press.word("search-title"), press.word("search-about"))
        .section("search")
        .script("search.js");
    let view = SearchView { federated: federated(input), kinds: kind_links(input) };
    press.page("site-search.html", &meta, view);
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn the_first_comment_is_the_title() {
        let query = Query::new("01-big.rq", "\n# Large datasets\nSELECT * {}\n".to_owned());
        assert_eq!(query.title, "Large datasets");
        assert_eq!(query.name, "01-big");
        assert_eq!(Query::new("x.rq", "ASK {}".to_owned()).title, "x");
    }
}

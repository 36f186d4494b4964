//! [SKOS](https://www.w3.org/TR/skos-reference/).

vocabulary! {
    "skos:", "http://www.w3.org/2004/02/skos/core#";
    /// Preferred label.
    PREF_LABEL = "prefLabel";
    /// Definition.
    DEFINITION = "definition";
    /// Notation.
    NOTATION = "notation";
    /// The same elsewhere.
    EXACT_MATCH = "exactMatch";
    /// Nearly the same elsewhere.
    CLOSE_MATCH = "closeMatch";
}

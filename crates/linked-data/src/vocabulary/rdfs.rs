//! [RDF Schema](https://www.w3.org/TR/rdf-schema/).

vocabulary! {
    "rdfs:", "http://www.w3.org/2000/01/rdf-schema#";
    /// A name.
    LABEL = "label";
    /// A description.
    COMMENT = "comment";
    /// Further information.
    SEE_ALSO = "seeAlso";
}

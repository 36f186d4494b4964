//! [RDF](https://www.w3.org/TR/rdf11-concepts/).

vocabulary! {
    "rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    /// The class of a thing.
    TYPE = "type";
    /// The first member of a list.
    FIRST = "first";
    /// The list of the other members.
    REST = "rest";
    /// The empty list.
    NIL = "nil";
}

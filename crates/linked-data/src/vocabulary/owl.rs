//! [OWL 2](https://www.w3.org/TR/owl2-syntax/).

vocabulary! {
    "owl:", "http://www.w3.org/2002/07/owl#";
    /// Two names of the same thing.
    SAME_AS = "sameAs";
}

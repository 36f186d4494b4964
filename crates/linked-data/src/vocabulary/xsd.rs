//! [XML Schema datatypes](https://www.w3.org/TR/xmlschema11-2/).

vocabulary! {
    "xsd:", "http://www.w3.org/2001/XMLSchema#";
    /// A date.
    DATE = "date";
    /// A decimal number, exactly as written.
    DECIMAL = "decimal";
    /// A whole number.
    INTEGER = "integer";
    /// A whole number of at least 0.
    NON_NEGATIVE_INTEGER = "nonNegativeInteger";
    /// True or false.
    BOOLEAN = "boolean";
    /// A text.
    STRING = "string";
    /// A year.
    G_YEAR = "gYear";
    /// An address.
    ANY_URI = "anyURI";
}

//! [VoID](https://www.w3.org/TR/void/).

vocabulary! {
    "void:", "http://rdfs.org/ns/void#";
    /// A set of RDF statements.
    DATASET = "Dataset";
    /// A document that describes one.
    DATASET_DESCRIPTION = "DatasetDescription";
    /// Address of a dump.
    DATA_DUMP = "dataDump";
    /// Number of statements.
    TRIPLES = "triples";
    /// Number of things described.
    ENTITIES = "entities";
    /// Vocabulary used.
    VOCABULARY = "vocabulary";
    /// A typical resource.
    EXAMPLE_RESOURCE = "exampleResource";
    /// Beginning of the IRIs.
    URI_SPACE = "uriSpace";
    /// Address of a SPARQL endpoint.
    SPARQL_ENDPOINT = "sparqlEndpoint";
    /// Format offered.
    FEATURE = "feature";
    /// Where to start.
    ROOT_RESOURCE = "rootResource";
    /// Dataset that a document belongs to.
    IN_DATASET = "inDataset";
}

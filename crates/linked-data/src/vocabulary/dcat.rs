//! [DCAT 3](https://www.w3.org/TR/vocab-dcat-3/).

vocabulary! {
    "dcat:", "http://www.w3.org/ns/dcat#";
    /// A catalogue.
    CATALOG = "Catalog";
    /// A dataset.
    DATASET = "Dataset";
    /// A form in which a dataset can be had.
    DISTRIBUTION = "Distribution";
    /// A qualified relation.
    RELATIONSHIP = "Relationship";
    /// A dataset of a catalogue.
    DATASET_PROPERTY = "dataset";
    /// What a catalogue lists that is no dataset; the values of `dcterms:hasPart` are catalogues in
    /// DCAT-AP.
    RESOURCE_PROPERTY = "resource";
    /// A form in which the dataset can be had.
    DISTRIBUTION_PROPERTY = "distribution";
    /// Address of the bytes.
    DOWNLOAD_URL = "downloadURL";
    /// Address at which the data can be had.
    ACCESS_URL = "accessURL";
    /// Media type.
    MEDIA_TYPE = "mediaType";
    /// Size in bytes.
    BYTE_SIZE = "byteSize";
    /// Keyword.
    KEYWORD = "keyword";
    /// Page about the dataset.
    LANDING_PAGE = "landingPage";
    /// A relation with its role.
    QUALIFIED_RELATION = "qualifiedRelation";
    /// The role of the target.
    HAD_ROLE = "hadRole";
    /// The version before.
    PREVIOUS_VERSION = "previousVersion";
    /// What it is a version of.
    IS_VERSION_OF = "isVersionOf";
    /// A version of it.
    HAS_VERSION = "hasVersion";
    /// What the version is called.
    VERSION = "version";
    /// Theme.
    THEME = "theme";
}

//! [DCMI Metadata Terms](https://www.dublincore.org/specifications/dublin-core/dcmi-terms/).

vocabulary! {
    "dcterms:", "http://purl.org/dc/terms/";
    /// Title.
    TITLE = "title";
    /// Description.
    DESCRIPTION = "description";
    /// Identifier.
    IDENTIFIER = "identifier";
    /// Licence.
    LICENSE = "license";
    /// What states a licence.
    LICENSE_DOCUMENT = "LicenseDocument";
    /// Publisher.
    PUBLISHER = "publisher";
    /// Creator.
    CREATOR = "creator";
    /// Date of publication.
    ISSUED = "issued";
    /// Date from which it can be had.
    AVAILABLE = "available";
    /// Date of change.
    MODIFIED = "modified";
    /// Language.
    LANGUAGE = "language";
    /// Format.
    FORMAT = "format";
    /// Who may get at it.
    ACCESS_RIGHTS = "accessRights";
    /// Rights held in and over the work.
    RIGHTS = "rights";
    /// Date of creation.
    CREATED = "created";
    /// Standard that it follows.
    CONFORMS_TO = "conformsTo";
    /// Provenance in words.
    PROVENANCE = "provenance";
    /// A related resource.
    RELATION = "relation";
    /// A resource that it refers to.
    REFERENCES = "references";
    /// A resource that refers to it.
    IS_REFERENCED_BY = "isReferencedBy";
    /// The whole.
    IS_PART_OF = "isPartOf";
    /// A part.
    HAS_PART = "hasPart";
    /// What it is a version of.
    IS_VERSION_OF = "isVersionOf";
    /// A version of it.
    HAS_VERSION = "hasVersion";
    /// What it replaces.
    REPLACES = "replaces";
    /// What replaces it.
    IS_REPLACED_BY = "isReplacedBy";
    /// What it needs.
    REQUIRES = "requires";
    /// What needs it.
    IS_REQUIRED_BY = "isRequiredBy";
    /// The same in another format.
    IS_FORMAT_OF = "isFormatOf";
    /// The same in another format.
    HAS_FORMAT = "hasFormat";
    /// What it was made from.
    SOURCE = "source";
    /// A standard that something follows.
    STANDARD = "Standard";
    /// A statement on provenance.
    PROVENANCE_STATEMENT = "ProvenanceStatement";
    /// A date of the thing.
    DATE = "date";
}

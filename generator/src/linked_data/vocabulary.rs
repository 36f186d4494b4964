//! Every IRI that faircat writes or asks for, each one documented constant.
//!
//! A constant is the term as an RDF node; its namesake in `key` is the term as a JSON-LD key under
//! [`super::context`]. schema.org terms are in `http://schema.org/`, the namespace of its own RDF,
//! of FAIR4ML and of the published shapes: one namespace throughout, or a query that names one
//! misses the other.

use oxrdf::NamedNodeRef;

macro_rules! vocabulary {
    ($(#[$module_doc:meta])* $module:ident, $prefix:literal, $namespace:literal, { $($(#[$doc:meta])* $constant:ident = $term:literal;)* }) => {
        $(#[$module_doc])*
        pub mod $module {
            use super::NamedNodeRef;

            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $(
                $(#[$doc])*
                pub const $constant: NamedNodeRef<'static> =
                    NamedNodeRef::new_unchecked(concat!($namespace, $term));
            )*

            /// The same terms as JSON-LD keys.
            pub mod key {
                $(
                    $(#[$doc])*
                    pub const $constant: &str = concat!($prefix, $term);
                )*
            }
        }
    };
}

vocabulary! {
    /// [schema.org](https://schema.org/) 30.0.
    schema, "", "http://schema.org/", {
        /// A body of structured information; harvesters also take trained parameters for one.
        DATASET = "Dataset";
        /// Any work.
        CREATIVE_WORK = "CreativeWork";
        /// A program, whether or not its source is published.
        SOFTWARE_APPLICATION = "SoftwareApplication";
        /// Computer programming source code.
        SOFTWARE_SOURCE_CODE = "SoftwareSourceCode";
        /// Instructions in steps.
        HOW_TO = "HowTo";
        /// One step of instructions.
        HOW_TO_STEP = "HowToStep";
        /// Something that helps to learn.
        LEARNING_RESOURCE = "LearningResource";
        /// A scholarly article.
        SCHOLARLY_ARTICLE = "ScholarlyArticle";
        /// A person.
        PERSON = "Person";
        /// An organization.
        ORGANIZATION = "Organization";
        /// A collection of datasets.
        DATA_CATALOG = "DataCatalog";
        /// A dataset in downloadable form.
        DATA_DOWNLOAD = "DataDownload";
        /// A property with its value.
        PROPERTY_VALUE = "PropertyValue";
        /// A term of a vocabulary.
        DEFINED_TERM = "DefinedTerm";
        /// Money given for a work.
        GRANT = "Grant";
        /// Those for whom a work is meant.
        AUDIENCE = "Audience";
        /// The name of the item.
        NAME = "name";
        /// Another name of the item.
        ALTERNATE_NAME = "alternateName";
        /// A description of the item.
        DESCRIPTION = "description";
        /// A short description.
        ABSTRACT = "abstract";
        /// The version of the work.
        VERSION = "version";
        /// An identifier of the item.
        IDENTIFIER = "identifier";
        /// The scheme of an identifier, or the name of a quantity.
        PROPERTY_ID = "propertyID";
        /// The value of a property.
        VALUE = "value";
        /// The page of the item.
        URL = "url";
        /// A page elsewhere that identifies the item.
        SAME_AS = "sameAs";
        /// When the work was made.
        DATE_CREATED = "dateCreated";
        /// When the work was last changed.
        DATE_MODIFIED = "dateModified";
        /// When the work was first published.
        DATE_PUBLISHED = "datePublished";
        /// Who wrote the work.
        AUTHOR = "author";
        /// Who made the work.
        CREATOR = "creator";
        /// Who contributed otherwise.
        CONTRIBUTOR = "contributor";
        /// Who looks after the work.
        MAINTAINER = "maintainer";
        /// Who published the work.
        PUBLISHER = "publisher";
        /// Who holds the copyright.
        COPYRIGHT_HOLDER = "copyrightHolder";
        /// Year of the copyright.
        COPYRIGHT_YEAR = "copyrightYear";
        /// Who paid.
        FUNDER = "funder";
        /// The grant that paid.
        FUNDING = "funding";
        /// Given name.
        GIVEN_NAME = "givenName";
        /// Family name.
        FAMILY_NAME = "familyName";
        /// Organization that a person belongs to.
        AFFILIATION = "affiliation";
        /// E-mail address.
        EMAIL = "email";
        /// Postal address or place.
        ADDRESS = "address";
        /// The larger organization.
        PARENT_ORGANIZATION = "parentOrganization";
        /// Licence, as an IRI.
        LICENSE = "license";
        /// What one has to do or accept.
        CONDITIONS_OF_ACCESS = "conditionsOfAccess";
        /// Whether it costs nothing.
        IS_ACCESSIBLE_FOR_FREE = "isAccessibleForFree";
        /// Keywords.
        KEYWORDS = "keywords";
        /// Subject of the work.
        ABOUT = "about";
        /// Language of the work.
        IN_LANGUAGE = "inLanguage";
        /// Vocabulary of a term.
        IN_DEFINED_TERM_SET = "inDefinedTermSet";
        /// Where the work is in its life.
        CREATIVE_WORK_STATUS = "creativeWorkStatus";
        /// A downloadable form.
        DISTRIBUTION = "distribution";
        /// Address of the bytes.
        CONTENT_URL = "contentUrl";
        /// Media type.
        ENCODING_FORMAT = "encodingFormat";
        /// Size of the bytes.
        CONTENT_SIZE = "contentSize";
        /// SHA-256 of the bytes.
        SHA256 = "sha256";
        /// Size of the item.
        SIZE = "size";
        /// How a value was had.
        MEASUREMENT_TECHNIQUE = "measurementTechnique";
        /// A variable of the dataset.
        VARIABLE_MEASURED = "variableMeasured";
        /// Time that the data covers.
        TEMPORAL_COVERAGE = "temporalCoverage";
        /// Place that the data covers.
        SPATIAL_COVERAGE = "spatialCoverage";
        /// Unit in words.
        UNIT_TEXT = "unitText";
        /// Catalogue that holds the item.
        INCLUDED_IN_DATA_CATALOG = "includedInDataCatalog";
        /// An item of a catalogue.
        DATASET_PROPERTY = "dataset";
        /// A part.
        HAS_PART = "hasPart";
        /// The whole.
        IS_PART_OF = "isPartOf";
        /// What the work was made from.
        IS_BASED_ON = "isBasedOn";
        /// A work that it cites or that describes it.
        CITATION = "citation";
        /// Something the work refers to, in whatever way.
        MENTIONS = "mentions";
        /// A work about the item.
        SUBJECT_OF = "subjectOf";
        /// Address of the source code.
        CODE_REPOSITORY = "codeRepository";
        /// Where the program can be fetched.
        DOWNLOAD_URL = "downloadUrl";
        /// Programming language.
        PROGRAMMING_LANGUAGE = "programmingLanguage";
        /// What has to be installed.
        SOFTWARE_REQUIREMENTS = "softwareRequirements";
        /// Operating systems.
        OPERATING_SYSTEM = "operatingSystem";
        /// Memory needed.
        MEMORY_REQUIREMENTS = "memoryRequirements";
        /// Processor needed.
        PROCESSOR_REQUIREMENTS = "processorRequirements";
        /// Storage needed.
        STORAGE_REQUIREMENTS = "storageRequirements";
        /// Documentation.
        SOFTWARE_HELP = "softwareHelp";
        /// What changed.
        RELEASE_NOTES = "releaseNotes";
        /// Where it is discussed.
        DISCUSSION_URL = "discussionUrl";
        /// An archived copy.
        ARCHIVED_AT = "archivedAt";
        /// Kind of program.
        APPLICATION_CATEGORY = "applicationCategory";
        /// What a program can do.
        FEATURE_LIST = "featureList";
        /// A step of instructions.
        STEP = "step";
        /// Place in a sequence.
        POSITION = "position";
        /// The text of a work.
        TEXT = "text";
        /// Kind of learning resource.
        LEARNING_RESOURCE_TYPE = "learningResourceType";
        /// Those for whom a work is meant.
        AUDIENCE_PROPERTY = "audience";
        /// Kind of audience.
        AUDIENCE_TYPE = "audienceType";
        /// What one learns.
        TEACHES = "teaches";
        /// Level of learning.
        EDUCATIONAL_LEVEL = "educationalLevel";
        /// A further property.
        ADDITIONAL_PROPERTY = "additionalProperty";
        /// When the item was withdrawn.
        DATE_DELETED = "dateDeleted";
        /// A secondary value of a property.
        VALUE_REFERENCE = "valueReference";
        /// An action that can be done.
        POTENTIAL_ACTION = "potentialAction";
        /// How the work may be used.
        USAGE_INFO = "usageInfo";
        /// How many items there are.
        NUMBER_OF_ITEMS = "numberOfItems";
        /// A further type, in words or as an IRI.
        ADDITIONAL_TYPE = "additionalType";
    }
}

vocabulary! {
    /// [FAIR4ML](https://w3id.org/fair4ml/0.1.0) 0.1.0.
    fair4ml, "fair4ml:", "https://w3id.org/fair4ml#", {
        /// A machine-learning model.
        ML_MODEL = "MLModel";
        /// An evaluation of a model.
        ML_MODEL_EVALUATION = "MLModelEvaluation";
        /// Task addressed.
        ML_TASK = "mlTask";
        /// Kind of model.
        MODEL_CATEGORY = "modelCategory";
        /// Dataset trained on.
        TRAINED_ON = "trainedOn";
        /// Dataset validated on.
        VALIDATED_ON = "validatedOn";
        /// Dataset tested on.
        TESTED_ON = "testedOn";
        /// Dataset evaluated on.
        EVALUATED_ON = "evaluatedOn";
        /// Model it was fine-tuned from.
        FINE_TUNED_FROM = "fineTunedFrom";
        /// An evaluation of the model.
        HAS_EVALUATION = "hasEvaluation";
        /// The model evaluated.
        EVALUATED_ML_MODEL = "evaluatedMLModel";
        /// Dataset of the evaluation.
        EVALUATION_DATASET = "evaluationDataset";
        /// Metrics of the evaluation.
        EVALUATION_METRICS = "evaluationMetrics";
        /// Results in words.
        EVALUATION_RESULTS = "evaluationResults";
        /// Code that evaluated.
        EVALUATION_SOFTWARE = "evaluationSoftware";
        /// Whether done outside the training scope.
        EXTRINSIC_EVALUATION = "extrinsicEvaluation";
        /// Purpose it is meant for.
        INTENDED_USE = "intendedUse";
        /// How to run it.
        USAGE_INSTRUCTIONS = "usageInstructions";
        /// Code that shows the use.
        CODE_SAMPLE_SNIPPET = "codeSampleSnippet";
        /// Risks, biases and limits.
        MODEL_RISKS_BIAS_LIMITATIONS = "modelRisksBiasLimitations";
        /// Ethical and social considerations.
        ETHICAL_SOCIAL = "ethicalSocial";
        /// Legal considerations.
        LEGAL = "legal";
        /// CO2 equivalent emitted by the training.
        HAS_CO2E_EMISSIONS = "hasCO2eEmissions";
        /// Who put the model on line.
        SHARED_BY = "sharedBy";
    }
}

vocabulary! {
    /// [CodeMeta](https://codemeta.github.io/), as FAIR4ML uses it.
    codemeta, "codemeta:", "https://w3id.org/codemeta/", {
        /// How to build it.
        BUILD_INSTRUCTIONS = "buildInstructions";
        /// A repostatus.org word.
        DEVELOPMENT_STATUS = "developmentStatus";
        /// Where bugs are reported.
        ISSUE_TRACKER = "issueTracker";
        /// The readme file.
        README = "readme";
        /// The publication that introduces the work.
        REFERENCE_PUBLICATION = "referencePublication";
    }
}

vocabulary! {
    /// [DCMI Metadata Terms](https://www.dublincore.org/specifications/dublin-core/dcmi-terms/).
    dcterms, "dcterms:", "http://purl.org/dc/terms/", {
        /// Title.
        TITLE = "title";
        /// Description.
        DESCRIPTION = "description";
        /// Identifier.
        IDENTIFIER = "identifier";
        /// Licence.
        LICENSE = "license";
        /// Publisher.
        PUBLISHER = "publisher";
        /// Creator.
        CREATOR = "creator";
        /// Date of publication.
        ISSUED = "issued";
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
}

vocabulary! {
    /// [DCAT 3](https://www.w3.org/TR/vocab-dcat-3/).
    dcat, "dcat:", "http://www.w3.org/ns/dcat#", {
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
        /// Theme.
        THEME = "theme";
    }
}

vocabulary! {
    /// [PROV-O](https://www.w3.org/TR/prov-o/).
    prov, "prov:", "http://www.w3.org/ns/prov#", {
        /// Something done over a time.
        ACTIVITY = "Activity";
        /// A thing.
        ENTITY = "Entity";
        /// Intended steps.
        PLAN = "Plan";
        /// What it was made from.
        WAS_DERIVED_FROM = "wasDerivedFrom";
        /// The activity that made it.
        WAS_GENERATED_BY = "wasGeneratedBy";
        /// Who is responsible.
        WAS_ATTRIBUTED_TO = "wasAttributedTo";
        /// What an activity used.
        USED = "used";
        /// Who did an activity.
        WAS_ASSOCIATED_WITH = "wasAssociatedWith";
        /// When an activity ended.
        ENDED_AT_TIME = "endedAtTime";
        /// First-hand source.
        HAD_PRIMARY_SOURCE = "hadPrimarySource";
        /// What it revises.
        WAS_REVISION_OF = "wasRevisionOf";
        /// When it ceased to be offered.
        INVALIDATED_AT_TIME = "invalidatedAtTime";
        /// A qualified attribution.
        ATTRIBUTION = "Attribution";
        /// An attribution with its role.
        QUALIFIED_ATTRIBUTION = "qualifiedAttribution";
        /// Who an attribution names.
        AGENT = "agent";
    }
}

vocabulary! {
    /// [Data Quality Vocabulary](https://www.w3.org/TR/vocab-dqv/).
    dqv, "dqv:", "http://www.w3.org/ns/dqv#", {
        /// A measured quality.
        QUALITY_MEASUREMENT = "QualityMeasurement";
        /// How a quality is measured.
        METRIC = "Metric";
        /// A characteristic of quality.
        DIMENSION = "Dimension";
        /// A group of dimensions.
        CATEGORY = "Category";
        /// A measured quality of the item.
        HAS_QUALITY_MEASUREMENT = "hasQualityMeasurement";
        /// The metric measured.
        IS_MEASUREMENT_OF = "isMeasurementOf";
        /// What was measured.
        COMPUTED_ON = "computedOn";
        /// The value measured.
        VALUE = "value";
        /// Dimension of a metric.
        IN_DIMENSION = "inDimension";
        /// Category of a dimension.
        IN_CATEGORY = "inCategory";
        /// Data type of the values of a metric.
        EXPECTED_DATA_TYPE = "expectedDataType";
    }
}

vocabulary! {
    /// [SPDX](https://spdx.github.io/spdx-spec/v2.3/) 2.3, as DCAT uses it.
    spdx, "spdx:", "http://spdx.org/rdf/terms#", {
        /// A checksum.
        CHECKSUM = "Checksum";
        /// A checksum of a file.
        CHECKSUM_PROPERTY = "checksum";
        /// Hexadecimal digits.
        CHECKSUM_VALUE = "checksumValue";
        /// Algorithm of a checksum.
        ALGORITHM = "algorithm";
        /// SHA-256.
        CHECKSUM_ALGORITHM_SHA256 = "checksumAlgorithm_sha256";
        /// MD5.
        CHECKSUM_ALGORITHM_MD5 = "checksumAlgorithm_md5";
        /// SHA-1.
        CHECKSUM_ALGORITHM_SHA1 = "checksumAlgorithm_sha1";
        /// SHA-512.
        CHECKSUM_ALGORITHM_SHA512 = "checksumAlgorithm_sha512";
        /// Adler-32.
        CHECKSUM_ALGORITHM_ADLER32 = "checksumAlgorithm_adler32";
    }
}

vocabulary! {
    /// [SKOS](https://www.w3.org/TR/skos-reference/).
    skos, "skos:", "http://www.w3.org/2004/02/skos/core#", {
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
}

vocabulary! {
    /// [RDF Schema](https://www.w3.org/TR/rdf-schema/).
    rdfs, "rdfs:", "http://www.w3.org/2000/01/rdf-schema#", {
        /// A name.
        LABEL = "label";
        /// A description.
        COMMENT = "comment";
        /// Further information.
        SEE_ALSO = "seeAlso";
    }
}

vocabulary! {
    /// [RDF](https://www.w3.org/TR/rdf11-concepts/).
    rdf, "rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", {
        /// The class of a thing.
        TYPE = "type";
    }
}

vocabulary! {
    /// [XML Schema datatypes](https://www.w3.org/TR/xmlschema11-2/).
    xsd, "xsd:", "http://www.w3.org/2001/XMLSchema#", {
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
}

vocabulary! {
    /// [VoID](https://www.w3.org/TR/void/).
    void, "void:", "http://rdfs.org/ns/void#", {
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
}

/// Where SPDX publishes its licences; followed by the identifier of one.
pub const SPDX_LICENSES: &str = "https://spdx.org/licenses/";

/// COAR access rights 1.1; followed by the code of one.
pub const COAR_ACCESS_RIGHTS: &str = "http://purl.org/coar/access_right/";

/// IANA media types as IRIs, as DCAT 3 section 6.8.15 asks; followed by the media type.
pub const IANA_MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

/// DataCite's published list of relation types; followed by the name of one.
pub const DATACITE_RELATION_TYPES: &str =
    "https://schema.datacite.org/meta/kernel-4/include/datacite-relationType-v4.xsd#";

/// DataCite's published list of contributor types; followed by the name of one.
pub const DATACITE_CONTRIBUTOR_TYPES: &str =
    "https://schema.datacite.org/meta/kernel-4/include/datacite-contributorType-v4.xsd#";

/// What a page that describes something is, in FAIR Signposting.
pub const ABOUT_PAGE: &str = "https://schema.org/AboutPage";

//! [schema.org](https://schema.org/) 30.0.

vocabulary! {
    "", "http://schema.org/";
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
    /// A file, as RO-Crate calls it too.
    MEDIA_OBJECT = "MediaObject";
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
    /// Who is to be credited, as one line.
    CREDIT_TEXT = "creditText";
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
    /// The lower end of what a value may be.
    MIN_VALUE = "minValue";
    /// The upper end of what a value may be.
    MAX_VALUE = "maxValue";
    /// A secondary value of a property.
    VALUE_REFERENCE = "valueReference";
    /// An action that can be done.
    POTENTIAL_ACTION = "potentialAction";
    /// How the work may be used.
    USAGE_INFO = "usageInfo";
    /// How many items there are.
    NUMBER_OF_ITEMS = "numberOfItems";
    /// A member of a list.
    ITEM_LIST_ELEMENT = "itemListElement";
    /// What a member of a list is.
    ITEM = "item";
    /// A further type, in words or as an IRI.
    ADDITIONAL_TYPE = "additionalType";
}

//! Words of Croissant, and what they are here.

/// What keys and types begin with; the names after it are the same in all of them.
pub(super) const PREFIXES: [&str; 10] = [
    "http://mlcommons.org/croissant/RAI/",
    "http://mlcommons.org/croissant/",
    "https://schema.org/",
    "http://schema.org/",
    "http://purl.org/dc/terms/",
    "schema:",
    "sc:",
    "cr:",
    "dct:",
    "rai:",
];

/// Keys whose value may stand alone or in a list.
pub(super) const LISTS: [&str; 10] = [
    "distribution",
    "recordSet",
    "field",
    "subField",
    "creator",
    "author",
    "contributor",
    "maintainer",
    "publisher",
    "funder",
];

/// Types of values by the names that files have for them.
pub(super) const DATA_TYPES: [(&str, &str); 24] = [
    ("AudioObject", "audio"),
    ("Boolean", "boolean"),
    ("BoundingBox", "bounding box"),
    ("Date", "date"),
    ("DateTime", "datetime"),
    ("Float", "float"),
    ("Float16", "float16"),
    ("Float32", "float32"),
    ("Float64", "float64"),
    ("ImageObject", "image"),
    ("Int8", "int8"),
    ("Int16", "int16"),
    ("Int32", "int32"),
    ("Int64", "int64"),
    ("Integer", "integer"),
    ("Number", "number"),
    ("SegmentationMask", "segmentation mask"),
    ("Text", "text"),
    ("Time", "time"),
    ("UInt8", "uint8"),
    ("UInt16", "uint16"),
    ("UInt32", "uint32"),
    ("URL", "URL"),
    ("VideoObject", "video"),
];

/// Where a statement of responsible AI goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    Collection,
    Preparation,
    Risks,
    Limitations,
    Ethical,
    IntendedUse,
}

/// [Properties of responsible AI](https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html),
/// where each goes, and what it says, for people.
pub(super) const RAI: [(&str, Home, &str); 18] = [
    ("dataCollection", Home::Collection, ""),
    ("dataCollectionType", Home::Collection, "Kind of collection"),
    ("dataCollectionRawData", Home::Collection, "Raw data"),
    ("dataCollectionMissingData", Home::Collection, "Missing data"),
    ("dataCollectionTimeframe", Home::Collection, "Time of collection"),
    ("dataPreprocessingProtocol", Home::Preparation, ""),
    ("dataImputationProtocol", Home::Preparation, "Imputation"),
    ("dataManipulationProtocol", Home::Preparation, "Manipulation"),
    ("dataAnnotationProtocol", Home::Preparation, "Annotation"),
    ("dataAnnotationPlatform", Home::Preparation, "Platform of annotation"),
    ("dataAnnotationAnalysis", Home::Preparation, "Analysis of annotations"),
    ("annotationsPerItem", Home::Preparation, "Annotations of an item"),
    ("annotatorDemographics", Home::Preparation, "Annotators"),
    ("machineAnnotationTools", Home::Preparation, "Programs that annotated"),
    ("dataBiases", Home::Risks, ""),
    ("dataLimitations", Home::Limitations, ""),
    ("dataSocialImpact", Home::Ethical, ""),
    ("dataUseCases", Home::IntendedUse, ""),
];

/// What is personal or sensitive in the data, in other words than [`SENSITIVE`].
pub(super) const PERSONAL: (&str, Home, &str) =
    ("personalSensitiveInformation", Home::Ethical, "Personal and sensitive information");

/// What the specification of responsible AI names as personal or sensitive, in small letters.
pub(super) const SENSITIVE: [&str; 9] = [
    "gender",
    "socio-economic status",
    "geography",
    "language",
    "age",
    "culture",
    "experience or seniority",
    "health or medical data",
    "political or religious beliefs",
];

//! [Data Quality Vocabulary](https://www.w3.org/TR/vocab-dqv/).

vocabulary! {
    "dqv:", "http://www.w3.org/ns/dqv#";
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

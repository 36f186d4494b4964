//! Scorecards as linked data: the W3C Data Quality Vocabulary.

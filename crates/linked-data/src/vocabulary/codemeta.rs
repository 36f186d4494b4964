//! [CodeMeta](https://codemeta.github.io/), as FAIR4ML uses it.

vocabulary! {
    "codemeta:", "https://w3id.org/codemeta/";
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

//! [Vocabulary of FAIR testing resources](https://w3id.org/ftr).

vocabulary! {
    "ftr:", "https://w3id.org/ftr#";
    /// What to do about the result of a test.
    GUIDANCE_CONTEXT = "GuidanceContext";
    /// What to do about a result.
    SUGGESTION = "suggestion";
}

//! What a work knows of its deposits: `extensions.deposit`, under the host of each repository.

use serde_json::Value;

use super::Work;

/// The name of the extension.
pub const NAME: &str = "deposit";

/// Hosts of repositories of which what is there is for tests.
const FOR_TESTS: [&str; 2] = ["sandbox.zenodo.org", "api.test.datacite.org"];

/// Whether what is at the repository `host` is for tests, so that its DOIs lead nowhere.
pub fn is_for_tests(host: &str) -> bool {
    FOR_TESTS.contains(&host)
}

/// The host of each repository at which `work` is deposited, with what is known of that: `id`, what
/// the repository calls it; `doi`, without a scheme; `mark`, by which the repository's copy is known
/// to be of this record.
pub fn deposits(work: &Work) -> impl Iterator<Item = (&String, &Value)> {
    work.extensions.get(NAME).and_then(Value::as_object).into_iter().flatten()
}

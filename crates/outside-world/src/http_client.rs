//! How every request of the program begins.

use std::sync::Once;

/// A client that says who asks. Its cryptography is ring's, which takes less room, and much less
/// time to build, than what reqwest would bring with it.
pub fn builder() -> reqwest::ClientBuilder {
    static CHOSEN: Once = Once::new();
    CHOSEN.call_once(|| {
        // An error means that one is chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder().user_agent(concat!("faircat/", env!("CARGO_PKG_VERSION")))
}

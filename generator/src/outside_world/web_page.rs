//! Fetching one web page, within limits.

use std::time::Duration;

use crate::diagnostic::Diagnostic;

/// Largest page that is read, in bytes.
const LARGEST_PAGE: u64 = 16 * 1024 * 1024;
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// A page as it was served.
#[derive(Clone, Debug)]
pub struct WebPage {
    /// Address after redirections.
    pub address: String,
    pub text: String,
    /// Whether it is HTML rather than JSON-LD.
    pub is_html: bool,
}

/// Fetches the page at `url`; follows at most ten redirections and no links.
pub fn fetch(url: &str) -> Result<WebPage, Diagnostic> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| failed(url, &error))?;
    runtime.block_on(get(url))
}

async fn get(url: &str) -> Result<WebPage, Diagnostic> {
    let client = reqwest::Client::builder()
        .user_agent(concat!("faircat/", env!("CARGO_PKG_VERSION")))
        .timeout(TIME_LIMIT)
        .build()
        .map_err(|error| failed(url, &error))?;
    let request = client.get(url).header("accept", "text/html, application/ld+json;q=0.9");
    let mut response = request
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .map_err(|error| failed(url, &error))?;
    let media_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let is_html = media_type.is_none_or(|media_type| media_type.contains("html"));
    let address = response.url().to_string();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(url, &error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > LARGEST_PAGE {
            let message = format!("the page has more than {LARGEST_PAGE} bytes");
            return Err(Diagnostic::error("too-large", message).in_file(url));
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(WebPage { address, text, is_html })
}

fn failed(url: &str, error: &dyn std::error::Error) -> Diagnostic {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    Diagnostic::error("unreachable", format!("the page cannot be fetched: {error}{cause}"))
        .in_file(url)
}

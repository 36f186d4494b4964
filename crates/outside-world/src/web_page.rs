//! Fetching one web page, within limits.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use tokio::time::sleep;
use url::Url;

use super::busy::{is_busy, retry_after};
use super::http_client;
use super::public_addresses::{
    PublicResolver, is_private, names_private, public_redirects, redirects_at,
};
use faircat_record::diagnostic::Diagnostic;

/// Largest page that is read, in bytes.
const LARGEST_PAGE: u64 = 16 * 1024 * 1024;
const TIME_LIMIT: Duration = Duration::from_secs(30);
const MOST_REDIRECTIONS: usize = 10;
/// Attempts after the first, where the server is busy or the connection breaks off.
const RETRIES: u32 = 2;
/// Pause before the first of these; each next one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// Longest pause that a server may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A page as it was served.
#[derive(Clone, Debug)]
pub struct WebPage {
    /// Address after redirections.
    pub address: String,
    pub bytes: Vec<u8>,
    /// The encoding of its text, where the server says so.
    pub charset: Option<String>,
    /// Whether it is HTML rather than JSON-LD, where the server says so.
    pub is_html: Option<bool>,
}

/// Fetches the page at `url`; follows at most ten redirections and no links.
///
/// Whoever names a private address wants it asked. A public one may not lead to one.
pub fn fetch(url: &str) -> Result<WebPage, Diagnostic> {
    let accepted = "text/html, application/ld+json;q=0.9, application/json;q=0.8, */*;q=0.5";
    let Answer { address, media_type, bytes } = wait_for(get(url, accepted, LARGEST_PAGE), url)?;
    let charset = media_type.as_deref().and_then(charset);
    let is_html = media_type.and_then(|it| match () {
        () if it.contains("html") => Some(true),
        () if it.contains("json") => Some(false),
        () => None,
    });
    Ok(WebPage { address, bytes, charset, is_html })
}

/// The bytes, at most `limit`, of what is at `url`, within the bounds of [`fetch`].
pub fn fetch_bytes(url: &str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let accepted = "application/ld+json, application/json, text/html;q=0.8, */*;q=0.5";
    wait_for(get(url, accepted, limit), url).map(|answer| answer.bytes)
}

/// What a server sent.
struct Answer {
    /// Address after redirections.
    address: String,
    media_type: Option<String>,
    bytes: Vec<u8>,
}

fn wait_for(
    answer: impl Future<Output = Result<Answer, Diagnostic>>,
    url: &str,
) -> Result<Answer, Diagnostic> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| unreachable(url, &error))?;
    runtime.block_on(answer)
}

/// Why one attempt brought nothing, and whether another may, after a pause that the server may ask
/// for.
struct Failure {
    problem: Box<Diagnostic>,
    is_passing: bool,
    wait: Option<Duration>,
}

impl Failure {
    fn lasting(problem: Diagnostic) -> Failure {
        Failure { problem: Box::new(problem), is_passing: false, wait: None }
    }

    /// A connection that breaks off is no answer; where nobody answers at all, nobody is asked
    /// again.
    fn of(url: &str, error: &reqwest::Error) -> Failure {
        let is_lasting = error.is_connect()
            || error.is_timeout()
            || error.is_redirect()
            || error.is_builder()
            || is_private(error);
        let is_busy = error.status().is_none_or(is_busy);
        Failure { is_passing: !is_lasting && is_busy, ..Failure::lasting(failed(url, error)) }
    }
}

async fn get(url: &str, accepted: &str, limit: u64) -> Result<Answer, Diagnostic> {
    let client = client(url).build().map_err(|error| failed(url, &error))?;
    let mut attempt = 0;
    loop {
        let failure = match once(&client, url, accepted, limit).await {
            Ok(answer) => return Ok(answer),
            Err(failure) => failure,
        };
        let wait = failure.wait.unwrap_or(PAUSE * 2_u32.pow(attempt));
        if !failure.is_passing || attempt == RETRIES || wait > LONGEST_PAUSE {
            return Err(*failure.problem);
        }
        sleep(wait).await;
        attempt += 1;
    }
}

async fn once(client: &Client, url: &str, accepted: &str, limit: u64) -> Result<Answer, Failure> {
    let failed = |error: reqwest::Error| Failure::of(url, &error);
    let response = client.get(url).header("accept", accepted).send().await.map_err(failed)?;
    let wait = retry_after(response.headers());
    let mut response = response
        .error_for_status()
        .map_err(|error| Failure { wait, ..Failure::of(url, &error) })?;
    if response.status().is_redirection() {
        return Err(Failure::lasting(misled(url, &response)));
    }
    let media_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let media_type = media_type.map(str::to_owned);
    let address = response.url().to_string();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > limit {
            let message = format!("the page has more than {limit} bytes");
            return Err(Failure::lasting(Diagnostic::error("too-large", message).in_file(url)));
        }
    }
    Ok(Answer { address, media_type, bytes })
}

/// The encoding that a stated media type names, as `text/html; charset=iso-8859-1`.
pub(crate) fn charset(media_type: &str) -> Option<String> {
    let mut parameters = media_type.split(';').skip(1).filter_map(|it| it.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"').to_owned())
}

fn client(url: &str) -> reqwest::ClientBuilder {
    let client = http_client::builder().timeout(TIME_LIMIT);
    let is_own = |url: &Url| names_private(url) || url.host_str() == Some("localhost");
    if let Some(own) = Url::parse(url).ok().filter(is_own) {
        return client.redirect(redirects_at(own, MOST_REDIRECTIONS));
    }
    client.dns_resolver(Arc::new(PublicResolver)).redirect(public_redirects(MOST_REDIRECTIONS))
}

/// The answer leads to what is no address of the web.
fn misled(url: &str, response: &reqwest::Response) -> Diagnostic {
    let place = response.headers().get("location").and_then(|it| it.to_str().ok());
    let place = faircat_text::visible(place.unwrap_or("nobody says where"));
    let message = format!("the address leads elsewhere, which is not followed: {place}");
    Diagnostic::error("redirection", message)
        .in_file(url)
        .hint("name the address of the page itself")
}

fn failed(url: &str, error: &reqwest::Error) -> Diagnostic {
    if is_private(error) {
        let message = "the address leads to a private one, which is not asked";
        return Diagnostic::error("private-address", message)
            .in_file(url)
            .hint("name the private address itself, if you trust what is there");
    }
    unreachable(url, error)
}

fn unreachable(url: &str, error: &dyn std::error::Error) -> Diagnostic {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    Diagnostic::error("unreachable", format!("the page cannot be fetched: {error}{cause}"))
        .in_file(url)
}

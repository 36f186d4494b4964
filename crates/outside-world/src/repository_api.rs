//! Requests to a repository that takes deposits, with a secret that goes nowhere else.
//!
//! The secret is sent to the host that the user named alone, over HTTPS or to the own machine, and
//! no redirect is followed. No text that comes of here holds it.

mod secret;

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use reqwest::{Body, Client, StatusCode, redirect};
use serde_json::Value;
use thiserror::Error;
use tokio::runtime::Runtime;
use tokio::time::sleep;
use url::{Host, Url};

use super::busy::retry_after;
use super::{door, http_client};
pub use secret::{NoSecret, Secret};

/// Attempts after the first, where a request may be repeated.
const RETRIES: u32 = 4;
/// Pause before the first of these; each next one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// Longest pause that a server may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);
/// Most time that may go by in pauses that a server asks for, and for answers that never came.
const PATIENCE: Duration = Duration::from_secs(240);
/// Longest wait for an answer, without what a file needs.
const ANSWER: Duration = Duration::from_secs(120);
/// Slowest transfer of a file that is waited for, in bytes per second.
const SLOWEST: u64 = 20_000;
/// Most bytes of an answer.
const LARGEST: usize = 20_000_000;

/// What is done, by the name of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// As HTTP writes it.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// What is sent with a request.
#[derive(Clone, Copy, Debug)]
pub enum Sent<'a> {
    Nothing,
    /// JSON of this media type.
    Json(&'a Value, &'static str),
    /// A file of so many bytes.
    File(&'a Path, u64),
}

/// A question to the repository.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub method: Method,
    /// Parts of the path below the address of the repository, not encoded.
    pub path: &'a [&'a str],
    pub query: &'a [(&'a str, &'a str)],
    pub sent: Sent<'a>,
    /// Whether it may be asked again where nobody knows what became of it.
    pub repeatable: bool,
}

/// What the repository says.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    /// `null` where it is no JSON.
    pub body: Value,
}

impl Answer {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum NoAnswer {
    #[error("the repository leads elsewhere ({0}), and nothing is sent there")]
    Redirect(String),
    #[error("the repository cannot be reached: {0}")]
    Unreachable(String),
    #[error("the connection broke off, and nobody knows what became of the request")]
    Cut,
    #[error("there was no answer in time")]
    Silence,
    #[error("the repository asks to wait for {0} seconds")]
    Wait(u64),
    #[error("the repository has been waited for {} seconds in all", PATIENCE.as_secs())]
    Slow,
    #[error("the answer is longer than {LARGEST} bytes")]
    TooLong,
    #[error("the file cannot be read: {0}")]
    File(#[from] io::Error),
}

impl NoAnswer {
    /// Whether the request may have been done all the same.
    pub fn leaves_open(&self) -> bool {
        matches!(self, NoAnswer::Cut | NoAnswer::Silence | NoAnswer::TooLong)
    }
}

/// Why an address is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoRepository {
    #[error("it is no address of a repository")]
    Address,
    #[error("a token is sent over https alone, or to this computer")]
    Plain,
    #[error("there is a name or password in it")]
    Credentials,
}

/// The address of a repository, if a secret may be sent there.
pub fn address(text: &str) -> Result<Url, NoRepository> {
    let mut url = Url::parse(text).map_err(|_| NoRepository::Address)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(NoRepository::Credentials);
    }
    match url.scheme() {
        "https" if url.host().is_some() => {}
        "http" if is_own_machine(&url) => {}
        "http" => return Err(NoRepository::Plain),
        _ => return Err(NoRepository::Address),
    }
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

fn is_own_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The address of `request` at the repository `base`.
pub fn address_of(base: &Url, request: &Request) -> Url {
    let mut url = base.clone();
    if let Ok(mut parts) = url.path_segments_mut() {
        parts.pop_if_empty().extend(request.path);
    }
    if !request.query.is_empty() {
        url.query_pairs_mut().extend_pairs(request.query);
    }
    url
}

/// Asks one repository.
#[derive(Debug)]
pub struct Repository {
    runtime: Runtime,
    client: Client,
    base: Url,
    secret: Secret,
    /// Told before each pause that the repository asks for.
    waits: fn(Duration),
    /// What is gone of [`PATIENCE`].
    waited: Cell<Duration>,
}

impl Repository {
    /// The repository at `base`, which [`address`] gives. `waits` is called before each pause that it
    /// asks for.
    pub fn new(base: Url, secret: Secret, waits: fn(Duration)) -> io::Result<Repository> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let builder = http_client::builder()
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(Duration::from_secs(20));
        // A proxy would see what is sent without encryption.
        let builder = if base.scheme() == "http" { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(io::Error::other)?;
        Ok(Repository { runtime, client, base, secret, waits, waited: Cell::default() })
    }

    /// Waits before something is tried again for the `attempt`th time, from 1; longer each time.
    pub fn pause(&self, attempt: u32) {
        let wait = PAUSE * 2_u32.saturating_pow(attempt.clamp(1, RETRIES) - 1);
        // Its timer starts within the runtime.
        self.runtime.block_on(async { sleep(wait).await });
    }

    /// The answer to `request`: to the last attempt, where it may be repeated and the repository is
    /// busy or the connection breaks off. What was certainly not done is always repeated.
    pub fn ask(&self, request: &Request) -> Result<Answer, NoAnswer> {
        self.runtime.block_on(async {
            let mut attempt = 0;
            loop {
                if self.waited.get() >= PATIENCE {
                    return Err(NoAnswer::Slow);
                }
                let began = Instant::now();
                let answer = self.attempt(request).await;
                if matches!(answer, Err(NoAnswer::Silence)) {
                    self.waited.set(self.waited.get() + began.elapsed());
                }
                let asked = match &answer {
                    Ok((answer, asked)) if again(answer.status, request.repeatable, *asked) => {
                        *asked
                    }
                    Err(NoAnswer::Unreachable(_)) => None,
                    Err(NoAnswer::Cut | NoAnswer::Silence) if request.repeatable => None,
                    _ => return answer.map(|(answer, _)| answer),
                };
                if attempt == RETRIES {
                    return answer.map(|(answer, _)| answer);
                }
                let wait = asked.unwrap_or(PAUSE * 2_u32.saturating_pow(attempt));
                if wait > LONGEST_PAUSE {
                    return Err(NoAnswer::Wait(wait.as_secs()));
                }
                if asked.is_some() {
                    (self.waits)(wait);
                    self.waited.set(self.waited.get() + wait);
                }
                sleep(wait).await;
                attempt += 1;
            }
        })
    }

    /// One attempt: the answer, and how long the repository asks to wait.
    async fn attempt(&self, request: &Request<'_>) -> Result<(Answer, Option<Duration>), NoAnswer> {
        let url = address_of(&self.base, request);
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let asked = self.client.request(method, url).header(AUTHORIZATION, self.secret.header());
        let asked = asked.header("Accept", "application/json");
        let asked = match request.sent {
            Sent::Nothing => asked.timeout(ANSWER),
            Sent::Json(value, media_type) => {
                asked.timeout(ANSWER).header(CONTENT_TYPE, media_type).body(value.to_string())
            }
            Sent::File(file, size) => asked
                .timeout(ANSWER + Duration::from_secs(size / SLOWEST))
                .header(CONTENT_TYPE, "application/octet-stream")
                .header(CONTENT_LENGTH, size)
                .body(body_of(file)?),
        };
        let mut response = asked.send().await.map_err(|error| self.no_answer(&error))?;
        let status = response.status();
        if status.is_redirection() {
            let place = response.headers().get(LOCATION).and_then(|it| it.to_str().ok());
            let place = place.unwrap_or("nobody says where");
            return Err(NoAnswer::Redirect(self.secret.hidden(place)));
        }
        let wait = retry_after(response.headers());
        let mut bytes = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| self.no_answer(&error))? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > LARGEST {
                return Err(NoAnswer::TooLong);
            }
        }
        let body = self.body(&String::from_utf8_lossy(&bytes), status.is_success());
        Ok((Answer { status: status.as_u16(), body }, wait))
    }

    /// The JSON of an answer without the secret, however it is escaped there. In names that a
    /// success gives a short secret stays, as it may be a part of one.
    fn body(&self, text: &str, is_success: bool) -> Value {
        let mut body: Value = serde_json::from_str(text).unwrap_or(Value::Null);
        if !is_success {
            each_text(&mut body, &|text| self.secret.hidden(text));
            return body;
        }
        each_text(&mut body, &|text| self.secret.hidden_where_long(text));
        if let Some(errors) = body.get_mut("errors") {
            each_text(errors, &|text| self.secret.hidden(text));
        }
        body
    }

    fn no_answer(&self, error: &reqwest::Error) -> NoAnswer {
        if error.is_connect() {
            let mut cause: &dyn std::error::Error = error;
            while let Some(inner) = cause.source() {
                cause = inner;
            }
            return NoAnswer::Unreachable(self.secret.hidden(&cause.to_string()));
        }
        if error.is_timeout() { NoAnswer::Silence } else { NoAnswer::Cut }
    }
}

/// Changes every text in `value`. Its depth is that of a parser, which is bounded.
fn each_text(value: &mut Value, changed: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = changed(text),
        Value::Array(items) => items.iter_mut().for_each(|it| each_text(it, changed)),
        Value::Object(fields) => fields.values_mut().for_each(|it| each_text(it, changed)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether a request that was answered with `status`, and is `asked` to wait, is made again.
fn again(status: u16, repeatable: bool, asked: Option<Duration>) -> bool {
    let status = StatusCode::from_u16(status).unwrap_or_default();
    // Refused before anything was done; a gateway that lost the answer cannot say when to come
    // back.
    let untouched = status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::SERVICE_UNAVAILABLE && asked.is_some();
    let passing = status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
        || status == StatusCode::REQUEST_TIMEOUT;
    untouched || repeatable && passing
}

/// The bytes of `file`, as they are read.
fn body_of(file: &Path) -> Result<Body, NoAnswer> {
    let (file, _) = door::open_file(file).map_err(door::Refused::into_io)?;
    Ok(Body::from(tokio::fs::File::from_std(file)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Method, NoRepository, Request, Sent, address, address_of, again};

    #[test]
    fn secrets_go_over_https_or_to_the_own_machine() {
        for text in ["https://zenodo.org", "http://localhost:5000", "http://127.0.0.1:1/x"] {
            assert!(address(text).is_ok(), "{text}");
        }
        for text in ["http://zenodo.org", "http://localhost.example.org", "http://10.0.0.1"] {
            assert_eq!(address(text), Err(NoRepository::Plain), "{text}");
        }
        assert_eq!(address("https://a:b@zenodo.org"), Err(NoRepository::Credentials));
        for text in ["zenodo.org", "ftp://zenodo.org", "file:///etc"] {
            assert_eq!(address(text), Err(NoRepository::Address), "{text}");
        }
    }

    #[test]
    fn names_of_files_lead_nowhere_else() {
        let base = address("https://zenodo.org/").unwrap();
        let request = |name| {
            let path = ["api", "records", "1", "draft", "files", name, "content"];
            let sent = Sent::Nothing;
            let asked =
                Request { method: Method::Put, path: &path, query: &[], sent, repeatable: true };
            address_of(&base, &asked).to_string()
        };
        let files = "https://zenodo.org/api/records/1/draft/files";
        assert_eq!(request("a b?#.csv"), format!("{files}/a%20b%3F%23.csv/content"));
        assert_eq!(request("../x"), format!("{files}/..%2Fx/content"));
    }

    #[test]
    fn what_was_refused_unread_is_asked_again_and_what_is_unknown_only_if_that_does_no_harm() {
        let now = |status, repeatable| again(status, repeatable, None);
        assert!(now(429, false) && now(503, true) && !now(503, false));
        assert!(!now(400, true) && !now(501, true) && !now(201, true));
        let later = Some(Duration::from_secs(1));
        assert!(again(503, false, later) && !again(500, false, later));
    }
}

//! Getting one file over HTTP, in as many pieces as it takes (RFC 9110, sections 13 and 14).

use faircat_inference::figures::noun;
use std::io::{self, Seek, SeekFrom, Write};
use std::time::Duration;

use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_RANGE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    IF_RANGE, LAST_MODIFIED, RANGE,
};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use thiserror::Error;
use tokio::runtime::Runtime;
use tokio::time::{sleep, timeout};
use url::Url;

use super::artifact_cache::{Partial, Validator};
use super::busy::is_busy;
use super::http_client;
use super::public_addresses::{
    PrivateAddress, PublicResolver, is_private, names_private, public_redirects,
};

const REDIRECTIONS: usize = 8;
/// Most attempts for one file, even where each brings something.
const MOST_ATTEMPTS: u32 = 1000;

/// How patiently to ask.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Longest wait for a connection.
    pub connection: Duration,
    /// Longest time in which nothing arrives.
    pub silence: Duration,
    /// Attempts in a row that bring nothing new, after the first.
    pub retries: u32,
    /// Pause before the first of these; each next one is twice as long.
    pub pause: Duration,
    /// Most bytes of a file whose size nobody has declared.
    pub largest: u64,
    /// Longest time for one file, all attempts together.
    pub time: Duration,
    /// Whether to ask in private networks too.
    pub allow_private: bool,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            connection: Duration::from_secs(20),
            silence: Duration::from_secs(60),
            retries: 4,
            pause: Duration::from_millis(500),
            largest: 10_000_000_000,
            time: Duration::from_secs(4 * 3600),
            allow_private: false,
        }
    }
}

/// Why a file was not had.
#[derive(Debug, Error)]
pub enum DownloadError {
    #[error("the address is not one of http or https")]
    Address,
    #[error(transparent)]
    Private(#[from] PrivateAddress),
    #[error("the server answers with status {0}")]
    Status(u16),
    #[error("the redirects do not end")]
    Redirects,
    #[error("the server has {actual} {}, the record says {declared}", noun(*actual, "byte", "bytes"))]
    Size { declared: u64, actual: u64 },
    #[error("the server sends more than the {declared} {} that the record says", noun(*declared, "byte", "bytes"))]
    TooMuch { declared: u64 },
    #[error("the record gives no size, and there are more than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("it takes longer than {} minutes", .limit.as_secs() / 60)]
    TooSlow { limit: Duration },
    #[error("the connection broke off after {received} bytes{}, {attempts} times in a row", of(.expected))]
    Cut { received: u64, expected: Option<u64>, attempts: u32 },
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    #[error("no answer in time")]
    Silence,
    #[error("the file kept changing on the server")]
    Changing,
    #[error("the transfer cannot be kept on this disk: {0}")]
    Disk(#[from] io::Error),
}

fn of(expected: &Option<u64>) -> String {
    expected.map(|expected| format!(" of {expected}")).unwrap_or_default()
}

/// An attempt that failed: for good, or so that another may succeed.
enum Failure {
    Final(DownloadError),
    Passing(DownloadError),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Final(error.into())
    }
}

/// Asks servers for files.
#[derive(Debug)]
pub struct Downloader {
    runtime: Runtime,
    client: Client,
    manners: Manners,
}

impl Downloader {
    pub fn new(manners: Manners) -> io::Result<Downloader> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let builder = http_client::builder()
            .connect_timeout(manners.connection)
            .read_timeout(manners.silence)
            .gzip(false);
        let builder = if manners.allow_private {
            builder.redirect(redirect::Policy::limited(REDIRECTIONS))
        } else {
            builder.redirect(public_redirects(REDIRECTIONS)).dns_resolver(PublicResolver)
        };
        let client = builder.build().map_err(io::Error::other)?;
        Ok(Downloader { runtime, client, manners })
    }

    /// Collects the file at `url`, of `size` bytes where that is known, in `partial`. `told` gets
    /// the bytes that are there and how many there will be, where the server says so.
    pub fn download(
        &self,
        url: &str,
        size: Option<u64>,
        partial: &mut Partial,
        told: &dyn Fn(u64, Option<u64>),
    ) -> Result<(), DownloadError> {
        let url = self.allowed(url)?;
        let limit = self.manners.time;
        self.runtime.block_on(async {
            let all = timeout(limit, self.attempts(&url, size, partial, told)).await;
            all.unwrap_or(Err(DownloadError::TooSlow { limit }))
        })
    }

    /// Whether the server says that the file at `url` is the one that `validator` describes.
    pub fn is_unchanged(&self, url: &str, validator: &Validator) -> bool {
        let Ok(url) = self.allowed(url) else { return false };
        let request = self.client.head(url).header(ACCEPT_ENCODING, "identity");
        let request = match validator {
            Validator { etag: Some(etag), .. } => request.header(IF_NONE_MATCH, etag),
            Validator { last_modified: Some(date), .. } => request.header(IF_MODIFIED_SINCE, date),
            _ => return false,
        };
        // Its timer starts within the runtime.
        let answer = self.runtime.block_on(async { request.send().await });
        answer.is_ok_and(|answer| answer.status() == StatusCode::NOT_MODIFIED)
    }

    fn allowed(&self, url: &str) -> Result<Url, DownloadError> {
        let url = Url::parse(url).map_err(|_| DownloadError::Address)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(DownloadError::Address);
        }
        if !self.manners.allow_private && names_private(&url) {
            return Err(PrivateAddress.into());
        }
        Ok(url)
    }

    async fn attempts(
        &self,
        url: &Url,
        size: Option<u64>,
        partial: &mut Partial,
        told: &dyn Fn(u64, Option<u64>),
    ) -> Result<(), DownloadError> {
        let mut farthest = partial.length()?;
        let mut in_vain = 0;
        for attempt in 1.. {
            let problem = match self.attempt(url, size, partial, told).await {
                Ok(()) => return Ok(()),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Passing(problem)) => problem,
            };
            let length = partial.length()?;
            in_vain = if length > farthest { 0 } else { in_vain + 1 };
            farthest = farthest.max(length);
            if in_vain > self.manners.retries || attempt == MOST_ATTEMPTS {
                return Err(match problem {
                    DownloadError::Cut { received, expected, .. } => {
                        DownloadError::Cut { received, expected, attempts: in_vain }
                    }
                    other => other,
                });
            }
            sleep(self.manners.pause * 2u32.saturating_pow(in_vain.saturating_sub(1))).await;
        }
        Err(DownloadError::Changing)
    }

    fn too_large(&self) -> Failure {
        Failure::Final(DownloadError::TooLarge { limit: self.manners.largest })
    }

    /// One request, for what is still missing.
    async fn attempt(
        &self,
        url: &Url,
        size: Option<u64>,
        partial: &mut Partial,
        told: &dyn Fn(u64, Option<u64>),
    ) -> Result<(), Failure> {
        if partial.validator.is_none() {
            partial.restart(None)?;
        }
        let mut received = partial.length()?;
        let request = self.request(url, partial.validator.as_ref(), received);
        let mut response = request.send().await.map_err(of_error)?;
        let total = accept(&response, partial, received)?;
        if response.status() != StatusCode::PARTIAL_CONTENT {
            partial.restart(validator(response.headers()))?;
            received = 0;
        }
        if let (Some(declared), Some(actual)) = (size, total)
            && declared != actual
        {
            return Err(Failure::Final(DownloadError::Size { declared, actual }));
        }
        if size.is_none() && total.is_some_and(|total| total > self.manners.largest) {
            return Err(self.too_large());
        }
        partial.file.seek(SeekFrom::Start(received))?;
        told(received, total);
        let expected = total.or(size);
        let cut = |received| DownloadError::Cut { received, expected, attempts: 1 };
        loop {
            let piece = match response.chunk().await {
                Ok(Some(piece)) => piece,
                Ok(None) if expected.is_none_or(|expected| received >= expected) => return Ok(()),
                Ok(None) => return Err(Failure::Passing(cut(received))),
                Err(error) if error.is_timeout() => {
                    return Err(Failure::Passing(DownloadError::Silence));
                }
                Err(_) => return Err(Failure::Passing(cut(received))),
            };
            received += piece.len() as u64;
            self.keep(&piece, received, size, partial)?;
            told(received, total);
        }
    }

    /// A request for what comes after the bytes that are `received`, of the file as it was then.
    fn request(&self, url: &Url, known: Option<&Validator>, received: u64) -> RequestBuilder {
        let request = self.client.get(url.clone()).header(ACCEPT_ENCODING, "identity");
        let Some(validator) = known.filter(|_| received > 0) else { return request };
        let request = request.header(RANGE, format!("bytes={received}-"));
        match strong(validator) {
            Some(condition) => request.header(IF_RANGE, condition),
            None => request,
        }
    }

    /// Adds `piece`, with which `received` bytes are there; too many are not kept.
    fn keep(
        &self,
        piece: &[u8],
        received: u64,
        size: Option<u64>,
        partial: &mut Partial,
    ) -> Result<(), Failure> {
        if let Some(declared) = size.filter(|&declared| received > declared) {
            partial.restart(None)?;
            return Err(Failure::Final(DownloadError::TooMuch { declared }));
        }
        if size.is_none() && received > self.manners.largest {
            partial.restart(None)?;
            return Err(self.too_large());
        }
        if let Err(error) = partial.file.write_all(piece) {
            // What does not fit is not left on a disk that is full.
            if error.kind() == io::ErrorKind::StorageFull {
                partial.restart(None)?;
            }
            return Err(error.into());
        }
        Ok(())
    }
}

/// The size of the whole file, where `response` says it and can be used.
fn accept(
    response: &Response,
    partial: &mut Partial,
    received: u64,
) -> Result<Option<u64>, Failure> {
    let status = response.status();
    let headers = response.headers();
    if status == StatusCode::PARTIAL_CONTENT {
        let range = text(headers, CONTENT_RANGE).and_then(|range| content_range(&range));
        let same = partial.validator.as_ref().is_some_and(|it| is_same(it, headers));
        return match range {
            Some((first, total)) if first == received && same => Ok(total),
            _ => {
                partial.restart(None)?;
                Err(Failure::Passing(DownloadError::Changing))
            }
        };
    }
    if status == StatusCode::RANGE_NOT_SATISFIABLE {
        partial.restart(None)?;
        return Err(Failure::Passing(DownloadError::Changing));
    }
    if status.is_success() {
        return Ok(response.content_length());
    }
    let problem = DownloadError::Status(status.as_u16());
    let passing = is_busy(status) || status == StatusCode::REQUEST_TIMEOUT;
    Err(if passing { Failure::Passing(problem) } else { Failure::Final(problem) })
}

fn of_error(error: reqwest::Error) -> Failure {
    if is_private(&error) {
        return Failure::Final(PrivateAddress.into());
    }
    if error.is_redirect() {
        return Failure::Final(DownloadError::Redirects);
    }
    if error.is_timeout() {
        return Failure::Passing(DownloadError::Silence);
    }
    // The innermost cause says what happened, the outer ones only where.
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    Failure::Passing(DownloadError::Unreachable(cause.to_string()))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// What `headers` say so that the rest can be asked for later.
fn validator(headers: &HeaderMap) -> Option<Validator> {
    let found =
        Validator { etag: text(headers, ETAG), last_modified: text(headers, LAST_MODIFIED) };
    (found != Validator::default()).then_some(found)
}

/// A condition that `If-Range` may carry: no weak tag (RFC 9110, section 13.1.5).
fn strong(validator: &Validator) -> Option<&str> {
    match &validator.etag {
        Some(etag) if etag.starts_with("W/") => None,
        Some(etag) => Some(etag),
        None => validator.last_modified.as_deref(),
    }
}

/// Whether a part comes from the file that the transfer began with. A server may leave out of a
/// part what the condition of the request already holds.
fn is_same(known: &Validator, headers: &HeaderMap) -> bool {
    let agrees = |known: &Option<String>, name| {
        text(headers, name).is_none_or(|now| known.as_ref().is_none_or(|known| *known == now))
    };
    let told = headers.contains_key(ETAG) || headers.contains_key(LAST_MODIFIED);
    (told || strong(known).is_some())
        && agrees(&known.etag, ETAG)
        && agrees(&known.last_modified, LAST_MODIFIED)
}

/// First byte and size of the whole, of `bytes 5-9/10` or `bytes 5-9/*`.
fn content_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let first = range.split_once('-')?.0.trim().parse().ok()?;
    let total = match total.trim() {
        "*" => None,
        digits => Some(digits.parse().ok()?),
    };
    Some((first, total))
}

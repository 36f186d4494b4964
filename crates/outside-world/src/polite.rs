//! Asking another catalogue for what it publishes, as one may ask a stranger: what its `robots.txt`
//! forbids is left alone, requests follow one another with a pause, a server that is busy is waited
//! for, and what has not changed is not sent again. All of it ends, whatever the server does.

mod no_reply;
mod obeying;
mod question;
mod robots;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED, LINK, LOCATION,
};
use reqwest::{Client, Response, StatusCode, redirect};
use tokio::runtime::Runtime;
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use super::busy::{is_busy, retry_after};
use super::http_client;
use super::public_addresses::{PublicResolver, is_private};
use super::web_page::charset;
pub use no_reply::NoReply;
pub use question::{Manners, Page, Question, Reply, Version};
use robots::Rules;

const REDIRECTIONS: usize = 8;
/// Attempts after the first, where a server is busy or cannot be reached.
const RETRIES: u32 = 2;
/// Longest pause that a server may ask for before it is given up.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);
/// Slowest answer that is waited for, in bytes per second.
const SLOWEST: u64 = 20_000;
/// Longest header that is looked at, in bytes.
const LONGEST_HEADER: usize = 4096;

/// A visitor of one catalogue.
pub struct Visitor {
    runtime: Runtime,
    client: Client,
    manners: Manners,
    /// By scheme, host and port.
    rules: HashMap<String, Result<Arc<Rules>, NoReply>>,
    /// When a host was last asked.
    asked: HashMap<String, Instant>,
    deadline: Instant,
    requests: usize,
    bytes: u64,
}

impl Visitor {
    /// Errors: in words, what of this machine cannot be used.
    pub fn new(manners: Manners) -> Result<Visitor, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let builder = http_client::builder().redirect(redirect::Policy::none());
        let builder = match manners.allow_private {
            true => builder,
            false => builder.dns_resolver(PublicResolver),
        };
        let client = builder.build().map_err(|error| error.to_string())?;
        let deadline = Instant::now() + manners.total;
        let (rules, asked) = (HashMap::new(), HashMap::new());
        Ok(Visitor { runtime, client, manners, rules, asked, deadline, requests: 0, bytes: 0 })
    }

    /// Requests that were made so far.
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Whether there is time for this catalogue left.
    pub fn has_time(&self) -> bool {
        Instant::now() < self.deadline
    }

    /// Asks one question.
    pub fn ask(&mut self, question: &Question) -> Result<Reply, NoReply> {
        let mut url = question.url.clone();
        for _ in 0..=REDIRECTIONS {
            let is_elsewhere = url.origin() != question.url.origin();
            match self.ask_at(&url, question) {
                Ok(Ok(reply)) => return Ok(reply),
                Ok(Err(target)) => url = target,
                // What another host does not give says nothing of the one that was asked.
                Err(error) if is_elsewhere && !error.is_of_budget() => {
                    let host = url.host_str().unwrap_or_default().to_owned();
                    return Err(NoReply::Elsewhere(host, Box::new(error)));
                }
                Err(error) => return Err(error),
            }
        }
        Err(NoReply::Redirects)
    }

    /// The answer at `url`, or where it is instead; asked for again where it breaks off.
    fn ask_at(&mut self, url: &Url, question: &Question) -> Result<Result<Reply, Url>, NoReply> {
        self.obey(url)?;
        let mut attempt = 0;
        loop {
            match self.answer_at(url, question) {
                Err(NoReply::Broken(_)) if attempt < RETRIES => {
                    self.rest(self.manners.pause * 2u32.pow(attempt))?;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// As [`Visitor::ask_at`], asked for once where an answer begins.
    fn answer_at(&mut self, url: &Url, question: &Question) -> Result<Result<Reply, Url>, NoReply> {
        let response = self.patiently(url, question.accept, question.known)?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED && question.known.is_some() {
            return Ok(Ok(Reply::Unchanged));
        }
        if let Some(target) = text(response.headers(), LOCATION).filter(|_| status.is_redirection())
        {
            return url.join(&target).map(Err).map_err(|_| NoReply::Address);
        }
        if !status.is_success() {
            return Err(NoReply::Status(status.as_u16()));
        }
        self.page(response, question.largest).map(|page| Ok(Reply::Page(Box::new(page))))
    }

    /// The answer to one request, repeated where the server is busy.
    fn patiently(
        &mut self,
        url: &Url,
        accept: &str,
        known: Option<&Version>,
    ) -> Result<Response, NoReply> {
        let mut attempt = 0;
        loop {
            let outcome = self.once(url, accept, known);
            let wait = match &outcome {
                Ok(response) if is_busy(response.status()) => retry_after(response.headers()),
                Err(error) if error.is_of_server() => None,
                _ => return outcome,
            };
            if let Some(wait) = wait.filter(|wait| *wait > LONGEST_PAUSE) {
                return Err(NoReply::Wait(wait.as_secs()));
            }
            if attempt == RETRIES {
                return outcome;
            }
            self.rest(wait.unwrap_or(self.manners.pause * 2u32.pow(attempt)))?;
            attempt += 1;
        }
    }

    fn once(
        &mut self,
        url: &Url,
        accept: &str,
        known: Option<&Version>,
    ) -> Result<Response, NoReply> {
        if self.requests >= self.manners.most_requests {
            return Err(NoReply::OutOfRequests(self.manners.most_requests));
        }
        let host = url.origin().ascii_serialization();
        let pause = self.rules.get(&host).and_then(|it| it.as_ref().ok()).map(|it| it.pause);
        if let Some(last) = self.asked.get(&host) {
            let next = *last + pause.unwrap_or(self.manners.pause);
            self.rest(next.saturating_duration_since(Instant::now()))?;
        }
        self.requests += 1;
        let mut request = self.client.get(url.clone()).header(ACCEPT, accept);
        if let Some(known) = known {
            let conditions =
                [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.last_modified)];
            for (name, value) in conditions {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let until = self.until();
        let answer = self.runtime.block_on(async { timeout_at(until, request.send()).await });
        self.asked.insert(host, Instant::now());
        match answer {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) if is_private(&error) => Err(NoReply::Private),
            Ok(Err(error)) if error.is_builder() => Err(NoReply::Address),
            Ok(Err(error)) => Err(NoReply::Unreachable(cause(&error))),
            Err(_) => Err(self.silence()),
        }
    }

    /// The body of `response`, at most `largest` bytes of it.
    fn page(&mut self, mut response: Response, largest: u64) -> Result<Page, NoReply> {
        let headers = response.headers();
        let media_type = text(headers, CONTENT_TYPE).unwrap_or_default();
        let charset = charset(&media_type);
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_lowercase();
        let version =
            Version { etag: text(headers, ETAG), last_modified: text(headers, LAST_MODIFIED) };
        let address = response.url().clone();
        let next =
            text(headers, LINK).and_then(|it| next_of(&it)).and_then(|it| address.join(&it).ok());
        let begun = Instant::now();
        let mut bytes = Vec::new();
        loop {
            // What is large takes its time, but not any.
            let more = Duration::from_secs(bytes.len() as u64 / SLOWEST);
            let until = (begun + self.manners.answer + more).min(self.deadline);
            let chunk = self.runtime.block_on(async { timeout_at(until, response.chunk()).await });
            let chunk = match chunk {
                Ok(Ok(Some(chunk))) => chunk,
                Ok(Ok(None)) => break,
                Ok(Err(error)) => return Err(NoReply::Broken(cause(&error))),
                Err(_) => return Err(self.silence()),
            };
            self.bytes += chunk.len() as u64;
            bytes.extend_from_slice(&chunk);
            if self.bytes > self.manners.most_bytes {
                return Err(NoReply::OutOfBytes(self.manners.most_bytes));
            }
            if bytes.len() as u64 > largest {
                return Err(NoReply::TooLarge(largest));
            }
        }
        Ok(Page { address, media_type, charset, bytes, version, next })
    }

    /// Waits, as long as there is time for it.
    fn rest(&self, pause: Duration) -> Result<(), NoReply> {
        if Instant::now() + pause >= self.deadline {
            return Err(NoReply::OutOfTime);
        }
        self.runtime.block_on(async { sleep(pause).await });
        Ok(())
    }

    /// Until when an answer is waited for that is asked for now.
    fn until(&self) -> Instant {
        (Instant::now() + self.manners.answer).min(self.deadline)
    }

    fn silence(&self) -> NoReply {
        if Instant::now() >= self.deadline { NoReply::OutOfTime } else { NoReply::Silence }
    }
}

/// The content of a file of gzip, at most `largest` bytes. Errors: in words.
pub fn unpacked(bytes: &[u8], largest: u64) -> Result<Vec<u8>, String> {
    use std::io::Read as _;
    let mut content = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(largest + 1).read_to_end(&mut content);
    read.map_err(|error| format!("it is no sound file of gzip: {error}"))?;
    if content.len() as u64 > largest {
        return Err(format!("unpacked, it has more than {largest} bytes"));
    }
    Ok(content)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (value.len() <= LONGEST_HEADER).then(|| value.to_owned())
}

/// The target of the link whose relation is `next`.
fn next_of(header: &str) -> Option<String> {
    let links = header.split(',').filter_map(|link| link.trim().strip_prefix('<')?.split_once('>'));
    let mut next = links.filter(|(_, rest)| {
        let rest = rest.replace(['"', ' '], "");
        rest.split(';').any(|it| it.eq_ignore_ascii_case("rel=next"))
    });
    next.next().map(|(target, _)| target.to_owned())
}

/// What is behind an error of the client, without the address, which is told beside it.
fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::{next_of, unpacked};

    #[test]
    fn the_next_page_is_that_of_its_relation() {
        let header = "<https://x.org/a?p=1>; rel=\"prev\", <https://x.org/a?p=3>; rel=\"next\"";
        assert_eq!(next_of(header).unwrap(), "https://x.org/a?p=3");
        assert_eq!(next_of("nonsense"), None);
    }

    #[test]
    fn what_is_no_gzip_or_too_large_is_told() {
        assert!(unpacked(b"nothing of the kind", 10).unwrap_err().contains("gzip"));
    }
}

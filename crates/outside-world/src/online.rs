//! Asking servers whether what records say of them is so.
//!
//! Each host is visited by one task, with a pause between requests. A server that cannot be
//! reached leaves no fact: the fault may be ours. Nor does one that only the own network reaches:
//! a record of anybody's must not make this machine call on its neighbours.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, RANGE};
use reqwest::{Client, Method, Response, StatusCode, redirect};
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use super::busy::is_busy;
use super::clock;
use super::http_client;
use super::public_addresses::{
    PrivateAddress, PublicResolver, is_private, names_private, public_redirects,
};
use faircat_catalog::evidence::Fact;
use faircat_catalog::evidence::questions::{ENDLESS, LEADS_TO, Question};

/// How many redirections to follow.
const REDIRECTIONS: usize = 8;

/// How patiently to ask.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Longest wait for one answer.
    pub answer: Duration,
    /// Longest time for all questions together.
    pub total: Duration,
    /// Pause between two requests to one host.
    pub pause: Duration,
    /// How often to ask again after a failure that may pass.
    pub retries: u32,
    /// Whether to ask in private networks, of the own machine and of link-local addresses too.
    pub allow_private: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Manners {
            answer: Duration::from_secs(20),
            total: Duration::from_secs(600),
            pause: Duration::from_millis(500),
            retries: 2,
            allow_private: false,
        }
    }
}

/// What became of one question, by its place in the list.
pub type Answers = BTreeMap<usize, Result<Fact, String>>;

/// Today's date in UTC, ISO 8601.
pub fn today() -> String {
    clock::today().to_string()
}

/// Asks all of `questions`. Those for which time did not suffice have no answer.
/// `told` is called after each answer.
pub fn ask(
    questions: &[Question],
    manners: Manners,
    told: &(dyn Fn() + Sync),
) -> io::Result<Answers> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = client(manners).map_err(io::Error::other)?;
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, question) in questions.iter().enumerate() {
        if let Some(host) = host(&question.url) {
            hosts.entry(host).or_default().push(index);
        }
    }
    let deadline = Instant::now() + manners.total;
    let date = today();
    let visit = async |indices: Vec<usize>| {
        let mut answers = Vec::with_capacity(indices.len());
        for index in indices {
            let asked = one(&client, &questions[index], manners, &date);
            let Ok(answer) = timeout_at(deadline, asked).await else { break };
            answers.push((index, answer));
            told();
            sleep(manners.pause).await;
        }
        answers
    };
    let visits = hosts.into_values().map(visit);
    Ok(runtime.block_on(together(visits)).into_iter().flatten().collect())
}

fn client(manners: Manners) -> reqwest::Result<Client> {
    let builder = http_client::builder()
        .timeout(manners.answer)
        // The sizes asked for are those of the files, not of their compressed transfer.
        .gzip(false);
    let builder = if manners.allow_private {
        builder.redirect(redirect::Policy::limited(REDIRECTIONS))
    } else {
        builder.redirect(public_redirects(REDIRECTIONS)).dns_resolver(PublicResolver)
    };
    builder.build()
}

/// Runs futures concurrently on the current thread.
async fn together<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = futures.map(Box::pin).collect();
    let mut done = Vec::with_capacity(waiting.len());
    std::future::poll_fn(|context| {
        waiting.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(value) => {
                done.push(value);
                false
            }
            std::task::Poll::Pending => true,
        });
        if waiting.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}

fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.host_str().map(str::to_owned))?
}

async fn one(
    client: &Client,
    question: &Question,
    manners: Manners,
    date: &str,
) -> Result<Fact, String> {
    let private = || Err(PrivateAddress.to_string());
    if !manners.allow_private && Url::parse(&question.url).is_ok_and(|url| names_private(&url)) {
        return private();
    }
    let mut attempt = 0;
    loop {
        let outcome = look(client, question).await;
        let passing = match &outcome {
            Ok(seen) => is_busy(seen.status),
            Err(error) => !error.is_redirect() && !is_private(error),
        };
        if !passing || attempt == manners.retries {
            return match outcome {
                Ok(seen) => Ok(judge(question, &seen, date)),
                Err(error) if is_private(&error) => private(),
                Err(error) if error.is_redirect() => {
                    Ok(fact(question, date, false, ENDLESS.to_owned()))
                }
                Err(error) if error.is_timeout() => Err("no answer in time".to_owned()),
                Err(_) => Err("the server cannot be reached".to_owned()),
            };
        }
        sleep(manners.pause * 2u32.saturating_pow(attempt)).await;
        attempt += 1;
    }
}

/// What a server said.
struct Seen {
    status: StatusCode,
    host: Option<String>,
    size: Option<u64>,
    media_type: Option<String>,
}

/// Asks for the headers; where the server does not give them so, for the first byte.
async fn look(client: &Client, question: &Question) -> Result<Seen, reqwest::Error> {
    let head = client.request(Method::HEAD, &question.url).send().await?;
    let seen = of_response(&head);
    let wants_size = question.size.is_some() && seen.size != question.size;
    if seen.status.is_success() && !wants_size {
        return Ok(seen);
    }
    let get = client.get(&question.url).header(RANGE, "bytes=0-0").send().await?;
    Ok(of_response(&get))
}

fn of_response(response: &Response) -> Seen {
    let text = |headers: &HeaderMap, name| {
        headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let headers = response.headers();
    let ranged = text(headers, CONTENT_RANGE);
    let size = match &ranged {
        Some(range) => range.rsplit('/').next().and_then(|total| total.parse().ok()),
        None => text(headers, CONTENT_LENGTH).and_then(|length| length.parse().ok()),
    };
    let media_type = text(headers, CONTENT_TYPE)
        .map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let host = response.url().host_str().map(str::to_owned);
    Seen { status: response.status(), host, size, media_type }
}

fn judge(question: &Question, seen: &Seen, date: &str) -> Fact {
    let status = seen.status.as_u16();
    let led_away = question.may_keep_out(status) && seen.host != host(&question.url);
    let contradiction = question.contradiction(status, seen.size, seen.media_type.as_deref());
    let (holds, detail) = match contradiction {
        _ if led_away => (true, format!("{LEADS_TO}{}", seen.host.as_deref().unwrap_or_default())),
        Some(contradiction) => (false, contradiction),
        None => (true, format!("the server answers with status {status}")),
    };
    let seen_status = Some(status);
    let media_type = seen.media_type.clone();
    Fact { status: seen_status, size: seen.size, media_type, ..fact(question, date, holds, detail) }
}

fn fact(question: &Question, date: &str, holds: bool, detail: String) -> Fact {
    Fact {
        check: question.check,
        url: question.url.clone(),
        date: date.to_owned(),
        holds,
        detail,
        status: None,
        size: None,
        media_type: None,
    }
}

/// Whether `fact` is at most `days` old.
pub fn is_fresh(fact: &Fact, days: i32) -> bool {
    let now = clock::today();
    fact.date.parse::<jiff::civil::Date>().is_ok_and(|date| (now - date).get_days() <= days)
}

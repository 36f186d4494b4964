//! What a host's `robots.txt` allows, asked for once.

use std::sync::Arc;

use reqwest::Response;
use reqwest::header::LOCATION;
use tokio::time::timeout_at;
use url::Url;

use super::robots::{self, Rules};
use super::{NoReply, REDIRECTIONS, Visitor, cause, is_busy, text};
use crate::public_addresses::names_private;

impl Visitor {
    /// The addresses of sitemaps that the `robots.txt` of the host of `url` names.
    pub fn sitemaps(&mut self, url: &Url) -> Vec<Url> {
        match self.rules_of(url) {
            Ok(rules) => rules.sitemaps.clone(),
            Err(_) => Vec::new(),
        }
    }

    /// Refuses what may not be asked.
    pub(super) fn obey(&mut self, url: &Url) -> Result<(), NoReply> {
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(NoReply::Address);
        }
        if !self.manners.allow_private && names_private(url) {
            return Err(NoReply::Private);
        }
        match self.rules_of(url)?.allow(url) {
            true => Ok(()),
            false => Err(NoReply::Robots),
        }
    }

    fn rules_of(&mut self, url: &Url) -> Result<Arc<Rules>, NoReply> {
        let origin = url.origin().ascii_serialization();
        if let Some(known) = self.rules.get(&origin) {
            return known.clone();
        }
        let found = self.fetch_rules(url).map(Arc::new);
        // What this harvest has no room for says nothing about the server.
        if !matches!(&found, Err(error) if matches!(error, NoReply::OutOfTime)) {
            self.rules.insert(origin, found.clone());
        }
        found
    }

    /// RFC 9309, section 2.3.1: without the file all is allowed; where the server fails, nothing is.
    fn fetch_rules(&mut self, url: &Url) -> Result<Rules, NoReply> {
        let mut at = url.clone();
        at.set_query(None);
        at.set_fragment(None);
        at.set_path("/robots.txt");
        for _ in 0..=REDIRECTIONS {
            if !self.manners.allow_private && names_private(&at) {
                return Err(NoReply::Private);
            }
            let response = match self.patiently(&at, "text/plain", None) {
                Ok(response) => response,
                Err(error) if error.is_of_server() => {
                    return Err(NoReply::NoServer(error.to_string()));
                }
                Err(error) => return Err(error),
            };
            let status = response.status();
            if status.is_redirection()
                && let Some(target) = text(response.headers(), LOCATION)
                && let Ok(next) = at.join(&target)
                && matches!(next.scheme(), "http" | "https")
            {
                at = next;
                continue;
            }
            // A host that has too much of it allows nothing either.
            if is_busy(status) {
                return Err(NoReply::NoRobots(NoReply::Status(status.as_u16()).to_string()));
            }
            let text = if status.is_success() { self.beginning(response)? } else { Vec::new() };
            return Ok(Rules::read(&text, self.manners.pause));
        }
        Ok(Rules::read(b"", self.manners.pause))
    }

    /// The first bytes of a `robots.txt`; what is behind them is not looked at.
    fn beginning(&mut self, mut response: Response) -> Result<Vec<u8>, NoReply> {
        let until = self.until();
        let mut bytes = Vec::new();
        while bytes.len() < robots::LARGEST {
            let chunk = self.runtime.block_on(async { timeout_at(until, response.chunk()).await });
            match chunk {
                Ok(Ok(Some(chunk))) => bytes.extend_from_slice(&chunk),
                Ok(Ok(None)) => break,
                Ok(Err(error)) => return Err(NoReply::NoRobots(cause(&error))),
                Err(_) => return Err(NoReply::NoRobots(NoReply::Silence.to_string())),
            }
        }
        bytes.truncate(robots::LARGEST);
        self.bytes += bytes.len() as u64;
        Ok(bytes)
    }
}

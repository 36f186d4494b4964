//! Names by which the server may be asked.
//!
//! A page of somebody else's may have its own name looked up as this computer's address ("DNS
//! rebinding") and then read what is served here. A browser tells the name that it asked for, so
//! only names are answered that are known to be ours. Addresses in digits cannot be bent so.

use std::net::IpAddr;

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, header};

/// Names in lower case.
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Hosts {
        Hosts(names.map(|name| name.to_ascii_lowercase()).collect())
    }

    /// Whether a request for `uri` with these headers is one for us. One without a name is of no
    /// browser; where the target has a name, that one counts as well (RFC 9112, section 3.2.2).
    pub(super) fn allow(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        if uri.authority().is_some_and(|authority| !self.allows(authority.as_str())) {
            return false;
        }
        let mut named = headers.get_all(header::HOST).iter();
        match (named.next(), named.next()) {
            (None, _) => true,
            (Some(host), None) => host.to_str().is_ok_and(|host| self.allows(host)),
            (Some(_), Some(_)) => false,
        }
    }

    /// `host` with or without a port.
    fn allows(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
        let digits = name.trim_start_matches('[').trim_end_matches(']');
        digits.parse::<IpAddr>().is_ok()
            || name == "localhost"
            || name.ends_with(".localhost")
            || self.0.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn only_names_that_are_ours_are_allowed() {
        let hosts = Hosts::new(["Lab.example".to_owned()].into_iter());
        for host in [
            "localhost",
            "localhost:8000",
            "127.0.0.1:8000",
            "[::1]:8000",
            "192.168.1.5",
            "lab.example:80",
            "LAB.EXAMPLE.",
            "site.localhost",
        ] {
            assert!(hosts.allows(host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8000",
            "localhost.evil.example",
            "",
            "a b",
            "lab.example.evil",
            "127.0.0.1.nip.io",
            "user@lab.example@evil.example",
        ] {
            assert!(!hosts.allows(host), "{host}");
        }
    }
}

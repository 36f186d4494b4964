//! Names by which the server may be asked.
//!
//! A page of somebody else's may have its own name looked up as this computer's address ("DNS
//! rebinding") and then read what is served here. A browser tells the name that it asked for, so
//! only names are answered that are known to be ours. Addresses in digits cannot be bent so.

use std::net::IpAddr;

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, Version, header};

/// Names in lower case.
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Hosts {
        Hosts(names.map(|name| name.to_ascii_lowercase()).collect())
    }

    /// Whether the request of `asked` is one for us. Where the target has a name, that one counts as
    /// well (RFC 9112, section 3.2.2).
    ///
    /// # Errors
    /// What to answer instead: HTTP/1.1 names one host (section 3.2). Older requests, which need not,
    /// are of no browser, and answered on this machine only.
    pub(super) fn check(&self, asked: &Asked) -> Result<(), StatusCode> {
        let mut named = asked.headers.get_all(header::HOST).iter();
        let host = match (named.next(), named.next()) {
            (None, _) if asked.version < Version::HTTP_11 && asked.peer.is_loopback() => None,
            (Some(host), None) => Some(authority(host).ok_or(StatusCode::BAD_REQUEST)?),
            _ => return Err(StatusCode::BAD_REQUEST),
        };
        let target = asked.uri.authority().cloned();
        let names = [host, target].into_iter().flatten();
        match names.into_iter().all(|name| self.allows(&name)) {
            true => Ok(()),
            false => Err(StatusCode::FORBIDDEN),
        }
    }

    /// `host` with or without a port.
    fn allows(&self, host: &Authority) -> bool {
        let name = host.host().trim_end_matches('.').to_ascii_lowercase();
        let digits = name.trim_start_matches('[').trim_end_matches(']');
        digits.parse::<IpAddr>().is_ok()
            || name == "localhost"
            || name.ends_with(".localhost")
            || self.0.contains(&name)
    }
}

/// What a request says of who is asked, and who asks.
pub(super) struct Asked<'a> {
    pub(super) version: Version,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
    pub(super) peer: IpAddr,
}

/// Host and port of a field `Host`, which has no user.
fn authority(host: &HeaderValue) -> Option<Authority> {
    let authority: Authority = host.to_str().ok()?.parse().ok()?;
    (!authority.as_str().contains('@')).then_some(authority)
}

#[cfg(test)]
mod tests {
    use super::{Asked, HeaderMap, HeaderValue, Hosts, StatusCode, Uri, Version, header};

    /// What is said to a request with these fields `Host`.
    fn asked(version: Version, hosts: &[&str], target: &str, peer: &str) -> Result<(), StatusCode> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_str(host).unwrap());
        }
        let uri: Uri = target.parse().unwrap();
        let peer = peer.parse().unwrap();
        let ours = Hosts::new(["Lab.example".to_owned()].into_iter());
        ours.check(&Asked { version, uri: &uri, headers: &headers, peer })
    }

    #[test]
    fn only_names_that_are_ours_are_allowed() {
        let status = |host: &str| asked(Version::HTTP_11, &[host], "/", "10.0.0.7");
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
            assert_eq!(status(host), Ok(()), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8000",
            "localhost.evil.example",
            "lab.example.evil",
            "127.0.0.1.nip.io",
        ] {
            assert_eq!(status(host), Err(StatusCode::FORBIDDEN), "{host}");
        }
        for host in ["", "a b", "user@lab.example", "user@lab.example@evil.example"] {
            assert_eq!(status(host), Err(StatusCode::BAD_REQUEST), "{host}");
        }
    }

    #[test]
    fn http_1_1_names_one_host() {
        let bad = Err(StatusCode::BAD_REQUEST);
        assert_eq!(asked(Version::HTTP_11, &[], "/", "127.0.0.1"), bad);
        assert_eq!(asked(Version::HTTP_11, &[], "http://localhost/", "127.0.0.1"), bad);
        assert_eq!(asked(Version::HTTP_11, &["localhost", "localhost"], "/", "127.0.0.1"), bad);
        assert_eq!(asked(Version::HTTP_10, &[], "/", "10.0.0.7"), bad);
        for peer in ["127.0.0.1", "::1"] {
            assert_eq!(asked(Version::HTTP_10, &[], "/", peer), Ok(()));
        }
        let foreign = Err(StatusCode::FORBIDDEN);
        assert_eq!(asked(Version::HTTP_10, &["evil.example"], "/", "127.0.0.1"), foreign);
        assert_eq!(asked(Version::HTTP_10, &[], "http://evil.example/", "127.0.0.1"), foreign);
    }
}

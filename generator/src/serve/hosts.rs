//! Names by which the server may be asked.
//!
//! A page of somebody else's may have its own name looked up as this computer's address ("DNS
//! rebinding") and then read what is served here. A browser tells the name that it asked for, so
//! only names are answered that are known to be ours. Of addresses in digits these are the one at
//! which the request came in, those of this computer alone, and what the command line names: browsers
//! let pages ask `0.0.0.0`, which is every address of a computer.

use std::net::IpAddr;

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, Version, header};

/// Names in lower case.
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Hosts {
        Hosts(names.map(|name| bare(&name)).collect())
    }

    /// Whether the request of `asked` is one for us. Where the target has a name, that one counts as
    /// well (RFC 9112, section 3.2.2).
    ///
    /// # Errors
    /// What to answer instead: HTTP/1.1 names one host (section 3.2). Older requests, which need not,
    /// name one in the target or are not answered either.
    pub(super) fn check(&self, asked: &Asked) -> Result<(), StatusCode> {
        let mut named = asked.headers.get_all(header::HOST).iter();
        let host = match (named.next(), named.next()) {
            (None, _) if asked.version < Version::HTTP_11 && asked.uri.authority().is_some() => {
                None
            }
            (Some(host), None) => Some(authority(host).ok_or(StatusCode::BAD_REQUEST)?),
            _ => return Err(StatusCode::BAD_REQUEST),
        };
        let target = asked.uri.authority().cloned();
        let names = [host, target].into_iter().flatten();
        match names.into_iter().all(|name| self.allows(&name, asked.local)) {
            true => Ok(()),
            false => Err(StatusCode::FORBIDDEN),
        }
    }

    /// `host` with or without a port, of a request that came in at the address `local`.
    fn allows(&self, host: &Authority, local: IpAddr) -> bool {
        let name = bare(host.host());
        match name.parse::<IpAddr>().map(|it| it.to_canonical()) {
            Ok(address) if address.is_unspecified() => false,
            Ok(address) if address.is_loopback() || address == local => true,
            Err(_) if name == "localhost" || name.ends_with(".localhost") => true,
            _ => self.0.contains(&name),
        }
    }
}

/// `name` in lower case, without the point at its end and the brackets of an address.
fn bare(name: &str) -> String {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.trim_start_matches('[').trim_end_matches(']').to_owned()
}

/// What a request says of who is asked, and where it came in.
pub(super) struct Asked<'a> {
    pub(super) version: Version,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
    pub(super) local: IpAddr,
}

/// Host and port of a field `Host`, which has no user. The port, if there is one, is a number.
fn authority(host: &HeaderValue) -> Option<Authority> {
    let authority: Authority = host.to_str().ok()?.parse().ok()?;
    let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    let has_port = !port.trim_start_matches(':').is_empty();
    let is_one = !authority.as_str().contains('@') && (!has_port || authority.port().is_some());
    is_one.then_some(authority)
}

#[cfg(test)]
mod tests {
    use super::{Asked, HeaderMap, HeaderValue, Hosts, StatusCode, Uri, Version, header};

    /// What is said to a request with these fields `Host` that came in at the address `local`.
    fn asked(
        version: Version,
        hosts: &[&str],
        target: &str,
        local: &str,
    ) -> Result<(), StatusCode> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_str(host).unwrap());
        }
        let uri: Uri = target.parse().unwrap();
        let local = local.parse().unwrap();
        let ours = ["Lab.example", "10.0.0.9", "0.0.0.0", "::"];
        let ours = Hosts::new(ours.into_iter().map(str::to_owned));
        ours.check(&Asked { version, uri: &uri, headers: &headers, local })
    }

    #[test]
    fn only_names_that_are_ours_are_allowed() {
        let status = |host: &str| asked(Version::HTTP_11, &[host], "/", "192.168.1.5");
        for host in [
            "localhost",
            "localhost:8000",
            "127.0.0.1:8000",
            "[::1]:8000",
            "192.168.1.5",
            "192.168.1.5:8000",
            "10.0.0.9",
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
            "0.0.0.0",
            "0.0.0.0:8000",
            "[::]:8000",
            "192.168.1.6",
        ] {
            assert_eq!(status(host), Err(StatusCode::FORBIDDEN), "{host}");
        }
        for host in [
            "",
            "a b",
            "user@lab.example",
            "user@lab.example@evil.example",
            "localhost:evil",
            "localhost:99999",
        ] {
            assert_eq!(status(host), Err(StatusCode::BAD_REQUEST), "{host}");
        }
    }

    #[test]
    fn http_1_1_names_one_host() {
        let bad = Err(StatusCode::BAD_REQUEST);
        assert_eq!(asked(Version::HTTP_11, &[], "/", "127.0.0.1"), bad);
        assert_eq!(asked(Version::HTTP_11, &[], "http://localhost/", "127.0.0.1"), bad);
        assert_eq!(asked(Version::HTTP_11, &["localhost", "localhost"], "/", "127.0.0.1"), bad);
        for local in ["127.0.0.1", "::1", "10.0.0.7"] {
            assert_eq!(asked(Version::HTTP_10, &[], "/", local), bad);
        }
        assert_eq!(asked(Version::HTTP_10, &["localhost"], "/", "127.0.0.1"), Ok(()));
        assert_eq!(asked(Version::HTTP_10, &[], "http://localhost/", "127.0.0.1"), Ok(()));
        let foreign = Err(StatusCode::FORBIDDEN);
        assert_eq!(asked(Version::HTTP_10, &["evil.example"], "/", "127.0.0.1"), foreign);
        assert_eq!(asked(Version::HTTP_10, &[], "http://evil.example/", "127.0.0.1"), foreign);
    }
}

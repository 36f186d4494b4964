//! Keeping addresses that records name from leading into the private network of whoever asks.
//!
//! Behind a proxy the proxy looks names up, and has to keep such a guard itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use url::{Host, Url};

/// The server is not one that everybody can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address is private; --allow-private asks there too")]
pub struct PrivateAddress;

/// Looks names up, and finds only public addresses.
#[derive(Clone, Copy, Debug)]
pub(super) struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|it| is_public(it.ip())).collect();
            if public.is_empty() {
                return Err(PrivateAddress.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// At most `limit` redirections, none of them to a private address.
pub(super) fn public_redirects(limit: usize) -> Policy {
    redirects_but(limit, names_private)
}

/// At most `limit` redirections, none of them from the private host of `url` to another private one.
pub(super) fn redirects_at(url: Url, limit: usize) -> Policy {
    redirects_but(limit, move |to| {
        let is_private = names_private(to) || to.host_str() == Some("localhost");
        is_private && to.host() != url.host()
    })
}

/// At most `limit` redirections, none of them to an address that `is_refused` as a private one.
fn redirects_but(
    limit: usize,
    is_refused: impl Fn(&Url) -> bool + Send + Sync + 'static,
) -> Policy {
    let limited = Policy::limited(limit);
    Policy::custom(move |attempt| {
        if is_refused(attempt.url()) {
            attempt.error(PrivateAddress)
        } else {
            limited.redirect(attempt)
        }
    })
}

/// Whether the host of `url` is itself a private address. Nobody looks up such a host.
pub(super) fn names_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => !is_public(address.into()),
        Some(Host::Ipv6(address)) => !is_public(address.into()),
        _ => false,
    }
}

/// Whether `error` comes of a private address.
pub(super) fn is_private(error: &reqwest::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<PrivateAddress>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Whether `address` means the same server everywhere (IANA's special-purpose registries, which
/// RFC 6890 sets up).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        // "This network"; shared by carriers; protocol assignments; benchmarks; reserved.
        || first == 0
        || (first == 100 && (64..128).contains(&second))
        || (first, second, third) == (192, 0, 0)
        || (first == 198 && (18..20).contains(&second))
        || first >= 240;
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded =
        |high: u16, low: u16| is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match segments {
        // IPv4 within IPv6: mapped, compatible (with `::` and `::1`), translated, 6to4.
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] => embedded(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // A translator of the own network; documentation.
        [0x64, 0xff9b, 1, ..] | [0x2001, 0xdb8, ..] => false,
        // Everything else that is public begins with the bits 001.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::super::http_client;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::{PublicResolver, is_private, is_public, names_private, public_redirects};

    #[test]
    fn private_addresses_are_told_from_public_ones() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in ["1.1.1.1", "188.184.100.182", "172.32.0.1", "2001:1458:d00::1", "2606::1"] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn numbers_in_disguise_are_addresses_too() {
        for text in ["http://2130706433/", "http://0x7f.1/", "http://[::ffff:7f00:1]/"] {
            assert!(names_private(&text.parse().unwrap()), "{text}");
        }
    }
    /// Answers one request by leading to the own machine.
    fn misleading_server() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]).unwrap();
            let head = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n";
            write!(stream, "{head}Content-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        });
        port
    }

    #[test]
    fn redirections_and_names_are_guarded() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let builder = || http_client::builder().no_proxy().redirect(public_redirects(8));
        let port = misleading_server();
        let error = |client: reqwest::Client, url: String| {
            runtime.block_on(client.get(url).send()).unwrap_err()
        };
        let redirected = error(builder().build().unwrap(), format!("http://127.0.0.1:{port}/"));
        assert!(redirected.is_redirect() && is_private(&redirected), "{redirected:?}");
        let client = builder().dns_resolver(PublicResolver).build().unwrap();
        let named = error(client, format!("http://localhost:{port}/"));
        assert!(named.is_connect() && is_private(&named), "{named:?}");
    }
}

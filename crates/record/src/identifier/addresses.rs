//! Addresses by which identifiers are known.

use super::{Scheme, without_case};

/// The scheme of the web address that `address` is without its `https://`, and what stands there
/// after its resolver's own address.
pub(super) fn of_address(address: &str) -> Option<(Scheme, &str)> {
    let address = without_case(address, "www.").unwrap_or(address);
    if let Some(compact) = without_case(address, "identifiers.org/") {
        return KNOWN.iter().find_map(|known| {
            let rest = known.starts.iter().find_map(|start| without_case(compact, start))?;
            Some((known.scheme, rest))
        });
    }
    let resolved = KNOWN.iter().find_map(|known| {
        let rest = known.resolvers.iter().find_map(|start| without_case(address, start))?;
        Some((known.scheme, rest))
    });
    // ARKs resolve at whoever assigned them as well.
    resolved.or_else(|| {
        let (_, name) = address.split_once('/')?;
        let name = without_case(name, "ark:")?;
        Some((Scheme::Ark, name.strip_prefix('/').unwrap_or(name)))
    })
}

/// Whether `address` is of a service that redirects for as long as there are its users.
pub(super) fn is_permanent(address: &str) -> bool {
    let address = without_case(address, "www.").unwrap_or(address);
    PERMANENT.iter().any(|host| without_case(address, host).is_some_and(|rest| !rest.is_empty()))
}

/// Services of permanent URLs.
const PERMANENT: &[&str] = &[
    "purl.org/",
    "purl.net/",
    "purl.oclc.org/",
    "purl.archive.org/",
    "purl.obolibrary.org/",
    "w3id.org/",
    "identifiers.org/",
];

/// How identifiers of a scheme are written.
pub(super) struct Known {
    pub(super) scheme: Scheme,
    pub(super) prefix: &'static str,
    /// What they begin with.
    pub(super) starts: &'static [&'static str],
    /// Addresses at which they resolve, without `https://` and `www.`.
    pub(super) resolvers: &'static [&'static str],
}

pub(super) const KNOWN: &[Known] = &[
    Known {
        scheme: Scheme::Doi,
        prefix: "doi",
        starts: &["doi:", "info:doi/"],
        resolvers: &["doi.org/", "dx.doi.org/"],
    },
    Known {
        scheme: Scheme::Handle,
        prefix: "hdl",
        starts: &["hdl:", "info:hdl/"],
        resolvers: &["hdl.handle.net/"],
    },
    Known {
        scheme: Scheme::Ark,
        prefix: "ark",
        starts: &["ark:/", "ark:"],
        resolvers: &["n2t.net/ark:/", "n2t.net/ark:"],
    },
    Known {
        scheme: Scheme::Swhid,
        prefix: "swh",
        starts: &["swh:1:"],
        resolvers: &["archive.softwareheritage.org/swh:1:"],
    },
    Known {
        scheme: Scheme::Arxiv,
        prefix: "arxiv",
        starts: &["arxiv:"],
        resolvers: &["arxiv.org/abs/"],
    },
    Known {
        scheme: Scheme::Orcid,
        prefix: "orcid",
        starts: &["orcid:"],
        resolvers: &["orcid.org/"],
    },
    Known { scheme: Scheme::Ror, prefix: "ror", starts: &["ror:"], resolvers: &["ror.org/"] },
    Known { scheme: Scheme::Urn, prefix: "urn", starts: &["urn:"], resolvers: &[] },
];

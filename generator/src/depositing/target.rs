//! Where a record is deposited.

use url::Url;

use crate::diagnostic::Diagnostic;
use crate::outside_world::repository_api::{self, NoRepository, NoSecret, Secret};
use crate::record::deposits;

/// What a repository speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// The REST API of InvenioRDM, which takes metadata and files.
    Invenio,
    /// The REST API of DataCite, which takes metadata.
    DataCite,
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub system: System,
    pub service: Service,
    /// Whether what is there is for tests, so that its DOIs lead nowhere.
    pub is_for_tests: bool,
}

/// A program on the network that a user is let into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Of the program that people call it by, as <https://zenodo.org>.
    pub base: Url,
    variables: Variables,
}

/// What of the environment lets a user in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variables {
    Token(&'static str),
    Pair(&'static str, &'static str),
}

const DATACITE: Variables = Variables::Pair("DATACITE_ID", "DATACITE_PASSWORD");

impl Target {
    /// The repository that a user calls `to`: `zenodo`, `datacite`, or the address of one.
    pub fn named(to: &str, sandbox: bool) -> Result<Target, Diagnostic> {
        let (system, address, variables) = match (to, sandbox) {
            ("zenodo", false) => {
                (System::Invenio, "https://zenodo.org", Variables::Token("ZENODO_TOKEN"))
            }
            ("zenodo", true) => {
                let token = Variables::Token("ZENODO_SANDBOX_TOKEN");
                (System::Invenio, "https://sandbox.zenodo.org", token)
            }
            ("datacite", false) => (System::DataCite, "https://api.datacite.org", DATACITE),
            ("datacite", true) => (System::DataCite, "https://api.test.datacite.org", DATACITE),
            (_, true) => return Err(no_sandbox(to)),
            (address, false) => match address.strip_prefix("datacite:") {
                Some(address) => (System::DataCite, address, DATACITE),
                None => (System::Invenio, address, Variables::Token("INVENIO_TOKEN")),
            },
        };
        let base = repository_api::address(address).map_err(|why| no_repository(to, why))?;
        let host = base.host_str().unwrap_or_default();
        let is_for_tests = deposits::is_for_tests(host);
        // Zenodo has a token of its own, by whichever name it is called.
        let variables = match host {
            "zenodo.org" => Variables::Token("ZENODO_TOKEN"),
            "sandbox.zenodo.org" => Variables::Token("ZENODO_SANDBOX_TOKEN"),
            _ => variables,
        };
        Ok(Target { system, service: Service { base, variables }, is_for_tests })
    }
}

impl Service {
    /// The registry of minids at `address`, as <https://identifiers.fair-research.org>.
    pub fn of_minids(address: &str) -> Result<Service, Diagnostic> {
        let base = repository_api::address(address).map_err(|why| {
            let shown = if why == NoRepository::Credentials { "the address" } else { address };
            Diagnostic::error(
                "minid-service",
                format!("no minid is registered at `{shown}`: {why}"),
            )
            .hint("name the address of the service: `https://identifiers.fair-research.org`")
        })?;
        Ok(Service { base, variables: Variables::Token("MINID_TOKEN") })
    }

    /// What the record calls the service: its host, and its port where that is not the usual one.
    pub fn host(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        match self.base.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// What lets the user in.
    pub fn secret(&self) -> Result<Secret, Diagnostic> {
        let secret = match self.variables {
            Variables::Token(name) => Secret::token(name),
            Variables::Pair(user, password) => Secret::pair(user, password),
        };
        secret.map_err(|why: NoSecret| {
            Diagnostic::error("no-token", format!("nothing lets you into {}: {why}", self.host()))
                .hint(format!("make one there and export {}", self.variables_in_words()))
        })
    }

    /// The names of the environment's variables that let a user in.
    pub fn variables_in_words(&self) -> String {
        match self.variables {
            Variables::Token(name) => format!("`{name}`"),
            Variables::Pair(user, password) => format!("`{user}` and `{password}`"),
        }
    }

    /// The header that lets the user in, with the names of the variables for their values.
    pub fn header_in_words(&self) -> String {
        match self.variables {
            Variables::Token(name) => format!("Authorization: Bearer ${name}"),
            Variables::Pair(user, password) => {
                format!("Authorization: Basic base64(${user}:${password})")
            }
        }
    }
}

fn no_sandbox(to: &str) -> Diagnostic {
    Diagnostic::error("deposit-to", format!("`{to}` has no sandbox that is known here"))
        .hint("name its address with --to, without --sandbox")
}

fn no_repository(to: &str, why: NoRepository) -> Diagnostic {
    let shown = if why == NoRepository::Credentials { "the address" } else { to };
    Diagnostic::error("deposit-to", format!("nothing is deposited at `{shown}`: {why}"))
        .hint("`zenodo`, `datacite`, or the address of a repository that runs InvenioRDM")
}

//! A server for the time of writing records: it serves the site, rebuilds what changed, reloads the
//! pages that are open, and answers SPARQL.
//!
//! It is for the maintainer's own computer. What is published is the folder it serves.

mod connections;
mod endpoint;
mod files;
mod hosts;
mod media_types;
mod negotiation;
mod rebuild;
mod reload;
mod router;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use faircat_sparql::limited::{Limits, Turns};
use tokio::net::TcpListener;
use tokio::sync::watch;

use self::hosts::Hosts;
use crate::build::{BuildOptions, BuildReport};
use crate::outside_world::site_folder;

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    pub build: BuildOptions,
    /// A name or an address.
    pub host: String,
    /// Names and addresses by which the server may be asked besides those of this computer.
    pub names: Vec<String>,
    /// 0 for any that is free.
    pub port: u16,
    /// What a SPARQL query may cost.
    pub query_limits: Limits,
}

/// What happens while serving, for a person to read.
#[derive(Debug)]
pub enum Event {
    /// Requests are answered at this address.
    Listening(String),
    /// A build begins.
    Building,
    /// A build ended after the time given.
    Built(BuildReport, Duration),
    /// Changes of the records cannot be noticed.
    NotWatching(String),
}

/// Queries that have begun; further ones wait, and take no time of a processor meanwhile.
const QUERIES_AT_ONCE: usize = 16;
/// Of these, at most so many go on for longer than a moment at the same time.
const LONG_QUERIES_AT_ONCE: usize = 4;

/// What all requests share.
struct State {
    out: PathBuf,
    hosts: Hosts,
    /// Address of the published site, which its identifiers begin with; ends with a slash.
    base_url: RwLock<url::Url>,
    /// Counts the builds that changed the site; `None` is sent when the server stops.
    generation: watch::Sender<Option<u64>>,
    dataset: endpoint::Kept,
    limits: Limits,
    queries: endpoint::Queue,
    turns: Arc<Turns>,
}

impl State {
    /// Path below which the site is served, with a slash at both ends.
    fn base_path(&self) -> String {
        self.base_url().path().to_owned()
    }

    fn base_url(&self) -> url::Url {
        self.base_url.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Number of the current build, 0 before the first.
    fn generation(&self) -> u64 {
        self.generation.borrow().unwrap_or_default()
    }

    /// Takes the address from the settings again, which may have been edited.
    fn read_base_url(&self, options: &BuildOptions) {
        let (site, _) = site_folder::read_site(&options.root, options.base_url.as_deref());
        if let Some(site) = site {
            *self.base_url.write().unwrap_or_else(PoisonError::into_inner) = site.base_url;
        }
    }
}

/// Builds, serves and rebuilds until the program is interrupted. `tell` is called from several
/// threads. An error means that the address could not be had or that the system gave up.
pub fn serve(
    options: ServeOptions,
    tell: impl Fn(Event) + Send + Sync + 'static,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let tell: rebuild::Tell = Arc::new(tell);
    let outcome = runtime.block_on(run(options, tell));
    // A query or a build that is under way is not waited for: the site is replaced in one step.
    runtime.shutdown_background();
    outcome
}

#[allow(clippy::disallowed_methods, reason = "a server listens")]
async fn run(options: ServeOptions, tell: rebuild::Tell) -> io::Result<()> {
    let listener = TcpListener::bind((options.host.as_str(), options.port)).await?;
    let address = listener.local_addr()?;
    let state = Arc::new(State {
        out: options.build.out.clone(),
        hosts: Hosts::new(options.names.into_iter().chain([options.host])),
        base_url: RwLock::new(local_address(address)),
        generation: watch::Sender::new(Some(0)),
        dataset: endpoint::Kept::default(),
        limits: options.query_limits,
        queries: endpoint::Queue::new(QUERIES_AT_ONCE),
        turns: Arc::new(Turns::new(long_queries_at_once())),
    });
    state.read_base_url(&options.build);
    let here = format!("{}{}", local_address(address), state.base_path().trim_start_matches('/'));
    tell(Event::Listening(here));
    rebuild::start(options.build, Arc::clone(&state), tell)?;
    let router = router::router(Arc::clone(&state));
    connections::accept(listener, router, async move {
        interrupted().await;
        state.generation.send_replace(None);
    })
    .await;
    Ok(())
}

/// One processor is left to short queries, pages and builds, where there are several.
fn long_queries_at_once() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    processors.saturating_sub(1).clamp(1, LONG_QUERIES_AT_ONCE)
}

/// Where this computer finds what listens at `address`: no browser asks for all of its addresses.
fn local_address(mut address: SocketAddr) -> url::Url {
    if address.ip().is_unspecified() {
        let local: IpAddr = match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        };
        address.set_ip(local);
    }
    let text = format!("http://{address}/");
    url::Url::parse(&text).unwrap_or_else(|_| unreachable!("a socket address makes a URL"))
}

async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        return wait_for_ctrl_c().await;
    };
    tokio::select! {
        () = wait_for_ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

/// Waits for ever where the signal cannot be had: then it ends the program in the usual way.
async fn wait_for_ctrl_c() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

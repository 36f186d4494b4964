//! Connections: no more than the machine bears, and none that only holds its place.

use std::future::Future;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// Connections at the same time; one more is closed at once.
const MOST: usize = 512;
/// How long a connection may take to ask, also for the next time.
const HEADERS: Duration = Duration::from_secs(15);
/// How long open requests may take to end after Ctrl-C.
const PATIENCE: Duration = Duration::from_secs(2);
/// A machine that has no more files to open is asked again after this time.
const PAUSE: Duration = Duration::from_millis(50);

/// The address of this computer at which a request came in.
#[derive(Clone, Copy)]
pub(super) struct Local(pub(super) IpAddr);

/// Answers what comes to `listener` by `router` until `stopped`.
pub(super) async fn accept(listener: TcpListener, router: Router, stopped: impl Future) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADERS);
    let places = Arc::new(Semaphore::new(MOST));
    let open = GracefulShutdown::new();
    let mut stopped = pin!(stopped);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    sleep(PAUSE).await;
                    continue;
                }
            },
            _ = &mut stopped => break,
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        // None where the other side has gone already.
        let Ok(local) = stream.local_addr() else { continue };
        let local = Local(local.ip().to_canonical());
        let service = TowerToHyperService::new(router.clone().layer(Extension(local)));
        let connection = open.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // An error is the other side's, which has gone or asks nonsense.
            let _ = connection.await;
            drop(place);
        });
    }
    // Whoever is still waiting is left.
    let _ = timeout(PATIENCE, open.shutdown()).await;
}

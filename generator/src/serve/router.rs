//! Which request goes where.

use std::sync::Arc;

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};

use super::connections::Local;
use super::endpoint::Reach;
use super::hosts::Asked;
use super::{State, endpoint, files, reload};

/// Larger than the longest query that is answered, encoded.
const MAX_BODY: usize = 1 << 20;
/// How long a request's body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(15);

pub(super) fn router(state: Arc<State>) -> Router {
    Router::new().fallback(move |Extension(Local(local)): Extension<Local>, request: Request| {
        let state = Arc::clone(&state);
        async move {
            let (Parts { method, uri, version, headers, .. }, body) = request.into_parts();
            let asked = Asked { version, uri: &uri, headers: &headers, local };
            match state.hosts.check(&asked) {
                Ok(()) => {}
                Err(StatusCode::FORBIDDEN) => return forbidden(),
                Err(status) => return refused(status),
            }
            match received(&headers, body).await {
                Ok(body) => answer(&state, &method, &uri, &headers, body).await,
                Err(status) => refused(status),
            }
        }
    })
}

/// The whole body, if it is no larger, and comes no slower, than anybody needs.
async fn received(headers: &HeaderMap, body: Body) -> Result<Bytes, StatusCode> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > MAX_BODY as u64) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    match tokio::time::timeout(BODY_TIME, to_bytes(body, MAX_BODY)).await {
        Ok(read) => read.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// A refusal after which the connection is closed: the rest of the body is still under way.
fn refused(status: StatusCode) -> Response {
    let headers = [
        (header::CONNECTION, "close"),
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        // A page of another site is to see the reason too.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    let reason = status.canonical_reason().unwrap_or_default();
    (status, headers, format!("{reason}\n")).into_response()
}

async fn answer(
    state: &Arc<State>,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: Bytes,
) -> Response {
    let query = uri.query().unwrap_or_default();
    let base_path = state.base_path();
    let below = uri.path().strip_prefix(&base_path);
    let is_read = method == Method::GET || method == Method::HEAD;
    let mut response = match (uri.path(), below) {
        (reload::SCRIPT_PATH, _) if is_read => reload::script(),
        (reload::EVENTS_PATH, _) if is_read => reload::events(state, query).await,
        (_, Some("sparql" | "sparql/")) if endpoint::is_for(method, query) => {
            endpoint::answer(state, Reach::Site, method, query, headers, &body).await
        }
        (_, Some("sparql/federated" | "sparql/federated/")) => {
            endpoint::answer(state, Reach::Federation, method, query, headers, &body).await
        }
        _ if !is_read => not_allowed("GET, HEAD"),
        (_, Some(path)) => files::answer(state, path, query, headers).await,
        (path, None) if path == "/" || format!("{path}/") == base_path => redirect(&base_path),
        (_, None) => files::not_found(state).await,
    };
    let nosniff = HeaderValue::from_static("nosniff");
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    response
}

/// For a name that is not known to be ours.
fn forbidden() -> Response {
    let text = "This server is not asked by that name; --allow-host NAME allows it.\n";
    (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)
        .into_response()
}

pub(super) fn not_allowed(allowed: &'static str) -> Response {
    let headers = [(header::ALLOW, allowed), (header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (StatusCode::METHOD_NOT_ALLOWED, headers, format!("Only {allowed} are answered here.\n"))
        .into_response()
}

/// Not a permanent one: another site may be served at this address tomorrow.
pub(super) fn redirect(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

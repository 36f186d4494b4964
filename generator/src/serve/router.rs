//! Which request goes where.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::{State, endpoint, files, reload};

/// Larger than the longest query that is answered, encoded.
const MAX_BODY: usize = 1 << 20;

pub(super) fn router(state: Arc<State>) -> Router {
    Router::new()
        .fallback(move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
            let state = Arc::clone(&state);
            async move { answer(&state, &method, &uri, &headers, body).await }
        })
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn answer(
    state: &Arc<State>,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: Bytes,
) -> Response {
    if !state.hosts.allow(headers) {
        return forbidden();
    }
    let query = uri.query().unwrap_or_default();
    let base_path = state.base_path();
    let below = uri.path().strip_prefix(&base_path);
    let is_read = method == Method::GET || method == Method::HEAD;
    let mut response = match (uri.path(), below) {
        (reload::SCRIPT_PATH, _) if is_read => reload::script(),
        (reload::EVENTS_PATH, _) if is_read => reload::events(state, query).await,
        (_, Some("sparql" | "sparql/")) if endpoint::is_for(method, query) => {
            endpoint::answer(state, method, query, headers, &body).await
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
